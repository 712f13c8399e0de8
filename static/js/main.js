// Small conveniences. Every page works without this file.

const KEEP_CLICKS_APART = 1000;
const QUICK_EXIT_PRESSES = 3;
const QUICK_EXIT_WITHIN = 5000;

document.documentElement.classList.add("lo-scripted");

function labelOf(input) {
  const legend = input.closest("fieldset")?.querySelector("legend");
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
  const isChoice = input.type === "radio" || input.type === "checkbox";
  return (isChoice && legend) || label || legend || input;
}

// A screen reader starts at the list of mistakes, and each one leads to the question above its box.
function errorSummary(summary) {
  summary.setAttribute("tabindex", "-1");
  summary.focus();
  summary.addEventListener("click", (event) => {
    const hash = event.target.closest("a")?.hash;
    const input = hash && document.getElementById(hash.slice(1));
    if (!input) return;
    event.preventDefault();
    labelOf(input).scrollIntoView();
    input.focus({ preventScroll: true });
    // on a small or much enlarged screen the question alone may fill it
    if (input.getBoundingClientRect().bottom > window.innerHeight) input.scrollIntoView({ block: "end" });
  });
}

// The server makes one referral of two clicks anyway; this saves people the wait.
function doubleClick(button) {
  let last = -KEEP_CLICKS_APART;
  button.addEventListener("click", (event) => {
    if (event.timeStamp - last < KEEP_CLICKS_APART) event.preventDefault();
    else last = event.timeStamp;
  });
}

// "Leave this page quickly": pressing Shift three times does the same as the button.
function quickExit(link) {
  let presses = [];
  link.addEventListener("click", () => document.body.classList.add("lo-hidden-at-once"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    if (event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < QUICK_EXIT_WITHIN), event.timeStamp];
    if (presses.length >= QUICK_EXIT_PRESSES) link.click();
  });
}

// Ticking "none of these" unticks the others, and the other way round.
function exclusive(group) {
  group.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    const alone = target.hasAttribute("data-exclusive");
    for (const box of group.querySelectorAll("input[type=checkbox]")) {
      if (box !== target && (alone || box.hasAttribute("data-exclusive"))) box.checked = false;
    }
  });
}

// Filters fold away on a phone and stand open beside the results on a wide screen.
function filters(details) {
  const wide = window.matchMedia("(min-width: 56.25em)");
  const fit = () => {
    if (wide.matches) details.open = true;
  };
  wide.addEventListener("change", fit);
  fit();
}

// What is suggested while somebody types comes with the first use of the box, not with the page.
function suggestions(input) {
  const load = () => import(input.dataset.suggestionsScript).then(({ suggest }) => suggest(input));
  if (document.activeElement === input) load();
  else input.addEventListener("focus", load, { once: true });
}

// Reading aloud is offered where the device itself has a voice for the page's language; else nothing of it is loaded.
function listening(holder) {
  const synthesis = window.speechSynthesis;
  const isOwn = ({ lang, localService }) =>
    localService === true && lang.split(/[-_]/)[0].toLowerCase() === document.documentElement.lang;
  const offer = () => {
    if (!synthesis.getVoices().some(isOwn)) return;
    synthesis.removeEventListener("voiceschanged", offer);
    import(holder.dataset.listen).then(({ listen }) => listen(holder));
  };
  synthesis.addEventListener("voiceschanged", offer);
  offer();
}

// A browser that cannot open the meaning of a word over the page has it at the page's end.
function withoutPopUps(button) {
  button.addEventListener("click", () => document.getElementById(button.getAttribute("popovertarget")).scrollIntoView());
}

function start(selector, enhance) {
  document.querySelectorAll(selector).forEach(enhance);
}

start("[data-error-summary]", errorSummary);
start("[data-prevent-double-click]", doubleClick);
start("[data-quick-exit]", quickExit);
start("[data-exclusive-group]", exclusive);
start("[data-filters]", filters);
start("[data-suggestions]", suggestions);
start("[data-row-keys]", (list) => import(list.dataset.rowKeys).then(({ rowKeys }) => rowKeys(list)));
start("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
if (window.speechSynthesis) start("[data-listen]", listening);
if (!("popover" in HTMLElement.prototype)) start("[popovertarget]", withoutPopUps);
start("[data-focus]", (element) => element.focus());
