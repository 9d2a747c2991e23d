// Short notices at the bottom: what was refused and what to do, in the sentence the server gave.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { Refused } from "./api.js";

const STAYS = 8000; // milliseconds; long enough to read two lines

/** Show one sentence; `kind` is "error" or "note". */
export function toast(sentence, kind = "error") {
  const stack = document.getElementById("toasts");
  for (const same of stack.querySelectorAll("[data-toast]")) {
    if (same.dataset.toast === sentence) same.remove();
  }
  const gone = () => notice.remove();
  const notice = h(
    "div",
    { class: `toast toast-${kind}`, "data-toast": sentence },
    icon(kind === "error" ? "warning" : "check"),
    h("span", { dir: "auto" }, sentence),
    h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: gone }, icon("close", 16)),
  );
  stack.append(notice);
  while (stack.children.length > 3) stack.firstChild.remove();
  setTimeout(gone, STAYS);
}

/** Do something that may be refused; a refusal becomes a notice and the answer null. */
export async function attempt(work) {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof Refused)) {
      console.error(problem);
      toast("This page made a mistake; reload it and try again.");
      return null;
    }
    toast(problem.message);
    return null;
  }
}
