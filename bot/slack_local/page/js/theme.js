// Runs before the first paint, so that a remembered theme does not flash the other one first.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("usher.theme");
  } catch {
    chosen = null; // storage may be off: the system's own preference then decides
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
