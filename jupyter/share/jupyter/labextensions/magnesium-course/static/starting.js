// The bar over a lesson: one press runs it, and it says how far that is, when all is ready, and
// when Python was restarted. Nothing runs without a press.
import { Connection } from "./connection.js";
import { element } from "./element.js";
import { isLocked } from "./locking.js";
import { restored } from "./models.js";

const WIDGET = "application/vnd.jupyter.widget-view+json";
const START = "Start this lesson", AGAIN = "Start again";
const STATES = {
  still: { text: "Pictures and questions stand still until you start the lesson.", button: START },
  running: { text: "Starting …" },
  ready: { text: "Ready. All controls and questions work." },
  restarted: {
    text: "Python was restarted, so the controls do not answer. Your answers are kept.",
    button: AGAIN,
  },
  dead: {
    text: "Python has stopped, so the controls do not answer. Your answers are kept.",
    button: AGAIN,
  },
  lost: {
    text:
      "The connection to Python is lost, so the controls do not answer. Your answers so far are " +
      "kept. Wait: this line says when it is back. If you have ended the course, start it again.",
  },
  failed: { text: "A cell ended in an error, and those below it did not run.", button: AGAIN },
};
const ENDED = { restarting: "restarted", autorestarting: "restarted", dead: "dead" };

export class StartBar {
  constructor(panel, { NotebookActions, Widget }) {
    Object.assign(this, { panel, actions: NotebookActions, session: panel.sessionContext, ran: 0 });
    this.widget = this.makeWidget(Widget);
    this.beginAnew();
    this.watch();
    this.look();
  }

  makeWidget(Widget) {
    this.said = element("span", { role: "status", tabIndex: -1 });
    this.progress = element("progress", { ariaLabel: "Cells that have run" });
    this.count = element("span");
    this.button = element("button", { className: "course-press", onclick: () => this.start() });
    this.close = element("button", {
      textContent: "×", ariaLabel: "Close this line", onclick: () => this.hide(),
    });
    this.line = element("div", { className: "course-line" });
    this.line.append(this.button, this.said, this.progress, this.count, this.close);
    const node = element("div", { className: "course-start", role: "region" });
    node.ariaLabel = "Start of the lesson";
    node.append(this.line);
    return new Widget({ node });
  }

  show(state) {
    const { text, button } = STATES[state];
    this.state = state;
    this.panel.node.dataset.course = state;
    this.said.textContent = text;
    this.button.textContent = button;
    this.button.hidden = !button;
    this.progress.hidden = this.count.hidden = state !== "running";
    this.close.hidden = state !== "ready";
    this.panel.contentHeader.addWidget(this.widget);
    this.fit();
  }

  hide() {
    this.widget.parent = null;
    this.panel.content.activeCell?.node.focus({ preventScroll: true });
  }

  // The line may wrap; the box around it has the height that it is told.
  fit() {
    this.sized ??= new ResizeObserver(() => {
      this.widget.node.style.minHeight = `${this.line.offsetHeight}px`;
      this.panel.contentHeader.fit();
    });
    this.sized.observe(this.line);
  }

  // JupyterLab draws no widget in what is not trusted, so its stored picture and words stand there
  // until Python knows the card; else each would say that there was an error.
  standStill() {
    this.trusted = [...this.panel.content.model.cells].filter(({ trusted }) => trusted);
    this.trust(false);
  }

  // All cells are as they were stored.
  beginAnew() {
    this.standStill();
    this.show("still");
  }

  trust(yes) {
    const { model } = this.panel.content;
    const { dirty } = model;
    for (const cell of this.trusted) cell.trusted = yes;
    model.dirty = dirty; // nothing was changed that could be saved
  }

