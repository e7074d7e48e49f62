"""Questions, exercises and the Claim court answer on the page as their data says."""

import json
import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import expect

from helpers.lesson.card import STILL, markdown, plain
from helpers.lesson.court import SITTING, VERDICTS
from helpers.lesson.questions import Choice, Numeric, Question, questions
from helpers.tables import table
from tests.browser.pages import Card, LessonPage
from tools.lab import Server

SOME = 3
WIDGET = "application/vnd.jupyter.widget-view+json"
# Letter by letter and Enter, faster than Python can answer.
TYPE_AND_ENTER = """(box, text) => {
  box.focus();
  for (let end = 1; end <= text.length; end++) {
    box.value = text.slice(0, end);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
}"""


def test_a_question_from_its_first_hint_to_the_kept_answer(lesson: LessonPage, server: Server):
    for question in one_of_each_kind(lesson, Question):
        card = card_of(lesson, question)
        see_hints_and_solution(card, question)
        if isinstance(question, Choice | Numeric):
            see_verdicts(card, question)
            assert json.loads(server.progress.read_text("utf-8"))["answers"][question.id]["right"]


def see_hints_and_solution(card: Card, question: Question) -> None:
    card.press("Solution")
    card.expect_status("note", "The solution opens after")
    for number, hint in enumerate(question.hints, 1):
        card.press("Hint")
        card.expect_status("note", f"Hint {number} of {len(question.hints)}. {words(hint)}")
    card.press("Solution")
    card.expect_status("note", f"Solution. {words(question.solution)}")


def see_verdicts(card: Card, question: Choice | Numeric) -> None:
    if isinstance(question, Choice):
        named = re.compile(re.escape(words(question.text)[:12]))
        expect(card.card.get_by_role("radiogroup")).to_have_accessible_name(named)
        expect(card.card.get_by_role("button", name="Check")).to_have_accessible_description(named)
    card.press("Check")
    card.expect_status("problem", words(question.judge("").message))
    for entry in a_wrong_and_the_right(question):
        answer(card, question, entry)
        verdict = question.judge(entry)
        card.expect_status("right" if verdict.right else "wrong", words(verdict.message))
    assert verdict.right, f"{question.id}: {entry} is not taken as right"


def test_claim_court_judges_one_claim_after_the_other(lesson: LessonPage):
    claims = table("claims").query("lesson == @lesson.name")
    judged = claims.head(SOME)
    for position, claim in enumerate(judged.itertuples(), 1):
        card = lesson.card(f"Claim {position} of {min(len(claims), SITTING)}")
        if position == 1:
            card.press("Judge")
            card.expect_status("problem", "Choose a verdict first.")
            judge(card, claim, next(other for other in VERDICTS if other != claim.verdict))
        judge(card, claim, claim.verdict)
        if position < len(judged):  # the last verdict stays for those who look at its card
            card.press("Next claim")


def test_a_saved_notebook_holds_no_answer(lesson: LessonPage, server: Server):
    lesson.save()
    saved = server.notebook(lesson.file)
    assert "widgets" not in saved.metadata
    asked = [cell for cell in saved.cells if "lesson.ask(" in cell.source]
    shown = [output.data for cell in asked for output in cell.outputs]
    texts = {question.text for question in questions(lesson.name).values()}
    assert shown and {data["text/plain"] for data in shown} <= texts
    assert {kind for data in shown for kind in data} == {"text/plain", "text/markdown", WIDGET}
    assert {data["text/markdown"].removesuffix(f"\n\n{STILL}") for data in shown} <= texts


def words(text: str) -> str:
    """A piece of Markdown as the page shows it."""
    return plain(markdown(text)).strip()


def card_of(lesson: LessonPage, question: Question) -> Card:
    """The card that asks it; what lists the unanswered may quote it whole."""
    hint = lesson.page.get_by_role("button", name="Hint", exact=True)
    return Card(lesson.cards.filter(has_text=words(question.text), has=hint))


def one_of_each_kind(lesson: LessonPage, *kinds: type[Question]) -> list[Any]:
    """The lesson's first question of each kind; tests/lesson goes through all of them."""
    asked = [q for q in questions(lesson.name).values() if isinstance(q, kinds)]
    return list({type(q): q for q in reversed(asked)}.values())


def a_wrong_and_the_right(question: Choice | Numeric) -> Iterator[str]:
    """A foreseen wrong answer, if there is one, and the right answer, as a learner gives them."""
    if isinstance(question, Choice):
        yield next(option.text for option in question.options if not option.right)
        yield next(option.text for option in question.options if option.right)
    else:
        for value in (*(mistake.value for mistake in question.mistakes[:1]), question.answer):
            yield f"{value:.6g} {question.unit}"


def answer(card: Card, question: Question, entry: str) -> None:
    """Choose an option and press Check, or type quickly and press Enter."""
    if isinstance(question, Choice):
        card.choose(entry)
        card.press("Check")
    else:
        card.card.get_by_label("Your answer").evaluate(TYPE_AND_ENTER, entry)


def judge(card: Card, claim: Any, verdict: str) -> None:
    """Give a verdict on a claim (a row of the table) and read the reasons."""
    card.choose(VERDICTS[verdict])
    card.press("Judge")
    if verdict == claim.verdict and claim.fails:
        card.choose(claim.fails)
        card.press("Judge")
    kind = "right" if verdict == claim.verdict else "wrong"
    card.expect_status(kind, VERDICTS[claim.verdict])
    card.expect_status(kind, words(claim.reason))
