// The widget's own script on a page without JupyterLab, and what is seen of its pictures.
const OVERLAYS = "defs, .hoverlayer, .zoomlayer, .draglayer";
const IDS = /(#[a-z]+)?[0-9a-f]{6}(-legend)?-[0-9a-f]{6}|(clip|topdefs-|defs-|legend)[0-9a-f]{6}/g;
const STYLES = /[^; ][^;]*(?<!-opacity: 1)(?=;|$)/g; // which is as good as none
const frame = () => new Promise(requestAnimationFrame);

// All that is drawn, with its place, as it looks; ids are each picture's own.
function look(el) {
  const parts = [...el.querySelectorAll("svg.main-svg :is(path[d], text, rect)")];
  return parts
    .filter((part) => part.checkVisibility() && !part.closest(OVERLAYS))
    .map((part) => {
      const { a, d, e, f } = part.getCTM();
      const style = part.getAttribute("style")?.match(STYLES)?.toSorted().join("; ");
      const own = ["d", "x", "y", "width", "height"].map((name) => part.getAttribute(name));
      const place = [a, d, e, f].map((number) => number.toFixed(1));
      return [part.textContent, ...place, ...own, style].join("|").replace(IDS, "");
    })
    .toSorted();
}

// A view of a model, as anywidget makes one.
async function shown(figure) {
  const listeners = [];
  const state = { figure: structuredClone(figure), alt: "" };
  const el = document.createElement("div");
  document.querySelector("main").append(el);
  const remove = await window.widget.render({
    el,
    model: { get: (name) => state[name], on: (event, listener) => listeners.push(listener) },
  });
  await frame();
  return {
    el,
    move(next) {
      state.figure = structuredClone(next);
      for (const listener of listeners) listener();
    },
    remove: () => [remove(), el.remove()],
  };
}

// In how many frames a part changes until it has been at rest for a while.
async function changes(el) {
  let [count, hasChanged] = [0, false];
  const observer = new MutationObserver(() => (hasChanged = true));
  observer.observe(el, { attributes: true, childList: true, characterData: true, subtree: true });
  for (let rest = 0; rest < 2; rest++) {
    await frame();
    if (hasChanged) [count, rest, hasChanged] = [count + 1, 0, false];
  }
  observer.disconnect();
  return count;
}

// A picture that goes through all figures, beside one that is drawn anew for each: what differs.
async function compared(figures) {
  const view = await shown(figures[0]);
  const fresh = document.createElement("div");
  document.querySelector("main").append(fresh);
  const found = [];
  for (const figure of figures.slice(1)) {
    view.move(figure);
    const drawings = await changes(view.el);
    const { data, layout } = structuredClone(figure);
    await window.Plotly.react(fresh, data, { uirevision: "kept", ...layout }, { displayModeBar: false });
    const [seen, expected] = [look(view.el), look(fresh)];
    const differs = seen.filter((part) => !expected.includes(part));
    const lacks = expected.filter((part) => !seen.includes(part));
    found.push({ drawings, differs, lacks });
  }
  view.remove();
  window.Plotly.purge(fresh);
  fresh.remove();
  return found;
}

// How wide a picture is that was moved, hidden, given another place and shown again.
async function widthInAnotherPlace(figures, width) {
  const main = document.querySelector("main");
  const usual = main.style.width;
  const view = await shown(figures[0]);
  view.move(figures[1]);
  main.hidden = true;
  view.move(figures[2]);
  await frame();
  main.style.width = width;
  main.hidden = false;
  await changes(view.el);
  const found = view.el.querySelector(".main-svg").clientWidth;
  main.style.width = usual;
  view.remove();
  return found;
}

// The words that a legend lies on, where a picture is as high as it says itself or squeezed.
async function covered({ data, layout }, widths, shares) {
  const picture = document.createElement("div");
  document.querySelector("main").append(picture);
  const found = [];
  for (const width of widths) {
    for (const share of shares) {
      const sized = { ...layout, width, height: share * layout.height };
      await window.Plotly.newPlot(picture, data, sized, { displayModeBar: false });
      found.push(...window.course.underLegend(picture).map(({ textContent }) => [width, share, textContent]));
    }
  }
  window.Plotly.purge(picture);
  picture.remove();
  return found;
}

window.drawing = { compared, covered, widthInAnotherPlace };
