// The thread pane on the right; on a phone it covers the conversation.
import { api } from "./api.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { StatusLine } from "./status.js";
import { app, channel, correct, go, isBotIm, speaksToBot, titleOf } from "./store.js";
import { coalesced } from "./stream.js";
import { attempt } from "./toast.js";

/** One open thread in `#thread`. */
export class Thread {
  constructor() {
    this.channel = app.place.channel;
    this.ts = app.place.thread;
    this.as = app.as;
    this.refresh = coalesced(() => attempt(() => this.#fetch()));
    this.pane = document.getElementById("thread");
    this.list = new MessageList({ channel: this.channel, thread: this.ts, label: "Thread" });
    this.status = new StatusLine(this.channel, this.ts);
    this.composer = composer({ kind: "thread", channel: this.channel, thread: this.ts, placeholder: "Reply…", send: (text) => this.say(text), command: () => false });
    this.#draw();
    this.refresh();
  }

  #draw() {
    const room = channel(this.channel);
    const where = room.kind === "im" ? titleOf(room) : `#${room.name}`;
    const close = h("button", { type: "button", class: "icon-button thread-close", "aria-label": "Close the thread", title: "Close (Esc)", "data-close-thread": true, onclick: () => closeThread() }, h("span", { class: "wide-only" }, icon("close")), h("span", { class: "narrow-only" }, icon("back")));
    this.pane.dataset.thread = this.ts;
    this.pane.replaceChildren(
      h("header", { class: "pane-head thread-head" }, h("div", { class: "pane-title" }, h("h2", {}, "Thread"), h("span", { class: "thread-where", dir: "auto" }, where)), close),
      h("div", { class: "pane-body" }, this.list.element, this.status.element, this.composer.element),
    );
    this.pane.hidden = false;
    document.body.dataset.threadOpen = "true";
  }

  async #fetch() {
    const { messages } = await api.messages(this.as, this.channel, this.ts);
    if (this.as !== app.as || this.ts !== app.place.thread) return;
    if (!messages.length) {
      correct({ thread: null }); // remembered from an earlier start: there is no such thread now
      return;
    }
    this.list.show(messages);
    this.status.answered(messages);
  }

  async say(text) {
    const sent = await attempt(() => api.say(this.as, this.channel, text, this.ts));
    if (!sent) return false;
    if (isBotIm(this.channel) || speaksToBot(text)) this.status.waiting(sent.ts);
    await this.refresh();
    this.list.toEnd();
    return true;
  }

  stateChanged() {
    this.list.again();
    this.status.draw();
  }

  leave() {
    this.list.forget();
    this.status.leave();
  }
}

/** Close the thread pane; the focus goes back to the line that opened it. */
export function closeThread() {
  const { thread } = app.place;
  go({ thread: null });
  const opener = document.querySelector(`[data-open-thread="${CSS.escape(thread)}"]`) ?? document.querySelector("#main textarea");
  opener?.focus({ preventScroll: true });
}

/** Empty the pane when no thread is open. */
export function hideThread() {
  const pane = document.getElementById("thread");
  pane.hidden = true;
  pane.replaceChildren();
  delete pane.dataset.thread;
  document.body.dataset.threadOpen = "false";
}
