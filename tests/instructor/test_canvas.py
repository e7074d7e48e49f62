"""QTI 1.2 for Canvas, answered rule by rule."""

import io
import re
import zipfile
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from helpers.lesson.questions import Choice, Numeric
from tests.instructor import bank
from tools import lessons
from tools.instructor.bank import html, items, of_lesson
from tools.instructor.canvas import decimal, package
from tools.lessons import lesson

NAMES = lessons.names()
KINDS = {item.id: item.key for item in items(bank.bank())}


@cache
def files(name: str) -> dict[str, Element]:
    """The trees of a package, without the names of their spaces."""
    material = bank.bank() if name == "98_bank" else lesson(name)
    with zipfile.ZipFile(io.BytesIO(package(of_lesson(material)))) as archive:
        texts = {part: archive.read(part).decode() for part in archive.namelist()}
    return {
        part: ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", text, count=1))
        for part, text in texts.items()
    }


def entry(item: str) -> Element:
    entries = files("98_bank")["98_bank/98_bank.xml"].iter("item")
    (found,) = [one for one in entries if one.get("ident") == f"98_bank-{item}"]
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


def test_the_manifest_names_the_file_of_questions() -> None:
    found = files("98_bank")
    (resource,) = found["imsmanifest.xml"].iter("resource")
    assert resource.get("type") == "imsqti_xmlv1p2"
    assert [one.get("href") for one in resource] == [*found.keys() - {"imsmanifest.xml"}]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_there_once_with_its_kind(name: str) -> None:
    found = list(files(name)[f"{name}/{name}.xml"].iter("item"))
    wanted = list(items(lesson(name)))
    assert [one.get("title") for one in found] == [item.title for item in wanted]
    assert len({one.get("ident") for one in found}) == len(found)
    kinds = {Choice: "multiple_choice_question", Numeric: "numerical_question"}
    for one, item in zip(found, wanted):
        fields = {
            field.findtext("fieldlabel"): field.findtext("fieldentry")
            for field in one.iter("qtimetadatafield")
        }
        assert fields["question_type"] == kinds[type(item.key)]
        assert fields["points_possible"] == ("0" if item.id.startswith("predict-") else "1")
        assert one.findtext("presentation/material/mattext") == html(item.text)


@pytest.mark.parametrize(("item", "typed", "right", "said"), bank.ANSWERS)
def test_each_answer_gets_what_the_lesson_says(
    item: str, typed: str, right: bool, said: str
) -> None:
    score, told = answered(entry(item), typed)
    assert score == (100 if right else 0)
    (message,) = [text for text in told if text != bank.closing(item)]
    assert bank.closing(item) in told
    if isinstance(KINDS[item], Choice) or right:
        assert message == said
    else:  # Canvas has one text for all wrong numbers
        assert bank.NO_MATCH in message
        assert said.removeprefix("<p>").removesuffix("</p>") in message


def test_foreseen_mistakes_are_told_with_their_numbers() -> None:
    (message,) = [text for text in answered(entry("mass"), "1")[1] if bank.NO_MATCH in text]
    assert message == (
        f"<p>{bank.NO_MATCH} Is yours one of these?</p>\n<ul>\n"
        "<li>1000\u00a0mg: That is the compound.</li>\n"
        "<li>12.75\u00a0mg: That is in <em>mmol</em>.</li>\n</ul>"
    )


@pytest.mark.parametrize("item", bank.BOUNDS)
def test_numbers_are_written_as_canvas_asks(item: str) -> None:
    found = entry(item)
    assert found.find(".//render_fib").get("fibtype") == "Decimal"
    texts = [one.text for tag in ("varequal", "vargte", "varlte") for one in found.iter(tag)]
    assert all("." in text and "e" not in text for text in texts)
    bounds = [(float(one[0].text), float(one[1].text)) for one in found.iter("and")]
    right = bank.BOUNDS[item][: len(bounds)]
    assert bounds == [(float(low), float(high)) for low, high in right]
    assert found.findtext(".//varequal") == decimal(KINDS[item].answer)
