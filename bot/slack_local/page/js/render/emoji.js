// Emoji by shortcode. The ones an access assistant uses are drawn here, so that they look the same on
// every machine, also where no emoji font is installed; a few more are left to the system's font.
import { svg } from "../dom.js";

const C = { green: "#2e9e6b", red: "#d64b3f", amber: "#f0a92e", blue: "#3d7fd1", grey: "#8b9893", ink: "#4a5552", paper: "#fdfdfb", skin: "#f4c04e", brown: "#a9744a" };
const disc = (fill) => ["circle", { cx: 10, cy: 10, r: 8.2, fill }];
const ring = (stroke) => ["circle", { cx: 10, cy: 10, r: 7.3, fill: "none", stroke, "stroke-width": 1.8 }];
const fill = (d, colour, more = {}) => ["path", { d, fill: colour, ...more }];
const line = (d, colour = "#fff", width = 1.9) => ["path", { d, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" }];
const box = (x, y, width, height, colour, rx = 1.5) => ["rect", { x, y, width, height, fill: colour, rx }];
const dot = (cx, cy, r, colour) => ["circle", { cx, cy, r, fill: colour }];

const TICK = "m5.8 10.4 2.9 2.9 5.5-6.2";
const CROSS = "m6.8 6.8 6.4 6.4M13.2 6.8l-6.4 6.4";
const HOURGLASS = "M5.2 2.4h9.6v1.8c0 2.7-3.2 4.2-3.2 5.8s3.2 3.1 3.2 5.8v1.8H5.2v-1.8c0-2.7 3.2-4.2 3.2-5.8S5.2 6.9 5.2 4.2z";
const PERSON = "M3.6 17.4c0-4 2.7-6 6.4-6s6.4 2 6.4 6z";
const CLOCK = [disc(C.paper), ring(C.ink), line("M10 5.8V10l2.8 1.9", C.ink, 1.6)];
const PENCIL = [fill("m3 17 1-4.2L13.4 3.4a1.6 1.6 0 0 1 2.3 0l.9.9a1.6 1.6 0 0 1 0 2.3L7.2 16z", C.amber), fill("m3 17 1-4.2L7.2 16z", C.ink)];
const PAGE = [box(4, 2.4, 12, 15.2, C.paper), line("M4.6 3h10.8v14H4.6z", C.grey, 1.1), line("M7 6.6h6M7 9.6h6M7 12.6h4", C.ink, 1.2)];
const BUBBLE = [fill("M3 3.6h14v9.6H9.6L6 16.8v-3.6H3z", C.blue), line("M6.4 7h7.2M6.4 9.9h4.8", "#fff", 1.3)];

const DRAWN = {
  white_check_mark: [box(2, 2, 16, 16, C.green, 3.5), line(TICK)],
  heavy_check_mark: [line("m3.6 10.8 4.2 4.2 8.4-9.4", C.green, 2.6)],
  ballot_box_with_check: [box(2, 2, 16, 16, C.blue, 3.5), line(TICK)],
  x: [line("M4.6 4.6 15.4 15.4M15.4 4.6 4.6 15.4", C.red, 3)],
  negative_squared_cross_mark: [box(2, 2, 16, 16, C.red, 3.5), line(CROSS)],
  no_entry: [disc(C.red), box(5, 8.5, 10, 3, "#fff", 0.8)],
  no_entry_sign: [ring(C.red), line("M5 5l10 10", C.red)],
  octagonal_sign: [fill("M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z", C.red), box(5.5, 8.7, 9, 2.6, "#fff", 0.6)],
  hourglass_flowing_sand: [fill(HOURGLASS, C.paper), line(HOURGLASS, C.brown, 1.3), fill("M7.2 6.4h5.6L10 9.4zM6.6 16c.3-2 2-2.6 3.4-3.6 1.4 1 3.1 1.6 3.4 3.6z", C.amber)],
  clock3: CLOCK,
  alarm_clock: [...CLOCK, line("M3.6 4.4 5.8 2.6M16.4 4.4l-2.2-1.8", C.red, 1.8)],
  lock: [line("M6.4 9V6.6a3.6 3.6 0 0 1 7.2 0V9", C.grey, 1.9), box(4, 8.6, 12, 9, C.amber, 2), dot(10, 12.6, 1.4, C.ink)],
  unlock: [line("M6.4 9V5.6a3.4 3.4 0 0 1 6.6-1.2", C.grey, 1.9), box(4, 8.6, 12, 9, C.amber, 2), dot(10, 12.6, 1.4, C.ink)],
  key: [["circle", { cx: 6.4, cy: 10, r: 3.4, fill: "none", stroke: C.amber, "stroke-width": 2.2 }], line("M10 10h7.4M14 10v3M17 10v2.2", C.amber, 2.1)],
  warning: [fill("M10 2.2 18.6 17.4H1.4z", C.amber), line("M10 7.6v4.4", C.ink, 2), dot(10, 14.6, 1.1, C.ink)],
  rotating_light: [fill("M5 14v-4a5 5 0 0 1 10 0v4z", C.red), box(3.4, 14, 13.2, 3.2, C.ink, 1), line("M10 2.8V1.6M4 5 3 4M16 5l1-1", C.amber, 1.5)],
  wave: [fill("M6 17c-2.2-2-3.4-4.6-3-6.6.2-.9 1.5-.8 1.8.1L5.8 12 4.6 6.2c-.2-1.2 1.5-1.6 1.9-.4l1.2 4.4-.4-5.8c0-1.3 1.9-1.4 2-.1l.8 5.6.6-5c.2-1.2 2-1 1.9.2l-.2 5.5 1.2-2.7c.5-1.1 2.1-.5 1.8.7-.8 3.4-1.4 5.6-3.2 7.8z", C.skin), line("M15.8 2.8c1.4.8 2 1.8 2.2 3.2M1.8 14.4c.4 1.2 1 2 1.8 2.8", C.grey, 1.2)],
  eyes: [["ellipse", { cx: 6, cy: 10, rx: 3.6, ry: 5, fill: "#fff", stroke: C.ink, "stroke-width": 1 }], ["ellipse", { cx: 14, cy: 10, rx: 3.6, ry: 5, fill: "#fff", stroke: C.ink, "stroke-width": 1 }], dot(4.9, 11, 1.8, C.ink), dot(12.9, 11, 1.8, C.ink)],
  tada: [fill("m2.6 17.4 4.2-10.6 6.4 6.4z", C.amber), dot(12, 3.6, 1.1, C.red), dot(16.6, 7.4, 1.1, C.blue), dot(15.4, 3.4, 0.9, C.green), line("M10 7.2c0-1.8.8-2.6 0-4.2M13 10c1.8-.4 2.6.2 4.2 1.2", C.red, 1.3)],
  shield: [fill("M10 2 16.6 4.4V9.4c0 4-2.7 7-6.6 8.6-3.9-1.6-6.6-4.6-6.6-8.6V4.4z", C.blue), line("m6.8 9.8 2.4 2.4 4-4.6", "#fff", 1.7)],
  bell: [fill("M10 2.4c3.2 0 5 2.3 5 5.3 0 3.7 1.7 4.7 1.7 6H3.3c0-1.3 1.7-2.3 1.7-6 0-3 1.8-5.3 5-5.3z", C.amber), fill("M8 15h4a2 2 0 0 1-4 0z", C.ink)],
  bulb: [fill("M10 1.8a5.6 5.6 0 0 1 3.2 10.2c-.7.6-.9 1.2-.9 2H7.7c0-.8-.2-1.4-.9-2A5.6 5.6 0 0 1 10 1.8z", C.skin), box(7.6, 14.6, 4.8, 3.2, C.grey, 1.2)],
  mag: [["circle", { cx: 8.4, cy: 8.4, r: 5, fill: "#cfe3f5", stroke: C.ink, "stroke-width": 1.8 }], line("m12.2 12.2 5 5", C.ink, 2.5)],
  pencil2: PENCIL,
  memo: PAGE,
  speech_balloon: BUBBLE,
  calendar: [box(2.6, 3.6, 14.8, 14, C.paper, 2), line("M3.2 4.2h13.6v12.8H3.2z", C.grey, 1.1), box(2.6, 3.6, 14.8, 4, C.red, 1.6), dot(7, 11, 1.1, C.ink), dot(10.5, 11, 1.1, C.ink), dot(14, 11, 1.1, C.ink), dot(7, 14.4, 1.1, C.ink)],
  package: [fill("M2.6 6.2 10 2.4l7.4 3.8v7.8L10 17.8 2.6 14z", C.brown), line("M2.9 6.4 10 10l7.1-3.6M10 10v7.4", "#7a5233", 1.1)],
  door: [box(4, 2, 12, 16, C.brown, 1), dot(13, 10.4, 1.1, C.skin)],
  gear: [["circle", { cx: 10, cy: 10, r: 4.8, fill: "none", stroke: C.grey, "stroke-width": 3 }], line("M10 2.2v2.6M10 15.2v2.6M2.2 10h2.6M15.2 10h2.6M4.5 4.5l1.8 1.8M13.7 13.7l1.8 1.8M15.5 4.5l-1.8 1.8M6.3 13.7l-1.8 1.8", C.grey, 2.2)],
  hammer_and_wrench: [line("m4 16 8.2-8.2", C.brown, 2.6), fill("m9.6 4.6 3.4-2.4 4.6 4.6-2.4 3.4-1.8-.4-3.4-3.4z", C.grey)],
  bust_in_silhouette: [dot(10, 6.6, 3.7, C.blue), fill(PERSON, C.blue)],
  busts_in_silhouette: [dot(13.4, 6.2, 3.1, "#86aee0"), fill("M8 16.4c0-3.6 2.2-5.6 5.6-5.6s5 2 5 5.6z", "#86aee0"), dot(7.4, 7.4, 3.3, C.blue), fill("M1.4 17.6c0-3.8 2.4-5.8 6-5.8s6 2 6 5.8z", C.blue)],
  bar_chart: [box(3, 10, 3.4, 7, C.green, 0.8), box(8.3, 6, 3.4, 11, C.blue, 0.8), box(13.6, 3, 3.4, 14, C.red, 0.8)],
  scales: [line("M10 3v13.4M6.2 16.8h7.6M3.6 5.4h12.8", C.brown, 1.5), fill("M1.4 11.4 3.8 6l2.4 5.4a2.7 2.7 0 0 1-4.8 0zM13.8 11.4 16.2 6l2.4 5.4a2.7 2.7 0 0 1-4.8 0z", C.amber)],
  zap: [fill("M11.6 1.6 4 11.4h5l-1.4 7L16 8.2h-5.2z", C.amber)],
  fire: [fill("M10.2 1.8c.6 3 4.8 5 4.8 9.6a5 5 0 0 1-10 .4c0-2.2 1-3.4 2-4.6.2 1.6.8 2.2 1.6 2.6 0-3 .4-5.6 1.6-8z", C.red), fill("M10.2 9c.4 1.6 2.2 2.4 2.2 4.6a2.5 2.5 0 0 1-5 0c0-1.8 1.6-2.6 2.8-4.6z", C.skin)],
  question: [line("M6.6 7a3.4 3.4 0 1 1 5.2 2.9c-1.2.8-1.8 1.4-1.8 2.7", C.red, 2.4), dot(10, 16, 1.5, C.red)],
  exclamation: [line("M10 3.4v8", C.red, 2.8), dot(10, 15.8, 1.6, C.red)],
  information_source: [box(2, 2, 16, 16, C.blue, 3.5), line("M10 9.4v4.6"), dot(10, 6.2, 1.2, "#fff")],
  arrow_right: [box(2, 2, 16, 16, C.blue, 3.5), line("M5.8 10h8M10.8 6.8 14 10l-3.2 3.2")],
  leftwards_arrow_with_hook: [box(2, 2, 16, 16, C.blue, 3.5), line("M8.6 5.8 5.6 8.8l3 3M5.8 8.8h5.6a2.7 2.7 0 0 1 0 5.4H9.6", "#fff", 1.7)],
  arrows_counterclockwise: [box(2, 2, 16, 16, C.blue, 3.5), line("M14 8a4.4 4.4 0 0 0-8-1M6 12a4.4 4.4 0 0 0 8 1M5.8 4.6V7h2.4M14.2 15.4V13h-2.4", "#fff", 1.5)],
  heavy_plus_sign: [line("M10 3.6v12.8M3.6 10h12.8", C.green, 2.8)],
  link: [line("M8.6 11.4a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.4 8.6a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1", C.grey, 1.8)],
  large_green_circle: [disc(C.green)],
  large_yellow_circle: [disc(C.skin)],
  large_orange_circle: [disc("#ee8434")],
  red_circle: [disc(C.red)],
  large_blue_circle: [disc(C.blue)],
  white_circle: [disc("#eef1ef"), ring("#c8d0cc")],
  black_circle: [disc("#2b3331")],
  "+1": [fill("M7.4 8.6 10 2.6c1.8 0 2.6 1.4 2 3.2l-.6 2h4.2c1.3 0 2 1 1.7 2.2l-1.4 5.4c-.3 1-1 1.6-2 1.6H7.4z", C.skin), box(2.6, 8.4, 3.6, 8.8, C.blue, 1)],
  "-1": [fill("M7.4 11.4 10 17.4c1.8 0 2.6-1.4 2-3.2l-.6-2h4.2c1.3 0 2-1 1.7-2.2l-1.4-5.4c-.3-1-1-1.6-2-1.6H7.4z", C.skin), box(2.6, 2.8, 3.6, 8.8, C.blue, 1)],
};

const SAME = { heavy_multiplication_x: "x", hourglass: "hourglass_flowing_sand", stopwatch: "clock3", timer_clock: "clock3", clock1: "clock3", clock9: "clock3", closed_lock_with_key: "lock", old_key: "key", thumbsup: "+1", thumbsdown: "-1", pencil: "memo", clipboard: "memo", page_facing_up: "memo", page_with_curl: "memo", date: "calendar", spiral_calendar_pad: "calendar", tools: "hammer_and_wrench", wrench: "hammer_and_wrench", inbox_tray: "package", mag_right: "mag", balance_scale: "scales", chart_with_upwards_trend: "bar_chart", eye: "eyes", stop_sign: "octagonal_sign", octagonal_stop: "octagonal_sign", repeat: "arrows_counterclockwise", information: "information_source", grey_question: "question", grey_exclamation: "exclamation", left_speech_bubble: "speech_balloon", thought_balloon: "speech_balloon", green_circle: "large_green_circle", yellow_circle: "large_yellow_circle", blue_circle: "large_blue_circle", orange_circle: "large_orange_circle" };

const GLYPHS = { white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", lock: "🔒", unlock: "🔓", key: "🔑", closed_lock_with_key: "🔐", warning: "⚠️", rotating_light: "🚨", wave: "👋", eyes: "👀", tada: "🎉", shield: "🛡️", bell: "🔔", bulb: "💡", mag: "🔍", pencil2: "✏️", memo: "📝", speech_balloon: "💬", calendar: "📅", package: "📦", door: "🚪", gear: "⚙️", zap: "⚡", fire: "🔥", question: "❓", exclamation: "❗", information_source: "ℹ️", link: "🔗", large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴", large_blue_circle: "🔵", "+1": "👍", "-1": "👎", hammer_and_wrench: "🛠️", bust_in_silhouette: "👤", busts_in_silhouette: "👥", bar_chart: "📊", clipboard: "📋", smile: "😄", slightly_smiling_face: "🙂", heart: "❤️", pray: "🙏", rocket: "🚀", sparkles: "✨", robot_face: "🤖", raised_hands: "🙌", clap: "👏", coffee: "☕", seedling: "🌱", thinking_face: "🤔" };

const BY_GLYPH = new Map(Object.entries(GLYPHS).map(([name, glyph]) => [glyph.replace("\uFE0F", ""), name]));

/** Matches one emoji character that this table knows, with or without its variation selector. */
export const GLYPH_PATTERN = new RegExp(`(?:${[...BY_GLYPH.keys()].join("|")})\\uFE0F?`, "u");

/** The shortcode of an emoji character, or null. */
export const nameOfGlyph = (glyph) => BY_GLYPH.get(glyph.replace("\uFE0F", "")) ?? null;

/** The picture of a shortcode (without colons); an unknown one stays readable as `:name:`. */
export function emoji(name) {
  const plain = name.replace(/::skin-tone-\d$/, "");
  const shapes = DRAWN[plain] ?? DRAWN[SAME[plain]];
  if (shapes) return svg(shapes, { size: 18, label: `:${plain}:`, className: "emoji" });
  const glyph = GLYPHS[plain];
  return document.createTextNode(glyph ?? `:${name}:`);
}

/** Whether this page can show a shortcode as a picture. */
export const isEmoji = (name) => name in DRAWN || name in SAME || name in GLYPHS;
