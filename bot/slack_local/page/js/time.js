// Times as Slack writes them, in the reader's own time zone and counted from the playground's clock.
import { now } from "./store.js";

const form = (options) => new Intl.DateTimeFormat("en-GB", options);
const TIME = form({ hour: "2-digit", minute: "2-digit" });
const SECONDS = form({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const SHORT = form({ day: "numeric", month: "short", year: "numeric" });
const LONG = form({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const PLAIN = form({ day: "numeric", month: "long", year: "numeric" });
const FULL = form({ weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** A Slack timestamp ("1763712840.000100") as a Date. */
export const fromTs = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clockTime = (date) => TIME.format(date);
export const fullTime = (date) => FULL.format(date).replace(/^(\p{L}+),/u, "$1");

const dayNumber = (date) => Math.round(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 86_400_000);

function relativeDay(date) {
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[dayNumber(date) - dayNumber(now())] ?? null;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The label of a day's divider: Today, Yesterday, or the date. */
export const dayLabel = (date) => capital(relativeDay(date) ?? LONG.format(date));
export const sameDay = (one, other) => dayNumber(one) === dayNumber(other);

/** "Today at 09:14", for the line below a thread's first message. */
export const moment = (date) => `${relativeDay(date) ?? SHORT.format(date)} at ${TIME.format(date)}`;

function ago(date) {
  const seconds = Math.round((date.getTime() - now().getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  for (const [unit, length] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(0, "minute");
}

/**
 * Fill Slack's date tokens ({date_short_pretty} {time} …) for a Unix time in seconds. "today" becomes "Today"
 * where it leads its line.
 * Source of the token list: Slack's documentation, "Formatting text for app surfaces", date formatting.
 */
export function slackDate(seconds, template, leading = true) {
  const date = new Date(seconds * 1000);
  const near = relativeDay(date);
  const iso = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  const tokens = {
    date_num: iso,
    date: PLAIN.format(date),
    date_short: SHORT.format(date),
    date_long: LONG.format(date),
    date_pretty: near ?? PLAIN.format(date),
    date_short_pretty: near ?? SHORT.format(date),
    date_long_pretty: near ?? LONG.format(date),
    day_divider_pretty: near ?? LONG.format(date),
    time: TIME.format(date),
    time_secs: SECONDS.format(date),
    ago: ago(date),
  };
  const filled = template.replace(/\{(\w+)\}/g, (whole, token) => tokens[token] ?? whole);
  return near && leading && template.startsWith("{") ? capital(filled) : filled;
}
