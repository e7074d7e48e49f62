// What the guide says of each slide, for the presenter's own screen, and the answer to each question.
// `python start.py instructor` makes the file: by the id of a cell, for each of its parts.

import { element } from "./element.js";

const STYLE = `
  body { margin: 1.5rem; font: 1.15rem/1.45 sans-serif; }
  header { font-weight: 600; }
  table { border-collapse: collapse; }
  td, th { padding: 0.25rem 0.5rem; border: 1px solid #888; text-align: left; }
  footer { margin-top: 1.5rem; color: #555; }`;
const NONE = "There are no notes for this step.";

// The file of a notebook at this path. It is looked for in its folder first: a page without slides of
// its own has none, and the browser would report what is asked for and missing as an error.
async function read(contents, path) {
  const course = path.split("/").slice(0, -2); // the lessons lie in a folder of it
  const folder = [...course, "instructor", "notes"].join("/");
  const name = path.split("/").at(-1).replace(/\.ipynb$/, ".json");
  const file = (await contents.get(folder)).content.find((entry) => entry.name === name);
  if (!file) return {};
  const { content } = await contents.get(file.path, { type: "file", format: "text", content: true });
  return JSON.parse(content);
}

export class Notes {
  constructor(contents, path) {
    this.cells = read(contents, path).catch(() => ({}));
  }

  // Notes and answer of some cells; of a cell with several questions, those of the part that is on.
  async of(cells, parts) {
    const noted = await this.cells;
    const found = cells.map(({ model }) => noted[model.id]?.[(parts[model.id] ?? 1) - 1] ?? {});
    const texts = found.map(({ text }) => text).filter(Boolean);
    return { text: texts.join(""), answer: found.findLast(({ answer }) => answer)?.answer };
  }

  get isOpen() {
    return Boolean(this.window && !this.window.closed);
  }

  // Tells whether the browser let a window open.
  open(onKey) {
    if (!this.isOpen) {
      this.window = window.open("", "course-notes", "popup,width=720,height=640");
      if (!this.window) return false;
      const { document } = this.window;
      document.head.replaceChildren(element("style", { textContent: STYLE }));
      document.title = "Notes";
      this.window.addEventListener("keydown", onKey);
    }
    this.window.focus();
    return true;
  }

  show(where, text, after) {
    if (!this.isOpen) return;
    const main = element("main", { textContent: NONE });
    if (text) main.innerHTML = text;
    const header = element("header", { textContent: where });
    const footer = element("footer", { textContent: after });
    this.window.document.body.replaceChildren(header, main, footer);
  }

  close() {
    if (this.isOpen) this.window.close();
  }
}
