// Where blocks live (a message, a modal, the home tab) and what people have entered there so far.
import { api } from "../api.js";
import { confirmed } from "../dialog.js";
import { app } from "../store.js";
import { attempt, toast } from "../toast.js";

const key = (blockId, actionId) => `${blockId}\u0000${actionId}`;

/** Holds the values of one message, modal or home tab across redraws, as Slack does. */
export class Surface {
  #values = new Map();
  #shown = new Map();
  #entered;

  /** `entered` hears what has been entered so far, as Slack's `state.values`, at every change. */
  constructor(kind, container, { entered = null } = {}) {
    this.#entered = entered;
    this.kind = kind; // "message", "view" or "home"
    this.container = container;
    this.errors = {}; // block_id -> sentence, for modals
  }

  /** Before drawing: forget which fields are on screen, not what was entered in them. */
  redraw() {
    this.#shown.clear();
    return this;
  }

  /** An input is on screen; gives what was entered, else its initial value. */
  field(blockId, actionId, initial) {
    const id = key(blockId, actionId);
    const kept = this.#values.get(id);
    const value = kept && kept.type === initial.type ? kept : initial;
    this.#values.set(id, value);
    this.#shown.set(id, [blockId, actionId]);
    return value;
  }

  set(blockId, actionId, value) {
    this.#values.set(key(blockId, actionId), value);
    this.#entered?.(this.state().values);
  }

  /** Take over what was entered before, as `state.values`. */
  hold(values) {
    for (const [blockId, actions] of Object.entries(values ?? {})) {
      for (const [actionId, value] of Object.entries(actions)) this.#values.set(key(blockId, actionId), value);
    }
  }

  /** What is entered, in the shape of Slack's `state`. */
  state() {
    const values = {};
    for (const [id, [blockId, actionId]] of this.#shown) {
      values[blockId] ??= {};
      values[blockId][actionId] = this.#values.get(id);
    }
    return { values };
  }

  /** Send one action; the control shows that it is waiting. Returns whether it went through. */
  async act(control, element, blockId, details) {
    if (!(await confirmed(element.confirm))) return false;
    const action = { action_id: element.action_id, block_id: blockId, type: element.type, ...details };
    control?.setAttribute("aria-busy", "true");
    try {
      return (await attempt(() => api.action(app.as, this.container, action, this.state()))) !== null;
    } finally {
      control?.removeAttribute("aria-busy");
    }
  }

  /** Choices for what was typed, from the bot; null when they could not be had. */
  async options(element, blockId, typed) {
    try {
      return await api.options(app.as, this.container, element.action_id, blockId, typed);
    } catch (problem) {
      toast(problem.message);
      return null;
    }
  }
}
