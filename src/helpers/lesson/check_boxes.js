// Check boxes in a fieldset: its legend names them all, and each heading a group of them.
// Where there are many, a box above them takes a few letters and hides what has none of them.
const MANY = 12;

export default {
  render({ model, el }) {
    const boxes = [];
    const also = model.get("also");
    const box = ([text, value]) => {
      const input = element("input", { type: "checkbox", value });
      const label = element("label", {}, input, text);
      boxes.push({ input, label, words: `${text} ${also[value] ?? ""}`.toLowerCase() });
      return label;
    };
    const groups = Object.entries(model.get("groups")).map(([heading, options]) => {
      const labels = Object.entries(options).map(box);
      if (!heading) return element("div", {}, ...labels);
      const named = element("div", { role: "group", ariaLabel: heading });
      named.append(element("div", { className: "course-heading", textContent: heading }), ...labels);
      return named;
    });
    const name = model.get("description");
    const legend = element("legend", { textContent: name });
    const find = element("input", { type: "search", placeholder: "Type a few letters of a name" });
    find.setAttribute("aria-label", `Find in ${name}`);
    const none = element("div", { role: "status" });
    const search = boxes.length > MANY ? [find, none] : [];
    el.append(element("fieldset", { className: "course-checks" }, legend, ...search, ...groups));

    // What is ticked stays in sight, whatever is looked for.
    const sift = () => {
      const letters = find.value.trim().toLowerCase();
      for (const { input, label, words } of boxes)
        label.hidden = !input.checked && !words.includes(letters);
      for (const group of groups)
        group.hidden = [...group.querySelectorAll("label")].every((label) => label.hidden);
      const found = boxes.some(({ words }) => words.includes(letters));
      none.textContent = found
        ? ""
        : "Not in this list, which does not mean that it goes with magnesium: ask a pharmacist.";
    };
    const show = () => {
      for (const { input } of boxes) input.checked = model.get("value").includes(input.value);
      sift();
    };
    show();
    model.on("change:value", show);
    find.addEventListener("input", sift);
    el.addEventListener("change", (event) => {
      if (event.target === find) return;
      model.set("value", boxes.filter(({ input }) => input.checked).map(({ input }) => input.value));
      model.save_changes();
    });
  },
};
