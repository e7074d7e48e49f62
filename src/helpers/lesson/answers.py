"""Reads numbers, amounts and times of the day the way people type them."""

import math
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from unicodedata import category, decimal, normalize

MG_PER_MASS = {"kg": 1e6, "g": 1e3, "mg": 1.0, "µg": 1e-3, "ug": 1e-3, "mcg": 1e-3}
HOURS_PER_TIME = {"minutes": 1 / 60, "h": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.5}
# Other words for a unit, one side of a slash at a time.
WORDS = {
    "g": "gram|grams|gm", "mg": "milligram|milligrams", "kg": "kilogram|kilograms",
    "μg": "mcg|ug|microgram|micrograms", "mmol": "millimole|millimoles", "iu": "units",
    "μmol": "umol|micromol|micromole|micromoles", "lb": "lbs|pound|pounds",
    "h": "hr|hrs|hour|hours", "minutes": "min|minute", "days": "d|day",
    "weeks": "week", "months": "month",
    "l": "litre|liter", "dl": "decilitre|deciliter", "ml": "millilitre|milliliter",
    "points": "point", "tablets": "tablet", "people": "person|persons", "rows": "row",
    "cells": "cell", "times": "x|×|time",
}  # fmt: skip
SPELLING = {other: unit for unit, others in WORDS.items() for other in others.split("|")}
# Left out: people write it or not.
OPTIONAL = re.compile(r"\s*(?:/\s*(?:day|d|24 ?h|1\.73 ?m2?)|daily|(?:each|every) day)$")
SPACES = " \u00a0\u202f'’"  # between thousands
AMOUNT = re.compile(
    rf"([-+]?)((?:\d|[.,]\d)[\d.,{SPACES}]*)(e[-+]?\d+)?\s*([^\d.,\s].*)?", re.IGNORECASE
)
SIGNS = {"−": "-", "\u066b": ".", "\u066c": "'", "\u066a": "%"}
QUOTIENT = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>\s*[:.,h]\s*)(?P<minute>\d{1,2})(?::00)?)?\s*"
    r"(?P<half>[ap]m)?(?:h|hours?|o'clock|uhr)?"
)
# What nobody types who means a number of hours.
TIME_OF_DAY = re.compile(r":|\dh\d|[ap]m$|^noon$|^midnight$|o'clock$|uhr$")
THOUSANDS = re.compile(
    rf"(?P<whole>[1-9]\d{{0,2}}(?P<mark>[.,{SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*)"
    r"(?:(?!(?P=mark))[.,](?P<decimals>\d+))?"
)


@dataclass(frozen=True)
class Amount:
    """A number with the unit that was typed behind it, "" if none was."""

    number: float
    unit: str = ""


def readings(entry: str) -> list[Amount]:
    """The ways to read "1,830 mg", "0,5 g", "−3", "20/115" or "7:30"; usually one.

    Only a comma before three digits is read in two ways: 30,049 can be 30049 or 30.049. Raises
    ValueError with a sentence when there is no finite number at the start.
    """
    text = keys(entry)
    if quotient := QUOTIENT.fullmatch(text):
        found = [Amount(float(quotient[1]) / float(quotient[2]))] if float(quotient[2]) else []
    elif TIME_OF_DAY.search(_clock_words(text)):
        found = [Amount(clock_in(entry), "h")]
    else:
        match = AMOUNT.fullmatch(text)
        found = list(_amounts(*match.groups(default=""))) if match else []
    if not found or not all(math.isfinite(amount.number) for amount in found):
        raise ValueError(f"“{entry}” cannot be read as one number.")
    return found


def clock_in(entry: str) -> float:
    """The hour of the day in "13:30", "7.30 am", "7 pm", "13h30" or "13.5", as 13.5.

    Two digits after a point or comma are minutes, one digit is tenths of an hour. Raises ValueError
    with a sentence for anything else.
    """
    words = _clock_words(keys(entry))
    match = CLOCK.fullmatch({"noon": "12", "midnight": "0"}.get(words, words))
    minutes = _minutes(match) if match else 60
    if not match or minutes >= 60 or int(match["hour"]) > (12 if match["half"] else 24):
        raise ValueError(f"“{entry}” cannot be read as a time.")
    return _of_24(int(match["hour"]), match["half"]) + minutes / 60


def _clock_words(text: str) -> str:
    """One spelling for am and pm."""
    return re.sub(r"\s*([ap])\.?\s*m\.?$", r" \1m", text.lower())


