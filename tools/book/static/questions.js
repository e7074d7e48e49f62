// The cards of questions: what a reader presses, and what the page then says. What is right, and
// in which words, is verdicts.js' affair; what was answered is kept by keeping.js.
"use strict";

{
  const { verdicts, keeping } = course;
  const KINDS = { question, prediction, court, article };
  const NO_DATA = "The data of this question could not be loaded. Load the page again.";
  const refreshers = [];
  let keeper;

  document.addEventListener("DOMContentLoaded", start);

  async function start() {
    course.tables = await book.data("questions/tables");
    keeper = new keeping.Keeper(() => window.localStorage);
    course.keeper = keeper;
    const cards = [...document.querySelectorAll("form.ask")];
    for (const card of cards) card.addEventListener("submit", (event) => event.preventDefault());
    await Promise.all(cards.map(begin));
    document.dispatchEvent(new Event("course:ready"));
  }

  async function begin(card) {
    try {
      const records = await book.data(`questions/${card.dataset.lesson}`);
      const refresh = KINDS[card.dataset.kind](card, records[card.id]);
      refreshers.push(refresh);
      refresh();
    } catch {
      say(card, escape(NO_DATA), "problem");
    }
  }

  // After other answers than those of a card came in: a file, or none at all.
  course.refresh = () => {
    for (const refresh of refreshers) refresh();
  };

  // --- pieces

  const escape = (text) =>
    String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const strong = (text) => `<strong>${escape(text)}</strong>`;
  const paragraph = (html) => (html ? `<p>${html}</p>` : "");
  const field = (card, name) => card.elements.namedItem(name);
  const act = (card, name) => card.querySelector(`[data-act="${name}"]`);
  const status = (card) => card.querySelector(".ask-said");

  function say(card, html, look = "note") {
    status(card).innerHTML = html;
    status(card).dataset.look = look;
  }

  const trouble = () => paragraph(escape(keeper.trouble));

  function changed() {
    document.dispatchEvent(new Event("course:changed"));
  }

  // What was said belongs to the answer that was judged.
  function forgetMark(card) {
    if (status(card).dataset.look !== "note") say(card, "");
  }

  const marked = (text, look) => `<strong data-look="${look}">${escape(text)}</strong>`;
  const spoken = ({ right, typed, said }) =>
    `${marked(verdicts.mark(right), verdicts.kind(right))} ${escape(typed)} ${said}`;

  // --- a question

  function question(card, record) {
    let hints = 0;
    const answer = { choice: choose, number: type, exercise: fill }[record.kind];
    card.addEventListener("submit", () => {
      const { right, tried, given, html } = answer(card, record);
      if (tried) keeper.record([[record.id, right === true, given]]);
      say(card, html + trouble(), verdicts.kind(right));
      changed();
    });
    card.addEventListener("input", () => forgetMark(card));
    act(card, "hint").addEventListener("click", () => {
      const last = hints === record.hints.length;
      if (!last) keeper.usedHints(record.id, (hints += 1));
      say(card, hint(record, hints, last));
    });
    act(card, "solution").addEventListener("click", () =>
      say(card, solution(record, hints === record.hints.length)),
    );
    return () => {
      hints = 0;
      say(card, before(record.id));
    };
  }

  function choose(card, record) {
    const given = field(card, "answer").value;
    return { ...whole(verdicts.ofChoice(record, given)), given };
  }

  function type(card, record) {
    const given = field(card, "answer").value;
    return { ...whole(verdicts.ofNumber(record.number, given)), given };
  }

  const whole = (verdict) => ({
    right: verdict.right, tried: verdict.right !== null, html: paragraph(spoken(verdict)),
  });

  function fill(card, record) {
    const names = Object.keys(record.parts);
    const entries = Object.fromEntries(names.map((name) => [name, field(card, name).value]));
    const { parts, ...rest } = verdicts.ofExercise(record, entries);
    const lines = parts.map((part) => `<li>${strong(part.name)}: ${spoken(part)}</li>`);
    return { ...rest, html: `<ul>${lines.join("")}</ul>` };
  }

  function hint(record, count, wasLast) {
    const text = record.hints[count - 1];
    if (wasLast) return `<p>${strong("That was the last hint:")} ${text} The solution is open now.</p>`;
    return `<p>${strong(`Hint ${count} of ${record.hints.length}.`)} ${text}</p>`;
  }

  function solution(record, allHints) {
    if (!keeper.tried(record.id) && !allHints)
      return "<p>The solution opens after your first attempt or after the last hint.</p>";
    return `<p>${strong("Solution.")}</p>${record.solution}`;
  }

  function before(id) {
    if (!keeper.tried(id)) return "";
    return keeper.right(id)
      ? "<p>✓ You have answered this one correctly before.</p>"
      : "<p>You have tried this one before. Have another go.</p>";
  }

  // --- a prediction

  function prediction(card, record) {
    const fields = card.querySelector("fieldset"), compare = act(card, "compare");
    const buttons = [...card.querySelectorAll(".ask-buttons")][0];
    const scale = card.querySelector("[type=range]");
    scale?.addEventListener("input", () => point(scale, onScale(scale)));
    const make = (guess) => {
      keeper.predict(record.key, guess);
      refresh();
      changed();
      status(card).focus(); // the buttons are gone
    };
    card.addEventListener("submit", () => {
      const guess = scale ? onScale(scale) : field(card, "guess").value;
      if (guess) make(guess);
      else say(card, "<p>Choose one of the options first, or skip.</p>", "problem");
    });
    card.addEventListener("input", () => forgetMark(card));
    act(card, "skip").addEventListener("click", () => make(""));
    compare.addEventListener("click", () => {
      say(card, told(record));
      compare.hidden = true;
      status(card).focus();
    });
    function refresh() {
      const guess = keeper.predicted(record.key), made = guess !== undefined;
      fields.disabled = buttons.hidden = made;
      compare.hidden = !(made && record.opens);
      if (made) remember(card, scale, guess);
      say(card, made ? guessed(record, guess) + trouble() : "");
    }
    return refresh;
  }

  const onScale = (scale) =>
    `${course.numbers.general(scale.valueAsNumber)} ${scale.dataset.unit}`.trim();

  // What a scale says, to the eye and to the ear.
  function point(scale, words) {
    scale.nextElementSibling.textContent = words;
    scale.setAttribute("aria-valuetext", words);
  }

  // Show a guess that was made before; "" for one that was skipped.
  function remember(card, scale, guess) {
    if (!scale) return Object.assign(field(card, "guess"), { value: guess });
    if (guess) [scale.value] = guess.split(" ");
    return point(scale, guess);
  }

  // What was said; the answer too, unless an explorer shows it.
  function guessed(record, guess) {
    if (!record.opens) return told(record);
    const below = document.querySelector(`[data-explorer="${CSS.escape(record.opens)}"]`);
    if (below) below.id ||= `explorer-of-${record.key.split("/")[1]}`;
    const where = below ? `<a href="#${below.id}">with the explorer below</a>` : "below";
    return `<p>${escape(verdicts.said(record, guess))} Now find out ${where}.</p>`;
  }

  const told = (record) => {
    const words = verdicts.outcome(record, keeper.predicted(record.key));
    return `<p>${strong(words)} ${record.explanation}</p>`;
  };

  // --- the claim court

  function court(card, record) {
    const { claims } = record, { verdicts: names, sitting: most } = course.tables;
    const [verdict, part] = card.querySelectorAll("fieldset");
    const heading = card.querySelector(".ask-claim");
    const main = card.querySelector(".ask-main"), back = act(card, "back"), next = act(card, "next");
    let sitting = [], place = 0;
    const over = () => place === sitting.length;

    function sit() {
      const waiting = claims.filter(({ id }) => !keeper.tried(id));
      sitting = waiting.length ? waiting.slice(0, most) : claims;
      go(0);
    }

    function go(to) {
      place = to;
      back.disabled = place === 0;
      verdict.hidden = main.hidden = over();
      part.hidden = true;
      if (over()) close();
      else open(sitting[place]);
    }

    function open(claim) {
      const words = `Claim ${place + 1} of ${sitting.length}`;
      heading.innerHTML = `<p>${words}</p><blockquote>${escape(claim.claim)}</blockquote>`;
      next.textContent = place === sitting.length - 1 ? "How it went" : "Next claim";
      const given = verdicts.read(keeper.answer(claim.id));
      const known = verdicts.isWhole(claim, given);
      check("verdict", known ? given.verdict : "");
      if (known) tell(claim, given);
      else say(card, "");
    }

    function check(name, value) {
      for (const option of card.querySelectorAll(`[name=${name}]`))
        option.checked = option.value === value;
    }

    function close() {
      const judged = sitting.filter(({ id }) => keeper.tried(id));
      const differ = judged.filter(({ id }) => !keeper.right(id));
      const left = claims.filter(({ id }) => !keeper.tried(id)).length;
      heading.innerHTML = "<p>That was the last claim of this sitting.</p>";
      next.textContent = left ? "More claims" : "From the start";
      const count = `${judged.length} judged, ${judged.length - differ.length} as we judge.`;
      const rest = left ? `Still to judge: ${left}.` : "You have judged them all.";
      const again = differ.map(({ claim }) => `<li>“${escape(claim)}”</li>`).join("");
      const list = again && `<p>To read again:</p><ul>${again}</ul>`;
      say(card, `<p>${strong(count)} ${rest}</p>${list}`);
    }

    function judge() {
      const claim = sitting[place], chosen = field(card, "verdict").value;
      if (!chosen) say(card, "<p>Choose a verdict first.</p>", "problem");
      else if (chosen === claim.verdict && claim.fails) judgePart(claim);
      else settle(claim, { verdict: chosen, part: "" });
    }

    // "Partly" is half an answer: which part fails?
    function judgePart(claim) {
      if (part.hidden) return askPart(claim);
      const chosen = card.querySelector("[name=part]:checked")?.value;
      if (!chosen) return say(card, "<p>Choose the part that does not hold.</p>", "problem");
      return settle(claim, { verdict: claim.verdict, part: chosen });
    }

    function askPart(claim) {
      const options = claim.parts.map((text) => radio("part", text));
      part.replaceChildren(part.querySelector("legend"), ...options);
      part.hidden = false;
      say(card, "<p>Partly, yes. Choose the part that does not hold, and judge again.</p>");
      part.querySelector("input").focus();
    }

    function settle(claim, given) {
      keeper.record([[claim.id, verdicts.agrees(claim, given), verdicts.kept(given)]]);
      tell(claim, given);
      changed();
    }

    function tell(claim, given) {
      const look = verdicts.agrees(claim, given) ? "right" : "wrong";
      const comment = marked(verdicts.comment(claim, given), look);
      const words = `${comment} ${escape(names[claim.verdict])}.`;
      say(card, paragraph(words) + claim.said + trouble(), look);
    }

    function move(to) {
      if (over() && to > place) sit();
      else go(to);
      heading.focus();
    }

    card.addEventListener("submit", judge);
    card.addEventListener("change", ({ target }) => {
      if (target.name === "verdict") part.hidden = true;
      say(card, "");
    });
    back.addEventListener("click", () => move(place - 1));
    next.addEventListener("click", () => move(place + 1));
    return sit;
  }

  function radio(name, text) {
    const label = document.createElement("label"), words = document.createElement("span");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name, value: text });
    label.className = "ask-option";
    words.textContent = text;
    label.append(input, words);
    return label;
  }

  // --- an unseen article

  function article(card, { sentences }) {
    const lists = [...card.querySelectorAll("select")];
    const look = (sentence, given) => (verdicts.accepts(sentence, given) ? "right" : "wrong");
    const first = (key) => (keeper.tried(key) ? keeper.kept.answers[key].first : "");

    function mark() {
      const open = lists.map((list, at) => (list.value ? 0 : at + 1)).filter(Boolean);
      if (open.length) {
        say(card, `<p>Not judged yet: sentence ${open.join(", ")}.</p>`, "problem");
        return lists[open[0] - 1].focus();
      }
      keeper.record(
        sentences.map((one, at) => [
          one.key, verdicts.accepts(one, lists[at].value), lists[at].value,
        ]),
      );
      refresh();
      changed();
      return status(card).focus();
    }

    function refresh() {
      const judged = sentences.map((sentence) => ({ sentence, given: first(sentence.key) }));
      judged.forEach(({ sentence, given }, at) => {
        Object.assign(lists[at], { value: given, disabled: Boolean(given) });
        lists[at].closest(".ask-line").querySelector(".ask-reason").innerHTML = given
          ? `<p>${marked(verdicts.ofSentence(sentence, given), look(sentence, given))} ${sentence.said}</p>`
          : "";
      });
      const done = judged.every(({ given }) => given);
      card.querySelector(".ask-main").hidden = done;
      say(card, done ? scored(verdicts.score(judged)) + trouble() : "");
    }

    card.addEventListener("submit", mark);
    card.addEventListener("change", () => forgetMark(card));
    return refresh;
  }

  // How a page went, and what of the course to read again.
  function scored({ right, judged, seen, errors, doubted, again }) {
    const count = strong(`${right} of ${judged} sentences as we judge.`);
    const list = again.map((objective) => `<li>${objective}</li>`).join("");
    return (
      `<p>${count} You saw ${seen} of ${errors} planted errors, and doubted ${doubted} of the ` +
      `${judged - errors} sentences that hold. The reasons stand under the sentences.</p>` +
      (list && `<p>To read again:</p><ul>${list}</ul>`)
    );
  }
}
