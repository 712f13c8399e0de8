// Reads the main part of a page aloud with the device's own voices, sentence by sentence, and marks each word as it is
// said. Nothing leaves the device: voices that a company's server speaks with are never used.

const SPEEDS = [0.6, 0.8, 1, 1.2, 1.5, 1.8];
const ORDINARY = 2;
const MARK = "lo-spoken";
const SILENT = [
  "[aria-hidden=true]",
  "[data-listen]",
  ".lo-guide__jump",
  ".govuk-visually-hidden",
  "button:not(.lo-word)",
  "input",
  "nav",
  "noscript",
  "script",
  "select",
  "style",
  "svg",
  "template",
  "textarea",
  "video",
].join(",");

const baseOf = (code) => code.toLowerCase().split(/[-_]/)[0];

// The voice for a language, of this device: for English one from here, where there is one.
function voiceFor(code) {
  const voices = window.speechSynthesis.getVoices();
  const own = voices.filter((voice) => voice.localService === true && baseOf(voice.lang) === baseOf(code));
  const fromHere = own.filter((voice) => /[-_]gb$/i.test(voice.lang));
  const best = fromHere.length ? fromHere : own;
  return best.find((voice) => voice.default) || best[0] || null;
}

function isShown(element) {
  return element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : element.getClientRects().length > 0;
}

function blockOf(element, root) {
  let block = element;
  while (block !== root && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  return block;
}

// The text of an element in the order of the page: one run for each block and language, which knows where each of its
// letters stands.
function runsOf(root) {
  const runs = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.matches(SILENT) || !isShown(node)) return NodeFilter.FILTER_REJECT;
    return node.tagName === "BR" ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  let run = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType !== Node.TEXT_NODE) {
      run = null;
      continue;
    }
    const block = blockOf(node.parentElement, root);
    const language = node.parentElement.closest("[lang]").lang;
    if (!run || run.block !== block || run.language !== language) {
      run = { block, language, text: "", parts: [] };
      runs.push(run);
    }
    run.parts.push({ node, from: run.text.length });
    run.text += node.data;
  }
  return runs.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function sentencesOf(run) {
  if (!Intl.Segmenter) return [{ run, from: 0, to: run.text.length }];
  const sentences = new Intl.Segmenter(run.language, { granularity: "sentence" }).segment(run.text);
  return [...sentences]
    .filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment))
    .map(({ segment, index }) => ({ run, from: index, to: index + segment.length }));
}

function rangeOf({ parts }, from, to) {
  const partAt = (at) => parts.findLast((part) => part.from <= at);
  const [first, last] = [partAt(from), partAt(Math.max(from, to - 1))];
  const range = document.createRange();
  range.setStart(first.node, from - first.from);
  range.setEnd(last.node, Math.min(to - last.from, last.node.length));
  return range;
}

function mark(run, from, to) {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.set(MARK, new window.Highlight(rangeOf(run, from, to)));
}

function unmark() {
  CSS.highlights?.delete(MARK);
}

function isOnScreen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

// Says sentences one after the other. Pausing ends the sentence and going on begins it again from the last word: some
// devices cannot hold a voice.
class Reader {
  constructor(root, gap, changed) {
    this.synthesis = window.speechSynthesis;
    this.root = root;
    this.gap = gap;
    this.changed = changed;
    this.speed = ORDINARY;
    this.state = "stopped";
    this.rewind();
  }

  rewind() {
    this.sentences = [];
    this.at = 0;
    this.letter = 0;
  }

  play() {
    if (this.state === "stopped") this.sentences = runsOf(this.root).flatMap(sentencesOf);
    this.turn("playing");
    this.say();
  }

  pause() {
    this.turn("paused");
    this.hush();
  }

  stop() {
    this.turn("stopped");
    this.hush();
    this.rewind();
    unmark();
  }

