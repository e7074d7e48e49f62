"""When a question comes back: later each time it is known, tomorrow when it was not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.practice.schedule import (
    ALL_HINTS,
    DAY_MIN,
    FRESH,
    QUESTION_MIN,
    day_of,
    history,
    in_turn,
    memories,
    remembered,
    room,
    urgent,
)

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def answered(day: int, right: bool = True, hints: int = 0) -> dict:
    when = (START + timedelta(days=day)).isoformat()
    return {"draw": 0, "right": right, "answer": "x", "hints": hints, "when": when}


def after(day: int) -> date:
    return (START + timedelta(days=day)).date()


def days_until_due(*reviews: dict) -> int:
    return (remembered(reviews).due - day_of(reviews[-1]["when"])).days


def test_what_was_never_met_is_not_remembered() -> None:
    assert remembered([]) is None
    assert memories({}, {}, ["a"]) == {}


def test_intervals_grow_while_it_is_known() -> None:
    given, intervals = [answered(0)], []
    for _ in range(6):
        intervals.append(days_until_due(*given))
        day = (remembered(given).due - START.date()).days
        given.append(answered(day))
    assert intervals == sorted(set(intervals))
    assert intervals[0] <= 3 and intervals[-1] > 60


def test_what_was_not_known_comes_back_tomorrow() -> None:
    known = [answered(0), answered(2), answered(13)]
    assert days_until_due(*known) > 14
    assert days_until_due(*known, answered(60, right=False)) == 1
    assert days_until_due(answered(0, right=False)) == 1


def test_help_brings_it_back_sooner() -> None:
    alone, helped, told = (days_until_due(answered(0, hints=n)) for n in (0, 1, ALL_HINTS))
    assert alone > helped >= told == 1
    assert days_until_due(answered(0, right=False)) == told


def test_the_chance_falls_from_one_and_is_nine_tenths_when_it_is_due() -> None:
    memory = remembered([answered(0), answered(3)])
    chances = [memory.chance(after(day)) for day in range(3, 40)]
    assert chances[0] == 1 and chances == sorted(chances, reverse=True)
    assert memory.chance(memory.due) == pytest.approx(FRESH, abs=0.02)


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.integers(0, 3)), max_size=12))
def test_the_order_in_which_answers_are_kept_changes_nothing(given: list) -> None:
    reviews = [answered(*one) for one in {day: (day, *rest) for day, *rest in given}.values()]
    assert remembered(reviews) == remembered(reversed(reviews))


def test_an_hour_of_the_day_changes_nothing() -> None:
    late = answered(0) | {"when": (START + timedelta(hours=14)).isoformat()}
    assert remembered([late]) == remembered([answered(0)])


def test_the_day_is_the_one_on_the_learners_own_calendar() -> None:
    assert day_of("2026-03-01T23:30:00-08:00") == date(2026, 3, 1)
    assert day_of("") == date.min


@pytest.mark.parametrize("when", ["", "0001-01-01T00:00:00", "9999-12-30T00:00:00"])
def test_a_clock_that_is_set_wrong_stops_nothing(when: str) -> None:
    memory = remembered([answered(0) | {"when": when}, answered(1)])
    assert memory.due > date.min
    assert 0 <= memory.chance(date.today()) <= 1


def test_an_answer_in_its_lesson_is_the_first_one() -> None:
    entry = {"right": True, "tries": 1, "answer": "x", "first": "x", "hints": 0}
    met = entry | {"when": answered(0)["when"]}
    assert remembered(history(met, [])) == remembered([answered(0)])
    assert remembered(history(met | {"tries": 2}, [])) == remembered([answered(0, right=False)])
    again = entry | {"when": answered(9)["when"]}
    assert remembered(history(again, [answered(2)])) == remembered([answered(2)])


@pytest.mark.parametrize("entry", [{"tries": 0, "when": answered(0)["when"]},
                                   {"tries": 1, "when": ""}])  # fmt: skip
def test_hints_alone_and_old_files_without_times_begin_nothing(entry: dict) -> None:
    assert history(entry | {"right": True, "hints": 1}, []) == []


def test_missed_comes_first_then_nearest_to_forgotten_and_nothing_before_its_day() -> None:
    reviews = {"strong": [answered(0), answered(2)], "weak": [answered(0)]}
    reviews["missed"] = [*reviews["strong"], answered(59, right=False)]
    known = memories({}, reviews, reviews)
    assert urgent(known, after(2)) == ["weak"]
    assert urgent(known, after(60)) == ["missed", "weak", "strong"]
    assert known["missed"].chance(after(60)) > known["weak"].chance(after(60))


def test_lessons_take_turns() -> None:
    lesson_of = {"a1": "a", "a2": "a", "a3": "a", "b1": "b"}
    assert in_turn(["a1", "a2", "b1", "a3"], lesson_of) == ["a1", "b1", "a2", "a3"]


def test_a_day_holds_as_many_questions_as_fit() -> None:
    assert room(DAY_MIN) * QUESTION_MIN <= DAY_MIN < (room(DAY_MIN) + 1) * QUESTION_MIN
    assert room(-3) == 0
