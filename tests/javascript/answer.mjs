// Answers for a test in Python: what the book's scripts make of each job that is handed in.
import { readFileSync } from "node:fs";
import { load } from "./kit.mjs";

const { tables, jobs } = JSON.parse(readFileSync(0, "utf-8"));
const course = load("numbers", "verdicts", "keeping");
course.tables = tables;

const DO = {
  readings: (entry) => course.numbers.readings(entry),
  clock: (entry) => course.numbers.clockIn(entry),
  unit: (unit) => course.numbers.plainUnit(unit),
  general: (value, digits) => course.numbers.general(value, digits),
  choice: (record, chosen) => course.verdicts.ofChoice(record, chosen),
  number: (part, entry) => course.verdicts.ofNumber(part, entry),
  exercise: (record, entries) => course.verdicts.ofExercise(record, entries),
  outcome: (record, guess) => course.verdicts.outcome(record, guess),
  comment: (claim, answer) => course.verdicts.comment(claim, course.verdicts.read(answer)),
  whole: (claim, answer) => course.verdicts.isWhole(claim, course.verdicts.read(answer)),
  sentence: (sentence, given) => course.verdicts.ofSentence(sentence, given),
  read: (text) => course.keeping.read(text),
  merged: (one, other) => {
    const { read, merged } = course.keeping;
    return merged(read(one), read(other));
  },
};

function done([name, ...given]) {
  try {
    return DO[name](...given);
  } catch (problem) {
    return { problem: problem.message };
  }
}

process.stdout.write(JSON.stringify(jobs.map(done)));
