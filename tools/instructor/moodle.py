"""Questions as Moodle XML: https://docs.moodle.org/en/Moodle_XML_format."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from helpers.lesson.answers import MG_PER_MASS
from helpers.lesson.questions import Choice, Numeric
from tools.instructor.bank import (
    COURSE,
    Item,
    Quiz,
    add,
    document,
    html,
    plain_number,
    reach,
    right_ranges,
)

PENALTY = "0.3333333"  # for each wrong try, where a quiz allows several
UNIT_OPTIONAL = "0"  # "310 mg" and "310" are both taken
UNIT_TYPED = "0"  # beside the number, in the same field


def questions(quiz: Quiz) -> bytes:
    """The questions of a quiz, in a category of their own."""
    root = Element("quiz")
    category = add(add(root, "question", type="category"), "category")
    add(category, "text", f"$course$/top/{COURSE}/{quiz.title.partition(':')[0]}")
    for item in quiz.items:
        question(root, item, quiz)
    return document(root)


def question(root: Element, item: Item, quiz: Quiz) -> None:
    """One question with its answers, hints and solution."""
    is_choice = isinstance(item.key, Choice)
    entry = add(root, "question", type="multichoice" if is_choice else "numerical")
    add(add(entry, "name"), "text", f"{quiz.number} {item.title}")
    rich(entry, "questiontext", item.text)
    rich(entry, "generalfeedback", item.solution)
    for tag, text in {"defaultgrade": f"{item.points}", "penalty": PENALTY, "hidden": "0"}.items():
        add(entry, tag, text)
    add(entry, "idnumber", f"{quiz.number}-{item.id}")
    if isinstance(item.key, Choice):
        choice(entry, item.key)
    else:
        numeric(entry, item, item.key)
    for hint in item.hints:
        rich(entry, "hint", hint)
    add(add(add(entry, "tags"), "tag"), "text", quiz.name)


def choice(entry: Element, key: Choice) -> None:
    """The options, each with its own feedback."""
    for tag, text in {"single": "true", "shuffleanswers": "true", "answernumbering": "abc"}.items():
        add(entry, tag, text)
    for option in key.options:
        answer = rich(entry, "answer", option.text, fraction=100 if option.right else 0)
        rich(answer, "feedback", option.message)


def numeric(entry: Element, item: Item, key: Numeric) -> None:
    """The right number, each foreseen mistake, and whatever else is entered."""
    known = [(*bounds, 100, key.right) for bounds in right_ranges(key)]
    known += [(*reach(one.value, key.tolerance), 0, one.message) for one in key.mistakes]
    for low, high, fraction, message in known:
        answer = add(entry, "answer", fraction=fraction)
        add(answer, "text", plain_number((low + high) / 2))
        add(answer, "tolerance", plain_number((high - low) / 2))
        rich(answer, "feedback", message)
    answer = add(entry, "answer", fraction=0)
    add(answer, "text", "*")
    rich(answer, "feedback", item.no_match)
    units(entry, key.unit)


def units(entry: Element, unit: str) -> None:
    """The units that may be typed; Moodle divides a number by the multiplier of its unit."""
    listed = add(entry, "units")
    for name, multiplier in multipliers(unit):
        one = add(listed, "unit")
        add(one, "multiplier", plain_number(multiplier))
        add(one, "unit_name", name)
    add(entry, "unitgradingtype", UNIT_OPTIONAL)
    add(entry, "showunits", UNIT_TYPED)
    add(entry, "unitsleft", "0")


def multipliers(unit: str) -> Iterator[tuple[str, float]]:
    """The unit itself, and other masses for a mass; Moodle drops the spaces in what is typed."""
    yield unit.replace(" ", ""), 1
    if unit in MG_PER_MASS:
        for other, mass in MG_PER_MASS.items():
            if other != unit:
                yield other, MG_PER_MASS[unit] / mass


def rich(parent: Element, tag: str, text: str, **attributes: Any) -> Element:
    """An element that holds HTML."""
    child = add(parent, tag, **attributes, format="html")
    add(child, "text", html(text))
    return child
