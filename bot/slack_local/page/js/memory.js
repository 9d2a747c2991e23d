// What this tab of the browser remembers across a reload: which one it is, and what is typed here and not sent yet.
const DRAFT = "usher.draft "; // the start of the keys of drafts
const spare = new Map(); // where storage is off, things last as long as the page

function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return spare.get(key) ?? null;
  }
}

function write(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    spare.set(key, value); // storage off or full
  }
}

const fresh = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** The name of this tab, for the server. A modal opens where the click was that asked for it, and is there after a reload. */
export const WINDOW = read("usher.window") ?? fresh();
write("usher.window", WINDOW);

/** What was typed there and not sent; "" when there is nothing. */
export const draft = (name) => read(DRAFT + name) ?? "";

/** Keep what is typed there; "" forgets it. */
export const keep = (name, text) => write(DRAFT + name, text);

/** Forget the drafts that start like that, but for those named in `except`. */
export function forget(start, except = []) {
  let keys = [];
  try {
    keys = Object.keys(sessionStorage);
  } catch {
    keys = [...spare.keys()];
  }
  const kept = new Set(except.map((name) => DRAFT + name));
  for (const key of keys) if (key.startsWith(DRAFT + start) && !kept.has(key)) write(key, "");
}
