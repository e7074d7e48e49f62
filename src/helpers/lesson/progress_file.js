// Buttons for the learner's answers: a file to keep, such a file brought back, a page to print.
function button(text, act) {
  const made = Object.assign(document.createElement("button"), { textContent: text });
  made.className = "jupyter-widgets jupyter-button widget-button";
  made.addEventListener("click", act);
  return made;
}

function addressOf({ text, type }) {
  return URL.createObjectURL(new Blob([text], { type }));
}

function download(file) {
  const link = document.createElement("a");
  Object.assign(link, { href: addressOf(file), download: file.name }).click();
}

const WAITING =
  "Python is writing your record. If nothing comes, go back to the lesson and choose " +
  "Run › Run All Cells.";

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
    // A file that Python sends is for the page on which the button was pressed.
    let asked = false;
    const save = button("Save my progress", () => {
      asked = true;
      tell({ act: "save" });
    });
    const bring = button("Bring it back", () => picker.click());
    el.classList.add("course-buttons");
    el.append(save, bring, picker);

    // A browser opens a page only while a button is being pressed: first empty, then filled.
    let page = null;
    const record = button("Open my record", () => {
      page = window.open("");
      page?.document.write(WAITING);
      asked = true;
      tell({ act: "record" });
    });
    if (model.get("record")) el.append(record);
    model.on("msg:custom", (file) => {
      if (!asked) return;
      asked = false;
      if (file.type === "text/html" && page) page.location = addressOf(file);
      else download(file);
    });

    // Other lessons may have written answers while this one was out of sight.
    const seen = new IntersectionObserver(([{ isIntersecting }]) => {
      if (isIntersecting) tell({ act: "look again" });
    });
    seen.observe(el);
    return () => seen.disconnect();
  },
};
