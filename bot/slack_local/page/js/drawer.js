// The conversations on a narrow screen: they slide in over the page, and are put away again.

const toggle = () => document.querySelector("[data-drawer-toggle]");

export const drawerOpen = () => document.body.dataset.drawer === "open";

/** Show the conversations, with the focus on the open one, or put them away, with the focus where it was before. */
export function showDrawer(open) {
  if (open === drawerOpen()) return;
  document.body.dataset.drawer = open ? "open" : "closed";
  toggle()?.setAttribute("aria-expanded", open ? "true" : "false");
  const drawer = document.getElementById("drawer");
  if (open) drawer.querySelector("[aria-current]")?.focus({ preventScroll: true });
  else if (drawer.contains(document.activeElement)) toggle()?.focus({ preventScroll: true });
}
