import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { lookAfter, restored, MANAGER } = await inside(join(LAB, "models.js"), "MANAGER");

class ManagerBase {
  models = {};
  looks = 0;
  has_model(id) {
    return id in this.models;
  }
  async get_model(id) {
    this.looks += 1;
    if (this.looks > 1) return this.models[id];
    Object.assign(this.models, this.late); // they come while it looks away
    throw new Error("widget model not found");
  }
  _loadFromKernel() {
    return new Promise((done) => (this.load = done));
  }
}
await lookAfter({ [MANAGER]: {} }, async () => ({ ManagerBase }));

test("what comes during the last step of the waiting is found", async () => {
  const manager = Object.assign(new ManagerBase(), { late: { card: "here" } });
  assert.equal(await manager.get_model("card"), "here");
});

test("what does not come is an error as before", async () => {
  await assert.rejects(new ManagerBase().get_model("card"), /not found/);
});

test("cells wait until the widgets of their Python are restored", async () => {
  const kernel = { id: "slow" };
  const seen = [];
  const waiting = restored(kernel).then(() => seen.push("run")); // before the restoring has begun
  const manager = Object.assign(new ManagerBase(), { kernel });
  manager._loadFromKernel();
  await new Promise(setImmediate);
  manager.load(seen.push("restored"));
  await waiting;
  assert.deepEqual(seen, ["restored", "run"]);
});

test("a JupyterLab without widgets is left alone", async () => {
  await lookAfter({}, () => assert.fail("there is nothing to load"));
});
