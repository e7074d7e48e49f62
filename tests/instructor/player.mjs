// Plays questions of QTI 3 in @citolab/qti-components, in the page that jsdom gives it.
//
//   node player.mjs FOLDER < questions.json       FOLDER has both packages in its node_modules
//
// questions: [{ item, answer }], an item as HTML and what is typed, or chosen by its identifier.
// Prints, for each, the words that are seen, the score, and which feedback is given.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";

const folder = resolve(process.argv[2]);
const { JSDOM, VirtualConsole } = createRequire(join(folder, "x.js"))("jsdom");
const script = join(folder, "node_modules/@citolab/qti-components/cdn/index.global.js");

// What an element of a form tells the browser; jsdom knows only a part of it.
const ATTACH_INTERNALS = `HTMLElement.prototype.attachInternals = () =>
  ({ states: new Set(), validity: { valid: true }, setFormValue() {}, setValidity() {} })`;

const { window } = new JSDOM("<main></main>", {
  runScripts: "outside-only", pretendToBeVisual: true, virtualConsole: new VirtualConsole(),
});
window.eval(ATTACH_INTERNALS);
window.eval(`${readFileSync(script, "utf-8")}; undefined`);
const main = window.document.querySelector("main");

async function play({ item, answer }) {
  main.innerHTML = item;
  for (let turn = 0; turn < 5; turn++) await setImmediate(); // its parts find each other
  const whole = main.querySelector("qti-assessment-item");
  const words = main.querySelector("qti-item-body").textContent;
  const field = main.querySelector("qti-text-entry-interaction")?.shadowRoot.querySelector("input");
  if (field) {
    field.value = answer;
    for (const event of ["input", "change"])
      field.dispatchEvent(new window.Event(event, { bubbles: true }));
  } else main.querySelector(`[identifier="${answer}"]`).click();
  await setImmediate();
  whole.processResponse();
  const [score, feedback] = ["SCORE", "FEEDBACK"].map((name) => whole.getOutcome(name).value);
  return { words, score: Number(score), feedback };
}

const played = [];
for (const question of JSON.parse(readFileSync(0, "utf-8"))) played.push(await play(question));
process.stdout.write(JSON.stringify(played), () => process.exit(0));
