"""QTI packages, answered as QTI says.

The schema of QTI is not stored here (its licence is its own; all packages were held to it once).
`CONTENT` is the part of its information model that is used:
which elements may follow which, from https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html.
"""

import io
import re
import zipfile
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from helpers.lesson.card import plain
from helpers.lesson.questions import Choice
from tests.instructor import bank
from tools import lessons
from tools.instructor.bank import html, items
from tools.instructor.qti import package
from tools.lessons import lesson

NAMES = lessons.names()
QTI, PACKAGE = (
    "{http://www.imsglobal.org/xsd/imsqti_v2p1}",
    "{http://www.imsglobal.org/xsd/imscp_v1p1}",
)
INLINE = "(em |strong |code |a )*"
BLOCK = "(p |ul |ol |div |pre )*"
EXPRESSION = "(variable |correct |baseValue )"
RULES = "(responseCondition |setOutcomeValue )*"
CONTENT = {
    "assessmentItem": "(responseDeclaration )*(outcomeDeclaration )*itemBody responseProcessing "
    "(modalFeedback )*",
    "responseDeclaration": "correctResponse ",
    "outcomeDeclaration": "(defaultValue )?",
    "correctResponse": "(value )+",
    "defaultValue": "(value )+",
    "itemBody": "(div |p |choiceInteraction |rubricBlock )+",
    "rubricBlock": BLOCK,
    "choiceInteraction": "(simpleChoice )+",
    "simpleChoice": BLOCK,
    "modalFeedback": BLOCK,
    "div": BLOCK,
    "p": "(em |strong |code |a |textEntryInteraction )*",
    "ul": "(li )+",
    "ol": "(li )+",
    "li": f"{INLINE}|{BLOCK}",
    **dict.fromkeys(("em", "strong", "code", "a", "pre"), INLINE),
    "responseProcessing": RULES,
    "responseCondition": "responseIf (responseElseIf )*(responseElse )?",
    "responseIf": f"(match |isNull ){RULES}",
    "responseElseIf": f"equal {RULES}",
    "responseElse": RULES,
    "match": EXPRESSION * 2,
    "equal": EXPRESSION * 2,
    "isNull": EXPRESSION,
    "setOutcomeValue": EXPRESSION,
    "assessmentTest": "(testPart )+",
    "testPart": "(assessmentSection )+",
    "assessmentSection": "(assessmentItemRef )*",
    **dict.fromkeys(
        ("value", "textEntryInteraction", "variable", "correct", "baseValue", "assessmentItemRef"),
        "",
    ),
}


@cache
def files(name: str = "") -> dict[str, bytes]:
    """A lesson's package; the bank's without a name."""
    material = lesson(name) if name else bank.bank()
    with zipfile.ZipFile(io.BytesIO(package(material))) as archive:
        assert archive.testzip() is None
        return {part: archive.read(part) for part in archive.namelist()}


