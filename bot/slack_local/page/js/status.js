// The line that says what the bot is doing. It keeps its height, so that nothing jumps when it speaks.
import { h } from "./dom.js";
import { app, botId, isBotIm, nameOf } from "./store.js";
import { authorOf } from "./render/message.js";

const PATIENCE = 30_000; // milliseconds; afterwards "is reading" would be a guess

/** The status of one conversation, or of one thread in it. */
export class StatusLine {
  #timer = null;

  constructor(channel, thread) {
    this.channel = channel;
    this.thread = thread;
    this.key = `${app.as}|${channel}|${thread ?? ""}`;
    this.text = h("span", { class: "status-text", "data-status": true });
    this.element = h("div", { class: "status", role: "status", "aria-live": "polite" }, h("span", { class: "status-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), this.text);
    this.draw();
  }

  /** Something was said to the bot at `ts`; until it answers, the line says that it reads. */
  waiting(ts) {
    app.pending.set(this.key, ts);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      app.pending.delete(this.key);
      this.draw();
    }, PATIENCE);
    this.draw();
  }

  /** Look whether the bot has answered what was said last. */
  answered(messages) {
    const asked = app.pending.get(this.key);
    if (!asked) return;
    const answer = messages.some((message) => (authorOf(message) === botId() && Number(message.ts) > Number(asked)) || (message.ts === asked && message.reply_count));
    if (!answer) return;
    app.pending.delete(this.key);
    this.draw();
  }

  // In the bot's own conversation a thread's status is said here too, unless that thread stands open beside it.
  #concerns(thread) {
    if (this.thread) return thread === this.thread;
    return !thread || (isBotIm(this.channel) && thread !== app.place.thread);
  }

  #spoken() {
    const { status } = app.state;
    const here = status?.text && status.channel === this.channel && this.#concerns(status.thread_ts);
    if (here) return /^(is|has|will)\b/.test(status.text) ? `${nameOf(botId())} ${status.text}` : status.text;
    return app.pending.has(this.key) ? `${nameOf(botId())} is reading…` : "";
  }

  draw() {
    const text = this.#spoken();
    this.element.classList.toggle("status-on", Boolean(text));
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  leave() {
    clearTimeout(this.#timer);
  }
}
