// The playground: a small Slack to try Usher in. This module starts the page and joins its parts.
import { Conversation } from "./js/conversation.js";
import { h } from "./js/dom.js";
import { mark } from "./js/icons.js";
import { syncModals } from "./js/modal.js";
import { closePopover, popoverOpen } from "./js/popover.js";
import { drawSidebar, neighbour } from "./js/sidebar.js";
import { app, announce, begin, become, channel, go, on, refreshState, titleOf } from "./js/store.js";
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
  if (conversation?.channel !== room || conversation.as !== app.as) {
    conversation?.leave();
    conversation = new Conversation();
  } else {
    conversation.showTab();
  }
  if (thread && (thread.ts !== ts || thread.channel !== room || thread.as !== app.as)) {
    thread.leave();
    thread = null;
  }
  if (!ts) hideThread();
  else thread ??= new Thread();
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
  document.body.dataset.drawer = "closed";
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

function keys(event) {
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    go({ channel: neighbour(event.key === "ArrowUp" ? -1 : 1) });
  } else if (event.key === "Escape") {
    if (document.body.dataset.drawer === "open") document.body.dataset.drawer = "closed";
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
  document.getElementById("scrim").addEventListener("click", () => (document.body.dataset.drawer = "closed"));
  document.addEventListener("keydown", keys);
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-go]");
    if (target) go({ channel: target.dataset.go });
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
  addEventListener("hashchange", () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const as = wanted.get("as");
    if (as && as !== app.as) attempt(() => become(as));
    else if (wanted.get("channel") && channel(wanted.get("channel"))) go({ channel: wanted.get("channel"), thread: wanted.get("thread"), tab: wanted.get("tab") ?? "messages" });
  });
  setInterval(tick, 10_000);
  announce("persona");
  conversation?.composer.focus();
}

start();
