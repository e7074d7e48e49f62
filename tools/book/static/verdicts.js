// What is said to an answer, as src/helpers/lesson/{questions,court,article,predict}.py say it.
// A verdict: right (null if it could not be judged), a sentence on what was typed, and the message
// as HTML from the record of the question.
"use strict";

course.verdicts = (() => {
  const { readings, inUnit, plainUnit, general } = course.numbers;
  const within = (value, [low, high]) => low <= value && value <= high;
  const verdict = (right, typed, said = "") => ({ right, typed, said });

  // How a verdict opens, and its look.
  const mark = (right) =>
    ({ true: "✓ Right.", false: "✗ Not right.", null: "Not judged." })[right];
  const kind = (right) => ({ true: "right", false: "wrong", null: "problem" })[right];

  // --- options

  function ofChoice(record, chosen) {
    if (!Object.hasOwn(record.options, chosen))
      return verdict(null, "Choose one of the options first.");
    const { right, said } = record.options[chosen];
    return verdict(right, "", said);
  }

  // --- numbers

  function ofNumber(part, entry) {
    if (!entry.trim())
      return verdict(null, `The box is empty. Type ${part.wanted}, then choose Check.`);
    try {
      return judged(part, entry, amountsIn(part, entry));
    } catch (problem) {
      return verdict(null, problem.message);
    }
  }

  // The ways to read an entry; what to type instead, if there is none.
  function amountsIn(part, entry) {
    try {
      return readings(entry);
    } catch (problem) {
      throw new Error(`${problem.message} Type ${part.wanted}.`);
    }
  }

  function judged(part, entry, amounts) {
    const found = amounts.map((amount) => foreseen(part, entry, amount)).filter(Boolean);
    return found.find(({ right }) => right) ?? found[0] ?? unforeseen(part, entry, amounts);
  }

  const isRight = (part, value) => part.right.some((reach) => within(value, reach));

  // What is said to one reading of an entry, if it is right or a foreseen mistake.
  function foreseen(part, entry, amount) {
    const value = inUnit(amount, part);
    const told = (number) => `${entry} is ${general(number, 3)} ${part.unit}.`;
    if (isRight(part, value)) {
      const same = ["", plainUnit(part.unit)].includes(plainUnit(amount.unit));
      return verdict(true, same ? "" : told(value), part.said);
    }
    if (part.unit === "%" && !amount.unit && isRight(part, 100 * value))
      return verdict(true, told(100 * value), part.said);
    const mistake = part.mistakes.find(({ reach }) => within(value, reach));
    return mistake && verdict(false, "", mistake.said);
  }

  // What is said to a number that is neither right nor a foreseen mistake.
  function unforeseen(part, entry, amounts) {
    if (amounts.length > 1) {
      const either = amounts.map(({ number }) => general(number, 10)).join(" or as ");
      return verdict(null, `“${entry}” can be read as ${either}. Write it without the comma.`);
    }
    const [amount] = amounts;
    const other = amount.unit ? "" : rightUnit(part, amount.number);
    if (other)
      return verdict(
        null,
        `“${entry}” would be right in ${other}. The box asks for ${part.unit}: convert it, or ` +
          "type the unit as well.",
      );
    const value = inUnit(amount, part);
    return verdict(false, slippedPoint(part, value) || direction(part, value));
  }

  // Another unit in which a bare number is right, if there is one.
  function rightUnit(part, number) {
    const fits = (unit) => {
      try {
        return isRight(part, inUnit({ number, unit }, part));
      } catch {
        return false;
      }
    };
    return part.counts ? "" : (course.tables.otherUnits.find(fits) ?? "");
  }

  // A sentence if only the decimal point is wrong; one figure alone may be chance.
  function slippedPoint(part, value) {
    const figures = Math.abs(value).toExponential(10).split("e")[0].replace(/0+$/, "");
    if (figures.replace(".", "").length < 2) return "";
    for (const power of [10, 100, 1000, 1e6])
      for (const [times, size] of [[power, "large"], [1 / power, "small"]])
        if (within(value / times, part.right[0]))
          return (
            `The figures are right, but the number is ${power.toLocaleString("en")} times too ` +
            `${size}. Look at the units and at the decimal point.`
          );
    return "";
  }

  const direction = (part, value) =>
    `That is too ${value > part.answer ? "high" : "low"}. A hint may help.`;

  // --- exercises

  // A verdict for each part; what they are together, and the answers in one line, to be kept.
  function ofExercise(record, entries) {
    const parts = Object.entries(record.parts).map(([name, part]) => ({
      name: part.name, entry: `${name}: ${entries[name]}`, ...ofNumber(part, entries[name]),
    }));
    const rights = parts.map(({ right }) => right);
    const right = rights.every(Boolean) || (rights.includes(false) ? false : null);
    const tried = rights.some((one) => one !== null);
    return { parts, right, tried, given: parts.map(({ entry }) => entry).join("; ") };
  }

  // --- predictions

  const quoted = (record, answer) => (record.choice ? `“${answer}”` : answer);

  const said = (record, guess) =>
    guess ? `You said ${quoted(record, guess)}.` : "You skipped this prediction.";

  // The guess beside what turned out.
  function outcome(record, guess) {
    const right = quoted(record, record.right);
    if (guess === record.right) return `You said ${right}, and so it is.`;
    return `${guess ? `You said ${quoted(record, guess)}; it is` : "It is"} ${right}.`;
  }

  // --- claims

  // An answer as it is kept: a verdict and, of "partly", which part does not hold.
  const kept = ({ verdict: word, part }) => (part ? `${word}: ${part}` : word);

  function read(answer) {
    const [word, ...part] = answer.split(": ");
    return { verdict: word, part: part.join(": ") };
  }

  // Whether it answers all that is asked; the part is asked of who says partly with us.
  function isWhole(claim, given) {
    if (given.verdict === claim.verdict && claim.fails) return claim.parts.includes(given.part);
    return Object.hasOwn(course.tables.verdicts, given.verdict);
  }

  const agrees = (claim, given) => given.verdict === claim.verdict && given.part === claim.fails;

  function comment(claim, given) {
    if (agrees(claim, given)) return "✓ We agree.";
    if (given.verdict === claim.verdict)
      return "✗ Partly it is, but the other part does not hold.";
    const near = course.tables.near[`${given.verdict} ${claim.verdict}`] ?? "";
    return `✗ We judge differently. ${near}`.trim();
  }

  // --- articles

  const accepts = (sentence, given) => sentence.kinds.includes(given);

  function ofSentence(sentence, given) {
    const kinds = course.tables.kinds, [ours] = sentence.kinds;
    if (accepts(sentence, given)) return "✓ As we judge.";
    const word = kinds[ours].toLowerCase();
    return [given, ours].includes(course.tables.holds)
      ? `✗ We judge: ${word}.`
      : `✗ It is wrong, yes, but for another reason: ${word}.`;
  }

  // How a page went: sentences, each with what was said of it.
  function score(judgedSentences) {
    const { holds } = course.tables;
    const right = judgedSentences.filter(({ sentence, given }) => accepts(sentence, given));
    const errors = judgedSentences.filter(({ sentence }) => sentence.kinds[0] !== holds);
    const sound = judgedSentences.filter(({ sentence }) => sentence.kinds[0] === holds);
    const count = (some, test) => some.filter(({ given }) => test(given)).length;
    return {
      right: right.length,
      judged: judgedSentences.length,
      seen: count(errors, (given) => given !== holds),
      errors: errors.length,
      doubted: count(sound, (given) => given !== holds),
      again: [
        ...new Set(
          judgedSentences.filter((one) => !right.includes(one)).map((one) => one.sentence.objective),
        ),
      ],
    };
  }

  return {
    mark, kind, ofChoice, ofNumber, ofExercise, said, outcome, kept, read, isWhole, agrees,
    comment, accepts, ofSentence, score,
  };
})();
