import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { explained, inGlossary } = await inside(join(LAB, "explaining.js"));

const GLOSSARY = [
  { source: "# Words" },
  { source: ["### Total magnesium\n", "All of **it**, see [bone](01_a.ipynb).\n", "\n### EAR\nA need."] },
];
const contents = (cells = GLOSSARY) =>
  ({ asked: [], get(path) { this.asked.push(path); return Promise.resolve({ content: { cells } }); } });
globalThis.location = new URL("http://localhost/lab");
const link = (textContent, href) => ({ textContent, href });

test("a term is found by its anchor, and read as plain words", async () => {
  const found = await inGlossary(contents(), "00.ipynb", "Total-magnesium");
  assert.deepEqual(found, { title: "Total magnesium", text: "All of it, see bone." });
  assert.equal((await inGlossary(contents(), "00.ipynb", "EAR")).text, "A need.");
});

test("a word that is not there is no term", async () => {
  assert.equal(await inGlossary(contents(), "00.ipynb", "Calcium"), undefined);
});

test("a link to a term is read in the file beside the lesson", async () => {
  const files = contents();
  const term = link("EAR", "http://localhost/lab/tree/00_start_here.ipynb?reset#EAR");
  assert.equal((await explained(term, files, "notebooks/05_forms.ipynb")).text, "A need.");
  assert.deepEqual(files.asked, ["notebooks/00_start_here.ipynb"]);
});

test("a link out of the lessons shows its address, one to a lesson says when", async () => {
  const out = await explained(link("the study", "https://doi.org/10.1/x"), contents(), "a.ipynb");
  assert.equal(out.address, "https://doi.org/10.1/x");
  const lesson = link("lesson 1", "http://localhost/lab/tree/01_bone.ipynb");
  assert.match((await explained(lesson, contents(), "a.ipynb")).text, /after the talk/);
});
