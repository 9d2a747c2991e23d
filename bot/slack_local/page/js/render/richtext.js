// The `rich_text` block: what Slack's own composer and some apps send instead of mrkdwn.
import { h } from "../dom.js";
import { slackDate } from "../time.js";
import { emoji } from "./emoji.js";
import { escape, link, mention, room, typed } from "./mrkdwn.js";

/** The elements of a rich_text block as nodes. */
export function richText(elements = []) {
  return elements.map(part);
}

function part(element) {
  const inside = () => (element.elements ?? []).map(leaf);
  if (element.type === "rich_text_list") {
    const items = (element.elements ?? []).map((item) => h("li", { class: element.indent ? "deep" : null, dir: "auto" }, (item.elements ?? []).map(leaf)));
    return h(element.style === "ordered" ? "ol" : "ul", { start: element.offset ? element.offset + 1 : null }, items);
  }
  if (element.type === "rich_text_quote") return h("blockquote", { dir: "auto" }, inside());
  if (element.type === "rich_text_preformatted") return h("pre", { dir: "auto" }, inside());
  return h("p", { dir: "auto" }, inside());
}

function leaf(element) {
  if (element.type === "text") return style(element.text ?? "", element.style);
  if (element.type === "link") {
    const made = link(escape(element.url ?? ""), escape(element.text ?? ""));
    return made ?? document.createTextNode(element.text || element.url || "");
  }
  if (element.type === "user") return mention(element.user_id ?? "");
  if (element.type === "channel") return room(element.channel_id ?? "");
  if (element.type === "emoji") return emoji(element.name ?? "");
  if (element.type === "broadcast") return h("bdi", { class: "mention" }, `@${element.range}`);
  if (element.type === "usergroup") return h("bdi", { class: "mention" }, "@group");
  if (element.type === "date") return h("time", {}, slackDate(element.timestamp, element.format ?? "{date_short}"));
  return document.createTextNode(element.fallback ?? "");
}

function style(text, styles = {}) {
  let node = styles?.code ? document.createTextNode(text) : typed(text);
  for (const [name, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]]) {
    if (styles?.[name]) node = h(tag, {}, node);
  }
  return node;
}
