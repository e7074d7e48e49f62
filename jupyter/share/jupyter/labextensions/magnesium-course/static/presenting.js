// Presents a lesson in JupyterLab itself: the live cells of one slide after the other, and nothing
// else. The cells stay where they are, so widgets, answers and code work as they always do.

import { element } from "./element.js";
import { explained } from "./explaining.js";
import { Fitting } from "./fitting.js";
import { Code } from "./folding.js";
import { restored } from "./models.js";
import { Notes } from "./notes.js";

const PAGES = {
  PageDown: 1, ArrowRight: 1, ArrowDown: 1, " ": 1, Home: -Infinity,
  PageUp: -1, ArrowLeft: -1, ArrowUp: -1, End: Infinity,
};
const HELP = {
  "Space, →, Page Down": "on", "←, Page Up": "back", "Home, End": "first and last step",
  "12 Enter": "to step 12", G: "all slides", S: "the answer, once the class has voted",
  N: "notes, in a window for your own screen", B: "black screen; any key brings the slide back",
  "?": "these keys", Esc: "close this, or end the talk",
};
const TYPED_INTO = "input, select, textarea, [contenteditable=true]";
const PRESSED = "button, summary, a";
const QUESTION = /^lesson\.(ask|exercise|predict)\(/gm;
const KEPT = "course-presenting"; // in the browser tab, so that a reload comes back

// What is on the screen at each step: a slide or subslide begins anew, a fragment is one step
// more of the same slide, `-` comes with the cell before, skip and notes are left out. Of several
// questions in a cell each has a step of its own: `parts` tells which is on, by the cell's id.
function steps(cells) {
  const found = [];
  for (const cell of cells) {
    const kind = cell.model.getMetadata("slideshow")?.slide_type ?? "-";
    if (kind === "skip" || kind === "notes") continue;
    if (kind === "fragment" && found.length) found.push({ ...found.at(-1) });
    else if (kind !== "-" || !found.length) found.push({ cells: [], parts: {} });
    const step = found.at(-1);
    step.shown = step.cells.push(cell);
    const questions = cell.model.sharedModel.source.match(QUESTION)?.length ?? 0;
    for (let part = 1; questions > 1 && part <= questions; part++) {
      if (part > 1) found.push({ ...found.at(-1) });
      found.at(-1).parts = { ...step.parts, [cell.model.id]: part };
    }
  }
  return found;
}

// The cells that a step adds to the one before: all of them, if it begins a slide.
function newIn(step, before) {
  const isSame = before?.cells === step.cells;
  const added = step.cells.slice(isSame ? before.shown : 0, step.shown);
  return added.length ? added : step.cells.slice(step.shown - 1, step.shown); // its next question
}

function button(textContent, title, onclick) {
  return element("button", { textContent, title, ariaLabel: title, onclick });
}

function titleOf({ cells }) {
  const words = cells[0].node.querySelector(":is(h1, h2, h3), p, .course-card")?.textContent ?? "";
  return words.replace("¶", "").trim().slice(0, 60);
}

class Presentation {
  constructor(app, panel, { at, since = Date.now() } = {}) {
    const notebook = panel.content;
    Object.assign(this, { app, panel, notebook, since, first: at, typed: "" });
    this.code = new Code(notebook);
    this.stage = notebook.node;
    this.fitting = new Fitting(this.stage);
    this.steps = steps(notebook.widgets);
    this.notes = new Notes(app.serviceManager.contents, panel.context.path);
    this.bar = this.makeBar();
    this.box = element("dialog", { className: "course-box" });
    this.grown = new ResizeObserver(() => this.fitting.fits() || this.fit());
    this.heard = {
      keydown: (event) => this.onKey(event),
      click: (event) => this.onClick(event),
      resize: () => this.fit(),
      // Text on a slide is not opened for editing by a double click.
      dblclick: (event) => event.target.closest(".jp-MarkdownCell") && event.stopPropagation(),
    };
  }

  makeBar() {
    this.place = element("span", { role: "status" });
    this.clock = element("span", { title: "Minutes since the start" });
    this.answer = element("button", { textContent: "Answer", title: "Show the answer (S)",
      onclick: () => this.showAnswer() });
    return element("div", { className: "course-bar" },
      this.clock,
      button("‹", "Back (Page Up, left arrow)", () => this.turn(-1)),
      this.place,
      button("›", "On (Page Down, right arrow, space)", () => this.turn(1)),
      this.answer,
      element("button", { textContent: "Code", onclick: () => this.code.toggle() }),
      button("?", "Keys (?)", () => this.help()),
      element("button", { textContent: "End", title: "Back to the notebook (Esc)", onclick: () => this.end() }),
    );
  }

  start() {
    const { notebook, stage } = this;
    this.codeBefore = this.code.isShown;
    this.configBefore = notebook.notebookConfig;
    // Whatever a person has set: cells out of sight must be in the page, they are the next slides.
    notebook.notebookConfig = { ...this.configBefore, windowingMode: "none" };
    let around = stage;
    while ((around = around.parentElement) !== document.body) around.classList.add("course-around");
    stage.classList.add("course-stage");
    document.body.append(this.bar, this.box);
    for (const [event, react] of Object.entries(this.heard))
      window.addEventListener(event, react, true); // before JupyterLab's own listeners
    this.grown.observe(this.fitting.slide);
    this.tick();
    this.ticking = setInterval(() => this.tick(), 5000);
    const selected = this.steps.findIndex(({ cells }) => cells.includes(notebook.activeCell));
    this.show(Math.max(0, this.first ?? selected));
  }

  tick() {
    this.clock.textContent = `${Math.floor((Date.now() - this.since) / 60_000)} min`;
  }

  turn(pages) {
    if (Number.isFinite(pages) && this.fitting.scroll(pages)) return;
    this.show(this.at + pages);
  }

  show(wanted) {
    const at = (this.at = Math.min(Math.max(wanted, 0), this.steps.length - 1));
    const { cells, shown, parts } = this.steps[at];
    this.notebook.mode = "command";
    this.notebook.activeCellIndex = this.notebook.widgets.indexOf(cells[0]);
    for (const cell of this.notebook.widgets) {
      const place = cells.indexOf(cell);
      cell.node.classList.toggle("course-on-slide", place >= 0 && place < shown);
      cell.node.dataset.coursePart = parts[cell.model.id] ?? "";
    }
    document.activeElement?.blur(); // a control that is out of sight gets no more keys
    this.type("");
    const { since } = this;
    sessionStorage.setItem(KEPT, JSON.stringify({ path: this.panel.context.path, at, since }));
    this.fit();
    this.tell();
  }

  // The notes of what is new on the slide, and whether there is an answer to show.
  async tell() {
    const step = this.steps[this.at];
    const noted = await this.notes.of(newIn(step, this.steps[this.at - 1]), step.parts);
    if (step !== this.steps[this.at]) return; // turned on meanwhile
    this.solution = noted.answer;
    this.answer.hidden = !noted.answer;
    const next = this.steps[this.at + 1];
    const after = next ? `Next: ${titleOf(next)}` : "This is the last step.";
    this.notes.show(`${this.place.textContent} · ${this.clock.textContent}`, noted.text, after);
  }

  fit() {
    const { cells, shown } = this.steps[this.at];
    this.fitting.fit(cells.slice(0, shown));
  }

  // --- keys and links

  onKey(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest(".jp-Dialog")) return;
    // A remote clicker's Page keys turn the page from everywhere; other keys stay with a control.
    if (!this.isBlack && !key.startsWith("Page") && this.belongsTo(target, event)) return;
    event.stopImmediatePropagation(); // JupyterLab would take a letter for a shortcut
    if (this.isBlack) {
      event.preventDefault();
      return this.blacken(false);
    }
    if (key === "Escape") return this.escape(target);
    if (this.command(key)) event.preventDefault();
  }

  command(key) {
    if (key in PAGES) this.turn(PAGES[key]);
    else if (/^\d$/.test(key)) this.type(this.typed + key);
    else if (key === "Enter" && this.typed) this.show(Number(this.typed) - 1);
    else if (key.toLowerCase() === "b") this.blacken(true);
    else if (key.toLowerCase() === "g") this.overview();
    else if (key.toLowerCase() === "s") this.showAnswer();
    else if (key.toLowerCase() === "n") this.openNotes();
    else if (key === "?") this.help();
    else return false;
    if (key in PAGES) this.box.close();
    return true;
  }

  escape(target) {
    if (this.box.open) this.box.close();
    else if (this.typed) this.type("");
    else if (target.closest(TYPED_INTO)) target.blur();
    else this.end();
  }

  type(digits) {
    this.typed = digits;
    const now = `${this.at + 1} / ${this.steps.length}`;
    this.place.textContent = digits ? `to ${digits} …` : now;
  }

  belongsTo(target, { key, shiftKey }) {
    if (target.closest(TYPED_INTO)) return key !== "Escape";
    if (key === "Enter" && this.typed) return false;
    if (target.closest(PRESSED) && (key === " " || key === "Enter")) return true;
    return key === "Tab" || /^F\d/.test(key) || (key === "Enter" && shiftKey);
  }

  onClick(event) {
    if (this.isBlack) return this.blacken(false);
    const link = event.target.closest?.("a[href]");
    if (!link || !this.stage.contains(link)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.explain(link);
  }

  get isBlack() {
    return document.body.classList.contains("course-black");
  }

  blacken(isBlack) {
    document.body.classList.toggle("course-black", isBlack);
  }

  // --- what is said over a slide

  say(title, ...parts) {
    const close = element("button", { textContent: "Close", onclick: () => this.box.close() });
    this.box.replaceChildren(element("h2", { textContent: title }), ...parts, close);
    this.box.ariaLabel = title;
    this.box.show();
    this.box.focus();
  }

  async explain(link) {
    const { contents } = this.app.serviceManager;
    const { title, text, address } = await explained(link, contents, this.panel.context.path);
    const open = { href: address, target: "_blank", rel: "noopener", textContent: address };
    this.say(title, element("p", { textContent: text }), ...(address ? [element("a", open)] : []));
  }

  showAnswer() {
    if (this.solution) this.say("Answer", element("div", { innerHTML: this.solution }));
  }

  openNotes() {
    if (this.notes.open((event) => this.onKey(event))) this.tell();
    else this.say("Notes", element("p", { textContent: "The browser let no window open. Allow it." }));
  }

  help() {
    const lines = Object.entries(HELP).map(([keys, what]) =>
      element("li", {}, element("kbd", { textContent: keys }), ` ${what}`),
    );
    this.say("Keys", element("ul", {}, ...lines));
  }

  overview() {
    const starts = this.steps.map((step, at) => ({ step, at }))
      .filter(({ step: { cells }, at }) => cells !== this.steps[at - 1]?.cells);
    const lines = starts.map(({ step, at }) => {
      const onclick = () => (this.box.close(), this.show(at));
      return element("button", { textContent: `${at + 1}  ${titleOf(step)}`, onclick });
    });
    this.say("All slides", element("div", { className: "course-slides" }, ...lines));
  }

  end() {
    for (const [event, react] of Object.entries(this.heard))
      window.removeEventListener(event, react, true);
    clearInterval(this.ticking);
    sessionStorage.removeItem(KEPT);
    this.grown.disconnect();
    this.notes.close();
    this.bar.remove();
    this.box.remove();
    this.stage.classList.remove("course-stage");
    this.code.toggle(this.codeBefore);
    this.notebook.notebookConfig = this.configBefore;
    for (const around of document.querySelectorAll(".course-around"))
      around.classList.remove("course-around");
    this.notebook.scrollToItem(this.notebook.activeCellIndex);
  }
}

// `bar` is the start bar of a lesson; any other notebook has none and is run each time.
export async function present(app, panel, bar, kept) {
  await panel.context.ready;
  new Presentation(app, panel, kept).start();
  if (await bar?.isReady()) return;
  await panel.sessionContext.ready;
  await restored(panel.sessionContext.session?.kernel);
  await app.commands.execute("notebook:run-all-cells");
}

const isNotebook = (panel) => Boolean(panel?.sessionContext && panel.content?.widgets);

// The address .../tree/<notebook>?present opens the notebook and presents it at once; a reload
// goes on where the talk was.
export function presentAddressed(app, barOf) {
  const { pathname, search } = window.location;
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  const addressed = new URLSearchParams(search).has("present");
  if (!kept && !addressed) return;
  const isMeant = (path) =>
    addressed ? decodeURIComponent(pathname).endsWith(`/${path}`) : path === kept.path;
  const look = () => {
    const panel = app.shell.currentWidget;
    if (!isNotebook(panel) || !isMeant(panel.context.path)) return;
    app.shell.currentChanged.disconnect(look);
    present(app, panel, barOf(panel), kept?.path === panel.context.path ? kept : undefined);
  };
  app.shell.currentChanged.connect(look);
}
