"""Moodle XML, answered as Moodle answers, and as its format is documented."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from tests.instructor import bank
from tools import lessons
from tools.instructor.bank import items, of_lesson
from tools.instructor.moodle import questions
from tools.lessons import lesson

# What https://docs.moodle.org/en/Moodle_XML_format names, for the types that are used here.
EVERY = (
    "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber",
    "answer", "hint", "tags",
)  # fmt: skip
TAGS = {
    "multichoice": {*EVERY, "single", "shuffleanswers", "answernumbering"},
    "numerical": {*EVERY, "units", "unitgradingtype", "showunits", "unitsleft"},
}
CATEGORY, *ENTRIES = ElementTree.fromstring(questions(of_lesson(bank.bank())))


def entry(item: str) -> Element:
    (found,) = [one for one in ENTRIES if one.findtext("idnumber") == f"98-{item}"]
    return found


def moodle_says(entry: Element, typed: str) -> tuple[bool, str]:
    """Whether full marks are given, and the feedback, by the rules of Moodle's qtype_numerical."""
    number, unit = re.fullmatch(r"([-+]?[\d.]+(?:e[-+]?\d+)?)(.*)", typed.replace(" ", "")).groups()
    units = {one.findtext("unit_name"): one.findtext("multiplier") for one in entry.iter("unit")}
    value = float(number) / float(units.get(unit, 1))
    for answer in entry.iter("answer"):
        target = answer.findtext("text")
        if target == "*" or abs(value - float(target)) <= float(answer.findtext("tolerance")):
            return answer.get("fraction") == "100", answer.findtext("feedback/text")
    raise AssertionError("no answer matches")


def test_the_category_is_the_lessons() -> None:
    assert CATEGORY.get("type") == "category"
    assert CATEGORY.findtext("category/text") == "$course$/top/Magnesium and bone health/9. A bank"


def test_text_hints_and_solution_are_the_lessons() -> None:
    found = entry("parts-second")
    asked = f"<p>What about <code>parts</code>?</p>\n{bank.REQUEST}"
    assert found.findtext("questiontext/text") == asked
    assert [hint.findtext("text") for hint in found.iter("hint")] == [
        "<p>Read <em>again</em>.</p>", "<p>Is 3 &lt; 5 &amp; 5 &gt; 3?</p>", "<p>Say “yes”.</p>",
    ]  # fmt: skip
    assert found.findtext("generalfeedback/text") == bank.SOLUTION


@pytest.mark.parametrize("item", bank.BOUNDS)
def test_numbers_stand_with_their_tolerance_and_no_exponent(item: str) -> None:
    *numbers, other = entry(item).iter("answer")
    assert other.findtext("text") == "*"
    found = []
    for one in numbers:
        value, reach = one.findtext("text"), one.findtext("tolerance")
        assert "e" not in value + reach
        found += [float(value) - float(reach), float(value) + float(reach)]
    wanted = [float(bound) for bounds in bank.BOUNDS[item] for bound in bounds]
    assert found == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize(("item", "typed", "right", "said"), bank.ANSWERS)
def test_each_answer_gets_what_the_lesson_says(
    item: str, typed: str, right: bool, said: str
) -> None:
    found = entry(item)
    if found.get("type") == "numerical":
        assert moodle_says(found, typed) == (right, said)
        return
    option = list(found.iter("answer"))[int(typed) - 1]
    assert (option.get("fraction") == "100", option.findtext("feedback/text")) == (right, said)


def test_options_are_the_lessons() -> None:
    found = entry("markup")
    assert (found.get("type"), found.findtext("single")) == ("multichoice", "true")
    assert [option.findtext("text") for option in found.iter("answer")] == [
        "<p>less (&lt;) &amp; “more”</p>",
        '<p><em>more</em> than <a href="https://example.org/?a=1&amp;b=2">this</a></p>',
        "<p>Mg²⁺, 5\u00a0µg, −3 °C</p>",
    ]


@pytest.mark.parametrize(
    ("item", "typed"),
    [
        ("mass", "310 mg"), ("mass", "0.31 g"), ("mass", "310000 µg"), ("mass", "310000mcg"),
        ("negative", "-3.5 mmol per day"), ("tiny", "0.125 ug"), ("count", "12 tablets"),
    ],
)  # fmt: skip
def test_a_unit_may_be_typed_and_a_mass_in_another_one(item: str, typed: str) -> None:
    assert moodle_says(entry(item), typed)[0]


@pytest.mark.parametrize("name", lessons.names())
def test_every_question_of_a_lesson_is_there_in_documented_elements(name: str) -> None:
    _, *found = ElementTree.fromstring(questions(of_lesson(lesson(name))))
    numbers = [one.findtext("idnumber") for one in found]
    assert numbers == [f"{name[:2]}-{item.id}" for item in items(lesson(name))]
    grades = {one.findtext("idnumber"): one.findtext("defaultgrade") for one in found}
    assert [number for number, grade in grades.items() if grade == "0"] == [
        number for number in numbers if number[3:].startswith("predict-")
    ]
    assert len(set(numbers)) == len(numbers)
    for one in found:
        assert {child.tag for child in one} <= TAGS[one.get("type")]
        for tag in ("questiontext", "generalfeedback"):
            assert one.find(tag).get("format") == "html"
            assert one.findtext(f"{tag}/text").startswith("<p>")
