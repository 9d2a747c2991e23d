// The left side: faces to switch between, and the conversations of whoever one is.
import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { showDrawer } from "./drawer.js";
import { icon } from "./icons.js";
import { openMenu } from "./popover.js";
import { app, become, botId, botIm, go, nameOf, people, persona, refreshState, titleOf } from "./store.js";
import { attempt } from "./toast.js";

/** Draw rail and sidebar; the focus stays on the row it was on. */
export function drawSidebar() {
  const focused = document.activeElement?.closest?.("#drawer [data-channel], #drawer [data-persona]");
  const again = focused?.dataset.channel ? `#sidebar [data-channel="${CSS.escape(focused.dataset.channel)}"]` : focused?.dataset.persona ? `#rail [data-persona="${CSS.escape(focused.dataset.persona)}"]` : null;
  document.getElementById("rail").replaceChildren(...rail());
  document.getElementById("sidebar").replaceChildren(...sidebar());
  if (again) document.querySelector(again)?.focus({ preventScroll: true });
}

function rail() {
  const { team } = app.state;
  const initials = (team.name.match(/\p{L}+/gu) ?? ["?"]).map((word) => [...word][0]).slice(0, 2).join("");
  const faces = app.state.personas.map((each) =>
    h(
      "button",
      { type: "button", class: "rail-face", "data-persona": each.user, "aria-pressed": each.user === app.as ? "true" : "false", title: `${nameOf(each.user)} — ${each.role}`, "aria-label": `Become ${nameOf(each.user)}, ${each.role}`, onclick: () => attempt(() => become(each.user)) },
      avatar(each.user),
      h("span", { class: "rail-name", "aria-hidden": "true" }, nameOf(each.user).split(/\s+/)[0]),
      h("span", { class: "rail-role", "aria-hidden": "true" }, each.role),
      each.unread ? h("span", { class: "badge" }, String(each.unread)) : null,
    ),
  );
  return [h("div", { class: "rail-team", title: team.name, "aria-hidden": "true" }, initials), h("div", { class: "rail-faces", role: "group", "aria-label": "People to be" }, faces)];
}

function sidebar() {
  const { team, channels } = app.state;
  const rooms = channels.filter((room) => room.kind === "channel");
  const others = channels.filter((room) => room.kind === "im" && room.user !== botId());
  const bot = botIm();
  const me = persona(app.as);
  return [
    h("div", { class: "sidebar-head" }, h("h1", { dir: "auto" }, team.name), me?.blurb ? h("p", { class: "sidebar-blurb", dir: "auto" }, me.blurb) : null),
    h(
      "div",
      { class: "sidebar-rows" },
      section("Apps", bot ? [row(bot, avatar(bot.user, "small"))] : []),
      section("Channels", rooms.map((room) => row(room, h("span", { class: "row-sign" }, icon("hash", 18))))),
      section("Direct messages", others.map((room) => row(room, avatar(room.user, "small"))), writeTo()),
    ),
  ];
}

function section(title, rows, extra = null) {
  if (!rows.length && !extra) return null;
  return h("section", { class: "sidebar-section", "aria-label": title }, h("div", { class: "sidebar-title" }, h("h2", {}, title), extra), rows);
}

function row(room, picture) {
  const here = app.place.channel === room.id;
  const unread = here ? 0 : room.unread;
  const title = titleOf(room);
  return h(
    "a",
    {
      href: `#as=${app.as}&channel=${room.id}`, class: unread ? "row row-unread" : "row", "data-channel": room.id, "aria-current": here ? "page" : null,
      "aria-label": unread ? `${title}, ${unread} unread` : title,
      onclick: (event) => {
        event.preventDefault();
        showDrawer(false);
        go({ channel: room.id });
      },
    },
    picture,
    h("span", { class: "row-name", dir: "auto" }, title),
    unread ? h("span", { class: "badge" }, unread > 99 ? "99+" : String(unread)) : null,
  );
}

function writeTo() {
  const press = (event) => {
    const others = people().filter((id) => id !== app.as);
    const entries = others.map((id) => ({ label: nameOf(id), note: app.state.users[id].title, icon: avatar(id, "small"), pick: () => open(id) }));
    openMenu(event.currentTarget, entries, { label: "Write to somebody" });
  };
  return h("button", { type: "button", class: "icon-button", "aria-label": "Write to somebody", title: "Write to somebody", "aria-haspopup": "menu", "aria-expanded": "false", onclick: press }, icon("plus", 16));
}

async function open(id) {
  const opened = await attempt(() => api.openIm(app.as, id));
  if (!opened) return;
  await attempt(refreshState);
  showDrawer(false);
  go({ channel: opened.channel });
}

/** The conversation above (-1) or below (1) the open one. */
export function neighbour(step) {
  const rows = [...document.querySelectorAll("#sidebar [data-channel]")].map((each) => each.dataset.channel);
  const at = rows.indexOf(app.place.channel);
  return rows[(at + step + rows.length) % rows.length];
}
