// What the learner has answered, in the form of the notebooks' progress file
// (src/helpers/lesson/progress.py), kept in the browser's own storage.
"use strict";

course.keeping = (() => {
  const KEY = "magnesium-course-progress";
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;
  const blank = () => ({ right: false, tries: 0, answer: "", first: "", hints: 0, when: "" });

  // --- a file

  const empty = () => ({
    version: course.tables.version, learner: "", nickname: "", answers: {}, predictions: {},
    reviews: {}, // of the practice, which the book keeps for the notebooks
  });

  // What a text holds; throws for one that is no file of answers. What this page does not know
  // stays as it is.
  function read(text) {
    const page = JSON.parse(text);
    const known = {
      learner: String(page.learner ?? ""),
      nickname: String(page.nickname ?? ""),
      answers: mapped(page.answers, answer),
      predictions: mapped(page.predictions ?? {}, prediction),
      reviews: mapped(page.reviews ?? {}, (entries) => entries.map(review)),
    };
    return { ...empty(), ...page, ...known };
  }

  function mapped(table, change) {
    if (typeof table !== "object" || Array.isArray(table)) throw new Error("no table");
    return Object.fromEntries(Object.entries(table).map(([key, entry]) => [key, change(entry)]));
  }

  function answer(entry) {
    const tries = counted(entry.tries), hints = counted(entry.hints ?? 0);
    const given = word(entry.answer);
    const first = String(entry.first ?? (tries === 1 ? given : ""));
    const right = Boolean(entry.right);
    return { ...entry, right, tries, answer: given, first, hints, when: time(entry) };
  }

  const prediction = (entry) => ({ ...entry, value: word(entry.value), when: time(entry) });

  function review(entry) {
    counted(entry.draw);
    counted(entry.hints);
    return { ...entry, answer: word(entry.answer), right: Boolean(entry.right), when: time(entry) };
  }

  function counted(value) {
    const number = Math.trunc(Number(value));
    if (!(number >= 0 && number <= course.tables.mostTries)) throw new Error(`${value} cannot be`);
    return number;
  }

  function word(value) {
    if (value === undefined) throw new Error("a value is missing");
    return String(value);
  }

  const time = ({ when = "" }) => (Number.isNaN(moment(when)) ? "" : when);
  const moment = (when) => (TIME.test(when) ? Date.parse(when) : NaN);
  const since = (when) => moment(when) || -Infinity; // a time that is not known is long ago

  // A file that was chosen; throws with a sentence for one that is empty, large or of another kind.
  function broughtBack(name, size, content) {
    if (size > course.tables.largest)
      throw new Error(
        `“${name}” is too large (${size.toLocaleString("en")} bytes) for a file of your answers.`,
      );
    if (!content.trim()) throw new Error(`“${name}” is empty.`);
    try {
      return read(content);
    } catch {
      throw new Error(`“${name}” is damaged, or is no file of your answers.`);
    }
  }

  // How many answers there are, in the lessons and in practice.
  function howMany(kept) {
    const tried = Object.values(kept.answers).filter(({ tries }) => tries > 0);
    return tried.length + Object.values(kept.reviews).flat().length;
  }

  const written = (kept) => JSON.stringify(kept, null, 1);

  // --- two files become one; nothing is lost

  function merged(one, other) {
    const known = one.learner && Object.keys(one.answers).length;
    return {
      ...one,
      ...other,
      version: Math.max(one.version, other.version) || course.tables.version,
      learner: (!known && other.learner) || one.learner,
      nickname: one.nickname || other.nickname,
      answers: joined(one.answers, other.answers, later),
      predictions: joined(one.predictions, other.predictions, (a, b) =>
        since(b.when) < since(a.when) ? b : a,
      ),
      reviews: joined(one.reviews, other.reviews, united),
    };
  }

  function joined(one, other, choose) {
    const both = { ...one };
    for (const [key, entry] of Object.entries(other))
      both[key] = Object.hasOwn(one, key) ? choose(one[key], entry) : entry;
    return both;
  }

  // The later answer of two, with the first of both; what was right stays right.
  function later(one, other) {
    const order = since(other.when) - since(one.when) || other.tries - one.tries;
    const [last, before] = order > 0 ? [other, one] : [one, other];
    return {
      ...before,
      ...last,
      right: one.right || other.right,
      tries: Math.max(one.tries, other.tries),
      hints: Math.max(one.hints, other.hints),
      first: before.first || last.first,
    };
  }

  // Each review once, in the order of their times.
  function united(one, other) {
    const known = new Set(one.map(({ when, draw }) => `${when} ${draw}`));
    const fresh = other.filter(({ when, draw }) => !known.has(`${when} ${draw}`));
    return [...one, ...fresh].toSorted((a, b) => since(a.when) - since(b.when));
  }

  // --- changes

  // Attempts: [id, whether it is right, the answer].
  function recorded(kept, attempts, when) {
    const answers = { ...kept.answers };
    for (const [id, right, given] of attempts) {
      const before = answers[id] ?? blank();
      answers[id] = {
        ...before,
        right: right || before.right,
        tries: before.tries + 1,
        answer: given,
        first: before.tries ? before.first : given,
        when,
      };
    }
    return { ...kept, answers };
  }

  function hinted(kept, id, count, when) {
    const before = kept.answers[id] ?? blank();
    const entry = {
      ...before, hints: Math.max(count, before.hints), when: before.when || when,
    };
    return { ...kept, answers: { ...kept.answers, [id]: entry } };
  }

  // The first prediction stays.
  function predicted(kept, key, value, when) {
    return { ...kept, predictions: { [key]: { value, when }, ...kept.predictions } };
  }

  // The time by the learner's own clock, with its distance from UTC.
  function now(date = new Date()) {
    const offset = -date.getTimezoneOffset(), size = Math.abs(offset);
    const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
    const two = (number) => String(number).padStart(2, "0");
    return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  }

  const newLearner = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");

  // --- the browser's storage

  // Keeps the answers in memory and, where it can be had, in a storage that all pages share.
  // `trouble` says in sentences what is wrong with that. `open` gives the storage, or throws.
  class Keeper {
    constructor(open) {
      this.kept = empty();
      this.damaged = this.forbidden = this.left = this.unsaved = "";
      try {
        this.storage = open();
        this.storage.getItem(KEY);
      } catch {
        this.storage = null;
      }
      if (!this.storage)
        this.forbidden =
          "This browser does not let the page keep your answers, as in a private window. They " +
          "count until you leave this page: save them as a file before.";
      this.look();
    }

    get trouble() {
      return [this.damaged && DAMAGED, this.forbidden, this.left, this.unsaved]
        .filter(Boolean)
        .join(" ");
    }

    // Whether leaving the page would lose an answer.
    get atRisk() {
      const any = Object.keys(this.kept.answers).length + Object.keys(this.kept.predictions).length;
      return Boolean((this.forbidden || this.left || this.unsaved) && any && !this.saved);
    }

    // Take in what other pages have written since. What is stored is newer than what this page
    // knows, unless this page could not store it.
    look() {
      const stored = this.stored();
      if (stored) this.kept = this.unsaved ? merged(this.kept, stored) : stored;
    }

    stored() {
      const found = this.left ? null : this.storage?.getItem(KEY);
      if (!found) return null;
      try {
        return read(found);
      } catch {
        this.setAside(found);
        return null;
      }
    }

    setAside(found) {
      try {
        this.storage.setItem(`${KEY}-damaged-${now()}`, found);
        this.storage.removeItem(KEY);
        this.damaged = found;
      } catch {
        this.left =
          "What this browser kept of your answers is damaged and cannot be moved. It is left as " +
          "it is; new answers count until you leave this page: save them as a file before.";
      }
    }

    // Replace what is kept by what `change` makes of it.
    change(change) {
      this.look();
      this.kept = change(this.kept);
      this.kept.learner ||= newLearner();
      this.saved = false;
      this.write();
    }

    write() {
      if (!this.storage || this.left) return;
      try {
        this.storage.setItem(KEY, written(this.kept));
        this.unsaved = "";
      } catch {
        this.unsaved =
          "The browser's storage is full, so your latest answers are not kept. They count until " +
          "you leave this page: save them as a file before.";
      }
    }

    record(attempts) {
      this.change((kept) => recorded(kept, attempts, now()));
    }

    usedHints(id, count) {
      this.change((kept) => hinted(kept, id, count, now()));
    }

    predict(key, value) {
      this.change((kept) => predicted(kept, key, value, now()));
    }

    // Add what another file holds; tells how many of its answers are new here.
    add(other) {
      this.look();
      const before = howMany(this.kept);
      this.change((kept) => merged(kept, other));
      return howMany(this.kept) - before;
    }

    // An empty record in its place tells other pages that it was meant so.
    forget() {
      this.kept = empty();
      this.write();
    }

    text() {
      this.saved = true;
      return written(this.kept);
    }

    tried(id) {
      return (this.kept.answers[id]?.tries ?? 0) > 0;
    }

    right(id) {
      return this.kept.answers[id]?.right ?? false;
    }

    answer(id) {
      return this.kept.answers[id]?.answer ?? "";
    }

    // What was predicted, "" if it was skipped, undefined before.
    predicted(key) {
      return this.kept.predictions[key]?.value;
    }
  }

  const DAMAGED =
    "What this browser kept of your answers was damaged. It is set aside, and a new record begins.";

  return { KEY, empty, read, broughtBack, written, merged, howMany, now, Keeper };
})();
