import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { inside, LAB } from "./inside.mjs";

const { Connection } = await inside(join(LAB, "connection.js"));

// What is told, and a clock that moves by hand.
function watched() {
  const told = [], due = new Map();
  const clock = {
    setTimeout: (act, ms) => (due.set(act, ms), act),
    clearTimeout: (act) => due.delete(act),
  };
  const tell = (what) => () => told.push(what);
  const [lost, back, reconnect] = ["lost", "back", "reconnect"].map(tell);
  const pass = (ms) => [...due].filter(([, at]) => at <= ms).forEach(([act]) => (due.delete(act), act()));
  return { connection: new Connection({ lost, back, reconnect }, clock), told, pass };
}

test("a short break is not told", () => {
  const { connection, told, pass } = watched();
  for (const status of ["connecting", "connected"]) connection.become(status);
  pass(60_000);
  assert.deepEqual(told, []);
});

test("a long one is told once, and its end", () => {
  const { connection, told, pass } = watched();
  for (const status of ["connecting", "connecting"]) connection.become(status);
  pass(4000);
  connection.become("connecting");
  connection.become("connected");
  assert.deepEqual(told, ["lost", "back"]);
});

test("where JupyterLab gives up, it is asked to go on", () => {
  const { connection, told, pass } = watched();
  connection.become("disconnected");
  pass(60_000);
  assert.deepEqual(told, ["lost", "reconnect"]);
});

test("a lesson that is closed hears nothing more", () => {
  const { connection, told, pass } = watched();
  connection.become("disconnected");
  connection.stop();
  pass(60_000);
  assert.deepEqual(told, []);
});

test("another Python may take its time to come", () => {
  const { connection, told, pass } = watched();
  connection.become("disconnected"); // the one that was shut down
  connection.begin();
  pass(60_000);
  connection.become("connected");
  assert.deepEqual(told, []);
});
