"""QTI packages, answered as QTI says: every foreseen answer gets what the lesson says to it.

The schema of QTI is not stored here. `CONTENT` is the part of its information model that is used:
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
from helpers.lesson.questions import Choice, Numeric
from tools import lessons
from tools.instructor.bank import NO_MATCH, Item, html, items
from tools.instructor.qti import package
from tools.lessons import lesson

NAMES = lessons.names()
ALL = [(name, item) for name in NAMES for item in items(lesson(name))]
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
def files(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package(lesson(name)))) as archive:
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
    """A text in Markdown as it is read."""
    return " ".join(plain(html(text)).split())


def player(name: str, item: Item) -> Player:
    return Player(tree(files(name)[f"items/{item.id}.xml"]))


def named(kind: type) -> dict[str, object]:
    chosen = [(name, item) for name, item in ALL if isinstance(item.key, kind)]
    return {
        "argnames": ("name", "item"),
        "argvalues": chosen,
        "ids": [f"{name}-{item.id}" for name, item in chosen],
    }


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
            for key in ("identifier", "responseIdentifier", "outcomeIdentifier"):
                if key in element.attrib:
                    assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.get(key))


@pytest.mark.parametrize(**named(Choice))
def test_each_option_has_its_feedback(name: str, item: Item) -> None:
    game = player(name, item)
    options = list(game.item.iter("simpleChoice"))
    assert [" ".join("".join(one.itertext()).split()) for one in options] == [
        words(option.text) for option in item.key.options
    ]
    for shown, option in zip(options, item.key.options):
        score, said = game.answer(shown.get("identifier"))
        assert score == option.right
        assert said[0] == words(option.message)
        assert said[1].startswith("Solution.")


@pytest.mark.parametrize(**named(Numeric))
def test_each_number_gets_the_answer_of_the_lesson(name: str, item: Item) -> None:
    game, key = player(name, item), item.key
    inside = 1 + 0.9 * key.tolerance
    for value in (key.answer, key.answer * inside, key.answer / inside):
        score, said = game.answer(f"{value:.12g}")
        assert (score, said[0]) == (1, words(key.right))
    for mistake in key.mistakes:
        score, said = game.answer(f"{mistake.value:.12g}")
        assert (score, said[0]) == (0, words(mistake.message))
    for nothing in ("987654321", None):
        score, said = game.answer(nothing)
        assert (score, said[0]) == (0, NO_MATCH)
    fields = [one for one in game.item.iter("p") if one.find("textEntryInteraction") is not None]
    assert [field.text for field in fields] == [f"Your answer in {key.unit}: "]


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_stands_in_what_is_shown_first(name: str) -> None:
    for item in items(lesson(name)):
        body = player(name, item).item.find("itemBody")
        body.remove(body.find("rubricBlock"))
        shown = " ".join("".join(body.itertext()).split())
        assert words(item.solution) not in shown
        if isinstance(item.key, Choice):
            assert not [option for option in item.key.options if words(option.message) in shown]
        else:
            assert words(item.key.right) not in shown
