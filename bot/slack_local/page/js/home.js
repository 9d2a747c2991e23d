// The bot's Home tab.
import { api } from "./api.js";
import { h, rememberFocus } from "./dom.js";
import { renderBlocks } from "./render/blocks.js";
import { Surface } from "./render/surface.js";
import { app, botId, nameOf, now } from "./store.js";
import { attempt } from "./toast.js";

/** What the bot published for this person. */
export class HomeTab {
  #shown = null;
  #surface = new Surface("home", { type: "home" });

  constructor() {
    this.blocks = h("div", { class: "home-blocks", "data-surface": "home" });
    this.element = h("div", { class: "home", hidden: true, tabindex: 0, role: "tabpanel", "aria-label": "Home" }, this.blocks);
    this.draw();
  }

  /** The tab was opened: the bot hears of it and may publish something newer. */
  opened() {
    this.draw();
    attempt(() => api.home(app.as));
  }

  draw() {
    const { home } = app.state;
    const key = JSON.stringify([home, app.as, now().toDateString()]);
    if (key === this.#shown) return;
    this.#shown = key;
    const refocus = rememberFocus(this.blocks);
    const top = this.element.scrollTop;
    if (home?.blocks?.length) this.blocks.replaceChildren(...renderBlocks(home.blocks, this.#surface));
    else this.blocks.replaceChildren(h("p", { class: "quiet" }, `${nameOf(botId())} has not put anything here yet.`));
    this.element.scrollTop = top;
    refocus(this.blocks);
  }
}
