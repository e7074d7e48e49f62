import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { newIn, steps } = await inside(join(LAB, "presenting.js"), "newIn, steps");

const cell = (name, slide_type, source = "") => ({
  name,
  model: {
    id: name, sharedModel: { source }, getMetadata: () => (slide_type ? { slide_type } : undefined),
  },
});
const seen = (...cells) =>
  steps(cells).map(({ cells: slide, shown, parts }) =>
    slide.slice(0, shown).map(({ name }) => name + (parts[name] ?? "")).join(""),
  );

test("a slide begins anew, and a cell without a word comes with the one before", () => {
  const found = seen(cell("a", "slide"), cell("b", "-"), cell("c"), cell("d", "subslide"));
  assert.deepEqual(found, ["abc", "d"]);
});

test("a fragment is one step more of the same slide", () => {
  assert.deepEqual(seen(cell("a", "slide"), cell("b", "fragment"), cell("c", "-")), ["a", "abc"]);
});

test("what is only read is left out", () => {
  assert.deepEqual(seen(cell("a", "skip"), cell("b", "slide"), cell("c", "notes")), ["b"]);
});

test("each question of a cell has a step of its own, and what follows comes with the last", () => {
  const two = 'lesson.ask("one")\nlesson.ask("two")';
  const found = seen(cell("a", "slide"), cell("b", "-", two), cell("c"), cell("d", "fragment"));
  assert.deepEqual(found, ["ab1", "ab2c", "ab2cd"]);
});

test("a single question is no part", () => {
  assert.deepEqual(seen(cell("a", "slide", 'lesson.ask("one")')), ["a"]);
});

test("notes are those of what is new: a fragment, or the next question of a cell", () => {
  const two = 'lesson.ask("one")\nlesson.ask("two")';
  const found = steps([cell("a", "slide"), cell("b", "fragment"), cell("c", "-", two)]);
  const names = found.map((step, at) => newIn(step, found[at - 1]).map(({ name }) => name).join(""));
  assert.deepEqual(names, ["a", "bc", "c"]);
});
