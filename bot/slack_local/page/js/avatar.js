// The small square picture of a person: initials on their colour, or Usher's mark.
import { h } from "./dom.js";
import { mark } from "./icons.js";
import { app, botId, nameOf, user } from "./store.js";

const PALETTE = ["#3f6fb5", "#a4586b", "#6d5cae", "#2f7f86", "#a8672f", "#5f7f3b", "#8f4f92", "#4d6475"];

function colourOf(id) {
  const position = app.state.personas.findIndex((each) => each.user === id);
  if (position >= 0) return PALETTE[position % PALETTE.length]; // those one switches between never look alike
  const given = user(id)?.color;
  if (given && /^#?[0-9a-f]{6}$/i.test(given)) return `color-mix(in srgb, ${given.replace(/^#?/, "#")} 62%, #1c2422)`; // Slack's colours are for names; white has to be read on this
  const sum = [...(id ?? "")].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return PALETTE[sum % PALETTE.length];
}

function initialsOf(id) {
  const given = user(id)?.initials;
  if (given) return given;
  return nameOf(id).split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
}

/** An avatar; decoration, since the name always stands beside it. */
export function avatar(id, size = "medium") {
  if (id && id === botId()) return h("span", { class: `avatar avatar-${size} avatar-bot`, "aria-hidden": "true" }, mark(size === "small" ? 18 : 30));
  return h("span", { class: `avatar avatar-${size}`, "aria-hidden": "true", vars: { "--person": colourOf(id) } }, initialsOf(id));
}
