// Stands in place of a card's content, not of its title, until its prediction is made; style and
// print rules are in lesson.css.
export default {
  render({ model, el }) {
    el.className = "course-cover";
    el.textContent = model.get("text");
    const show = () => (el.hidden = model.get("lifted"));
    show();
    model.on("change:lifted", show);
  },
};
