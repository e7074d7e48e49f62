"""Questions as QTI 1.2 the way Canvas writes and reads it.

Canvas turns number fields of QTI 2.1 into essays and drops the feedback, so it gets files of its
own: https://shevandrin.github.io/rqti/articles/compatibility.html.
"""

from xml.etree.ElementTree import Element

from helpers.lesson.questions import Choice, Numeric
from tools.instructor.bank import (
    Item,
    Quiz,
    add,
    document,
    html,
    plain_number,
    right_ranges,
)
from tools.instructor.qti import PACKAGE, zipped

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
ALWAYS, RIGHT, WRONG = "general_fb", "correct_fb", "general_incorrect_fb"  # Canvas's own names


def package(quiz: Quiz) -> bytes:
    """The questions of a quiz as a zip: one file with all of them, and a manifest."""
    path = f"{quiz.name}/{quiz.name}.xml"
    return zipped({"imsmanifest.xml": manifest(quiz, path), path: assessment(quiz)})


def manifest(quiz: Quiz, path: str) -> bytes:
    """The list of what is in the package."""
    root = Element("manifest", xmlns=PACKAGE, identifier=f"manifest-{quiz.name}")
    about = add(root, "metadata")
    add(about, "schema", "IMS Content")
    add(about, "schemaversion", "1.1.3")
    add(root, "organizations")
    name = f"quiz-{quiz.name}"
    entry = add(add(root, "resources"), "resource", identifier=name, type="imsqti_xmlv1p2")
    add(entry, "file", href=path)
    return document(root)


def assessment(quiz: Quiz) -> bytes:
    """All questions of a quiz."""
    root = Element("questestinterop", xmlns=QTI)
    whole = add(root, "assessment", ident=f"quiz-{quiz.name}", title=quiz.title)
    section = add(whole, "section", ident="root_section")
    for item in quiz.items:
        question(section, item, f"{quiz.name}-{item.id}")
    return document(root)


def question(section: Element, item: Item, name: str) -> None:
    """One question: its kind, what is shown, how it is judged, what is said."""
    entry = add(section, "item", ident=name, title=item.title)
    kind = "multiple_choice" if isinstance(item.key, Choice) else "numerical"
    about = add(add(entry, "itemmetadata"), "qtimetadata")
    for label, value in {
        "question_type": f"{kind}_question",
        "points_possible": f"{item.points}",
    }.items():
        one = add(about, "qtimetadatafield")
        add(one, "fieldlabel", label)
        add(one, "fieldentry", value)
    shown, judge = add(entry, "presentation"), add(entry, "resprocessing")
    material(shown, item.text)
    outcomes = add(judge, "outcomes")
    add(outcomes, "decvar", maxvalue=100, minvalue=0, varname="SCORE", vartype="Decimal")
    add(condition(judge, ALWAYS), "other")
    if isinstance(item.key, Choice):
        said = choice(shown, judge, item.key)
    else:
        said = numeric(shown, judge, item, item.key)
    for feedback, text in {ALWAYS: item.solution, **said}.items():
        material(add(add(entry, "itemfeedback", ident=feedback), "flow_mat"), text)


def choice(shown: Element, judge: Element, key: Choice) -> dict[str, str]:
    """The options and how they are judged; returns the feedback by its name."""
    asked = add(shown, "response_lid", ident="response1", rcardinality="Single")
    options = add(asked, "render_choice")
    for number, option in enumerate(key.options, 1):
        material(add(options, "response_label", ident=f"{number}"), option.text)
        add(condition(judge, f"{number}_fb"), "varequal", f"{number}", respident="response1")
    (right,) = [number for number, option in enumerate(key.options, 1) if option.right]
    add(condition(judge, is_right=True), "varequal", f"{right}", respident="response1")
    return {f"{number}_fb": option.message for number, option in enumerate(key.options, 1)}


def numeric(shown: Element, judge: Element, item: Item, key: Numeric) -> dict[str, str]:
    """The field and how it is judged; returns the feedback by its name."""
    material(shown, f"Your answer in {key.unit}, without the unit:")
    asked = add(shown, "response_str", ident="response1", rcardinality="Single")
    add(add(asked, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    either = add(condition(judge, RIGHT, is_right=True), "or")
    add(either, "varequal", decimal(key.answer), respident="response1")
    for low, high in right_ranges(key):
        both = add(either, "and")
        add(both, "vargte", decimal(low), respident="response1")
        add(both, "varlte", decimal(high), respident="response1")
    add(condition(judge, WRONG), "other")
    return {RIGHT: key.right, WRONG: wrong(item, key)}


def wrong(item: Item, key: Numeric) -> str:
    """The foreseen mistakes in one text: Canvas has one feedback for all wrong numbers."""
    if not key.mistakes:
        return item.no_match
    known = (f"- {mistake.value:.5g} {key.unit}: {mistake.message}" for mistake in key.mistakes)
    return "\n".join([f"{item.no_match} Is yours one of these?\n", *known])


def condition(judge: Element, feedback: str = "", is_right: bool = False) -> Element:
    """A new rule: what it gives and says; returns the place for when it holds."""
    rule = add(judge, "respcondition")
    rule.set("continue", "No" if is_right else "Yes")
    place = add(rule, "conditionvar")
    if is_right:
        add(rule, "setvar", "100", action="Set", varname="SCORE")
    if feedback:
        add(rule, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
    return place


def decimal(value: float) -> str:
    """A number with a decimal point and no exponent, which Canvas asks for."""
    number = plain_number(value)
    return number if "." in number else f"{number}.0"


def material(parent: Element, text: str) -> None:
    """A text in Markdown as HTML."""
    add(add(parent, "material"), "mattext", html(text), texttype="text/html")
