// Inputs people type or tick: text in its kinds, dates and times, radio buttons and checkboxes.
import { freshId, h } from "../dom.js";
import { textObject } from "./mrkdwn.js";

const HTML_TYPE = { email_text_input: "email", url_text_input: "url", number_input: "number" };

/** A text field; where its length is limited, a counter appears near the end of it. */
export function textInput(spec, place) {
  const rich = spec.type === "rich_text_input";
  const property = rich ? "rich_text_value" : "value";
  const kept = place.field({ [property]: spec.initial_value ?? null })[property];
  const several = spec.multiline || rich;
  const common = { ...place.attributes, class: "text-input", placeholder: spec.placeholder?.text, maxlength: spec.max_length, minlength: spec.min_length, dir: "auto", autofocus: spec.focus_on_load, autocomplete: "off" };
  const control = several
    ? h("textarea", { ...common, rows: 3 })
    : h("input", { ...common, type: HTML_TYPE[spec.type] ?? "text", step: spec.is_decimal_allowed ? "any" : null, min: spec.min_value, max: spec.max_value });
  control.value = (rich ? fromRich(kept) : kept) ?? "";
  const counter = spec.max_length ? h("span", { class: "counter", "aria-hidden": "true" }) : null;
  const count = () => {
    if (!counter) return;
    const left = spec.max_length - control.value.length;
    counter.textContent = String(left);
    counter.hidden = left > Math.max(10, spec.max_length / 10); // a limit far away is noise
    counter.classList.toggle("counter-low", left < 20);
  };
  const value = () => control.value || null;
  const onEvery = spec.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
  const details = () => ({ [property]: rich ? toRich(value()) : value() });
  const silently = () => {
    place.surface.set(place.blockId, spec.action_id, { type: spec.type, ...details() });
    control.closest("[data-invalid]")?.removeAttribute("data-invalid");
  };
  control.addEventListener("input", () => {
    count();
    if (onEvery) place.changed(control, details());
    else silently();
  });
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || several || event.isComposing) return;
    event.preventDefault();
    if (place.dispatch) place.changed(control, details());
    else control.closest("form")?.requestSubmit();
  });
  count();
  return h("span", { class: several ? "text-field text-field-tall" : "text-field" }, control, counter);
}

const toRich = (text) => (text ? { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] } : null);
const fromRich = (value) => value?.elements?.flatMap((part) => part.elements ?? []).map((leaf) => leaf.text ?? "").join("") || null;

const DATES = {
  datepicker: { html: "date", property: "selected_date", initial: "initial_date" },
  timepicker: { html: "time", property: "selected_time", initial: "initial_time" },
  datetimepicker: { html: "datetime-local", property: "selected_date_time", initial: "initial_date_time" },
};

const toLocal = (seconds) => {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** A date, a time, or both; the browser's own picker. */
export function dateInput(spec, place) {
  const { html, property, initial } = DATES[spec.type];
  const both = spec.type === "datetimepicker";
  const kept = place.field({ [property]: spec[initial] ?? null })[property];
  const control = h("input", { ...place.attributes, type: html, class: "text-input date-input" });
  control.value = kept ? (both ? toLocal(kept) : kept) : "";
  control.addEventListener("change", () => {
    const entered = control.value || null;
    place.changed(control, { [property]: both && entered ? Math.floor(new Date(entered).getTime() / 1000) : entered });
  });
  return control;
}

function choices(spec, place, kind, isChosen, press) {
  const name = freshId("choice");
  const rows = spec.options.map((option) => {
    const control = h("input", { type: kind, name, "data-action-id": spec.action_id, "data-value": option.value, value: option.value });
    control.checked = isChosen(option);
    control.addEventListener("change", () => press(option, control));
    return h(
      "label",
      { class: "choice" },
      control,
      h("span", { class: "choice-text rich" }, textObject(option.text), option.description ? h("span", { class: "choice-note" }, textObject(option.description)) : null),
    );
  });
  return h("span", { class: "choices", role: kind === "radio" ? "radiogroup" : "group", "aria-label": place.attributes["aria-label"] }, rows);
}

/** One of several. */
export function radios(spec, place) {
  const kept = place.field({ selected_option: spec.initial_option ?? null }).selected_option;
  return choices(spec, place, "radio", (option) => kept?.value === option.value, (option, control) => place.changed(control, { selected_option: option }));
}

/** Any of several. */
export function checkboxes(spec, place) {
  let chosen = place.field({ selected_options: spec.initial_options ?? [] }).selected_options;
  return choices(
    spec, place, "checkbox",
    (option) => chosen.some((each) => each.value === option.value),
    (option, control) => {
      const wanted = new Set(chosen.map((each) => each.value));
      if (control.checked) wanted.add(option.value);
      else wanted.delete(option.value);
      chosen = spec.options.filter((each) => wanted.has(each.value));
      place.changed(control, { selected_options: chosen });
    },
  );
}
