// Reads numbers, amounts and times of the day the way people type them, as
// src/helpers/lesson/answers.py does; tests hold the two to the same examples.
"use strict";

globalThis.course ??= {}; // what the scripts of the questions share; `course.tables` comes first

course.numbers = (() => {
  const OPTIONAL = /\s*(?:\/\s*(?:day|d|24 ?h|1\.73 ?m2?)|daily|(?:each|every) day)$/;
  const QUOTIENT = /^(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/;
  const CLOCK =
    /^(?<hour>\d{1,2})(?:(?<mark>\s*[:.,h]\s*)(?<minute>\d{1,2})(?::00)?)?\s*(?<half>[ap]m)?(?:h|hours?|o'clock|uhr)?$/;
  const TIME_OF_DAY = /:|\dh\d|[ap]m$|^noon$|^midnight$|o'clock$|uhr$/;
  const SPACES = " \u00a0\u202f'’"; // between thousands
  const AMOUNT = new RegExp(
    `^([-+]?)((?:\\d|[.,]\\d)[\\d.,${SPACES}]*)(e[-+]?\\d+)?\\s*([^\\d.,\\s].*)?$`, "i",
  );
  const THOUSANDS = new RegExp(
    `^(?<whole>[1-9]\\d{0,2}(?<mark>[.,${SPACES}])\\d{3}(?:\\k<mark>\\d{3})*)` +
      "(?:(?!\\k<mark>)[.,](?<decimals>\\d+))?$",
  );
  const NEAR = 0.75; // so much of two words must be alike

  const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

  // --- what was typed

  // Its readings; throws a sentence when there is no finite number at the start.
  function readings(entry) {
    const text = keys(entry);
    const found = quotient(text) ?? time(entry, text) ?? amounts(text);
    if (!found.length || !found.every(({ number }) => Number.isFinite(number)))
      throw new Error(`“${entry}” cannot be read as one number.`);
    return found;
  }

  function quotient(text) {
    const match = QUOTIENT.exec(text);
    return match && (Number(match[2]) ? [{ number: match[1] / match[2], unit: "" }] : []);
  }

  function time(entry, text) {
    return TIME_OF_DAY.test(clockWords(text)) ? [{ number: clockIn(entry), unit: "h" }] : null;
  }

  function amounts(text) {
    const [, sign, digits, exponent = "", unit = ""] = AMOUNT.exec(text) ?? [];
    const numbers = digits === undefined ? [] : numbersIn(digits.trim());
    return numbers.map((number) => ({
      number: Number(sign + number + exponent), unit: unit.trim(),
    }));
  }

  // Digits with their separators; only a comma before three digits is read in two ways.
  function numbersIn(digits) {
    const decimal = digits.replaceAll(",", ".");
    const found = /^(\d+\.?\d*|\.\d+)$/.test(decimal) ? [decimal] : [];
    const grouped = THOUSANDS.exec(digits)?.groups;
    if (grouped && !(found.length && grouped.mark === "."))
      found.unshift(`${grouped.whole.replace(/\D/g, "")}.${grouped.decimals ?? "0"}`);
    return found;
  }

  // The hour of the day in "13:30", "7.30 am" or "13.5"; throws a sentence for anything else.
  function clockIn(entry) {
    const words = clockWords(keys(entry));
    const match = CLOCK.exec({ noon: "12", midnight: "0" }[words] ?? words)?.groups;
    const minutes = match ? minutesOf(match) : 60;
    if (minutes >= 60 || match.hour > (match.half ? 12 : 24))
      throw new Error(`“${entry}” cannot be read as a time.`);
    return of24(Number(match.hour), match.half) + minutes / 60;
  }

  const clockWords = (text) => text.toLowerCase().replace(/\s*([ap])\.?\s*m\.?$/, " $1m");

  // Two digits after a point are minutes, one digit is tenths of an hour.
  function minutesOf({ minute = "0", mark = "" }) {
    const tenths = minute.length === 1 && [".", ","].includes(mark.trim());
    return tenths ? 6 * minute : Number(minute);
  }

  const of24 = (hour, half) => (half ? (hour % 12) + (half === "pm" ? 12 : 0) : hour);

  // What was typed, in the keys of a plain keyboard.
  const keys = (entry) => Array.from(String(entry), key).join("").trim();

  function key(sign) {
    if (/\p{Nd}/u.test(sign)) return String(digit(sign.codePointAt(0)));
    if (/\p{Cf}/u.test(sign)) return "";
    if (sign >= "\uff01" && sign <= "\uff5e") return sign.normalize("NFKC");
    return own(course.tables.signs, sign) ?? sign;
  }

  // Each script has its ten digits in a row.
  function digit(point) {
    let first = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return (point - first) % 10;
  }

  // --- units

  // One spelling for each unit: "mcg a day", "MCG" and "µg" are the same.
  function plainUnit(unit) {
    const text = unit
      .normalize("NFKC")
      .toLowerCase()
      .replace(/^[ .]+|[ .]+$/g, "")
      .replace(/(?<![\p{L}\p{N}_])(?:per ?cents?|pct)(?![\p{L}\p{N}_])/gu, "%")
      .replace(/\s*(?:(?<![\p{L}\p{N}_])(?:per|an?)(?![\p{L}\p{N}_])|\/)\s*/gu, "/")
      .replace(OPTIONAL, "");
    const parts = text.split("/").map((part) => part.trim());
    return parts.map((part) => own(course.tables.spelling, part) ?? part).join("/");
  }

  // The number of an amount in the unit of `part`; throws a sentence for another kind of unit.
  function inUnit({ number, unit }, part) {
    const typed = plainUnit(unit), wanted = plainUnit(part.unit);
    if (["", wanted, wanted.split(" ")[0]].includes(typed)) return number;
    const rate = own(part.rates, typed);
    if (rate !== undefined) return number * rate;
    const asked = part.unit ? `in ${part.unit}. Convert it first` : "without a unit";
    const why = slipInUnit(unit, part.unit) || `the answer is wanted ${asked}.`;
    throw new Error(`“${general(number)} ${unit}”: ${why}`);
  }

  // A sentence for a unit that is half of one, or not one but nearly.
  function slipInUnit(unit, wanted) {
    const typed = plainUnit(unit);
    if (plainUnit(wanted).startsWith(`${typed}/`))
      return `“${unit}” is only a part of the unit. Did you mean ${wanted}?`;
    const real = new Map(Object.entries(course.tables.known));
    if (wanted) real.set(plainUnit(wanted), wanted);
    const near = real.has(typed) ? undefined : nearest(typed, real.keys());
    return near ? `“${unit}” is no unit. Did you mean ${real.get(near)}?` : "";
  }

  // The word that is most alike, as difflib of Python finds it.
  function nearest(word, known) {
    let best, most = NEAR;
    for (const other of known) {
      const alike = (2 * common(other, word)) / (other.length + word.length);
      if (alike > most || (alike === most && !(best > other))) [best, most] = [other, alike];
    }
    return best;
  }

  // How many letters two words share: those of the longest piece, then those beside it.
  function common(one, other) {
    const { size, start, there } = longest(one, other);
    if (!size) return 0;
    return (
      size + common(one.slice(0, start), other.slice(0, there)) +
      common(one.slice(start + size), other.slice(there + size))
    );
  }

  function longest(one, other) {
    let best = { size: 0, start: 0, there: 0 };
    for (let start = 0; start < one.length; start += 1)
      for (let there = 0; there < other.length; there += 1) {
        let size = 0;
        while (start + size < one.length && one[start + size] === other[there + size]) size += 1;
        if (size > best.size) best = { size, start, there };
      }
    return best;
  }

  // --- numbers in sentences

  // As Python writes a number with the format "g".
  function general(value, digits = 6) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const power = Number(exponent);
    const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
    if (power >= -4 && power < digits) return short(value.toFixed(digits - 1 - power));
    return `${short(mantissa)}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }

  return { readings, clockIn, plainUnit, inUnit, general };
})();
