"""QTI 1.2 for Canvas, answered rule by rule: every answer gets what the lesson says to it."""

import io
import re
import zipfile
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from helpers.lesson.questions import Choice, Numeric
from tools import lessons
from tools.instructor.bank import NO_MATCH, Item, html, items
from tools.instructor.canvas import package
from tools.lessons import lesson

NAMES = lessons.names()
ALL = [(name, item) for name in NAMES for item in items(lesson(name))]
NUMBER = re.compile(r"-?\d+\.\d+")


@cache
def files(name: str) -> dict[str, Element]:
    """The trees of a package, without the names of their spaces."""
    with zipfile.ZipFile(io.BytesIO(package(lesson(name)))) as archive:
        texts = {part: archive.read(part).decode() for part in archive.namelist()}
    return {
        part: ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", text, count=1))
        for part, text in texts.items()
    }


def entry(name: str, item: Item) -> Element:
    (found,) = [
        one for one in files(name)[f"{name}/{name}.xml"].iter("item") if one.get("title") == item.id
    ]
    return found


def answered(entry: Element, typed: str) -> tuple[float, list[str]]:
    """The score and the texts, by going through the rules in order."""
    score, said = 0.0, []
    for rule in entry.iter("respcondition"):
        if not all(holds(test, typed) for test in rule.find("conditionvar")):
            continue
        score = float(rule.findtext("setvar", score))
        said += [one.get("linkrefid") for one in rule.iter("displayfeedback")]
        if rule.get("continue") == "No":
            break
    texts = {one.get("ident"): one.findtext(".//mattext") for one in entry.iter("itemfeedback")}
    return score, [texts[name] for name in said]


def holds(test: Element, typed: str) -> bool:
    kinds = {
        "other": lambda: True,
        "or": lambda: any(holds(part, typed) for part in test),
        "and": lambda: all(holds(part, typed) for part in test),
        "varequal": lambda: typed == test.text,
        "vargte": lambda: float(typed) >= float(test.text),
        "varlte": lambda: float(typed) <= float(test.text),
    }
    return kinds[test.tag]()


def ids(kind: type) -> dict[str, object]:
    chosen = [(name, item) for name, item in ALL if isinstance(item.key, kind)]
    names = [f"{name}-{item.id}" for name, item in chosen]
    return {"argnames": ("name", "item"), "argvalues": chosen, "ids": names}


@pytest.mark.parametrize("name", NAMES)
def test_the_manifest_names_the_file_of_questions(name: str) -> None:
    found = files(name)
    (resource,) = found["imsmanifest.xml"].iter("resource")
    assert resource.get("type") == "imsqti_xmlv1p2"
    assert [one.get("href") for one in resource] == [*found.keys() - {"imsmanifest.xml"}]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_there_once_with_its_kind(name: str) -> None:
    found = list(files(name)[f"{name}/{name}.xml"].iter("item"))
    wanted = list(items(lesson(name)))
    assert [one.get("title") for one in found] == [item.id for item in wanted]
    assert len({one.get("ident") for one in found}) == len(found)
    kinds = {Choice: "multiple_choice_question", Numeric: "numerical_question"}
    for one, item in zip(found, wanted):
        fields = {
            field.findtext("fieldlabel"): field.findtext("fieldentry")
            for field in one.iter("qtimetadatafield")
        }
        assert fields == {"question_type": kinds[type(item.key)], "points_possible": "1"}
        assert one.findtext("presentation/material/mattext") == html(item.text)


@pytest.mark.parametrize(**ids(Choice))
def test_each_option_has_its_feedback_and_then_the_solution(name: str, item: Item) -> None:
    found = entry(name, item)
    labels = list(found.iter("response_label"))
    assert [one.findtext(".//mattext") for one in labels] == [
        html(option.text) for option in item.key.options
    ]
    for label, option in zip(labels, item.key.options):
        score, said = answered(found, label.get("ident"))
        assert score == (100 if option.right else 0)
        assert set(said) == {html(option.message), html(item.solution)}


@pytest.mark.parametrize(**ids(Numeric))
def test_each_number_is_judged_as_in_the_lesson(name: str, item: Item) -> None:
    found, key = entry(name, item), item.key
    inside = 1 + 0.9 * key.tolerance
    for value in (key.answer, key.answer * inside, key.answer / inside):
        score, said = answered(found, f"{value:.12f}")
        assert score == 100
        assert set(said) == {html(key.right), html(item.solution)}
    for value in (987654321.0, *(mistake.value for mistake in key.mistakes)):
        score, said = answered(found, f"{value:.12f}")
        assert score == 0
        assert html(item.solution) in said
        told = " ".join(said)
        assert NO_MATCH in told
        assert all(inner(mistake.message) in told for mistake in key.mistakes)
        assert html(key.right) not in said


def inner(text: str) -> str:
    return html(text).removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(**ids(Numeric))
def test_numbers_are_written_as_canvas_asks(name: str, item: Item) -> None:
    found = entry(name, item)
    assert found.find(".//render_fib").get("fibtype") == "Decimal"
    tests = [one for tag in ("varequal", "vargte", "varlte") for one in found.iter(tag)]
    assert len(tests) == 3
    assert all(NUMBER.fullmatch(one.text) for one in tests)
