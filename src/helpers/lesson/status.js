// A live region that stays in the page while its text changes, so that screen readers announce it.
// It also looks after its card: keys go to the card's controls, and a silent kernel is told.
const SILENT =
  "Python does not answer. It may be busy; if it was restarted, press Start again at the top, or " +
  "choose Run › Run All Cells in the menu, and this part works again.";
const QUIET_MS = 500, PATIENCE_MS = 4000;

// JupyterLab takes plain keys (arrows, Enter, letters) as shortcuts, even from a slider.
function keepKey(event) {
  const shortcut = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  event.target.toggleAttribute("data-lm-suppress-shortcuts", !shortcut);
}

// ipywidgets gives the options of one question no common name, so Tab would stop at each of them.
// Each card may have a copy of this module, so the count is the page's.
const next = () => (window.courseParts = (window.courseParts ?? 0) + 1);
function joinOptions(card) {
  for (const box of card.querySelectorAll(".widget-radio-box")) {
    box.dataset.group ??= `course-options-${next()}`;
    for (const option of box.querySelectorAll("input")) option.name = box.dataset.group;
  }
}

// Nor does it say to what a box, an option or a button belongs: to the first words of their card,
// its title or its question.
function nameParts(card) {
  const words = card.querySelector(".course-title, .widget-html-content");
  if (!words) return;
  words.id ||= `course-words-${next()}`;
  card.setAttribute("role", "group");
  card.setAttribute("aria-labelledby", words.id);
  const asked = card.querySelector(".course-claim") ?? words;
  asked.id ||= `course-words-${next()}`;
  for (const box of card.querySelectorAll(".widget-radio-box")) {
    const label = box.parentElement.querySelector(".widget-label");
    if (label) label.id ||= `course-label-${next()}`;
    box.setAttribute("role", "radiogroup");
    box.setAttribute("aria-labelledby", [label?.id, asked.id].filter(Boolean).join(" "));
  }
  for (const part of card.querySelectorAll(".jupyter-button, .widget-text input"))
    part.setAttribute("aria-describedby", words.id);
}

export default {
  render({ model, el }) {
    el.setAttribute("role", "status");
    const update = () => {
      el.setAttribute("aria-live", model.get("spoken") ? "polite" : "off");
      el.innerHTML = model.get("html");
      el.className = `course-status course-${model.get("kind")}`;
    };
    update();
    model.on("change:html change:kind", update);

    // Once the card is on the page, its parts are there, too.
    const placed = new ResizeObserver(() => {
      const card = el.closest(".course-card");
      if (card) nameParts(card);
    });
    placed.observe(el);

    // Ask the kernel for a sign of life after the card is used, unless one of its sentences changes,
    // which is one: a restart leaves the page as it was. Not at once: the question would stand in
    // line before the answer that the reader waits for. Each sentence may have a copy of this
    // module, so they tell each other by events.
    let waiting = null;
    const sentences = () => [...(el.closest(".course-card")?.querySelectorAll(".course-status") ?? [])];
    const tell = (parts, what) => parts.forEach((part) => part.dispatchEvent(new Event(what)));
    const warn = () => {
      const said = sentences().filter((sentence) => sentence.textContent);
      tell(said.length ? said : [el], "course-silent");
    };
    const ask = () => {
      waiting = setTimeout(warn, PATIENCE_MS);
      try {
        model.send("alive?");
      } catch {
        warn(); // JupyterLab has seen the restart itself and closed the line
      }
    };
    const answered = () => {
      clearTimeout(waiting);
      waiting = null;
      if (el.textContent === SILENT) update();
    };
    el.addEventListener("course-silent", () => {
      el.textContent = SILENT;
      el.className = "course-status course-problem";
    });
    el.addEventListener("course-heard", answered);
    model.on("msg:custom change:html", () => tell(sentences(), "course-heard"));

    // On the window, before JupyterLab's own listeners; the card is not in the page yet.
    const hear = (event) => {
      const card = el.closest(".course-card");
      if (!card?.contains(event.target)) return;
      // A card with several sentences is looked after by its last one.
      if (el !== sentences().at(-1)) return;
      if (event.type !== "keydown") return (waiting ??= setTimeout(ask, QUIET_MS));
      keepKey(event);
      joinOptions(card);
      if (event.key === "Escape") card.closest(".jp-Cell")?.focus(); // arrow keys go on from there
      if (event.key !== "Enter" || !event.target.matches("input[type=text]")) return;
      // Inside JupyterLab the browser reports a change only when the box is left.
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
      card.querySelector("button.mod-primary")?.click();
    };
    const events = ["input", "change", "click", "keydown"];
    for (const event of events) window.addEventListener(event, hear, true);
    return () => {
      answered();
      placed.disconnect();
      for (const event of events) window.removeEventListener(event, hear, true);
    };
  },
};
