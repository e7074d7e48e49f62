"""The book reads numbers as the lessons do: one table of entries, read in Node.js."""

from typing import Any

from helpers.lesson.answers import clock_in
from helpers.lesson.questions import Numeric
from tests.book.node import answers, needs_node
from tests.entries import AMOUNTS, CONVERTED, NO_NUMBER, OTHER_UNIT, SAME_UNIT, TWO_WAYS
from tools.book import question_records as records

pytestmark = needs_node
HOURS = ["7:30", "7.30 am", "7 p.m.", "13h30", "13.5", "noon", "midnight", "19 Uhr", "24:00"]


def read(name: str, entries: list[Any]) -> list[Any]:
    return answers([(name, entry) for entry in entries])


def test_amounts() -> None:
    found = read("readings", [entry for entry, _, _ in AMOUNTS])
    assert found == [[{"number": number, "unit": unit}] for _, number, unit in AMOUNTS]


def test_two_readings() -> None:
    found = read("readings", TWO_WAYS)
    assert [[one["number"] for one in both] for both in found] == [
        [float(entry.replace(",", "")), float(entry.replace(",", "."))] for entry in TWO_WAYS
    ]


def test_what_is_no_number() -> None:
    for entry, found in zip(NO_NUMBER, read("readings", NO_NUMBER), strict=True):
        assert found["problem"].startswith(f"“{entry}” cannot be read as one number.")


def test_times_of_the_day() -> None:
    assert read("clock", HOURS) == [clock_in(entry) for entry in HOURS]
    assert all("as a time" in found["problem"] for found in read("clock", ["25:00", "7:60", "x"]))


def test_units() -> None:
    pairs = [*SAME_UNIT, *OTHER_UNIT]
    plain = read("unit", [unit for pair in pairs for unit in pair])
    assert [one == other for one, other in zip(plain[::2], plain[1::2], strict=True)] == [
        pair in SAME_UNIT for pair in pairs
    ]


def test_conversions() -> None:
    shared: dict[str, Any] = {"id": "x", "objective": "x", "text": "", "hints": (), "solution": ""}
    asked = [
        (Numeric(**shared, answer=value, unit=unit, right="Yes.", tolerance=1e-9), entry)
        for entry, unit, value in CONVERTED
    ]
    found = answers([("number", records.number(part), entry) for part, entry in asked])
    assert [verdict["right"] for verdict in found] == [True] * len(CONVERTED)


def test_numbers_in_sentences_look_as_python_writes_them() -> None:
    numbers = [0, 12.5, 1 / 3, 1e-5, 123456789, 1e21, -0.00012345, 100, 0.1 + 0.2, 1830, 99999.97]
    found = answers([("general", number, digits) for number in numbers for digits in (3, 6, 10)])
    assert found == [f"{number:.{digits}g}" for number in numbers for digits in (3, 6, 10)]
