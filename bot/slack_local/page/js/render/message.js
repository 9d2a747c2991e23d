// One message: who, when, what, and what one can do with it.
import { api } from "../api.js";
import { avatar } from "../avatar.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../popover.js";
import { app, botId, go, nameOf, user } from "../store.js";
import { clockTime, fromTs, fullTime, moment } from "../time.js";
import { attempt, toast } from "../toast.js";
import { renderBlocks } from "./blocks.js";
import { emoji } from "./emoji.js";
import { mrkdwn, unescape } from "./mrkdwn.js";

/** Who a message is from: a person, or the bot itself. */
export const authorOf = (message) => (message.bot_id ? message.user ?? botId() : message.user);

/** Draw a message on its surface. `inThread` leaves out the way into the thread. */
export function renderMessage(message, { channel, surface, inThread, dismiss }) {
  const author = authorOf(message);
  const at = fromTs(message.ts);
  const name = message.username ?? nameOf(author);
  const isBot = Boolean(message.bot_id) || author === botId();
  const row = h(
    "article",
    { class: message.ephemeral ? "message message-ephemeral" : "message", "data-ts": message.ts, "data-ephemeral": message.ephemeral ? "true" : null, "data-user": author, "aria-label": `${name}, ${clockTime(at)}`, tabindex: -1 },
    h("div", { class: "message-side" }, avatar(author), h("time", { class: "message-side-time", datetime: at.toISOString(), title: fullTime(at) }, clockTime(at))),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral ? h("div", { class: "only-you" }, icon("eye", 16), "Only visible to you", h("button", { type: "button", class: "plain-link", onclick: dismiss }, "Dismiss")) : null,
      h(
        "header",
        { class: "message-head" },
        h("bdi", { class: "message-author" }, name),
        isBot ? h("span", { class: "tag" }, "App") : null,
        h("time", { class: "message-time", datetime: at.toISOString(), title: fullTime(at) }, clockTime(at)),
      ),
      message.deleted ? h("p", { class: "message-deleted" }, "This message was deleted.") : body(message, surface),
      reactions(message),
      inThread || !message.reply_count ? null : threadLine(message),
    ),
    message.ephemeral || message.deleted ? null : tools(message, { channel, inThread }),
  );
  return row;
}

function body(message, surface) {
  const edited = message.edited ? h("span", { class: "edited", title: message.edited.ts ? fullTime(fromTs(message.edited.ts)) : null }, "(edited)") : null;
  const attachments = (message.attachments ?? []).map((attachment) => attached(attachment, surface));
  if (message.blocks?.length) return h("div", { class: "message-body" }, renderBlocks(message.blocks, surface), attachments, edited);
  return h("div", { class: "message-body" }, h("div", { class: "rich" }, mrkdwn(message.text ?? "")), attachments, edited);
}

function attached(attachment, surface) {
  const colour = /^#?[0-9a-f]{6}$/i.test(attachment.color ?? "") ? attachment.color.replace(/^#?/, "#") : null;
  const content = attachment.blocks?.length ? renderBlocks(attachment.blocks, surface) : h("div", { class: "rich" }, mrkdwn(attachment.text ?? attachment.fallback ?? ""));
  return h("div", { class: "attachment", vars: colour ? { "--edge": colour } : {} }, content);
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((reaction) => {
      const people = (reaction.users ?? []).map(nameOf).join(", ");
      return h("span", { class: reaction.users?.includes(app.as) ? "reaction reaction-mine" : "reaction", title: people, "data-reaction": reaction.name }, emoji(reaction.name), h("span", {}, String(reaction.count ?? reaction.users?.length ?? 1)));
    }),
  );
}

function threadLine(message) {
  const count = message.reply_count;
  return h(
    "button",
    { type: "button", class: "thread-line", "data-open-thread": message.ts, onclick: () => go({ thread: message.ts }) },
    h("span", { class: "thread-faces" }, (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, "small"))),
    h("span", { class: "thread-count" }, count === 1 ? "1 reply" : `${count} replies`),
    message.latest_reply ? h("span", { class: "thread-last" }, `Last reply ${moment(fromTs(message.latest_reply))}`) : null,
  );
}

function tools(message, { channel, inThread }) {
  const shortcuts = (app.state.shortcuts ?? []).map((shortcut) => ({
    label: shortcut.name,
    icon: icon("bolt"),
    attributes: { "data-shortcut": shortcut.callback_id },
    pick: () => attempt(() => api.shortcut(app.as, shortcut.callback_id, channel, message.ts)),
  }));
  const copy = { label: "Copy text", icon: icon("copy"), pick: () => copyText(message) };
  const more = (event) => openMenu(event.currentTarget, [...shortcuts, copy], { label: "Message actions", align: "end" });
  return h(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "Message" },
    inThread ? null : h("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread", "data-reply": message.ts, onclick: () => go({ thread: message.ts }) }, icon("reply")),
    h("button", { type: "button", class: "icon-button", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false", "data-message-menu": message.ts, onclick: more }, icon("more")),
  );
}

async function copyText(message) {
  try {
    await navigator.clipboard.writeText(unescape(message.text ?? ""));
    toast("Copied.", "note");
  } catch {
    toast("The browser did not allow copying; select the text instead.");
  }
}

/** What counts as a change worth showing: not a reply below it, nor a new reaction. */
export function essence(message) {
  const { text, blocks, attachments, deleted } = message;
  return JSON.stringify([text, blocks, attachments, deleted]);
}

/** Whether two messages belong together visually: same author within five minutes. */
export function continues(previous, message) {
  if (!previous || previous.ephemeral || message.ephemeral || previous.deleted || previous.reply_count) return false;
  if (authorOf(previous) !== authorOf(message) || previous.username !== message.username) return false;
  return Number.parseFloat(message.ts) - Number.parseFloat(previous.ts) < 300 && Boolean(user(authorOf(message)) || message.bot_id);
}
