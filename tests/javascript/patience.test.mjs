import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { waitForWidgets } = await inside(join(LAB, "patience.js"));

test("a widget of anywidget is waited for, and nobody else waits longer", () => {
  const signals = { timeout: (ms) => ms };
  waitForWidgets(signals);
  assert.deepEqual([2000, 1999, 3000, 500].map(signals.timeout), [120_000, 1999, 3000, 500]);
});
