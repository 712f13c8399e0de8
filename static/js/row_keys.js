// Single keys move through a list, as an extra: j and k between its lines, x ticks one, / goes to finding, ? shows them.
// Enter opens a line by itself, for its link has the focus. The page loads this only for those who have keys on.

const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable]";

function step(list, by) {
  const links = [...list.querySelectorAll("tbody th a")];
  const row = document.activeElement.closest("tbody tr");
  const at = links.findIndex((link) => row?.contains(link));
  const next = at < 0 && by < 0 ? links.length - 1 : at + by;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

function tick() {
  document.activeElement.closest("tbody tr")?.querySelector("input[type=checkbox]")?.click();
}

function toggle(help) {
  help.open = !help.open;
  if (help.open) help.querySelector("summary").focus();
}

export function rowKeys(list) {
  const help = document.getElementById(list.dataset.keysHelp);
  const does = {
    j: () => step(list, 1),
    k: () => step(list, -1),
    x: tick,
    "/": () => window.location.assign(list.dataset.keysFind),
    "?": () => toggle(help),
  };
  document.addEventListener("keydown", (event) => {
    const isElsewhere = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (isElsewhere || !does[event.key] || event.target.closest(TYPING)) return;
    event.preventDefault();
    does[event.key]();
  });
}
