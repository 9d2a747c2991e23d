// Live updates: one event stream per person, reopened by itself when it breaks.
const GRACE = 1200; // milliseconds; a reload of the server should not flash the banner

let source = null;
let graceTimer = null;
let retryTimer = null;
let lost = false;

/**
 * Listen as one person. `heard` gets each event; `back` is called when a lost stream is there again,
 * because events of the meantime are gone and everything has to be fetched anew.
 */
export function listen(as, { heard, back, changed }) {
  hush();
  let delay = 1000;
  const open = () => {
    source = new EventSource(`playground/stream?as=${encodeURIComponent(as)}`);
    source.onopen = () => {
      delay = 1000;
      clearTimeout(graceTimer);
      graceTimer = null;
      if (lost) {
        lost = false;
        changed(false);
        back();
      }
    };
    source.onmessage = (event) => {
      let news;
      try {
        news = JSON.parse(event.data);
      } catch {
        console.warn("The stream carried something that is not JSON.", event.data);
        return;
      }
      heard(news);
    };
    source.onerror = () => {
      graceTimer ??= setTimeout(() => {
        lost = true;
        changed(true);
      }, GRACE);
      if (source.readyState !== EventSource.CLOSED) return; // the browser retries by itself
      retryTimer = setTimeout(open, delay);
      delay = Math.min(delay * 2, 10_000);
    };
  };
  open();
}

/** Stop listening. */
export function hush() {
  source?.close();
  clearTimeout(retryTimer);
  clearTimeout(graceTimer);
  graceTimer = null;
}

/** Run one thing at a time: calls that come in while it runs become a single run afterwards. */
export function coalesced(work) {
  let running = null;
  let again = false;
  return () => {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await work();
        } while (again);
      } finally {
        running = null;
      }
    })();
    return running;
  };
}