def tree(content: bytes, space: str = QTI) -> Element:
    """The elements without the name of their space, which all of them must have."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        assert element.tag.startswith(space)
        element.tag = element.tag.removeprefix(space)
    return root


class Player:
    """A small player of QTI 2.1: the part of response processing that is used here."""

    def __init__(self, item: Element):
        self.item = item
        kind = item.find("responseDeclaration").get("baseType")
        self.read = float if kind == "float" else str
        self.values: dict[str, object] = {}

    def answer(self, typed: str | None) -> tuple[float, list[str]]:
        """The score, and the texts that are shown."""
        self.values = {"RESPONSE": None if typed is None else self.read(typed), "SCORE": 0.0}
        self.run(self.item.find("responseProcessing"))
        shown = [
            "".join(feedback.itertext())
            for feedback in self.item.iter("modalFeedback")
            if self.values.get(feedback.get("outcomeIdentifier")) == feedback.get("identifier")
        ]
        return self.values["SCORE"], [" ".join(text.split()) for text in shown]

    def run(self, rules: Element) -> None:
        for rule in rules:
            if rule.tag == "setOutcomeValue":
                self.values[rule.get("identifier")] = self.value(rule[0])
            elif rule.tag == "responseCondition":
                branch = next((branch for branch in rule if self.holds(branch)), [])
                self.run(branch)

    def holds(self, branch: Element) -> bool:
        if branch.tag == "responseElse":
            return True
        test = branch[0]
        values = [self.value(part) for part in test]
        if test.tag == "isNull":
            return values == [None]
        if None in values:
            return False
        if test.tag == "match":
            return values[0] == values[1]
        assert test.get("toleranceMode") == "relative"
        below, above = (float(share) / 100 for share in test.get("tolerance").split())
        first, second = values
        low, high = sorted((first * (1 - below), first * (1 + above)))
        return low <= second <= high

    def value(self, part: Element) -> object:
        if part.tag == "variable":
            return self.values[part.get("identifier")]
        if part.tag == "correct":
            return self.read(self.item.findtext("responseDeclaration/correctResponse/value"))
        return float(part.text) if part.get("baseType") == "float" else part.text


def words(text: str) -> str:
    """HTML as it is read."""
    return " ".join(plain(text).split())


def player(item: str, name: str = "") -> Player:
    return Player(tree(files(name)[f"items/{item}.xml"]))


@pytest.mark.parametrize(("item", "typed", "right", "said"), bank.ANSWERS)
def test_each_answer_gets_what_the_lesson_says(
    item: str, typed: str, right: bool, said: str
) -> None:
    answer = f"option-{typed}" if item == "markup" else typed
    assert player(item).answer(answer) == (right, [words(said), words(bank.SOLUTION)])


@pytest.mark.parametrize("item", bank.NUMBERS)
def test_no_answer_is_told_that_it_does_not_match(item: str) -> None:
    assert player(item).answer(None) == (0, [bank.NO_MATCH, words(bank.SOLUTION)])


@pytest.mark.parametrize("item", bank.NUMBERS)
def test_numbers_stand_without_an_exponent(item: str) -> None:
    tests = list(player(item).item.iter("equal"))
    values = [one.findtext("baseValue") for one in tests]
    assert values == [value for value, _ in bank.NUMBERS[item]]
    percent = {"tiny": "10 10", "count": "0.1 0.1"}.get(item, "2 2")
    assert {one.get("tolerance") for one in tests} == {percent}


def test_what_is_asked_is_the_lessons() -> None:
    body = player("parts-second").item.find("itemBody")
    (field,) = [one for one in body.iter("p") if one.find("textEntryInteraction") is not None]
    assert field.text == "Your answer in µg: "
    asked = f"What about parts? {words(bank.REQUEST)}"
    hints = "Hints: Read again. Is 3 < 5 & 5 > 3? Say “yes”."
    shown = " ".join("".join(body.itertext()).split())
    assert shown == f"{asked} Your answer in µg: {hints}"
    options = player("markup").item.iter("simpleChoice")
    assert [" ".join("".join(one.itertext()).split()) for one in options] == [
        "less (<) & “more”", "more than this", "Mg²⁺, 5 µg, −3 °C",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_manifest_lists_every_file_once(name: str) -> None:
    found = dict(files(name))
    manifest = tree(found.pop("imsmanifest.xml"), PACKAGE)
    assert manifest.findtext("metadata/schema") == "QTIv2.1 Package"
    resources = {one.get("identifier"): one for one in manifest.iter("resource")}
    assert [one.get("href") for one in resources.values()] == [*found]
    assert [one.get("href") for one in manifest.iter("file")] == [*found]
    kinds = {one.get("href"): one.get("type") for one in resources.values()}
    assert kinds.pop("test.xml") == "imsqti_test_xmlv2p1"
    assert set(kinds.values()) == {"imsqti_item_xmlv2p1"}
    needed = {one.get("identifierref") for one in manifest.iter("dependency")}
    assert needed == resources.keys() - {"file-test"}


@pytest.mark.parametrize("name", NAMES)
def test_the_test_asks_every_question_in_order(name: str) -> None:
    references = list(tree(files(name)["test.xml"]).iter("assessmentItemRef"))
    wanted = [f"items/{item.id}.xml" for item in items(lesson(name))]
    assert [one.get("href") for one in references] == wanted
    assert len({one.get("identifier") for one in references}) == len(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_elements_stand_where_the_model_has_them(name: str) -> None:
    for file, content in files(name).items():
        if file == "imsmanifest.xml":
            continue
        for element in tree(content).iter():
            children = "".join(f"{child.tag} " for child in element)
            assert re.fullmatch(CONTENT[element.tag], children), (file, element.tag, children)
            assert "start" not in element.attrib, (file, "a text that begins as a list does")
            for key in ("identifier", "responseIdentifier", "outcomeIdentifier"):
                if key in element.attrib:
                    assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.get(key))


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_stands_in_what_is_shown_first(name: str) -> None:
    for item in items(lesson(name)):
        body = player(item.id, name).item.find("itemBody")
        body.remove(body.find("rubricBlock"))
        shown = " ".join("".join(body.itertext()).split())
        assert words(html(item.solution)) not in shown
        if isinstance(item.key, Choice):
            assert not [
                option for option in item.key.options if words(html(option.message)) in shown
            ]
        else:
            assert words(html(item.key.right)) not in shown
