// Where one is, as the address says it: who, which conversation, which thread or tab. Back and Forward move between places.
let steps = history.state?.at ?? 0; // how many places deep this one is in the tab's history

/** What the address names; null for what it leaves out. */
export function addressed() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return { as: parameters.get("as"), channel: parameters.get("channel"), thread: parameters.get("thread"), tab: parameters.get("tab") };
}

/** Say in the address where one is now. A place one went to is a new entry of the history; `correct` puts the current one right. */
export function address(as, { channel, thread, tab }, { correct = false } = {}) {
  const parts = { as, channel, thread, tab: tab === "home" ? "home" : null };
  const hash = `#${new URLSearchParams(Object.entries(parts).filter(([, value]) => value))}`;
  if (correct) {
    history.replaceState({ at: steps }, "", hash);
  } else if (hash !== location.hash) {
    steps += 1;
    history.pushState({ at: steps }, "", hash);
  }
}

/**
 * Hear when the person went Back or Forward, or changed the address. `covered()` is asked first: where it closes
 * something that lay over the page, that was what Back was for, and the place stays.
 */
export function onTravel(arrived, covered) {
  addEventListener("hashchange", () => {
    const to = history.state?.at ?? steps + 1; // an address that was typed or followed is a new entry
    const moved = to - steps;
    if (history.state && moved !== 0 && covered()) {
      history.go(-moved);
      return;
    }
    steps = to;
    arrived();
  });
}
