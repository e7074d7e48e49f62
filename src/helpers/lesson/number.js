// One number: a range input to drag or step, a text box that takes whatever is typed, a list of
// units where there are several, and beside them what does not fit or a question about the unit.

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
    const units = model.get("units");
    const name = model.get("description");
    const inUnit = () => name + (model.get("unit") ? ` (${model.get("unit")})` : "");
    const label = element("label", { textContent: units.length ? name : inUnit() });
    const inputMode = model.get("clock") ? "text" : "decimal"; // a keyboard with a colon
    const box = element("input", { type: "text", inputMode, autocomplete: "off" });
    const slider = element("input", { type: "range" });
    label.append(box);
    el.classList.add("course-number");
    el.append(label);
    const list = element("select", {}, ...units.map((unit) => new Option(unit)));
    list.setAttribute("aria-label", `Unit of ${name}`);
    if (units.length) el.append(list);
    const words = element("span");
    const take = element("button", { className: "jupyter-widgets jupyter-button widget-button" });
    const remark = element("div", { className: "course-remark", role: "status" }, words, take);
    el.append(slider, remark);

    const tell = (value) => {
      box.value = written(value, model.get("clock"));
      if (model.get("clock")) slider.setAttribute("aria-valuetext", box.value);
    };
    const show = () => {
      for (const [property, trait] of [["min", "low"], ["max", "high"], ["step", "step"]])
        slider[property] = model.get(trait);
      slider.value = model.get("value");
      slider.setAttribute("aria-label", inUnit());
      list.value = model.get("unit");
      tell(model.get("value"));
      if (model.get("problem")) box.value = model.get("entry");
    };
    const say = () => {
      const offer = model.get("offer");
      words.textContent = model.get("remark");
      take.textContent = `Use ${offer}`;
      take.hidden = !offer;
      remark.hidden = !model.get("remark");
      if (model.get("problem")) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    };
    show();
    say();
    model.on("change:value change:low change:high change:unit change:problem", show);
    model.on("change:remark change:offer change:problem", say);
    slider.addEventListener("input", () => {
      tell(slider.valueAsNumber);
      model.set({ value: slider.valueAsNumber, typed: null });
      model.save_changes();
    });
    // A box that is left after Enter reports a change again, with what has come to stand in it.
    let edited = false;
    box.addEventListener("input", () => (edited = true));
    box.addEventListener("change", () => { // Enter: see status.js
      if (!edited) return;
      edited = false;
      model.set("typed", box.value);
      model.save_changes();
    });
    // Else each code editor of the page would look where its cursor is, at each step.
    box.addEventListener("selectionchange", (event) => event.stopPropagation());
    list.addEventListener("change", () => model.send({ unit: list.value }));
    take.addEventListener("click", () => model.send({ unit: model.get("offer") }));
  },
};
