import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const WIDGET = "application/vnd.jupyter.widget-view+json";
const { withPicture } = await inside(join(LAB, "keeping_pictures.js"), "withPicture");
const { datedName } = await inside(join(LAB, "fresh_copy.js"), "datedName");

const view = (model_id) => ({ data: { [WIDGET]: { model_id }, "text/plain": "old" } });
const kept = new Map([["a", { png: "iVBOR", alt: "a bar" }], ["b", { png: undefined, alt: "late" }]]);

test("a card that was drawn is stored with its picture and its words", () => {
  const { data } = withPicture(view("a"), kept);
  assert.equal(data["image/png"], "iVBOR");
  assert.equal(data["text/plain"], "a bar");
  assert.deepEqual(data[WIDGET], { model_id: "a" });
});

test("what was not drawn, or is no card, is stored as it is", () => {
  for (const output of [view("b"), view("c"), { text: ["printed"] }, { data: { "text/plain": "1" } }])
    assert.equal(withPicture(output, kept), output);
});

test("a reader's own file is kept under its name and the date of that place", () => {
  const now = new Date(2026, 2, 1, 10, 5, 9);
  assert.equal(datedName("notebooks/05_forms.ipynb", now), "notebooks/05_forms 2026-03-01 100509.ipynb");
  assert.equal(datedName("mine", now), "mine 2026-03-01 100509.ipynb");
});
