// Buttons that bring along what their fields hold at this moment: what was typed or chosen last may
// still be on its way.
const HELD = ["index", "value", "typed"]; // of a list, of a box or a slider, of a number's box
const LOOK = "jupyter-widgets jupyter-button widget-button";

export default {
  async render({ model, el }) {
    const fields = await Promise.all(
      model.get("fields").map((id) => model.widget_manager.get_model(id.replace("IPY_MODEL_", ""))),
    );
    const held = (field) => Object.fromEntries(HELD.map((name) => [name, field.get(name)]));
    const buttons = model.get("names").map((_, pressed) => {
      const className = pressed === 0 && model.get("primary") ? `${LOOK} mod-primary` : LOOK;
      const onclick = () => model.send({ pressed, held: fields.map(held) });
      return element("button", { type: "button", className, onclick });
    });
    el.classList.add("course-presses");
    el.append(...buttons);
    const show = () => {
      for (const [at, button] of buttons.entries()) {
        button.textContent = button.title = model.get("names")[at];
        button.disabled = model.get("disabled");
      }
    };
    show();
    model.on("change:names change:disabled", show);
  },
};
