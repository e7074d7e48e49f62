"""QTI packages, answered as QTI says.

The schema of QTI is not stored here (its licence is its own; all packages were held to it once).
`CONTENT` is the part of its information model that is used:
which elements may follow which, from https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html.
"""

import io
import operator
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
from tools.instructor.bank import html, items, of_lesson, plain_number
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
    "itemBody": "div (p |choiceInteraction )(rubricBlock )?",
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
    "responseElseIf": f"and {RULES}",
    "responseElse": RULES,
    "match": EXPRESSION * 2,
    "and": "gte lte ",
    **dict.fromkeys(("gte", "lte"), EXPRESSION * 2),
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

COMPARED = {"match": operator.eq, "gte": operator.ge, "lte": operator.le}


@cache
def files(name: str = "") -> dict[str, bytes]:
    """A lesson's package; the bank's without a name."""
    material = lesson(name) if name else bank.bank()
    with zipfile.ZipFile(io.BytesIO(package(of_lesson(material)))) as archive:
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
        return self.true(branch[0])

    def true(self, test: Element) -> bool:
        if test.tag == "and":
            return all(map(self.true, test))
        values = [self.value(part) for part in test]
        if test.tag == "isNull":
            return values == [None]
        return None not in values and COMPARED[test.tag](*values)

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
    answer = f"option-{typed}" if item in ("markup", "predict-guess") else typed
    score = right and item != "predict-guess"  # a prediction has no points
    assert player(item).answer(answer) == (score, [words(said), words(bank.closing(item))])


@pytest.mark.parametrize("item", bank.BOUNDS)
def test_no_answer_is_told_that_it_does_not_match(item: str) -> None:
    assert player(item).answer(None) == (0, [bank.NO_MATCH, words(bank.SOLUTION)])


@pytest.mark.parametrize("item", bank.BOUNDS)
def test_bounds_are_computed_and_stand_without_an_exponent(item: str) -> None:
    tests = player(item).item.iter("and")
    found = [(one.findtext("gte/baseValue"), one.findtext("lte/baseValue")) for one in tests]
    assert found == bank.BOUNDS[item]


def test_what_is_asked_is_the_lessons() -> None:
    body = player("parts-second").item.find("itemBody")
    (field,) = [one for one in body.iter("p") if one.find("textEntryInteraction") is not None]
    assert field.text == "Your answer in µg: "
    asked = f"What about parts? {words(bank.REQUEST)}"
    hints = "Hints: Read again. Is 3 < 5 & 5 > 3? Say “yes”."
    shown = " ".join(" ".join("".join(part.itertext()) for part in body).split())
    assert shown == f"{asked} Your answer in µg: {hints}"
    options = player("markup").item.iter("simpleChoice")
    assert [" ".join("".join(one.itertext()).split()) for one in options] == [
        "less (<) & “more”", "more than this", "Mg²⁺, 5 µg, −3 °C",
    ]  # fmt: skip


def test_the_manifest_lists_every_file_once() -> None:
    found = dict(files())
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


def test_the_test_asks_every_question_in_order() -> None:
    references = list(tree(files()["test.xml"]).iter("assessmentItemRef"))
    assert [one.get("href") for one in references] == [f"items/{name}.xml" for name in bank.IDS]
    assert [one.get("identifier") for one in references] == bank.IDS


def test_no_answer_stands_in_what_is_shown_first() -> None:
    for item in items(bank.bank()):
        body = player(item.id).item.find("itemBody")
        for hints in body.findall("rubricBlock"):
            body.remove(hints)
        shown = " ".join("".join(body.itertext()).split())
        is_choice = isinstance(item.key, Choice)
        said = [option.message for option in item.key.options] if is_choice else [item.key.right]
        assert [text for text in (item.solution, *said) if words(html(text)) in shown] == []


def test_words_stand_as_they_are_written_and_lead_to_no_file() -> None:
    body = player("predict-guess").item.find("itemBody")
    assert "".join(body.find("div").itertext()) == "Predict. More or less, then?"
    assert not list(body.iter("a"))


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_right_and_no_foreseen_mistake_is(name: str) -> None:
    for item in items(lesson(name)):
        assert player(item.id, name).answer(bank.key(item))[0] == item.points, item.id
        for mistake in getattr(item.key, "mistakes", ()):
            score, (said, _) = player(item.id, name).answer(plain_number(mistake.value))
            assert (score, said) == (0, words(html(mistake.message))), item.id


@pytest.mark.parametrize("name", NAMES)
def test_the_package_of_a_lesson_keeps_to_the_model(name: str) -> None:
    found = files(name)
    assert len(found) == 2 + len({item.id for item in items(lesson(name))})
    for file in found.keys() - {"imsmanifest.xml"}:
        for element in tree(found[file]).iter():
            children = "".join(f"{child.tag} " for child in element)
            assert re.fullmatch(CONTENT[element.tag], children), (file, element.tag, children)
            assert "start" not in element.attrib, (file, "a text that begins as a list does")
            for key in ("identifier", "responseIdentifier", "outcomeIdentifier"):
                if key in element.attrib:
                    assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.get(key))


@pytest.mark.parametrize(
    ("name", "item", "typed"),
    [
        ("02_vitamin_d_activation", "three-weeks-percent_changed", "-21.8"),
        ("02_vitamin_d_activation", "tell-apart-magnesium", "-1"),
        ("03_assessing_deficiency", "share-and-limit-at_070", "14"),
    ],
)
def test_negative_and_rounded_keys_of_the_lessons_are_right(
    name: str, item: str, typed: str
) -> None:
    assert player(item, name).answer(typed)[0] == 1


def test_a_question_names_its_own_sources_alone() -> None:
    solutions = {item.id: item.solution for item in items(lesson("02_vitamin_d_activation"))}
    sourced = [name for name, text in solutions.items() if "Sources:" in text]
    assert sourced == ["normal-hormone", "wrong-test", "tell-mechanisms-apart"]


def test_a_prediction_takes_a_near_guess() -> None:
    said = [
        player("predict-another-limit", "03_assessing_deficiency").answer(guess)[1][0]
        for guess in ("40", "25")
    ]
    assert said == ["It is: 42 %.", "It turned out otherwise."]
