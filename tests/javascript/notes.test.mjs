import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { Notes } = await inside(join(LAB, "notes.js"), "NONE");

const NOTED = {
  a: [{ text: "<p>Say this.</p>" }],
  b: [{ text: "<p>One.</p>", answer: "<p>A.</p>" }, { text: "<p>Two.</p>", answer: "<p>B.</p>" }],
};
const cell = (id) => ({ model: { id } });

const FOLDER = "course/instructor/notes", FILE = `${FOLDER}/05_forms.json`;

function notes(found = NOTED, name = "05_forms") {
  const asked = [];
  const contents = {
    get: async (path) => {
      asked.push(path);
      return { content: path === FILE ? JSON.stringify(found) : [{ name: "05_forms.json", path: FILE }] };
    },
  };
  return [new Notes(contents, `course/notebooks/${name}.ipynb`), asked];
}

test("notes are read from the folder of the course, in which the lessons lie", async () => {
  const [made, asked] = notes();
  await made.of([], {});
  assert.deepEqual(asked, [FOLDER, FILE]);
});

test("a page without notes asks for none, or the browser would report an error", async () => {
  const [made, asked] = notes(NOTED, "10_practice");
  assert.deepEqual(await made.of([cell("a")], {}), { text: "", answer: undefined });
  assert.deepEqual(asked, [FOLDER]);
});

test("cells that come together are noted together, and a question by its part", async () => {
  const [made] = notes();
  assert.deepEqual(await made.of([cell("a"), cell("b")], { b: 2 }), {
    text: "<p>Say this.</p><p>Two.</p>", answer: "<p>B.</p>",
  });
  assert.deepEqual(await made.of([cell("a"), cell("new")], {}), {
    text: "<p>Say this.</p>", answer: undefined,
  });
});

test("a lesson without a file of notes is presented all the same", async () => {
  const nothing = { get: async () => Promise.reject(new Error("not found")) };
  const made = new Notes(nothing, "elsewhere.ipynb");
  assert.deepEqual(await made.of([cell("a")], {}), { text: "", answer: undefined });
});
