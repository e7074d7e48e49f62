// One labelled text box for each number of an exercise, in a fieldset that names them all.
export default {
  render({ model, el }) {
    const boxes = {};
    const row = ([name, text]) => {
      const placeholder = model.get("placeholders")[name];
      boxes[name] = element("input", { type: "text", autocomplete: "off", placeholder });
      return element("label", {}, element("span", { textContent: text }), boxes[name]);
    };
    const legend = element("legend", { textContent: "Your answers" });
    const rows = Object.entries(model.get("labels")).map(row);
    const group = element("fieldset", { className: "course-answers" }, legend, ...rows);
    group.setAttribute("aria-label", model.get("description"));
    el.append(group);

    const show = () => {
      for (const [name, box] of Object.entries(boxes)) box.value = model.get("value")[name] ?? "";
    };
    show();
    model.on("change:value", show);
    el.addEventListener("change", () => {
      const typed = Object.entries(boxes).map(([name, box]) => [name, box.value]);
      model.set("value", Object.fromEntries(typed));
      model.save_changes();
    });
  },
};
