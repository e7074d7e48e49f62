"""A question asks for a step of thought: its number does not stand above it in its section."""

import math
import re
from collections.abc import Iterator

import nbformat
import pytest

from helpers.lesson.answers import plain_unit, readings
from helpers.lesson.questions import Exercise, Numeric, questions
from helpers.lesson.standing import lessons
from tools.audit import NOTEBOOKS

ASKED = re.compile(r'lesson\.(?:ask|exercise)\("([^"]+)"\)')
SECTION = re.compile(r"^##? ", re.MULTILINE)
NUMBER = re.compile(r"(?<![\w.,/*−-])(\d+(?:,\d{3})*(?:\.\d+)?)(?![\d,.]*\d)[  ]?([^\s\d,;:.)=(]*)")
CHANCE = {  # of one size by chance, or on purpose
    ("05_supplement_forms", "three-labels"),  # the trap: one label gives the element already
    ("07_partners", "b12-by-two-routes"),  # a dose
    ("04_intake_from_food", "need-met"),  # the share that any RDA is enough for
}


def numbers(text: str) -> Iterator[tuple[float, str]]:
    """Each number of a text and the unit that follows it, if one does."""
    for digits, unit in NUMBER.findall(text):
        yield readings(digits.replace(",", ""))[0].number, plain_unit(unit)


def told(cell: nbformat.NotebookNode) -> str:
    """What a cell says: its text, or what it printed."""
    outputs = cell.get("outputs", [])
    if cell.cell_type == "markdown":
        return cell.source
    return "\n".join(o.get("text") or o.data.get("text/plain", "") for o in outputs)


def asked(lesson: str) -> Iterator[tuple[Numeric | Exercise, str]]:
    """Each question with what its section has told above it."""
    above = ""
    for cell in nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown" and SECTION.search(cell.source):
            above = ""
        if found := ASKED.findall(cell.source):
            yield from ((questions(lesson)[name], above) for name in found)
        else:
            above += f"\n{told(cell)}"


def in_sight(part: Numeric, text: str, above: str) -> bool:
    """Whether the answer stands above in its unit; without one, if it has decimals."""
    unit = plain_unit(part.unit)
    given = {number for number, _ in numbers(text)}
    return any(
        kind == unit and number not in given and math.isclose(number, part.answer, rel_tol=0.005)
        for number, kind in numbers(above)
        if unit or number % 1
    )


@pytest.mark.parametrize("lesson", lessons())
def test_no_answer_stands_just_above_its_question(lesson: str) -> None:
    seen = [
        question.id
        for question, above in asked(lesson)
        for part in getattr(question, "parts", {"": question}).values()
        if isinstance(part, Numeric) and in_sight(part, question.text, above)
        if (lesson, question.id) not in CHANCE
    ]
    assert not seen, f"{lesson}: the answer stands above {', '.join(seen)}"
