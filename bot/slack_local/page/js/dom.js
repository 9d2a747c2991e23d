// The one way this page makes elements: text only ever becomes a text node, never markup.

/**
 * Make an element. Attributes: `class`, `on…` functions (listeners), `vars` (CSS custom properties),
 * booleans (present or absent); anything else is set as an attribute. Children: nodes, strings, arrays, null.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function" && name.startsWith("on")) {
      element.addEventListener(name.slice(2).toLowerCase(), value);
    } else if (name === "vars") {
      for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

/** Add children, flattening arrays and leaving out what is null or false. */
export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG from `[tag, attributes]` pairs. Decorative unless a label is given. */
export function svg(shapes, { size = 20, box = "0 0 20 20", label = "", className = "" } = {}) {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", box);
  root.setAttribute("width", size);
  root.setAttribute("height", size);
  if (className) root.setAttribute("class", className);
  if (label) {
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", label);
  } else {
    root.setAttribute("aria-hidden", "true");
  }
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    root.append(shape);
  }
  return root;
}

let serial = 0;

/** An id for `aria-labelledby` and friends that is unique in this page. */
export function freshId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

/** What is needed to find an interactive element again after its surroundings were drawn anew. */
export function rememberFocus(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return () => {};
  const block = active.closest("[data-block-id]")?.dataset.blockId;
  const { actionId, value } = active.dataset;
  const hook = ["data-open-thread", "data-reply", "data-message-menu"].find((name) => active.hasAttribute(name));
  const { selectionStart, selectionEnd } = active;
  return (next) => {
    const candidates = block && actionId ? next.querySelectorAll(`[data-block-id="${CSS.escape(block)}"] [data-action-id="${CSS.escape(actionId)}"]`) : [];
    const found = [...candidates].find((candidate) => candidate.dataset.value === value) ?? candidates[0] ?? (hook && next.querySelector(`[${hook}]`));
    if (!found) {
      next.focus({ preventScroll: true }); // what had it is gone: the reading goes on where it was
      return;
    }
    found.focus({ preventScroll: true });
    if (typeof selectionStart === "number" && found.setSelectionRange) {
      found.setSelectionRange(selectionStart, selectionEnd);
    }
  };
}
