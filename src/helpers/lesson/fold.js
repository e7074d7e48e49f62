// A native disclosure: its own words fold, or the part of the card that follows it (lesson.css).
export default {
  render({ model, el }) {
    const [details, summary, body] = ["details", "summary", "div"].map((tag) =>
      document.createElement(tag),
    );
    details.append(summary, body);
    details.open = model.get("unfolded");
    el.classList.add("course-fold");
    el.append(details);
    const show = () => {
      summary.textContent = model.get("summary");
      body.innerHTML = model.get("html");
    };
    show();
    model.on("change:html change:summary", show);
    details.addEventListener("toggle", () => {
      model.set("unfolded", details.open);
      model.save_changes();
    });
  },
};
