// The `markdown` block: the everyday part of standard Markdown, as DOM nodes.
import { h } from "../dom.js";
import { emoji, isEmoji } from "./emoji.js";
import { escape, link } from "./mrkdwn.js";

const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** A Markdown text as a fragment. Raw HTML in it stays visible as text. */
export function markdown(text) {
  const out = document.createDocumentFragment();
  const rows = text.split("\n");
  for (let at = 0; at < rows.length; ) at = block(out, rows, at);
  return out;
}

function take(rows, at, belongs) {
  let end = at;
  while (end < rows.length && belongs(rows[end])) end += 1;
  return end;
}

function block(out, rows, at) {
  const row = rows[at];
  if (!row.trim()) return at + 1;
  if (row.startsWith("```")) {
    const end = take(rows, at + 1, (each) => !each.startsWith("```"));
    out.append(h("pre", { dir: "auto" }, rows.slice(at + 1, end).join("\n")));
    return end + 1;
  }
  const heading = HEADING.exec(row);
  if (heading) {
    const level = Math.min(heading[1].length + 2, 6);
    out.append(h(`h${level}`, { class: "md-heading", dir: "auto" }, spans(heading[2])));
    return at + 1;
  }
  if (RULE.test(row)) {
    out.append(h("hr"));
    return at + 1;
  }
  if (row.startsWith(">")) {
    const end = take(rows, at, (each) => each.startsWith(">"));
    out.append(h("blockquote", { dir: "auto" }, spans(rows.slice(at, end).map((each) => each.replace(/^>\s?/, "")).join("\n"))));
    return end;
  }
  if (BULLET.test(row)) {
    const end = take(rows, at, (each) => BULLET.test(each));
    out.append(list(rows.slice(at, end)));
    return end;
  }
  if (row.includes("|") && TABLE_RULE.test(rows[at + 1] ?? "")) {
    const end = take(rows, at + 2, (each) => each.includes("|"));
    out.append(table([row, ...rows.slice(at + 2, end)]));
    return end;
  }
  const end = take(rows, at + 1, (each) => each.trim() && !HEADING.test(each) && !BULLET.test(each) && !each.startsWith(">") && !each.startsWith("```"));
  out.append(h("p", { dir: "auto" }, spans(rows.slice(at, end).join("\n"))));
  return end;
}

function list(rows) {
  const items = rows.map((row) => {
    const [, indent, , content] = BULLET.exec(row);
    return h("li", { class: indent.length >= 2 ? "deep" : null, dir: "auto" }, spans(content));
  });
  return h(/^\s*\d/.test(rows[0]) ? "ol" : "ul", {}, items);
}

function table(rows) {
  const cells = (row) => row.trim().replace(/^\||\|$/g, "").split("|").map((cell) => spans(cell.trim()));
  const [head, ...body] = rows.map(cells);
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))), h("tbody", {}, body.map((row) => h("tr", {}, row.map((cell) => h("td", { dir: "auto" }, cell)))))),
  );
}

// Each alternative is bounded, so that a long line of markers costs no more than a long line of words.
const SPAN = /`([^`\n]{1,2000})`|\*\*(?=\S)([^\n]{1,2000}?)\*\*|__(?=\S)([^\n]{1,2000}?)__|~~(?=\S)([^\n]{1,2000}?)~~|\*(?=\S)([^*\n]{1,2000}?)\*|(?<![\p{L}\p{N}])_(?=\S)([^_\n]{1,2000}?)_(?![\p{L}\p{N}])|\[([^\]\n]{1,500})\]\(([^)\s]{1,2000})\)|:([a-z0-9_+-]{1,40}):/u;

/** Inline Markdown. */
export function spans(text) {
  const out = document.createDocumentFragment();
  let rest = text;
  while (rest) {
    const match = SPAN.exec(rest);
    if (!match) break;
    out.append(rest.slice(0, match.index), node(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) out.append(rest);
  return out;
}

function node(match) {
  const [whole, code, bold, bold2, strike, italic, italic2, label, address, short] = match;
  if (code) return h("code", {}, code);
  if (bold || bold2) return h("strong", {}, spans(bold ?? bold2));
  if (strike) return h("s", {}, spans(strike));
  if (italic || italic2) return h("em", {}, spans(italic ?? italic2));
  if (label) return link(escape(address), escape(label)) ?? document.createTextNode(whole);
  return isEmoji(short) ? emoji(short) : document.createTextNode(whole);
}
