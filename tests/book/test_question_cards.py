"""The book's questions judge and speak as the lessons do; their cards hold what they need."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from helpers.lesson.article import Sentence, articles, reason
from helpers.lesson.court import VERDICTS, Judged
from helpers.lesson.predict import SKIPPED, Prediction, turned_out
from helpers.lesson.progress import Progress
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import Choice, Exercise, Numeric, Question
from helpers.lesson.standing import lessons
from tests.book.node import answers, needs_node
from tools.book import question_records as records
from tools.book import questions
from tools.lessons import Material, lesson
from tools.slides.pieces import inline


def materials() -> list[Material]:
    return [lesson(name) for name in lessons()]


def every() -> Iterator[Question]:
    for material in materials():
        yield from material.questions.values()


def numbers() -> Iterator[Numeric]:
    for asked in every():
        if isinstance(asked, Numeric):
            yield asked
        elif isinstance(asked, Exercise):
            yield from asked.parts.values()


def entries(part: Numeric, record: records.Data) -> Iterator[str]:
    """What people may type: right and foreseen numbers, in all units, and slips near them."""
    for value in (part.answer, *(mistake.value for mistake in part.mistakes)):
        yield from (f"{value * times:.12g}" for times in (1, 0.9, 1.013, 10, 0.001))
        yield f"{value:.2g}"
    yield from (f"{part.answer / rate:.12g} {unit}" for unit, rate in record["rates"].items())
    yield f"{part.answer:.12g} {part.unit}"
    yield f"{part.answer:.3f}".replace(".", ",")
    yield f"{part.answer / 100:.6g}"


ODD = [
    "34 mgg", "34 stones", "34 mmol", "34 ng", "34 tabletts", "34 %", "34 per cent", "34 g/day",
    "", "  ", "abc", "30,049", "1,234", "7:30", "1/4", "-3", "34 constructor", "½",
]  # fmt: skip


def words(verdict: Any) -> tuple[bool | None, str]:
    """Whether it is right and what is said, from Python or from JavaScript, as plain text."""
    if isinstance(verdict, dict):
        return verdict["right"], text(f"{verdict['typed']} {verdict['said']}")
    return verdict.right, text(inline(verdict.message))


def text(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


@needs_node
def test_numbers_are_judged_as_in_the_lesson() -> None:
    parts = [(part, records.number(part)) for part in numbers()]
    asked = [(part, record, entry) for part, record in parts for entry in entries(part, record)]
    # One part of each unit is enough for what does not depend on the number.
    of_unit = {(part.unit, part.converts, part.counts): (part, record) for part, record in parts}
    asked += [(*one, entry) for one in of_unit.values() for entry in ODD]
    found = answers([("number", record, entry) for _, record, entry in asked])
    for (part, _, entry), verdict in zip(asked, found, strict=True):
        assert (entry, *words(verdict)) == (entry, *words(part.judge(entry)))


@needs_node
def test_every_foreseen_mistake_has_its_message() -> None:
    asked = [(part, wrong) for part in numbers() for wrong in part.mistakes]
    found = answers([("number", records.number(part), f"{wrong.value!r}") for part, wrong in asked])
    for (part, wrong), verdict in zip(asked, found, strict=True):
        said = next(one.message for one in part.mistakes if part._close(wrong.value, one.value))
        assert words(verdict) == (False, text(inline(said))), part.id


@needs_node
def test_options_are_judged_as_in_the_lesson() -> None:
    choices = [asked for asked in every() if isinstance(asked, Choice)]
    asked = [(one, option) for one in choices for option in (*(o.text for o in one.options), "")]
    found = answers([("choice", records.question(one), option) for one, option in asked])
    assert [words(verdict) for verdict in found] == [words(one.judge(text)) for one, text in asked]


@needs_node
def test_an_exercise_is_judged_part_by_part() -> None:
    asked = lesson("04_intake_from_food").questions["bread-swap"]
    typed = {"white": "14 mg", "whole_wheat": "75", "gain": ""}
    [found] = answers([("exercise", records.question(asked), typed)])
    assert [part["right"] for part in found["parts"]] == [True, False, None]
    assert (found["right"], found["tried"]) == (False, True)
    assert found["given"] == "white: 14 mg; whole_wheat: 75; gain: "


# --- predictions, claims, articles


def predictions() -> Iterator[tuple[str, PredictionEntry]]:
    for material in materials():
        yield from ((material.name, entry) for entry in material.predictions.values())


@needs_node
def test_predictions_tell_what_turned_out(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, expected = [], []
    for name, entry in predictions():
        for guess in (*entry.options, turned_out(name, entry), SKIPPED):
            monkeypatch.setattr(Progress, "predicted", lambda self, key, given=guess: given)
            outcome = Prediction(name, entry).outcome
            expected.append(text(inline(outcome.removesuffix(entry.explanation))))
            jobs.append(("outcome", records.prediction(name, entry), guess))
    assert [text(found) for found in answers(jobs)] == expected


@needs_node
def test_verdicts_on_claims_are_those_of_the_court() -> None:
    claims = [claim for one in materials() for claim in one.claims.itertuples()]
    given = [(claim, word) for claim in claims for word in (
        *VERDICTS, "", "nonsense", f"partly: {claim.holds}", f"partly: {claim.fails}")]  # fmt: skip
    rows = {row["claim_id"]: records.claim(row) for one in materials() for row in records.rows(one)}
    asked = [(rows[claim.claim_id], word) for claim, word in given]
    comments = answers([("comment", *one) for one in asked])
    whole = answers([("whole", *one) for one in asked])
    for (claim, word), said, answered in zip(given, comments, whole, strict=True):
        judged = Judged.read(word)
        assert (said, answered) == (judged.comment(claim), judged.is_whole(claim))


@needs_node
def test_sentences_of_articles_are_judged_as_in_the_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [(one, kind) for one in articles().sentences for kind in articles().kinds]
    found = answers([("sentence", records.sentence(one), kind) for one, kind in given])
    for (one, kind), said in zip(given, found, strict=True):
        monkeypatch.setattr(Sentence, "given", kind)
        assert reason(one).startswith(f"**{said}** {one.reason}")


# --- the pages


class Outline(HTMLParser):
    """The open tags of a card, and whether each field has a name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.nameless: list[str] = []
        self.visible = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag != "input":
            self.open.append(tag)
        named = "label" in self.open or "aria-label" in dict(attributes)
        if tag in ("input", "select", "progress") and not named:
            self.nameless.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "noscript" not in self.open:
            self.visible += data


