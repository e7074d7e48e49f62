// A button that brings along what its fields hold at this moment: what was typed or chosen last may
// still be on its way.
const HELD = ["index", "value", "typed"]; // of a list, of a box or a slider, of a number's box

export default {
  async render({ model, el }) {
    const fields = await Promise.all(
      model.get("fields").map((id) => model.widget_manager.get_model(id.replace("IPY_MODEL_", ""))),
    );
    const held = (field) => Object.fromEntries(HELD.map((name) => [name, field.get(name)]));
    const button = element("button", { type: "button" });
    el.append(button);
    const show = () => {
      const primary = model.get("primary") ? "mod-primary" : "";
      button.className = `jupyter-widgets jupyter-button widget-button ${primary}`;
      button.textContent = button.title = model.get("description");
      button.disabled = model.get("disabled");
    };
    show();
    model.on("change:description change:disabled", show);
    button.addEventListener("click", () => model.send(fields.map(held)));
  },
};
