"""Moodle XML, answered as Moodle answers: every foreseen answer gets what the lesson says to it."""

import re
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from helpers.lesson.answers import MG_PER_MASS
from helpers.lesson.card import plain
from helpers.lesson.questions import Choice, Numeric
from tools import lessons
from tools.instructor.bank import NO_MATCH, Item, html, items
from tools.instructor.moodle import quiz
from tools.lessons import lesson

NAMES = lessons.names()
ALL = [(name, item) for name in NAMES for item in items(lesson(name))]
CHOICES = [(name, item) for name, item in ALL if isinstance(item.key, Choice)]
NUMBERS = [(name, item) for name, item in ALL if isinstance(item.key, Numeric)]
# What https://docs.moodle.org/en/Moodle_XML_format names, for the types that are used here.
EVERY = (
    "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber",
    "answer", "hint", "tags",
)  # fmt: skip
TAGS = {
    "multichoice": {*EVERY, "single", "shuffleanswers", "answernumbering"},
    "numerical": {*EVERY, "units", "unitgradingtype", "showunits", "unitsleft"},
}


def ids(pairs: list[tuple[str, Item]]) -> list[str]:
    return [f"{name}-{item.id}" for name, item in pairs]


@cache
def stored(name: str) -> Element:
    return ElementTree.fromstring(quiz(lesson(name)))


def entry(name: str, item: Item) -> Element:
    wanted = f"{name[:2]}-{item.id}"
    (found,) = [one for one in stored(name) if one.findtext("idnumber") == wanted]
    return found


def moodle_says(entry: Element, typed: str) -> tuple[float, str]:
    """Grade and feedback, by the rules of Moodle's qtype_numerical."""
    number, unit = re.fullmatch(r"([-+]?[\d.]+(?:e[-+]?\d+)?)(.*)", typed.replace(" ", "")).groups()
    units = {one.findtext("unit_name"): one.findtext("multiplier") for one in entry.iter("unit")}
    value = float(number) / float(units.get(unit, 1))
    for answer in entry.iter("answer"):
        target = answer.findtext("text")
        within = target == "*" or (
            abs(value - float(target)) <= float(answer.findtext("tolerance")) + 1e-12
        )
        if within:
            return float(answer.get("fraction")), answer.findtext("feedback/text")
    raise AssertionError("no answer matches")


@pytest.mark.parametrize("name", NAMES)
def test_every_question_of_a_lesson_is_there_once(name: str) -> None:
    category, *found = stored(name)
    assert category.get("type") == "category"
    place = category.findtext("category/text")
    assert re.fullmatch(r"\$course\$/top/Magnesium and bone health/[^/]+", place)
    numbers = [one.findtext("idnumber") for one in found]
    assert numbers == [f"{name[:2]}-{item.id}" for item in items(lesson(name))]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", NAMES)
def test_only_documented_elements_are_used(name: str) -> None:
    _, *found = stored(name)
    for one in found:
        assert {child.tag for child in one} <= TAGS[one.get("type")]
        for tag in ("questiontext", "generalfeedback"):
            assert one.find(tag).get("format") == "html"
            assert one.findtext(f"{tag}/text").startswith("<p>")


@pytest.mark.parametrize(("name", "item"), ALL, ids=ids(ALL))
def test_text_hints_and_solution_are_the_lessons(name: str, item: Item) -> None:
    found = entry(name, item)
    assert found.findtext("questiontext/text") == html(item.text)
    hints = [hint.findtext("text") for hint in found.iter("hint")]
    assert hints == [html(hint) for hint in item.hints]
    assert len(hints) == 3
    after = found.findtext("generalfeedback/text")
    assert "Solution." in after and f"lesson {name[:2]}, section" in plain(after)


@pytest.mark.parametrize(("name", "item"), CHOICES, ids=ids(CHOICES))
def test_each_option_has_its_feedback(name: str, item: Item) -> None:
    found = entry(name, item)
    assert found.get("type") == "multichoice"
    assert found.findtext("single") == "true"
    said = {
        answer.findtext("text"): (answer.get("fraction"), answer.findtext("feedback/text"))
        for answer in found.iter("answer")
    }
    assert said == {
        html(option.text): ("100" if option.right else "0", html(option.message))
        for option in item.key.options
    }


@pytest.mark.parametrize(("name", "item"), NUMBERS, ids=ids(NUMBERS))
def test_each_number_gets_the_answer_of_the_lesson(name: str, item: Item) -> None:
    found, key = entry(name, item), item.key
    inside = 1 + 0.9 * key.tolerance
    for value in (key.answer, key.answer * inside, key.answer / inside):
        assert moodle_says(found, f"{value:.12g}") == (100, html(key.right))
        assert moodle_says(found, f"{value:.12g} {key.unit}") == (100, html(key.right))
    for mistake in key.mistakes:
        assert moodle_says(found, f"{mistake.value:.12g}") == (0, html(mistake.message))
    assert moodle_says(found, "987654321") == (0, html(NO_MATCH))


@pytest.mark.parametrize(("name", "item"), NUMBERS, ids=ids(NUMBERS))
def test_a_mass_may_be_typed_in_another_unit(name: str, item: Item) -> None:
    found, key = entry(name, item), item.key
    if key.unit not in MG_PER_MASS:
        assert len(list(found.iter("unit"))) == 1
        return
    for unit, mass in MG_PER_MASS.items():
        typed = f"{key.answer * MG_PER_MASS[key.unit] / mass:.12g} {unit}"
        assert moodle_says(found, typed)[0] == 100


def test_sources_of_the_section_are_named() -> None:
    (item,) = [item for item in items(lesson("05_supplement_forms")) if item.id == "two-methods"]
    assert "](https://doi.org/10.1177/0148607194018005430)" in item.solution
    assert "section “3. “Which form is best?” is the wrong question”" in item.solution
