// Code that only shows a card is folded (`jupyter.source_hidden`), and one switch shows it all.
const SHOWN = "course-code-shown";
const isFolded = (cell) => cell.model.getMetadata("jupyter")?.source_hidden;

export class Code {
  constructor(notebook) {
    this.notebook = notebook;
  }

  get isShown() {
    return this.notebook.node.classList.contains(SHOWN);
  }

  toggle(shown = !this.isShown) {
    this.notebook.node.classList.toggle(SHOWN, shown);
    for (const cell of this.notebook.widgets.filter(isFolded)) {
      cell.syncCollapse = false; // what is stored stays folded
      cell.inputHidden = !shown;
    }
  }
}
