// Interface icons, drawn here so that the page needs no font and no network.
import { svg } from "./dom.js";

const line = (d) => ["path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" }];
const dot = (cx, cy, r = 1.4) => ["circle", { cx, cy, r, fill: "currentColor" }];

const SHAPES = {
  hash: [line("M7.5 3.5 6 16.5M14 3.5l-1.5 13M3.5 7.5h13M3 12.5h13")],
  at: [["circle", { cx: 10, cy: 10, r: 3, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }], line("M13 7v4.2a2 2 0 0 0 4 0V10a7 7 0 1 0-3 5.7")],
  chevron: [line("m5.5 8 4.5 4.5L14.5 8")],
  close: [line("m5 5 10 10M15 5 5 15")],
  back: [line("M12.5 4.5 7 10l5.5 5.5")],
  menu: [line("M3.5 6h13M3.5 10h13M3.5 14h13")],
  more: [dot(5, 10), dot(10, 10), dot(15, 10)],
  reply: [line("M4 5.5h12v8H9l-3.5 3v-3H4z")],
  copy: [line("M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3")],
  send: [["path", { d: "M3.2 3.4 17.4 10 3.2 16.6l1.7-5.4L11 10 4.9 8.8z", fill: "currentColor" }]],
  eye: [line("M2.5 10S5.2 5.5 10 5.5s7.5 4.5 7.5 4.5-2.7 4.5-7.5 4.5S2.5 10 2.5 10z"), dot(10, 10, 2)],
  clock: [["circle", { cx: 10, cy: 10, r: 6.8, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }], line("M10 6.2V10l2.6 1.8")],
  skip: [line("m4 5 6 5-6 5zM11 5l5 5-5 5z")],
  sun: [["circle", { cx: 10, cy: 10, r: 3.2, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }], line("M10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M15.3 4.7l-1.1 1.1M5.8 14.2l-1.1 1.1")],
  moon: [line("M16 11.8A6.6 6.6 0 0 1 8.2 4a6.6 6.6 0 1 0 7.8 7.8z")],
  check: [line("m4.5 10.5 3.6 3.6 7.4-8")],
  search: [["circle", { cx: 9, cy: 9, r: 4.8, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }], line("m12.8 12.8 3.7 3.7")],
  calendar: [line("M3.8 5.2h12.4v11H3.8zM3.8 8.6h12.4M7 3.4v3M13 3.4v3")],
  bolt: [line("M11 2.8 5 11h4.4L9 17.2 15 9h-4.4z")],
  down: [line("M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5")],
  window: [line("M8 4.5H4.5v11h11V12M11 4.5h4.5V9M15.2 4.8 9.5 10.5")],
  warning: [line("M10 3.5 17.5 16h-15zM10 8.2v3.6"), dot(10, 13.9, 0.9)],
  plus: [line("M10 4.5v11M4.5 10h11")],
};

/** An interface icon by name. It is decoration: give the control around it its label. */
export function icon(name, size = 20) {
  return svg(SHAPES[name], { size, className: "icon" });
}

/** Usher's mark: a door that stands open, with light behind it. */
export function mark(size = 28) {
  return svg(
    [
      ["path", { d: "M8.5 27V11a7.5 7.5 0 0 1 15 0v16z", fill: "var(--lamp)" }],
      ["path", { d: "M8.5 27V8.6L17.6 6v23z", fill: "var(--door)" }],
      ["circle", { cx: 14.6, cy: 17.6, r: 1.4, fill: "#fdf6e6" }],
      ["path", { d: "M5 27h22", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", opacity: 0.5 }],
    ],
    { size, box: "0 0 32 32", className: "mark" },
  );
}
