// A lesson that is saved keeps its pictures as they stand, for paper, exports and previews: what a
// run leaves in the file is drawn by JavaScript alone, which none of these runs.
const WIDGET = "application/vnd.jupyter.widget-view+json", PNG = "image/png";
const WIDTH = 700, FINENESS = 2; // as wide as the pictures of a lesson that has not been run

export function keepPictures({ content, context }) {
  const { model, save } = context, { toJSON } = model;
  const kept = new Map(); // what is drawn of each card, by its id
  context.save = async (...options) => {
    for (const [id, picture] of drawn(content)) kept.set(id, await still(picture));
    return save.apply(context, options);
  };
  model.toJSON = () => {
    const notebook = toJSON.call(model);
    const cells = notebook.cells.map((cell) =>
      cell.outputs ? { ...cell, outputs: cell.outputs.map((output) => withPicture(output, kept)) } : cell,
    );
    return { ...notebook, cells };
  };
}

function* drawn({ widgets }) {
  for (const { outputArea } of widgets)
    for (const [at, { node }] of (outputArea?.widgets ?? []).entries()) {
      const picture = node.querySelector(".js-plotly-plot");
      const view = outputArea.model.get(at)?.data[WIDGET];
      if (picture && view) yield [view.model_id, picture];
    }
}

const stills = new WeakMap(); // by what a picture draws
async function still(picture) {
  const { data, layout } = picture;
  if (!stills.has(data)) {
    const size = { width: WIDTH, height: layout.height ?? 450, scale: FINENESS };
    const address = await window.Plotly.toImage(picture, { format: "png", ...size }).catch(() => "");
    stills.set(data, address.split(",")[1]);
  }
  return { png: stills.get(data), alt: picture.getAttribute("aria-label") };
}

function withPicture(output, kept) {
  const { png, alt } = kept.get(output.data?.[WIDGET]?.model_id) ?? {};
  return png ? { ...output, data: { ...output.data, [PNG]: png, "text/plain": alt } } : output;
}
