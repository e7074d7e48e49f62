import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { changesTheLesson } = await inside(join(LAB, "locking.js"), "changesTheLesson");

const locked = { model: { getMetadata: () => false } };
const own = { model: { getMetadata: () => true } };
const pressed = (key, held = {}, isTypedInto = false) =>
  ({ key, target: { closest: () => isTypedInto || null }, ...held });
const [ctrl, shift, alt] = [{ ctrlKey: true }, { shiftKey: true }, { altKey: true }];

test("keys that would move, retype, join or split a cell of the lesson do nothing", () => {
  const harmful = [
    pressed("y"), pressed("1"), pressed("d"), pressed("Delete"), pressed("Enter"),
    pressed("Enter", alt), pressed("ArrowDown", shift), pressed("Backspace", ctrl),
    pressed("ArrowUp", { ...ctrl, ...shift }), pressed("M", { ...ctrl, ...shift }),
    pressed("-", { ...ctrl, ...shift }),
  ];
  for (const event of harmful) assert.ok(changesTheLesson(event, locked), event.key);
});

test("keys for reading and running stay", () => {
  const harmless = [
    pressed("ArrowDown"), pressed(" "), pressed("Tab"), pressed("F11"), pressed("Enter", shift),
    pressed("Enter", ctrl), pressed("s", ctrl), pressed("c", ctrl),
  ];
  for (const event of harmless) assert.ok(!changesTheLesson(event, locked), event.key);
  assert.ok(!changesTheLesson(pressed("Enter"), own), "an answer in Python is typed");
});

test("in a box of a card everything can be typed, but no cell is added or split", () => {
  for (const event of [pressed("y", {}, true), pressed("ArrowLeft", shift, true)])
    assert.ok(!changesTheLesson(event, locked));
  assert.ok(changesTheLesson(pressed("Enter", alt, true), locked));
});
