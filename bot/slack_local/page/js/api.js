// The page's side of the contract with the local Slack: JSON in, JSON out, one plain sentence on failure.
import { WINDOW } from "./memory.js";

/** A request that was refused or never arrived; the message is fit for a person. */
export class Refused extends Error {}

const UNREACHABLE = "The playground does not answer; check that it is still running in the terminal.";

let leaving = false; // the page is about to be gone, so what the browser breaks off then has not failed
addEventListener("pagehide", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false)); // it was kept, and is back
const A_MOMENT = 150; // milliseconds; a request may be told that it is broken off before the page is told why
const aMoment = () => new Promise((done) => setTimeout(done, A_MOMENT));

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    if (options?.keepalive) {
      await aMoment();
      if (leaving) return new Promise(() => {}); // it arrives, and nobody is here to be told
    }
    throw new Refused(UNREACHABLE);
  }
  let body = null;
  try {
    body = await response.json();
  } catch {
    throw new Refused(`The playground gave an answer that cannot be read (HTTP ${response.status}); try again.`);
  }
  if (!response.ok || body.ok === false) {
    throw new Refused(body.error || `The playground refused this (HTTP ${response.status}); try again.`);
  }
  return body;
}

function get(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return call(`playground/${path}?${query}`);
}

const OUTLIVES = 10_000; // letters: a browser takes 64 KiB in all of what goes on after its page is gone

function post(path, body) {
  const said = JSON.stringify({ window: WINDOW, ...body }); // what this opens, opens in this window
  return call(`playground/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: said,
    keepalive: said.length < OUTLIVES, // what was sent arrives, whoever reloads the page at once
  });
}

export const api = {
  state: (as) => get("state", { as, window: WINDOW }),
  messages: (as, channel, threadTs) => get("messages", { as, channel, thread_ts: threadTs }),
  say: (as, channel, text, threadTs) => post("message", { as, channel, text, ...(threadTs ? { thread_ts: threadTs } : {}) }),
  openIm: (as, user) => post("open_im", { as, user }),
  read: (as, channel) => post("read", { as, channel }),
  action: (as, container, action, state) => post("action", { as, container, action, state }),
  submit: (as, viewId, state) => post("view/submit", { as, view_id: viewId, state }),
  close: (as, viewId, wholeStack) => post("view/close", { as, view_id: viewId, ...(wholeStack ? { whole_stack: true } : {}) }),
  options: (as, container, actionId, blockId, value) => post("options", { as, container, action_id: actionId, block_id: blockId, value }),
  command: (as, channel, command, text) => post("command", { as, channel, command, text }),
  shortcut: (as, callbackId, channel, ts) => post("shortcut", { as, callback_id: callbackId, channel, ts }),
  home: (as) => post("home", { as }),
  advance: (as, duration) => post("clock", { as, advance: duration }),
};
