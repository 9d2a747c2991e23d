// The frame of everything modal: traps the focus, closes on Escape, gives the focus back. Also confirmations.
import { h, freshId } from "./dom.js";
import { mrkdwn } from "./render/mrkdwn.js";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex='0']";
const open = [];

function setInert() {
  const covered = open.length > 0;
  for (const id of ["frame", "topbar"]) document.getElementById(id).inert = covered;
  open.forEach((each, index) => {
    each.overlay.inert = index < open.length - 1;
  });
}

/** Do what Escape does to the topmost dialog. Returns whether there was one. */
export function dismissTop() {
  const top = open.at(-1);
  top?.dismiss();
  return top !== undefined;
}

/** Show `panel` (a role=dialog element) over the page; `dismiss` is what Escape and the backdrop do. Returns its closer. */
export function present(panel, { dismiss, first = null }) {
  const before = document.activeElement;
  const pane = before?.closest("[data-pane]")?.dataset.pane;
  const ts = before?.closest("article[data-ts]")?.dataset.ts;
  const overlay = h("div", { class: "overlay" }, panel);
  const entry = { overlay, dismiss };
  overlay.addEventListener("pointerdown", (event) => {
    if (event.target === overlay) dismiss();
  });
  overlay.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      dismiss();
    } else if (event.key === "Tab") {
      trap(event, panel);
    }
  });
  document.getElementById("overlays").append(overlay);
  open.push(entry);
  setInert();
  (first ?? panel.querySelector(FOCUSABLE) ?? panel).focus();
  return () => {
    if (!open.includes(entry)) return;
    open.splice(open.indexOf(entry), 1);
    overlay.remove();
    setInert();
    giveBack(before, pane, ts);
  };
}

// The focus goes back to where it was; a message that was drawn anew meanwhile is still the same message.
function giveBack(before, pane, ts) {
  if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true });
  else if (pane) (ts ? document.querySelector(`[data-pane="${pane}"] article[data-ts="${CSS.escape(ts)}"]`) : null)?.focus({ preventScroll: true });
}

function trap(event, panel) {
  const stops = [...panel.querySelectorAll(FOCUSABLE)].filter((each) => each.offsetParent !== null);
  if (!stops.length) return;
  const [first, last] = [stops[0], stops[stops.length - 1]];
  if (event.shiftKey && (document.activeElement === first || document.activeElement === panel)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}

/** Ask before something is done, with Slack's confirm object; resolves to true or false. */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = freshId("confirm");
    const answer = (value) => () => {
      close();
      resolve(value);
    };
    const text = question.text ?? {};
    const yes = h("button", { type: "button", class: question.style === "danger" ? "button button-danger" : "button button-primary", "data-confirm": "yes", onclick: answer(true) }, question.confirm?.text ?? "Yes");
    const panel = h(
      "div",
      { class: "dialog dialog-small", role: "alertdialog", "aria-modal": true, "aria-labelledby": title, tabindex: -1 },
      h("header", { class: "dialog-head" }, h("h2", { id: title, dir: "auto" }, question.title?.text ?? "Are you sure?")),
      h("div", { class: "dialog-body rich" }, text.type === "mrkdwn" ? mrkdwn(text.text ?? "") : h("p", { dir: "auto" }, text.text ?? "")),
      h("footer", { class: "dialog-foot" }, h("button", { type: "button", class: "button", "data-confirm": "no", onclick: answer(false) }, question.deny?.text ?? "Cancel"), yes),
    );
    const close = present(panel, { dismiss: answer(false), first: yes });
  });
}
