// Draws the `figure` trait with the plotly.js that the shared library widget put on the page.
async function library() {
  while (!window.Plotly) await new Promise((again) => setTimeout(again, 20));
  return window.Plotly;
}

// No zoom: a swipe over a picture scrolls the page.
const CONFIG = { displayModeBar: false };
const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };

// What is filled into a picture that stands: numbers, and the words at the marks.
const isFilling = (key, value) =>
  value?.bdata || (Array.isArray(value) && (key === "text" || !value.some(isNaN)));
const emptied = (key, value) => (isFilling(key, value) ? [] : value);

// The rest. Where it is as before, the picture is not drawn anew, which takes twice as long or more.
// (Plotly can change a title or a note alone, too; with new numbers that is slower than all anew.)
const frameOf = (data, layout) =>
  JSON.stringify([data.map((trace) => JSON.stringify(trace, emptied)), layout]);

// Plotly finds the ends of an axis, and which words fit into their bars, only when it draws anew.
const isFixed = ({ _fullLayout }) =>
  !_fullLayout.uniformtext?.mode && Object.values(_fullLayout).every((part) => !part?.autorange);

export default {
  async render({ model, el }) {
    const picture = document.createElement("div");
    picture.setAttribute("role", "img");
    el.classList.add("course-figure");
    el.append(picture);
    const Plotly = await library();
    // On a slide a picture is as high as its place (presenting.css), else as it says itself.
    const size = ({ height }) => ({
      width: picture.clientWidth || undefined, // out of sight: plotly's own
      height: (el.closest(".course-stage") && el.clientHeight) || height,
    });

    let frame;
    const draw = async () => {
      isDue = false;
      const { data, layout } = model.get("figure");
      picture.setAttribute("aria-label", model.get("alt"));
      el.style.setProperty("--course-height", `${layout.height}px`);
      // What is hidden by the legend stays so.
      const sized = { uirevision: "kept", ...layout, ...size(layout) };
      const last = frame;
      frame = frameOf(data, sized);
      if (frame !== last || !isFixed(picture)) return Plotly.react(picture, data, sized, CONFIG);
      return Plotly.animate(picture, { data, traces: [...data.keys()] }, AT_ONCE);
    };

    // One drawing after the other, each of the newest figure: two at once get into each other's way.
    let isDue = false;
    let drawn = Promise.resolve();
    const follow = () => {
      if (!isDue) drawn = drawn.then(draw).catch(console.error);
      isDue = true;
      return drawn;
    };
    const isFitting = () => {
      const { width, height } = size(model.get("figure").layout);
      return picture.layout.width === width && picture.layout.height === height;
    };
    const fit = new ResizeObserver(async () => {
      if (picture.clientWidth && !isFitting()) await follow();
      // A picture wider than its place is scrolled by keyboard, too, and says so (lesson.css).
      el.tabIndex = el.scrollWidth > el.clientWidth ? 0 : -1;
    });
    // Listen first: a change that comes while the first picture is being drawn counts.
    model.on("change:figure", follow);
    await follow();
    fit.observe(picture);
    return () => {
      fit.disconnect();
      Plotly.purge(picture);
    };
  },
};
