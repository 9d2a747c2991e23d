// What the page knows: the state as this person sees it, and where in it they are.
import { address, addressed } from "./address.js";
import { api } from "./api.js";

export const app = {
  as: null, // the person acted for
  state: null, // the last answer of /playground/state
  place: { channel: null, thread: null, tab: "messages" },
  clockOffset: 0, // milliseconds the playground's clock is ahead of this machine's
  pending: new Map(), // "channel|thread" -> time of the last message still without an answer
};

const listeners = new Map();

/** Be told when something changed: "state", "place" or "persona". */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function announce(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

/** The playground's own time, which may have been moved ahead. */
export const now = () => new Date(Date.now() + app.clockOffset);

export const user = (id) => app.state?.users?.[id] ?? null;
export const channel = (id) => app.state?.channels?.find((each) => each.id === id) ?? null;
export const persona = (id) => app.state?.personas?.find((each) => each.user === id) ?? null;
export const botId = () => app.state?.bot?.user_id ?? null;
export const botIm = () => app.state?.channels?.find((each) => each.kind === "im" && each.user === botId()) ?? null;
export const isBotIm = (id) => id !== null && botIm()?.id === id;

/** What a person is called on this page. */
export function nameOf(id) {
  if (id && id === botId()) return app.state.bot.app_name || app.state.bot.name;
  const found = user(id);
  return found?.real_name || found?.name || id || "Somebody";
}

/** Everybody one can write to or pick: people who are still active, without the bot. */
export const people = () => Object.values(app.state.users).filter((each) => !each.deleted && !each.is_bot && each.id !== botId()).map((each) => each.id);

/** Whether typed text mentions the bot by name. */
export const speaksToBot = (typed) => typed.toLocaleLowerCase().includes(`@${nameOf(botId())}`.toLocaleLowerCase());

/** What a conversation is called: "#requests", or the other person's name. */
export function titleOf(room) {
  if (!room) return "";
  return room.kind === "im" ? nameOf(room.user) : room.name;
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem("usher.places") ?? "{}");
  } catch {
    return {}; // storage off or unreadable: start at the bot's own conversation
  }
}

function remember() {
  const places = { ...remembered(), [app.as]: app.place, last: app.as };
  try {
    localStorage.setItem("usher.places", JSON.stringify(places));
  } catch {
    return; // storage off: places last as long as the page
  }
}

function usable(place) {
  const known = place?.channel && channel(place.channel);
  if (known) return { channel: place.channel, thread: place.thread ?? null, tab: place.tab === "home" ? "home" : "messages" };
  return { channel: (botIm() ?? app.state.channels[0])?.id ?? null, thread: null, tab: "messages" };
}

function take(state) {
  app.state = state;
  app.clockOffset = state.clock ? new Date(state.clock.now).getTime() - Date.now() : 0;
}

/** Start as the person in the address, else the last one, else the first there is. */
export async function begin() {
  const named = addressed();
  const wanted = named.as ?? remembered().last;
  let state;
  try {
    state = await api.state(wanted);
  } catch (refusal) {
    if (!wanted) throw refusal;
    state = await api.state(null); // a remembered person from another company is not here
  }
  const first = state.personas.some((each) => each.user === state.me) ? state.me : state.personas[0]?.user ?? state.me;
  if (first !== state.me) state = await api.state(first);
  app.as = first;
  take(state);
  app.place = usable(named.as === first ? named : remembered()[first]);
  settle({ correct: true });
}

function settle(how) {
  remember();
  address(app.as, app.place, how);
}

/** Become somebody else; everyone keeps the place where they were. */
export async function become(id) {
  if (id !== app.as) await turnInto(id, () => remembered()[id]);
}

let journey = 0; // a person or a place chosen later overtakes one that is still being fetched

async function turnInto(id, place, how) {
  const mine = (journey += 1);
  const state = await api.state(id);
  if (mine !== journey) return;
  app.as = id;
  take(state);
  app.place = usable(place());
  settle(how);
  announce("persona");
}

/** Be where the address says: after Back and Forward, or a link. An address that names nothing changes nothing. */
export async function follow() {
  const named = addressed();
  if (!named.as || named.as === app.as || !persona(named.as)) {
    correct(channel(named.channel) ? usable(named) : {});
    return;
  }
  try {
    await turnInto(named.as, () => named, { correct: true });
  } catch (refusal) {
    correct({}); // still who one was, and the address says so
    throw refusal;
  }
}

/** Be somewhere else without having gone there: Back does not lead to what was wrong or is gone. */
export function correct(change) {
  journey += 1;
  app.place = { ...app.place, ...change };
  settle({ correct: true });
  announce("place");
}

/** Fetch the state again and tell everybody who draws from it. */
export async function refreshState() {
  const asked = app.as;
  const state = await api.state(asked);
  if (asked !== app.as) return; // the person was switched meanwhile
  take(state);
  announce("state");
}

/** Go somewhere: a conversation, a thread in it, or the bot's home tab. */
export function go(change) {
  const moved = "channel" in change && change.channel !== app.place.channel;
  app.place = { ...app.place, ...(moved ? { thread: null, tab: "messages" } : {}), ...change };
  journey += 1;
  settle();
  announce("place");
}
