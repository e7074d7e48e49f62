// A live region that stays in the page while its text changes, so that screen readers announce it.
const SILENT =
  "Python does not answer. It may be busy; if it was restarted, choose Run › Run All Cells " +
  "in the menu above and this part works again.";
const PATIENCE_MS = 4000;

export default {
  render({ model, el }) {
    el.setAttribute("role", "status");
    const update = () => {
      el.innerHTML = model.get("html");
      el.className = `course-status course-${model.get("kind")}`;
    };
    update();
    model.on("change:html change:kind", update);

    // Ask the kernel for a sign of life whenever the card is used: a restart leaves the page as it was.
    let waiting = null;
    const answered = () => {
      clearTimeout(waiting);
      waiting = null;
      if (el.textContent === SILENT) update();
    };
    const warn = () => {
      el.textContent = SILENT;
      el.className = "course-status course-problem";
    };
    const ask = () => {
      if (waiting) return;
      waiting = setTimeout(warn, PATIENCE_MS);
      model.send("alive?");
    };
    model.on("msg:custom", answered);
    const card = el.closest(".course-card") ?? el;
    for (const event of ["input", "change", "click"]) card.addEventListener(event, ask);
    return () => {
      answered();
      for (const event of ["input", "change", "click"]) card.removeEventListener(event, ask);
    };
  },
};