def _minutes(match: re.Match[str]) -> int:
    digits = match["minute"] or "0"
    tenths = len(digits) == 1 and (match["mark"] or "").strip() in (".", ",")
    return 6 * int(digits) if tenths else int(digits)


def _of_24(hour: int, half: str | None) -> int:
    """12 am is 0, 12 pm is 12."""
    return hour % 12 + 12 * (half == "pm") if half else hour


def keys(entry: object) -> str:
    """What was typed, in the keys of a plain keyboard.

    Every script's digits are digits, Arabic's signs for decimals and thousands are a point and an
    apostrophe, and marks that nobody sees (joiners, direction marks, a BOM) are left out.
    """
    return "".join(map(_key, str(entry))).strip()


def _key(sign: str) -> str:
    if sign.isdecimal():
        return str(decimal(sign))
    if category(sign) == "Cf":
        return ""
    wide = "\uff01" <= sign <= "\uff5e"  # as East Asian keyboards type it
    return normalize("NFKC", sign) if wide else SIGNS.get(sign, sign)


def values(entry: str, unit: str, converts: str = "") -> list[float]:
    """The numbers, in `unit`, as which an entry can be read; see `readings` and `in_unit`."""
    return [in_unit(amount, unit, converts) for amount in readings(entry)]


def in_unit(amount: Amount, unit: str, converts: str = "") -> float:
    """The number of an amount in `unit`; where none was typed, `unit` is meant.

    Masses and times are converted; `converts` names a function (value, from_unit, to_unit) that
    knows more. Raises ValueError with a sentence for another kind of unit.
    """
    typed, wanted = plain_unit(amount.unit), plain_unit(unit)
    if typed in ("", wanted, wanted.split(" ")[0]):
        return amount.number
    for family in (MG_PER_MASS, HOURS_PER_TIME):
        sizes = {plain_unit(name): size for name, size in family.items()}
        if typed in sizes and wanted in sizes:
            return amount.number * sizes[typed] / sizes[wanted]
    try:
        return float(_converter(converts)(amount.number, from_unit=typed, to_unit=wanted))
    except (ValueError, TypeError):
        asked = f"in {unit}. Convert it first" if unit else "without a unit"
        why = slip_in_unit(amount.unit, unit) or f"the answer is wanted {asked}."
        raise ValueError(f"“{amount.number:g} {amount.unit}”: {why}") from None


def slip_in_unit(typed: str, *wanted: str) -> str:
    """A sentence for a unit that is half of one, or not one but nearly: “mgg”; else ""."""
    for unit in wanted:
        if plain_unit(unit).startswith(f"{plain_unit(typed)}/"):
            return f"“{typed}” is only a part of the unit. Did you mean {unit}?"
    known = (*WORDS, *MG_PER_MASS, *wanted)
    real = SPELLING | {plain_unit(unit): unit for unit in known if unit}
    near = get_close_matches(plain_unit(typed), real, n=1, cutoff=0.75)
    exists = all(part in real for part in plain_unit(typed).split("/"))
    return f"“{typed}” is no unit. Did you mean {real[near[0]]}?" if near and not exists else ""


def plain_unit(unit: str) -> str:
    """One spelling for each unit: "mcg a day", "MCG" and "µg" are the same."""
    text = normalize("NFKC", unit).casefold().strip(" .")
    text = re.sub(r"\bper ?cents?\b|\bpct\b", "%", text)
    text = re.sub(r"\s*(?:\bper\b|\ban?\b|/)\s*", "/", text)
    parts = (part.strip() for part in OPTIONAL.sub("", text).split("/"))
    return "/".join(SPELLING.get(part, part) for part in parts)


def _converter(name: str) -> Any:
    if not name:
        raise ValueError("no conversion is named")
    return pkgutil.resolve_name(name)


def _amounts(sign: str, digits: str, exponent: str, unit: str) -> Iterator[Amount]:
    for number in _numbers(digits.strip()):
        yield Amount(float(f"{sign}{number}{exponent}"), unit.strip())


def _numbers(digits: str) -> list[str]:
    """Digits with their separators as numbers of Python; none if they make no sense."""
    decimal = digits.replace(",", ".")
    found = [decimal] if re.fullmatch(r"\d+\.?\d*|\.\d+", decimal) else []
    grouped = THOUSANDS.fullmatch(digits)
    if grouped and not (found and grouped["mark"] == "."):  # 1.830 has a decimal point
        found.insert(0, re.sub(r"\D", "", grouped["whole"]) + "." + (grouped["decimals"] or "0"))
    return found
