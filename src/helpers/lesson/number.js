// One number: a range input to drag or step, and a text box that takes whatever is typed.
function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// An hour of the day as a clock shows it; of other numbers three decimals are enough to read, and
// rounding hides binary remainders such as 0.30000000000000004.
function written(value, clock) {
  const minutes = Math.round(value * 60);
  const two = (number) => String(number).padStart(2, "0");
  return clock
    ? `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    : String(Math.round(value * 1000) / 1000);
}

export default {
  render({ model, el }) {
    const unit = model.get("unit");
    const text = model.get("description") + (unit ? ` (${unit})` : "");
    const label = element("label", { textContent: text });
    const inputMode = model.get("clock") ? "text" : "decimal"; // a keyboard with a colon
    const box = element("input", { type: "text", inputMode, autocomplete: "off" });
    const slider = element("input", { type: "range" });
    slider.setAttribute("aria-label", text);
    label.append(box);
    el.classList.add("course-number");
    el.append(label, slider);

    const tell = (value) => {
      box.value = written(value, model.get("clock"));
      if (model.get("clock")) slider.setAttribute("aria-valuetext", box.value);
    };
    const show = () => {
      for (const [property, trait] of [["min", "low"], ["max", "high"], ["step", "step"]])
        slider[property] = model.get(trait);
      slider.value = model.get("value");
      tell(model.get("value"));
    };
    show();
    model.on("change:value change:low change:high", show);
    slider.addEventListener("input", () => {
      tell(slider.valueAsNumber);
      model.set("value", slider.valueAsNumber);
      model.save_changes();
    });
    box.addEventListener("change", () => model.send({ entry: box.value })); // Enter: see status.js
  },
};
