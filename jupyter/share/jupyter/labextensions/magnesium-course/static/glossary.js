// A word of the glossary explains itself where it stands: on hover, on focus and on touch. The
// first touch explains, the second follows the link, as a press of Enter does.
import { element } from "./element.js";
import { inGlossary } from "./explaining.js";

const LINK = '.jp-RenderedMarkdown a[href*="00_start_here.ipynb"][href*="#"]';
const FILE = "00_start_here.ipynb";

export class Glossary {
  constructor(panel, contents) {
    this.contents = contents;
    this.known = new Map();
    this.path = panel.context.path.replace(/[^/]*$/, "") + FILE;
    const id = `course-tip-${panel.id}`;
    this.tip = element("div", { className: "course-tip", id, hidden: true });
    this.tip.setAttribute("role", "tooltip");
    document.body.append(this.tip); // a panel cuts off what reaches out of it
    panel.disposed.connect(() => this.tip.remove());
    const on = (event, act) => panel.node.addEventListener(event, act, true);
    on("pointerover", ({ target, pointerType }) => pointerType !== "touch" && this.explain(target));
    on("focusin", ({ target }) => this.explain(target));
    on("pointerout", ({ target }) => target.matches?.(LINK) && this.hide());
    on("focusout", () => this.hide());
    on("click", (event) => this.touch(event));
    on("keydown", (event) => event.key === "Escape" && this.hide());
    on("scroll", () => this.hide());
  }

  // What a term means, read once; "" where it cannot be read: then there is the link.
  meaning(anchor) {
    if (!this.known.has(anchor)) {
      const found = inGlossary(this.contents, this.path, anchor);
      this.known.set(anchor, found.then((term) => term?.text).catch(() => ""));
    }
    return this.known.get(anchor);
  }

  async explain(target) {
    const link = target.closest?.(LINK);
    if (!link || this.of === link) return;
    this.of = link;
    const text = await this.meaning(decodeURIComponent(link.href.split("#")[1]));
    if (!text || this.of !== link) return;
    this.tip.textContent = text;
    link.setAttribute("aria-describedby", this.tip.id);
    this.tip.hidden = false;
    this.place(link.getBoundingClientRect());
  }

  // Under the word, or over it where the window ends.
  place(word) {
    const { style, offsetHeight, offsetWidth } = this.tip;
    const below = word.bottom + 4;
    const fits = below + offsetHeight < innerHeight;
    style.top = `${fits ? below : word.top - offsetHeight - 4}px`;
    style.left = `${Math.max(4, Math.min(word.left, innerWidth - offsetWidth - 4))}px`;
  }

  hide() {
    this.of?.removeAttribute("aria-describedby");
    this.of = null;
    this.tip.hidden = true;
  }

  touch(event) {
    const link = event.target.closest?.(LINK);
    if (!link) return this.hide();
    if (event.pointerType !== "touch" || (this.touched === link && !this.tip.hidden)) return;
    event.preventDefault();
    event.stopPropagation();
    this.touched = link;
    this.explain(link);
  }
}
