import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { StartBar } = await inside(join(LAB, "starting.js"));
const WIDGET = "application/vnd.jupyter.widget-view+json";

const cell = (executionCount, ids, isLocked = true) => {
  const outputs = ids.map((model_id) => ({ data: { [WIDGET]: { model_id } } }));
  const listed = { length: outputs.length, get: (at) => outputs[at] };
  return { model: { type: "code", executionCount, outputs: listed, getMetadata: () => !isLocked } };
};

// A lesson that was just loaded, beside a Python that knows these cards.
function isReady(widgets, known) {
  const content = { comms: Object.fromEntries(known.map((id) => [id, {}])) };
  const kernel = { requestCommInfo: async () => ({ content }) };
  return Object.assign(Object.create(StartBar.prototype), {
    panel: { content: { widgets, model: { cells: widgets.map(({ model }) => model) } } },
    session: { ready: Promise.resolve(), session: { kernel } },
  }).isReady();
}

test("a lesson of which Python knows every card is ready", async () => {
  assert.ok(await isReady([cell(1, ["a"]), cell(2, ["b"])], ["a", "b"]));
  assert.ok(!(await isReady([cell(1, ["a"]), cell(2, ["b"])], ["a"])));
});

test("a page that was left in the middle of a run is not: the file lacks the rest", async () => {
  assert.ok(!(await isReady([cell(1, ["a"]), cell(null, [])], ["a", "b"])));
});

test("a cell of the reader's own need not have run", async () => {
  assert.ok(await isReady([cell(1, ["a"]), cell(null, [], false)], ["a"]));
});
