// Where one writes: grows with the text, completes /commands, @people and #channels, keeps drafts.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { completion } from "./completion.js";
import { draft, keep } from "./memory.js";
import { app } from "./store.js";

/**
 * A composer. `send(text)` gets what was typed (escaping it and finding the names in it is the server's part)
 * and resolves to false when it did not go through: the text then comes back. `command(name, rest)` gets a
 * slash command.
 */
export function composer({ kind, channel, thread = null, placeholder, send, command }) {
  const name = `${app.as}|${channel}|${thread ?? ""}`;
  const input = h("textarea", { name: "text", rows: 1, class: "composer-text", placeholder, "aria-label": placeholder, dir: "auto", autocomplete: "off", enterkeyhint: "send", "aria-haspopup": "listbox" });
  const button = h("button", { type: "submit", class: "composer-send", "aria-label": "Send", title: "Send", disabled: true }, icon("send"));
  const form = h("form", { class: "composer", "data-composer": kind }, input, h("div", { class: "composer-foot" }, h("span", { class: "composer-hint" }, hint("Enter", "to send"), hint("Shift + Enter", "for a new line"), hint("/", "for commands")), button));
  const complete = completion(form, input);

  const fit = () => {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 220)}px`;
    button.disabled = !input.value.trim();
    keep(name, input.value);
  };
  const submit = async () => {
    const typed = input.value.trim();
    if (!typed) return;
    input.value = "";
    fit();
    complete.close();
    const went = await deliver(typed);
    if (went === false && !input.value) {
      input.value = typed; // nothing that was typed is lost
      fit();
    }
  };
  const deliver = (typed) => {
    const slash = /^\/([\w-]+)(?:\s+([\s\S]*))?$/.exec(typed);
    return slash && !thread ? command(`/${slash[1]}`, slash[2] ?? "") : send(typed);
  };
  input.addEventListener("input", () => {
    fit();
    complete.update();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || complete.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  input.addEventListener("blur", () => complete.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    input.focus();
  });
  input.value = draft(name);
  queueMicrotask(fit);
  return { element: form, input, focus: () => typesHere() && input.focus({ preventScroll: true }) };
}

// On a touch screen the focus would bring up a keyboard over what one came to read.
const typesHere = () => matchMedia("(hover: hover), (pointer: fine)").matches;

const hint = (key, what) => h("span", {}, h("kbd", {}, key), ` ${what}`);
