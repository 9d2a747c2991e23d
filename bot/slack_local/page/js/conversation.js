// The main pane: a conversation with its composer, and for the bot its home tab and prompts to try.
import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { composer } from "./composer.js";
import { append, h } from "./dom.js";
import { HomeTab } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { StatusLine } from "./status.js";
import { app, botId, channel, go, isBotIm, nameOf, persona, speaksToBot, titleOf } from "./store.js";
import { coalesced } from "./stream.js";
import { attempt, toast } from "./toast.js";

/** One open conversation in `#main`. Made anew for every place and person. */
export class Conversation {
  constructor() {
    this.channel = app.place.channel;
    this.as = app.as;
    this.isBot = isBotIm(this.channel);
    this.refresh = coalesced(() => attempt(() => this.#fetch()));
    this.pane = document.getElementById("main");
    this.#draw();
    this.refresh();
    api.read(this.as, this.channel).catch((problem) => toast(problem.message));
  }

  #draw() {
    const room = channel(this.channel);
    this.header = h("header", { class: "pane-head" });
    this.#drawHeader(room);
    this.list = new MessageList({ channel: this.channel, intro: this.isBot ? null : intro(room), label: `Messages in ${titleOf(room)}` });
    this.status = new StatusLine(this.channel, null);
    this.composer = composer({
      kind: "main",
      channel: this.channel,
      placeholder: room.kind === "im" ? `Message ${titleOf(room)}` : `Message #${room.name}`,
      send: (text) => this.say(text),
      command: (name, rest) => runCommand(this.channel, name, rest),
    });
    this.prompts = h("div", { class: "prompts", role: "group", "aria-label": "Prompts to try" });
    this.home = this.isBot ? new HomeTab() : null;
    this.messages = h("div", { class: "pane-body" }, this.list.element, this.status.element, this.isBot ? this.prompts : null, this.composer.element);
    this.pane.replaceChildren(this.header, this.messages);
    if (this.home) this.pane.append(this.home.element);
    this.showTab();
    this.#drawPrompts();
  }

  #drawHeader(room) {
    const sign = room.kind === "channel" ? icon("hash") : avatar(room.user, "small");
    append(this.header, [h("div", { class: "pane-title" }, sign, h("h2", { dir: "auto" }, titleOf(room))), this.isBot ? this.#tabs() : h("p", { class: "pane-topic", dir: "auto" }, room.topic || app.state.users[room.user]?.title || "")]);
  }

  #tabs() {
    const tab = (name, label) => h("button", { type: "button", role: "tab", class: "tab", "data-tab": name, onclick: () => go({ tab: name }) }, label);
    this.tabs = [tab("home", "Home"), tab("messages", "Messages")];
    const arrows = (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      go({ tab: app.place.tab === "home" ? "messages" : "home" });
      this.tabs.find((each) => each.dataset.tab === app.place.tab).focus();
    };
    return h("div", { class: "tabs", role: "tablist", "aria-label": nameOf(botId()), onkeydown: arrows }, this.tabs);
  }

  /** Show the tab the place names. Opening Home tells the bot, as Slack does. */
  showTab() {
    const home = this.isBot && app.place.tab === "home";
    for (const each of this.tabs ?? []) {
      const chosen = each.dataset.tab === app.place.tab;
      each.setAttribute("aria-selected", chosen ? "true" : "false");
      each.tabIndex = chosen ? 0 : -1;
    }
    const returned = this.messages.hidden && !home;
    this.messages.hidden = home;
    if (this.home) {
      const was = this.home.element.hidden;
      this.home.element.hidden = !home;
      if (home && was) this.home.opened();
    }
    if (returned) this.list.toEnd();
  }

  async #fetch() {
    const { messages } = await api.messages(this.as, this.channel, null);
    if (this.as !== app.as || this.channel !== app.place.channel) return;
    this.list.show(messages);
    this.status.answered(messages);
    this.empty = messages.length === 0;
    this.#drawPrompts();
    const newest = messages.at(-1)?.ts;
    const arrived = this.fetched && newest !== this.newest;
    this.newest = newest;
    this.fetched = true;
    if (arrived && document.visibilityState === "visible") await api.read(this.as, this.channel);
  }

  #drawPrompts() {
    if (!this.isBot) return;
    const own = (persona(app.as)?.try ?? []).map((message) => ({ title: message, message }));
    const given = app.state.assistant_prompts ?? [];
    const prompts = [...own, ...given.filter((each) => !own.some((one) => one.message === each.message))];
    const key = JSON.stringify([prompts, this.empty, app.as]);
    if (key === this.promptKey) return;
    this.promptKey = key;
    const one = (prompt) => h("button", { type: "button", class: "prompt", "data-try": prompt.message, title: prompt.message, onclick: () => this.say(prompt.message) }, h("span", { dir: "auto" }, prompt.title));
    const welcome = this.empty
      ? h("div", { class: "welcome" }, avatar(botId(), "large"), h("h3", {}, `Tell ${nameOf(botId())} what you need`), h("p", {}, "Say it in your own words. Nothing is sent to anybody before you confirm it."))
      : null;
    this.prompts.classList.toggle("prompts-welcome", Boolean(welcome));
    this.messages.classList.toggle("pane-empty", Boolean(welcome));
    this.prompts.replaceChildren();
    append(this.prompts, [welcome, prompts.length ? h("span", { class: "prompts-label" }, "Try") : null, h("div", { class: "prompts-row" }, prompts.map(one))]);
    this.list.toEnd();
  }

  /** Say something here; resolves to false when it was refused. */
  async say(text) {
    const sent = await attempt(() => api.say(this.as, this.channel, text, null));
    if (!sent) return false;
    if (this.isBot || speaksToBot(text)) this.status.waiting(sent.ts);
    this.list.toEnd();
    await this.refresh();
    this.list.toEnd();
    return true;
  }

  /** The state changed: what depends on it is drawn again. */
  stateChanged() {
    this.list.again();
    this.status.draw();
    this.home?.draw();
    this.#drawPrompts();
  }

  leave() {
    this.list.forget();
    this.status.leave();
  }
}

function intro(room) {
  const title = room.kind === "channel" ? `#${room.name}` : nameOf(room.user);
  const text = room.kind === "channel" ? room.topic || "This is the start of the channel." : `Only you and ${title} see this.`;
  return h("div", { class: "intro" }, room.kind === "im" ? avatar(room.user, "large") : null, h("h3", { dir: "auto" }, title), h("p", { dir: "auto" }, text));
}

async function runCommand(room, name, rest) {
  const known = (app.state.commands ?? []).some((each) => each.command === name);
  if (!known) {
    toast(`${name} is not a command here; type / to see which there are.`);
    return false;
  }
  return (await attempt(() => api.command(app.as, room, name, rest))) !== null;
}
