// The playground: a small Slack to try Usher in. This module starts the page and joins its parts.
import { onTravel } from "./js/address.js";
import { Conversation } from "./js/conversation.js";
import { dismissTop } from "./js/dialog.js";
import { h } from "./js/dom.js";
import { drawerOpen, showDrawer } from "./js/drawer.js";
import { mark } from "./js/icons.js";
import { syncModals } from "./js/modal.js";
import { closePopover, popoverOpen } from "./js/popover.js";
import { drawSidebar, neighbour } from "./js/sidebar.js";
import { app, announce, begin, channel, follow, go, on, refreshState, titleOf } from "./js/store.js";
import { coalesced, listen } from "./js/stream.js";
import { Thread, closeThread, hideThread } from "./js/thread.js";
import { attempt } from "./js/toast.js";
import { drawTopbar, tick } from "./js/topbar.js";

let conversation = null;
let thread = null;
const refresh = coalesced(() => attempt(refreshState));

function showPlace() {
  const { channel: room, thread: ts } = app.place;
  if (!room || !channel(room)) return;
  const walking = document.activeElement?.closest(".drawer :focus-visible"); // somebody goes through the list with the keyboard
  if (conversation?.channel !== room || conversation.as !== app.as) {
    conversation?.leave();
    conversation = new Conversation();
  } else {
    conversation.showTab();
  }
  if (!ts && !walking) conversation.composer.focus();
  if (thread && (thread.ts !== ts || thread.channel !== room || thread.as !== app.as)) {
    thread.leave();
    thread = null;
  }
  if (!ts) hideThread();
  else if (!thread) {
    thread = new Thread();
    thread.composer.focus();
  }
  drawSidebar();
  title();
}

function title() {
  const unread = app.state.channels.reduce((sum, room) => sum + (room.id === app.place.channel ? 0 : room.unread), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${titleOf(channel(app.place.channel))} · Usher playground`;
}

function heard(news) {
  if (news.type === "channel") {
    if (news.channel === app.place.channel) {
      conversation?.refresh();
      if (thread && (!news.thread_ts || news.thread_ts === thread.ts)) thread.refresh();
    }
    refresh(); // unread counts
  } else {
    if (news.type === "status" && "text" in news) {
      app.state.status = news.text ? { channel: news.channel, thread_ts: news.thread_ts ?? null, text: news.text } : null;
      conversation?.stateChanged();
      thread?.stateChanged();
    }
    refresh(); // also for a status: a state fetched just before it must not have the last word
  }
}

function attend() {
  listen(app.as, {
    heard,
    back: () => {
      refresh();
      conversation?.refresh();
      thread?.refresh();
    },
    changed: (lost) => {
      document.body.dataset.connection = lost ? "lost" : "live";
      document.getElementById("banner").hidden = !lost;
    },
  });
}

function personChanged() {
  closePopover();
  document.body.dataset.persona = app.as;
  showDrawer(false);
  drawTopbar();
  showPlace();
  syncModals();
  attend();
}

function stateChanged() {
  if (!popoverOpen()) drawTopbar();
  drawSidebar();
  conversation?.stateChanged();
  thread?.stateChanged();
  syncModals();
  title();
}

function arrived() {
  closePopover();
  showDrawer(false);
  attempt(follow);
}

function keys(event) {
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    go({ channel: neighbour(event.key === "ArrowUp" ? -1 : 1) });
  } else if (event.key === "Escape") {
    if (drawerOpen()) showDrawer(false);
    else if (app.place.thread && !event.defaultPrevented) closeThread();
  }
}

function outage(problem) {
  const again = h("button", { type: "button", class: "button button-primary", onclick: () => location.reload() }, "Try again");
  document.getElementById("main").replaceChildren(h("div", { class: "outage", role: "alert" }, mark(56), h("h2", {}, "The playground could not start"), h("p", {}, problem.message), again));
}

async function start() {
  try {
    await begin();
  } catch (problem) {
    outage(problem);
    return;
  }
  on("persona", personChanged);
  on("state", stateChanged);
  on("place", showPlace);
  document.getElementById("scrim").addEventListener("click", () => showDrawer(false));
  document.addEventListener("keydown", keys);
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-go]");
    if (target) go({ channel: target.dataset.go });
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
  onTravel(arrived, dismissTop);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says where one is
    document.getElementById("main").focus();
  });
  setInterval(tick, 10_000);
  announce("persona");
  conversation?.composer.focus();
}

start();
