// Hides a card's content, not its title, until its prediction is made. What is hidden keeps its
// place, so that nothing jumps when it opens; style and print rules are in lesson.css.
export default {
  render({ model, el }) {
    el.className = "course-cover";
    el.textContent = "Make your prediction above, or skip it: then this part opens.";
    const show = () => (el.hidden = model.get("lifted"));
    show();
    model.on("change:lifted", show);
  },
};