def cards(material: Material) -> Iterator[str]:
    yield from (questions.question(material, asked) for asked in material.questions.values())
    yield from (questions.prediction(material, one) for one in material.predictions.values())
    yield from (questions.court(material), questions.progress(material), questions.bar(material))
    yield from (questions.article(material), questions.done(material))


def test_cards_are_whole_and_every_field_has_a_name() -> None:
    whole = (card for material in materials() for card in cards(material))
    for html in (questions.course_map(), *whole):
        outline = Outline(html.replace("<br>", ""))
        assert (outline.open, outline.nameless) == ([], [])


def test_an_answer_is_not_seen_before_it_is_tried() -> None:
    for asked in every():
        html = questions.question(materials()[0], asked)
        solution = text(inline(asked.solution.partition("\n")[0]))
        assert solution in text(html)
        assert solution not in text(Outline(html).visible)


def test_the_map_counts_each_question_once() -> None:
    html = questions.course_map()
    cells = re.findall(r'<td data-questions="([^"]*)">', html)[: len(lessons())]
    counted = [name for cell in cells for name in cell.split()]
    assert sorted(counted) == sorted(asked.id for asked in every())


def test_every_sentence_of_an_article_has_its_label() -> None:
    html = questions.article(lesson("08_articles_on_trial"))
    assert html.count(f"[{articles().label}]") == len(articles().sentences)


@pytest.mark.parametrize("name", lessons())
def test_no_mark_of_markdown_is_left_on_a_card(name: str) -> None:
    material = lesson(name)
    cards = "".join(questions.question(material, one) for one in material.questions.values())
    assert "**" not in re.sub(r"<pre.*?</pre>", "", cards, flags=re.DOTALL)
