"""The book's questions judge and speak as the lessons do; their cards hold what they need."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from helpers.lesson.questions import Choice, Exercise, Numeric
from helpers.lesson.standing import lessons
from tests.book.node import answers, needs_node
from tools.book import question_records as records
from tools.lessons import Material, lesson
from tools.slides.pieces import inline

MATERIALS = [pytest.param(lesson(name), id=name[:2]) for name in lessons()]


def numbers(material: Material) -> Iterator[Numeric]:
    for asked in material.questions.values():
        if isinstance(asked, Numeric):
            yield asked
        elif isinstance(asked, Exercise):
            yield from asked.parts.values()


def entries(part: Numeric, record: records.Data) -> list[str]:
    """What people may type: right and foreseen numbers in all units, slips, and no numbers."""
    values = [part.answer, *(mistake.value for mistake in part.mistakes)]
    typed = [f"{value * times:.12g}" for value in values for times in (1, 0.9, 1.013, 10, 0.001)]
    typed += [f"{value / rate:.12g} {unit}" for value in values[:1]
              for unit, rate in record["rates"].items()]  # fmt: skip
    typed += [f"{value:.2g}" for value in values] + [f"{part.answer:.12g} {part.unit}"]
    typed += [f"{part.answer:.3f}".replace(".", ","), f"{part.answer / 100:.6g}"]
    units = ("", " mgg", " stones", " mmol", " ng", " tabletts", " %", " per cent", " g/day")
    typed += [f"34{unit}" for unit in units]
    return [*typed, "", "  ", "abc", "30,049", "1,234", "7:30", "1/4", "-3", "constructor", "½"]


def words(verdict: Any) -> tuple[bool | None, str]:
    """Whether it is right and what is said, from Python or from JavaScript, as plain text."""
    if isinstance(verdict, dict):
        return verdict["right"], text(f"{verdict['typed']} {verdict['said']}")
    return verdict.right, text(inline(verdict.message))


def text(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


@needs_node
@pytest.mark.parametrize("material", MATERIALS)
def test_numbers_are_judged_as_in_the_lesson(material: Material) -> None:
    parts = [(part, records.number(part)) for part in numbers(material)]
    asked = [(part, record, entry) for part, record in parts for entry in entries(part, record)]
    found = answers([("number", record, entry) for _, record, entry in asked])
    for (part, _, entry), verdict in zip(asked, found, strict=True):
        assert (entry, *words(verdict)) == (entry, *words(part.judge(entry)))


@needs_node
@pytest.mark.parametrize("material", MATERIALS)
def test_every_foreseen_mistake_has_its_message(material: Material) -> None:
    asked = [(part, wrong) for part in numbers(material) for wrong in part.mistakes]
    found = answers([("number", records.number(part), f"{wrong.value!r}") for part, wrong in asked])
    for (part, wrong), verdict in zip(asked, found, strict=True):
        said = next(one.message for one in part.mistakes if part._close(wrong.value, one.value))
        assert words(verdict) == (False, text(inline(said))), part.id


@needs_node
@pytest.mark.parametrize("material", MATERIALS)
def test_options_are_judged_as_in_the_lesson(material: Material) -> None:
    choices = [asked for asked in material.questions.values() if isinstance(asked, Choice)]
    asked = [(one, option) for one in choices for option in (*(o.text for o in one.options), "")]
    found = answers([("choice", records.question(one), option) for one, option in asked])
    assert [words(verdict) for verdict in found] == [words(one.judge(text)) for one, text in asked]


@needs_node
def test_an_exercise_is_judged_part_by_part() -> None:
    asked = lesson("04_intake_from_food").questions["bread-swap"]
    typed = {"white": "14 mg", "whole_wheat": "75", "gain": ""}
    [found] = answers([("exercise", records.question(asked), typed)])
    assert [part["right"] for part in found["parts"]] == [True, False, None]
    assert (found["right"], found["tried"]) == (False, True)
    assert found["given"] == "white: 14 mg; whole_wheat: 75; gain: "
