// Two buttons for the learner's answers: a file to keep, and such a file brought back.
function button(text, act) {
  const made = Object.assign(document.createElement("button"), { textContent: text });
  made.className = "jupyter-widgets jupyter-button widget-button";
  made.addEventListener("click", act);
  return made;
}

function download({ name, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export default {
  render({ model, el }) {
    const tell = (message) => {
      try {
        model.send(message);
      } catch {
        // The kernel was restarted: the card's sentence says what to do when a button is pressed.
      }
    };
    const picker = Object.assign(document.createElement("input"), { type: "file", hidden: true });
    picker.addEventListener("change", async () => {
      const [file] = picker.files;
      if (!file) return;
      // A huge file would only hold up the page; Python says what is wrong with it.
      const text = file.size > model.get("largest") ? "" : await file.text();
      tell({ act: "bring back", name: file.name, size: file.size, text });
      picker.value = ""; // the same file can be chosen once more
    });
    const save = button("Save my progress", () => tell({ act: "save" }));
    const bring = button("Bring it back", () => picker.click());
    el.classList.add("course-buttons");
    el.append(save, bring, picker);
    model.on("msg:custom", download);

    // Other lessons may have written answers while this one was out of sight.
    const seen = new IntersectionObserver(([{ isIntersecting }]) => {
      if (isIntersecting) tell({ act: "look again" });
    });
    seen.observe(el);
    return () => {
      seen.disconnect();
      model.off("msg:custom", download);
    };
  },
};
