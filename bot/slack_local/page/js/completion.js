// Completion above the composer: slash commands, people and channels, chosen with the arrow keys.
import { avatar } from "./avatar.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { app, botId, nameOf, people } from "./store.js";

const MOST = 8;

/** Attach completion to a textarea inside `frame`. `key(event)` is true when it took the key. */
export function completion(frame, input) {
  let entries = [];
  let active = 0;
  let start = 0;
  const list = h("div", { class: "completion", role: "listbox", id: freshId("completion"), "aria-label": "Suggestions", hidden: true });
  frame.prepend(list);
  input.setAttribute("aria-controls", list.id);

  const close = () => {
    entries = [];
    list.hidden = true;
    list.replaceChildren();
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    active = (index + entries.length) % entries.length;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", at === active ? "true" : "false"));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const pick = (entry) => {
    const rest = input.value.slice(input.selectionStart);
    const head = `${input.value.slice(0, start)}${entry.text} `;
    input.value = head + rest.replace(/^ /, "");
    input.setSelectionRange(head.length, head.length);
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  };
  const update = () => {
    const before = input.value.slice(0, input.selectionStart);
    const token = /^\/[\w-]*$/.exec(before) ?? /(?:^|[\s(])([@#][\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]+)?)$/u.exec(before);
    const typed = token?.[1] ?? token?.[0];
    if (!typed) return close();
    start = before.length - typed.length;
    entries = candidates(typed).slice(0, MOST);
    if (!entries.length) return close();
    list.replaceChildren(
      ...entries.map((entry) =>
        h(
          "div",
          { role: "option", id: freshId("suggestion"), class: "completion-row", "data-value": entry.text, onpointerdown: (event) => { event.preventDefault(); pick(entry); } },
          entry.picture,
          h("span", { class: "completion-label", dir: "auto" }, entry.text),
          h("span", { class: "completion-note", dir: "auto" }, entry.note ?? ""),
        ),
      ),
    );
    list.hidden = false;
    return mark(0);
  };
  const key = (event) => {
    if (!entries.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(active + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && entries[active].text !== input.value.trim())) pick(entries[active]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { update, key, close };
}

function candidates(typed) {
  const wanted = typed.slice(1).toLocaleLowerCase();
  if (typed[0] === "/") {
    return (app.state.commands ?? [])
      .filter((each) => each.command.slice(1).startsWith(wanted))
      .map((each) => ({ text: each.command, note: each.description, picture: icon("bolt") }));
  }
  const fits = (text) => text.toLocaleLowerCase().split(/[\s.]+/).some((word) => word.startsWith(wanted)) || text.toLocaleLowerCase().startsWith(wanted);
  if (typed[0] === "#") {
    return app.state.channels.filter((room) => room.kind === "channel" && fits(room.name)).map((room) => ({ text: `#${room.name}`, note: room.topic, picture: icon("hash") }));
  }
  const ids = [botId(), ...people()].filter((id) => id !== app.as);
  return ids.filter((id) => fits(nameOf(id))).map((id) => ({ text: `@${nameOf(id)}`, note: app.state.users[id]?.title, picture: avatar(id, "small") }));
}
