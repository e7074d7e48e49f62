// Check boxes in a fieldset: its legend names them all, and each heading a group of them.
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export default {
  render({ model, el }) {
    const boxes = [];
    const box = ([text, value]) => {
      boxes.push(element("input", { type: "checkbox", value }));
      return element("label", {}, boxes.at(-1), text);
    };
    const group = ([heading, options]) => {
      const labels = Object.entries(options).map(box);
      if (!heading) return element("div", {}, ...labels);
      const named = element("div", { role: "group", ariaLabel: heading });
      named.append(element("div", { className: "course-heading", textContent: heading }), ...labels);
      return named;
    };
    const legend = element("legend", { textContent: model.get("description") });
    const groups = Object.entries(model.get("groups")).map(group);
    el.append(element("fieldset", { className: "course-checks" }, legend, ...groups));

    const show = () => boxes.forEach((box) => (box.checked = model.get("value").includes(box.value)));
    show();
    model.on("change:value", show);
    el.addEventListener("change", () => {
      model.set("value", boxes.filter((box) => box.checked).map((box) => box.value));
      model.save_changes();
    });
  },
};