  watch() {
    this.session.statusChanged.connect((_, status) => this.onStatus(status));
    const connection = new Connection({
      lost: () => this.lose(),
      back: () => this.comeBack(),
      reconnect: () => this.session.session?.kernel?.reconnect(),
    });
    this.session.kernelChanged.connect((_, { oldValue, newValue }) => {
      connection.begin();
      if (oldValue && !newValue) this.onStatus("dead");
      else this.look();
    });
    this.session.connectionStatusChanged.connect((_, status) => connection.become(status));
    this.actions.executed.connect(this.onExecuted, this);
    this.actions.selectionExecuted.connect(this.onAllExecuted, this);
    this.panel.disposed.connect(() => {
      this.actions.executed.disconnect(this.onExecuted, this);
      this.actions.selectionExecuted.disconnect(this.onAllExecuted, this);
      this.sized.disconnect();
      connection.stop();
    });
  }

  lose() {
    this.before = this.state;
    this.show("lost");
  }

  // Python may have gone on, or it may be another one.
  async comeBack() {
    if (this.before === "still") return this.show("still");
    this.show("restarted");
    return this.look();
  }

  onStatus(status) {
    const last = this.state === "lost" ? this.before : this.state;
    if (ENDED[status] && last !== "still" && !this.isRenewing) this.show(ENDED[status]);
  }

  onExecuted(_, { notebook, cell }) {
    if (notebook !== this.panel.content || cell.model.type !== "code") return;
    this.ran += 1;
    if (this.state === "running") this.tick(this.done + 1);
    else if (this.state !== "ready") this.look();
  }

  // Run All from a menu leaves JupyterLab's focus on the last cell, and says nothing.
  onAllExecuted(_, { notebook }) {
    if (notebook !== this.panel.content) return;
    const ranAll = this.ran >= this.code.length;
    this.ran = 0;
    const isPresented = notebook.node.classList.contains("course-stage");
    if (ranAll && this.state !== "running" && !isPresented) setTimeout(() => this.toTop());
  }

  toTop() {
    const notebook = this.panel.content;
    notebook.activeCellIndex = 0;
    notebook.scrollToItem(0);
    if (this.widget.isAttached) this.said.focus({ preventScroll: true });
  }

  get code() {
    return this.panel.content.widgets.filter(({ model }) => model.type === "code");
  }

  tick(done) {
    this.done = done;
    this.progress.value = done;
    this.count.textContent = `${done} of ${this.progress.max}`;
  }

  // A lesson is ready if all of it has run and Python knows each of its cards, whoever ran it: this
  // bar, a menu, or the page before it was loaded anew. (That page may have been left in the middle
  // of a run: then the file lacks the cards of the rest.)
  async look() {
    if (!(await this.isReady()) || this.state === "running") return;
    this.trust(true);
    this.show("ready");
  }

  async isReady() {
    await this.session.ready;
    const ids = [...cardIds(this.panel.content)];
    const known = ids.length ? await this.known() : {};
    return this.hasRun && ids.length > 0 && ids.every((id) => id in known);
  }

  get hasRun() {
    return this.code.every((cell) => !isLocked(cell) || cell.model.executionCount);
  }

  async known() {
    try {
      const kernel = this.session.session?.kernel;
      const reply = await kernel?.requestCommInfo({ target_name: "jupyter.widget" });
      return reply?.content.comms ?? {};
    } catch {
      return {}; // Python ended meanwhile
    }
  }

  async start() {
    if (this.state === "running") return;
    const { panel, session } = this;
    const notebook = panel.content;
    if (this.state === "still") notebook.activeCellIndex = 0;
    notebook.activeCell?.node.focus({ preventScroll: true }); // the button goes
    this.progress.max = this.code.length;
    this.tick(0);
    this.show("running");
    await session.ready;
    if (!session.session?.kernel || session.session.kernel.status === "dead") await this.renew();
    await restored(session.session?.kernel);
    const ran = await this.actions.runCells(notebook, notebook.widgets, session);
    if (this.state === "running") this.show(ran ? "ready" : "failed");
  }

  // The person asked for it, so nobody need be told that Python was restarted.
  async renew() {
    this.isRenewing = true;
    await this.session.restartKernel().finally(() => (this.isRenewing = false));
  }
}

function* cardIds({ model }) {
  for (const { outputs } of model.cells)
    for (let at = 0; at < (outputs?.length ?? 0); at++) {
      const view = outputs.get(at).data[WIDGET];
      if (view) yield view.model_id;
    }
}
