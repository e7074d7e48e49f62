// One number: a range input to drag or step, and a text box that takes whatever is typed.
function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

export default {
  render({ model, el }) {
    const unit = model.get("unit");
    const text = model.get("description") + (unit ? ` (${unit})` : "");
    const label = element("label", { textContent: text });
    const box = element("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
    const slider = element("input", { type: "range" });
    slider.setAttribute("aria-label", text);
    label.append(box);
    el.classList.add("course-number");
    el.append(label, slider);

    const show = () => {
      for (const [property, trait] of [["min", "low"], ["max", "high"], ["step", "step"]])
        slider[property] = model.get(trait);
      slider.value = model.get("value");
      // Three decimals are enough to read; this also hides binary rounding such as 0.30000000000000004.
      box.value = String(Math.round(model.get("value") * 1000) / 1000);
    };
    show();
    model.on("change:value change:low change:high", show);
    slider.addEventListener("input", () => {
      box.value = slider.value;
      model.set("value", slider.valueAsNumber);
      model.save_changes();
    });
    box.addEventListener("change", () => model.send({ entry: box.value })); // Enter: see status.js
  },
};
