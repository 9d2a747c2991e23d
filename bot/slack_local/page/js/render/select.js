// Selects of every kind: a button that opens a searchable list, for one choice or several.
import { freshId, h } from "../dom.js";
import { icon } from "../icons.js";
import { closePopover, openPopover, place } from "../popover.js";

const PAUSE = 160; // milliseconds of not typing before the bot is asked
const MOST = 200; // entries drawn at once; typing narrows the rest

/**
 * A select. `source` has `search(typed) -> Promise<[{label, options}]>` (null: could not be had),
 * `least` (letters needed first), `remote`. Options are Slack's option objects. `chosen` is a list of them.
 * `picked(options, control)` hears every change.
 */
export function select({ attributes, placeholder, chosen, multiple, most, source, picked, clearable }) {
  let current = chosen;
  const face = h("span", { class: "select-face" });
  const control = h(
    "button",
    { type: "button", ...attributes, class: "select", "aria-haspopup": "listbox", "aria-expanded": "false", onclick: () => open() },
    face,
    icon("chevron", 16),
  );
  const show = () => {
    control.classList.toggle("select-empty", current.length === 0);
    if (!current.length) face.replaceChildren(placeholder);
    else if (multiple) face.replaceChildren(...current.map((option) => h("span", { class: "chip", dir: "auto" }, option.text.text)));
    else face.replaceChildren(h("bdi", {}, current[0].text.text));
  };
  const set = (options) => {
    current = options;
    show();
    picked(options, control);
  };
  const toggle = (option) => {
    const has = current.some((each) => each.value === option.value);
    if (!multiple) {
      closePopover();
      set([option]);
    } else if (has) {
      set(current.filter((each) => each.value !== option.value));
    } else if (!most || current.length < most) {
      set([...current, option]);
    }
  };
  const open = () => openList({ control, placeholder, multiple, source, toggle, isChosen: (value) => current.some((each) => each.value === value), clear: clearable && current.length && !multiple ? () => set([]) : null });
  show();
  return control;
}

function openList({ control, placeholder, multiple, source, toggle, isChosen, clear }) {
  const listId = freshId("list");
  const list = h("div", { class: "options", role: "listbox", id: listId, "aria-multiselectable": multiple ? "true" : null });
  const input = h("input", { type: "text", class: "options-search", role: "combobox", "aria-expanded": "true", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": placeholder, placeholder: "Type to search", autocomplete: "off", spellcheck: "false", enterkeyhint: "done", "data-options-search": true });
  let items = [];
  let active = -1;
  let round = 0;
  let timer = null;

  const mark = (index) => {
    items[active]?.classList.remove("option-active");
    active = items.length ? (index + items.length) % items.length : -1;
    const item = items[active];
    if (!item) return input.removeAttribute("aria-activedescendant");
    item.classList.add("option-active");
    input.setAttribute("aria-activedescendant", item.id);
    return item.scrollIntoView({ block: "nearest" });
  };
  const draw = (groups) => {
    items = [];
    const nodes = groups.flatMap((group) => [
      group.label ? h("div", { class: "options-group", role: "presentation", dir: "auto" }, group.label) : null,
      ...group.options.slice(0, MOST).map((option) => entry(option)),
    ]);
    list.replaceChildren(...nodes.filter(Boolean));
    if (!items.length) list.append(h("div", { class: "options-note" }, "Nothing found."));
    mark(Math.max(0, items.findIndex((item) => item.getAttribute("aria-selected") === "true")));
    place();
  };
  const entry = (option) => {
    const item = h(
      "div",
      { role: "option", id: freshId("option"), class: "option", "data-value": option.value, "aria-selected": isChosen(option.value) ? "true" : "false", onclick: () => choose(item, option), onpointermove: () => items[active] !== item && mark(items.indexOf(item)) },
      h("span", { class: "option-text" }, h("span", { dir: "auto" }, option.text.text), option.description ? h("span", { class: "option-note", dir: "auto" }, option.description.text) : null),
      icon("check", 16),
    );
    items.push(item);
    return item;
  };
  const choose = (item, option) => {
    toggle(option);
    item.setAttribute("aria-selected", isChosen(option.value) ? "true" : "false");
    if (multiple) input.focus();
  };
  const search = async () => {
    const typed = input.value.trim();
    const mine = (round += 1);
    if (typed.length < source.least) {
      const letters = source.least === 1 ? "a letter" : `${source.least} letters`;
      items = [];
      list.replaceChildren(h("div", { class: "options-note" }, `Type at least ${letters}.`));
      return;
    }
    list.setAttribute("aria-busy", "true");
    const groups = await source.search(typed);
    if (mine !== round || !list.isConnected) return; // a later search overtook this one
    list.removeAttribute("aria-busy");
    if (groups) draw(groups);
    else list.replaceChildren(h("div", { class: "options-note" }, "The choices could not be loaded; type again to retry."));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (source.remote) timer = setTimeout(search, PAUSE);
    else search();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      items[active]?.click();
    } else if (event.key === "Tab") {
      closePopover();
    }
  });
  const clearing = clear && h("button", { type: "button", class: "options-clear", onclick: () => { closePopover(); clear(); } }, "Clear the choice");
  const opened = openPopover(control, h("div", { class: "options-panel" }, h("div", { class: "options-top" }, icon("search", 16), input), list, clearing || null));
  if (!opened) return;
  input.focus({ preventScroll: true });
  search();
}

/** Entries that contain what was typed, from groups that are already here. */
export function local(groups) {
  return {
    least: 0,
    remote: false,
    search: async (typed) => {
      const wanted = typed.toLocaleLowerCase();
      const fits = (option) => `${option.text.text} ${option.description?.text ?? ""}`.toLocaleLowerCase().includes(wanted);
      return groups.map((group) => ({ ...group, options: group.options.filter(fits) })).filter((group) => group.options.length);
    },
  };
}
