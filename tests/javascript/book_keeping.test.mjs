// What a reader of the book has answered is never lost, whatever becomes of the browser's storage.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./kit.mjs";

const course = load("numbers", "keeping");
course.tables = { version: 3, largest: 1_000_000, mostTries: 1_000_000 };
const { KEY, Keeper, broughtBack, merged, read, written } = course.keeping;
const FULL = new Error("QuotaExceededError");

// A storage that several pages share; `full` refuses to grow.
class Shelf {
  items = new Map();
  full = false;
  getItem = (key) => this.items.get(key) ?? null;
  removeItem = (key) => this.items.delete(key);
  setItem(key, text) {
    if (this.full) throw FULL;
    this.items.set(key, text);
  }
}

const page = (shelf) => new Keeper(() => shelf);
const kept = (shelf) => JSON.parse(shelf.getItem(KEY));
const file = (answers, more = {}) => JSON.stringify({ answers, ...more });
const entry = { right: true, tries: 1, answer: "360", when: "2026-01-02T10:00:00+01:00" };

test("attempts are counted, the first stays, and right stays right", () => {
  const shelf = new Shelf(), keeper = page(shelf);
  for (const [right, given] of [[false, "320"], [true, "360"], [false, "5"]])
    keeper.record([["girl", right, given]]);
  const { right, tries, answer, first } = kept(shelf).answers.girl;
  assert.deepEqual([right, tries, answer, first], [true, 3, "5", "320"]);
  assert.match(kept(shelf).learner, /^[0-9a-f]{32}$/);
});

test("hints alone are no answer, and the first prediction stays", () => {
  const keeper = page(new Shelf());
  keeper.usedHints("girl", 2);
  keeper.usedHints("girl", 1);
  assert.equal(keeper.kept.answers.girl.hints, 2);
  assert.equal(keeper.tried("girl"), false);
  assert.equal(keeper.predicted("04/need"), undefined);
  keeper.predict("04/need", "");
  keeper.predict("04/need", "50 in 100");
  assert.equal(keeper.predicted("04/need"), "");
});

test("another page sees what was written, and forgets what was forgotten", () => {
  const shelf = new Shelf(), one = page(shelf), other = page(shelf);
  one.record([["a", true, "1"]]);
  other.record([["b", true, "2"]]);
  one.look();
  assert.deepEqual(Object.keys(one.kept.answers), ["a", "b"]);
  other.forget();
  one.record([["c", true, "3"]]);
  assert.deepEqual(Object.keys(kept(shelf).answers), ["c"]);
});

test("where nothing may be kept, answers count and a sentence says for how long", () => {
  const forbidden = new Keeper(() => {
    throw new Error("SecurityError");
  });
  for (const keeper of [forbidden, new Keeper(() => null)]) {
    assert.equal(keeper.atRisk, false);
    keeper.record([["a", true, "1"]]);
    assert.ok(keeper.right("a") && keeper.atRisk);
    assert.match(keeper.trouble, /private window.*save them as a file/s);
    assert.deepEqual(Object.keys(read(keeper.text()).answers), ["a"]);
    assert.equal(keeper.atRisk, false); // it is saved now
  }
});

test("a full storage is told, and the answers are written once there is room", () => {
  const shelf = new Shelf(), keeper = page(shelf);
  keeper.record([["a", true, "1"]]);
  shelf.full = true;
  keeper.record([["b", true, "2"]]);
  assert.match(keeper.trouble, /storage is full/);
  assert.ok(keeper.right("b") && keeper.atRisk);
  shelf.full = false;
  keeper.record([["c", true, "3"]]);
  assert.deepEqual(Object.keys(kept(shelf).answers).toSorted(), ["a", "b", "c"]);
  assert.equal(keeper.trouble, "");
});

test("a storage that was emptied gets the answers back", () => {
  const shelf = new Shelf(), keeper = page(shelf);
  keeper.record([["a", true, "1"]]);
  shelf.items.clear();
  keeper.look();
  keeper.record([["b", true, "2"]]);
  assert.deepEqual(Object.keys(kept(shelf).answers), ["a", "b"]);
});

for (const damaged of ["{", "[]", "null", '{"answers": 3}', '{"answers": {"a": {"tries": -1}}}'])
  test(`damaged: ${damaged} is set aside, and a new record begins`, () => {
    const shelf = new Shelf();
    shelf.setItem(KEY, damaged);
    const keeper = page(shelf);
    assert.match(keeper.trouble, /damaged. It is set aside/);
    assert.equal(keeper.damaged, damaged);
    assert.ok([...shelf.items.values()].includes(damaged));
    keeper.record([["a", true, "1"]]);
    assert.deepEqual(Object.keys(kept(shelf).answers), ["a"]);
  });

test("what is damaged and cannot be moved is left as it is", () => {
  const shelf = new Shelf();
  shelf.setItem(KEY, "{");
  shelf.full = true;
  const keeper = page(shelf);
  keeper.record([["a", true, "1"]]);
  assert.equal(shelf.getItem(KEY), "{");
  assert.match(keeper.trouble, /cannot be moved. It is left as it is/);
  assert.ok(keeper.right("a"));
});

test("a file of the first kind is read, and what this page does not know is kept", () => {
  const old = read(file({ a: { right: true, tries: 1, answer: "1" } }));
  assert.equal(old.answers.a.first, "1");
  const later = read(file({}, { version: 9, plans: { a: 1 } }));
  assert.equal(merged(old, later).plans.a, 1);
  assert.equal(merged(later, old).plans.a, 1);
  assert.equal(JSON.parse(written(merged(old, later))).version, 9);
});

test("practice done in the notebooks goes through the book unharmed", () => {
  const review = (draw, when) => ({ draw, right: true, answer: "1", hints: 0, when });
  const first = review(7, "2026-01-02T10:00:00+01:00"), second = review(8, "2026-01-01T10:00:00Z");
  const one = read(file({}, { reviews: { a: [first] } }));
  const other = read(file({}, { reviews: { a: [first, second], b: [second] } }));
  assert.deepEqual(merged(one, other).reviews, { a: [second, first], b: [second] });
});

test("of two files the later answer is kept, with the first of both", () => {
  const other = { ...entry, right: false, tries: 2, answer: "5", when: "2026-01-02T09:30:00Z" };
  const both = [read(file({ a: entry })), read(file({ a: other }))];
  for (const [one, two] of [both, both.toReversed()]) {
    const { right, tries, answer, first } = merged(one, two).answers.a;
    assert.deepEqual([right, tries, answer, first], [true, 2, "5", "360"]);
  }
});

test("a file that is none is told in a sentence", () => {
  const said = (...chosen) => {
    try {
      return broughtBack(...chosen);
    } catch (problem) {
      return problem.message;
    }
  };
  assert.equal(said("a.json", 0, " "), "“a.json” is empty.");
  assert.match(said("a.json", 2_000_000, ""), /too large \(2,000,000 bytes\)/);
  assert.match(said("a.json", 9, "<html>"), /is damaged, or is no file of your answers/);
  assert.match(said("a.json", 9, '{"cells": []}'), /is damaged, or is no file of your answers/);
  assert.equal(said("a.json", 9, file({ a: entry })).answers.a.answer, "360");
});

test("the time is that of the learner's clock", () => {
  const said = course.keeping.now(new Date("2026-01-02T10:00:00Z"));
  assert.match(said, /^2026-01-0[123]T\d\d:\d\d:00[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(said), Date.parse("2026-01-02T10:00:00Z"));
});
