"""Questions, exercises and the Claim court answer as their data says."""

import json
from collections.abc import Iterator

import pandas as pd

from helpers.lesson.card import markdown, plain
from helpers.lesson.court import VERDICTS
from helpers.lesson.questions import Choice, Numeric, Question, questions
from helpers.tables import table
from tests.browser.pages import Card, LessonPage
from tools.lab import Server


def words(text: str) -> str:
    """A piece of Markdown as the page shows it."""
    return plain(markdown(text)).strip()


def entries(question: Choice | Numeric) -> Iterator[str]:
    """Every foreseen answer as a learner gives it, the right one last."""
    if isinstance(question, Choice):
        yield from sorted((o.text for o in question.options), key=lambda t: question.judge(t).right)
    else:
        for value in (*(mistake.value for mistake in question.mistakes), question.answer):
            yield f"{value:.6g} {question.unit}"


def test_hints_open_the_solution(lesson: LessonPage):
    for question in questions(lesson.name).values():
        card = lesson.card(words(question.text))
        card.press("Solution")
        card.expect_status("note", "The solution opens after")
        for number, hint in enumerate(question.hints, 1):
            card.press("Hint")
            card.expect_status("note", f"Hint {number} of {len(question.hints)}. {words(hint)}")
        card.press("Solution")
        card.expect_status("note", f"Solution. {words(question.solution)}")


def test_every_answer_gets_its_message(lesson: LessonPage):
    for question in asked(lesson):
        card = lesson.card(words(question.text))
        card.press("Check")
        card.expect_status("problem", words(question.judge(None).message))
        for entry in entries(question):
            answer(card, question, entry)
            verdict = question.judge(entry)
            card.expect_status("right" if verdict.right else "wrong", words(verdict.message))
        assert verdict.right, f"{question.id}: {entry} is not taken as right"


def asked(lesson: LessonPage) -> list[Choice | Numeric]:
    """The lesson's questions that have an answer field."""
    return [q for q in questions(lesson.name).values() if isinstance(q, Choice | Numeric)]


def answer(card: Card, question: Question, entry: str) -> None:
    if isinstance(question, Choice):
        card.choose(entry)
    else:
        card.card.get_by_label("Your answer").fill(entry)
    card.press("Check")


def test_answers_are_kept(lesson: LessonPage, server: Server):
    kept = json.loads((server.folder / "progress.json").read_text(encoding="utf-8"))["answers"]
    assert all(kept[question.id]["right"] for question in asked(lesson))


def test_claim_court_judges_every_claim(lesson: LessonPage):
    claims = table("claims").query("lesson == @lesson.name")
    for position, claim in enumerate(claims.itertuples(), 1):
        card = lesson.card(f"Claim {position} of {len(claims)}")
        card.press("Judge")
        card.expect_status("problem", "Choose a verdict first.")
        for verdict in (next(other for other in VERDICTS if other != claim.verdict), claim.verdict):
            judge(card, claim, verdict)
        card.press("Next claim")


def judge(card: Card, claim: pd.Series, verdict: str) -> None:
    right = verdict == claim.verdict
    card.choose(VERDICTS[verdict])
    card.press("Judge")
    opening = "So do we judge." if right else "We judge otherwise."
    card.expect_status("right" if right else "wrong", f"{opening} {VERDICTS[claim.verdict]}")
    card.expect_status("right" if right else "wrong", words(claim.reason))
