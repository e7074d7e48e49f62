"""The practice page: what is due comes first, and each answer is kept and told why."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.lesson.progress import Kept, kept_in, progress
from helpers.lesson.questions import Choice
from helpers.lesson.stock import is_seen
from helpers.practice import Case, catalogue, draw, questions
from helpers.practice.memory import by_lesson, in_words
from helpers.practice.page import FadingCard, Practice, PracticeCard
from helpers.practice.schedule import DAY_MIN, QUESTION_MIN, day_of, room
from helpers.practice.today import known_by, today
from tests.practice.conftest import Clock

FULL = room(DAY_MIN)


IN_LESSONS = tuple(item.id for item in catalogue().values() if item.in_lesson)


def meet(clock: Clock, names: tuple[str, ...] = IN_LESSONS) -> None:
    """Answer questions rightly in their lessons, at this time."""
    entry = {"right": True, "tries": 1, "answer": "x", "first": "x", "hints": 0, "when": clock()}
    progress().add(Kept(answers=dict.fromkeys(names, entry)))


def give(card: PracticeCard, right: bool = True) -> Case:
    """Answer the question that is shown, and check it."""
    case = card.card.case
    answer = case.answer if right else next(iter(case.mistakes))
    card.card.field.value = answer if isinstance(case.question, Choice) else str(answer)
    card.card.buttons.click("Check")
    return case


def shown(card: PracticeCard) -> str:
    return card.head.html.replace("\u00a0", " ")


# --- who comes


def test_who_has_done_nothing_is_told_what_to_do_in_a_friendly_word(clock: Clock) -> None:
    card = PracticeCard(clock)
    [output] = card.words.outputs
    assert "Nothing to practise yet" in output["data"]["text/markdown"]
    assert "(01_magnesium_in_bone.ipynb)" in output["data"]["text/markdown"]
    assert card.place.children == () and not is_seen(card.onward)


def test_all_lessons_are_there_for_the_asking(clock: Clock) -> None:
    card = PracticeCard(clock)
    card.everything.value = True
    assert len(card.queue) == min(FULL, len(questions()))
    assert card.words.outputs == ()
    card.everything.value = False
    assert card.queue == []


def test_only_what_belongs_to_an_objective_that_was_met_is_asked(clock: Clock) -> None:
    meet(clock, IN_LESSONS[:1])
    clock.days(30)
    met = catalogue()[IN_LESSONS[0]]
    for one in map(catalogue().__getitem__, PracticeCard(clock).queue):
        assert (one.lesson, one.objective) == (met.lesson, met.objective)


def test_what_was_met_today_is_not_due_today(clock: Clock) -> None:
    meet(clock)
    card = PracticeCard(clock)
    assert not set(card.queue) & set(progress().answers)


# --- a day


def test_a_right_answer_is_kept_and_sends_the_question_away(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    assert shown(card).startswith(f"<p><strong>Today: question 1 of {len(card.queue)}, about ")
    case = give(card)
    assert card.card.status.kind == "right"
    assert "It comes back in " in card.card.status.html.replace("\u00a0", " ")
    [review] = progress().kept.reviews[case.id]
    assert review == {
        "draw": 1, "right": True, "answer": card.card.field.value, "hints": 0, "when": clock(),
    }  # fmt: skip
    card.onward.click()
    assert card.card.case.id != case.id
    assert "question 2 of" in shown(card)


def test_a_wrong_answer_is_explained_and_only_the_first_one_counts(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    case = give(card, right=False)
    assert card.card.status.kind == "wrong"
    assert "It comes back tomorrow" in card.card.status.html
    give(card)
    assert card.card.status.kind == "right"
    assert [one["right"] for one in progress().kept.reviews[case.id]] == [False]
    clock.days(1)
    assert case.id in today(progress().kept, day_of(clock())).names


def test_hints_and_the_solution_are_there_and_count(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock).card
    card.buttons.click("Solution")
    assert "opens after your first attempt" in card.status.html
    for _ in range(3):
        card.buttons.click("Hint")
    card.buttons.click("Solution")
    assert "Solution." in card.status.html
    assert progress().answers[card.case.id]["hints"] == 0  # those of the lesson are its own


def test_each_return_is_a_fresh_draw_and_a_reload_is_none(clock: Clock) -> None:
    meet(clock, IN_LESSONS[:1])
    clock.days(10)
    before = PracticeCard(clock).card.case
    card = PracticeCard(clock)
    assert card.card.case.text == before.text
    give(card)
    clock.days(60)
    again = next(c for c in _all_cases(PracticeCard(clock)) if c.id == before.id)
    assert (before.seed, again.seed) == (1, 2)
    assert again.text == draw(before.id, 2).text


def _all_cases(card: PracticeCard) -> list[Case]:
    cases = []
    while card.queue:
        cases.append(card.card.case)
        give(card)
        card.onward.click()
    return cases


def test_a_day_ends_and_says_what_comes(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    due = len(card.queue)
    assert len(_all_cases(card)) == due <= FULL
    said = shown(card)
    assert f"Done for today.</strong> You have answered {due} questions." in said
    assert card.place.children == ()
    assert PracticeCard(clock).queue == []  # a restart asks nothing twice


def test_nobody_goes_on_without_an_answer_and_nothing_is_lost(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    case = card.card.case
    card.onward.click()
    assert card.card.case is case and card.card.status.kind == "problem"
    assert "the question waits for you" in card.card.status.html
    assert progress().kept.reviews == {}


def test_what_waits_can_be_asked_for(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.practice.page.DAY_MIN", 2 * QUESTION_MIN)
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    _all_cases(card)
    assert "more are due, and can wait until tomorrow" in shown(card)
    assert card.onward.description == "Ten more minutes"
    card.onward.click()
    assert len(card.queue) == 2


def test_a_page_left_open_over_night_asks_what_is_due_in_the_morning(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    first = give(card, right=False)
    clock.days(1)
    card.onward.click()
    assert "question 1 of" in shown(card)
    assert first.id in card.queue


# --- the file


def test_practice_goes_to_another_machine_and_back(clock: Clock, restart: Callable) -> None:
    meet(clock)
    clock.days(10)
    give(PracticeCard(clock))
    text = progress().text()
    progress().path.unlink()
    restart()
    card = PracticeCard(clock)
    assert card.queue == []
    progress().add(kept_in(text))  # as the button does; the page begins by itself
    assert card.queue
    assert "question 2 of" in shown(card)


def test_a_question_that_no_longer_exists_stops_nothing(clock: Clock, progress_file: Path) -> None:
    review = {"draw": 1, "right": True, "answer": "x", "hints": 0, "when": clock()}
    progress_file.write_text(json.dumps({"answers": {}, "reviews": {"gone": [review]}}))
    PracticeCard(clock).everything.value = True
    FadingCard(clock)
    assert progress().kept.reviews == {"gone": [review]}


# --- what is fading


def test_nothing_fades_before_anything_was_met(clock: Clock) -> None:
    card = FadingCard(clock)
    assert "Nothing was practised yet." in card.status.html
    assert card.place.children == ()


def test_the_map_follows_the_days_in_words_and_picture(clock: Clock) -> None:
    meet(clock)
    card = FadingCard(clock)
    assert card.status.html.startswith("Nothing is fading")
    clock.days(40)
    card.update()
    assert card.status.html.startswith("To refresh: lesson")
    assert card.figure.alt == in_words(by_lesson(known_by(progress().kept), day_of(clock())))
    drawn = {bar["name"] for bar in card.figure.figure["data"]}
    assert drawn & {"fading", "nearly gone"}
    [output] = card.table.outputs
    assert drawn & set(re.findall(r"\*\*(.+?)\*\*", output["data"]["text/markdown"]))


def test_the_bars_count_each_question_that_was_met_once(clock: Clock) -> None:
    meet(clock)
    clock.days(3)
    bars = FadingCard(clock).figure.figure["data"]
    assert sum(sum(bar["x"]) for bar in bars) == len(IN_LESSONS)


def test_the_page_shows_its_cards(clock: Clock, displayed: Callable) -> None:
    practice = Practice(clock)
    for part in (practice.safety, practice.questions, practice.fading, practice.progress):
        part()
    assert len(displayed()) == 4


def test_what_was_missed_is_not_called_fresh(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    give(card, right=False)
    assert "1 missed last time" in FadingCard(clock).status.html.replace("\u00a0", " ")


def test_ten_more_minutes_are_for_one_day(clock: Clock) -> None:
    meet(clock)
    clock.days(10)
    card = PracticeCard(clock)
    _all_cases(card)
    card.onward.click()
    give(card)
    clock.days(1)
    card.onward.click()
    assert len(card.queue) == FULL
