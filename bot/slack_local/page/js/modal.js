// Modals: the stack the bot opened, the topmost shown. What was entered survives an update of the view.
import { api } from "./api.js";
import { present } from "./dialog.js";
import { freshId, h, rememberFocus } from "./dom.js";
import { icon } from "./icons.js";
import { draft, forget, keep } from "./memory.js";
import { renderBlocks } from "./render/blocks.js";
import { plain } from "./render/mrkdwn.js";
import { Surface } from "./render/surface.js";
import { app, botId, nameOf, refreshState } from "./store.js";
import { attempt, toast } from "./toast.js";

const surfaces = new Map(); // view id -> Surface
let shown = null; // {id, key, remove, panel, body, footer, view}

/** Bring the screen in line with `state.views`. */
export function syncModals() {
  const views = app.state.views ?? [];
  for (const id of surfaces.keys()) {
    if (!views.some((view) => view.id === id)) surfaces.delete(id);
  }
  forget("view ", views.map((view) => `view ${view.id}`));
  const top = views.at(-1) ?? null;
  if (!top || (shown && shown.id !== top.id)) {
    shown?.remove();
    shown = null;
  }
  if (!top) return;
  if (!shown) open(top, views.length);
  else if (shown.key !== keyOf(top)) update(top);
}

const keyOf = (view) => JSON.stringify([view.hash, view.title, view.submit, view.close, view.blocks, view.errors, view.submit_disabled]);

function surfaceOf(view) {
  if (!surfaces.has(view.id)) {
    const name = `view ${view.id}`;
    const surface = new Surface("view", { type: "view", view_id: view.id }, { entered: (values) => keep(name, JSON.stringify(values)) });
    surface.hold(view.state?.values);
    surface.hold(JSON.parse(draft(name) || "{}")); // what was entered before a reload, and the bot has not heard of
    surfaces.set(view.id, surface);
  }
  return surfaces.get(view.id);
}

function open(view, depth) {
  const title = freshId("view");
  const heading = h("h2", { id: title, dir: "auto" });
  const body = h("div", { class: "dialog-body" });
  const footer = h("footer", { class: "dialog-foot" });
  const dismiss = () => close(view.id);
  const form = h("form", { class: "dialog-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } }, body, footer);
  const panel = h(
    "div",
    { class: "dialog", role: "dialog", "aria-modal": "true", "aria-labelledby": title, tabindex: -1, "data-view": view.id, "data-callback-id": view.callback_id },
    h("header", { class: "dialog-head" }, depth > 1 ? h("button", { type: "button", class: "icon-button", "aria-label": "Back", onclick: dismiss }, icon("back")) : null, heading, h("button", { type: "button", class: "icon-button dialog-x", "aria-label": "Close", onclick: () => close(view.id, depth > 1) }, icon("close"))),
    form,
  );
  shown = { id: view.id, panel, heading, body, footer, view, key: keyOf(view) };
  draw(view);
  const first = body.querySelector("[autofocus]") ?? body.querySelector("input, textarea, .select") ?? footer.querySelector("[data-view-submit]") ?? panel;
  shown.remove = present(panel, { dismiss, first });
}

function update(view) {
  const refocus = rememberFocus(shown.body);
  const top = shown.body.scrollTop;
  shown.view = view;
  shown.key = keyOf(view);
  draw(view);
  shown.body.scrollTop = top;
  refocus(shown.body);
  if (!shown.panel.contains(document.activeElement)) shown.panel.focus({ preventScroll: true });
}

function draw(view) {
  const surface = surfaceOf(view);
  surface.errors = view.errors ?? {};
  shown.heading.replaceChildren(plain(view.title?.text ?? nameOf(botId())));
  shown.body.replaceChildren(...renderBlocks(view.blocks, surface));
  const asks = view.submit || (view.blocks ?? []).some((block) => block.type === "input");
  const sender = asks ? h("button", { type: "submit", class: "button button-primary", "data-view-submit": view.id, disabled: view.submit_disabled }, plain(view.submit?.text ?? "Submit")) : null;
  shown.footer.replaceChildren(
    ...[h("span", { class: "dialog-from" }, nameOf(botId())), h("button", { type: "button", class: "button", "data-view-close": view.id, onclick: () => close(view.id) }, plain(view.close?.text ?? (asks ? "Cancel" : "Close"))), sender].filter(Boolean),
  );
}

function showErrors(errors) {
  update({ ...shown.view, errors });
  const visible = new Set([...shown.body.querySelectorAll("[data-field-error]")].map((each) => each.dataset.fieldError));
  for (const [blockId, sentence] of Object.entries(errors)) {
    if (!visible.has(blockId)) toast(sentence); // no field of that name: still nothing is lost
  }
  const first = shown.body.querySelector("[aria-invalid='true']");
  first?.focus();
  first?.closest("[data-block-id]")?.scrollIntoView({ block: "nearest" });
}

async function submit() {
  const { id, view } = shown;
  const sender = shown.footer.querySelector("[data-view-submit]");
  if (!sender || sender.getAttribute("aria-busy") === "true") return;
  const state = surfaceOf(view).state();
  sender.setAttribute("aria-busy", "true");
  const answer = await attempt(() => api.submit(app.as, id, state));
  sender.removeAttribute("aria-busy");
  if (!answer) return;
  if (answer.response_action === "errors" && shown?.id === id) showErrors(answer.errors ?? {});
  else await attempt(refreshState);
}

async function close(id, wholeStack = false) {
  await attempt(() => api.close(app.as, id, wholeStack));
  await attempt(refreshState);
}
