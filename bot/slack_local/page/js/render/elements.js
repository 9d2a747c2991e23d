// Interactive elements of Block Kit: buttons, menus and every kind of select. Text inputs are in inputs.js.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../popover.js";
import { app, nameOf, people } from "../store.js";
import { checkboxes, dateInput, radios, textInput } from "./inputs.js";
import { plain } from "./mrkdwn.js";
import { local, select } from "./select.js";

const KINDS = {
  button, workflow_button: button, overflow, image,
  static_select: options, multi_static_select: options,
  external_select: options, multi_external_select: options,
  users_select: options, multi_users_select: options,
  conversations_select: options, multi_conversations_select: options,
  channels_select: options, multi_channels_select: options,
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput, rich_text_input: textInput,
  datepicker: dateInput, timepicker: dateInput, datetimepicker: dateInput,
  radio_buttons: radios, checkboxes, feedback_buttons: feedback, icon_button: iconButton,
};

/**
 * One element. `place` is `{blockId, surface, input, dispatch, label}`: inside an input block only
 * `dispatch_action` makes it tell the bot at once, as in Slack.
 */
export function element(spec, place) {
  const make = KINDS[spec.type];
  if (!make) return h("span", { class: "unknown" }, `This page cannot show “${spec.type}”.`);
  return make(spec, {
    ...place,
    attributes: { "data-action-id": spec.action_id, "data-type": spec.type, "aria-label": spec.accessibility_label ?? place.label ?? null },
    field: (initial) => place.surface.field(place.blockId, spec.action_id, { type: spec.type, ...initial }),
    changed: (control, value, details = value) => {
      place.surface.set(place.blockId, spec.action_id, { type: spec.type, ...value });
      control.closest?.("[data-invalid]")?.removeAttribute("data-invalid");
      if (!place.input || place.dispatch) place.surface.act(control, spec, place.blockId, details);
    },
  });
}

function button(spec, { attributes, blockId, surface }) {
  const style = { primary: "button button-primary", danger: "button button-danger" }[spec.style] ?? "button";
  const details = { value: spec.value, text: spec.text };
  const face = plain(spec.text?.text ?? "");
  const more = { ...attributes, class: style, "data-value": spec.value ?? "", dir: "auto" };
  if (spec.url && /^https?:/i.test(spec.url)) {
    const press = (event) => surface.act(event.currentTarget, { ...spec, confirm: null }, blockId, details);
    return h("a", { ...more, href: spec.url, target: "_blank", rel: "noopener noreferrer", role: "button", onclick: press }, face, icon("window", 14));
  }
  return h("button", { type: "button", ...more, onclick: (event) => event.currentTarget.ariaBusy === "true" || surface.act(event.currentTarget, spec, blockId, details) }, face);
}

function overflow(spec, { attributes, blockId, surface }) {
  const press = (event) => {
    const control = event.currentTarget;
    const entries = spec.options.map((option) => ({
      label: plain(option.text.text),
      note: option.description?.text,
      attributes: { "data-value": option.value ?? "" },
      pick: () => {
        if (option.url && /^https?:/i.test(option.url)) window.open(option.url, "_blank", "noopener");
        surface.act(control, spec, blockId, { selected_option: option });
      },
    }));
    openMenu(control, entries, { label: "More actions", role: "option", align: "end" });
  };
  return h("button", { type: "button", ...attributes, class: "button button-icon", "aria-label": spec.accessibility_label ?? "More actions", "aria-haspopup": "listbox", "aria-expanded": "false", onclick: press }, icon("more"));
}

function image(spec) {
  return h("span", { class: "image-alt", role: "img", "aria-label": spec.alt_text }, spec.alt_text);
}

function feedback(spec, { attributes, blockId, surface }) {
  const one = (choice, name) =>
    h("button", { type: "button", ...attributes, class: "button button-small", "aria-label": choice.accessibility_label ?? null, "data-value": choice.value, onclick: (event) => surface.act(event.currentTarget, spec, blockId, { value: choice.value }) }, plain(`:${name}: ${choice.text?.text ?? ""}`));
  return h("span", { class: "feedback" }, spec.positive_button && one(spec.positive_button, "+1"), spec.negative_button && one(spec.negative_button, "-1"));
}

function iconButton(spec, { attributes, blockId, surface }) {
  return h("button", { type: "button", ...attributes, class: "button button-small", onclick: (event) => surface.act(event.currentTarget, spec, blockId, { value: spec.value }) }, plain(spec.text?.text ?? ""));
}

const asOption = (value, label) => ({ value, text: { type: "plain_text", text: label } });
const peopleOptions = () => people().map((id) => asOption(id, nameOf(id)));
const roomOptions = () => app.state.channels.filter((room) => room.kind === "channel").map((room) => asOption(room.id, `#${room.name}`));

/** Which property of `state` a select fills, and with what kind of thing. */
function selectKind(type) {
  const multiple = type.startsWith("multi_");
  const what = type.replace("multi_", "").replace("_select", "");
  const noun = { users: "user", conversations: "conversation", channels: "channel" }[what];
  const property = noun ? `selected_${noun}${multiple ? "s" : ""}` : multiple ? "selected_options" : "selected_option";
  return { multiple, what, noun, property, initial: property.replace("selected", "initial") };
}

function options(spec, place) {
  const { multiple, what, noun, property, initial } = selectKind(spec.type);
  const named = what === "users" ? peopleOptions() : noun ? roomOptions() : [];
  const groups = spec.option_groups?.map((group) => ({ label: group.label?.text, options: group.options })) ?? [{ options: spec.options ?? named }];
  const given = place.field({ [property]: spec[initial] ?? (multiple ? [] : null) })[property];
  const toOption = (value) => (noun ? named.find((option) => option.value === value) ?? asOption(value, nameOf(value)) : value);
  const chosen = (multiple ? given ?? [] : given ? [given] : []).map(toOption);
  return select({
    attributes: place.attributes,
    placeholder: spec.placeholder?.text ?? (multiple ? "Choose some" : "Choose one"),
    chosen,
    multiple,
    most: spec.max_selected_items,
    clearable: Boolean(place.input && place.optional),
    source: what === "external" ? external(spec, place) : local(groups),
    picked: (picked, control) => {
      const plainValues = picked.map((option) => (noun ? option.value : option));
      place.changed(control, { [property]: multiple ? plainValues : plainValues[0] ?? null });
    },
  });
}

function external(spec, { blockId, surface }) {
  return {
    least: spec.min_query_length ?? 3,
    remote: true,
    search: async (typed) => {
      const answer = await surface.options(spec, blockId, typed);
      if (!answer) return null;
      if (answer.option_groups?.length) return answer.option_groups.map((group) => ({ label: group.label?.text, options: group.options }));
      return [{ options: answer.options ?? [] }];
    },
  };
}
