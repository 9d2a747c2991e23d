// Slack's mrkdwn as DOM nodes. Text never becomes markup: every character ends up in a text node.
// Source of the rules: Slack's documentation, "Formatting text for app surfaces".
import { h } from "../dom.js";
import { botId, channel, nameOf, app } from "../store.js";
import { slackDate } from "../time.js";
import { emoji, GLYPH_PATTERN, isEmoji, nameOfGlyph } from "./emoji.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const FENCE = /```\n?([\s\S]+?)\n?```/g;
const LIST_ITEM = /^(\s*)(?:[•◦▪‣]|\d{1,3}\.)\s+/;
const QUOTE = /^(?:&gt;|>)\s?/;
const GLYPH = new RegExp(GLYPH_PATTERN.source, "gu");

/** Slack escapes exactly three characters; anything else that looks like an entity is plain text. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** What a person types, as Slack would send it. */
export const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** A text object's or message's mrkdwn as a fragment of paragraphs, quotes, lists and code. */
export function mrkdwn(text) {
  const out = document.createDocumentFragment();
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    lines(out, text.slice(from, fence.index).replace(/\n$/, ""));
    out.append(h("pre", { dir: "auto" }, unescape(fence[1])));
    from = fence.index + fence[0].length;
  }
  lines(out, from ? text.slice(from).replace(/^\n/, "") : text);
  return out;
}

function lines(out, text) {
  if (!text) return;
  let run = [];
  let kind = null;
  const flush = () => {
    if (!run.length) return;
    if (kind === "quote") out.append(h("blockquote", { dir: "auto" }, inline(run.join("\n"))));
    else if (kind === "bullets" || kind === "numbers") out.append(list(run));
    else out.append(h("p", { dir: "auto" }, inline(run.join("\n"))));
    run = [];
  };
  let toTheEnd = false; // ">>>" quotes everything that follows
  for (const row of text.split("\n")) {
    const all = /^(?:&gt;|>){3}\s?/.exec(row);
    if (all && !toTheEnd) toTheEnd = true;
    const next = toTheEnd || QUOTE.test(row) ? "quote" : LIST_ITEM.test(row) ? listKind(row) : "text";
    if (next !== kind) flush();
    kind = next;
    if (next === "quote") run.push(all ? row.slice(all[0].length) : toTheEnd ? row : row.replace(QUOTE, ""));
    else run.push(row);
  }
  flush();
}

const listKind = (row) => (/^\s*\d/.test(row) ? "numbers" : "bullets");

function list(rows) {
  const numbered = listKind(rows[0]) === "numbers";
  const items = rows.map((row) => {
    const marker = LIST_ITEM.exec(row);
    const depth = marker[1].length >= 2 || /^\s*[◦▪]/.test(row);
    return h("li", { class: depth ? "deep" : null, dir: "auto" }, inline(row.slice(marker[0].length)));
  });
  const start = numbered ? Number.parseInt(rows[0].trim(), 10) : null;
  return h(numbered ? "ol" : "ul", { start: start > 1 ? start : null }, items);
}

