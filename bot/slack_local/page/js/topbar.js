// The bar on top: whose eyes one looks through, what time it is here, light or dark.
import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { drawerOpen, showDrawer } from "./drawer.js";
import { icon, mark } from "./icons.js";
import { openMenu, openPopover, closePopover } from "./popover.js";
import { app, become, nameOf, now, persona, refreshState } from "./store.js";
import { clockTime, fullTime } from "./time.js";
import { attempt } from "./toast.js";

const FOCUSED = ["data-drawer-toggle", "data-clock", "data-persona-switch", "data-theme-switch"];
const JUMPS = [["PT8H", "8 hours"], ["P1D", "1 day"], ["P7D", "1 week"], ["P14D", "2 weeks"]];

/** Draw the bar anew; called when the person or the state changes. */
export function drawTopbar() {
  const bar = document.getElementById("topbar");
  const had = FOCUSED.find((hook) => bar.querySelector(`[${hook}]:focus`));
  const drawer = h("button", { type: "button", class: "icon-button topbar-menu", "aria-label": "Conversations", "aria-controls": "drawer", "aria-expanded": drawerOpen() ? "true" : "false", "data-drawer-toggle": true, onclick: () => showDrawer(!drawerOpen()) }, icon("menu"));
  const brand = h("div", { class: "brand" }, mark(26), h("span", { class: "brand-name" }, "Usher"), h("span", { class: "brand-tag" }, "playground"));
  bar.replaceChildren(drawer, brand, clock() ?? "", personaSwitch(), themeSwitch());
  if (had) bar.querySelector(`[${had}]`)?.focus({ preventScroll: true });
}

function personaSwitch() {
  const me = persona(app.as);
  return h(
    "button",
    { type: "button", class: "persona", "data-persona-switch": true, "aria-haspopup": "menu", "aria-expanded": "false", title: me?.blurb, onclick: (event) => choosePersona(event.currentTarget) },
    avatar(app.as, "small"),
    h("span", { class: "persona-text" }, h("span", { class: "persona-are" }, "You are: "), h("bdi", { class: "persona-name" }, nameOf(app.as)), h("bdi", { class: "persona-name persona-short" }, nameOf(app.as).split(/\s+/)[0]), me?.role ? h("span", { class: "persona-role" }, ` — ${me.role}`) : null),
    icon("chevron", 16),
  );
}

function choosePersona(trigger) {
  const entries = app.state.personas.map((each) => ({
    label: `${nameOf(each.user)} — ${each.role}`,
    note: each.blurb,
    icon: avatar(each.user),
    end: each.unread ? h("span", { class: "badge" }, String(each.unread)) : null,
    attributes: { "data-persona": each.user, "aria-checked": each.user === app.as ? "true" : "false" },
    pick: () => attempt(() => become(each.user)),
  }));
  openMenu(trigger, entries, { label: "Become somebody else", role: "menuitemradio", align: "end" });
}

function clock() {
  if (!app.state.clock) return null;
  const text = h("span", { class: "clock-text" }, h("span", { class: "clock-full" }, fullTime(now())), h("span", { class: "clock-short" }, clockTime(now())));
  if (!app.state.clock.can_advance) return h("span", { class: "clock", "data-clock": true }, icon("clock", 16), text);
  return h("button", { type: "button", class: "clock", "data-clock": true, "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": `It is ${fullTime(now())}. Jump ahead`, onclick: (event) => openClock(event.currentTarget) }, icon("clock", 16), text, icon("chevron", 14));
}

function openClock(trigger) {
  const jump = (duration) => async (event) => {
    const { currentTarget } = event;
    currentTarget.setAttribute("aria-busy", "true");
    const done = await attempt(() => api.advance(app.as, duration));
    closePopover();
    if (done) await attempt(refreshState);
  };
  const panel = h(
    "div",
    { class: "clock-panel", role: "dialog", "aria-label": "The clock of the playground" },
    h("p", {}, `It is ${fullTime(now())}.`),
    h("p", { class: "quiet" }, "Jump ahead to see reminders, expiry and everything else that waits."),
    h("div", { class: "clock-jumps" }, JUMPS.map(([duration, label]) => h("button", { type: "button", class: "button", "data-advance": duration, onclick: jump(duration) }, icon("skip", 16), label))),
  );
  if (openPopover(trigger, panel, { align: "end", width: "content" })) panel.querySelector("button").focus();
}

function themeSwitch() {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const press = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("usher.theme", root.dataset.theme);
    } catch {
      // storage off: the choice lasts as long as the page
    }
    drawTopbar();
  };
  const label = dark() ? "Use the light theme" : "Use the dark theme";
  return h("button", { type: "button", class: "icon-button topbar-theme", "data-theme-switch": true, "aria-label": label, title: label, onclick: press }, icon(dark() ? "sun" : "moon"));
}

/** Keep the shown time true without drawing the whole bar. */
export function tick() {
  const full = document.querySelector("[data-clock] .clock-full");
  if (!full) return;
  full.textContent = fullTime(now());
  document.querySelector("[data-clock] .clock-short").textContent = clockTime(now());
}
