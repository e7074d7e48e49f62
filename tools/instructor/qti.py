"""Questions as QTI 2.1 in an IMS content package: https://www.imsglobal.org/question/."""

import io
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpers.lesson.questions import Choice, Numeric
from tools.instructor.bank import (
    Item,
    Quiz,
    add,
    document,
    html,
    plain_number,
    reach,
    right_ranges,
    written,
)

XSI = "http://www.w3.org/2001/XMLSchema-instance"
QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
QTI_XSD = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
SAME_DAY = (1980, 1, 1, 0, 0, 0)  # so that the same questions give the same file


def package(quiz: Quiz) -> bytes:
    """The questions of a quiz as a zip: a file for each, a test of them all, a manifest."""
    questions = {f"items/{item.id}.xml": question(item) for item in quiz.items}
    files = {"imsmanifest.xml": manifest(quiz, [*questions]), "test.xml": test(quiz)}
    return zipped(files | questions)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip without compression: its bytes are the same on every machine."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, SAME_DAY)
            entry.create_system = 3  # else Windows would name itself
            archive.writestr(entry, content)
    return whole.getvalue()


def manifest(quiz: Quiz, paths: list[str]) -> bytes:
    """The list of what is in the package."""
    root = Element("manifest", xmlns=PACKAGE, identifier=f"manifest-{quiz.name}")
    about = add(root, "metadata")
    add(about, "schema", "QTIv2.1 Package")
    add(about, "schemaversion", "1.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    whole = resource(resources, "test.xml", "imsqti_test_xmlv2p1")
    for path in paths:
        resource(resources, path, "imsqti_item_xmlv2p1")
        add(whole, "dependency", identifierref=identifier(path))
    return document(root)


def resource(resources: Element, path: str, kind: str) -> Element:
    """One file of the package."""
    entry = add(resources, "resource", identifier=identifier(path), type=kind, href=path)
    add(entry, "file", href=path)
    return entry


def identifier(path: str) -> str:
    """A name for a file that XML takes."""
    return f"file-{path.removeprefix('items/').removesuffix('.xml')}"


def test(quiz: Quiz) -> bytes:
    """All questions of a quiz in their order, free to go back and forth."""
    name = {"identifier": quiz.name.replace("_", "-"), "title": quiz.title}
    root = qti("assessmentTest", name["title"], f"test-{name['identifier']}")
    part = add(
        root,
        "testPart",
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    section = add(
        part, "assessmentSection", identifier="section", title=name["title"], visible="true"
    )
    for item in quiz.items:
        add(section, "assessmentItemRef", identifier=item.id, href=f"items/{item.id}.xml")
    return document(root)


def qti(tag: str, title: str, name: str, **attributes: str) -> Element:
    """The outermost element of a question or a test."""
    root = Element(tag, {"xmlns": QTI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{QTI} {QTI_XSD}"})
    root.attrib |= {"identifier": name, "title": title} | attributes
    return root


# --- a question


def question(item: Item) -> bytes:
    """One question: what is right, what is shown, what is said to each answer."""
    root = qti("assessmentItem", item.title, item.id, adaptive="false", timeDependent="false")
    body = Element("itemBody")
    rich(body, "div", item.text)
    if isinstance(item.key, Choice):
        said = choice(root, body, item.key, item.points)
    else:
        said = numeric(root, body, item, item.key)
    if item.hints:
        hints = "\n".join(f"{number}. {hint}" for number, hint in enumerate(item.hints, 1))
        rich(add(body, "rubricBlock", view="tutor"), "div", f"Hints:\n\n{hints}")
    root.insert(1, outcome("SCORE", "float", "0"))
    root.insert(2, outcome("FEEDBACK", "identifier"))
    root.insert(3, outcome("SOLUTION", "identifier"))
    root.insert(4, body)
    for name, message in said.items():
        feedback(root, "FEEDBACK", name, message)
    feedback(root, "SOLUTION", "solution", item.solution)
    return written(root)


def outcome(name: str, kind: str, value: str = "") -> Element:
    """A variable that the answer sets."""
    declared = Element("outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    if value:
        add(add(declared, "defaultValue"), "value", value)
    return declared


def response(root: Element, kind: str, value: str) -> None:
    """The variable that takes the answer, and the right one."""
    declared = add(
        root,
        "responseDeclaration",
        identifier="RESPONSE",
        cardinality="single",
        baseType=kind,
    )
    add(add(declared, "correctResponse"), "value", value)


def choice(root: Element, body: Element, key: Choice, points: int) -> dict[str, str]:
    """The options and how they are judged; returns the feedback by its name."""
    names = {f"option-{number}": option for number, option in enumerate(key.options, 1)}
    response(root, "identifier", next(name for name, option in names.items() if option.right))
    asked = add(
        body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices=1
    )
    for name, option in names.items():
        rich(add(asked, "simpleChoice", identifier=name), "div", option.text)
    judge = add(root, "responseProcessing")
    first = add(add(judge, "responseCondition"), "responseIf")
    both = add(first, "match")
    add(both, "variable", identifier="RESPONSE")
    add(both, "correct", identifier="RESPONSE")
    set_value(first, "SCORE", "float", f"{points}")
    add(set_outcome(judge, "FEEDBACK"), "variable", identifier="RESPONSE")
    set_value(judge, "SOLUTION", "identifier", "solution")
    return {name: option.message for name, option in names.items()}


def numeric(root: Element, body: Element, item: Item, key: Numeric) -> dict[str, str]:
    """The field and how it is judged; returns the feedback by its name."""
    response(root, "float", plain_number(key.answer))
    field = add(body, "p", f"Your answer in {key.unit}: ")
    add(field, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=12)
    judge = add(root, "responseProcessing")
    condition = add(judge, "responseCondition")
    nothing = add(condition, "responseIf")
    add(add(nothing, "isNull"), "variable", identifier="RESPONSE")
    set_value(nothing, "FEEDBACK", "identifier", "other")
    for low, high in right_ranges(key):
        right = between(condition, low, high)
        set_value(right, "SCORE", "float", f"{item.points}")
        set_value(right, "FEEDBACK", "identifier", "right")
    for number, mistake in enumerate(key.mistakes, 1):
        branch = between(condition, *reach(mistake.value, key.tolerance))
        set_value(branch, "FEEDBACK", "identifier", f"mistake-{number}")
    set_value(add(condition, "responseElse"), "FEEDBACK", "identifier", "other")
    set_value(judge, "SOLUTION", "identifier", "solution")
    wrong = {f"mistake-{n}": mistake.message for n, mistake in enumerate(key.mistakes, 1)}
    return {"right": key.right, **wrong, "other": item.no_match}


def between(condition: Element, low: float, high: float) -> Element:
    """The branch for a number between two bounds, which every player reads in the same way."""
    branch = add(condition, "responseElseIf")
    both = add(branch, "and")
    for test, bound in {"gte": low, "lte": high}.items():
        compared = add(both, test)
        add(compared, "variable", identifier="RESPONSE")
        add(compared, "baseValue", plain_number(bound), baseType="float")
    return branch


def set_outcome(parent: Element, name: str) -> Element:
    """The setting of a variable."""
    return add(parent, "setOutcomeValue", identifier=name)


def set_value(parent: Element, name: str, kind: str, value: str) -> None:
    """The setting of a variable to a fixed value."""
    add(set_outcome(parent, name), "baseValue", value, baseType=kind)


def feedback(root: Element, outcome: str, name: str, message: str) -> None:
    """What is said when a variable has a value."""
    entry = add(root, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")
    rich(entry, "div", message)


def rich(parent: Element, tag: str, text: str) -> None:
    """A text in Markdown as elements; QTI takes these of HTML."""
    parent.append(ElementTree.fromstring(f"<{tag}>{html(text)}</{tag}>"))
