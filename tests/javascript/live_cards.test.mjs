import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { LiveCards, WIDGET } = await inside(join(LAB, "live_cards.js"), "WIDGET");
const PICTURE = "application/vnd.plotly.v1+json";
const card = (id) => ({ [WIDGET]: { model_id: id }, [PICTURE]: {} });

// A lesson whose cells hold these cards, drawn as JupyterLab does, and a Python that knows some.
function opened(ids, known) {
  const hearers = [], watchers = [];
  const rendermime = { preferredMimeType: (data) => Object.keys(data)[0] };
  const widgets = ids.map((id) => ({ outputArea: drawn(id, rendermime) }));
  const cells = widgets.map(({ outputArea }) => ({ outputs: outputArea.model }));
  const kernel = { requestCommInfo: async () => ({ content: { comms: known } }) };
  const session = {
    kernel,
    iopubMessage: { connect: (hear) => hearers.push(hear) },
    statusChanged: { connect: (watch) => watchers.push(watch) },
    kernelChanged: { connect: () => {} },
  };
  const sessionContext = { ...session, session };
  const cards = new LiveCards(
    { content: { rendermime, widgets, model: { cells } }, sessionContext }, () => true,
  );
  const tell = (msg_type, comm_id) =>
    hearers.forEach((hear) => hear(null, { header: { msg_type }, content: { comm_id } }));
  const becomes = (status) => watchers.forEach((watch) => watch(null, status));
  const shown = (id) => rendermime.preferredMimeType(card(id));
  widgets.forEach(({ outputArea }) => outputArea.onStateChanged());
  return { cards, tell, becomes, shown, areas: widgets.map(({ outputArea }) => outputArea) };
}

function drawn(id, rendermime) {
  const output = { data: card(id) };
  const area = { model: { length: 1, get: () => output }, widgets: [], times: 0 };
  area.onStateChanged = () => {
    area.times += 1;
    area.widgets = [{ widgets: [{ mimeType: rendermime.preferredMimeType(output.data) }] }];
  };
  return area;
}

test("a stored card shows its picture until Python has made it", () => {
  const { shown, tell } = opened(["a"], {});
  assert.equal(shown("a"), PICTURE);
  tell("comm_open", "a");
  assert.equal(shown("a"), WIDGET);
  tell("comm_close", "a");
  assert.equal(shown("a"), PICTURE);
});

test("a restarted Python knows nothing", () => {
  const { shown, tell, becomes } = opened(["a"], {});
  tell("comm_open", "a");
  becomes("busy");
  assert.equal(shown("a"), WIDGET);
  becomes("restarting");
  assert.equal(shown("a"), PICTURE);
});

test("what a running Python knows comes alive, once", async () => {
  const { cards, areas } = opened(["a", "b"], { a: {}, b: {} });
  assert.equal(await cards.look(), true);
  assert.equal(await cards.look(), true);
  assert.deepEqual(areas.map(({ times }) => times), [2, 2]);
});

test("a lesson is not ready while a card is missing", async () => {
  const { cards, areas } = opened(["a", "b"], { a: {} });
  assert.equal(await cards.look(), false);
  assert.deepEqual(areas.map(({ times }) => times), [2, 1]);
});
