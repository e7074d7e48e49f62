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
    // On a slide a picture is as high as its place (presenting.css), else as it says itself.
    const height = () =>
      (el.closest(".course-stage") && el.clientHeight) || model.get("figure").layout.height;
    const draw = () => {
      const { data, layout } = model.get("figure");
      picture.setAttribute("aria-label", model.get("alt"));
      el.style.setProperty("--course-height", `${layout.height}px`);
      const sized = { uirevision: "kept", ...layout, height: height() };
      // No zoom: a swipe over a picture scrolls the page. What is hidden by the legend stays so.
      return Plotly.react(picture, data, sized, { displayModeBar: false });
    };
    const fit = new ResizeObserver(async () => {
      if (!picture.offsetWidth) return;
      if (picture._fullLayout.height !== height()) await draw();
      Plotly.Plots.resize(picture);
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