  change(by) {
    this.speed = Math.min(Math.max(this.speed + by, 0), SPEEDS.length - 1);
    if (this.state === "playing") {
      this.hush();
      this.say();
    }
  }

  turn(state) {
    this.state = state;
    this.changed(state);
  }

  hush() {
    // whatever the voice still reports belongs to nothing any more
    this.saying = null;
    this.synthesis.cancel();
  }

  say() {
    const sentence = this.sentences[this.at];
    if (!sentence) return this.stop();
    const voice = voiceFor(sentence.run.language);
    return voice ? this.read(sentence, voice) : this.leaveOut(sentence.run.language);
  }

  read({ run, from, to }, voice) {
    const start = from + this.letter;
    this.follow(run.block);
    mark(run, start, to);
    const saying = this.utter(run.text.slice(start, to), voice, () => {
      this.at += 1;
      this.letter = 0;
    });
    saying.addEventListener("boundary", ({ name, charIndex, charLength }) => {
      if (saying !== this.saying || name !== "word") return;
      const word = start + charIndex;
      this.letter = word - from;
      mark(run, word, word + (charLength || run.text.slice(word, to).search(/\s|$/)));
    });
  }

  // Bring what is said into sight, unless the reader has gone elsewhere meanwhile.
  follow(block) {
    const before = this.sentences[this.at - 1]?.run.block;
    if (!isOnScreen(block) && (!before || isOnScreen(before))) block.scrollIntoView({ block: "center" });
  }

  // No voice here has this language: say so once, and go on after it.
  leaveOut(language) {
    const voice = voiceFor(document.documentElement.lang);
    if (!voice) return this.stop();
    unmark();
    let next = this.at;
    while (this.sentences[next]?.run.language === language) next += 1;
    return this.utter(this.gap, voice, () => {
      this.at = next;
      this.letter = 0;
    });
  }

  utter(text, voice, afterwards) {
    const saying = new SpeechSynthesisUtterance(text);
    saying.voice = voice;
    saying.lang = voice.lang;
    saying.rate = SPEEDS[this.speed];
    const next = () => {
      if (saying !== this.saying) return;
      afterwards();
      this.say();
    };
    saying.addEventListener("end", next);
    saying.addEventListener("error", () => saying === this.saying && this.stop());
    this.saying = saying;
    this.synthesis.speak(saying);
    return saying;
  }
}

function button(text, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "lo-listen__button";
  made.textContent = text;
  made.addEventListener("click", pressed);
  return made;
}

// Fill the place that the page keeps for it; its data has the words, in the page's language.
export function listen(holder) {
  const said = JSON.parse(holder.dataset.words);
  const root = holder.closest("main");
  const speed = document.createElement("span");
  speed.className = "lo-listen__speed";
  speed.setAttribute("role", "status");
  const reader = new Reader(root, said.gap, (state) => {
    play.textContent = { playing: said.pause, paused: said.goOn, stopped: said.listen }[state];
    holder.classList.toggle("lo-listen--on", state !== "stopped");
    if (state === "stopped" && others.some((other) => other === document.activeElement)) play.focus();
    for (const other of others) other.hidden = state === "stopped";
    if (state === "stopped") speed.textContent = "";
  });
  const atSpeed = (by) => () => {
    reader.change(by);
    speed.textContent = `${said.speed} ${SPEEDS[reader.speed].toLocaleString(document.documentElement.lang, { numberingSystem: "latn" })}`;
  };
  const play = button(said.listen, () => (reader.state === "playing" ? reader.pause() : reader.play()));
  play.classList.add("lo-symbol", "lo-symbol--sound");
  const others = [
    button(said.stop, () => reader.stop()),
    button(said.slower, atSpeed(-1)),
    button(said.faster, atSpeed(1)),
  ];
  for (const other of others) other.hidden = true;
  holder.append(play, ...others, speed);
  holder.hidden = false;
  window.addEventListener("pagehide", () => reader.stop());
}
