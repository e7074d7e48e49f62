import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, KIT } from "./inside.mjs";

const { written } = await inside(join(KIT, "number.js"), "written");

test("binary remainders are not shown", () => {
  assert.equal(written(0.1 + 0.2, false), "0.3");
  assert.equal(written(1.23456, false), "1.235");
  assert.equal(written(300, false), "300");
});

test("an hour is written as a clock shows it", () => {
  assert.equal(written(7.5, true), "07:30");
  assert.equal(written(0, true), "00:00");
  assert.equal(written(13 + 59.6 / 60, true), "14:00");
});
