// Stands in place of a card's content, not of its title, until its prediction is made, and keeps
// the rest of the section out of sight, for that would tell; style and print rules are in lesson.css.
const HEADING = ".jp-MarkdownCell:has(h1, h2, h3)";

// The cells below one, up to the next heading.
function* below(cell) {
  while ((cell = cell?.nextElementSibling) && !cell.matches(HEADING)) yield cell;
}

export default {
  render({ model, el }) {
    const mark = `course-later-${Math.random()}`; // its own: a cell may wait for two predictions
    let later = [];
    const cover = (cells) => {
      for (const cell of later) cell.classList.remove(mark);
      for (const cell of cells) cell.classList.add(mark);
      later = cells;
    };
    const show = () => {
      el.hidden = model.get("lifted");
      cover(el.hidden ? [] : [...below(el.closest(".jp-Cell"))]);
    };
    el.className = "course-cover";
    el.textContent = model.get("text");
    show();
    model.on("change:lifted", show);
    const placed = new ResizeObserver(show); // once it stands in its cell
    placed.observe(el);
    return () => {
      placed.disconnect();
      cover([]);
    };
  },
};
