// Block Kit blocks as DOM. Source of the shapes: Slack's Block Kit reference.
import { freshId, h } from "../dom.js";
import { icon } from "../icons.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { plain, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const KINDS = { header, section, context, actions, context_actions: actions, divider, input, image, rich_text: rich, markdown: prose, table };

/** A list of blocks on a surface. Block ids are the bot's, or Slack's where the bot gave none. */
export function renderBlocks(blocks, surface) {
  surface.redraw();
  return (blocks ?? []).map((block, index) => {
    const blockId = block.block_id ?? `block-${index}`;
    const make = KINDS[block.type];
    const content = make ? make(block, { blockId, surface }) : h("p", { class: "unknown" }, `This page cannot show a “${block.type}” block.`);
    return h("div", { class: `block block-${block.type.replaceAll("_", "-")}`, "data-block-id": blockId, "data-block-type": block.type }, content);
  });
}

function header(block) {
  return h("h3", { class: "block-title", dir: "auto" }, plain(block.text?.text ?? ""));
}

function section(block, place) {
  const fields = block.fields?.length ? h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field rich" }, textObject(field)))) : null;
  const text = block.text ? h("div", { class: "rich" }, textObject(block.text)) : null;
  const body = h("div", { class: "section-body" }, text, fields);
  if (!block.accessory) return body;
  const label = block.text ? null : block.accessory.placeholder?.text;
  return [body, h("div", { class: "accessory" }, element(block.accessory, { ...place, label }))];
}

function context(block, place) {
  return (block.elements ?? []).map((part) => (part.type === "image" ? element(part, place) : h("span", { class: "rich" }, textObject(part))));
}

function actions(block, place) {
  return (block.elements ?? []).map((part) => element(part, place));
}

function divider() {
  return h("hr");
}

function image(block) {
  return h("figure", { class: "image-block" }, block.title ? h("figcaption", { dir: "auto" }, plain(block.title.text)) : null, h("span", { class: "image-alt", role: "img", "aria-label": block.alt_text }, block.alt_text));
}

function rich(block) {
  return h("div", { class: "rich" }, richText(block.elements));
}

function prose(block) {
  return h("div", { class: "rich" }, markdown(block.text ?? ""));
}

function table(block) {
  const cell = (content) => (content?.type === "rich_text" ? richText(content.elements) : plain(content?.text ?? ""));
  const rows = (block.rows ?? []).map((row, index) => h("tr", {}, row.map((content) => h(index ? "td" : "th", { dir: "auto", class: "rich" }, cell(content)))));
  return h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" }, h("table", {}, rows));
}

function input(block, { blockId, surface }) {
  const label = block.label?.text ?? "";
  const spec = block.element;
  const error = surface.errors[blockId];
  const errorId = freshId("error");
  const made = element(spec, { blockId, surface, input: true, dispatch: block.dispatch_action, label, optional: block.optional });
  const main = made.matches("[data-action-id]") ? made : made.querySelector("[data-action-id]");
  if (error && main) {
    main.setAttribute("aria-invalid", "true");
    main.setAttribute("aria-describedby", errorId);
  }
  return h(
    "div",
    { class: "input", "data-invalid": error ? "true" : null },
    h("div", { class: "input-label" }, h("span", { dir: "auto" }, plain(label)), block.optional ? h("span", { class: "input-optional" }, " (optional)") : null),
    made,
    error ? h("div", { class: "input-error", id: errorId, "data-field-error": blockId, role: "alert" }, icon("warning", 16), h("span", { dir: "auto" }, error)) : null,
    block.hint ? h("div", { class: "input-hint", dir: "auto" }, plain(block.hint.text)) : null,
  );
}
