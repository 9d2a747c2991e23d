// The list of a conversation or a thread: draws only what changed, keeps the reader's place, marks edits.
import { h, rememberFocus } from "./dom.js";
import { icon } from "./icons.js";
import { continues, essence, renderMessage } from "./render/message.js";
import { Surface } from "./render/surface.js";
import { app, now } from "./store.js";
import { dayLabel, fromTs, sameDay } from "./time.js";

const NEAR = 80; // pixels from the end that still count as "at the end"
const dismissed = new Set(); // ephemeral messages put away in this page

/** One scrolling list. `channel` and `thread` say what it shows. */
export class MessageList {
  #rows = new Map(); // key -> {node, full, essence, surface}
  #first = true;

  constructor({ channel, thread = null, intro = null, label }) {
    this.channel = channel;
    this.thread = thread;
    this.intro = intro;
    // Busy until the messages are there: what was said long ago is not announced as if it had just been said.
    this.list = h("div", { class: "messages", role: "log", "aria-label": label, "aria-busy": "true", "data-channel": channel, "data-thread": thread });
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label, onscroll: () => this.#seen() }, intro, this.list);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd(true) }, "New messages", icon("down", 16));
    this.element = h("div", { class: "list" }, this.scroller, this.jump);
    // Late growth (a wrapped line, a resized pane, the composer getting taller) must not push the end out of sight.
    this.#watch = new ResizeObserver(() => this.#pinned && this.toEnd());
    this.#watch.observe(this.scroller);
    this.#watch.observe(this.list);
  }

  #watch;
  #pinned = true;
  #last = null; // the messages as they were shown last

  #seen() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#pinned) this.jump.hidden = true;
  }

  toEnd(smooth = false) {
    this.#pinned = true;
    this.jump.hidden = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  forget() {
    this.#watch.disconnect();
  }

  /** Draw again what a jump of the clock made untrue: "today" is another day now. */
  again() {
    if (this.#last) this.show(this.#last);
  }

  /** Show these messages, oldest first. */
  show(messages) {
    this.#last = messages;
    const shown = messages.filter((message) => !dismissed.has(message.ts));
    const keys = new Set();
    let cursor = this.list.firstChild;
    let previous = null;
    let fresh = false;
    const put = (key, make) => {
      keys.add(key);
      const before = this.#rows.get(key);
      const row = make(before);
      if (before && before.node !== row.node) {
        if (cursor === before.node) cursor = row.node;
        const refocus = rememberFocus(before.node);
        before.node.replaceWith(row.node);
        refocus(row.node);
      }
      this.#rows.set(key, row);
      if (cursor === row.node) cursor = cursor.nextSibling;
      else this.list.insertBefore(row.node, cursor);
      return row;
    };
    for (const [index, message] of shown.entries()) {
      const at = fromTs(message.ts);
      const newDay = !previous || !sameDay(fromTs(previous.ts), at);
      if (newDay && !this.thread) put(`day ${at.toDateString()}`, (row) => this.#day(row, dayLabel(at)));
      const key = message.ts;
      fresh ||= !this.#rows.has(key) && message.user !== app.as;
      const row = put(key, (before) => this.#message(before, message));
      row.node.classList.toggle("message-continued", !newDay && continues(previous, message));
      if (this.thread && index === 0 && shown.length > 1) put("replies", (before) => this.#day(before, shown.length === 2 ? "1 reply" : `${shown.length - 1} replies`));
      previous = message;
    }
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.#rows.delete(key);
    }
    this.list.classList.toggle("messages-empty", shown.length === 0);
    if (this.#first || this.#pinned) this.toEnd();
    else if (fresh) this.jump.hidden = false;
    this.#first = false;
    this.list.setAttribute("aria-busy", "false");
  }

  #day(row, label) {
    if (row?.full === label) return row;
    return { full: label, node: h("div", { class: "divider-line", role: "separator" }, h("span", {}, label)) };
  }

  #message(row, message) {
    const full = JSON.stringify([message, app.as, this.#names(message), now().toDateString()]);
    if (row?.full === full) return row;
    const core = essence(message);
    const surface = row?.surface ?? new Surface("message", this.#container(message));
    const node = renderMessage(message, {
      channel: this.channel,
      surface,
      inThread: this.thread !== null,
      dismiss: () => {
        dismissed.add(message.ts);
        node.remove();
      },
    });
    if (row && row.essence !== core) node.classList.add("message-changed");
    else if (!row && !this.#first) node.classList.add("message-new");
    return { node, full, essence: core, surface };
  }

  // A person's name may arrive with a later state; such a message is drawn again, others are not.
  #names(message) {
    return (message.text?.match(/<@[UW][A-Z0-9]+/g) ?? []).map((id) => app.state.users[id.slice(2)]?.real_name);
  }

  #container(message) {
    const thread = message.thread_ts && message.thread_ts !== message.ts ? { thread_ts: message.thread_ts } : {};
    return { type: "message", channel: this.channel, ts: message.ts, ...(message.ephemeral ? { ephemeral: true } : {}), ...thread };
  }
}
