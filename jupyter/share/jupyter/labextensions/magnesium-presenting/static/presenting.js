// Presents a lesson in JupyterLab itself: the live cells of one slide after the other, and nothing
// else. The cells stay where they are, so widgets, answers and code work as they always do.
// JupyterLab loads this file as it stands; the last lines are what a bundler would write.
{
  const NAME = "magnesium-presenting";
  const COMMAND = "magnesium:present";
  const STYLE = new URL("presenting.css", document.currentScript.src).href;
  const DESIGNED_FOR = { width: 1280, height: 720 };
  const [LARGEST, SMALLEST] = [2, 0.95]; // times the size of JupyterLab's own letters
  const PAGES = {
    PageDown: 1, ArrowRight: 1, ArrowDown: 1, " ": 1, Home: -Infinity,
    PageUp: -1, ArrowLeft: -1, ArrowUp: -1, End: Infinity,
  };
  const TYPED_INTO = "input, select, textarea, [contenteditable=true]";
  const PRESSED = "button, summary, a";
  const SOLVED_LIVE = "lesson.check("; // an exercise: the audience needs to see its code

  // What is on the screen at each step: a slide or subslide begins anew, a fragment is one step
  // more of the same slide, `-` comes with the cell before, skip and notes are left out.
  function steps(cells) {
    const found = [];
    for (const cell of cells) {
      const kind = cell.model.getMetadata("slideshow")?.slide_type ?? "-";
      if (kind === "skip" || kind === "notes") continue;
      if (kind === "fragment" && found.length) found.push({ ...found.at(-1) });
      else if (kind !== "-" || !found.length) found.push({ cells: [] });
      found.at(-1).shown = found.at(-1).cells.push(cell);
    }
    return found;
  }

  function button(textContent, title, onclick) {
    return Object.assign(document.createElement("button"), { textContent, title, onclick });
  }

  class Presentation {
    constructor(notebook) {
      this.notebook = notebook;
      this.stage = notebook.node;
      this.room = this.stage.querySelector(".jp-WindowedPanel-outer");
      this.slide = this.stage.querySelector(".jp-WindowedPanel-viewport");
      this.steps = steps(notebook.widgets);
      this.bar = this.makeBar();
      this.grown = new ResizeObserver(() => this.fits() || this.fit());
      this.heard = {
        keydown: (event) => this.onKey(event),
        resize: () => this.fit(),
        // Text on a slide is not opened for editing by a double click.
        dblclick: (event) => event.target.closest(".jp-MarkdownCell") && event.stopPropagation(),
      };
    }

    makeBar() {
      const bar = document.createElement("div");
      bar.className = "course-bar";
      this.place = document.createElement("span");
      this.place.setAttribute("role", "status");
      bar.append(
        button("‹", "Back (Page Up, left arrow)", () => this.go(-1)),
        this.place,
        button("›", "On (Page Down, right arrow, space)", () => this.go(1)),
        button("Code", "Show or hide the code", () => this.stage.classList.toggle("course-code")),
        button("End", "Back to the notebook (Esc)", () => this.end()),
      );
      return bar;
    }

    start() {
      let around = this.stage;
      while ((around = around.parentElement) !== document.body) around.classList.add("course-around");
      this.stage.classList.add("course-stage");
      for (const { model, node } of this.notebook.widgets)
        node.classList.toggle("course-solved-live", model.sharedModel.source.includes(SOLVED_LIVE));
      document.body.append(this.bar);
      for (const [event, react] of Object.entries(this.heard))
        window.addEventListener(event, react, true); // before JupyterLab's own listeners
      this.grown.observe(this.slide);
      const { activeCell } = this.notebook;
      this.show(Math.max(0, this.steps.findIndex(({ cells }) => cells.includes(activeCell))));
    }

    go(pages) {
      this.show(Math.min(Math.max(this.at + pages, 0), this.steps.length - 1));
    }

    show(at) {
      this.at = at;
      const { cells, shown } = this.steps[at];
      this.notebook.mode = "command";
      this.notebook.activeCellIndex = this.notebook.widgets.indexOf(cells[0]);
      for (const cell of this.notebook.widgets) {
        const place = cells.indexOf(cell);
        cell.node.classList.toggle("course-on-slide", place >= 0);
        cell.node.classList.toggle("course-later", place >= shown);
      }
      document.activeElement?.blur(); // a control that is out of sight gets no more keys
      this.place.textContent = `${at + 1} / ${this.steps.length}`;
      this.fit();
    }

    // As large as the slide allows; what does not fit even in the smallest size can be scrolled.
    fit() {
      const { width, height } = DESIGNED_FOR;
      const unit = Math.min(window.innerWidth / width, window.innerHeight / height);
      this.room.scrollTop = 0;
      for (let percent = LARGEST * 100; percent >= SMALLEST * 100; percent -= 5) {
        this.slide.style.setProperty("--course-scale", (percent / 100) * unit);
        if (this.fits()) return;
      }
    }

    fits() {
      const parts = this.slide.querySelectorAll(".course-on-slide :is(.jp-OutputArea, .jp-OutputArea-output, .course-card)");
      const isWide = (part) => part.scrollWidth > part.clientWidth + 1;
      const { height } = this.slide.getBoundingClientRect();
      return height <= this.room.clientHeight && ![...parts].some(isWide);
    }

    onKey(event) {
      const { key, target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest(".jp-Dialog")) return;
      // A remote clicker's Page keys turn the page from everywhere; other keys stay with a control.
      if (!key.startsWith("Page") && this.belongsTo(target, event)) return;
      event.stopImmediatePropagation(); // JupyterLab would take a letter for a shortcut
      if (key === "Escape" && target.closest(TYPED_INTO)) target.blur();
      else if (key === "Escape") this.end();
      if (!(key in PAGES)) return;
      event.preventDefault();
      this.go(PAGES[key]);
    }

    belongsTo(target, { key, shiftKey }) {
      if (target.closest(TYPED_INTO)) return key !== "Escape";
      if (target.closest(PRESSED) && (key === " " || key === "Enter")) return true;
      return key === "Tab" || /^F\d/.test(key) || (key === "Enter" && shiftKey);
    }

    end() {
      for (const [event, react] of Object.entries(this.heard))
        window.removeEventListener(event, react, true);
      this.grown.disconnect();
      this.bar.remove();
      this.stage.classList.remove("course-stage", "course-code");
      for (const around of document.querySelectorAll(".course-around"))
        around.classList.remove("course-around");
      this.notebook.scrollToItem(this.notebook.activeCellIndex);
    }
  }

  // Notebooks that were run for presenting, by their sessions, until Python starts anew.
  const ran = new WeakSet();
  const forget = (session, status) => {
    if (status !== "idle" && status !== "busy") ran.delete(session);
  };

  async function present(app, panel) {
    await panel.context.ready;
    new Presentation(panel.content).start();
    const session = panel.sessionContext;
    await session.ready;
    if (ran.has(session)) return;
    await app.commands.execute("notebook:run-all-cells");
    ran.add(session);
    session.statusChanged.connect(forget);
  }

  const isNotebook = (panel) => Boolean(panel?.sessionContext && panel.content?.widgets);

  // The address .../tree/<notebook>?present opens the notebook and presents it at once.
  function presentAddressed(app) {
    const { pathname, search } = window.location;
    if (!new URLSearchParams(search).has("present")) return;
    const look = () => {
      const panel = app.shell.currentWidget;
      if (!isNotebook(panel) || !decodeURIComponent(pathname).endsWith(`/${panel.context.path}`)) return;
      app.shell.currentChanged.disconnect(look);
      present(app, panel);
    };
    app.shell.currentChanged.connect(look);
  }

  function activate(app) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE }));
    app.commands.addCommand(COMMAND, {
      label: "Present This Lesson",
      isEnabled: () => isNotebook(app.shell.currentWidget),
      execute: () => present(app, app.shell.currentWidget),
    });
    presentAddressed(app);
  }

  // anywidget lets go for good of a widget that is not ready within two seconds: nothing that Python
  // sends reaches it any more. On a busy machine a lesson's dozens take longer.
  const PATIENCE_MS = 120_000;
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, Math.max(ms, PATIENCE_MS));

  const plugin = { id: `${NAME}:plugin`, autoStart: true, activate };
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB[NAME] = { init() {}, get: async () => () => ({ __esModule: true, default: plugin }) };
}