/** One run of text with its styles, links, mentions, dates, code and emoji. */
export function inline(text, within = "") {
  const out = document.createDocumentFragment();
  let plain = "";
  const flush = () => {
    if (plain) words(out, plain);
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = code(text, at) ?? angle(text, at) ?? styled(text, at, within) ?? shortcode(text, at);
    if (found) {
      flush();
      out.append(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function words(out, text) {
  glyphs(out, unescape(text));
}

/** Text as it is, with the emoji characters this page can draw itself. */
function glyphs(out, shown) {
  let from = 0;
  for (const match of shown.matchAll(GLYPH)) {
    out.append(shown.slice(from, match.index), emoji(nameOfGlyph(match[0])));
    from = match.index + match[0].length;
  }
  if (from < shown.length) out.append(shown.slice(from));
}

function code(text, at) {
  if (text[at] !== "`") return null;
  const end = text.indexOf("`", at + 1);
  const inner = end > at + 1 ? text.slice(at + 1, end) : "";
  if (!inner || inner.includes("\n")) return null;
  return { node: h("code", {}, unescape(inner)), end: end + 1 };
}

function styled(text, at, within) {
  const marker = text[at];
  const tag = STYLES[marker];
  if (!tag || within.includes(marker)) return null;
  const before = text[at - 1] ?? " ";
  if (/[\p{L}\p{N}]/u.test(before) || /\s/.test(text[at + 1] ?? " ") || text[at + 1] === marker) return null;
  const newline = text.indexOf("\n", at); // a style never runs across lines
  const stop = newline === -1 ? text.length : newline;
  for (let end = text.indexOf(marker, at + 2); end !== -1 && end < stop; end = text.indexOf(marker, end + 1)) {
    if (/\s/.test(text[end - 1]) || /[\p{L}\p{N}]/u.test(text[end + 1] ?? " ")) continue;
    return { node: h(tag, {}, inline(text.slice(at + 1, end), within + marker)), end: end + 1 };
  }
  return null;
}

function shortcode(text, at) {
  if (text[at] !== ":") return null;
  const match = /^:([a-z0-9_+-]{1,40}(?:::skin-tone-\d)?):/.exec(text.slice(at, at + 60));
  if (!match || !isEmoji(match[1].replace(/::skin-tone-\d$/, ""))) return null;
  return { node: emoji(match[1]), end: at + match[0].length };
}

function angle(text, at) {
  if (text[at] !== "<") return null;
  const end = text.indexOf(">", at);
  if (end === -1 || end === at + 1) return null;
  const body = text.slice(at + 1, end);
  if (body.includes("\n") || body.includes("<")) return null;
  const node = special(body, at === 0 || text[at - 1] === "\n");
  return node ? { node, end: end + 1 } : null;
}

function special(body, leading) {
  const cut = body.indexOf("|");
  const target = cut === -1 ? body : body.slice(0, cut);
  const label = cut === -1 ? "" : body.slice(cut + 1);
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return mention(target.slice(1), label);
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return room(target.slice(1), label);
  if (target.startsWith("!date^")) return date(target, label, leading);
  if (target.startsWith("!subteam^")) return h("bdi", { class: "mention" }, unescape(label) || "@group");
  if (/^!(here|channel|everyone)$/.test(target)) return h("bdi", { class: "mention" }, `@${target.slice(1)}`);
  return link(target, label);
}

/** A link, when its target is of a kind that is safe to open; else nothing. */
export function link(target, label) {
  const address = unescape(target);
  if (!/^(https?:|mailto:)/i.test(address)) return null;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", class: "link" }, h("bdi", {}, unescape(label) || address));
}

/** Somebody's name as a mention. */
export function mention(id, label = "") {
  const known = app.state?.users?.[id] || id === botId();
  const name = known ? nameOf(id) : unescape(label) || id;
  return h("bdi", { class: id === app.as ? "mention mention-me" : "mention", "data-user": id, title: app.state?.users?.[id]?.title }, `@${name.replace(/^@/, "")}`);
}

/** A channel's name; pressing it goes there (the frame listens for data-go). */
export function room(id, label = "") {
  const name = channel(id)?.name ?? unescape(label) ?? id;
  if (!channel(id)) return h("bdi", { class: "mention" }, `#${name || id}`);
  return h("button", { type: "button", class: "mention", "data-go": id }, h("bdi", {}, `#${name}`));
}

function date(target, fallback, leading) {
  const [, seconds, template = "", address = ""] = target.split("^");
  const at = Number.parseInt(seconds, 10);
  const shown = Number.isFinite(at) && template ? slackDate(at, template, leading) : unescape(fallback);
  const time = h("time", { datetime: Number.isFinite(at) ? new Date(at * 1000).toISOString() : null, title: unescape(fallback) }, shown);
  return (address && link(address, "") && h("a", { href: unescape(address), target: "_blank", rel: "noopener noreferrer", class: "link" }, time)) || time;
}

/** A plain_text object's text: emoji are shown, nothing else is interpreted. */
export const plain = (text) => typed(unescape(text));

/** Text that was never escaped (a rich_text leaf): emoji are shown, nothing else is interpreted. */
export function typed(text) {
  const out = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(/:([a-z0-9_+-]{1,40}):/g)) {
    if (!isEmoji(match[1])) continue;
    glyphs(out, text.slice(from, match.index));
    out.append(emoji(match[1]));
    from = match.index + match[0].length;
  }
  glyphs(out, text.slice(from));
  return out;
}

/** Any text object of Slack's, as it should look. */
export function textObject(object) {
  if (!object) return document.createDocumentFragment();
  return object.type === "mrkdwn" ? mrkdwn(object.text ?? "") : plain(object.text ?? "");
}
