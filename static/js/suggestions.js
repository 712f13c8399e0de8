// Suggestions under a search box while somebody types: the combobox pattern of WAI-ARIA 1.2. Loaded when the box is
// first used. A suggestion fills the box; only the button or Enter in the box searches.

const AFTER_TYPING = 150;
const FEWEST_LETTERS = 2;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = this.element("ul", { role: "listbox", id: `${input.id}-suggestions`, class: "lo-suggestions" });
    this.list.setAttribute("aria-label", input.dataset.suggestionsLabel);
    this.list.hidden = true;
    this.status = this.element("div", { role: "status", class: "govuk-visually-hidden" });
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      autocomplete: "off",
    })) {
      input.setAttribute(name, value);
    }
    this.chosen = -1;
    this.listen();
    // somebody may have typed while this was loading
    if (input.value !== input.defaultValue) this.ask();
  }

  element(name, attributes) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  }

  get options() {
    return [...this.list.children];
  }

  listen() {
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // the box keeps the focus, or the list would close before the click is done
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  ask() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    const typed = this.input.value.trim();
    if (typed.length < FEWEST_LETTERS) {
      this.close();
      return;
    }
    this.waiting = setTimeout(() => this.fetch(typed), AFTER_TYPING);
  }

  async fetch(typed) {
    this.asked = new AbortController();
    const address = new URL(this.input.dataset.suggestions, window.location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
    } catch {
      // without an answer the box is a box like any other
      this.close();
    }
  }

  show({ suggestions, told }) {
    if (document.activeElement !== this.input) return;
    this.list.replaceChildren(...suggestions.map((suggestion, number) => this.option(suggestion, number)));
    this.choose(-1);
    this.open(suggestions.length > 0);
    this.status.textContent = told;
  }

  option({ text, about }, number) {
    const option = this.element("li", { role: "option", id: `${this.list.id}-${number}`, class: "lo-suggestions__option" });
    option.dataset.text = text;
    option.append(Object.assign(this.element("span", { dir: "auto" }), { textContent: text }));
    if (about) {
      const told = this.element("span", { class: "lo-suggestions__about" });
      told.textContent = about;
      option.append(" ", told);
    }
    return option;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.choose(-1);
    this.open(false);
    this.status.textContent = "";
  }

  choose(number) {
    this.chosen = number;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = this.options[number];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  take(option) {
    this.input.value = option.dataset.text;
    this.close();
    this.input.focus();
  }

  key(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.ask();
    } else if (event.key === "Enter" && isOpen && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.options[this.chosen]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  // Past either end stands the box itself.
  move(step) {
    const places = this.options.length + 1;
    this.choose(((this.chosen + 1 + step + places) % places) - 1);
  }
}

export function suggest(input) {
  return new Suggestions(input);
}
