// What families will see of a listing, and how hard it reads, drawn again by the server while somebody writes. The
// button that opens the same in a tab of its own works without any of this.

const AFTER_TYPING = 800;

class LivePreview {
  constructor(form, section) {
    this.form = form;
    this.section = section;
    this.parts = [...document.querySelectorAll("[data-live]")];
    section.hidden = false;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      this.draw();
    }).observe(section);
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.draw(), AFTER_TYPING);
  }

  async draw() {
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.previewAt, {
        method: "POST",
        body: new FormData(this.form),
        signal: this.asked.signal,
        redirect: "error",
      });
      // 400 says what has to be put right first; anything else is no preview
      if (!answer.ok && answer.status !== 400) return;
      this.show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the next letter asks again
    }
  }

  show(page) {
    for (const part of this.parts) {
      const drawn = page.getElementById(part.dataset.live);
      if (!drawn) continue;
      for (const details of part.querySelectorAll("details[id]")) {
        const again = drawn.querySelector(`#${details.id}`);
        if (again) again.open = details.open;
      }
      part.replaceChildren(...[...drawn.childNodes].map((node) => document.adoptNode(node)));
    }
  }
}

const form = document.querySelector("[data-preview-at]");
const section = document.querySelector("[data-live-preview]");
if (form && section) new LivePreview(form, section);
