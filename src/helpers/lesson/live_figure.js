// Draws the `figure` trait with the plotly.js that the shared library widget put on the page.
async function library() {
  while (!window.Plotly) await new Promise((again) => setTimeout(again, 20));
  return window.Plotly;
}

export default {
  async render({ model, el }) {
    const picture = document.createElement("div");
    picture.setAttribute("role", "img");
    el.classList.add("course-figure");
    el.append(picture);
    const Plotly = await library();
    const draw = () => {
      const { data, layout } = model.get("figure");
      picture.setAttribute("aria-label", model.get("alt"));
      // A constant uirevision keeps the reader's zoom while the axes keep their meaning.
      return Plotly.react(picture, data, { uirevision: "kept", ...layout }, { displayModeBar: false });
    };
    const fit = new ResizeObserver(() => {
      if (picture.offsetWidth) Plotly.Plots.resize(picture);
      // A picture wider than its window is scrolled by keyboard, too.
      el.tabIndex = el.scrollWidth > el.clientWidth ? 0 : -1;
    });
    // Listen first: a change that comes while the first picture is being drawn counts.
    model.on("change:figure", draw);
    await draw();
    fit.observe(picture);
    return () => {
      fit.disconnect();
      Plotly.purge(picture);
    };
  },
};
