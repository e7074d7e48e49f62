"""No answer reaches a learner before an attempt: not in a notebook, not in the page's data."""

import ast
import json
import re
from html import unescape
from typing import Any

import ipywidgets
import pytest

from helpers import tables
from helpers.lesson import Lesson
from helpers.lesson.ask import ExerciseCard, QuestionCard
from helpers.lesson.card import markdown, plain
from helpers.lesson.court import ClaimCourt
from helpers.lesson.progress import progress
from helpers.lesson.questions import Choice, Exercise, Numeric, Question, questions
from tools import lessons

NAMES = lessons.names()
SAID_ANYWAY = 40  # letters: a lesson may well have the same short sentence
# What the cards say once somebody has answered; a stored notebook knows nobody.
ANSWERED = re.compile(
    r"You have answered|You have tried|[1-9]\d* of \d+ (?:answered correctly|judged)|✓ Right|✗ Not"
)


def words(text: str) -> str:
    """What a reader sees of a piece of Markdown."""
    return " ".join(plain(markdown(text)).split())


def key_texts(part: Choice | Numeric) -> list[str]:
    """What is said to each answer."""
    if isinstance(part, Choice):
        return [option.message for option in part.options]
    return [part.right, *(mistake.message for mistake in part.mistakes)]


def secrets(question: Question) -> list[str]:
    """What a learner sees only after a click or an attempt."""
    parts = question.parts.values() if isinstance(question, Exercise) else [question]
    told = [text for part in parts for text in key_texts(part)]
    return [words(text) for text in (question.solution, *question.hints, *told)]


def lesson_secrets(name: str) -> list[str]:
    """The secrets of a lesson's questions and claims."""
    reasons = tables.table("claims").query("lesson == @name")["reason"]
    asked = questions(name).values()
    return [*map(words, reasons), *(text for one in asked for text in secrets(one))]


def stored(name: str) -> str:
    """Everything that a stored notebook holds, cells and results, as words."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict | list):
            for child in value.values() if isinstance(value, dict) else value:
                collect(child)

    collect(json.loads((lessons.NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"])
    return words("\n\n".join(text for text in found if len(text) < 20_000))  # no pictures


def page_state(widget: ipywidgets.Widget) -> str:
    """All that the page is told of a widget and of what is in it."""
    state = " ".join(str(value) for value in widget.get_state().values())
    inner = " ".join(page_state(child) for child in getattr(widget, "children", ()))
    return " ".join(unescape(plain(f"{state} {inner}")).split())


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_notebook_holds_no_answer(name: str) -> None:
    whole = stored(name)
    long = [secret for secret in lesson_secrets(name) if len(secret) > SAID_ANYWAY]
    assert [secret for secret in long if secret in whole] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_notebook_holds_nobodys_progress(name: str) -> None:
    assert ANSWERED.findall(stored(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_is_stored_without_its_answers(name: str) -> None:
    asked = {}
    for cell in lessons.lesson(name).notebook.cells:
        for call, exercise in lessons.calls(cell):
            if call == "check":
                nodes = [*ast.walk(ast.parse(cell.source))]
                asked[exercise] = [node for node in nodes if isinstance(node, ast.Assign)]
    exercises = {key: one for key, one in questions(name).items() if isinstance(one, Exercise)}
    assert asked.keys() == exercises.keys()
    for key, lines in asked.items():
        blanks = {line.targets[0].id: line.value for line in lines}
        assert {ast.literal_eval(blanks[part]) for part in exercises[key].parts} == {...}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_told_no_answer_before_an_attempt(name: str) -> None:
    for question in questions(name).values():
        card = ExerciseCard if isinstance(question, Exercise) else QuestionCard
        told = page_state(ipywidgets.VBox(card(question).parts()))
        assert words(question.text) in told
        assert [secret for secret in secrets(question) if secret in told] == []


def test_the_page_is_told_what_the_learner_has_opened() -> None:
    question = questions("05_supplement_forms")["citrate-elemental"]
    card = QuestionCard(question)
    card.field.value = "750 mg"
    card.buttons.click("Check")
    told = page_state(ipywidgets.VBox(card.parts()))
    assert words(question.mistakes[0].message) in told, "or this file would find nothing at all"
    assert words(question.solution) not in told


@pytest.mark.parametrize("name", [name for name in NAMES if len(lessons.lesson(name).claims)])
def test_the_page_is_told_no_verdict_before_the_learners(name: str, shown) -> None:
    claims = tables.table("claims").query("lesson == @name")
    court = ClaimCourt("court", claims)
    parts = [court.claim, court.verdict, court.part, court.status]
    for claim in court.sitting:
        told = page_state(ipywidgets.VBox(parts))
        secret = filter(None, (claim.reason, claim.holds, claim.fails))
        assert [text for text in secret if words(text) in told] == []
        court.next.click()
    assert progress().answers == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_lesson_shows_in_place_of_its_cards_holds_no_answer(name: str, shown) -> None:
    lesson = Lesson(name)
    lesson.header()
    lesson.progress()
    for key, question in questions(name).items():
        (lesson.exercise if isinstance(question, Exercise) else lesson.ask)(key)
    if len(lessons.lesson(name).claims):
        lesson.claim_court()
    told = words(" ".join(str(value) for bundle in shown() for value in bundle.values()))
    assert [secret for secret in lesson_secrets(name) if secret in told] == []
