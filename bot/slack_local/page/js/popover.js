// A small panel beside its trigger: menus and lists. One is open at a time; Escape and a click outside close it.
import { h } from "./dom.js";

let current = null;

/** Close whatever is open; the focus goes back to its trigger when it was inside. */
export function closePopover() {
  if (!current) return;
  const { panel, trigger, closed } = current;
  const inside = panel.contains(document.activeElement);
  current = null;
  panel.remove();
  trigger.setAttribute("aria-expanded", "false");
  if (inside && trigger.isConnected) trigger.focus({ preventScroll: true });
  closed?.();
}

export const popoverOpen = () => current !== null;

/** Open `content` beside `trigger`; a second press of the same trigger closes it. Returns whether it opened. */
export function openPopover(trigger, content, { align = "start", width = "trigger", closed = null, sheet = true } = {}) {
  const again = current?.trigger === trigger;
  closePopover();
  if (again) return false;
  const panel = h("div", { class: sheet ? "popover popover-sheet" : "popover" }, content);
  document.getElementById("overlays").append(panel);
  trigger.setAttribute("aria-expanded", "true");
  current = { panel, trigger, closed, align, width };
  place();
  return true;
}

/** Put the panel where there is room: below its trigger, else above. */
export function place() {
  if (!current) return;
  const { panel, trigger, align, width } = current;
  if (!trigger.isConnected) {
    closePopover(); // what it belonged to was drawn anew
    return;
  }
  const edge = 8;
  const anchor = trigger.getBoundingClientRect();
  if (width === "trigger") panel.style.minWidth = `${Math.max(anchor.width, 220)}px`;
  const { offsetWidth, offsetHeight } = panel;
  const below = innerHeight - anchor.bottom - edge;
  const up = below < Math.min(offsetHeight, 240) && anchor.top > below;
  panel.style.maxHeight = `${Math.max(160, (up ? anchor.top : below) - edge)}px`;
  const left = align === "end" ? anchor.right - offsetWidth : anchor.left;
  panel.style.left = `${Math.max(edge, Math.min(left, innerWidth - offsetWidth - edge))}px`;
  const height = Math.min(offsetHeight, Number.parseFloat(panel.style.maxHeight));
  panel.style.top = `${Math.max(edge, up ? anchor.top - height - 4 : Math.min(anchor.bottom + 4, innerHeight - height - edge))}px`;
}

/** A list of choices below a trigger, with arrow keys. Entries: {label, note, icon, danger, pick, attributes}. */
export function openMenu(trigger, entries, { label, role = "menuitem", align = "start" } = {}) {
  const items = entries.map((entry) =>
    h(
      "button",
      {
        type: "button", role, tabindex: -1, class: entry.danger ? "menu-item menu-danger" : "menu-item", ...entry.attributes,
        onclick: () => {
          closePopover();
          entry.pick();
        },
      },
      entry.icon ?? null,
      h("span", { class: "menu-text" }, h("span", { class: "menu-label", dir: "auto" }, entry.label), entry.note ? h("span", { class: "menu-note", dir: "auto" }, entry.note) : null),
      entry.end ?? null,
    ),
  );
  const list = h("div", { role: role === "option" ? "listbox" : "menu", "aria-label": label, class: "menu", onkeydown: (event) => walk(event, items) }, items);
  if (!openPopover(trigger, list, { align })) return;
  (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
}

function walk(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) {
    if (event.key === "Tab") closePopover();
    return;
  }
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (!current || current.panel.contains(event.target) || current.trigger.contains(event.target)) return;
  closePopover();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !current) return;
    event.stopPropagation(); // Escape closes the list, not the modal around it
    closePopover();
  },
  true,
);
addEventListener("resize", place);
document.addEventListener("scroll", (event) => current && !current.panel.contains(event.target) && place(), true);
