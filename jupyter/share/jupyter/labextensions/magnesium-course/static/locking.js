// JupyterLab keeps a cell with `deletable: false` and `editable: false` from being deleted and typed
// into. What it leaves open is closed here: keys and a double click that move, retype, split, join or
// unfold a cell of the lesson, and dragging. Cells that a reader adds are the reader's own.
const READING = [
  "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Tab", "Escape", "Enter",
  "Shift", "Control", "Alt", "Meta",
];
const TYPED_INTO = "input, select, textarea, button, summary, a, [contenteditable=true]";

export const isLocked = (cell) => cell.model.getMetadata("deletable") === false;
const isEditable = (cell) => cell.model.getMetadata("editable") !== false;

export function unlock(panel) {
  for (const { model } of panel.content.widgets)
    for (const lock of ["deletable", "editable"]) model.deleteMetadata(lock);
  panel.node.classList.remove("course-locked");
}

export function guard(tracker) {
  const lessonAt = ({ target }) => {
    const panel = tracker.find(({ content }) => content.node.contains(target));
    const isPresented = panel?.content.node.classList.contains("course-stage");
    return !isPresented && panel?.node.classList.contains("course-locked") ? panel.content : null;
  };
  const stop = (event) => event.stopImmediatePropagation();
  const hear = (kind, isHarmful) =>
    // On the window, before JupyterLab's own listeners.
    window.addEventListener(kind, (event) => {
      const notebook = lessonAt(event);
      if (notebook && isHarmful(event, notebook)) stop(event);
    }, true);
  hear("keydown", (event, { activeCell }) =>
    activeCell && isLocked(activeCell) && changesTheLesson(event, activeCell));
  hear("dblclick", ({ target }, { widgets }) => {
    const text = target.closest(".jp-MarkdownCell");
    return text && isLocked(widgets.find(({ node }) => node === text));
  });
  hear("lm-dragenter", () => true);
}

function changesTheLesson(event, cell) {
  const { key, target, altKey, shiftKey } = event;
  const accel = event.ctrlKey || event.metaKey;
  if (altKey && key === "Enter") return true; // adds a cell
  if (accel && shiftKey && (key === "-" || key === "_")) return true; // splits
  if (target.closest(TYPED_INTO)) return false;
  if (accel && shiftKey) return key.startsWith("Arrow") || key.toLowerCase() === "m";
  if (accel) return key === "Backspace"; // joins
  if (shiftKey && key.startsWith("Arrow")) return true; // marks cells
  if (key === "Enter" && !shiftKey) return !isEditable(cell);
  return !READING.includes(key) && !/^F\d/.test(key);
}
