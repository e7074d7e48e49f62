"""Three weeks of practice with a clock that jumps: what a learner would live through."""

from itertools import pairwise
from random import Random

import pytest

from helpers.lesson.progress import Kept
from helpers.practice import catalogue
from helpers.practice.schedule import DAY_MIN, QUESTION_MIN, day_of
from helpers.practice.today import next_draw, today
from tests.practice.conftest import Clock

DAYS = 21
KNOWS = 0.85  # how often the learner is right


def lived(clock: Clock, knows: float, missed: frozenset[int] = frozenset()) -> tuple[Kept, list]:
    """What is kept after three weeks, and the questions of each day; on missed days none."""
    kept, asked, luck = Kept(), [], Random("three weeks")
    for number in range(DAYS):
        names = () if number in missed else today(kept, day_of(clock()), everything=True).names
        for name in names:
            review = {"draw": next_draw(kept, name), "right": luck.random() < knows}
            review |= {"answer": "x", "hints": 0, "when": clock()}
            kept.reviews.setdefault(name, []).append(review)
        asked.append(names)
        clock.days(1)
    return kept, asked


@pytest.mark.parametrize("missed", [frozenset(), frozenset({5, 6, 7, 8, 12})])
def test_no_day_is_longer_than_ten_minutes(clock: Clock, missed: frozenset[int]) -> None:
    _, asked = lived(clock, KNOWS, missed)
    assert max(map(len, asked)) * QUESTION_MIN <= DAY_MIN
    assert all(len(set(names)) == len(names) for names in asked)


def test_pauses_grow_while_a_question_is_known_and_end_when_it_is_not(clock: Clock) -> None:
    kept, _ = lived(clock, KNOWS)
    after_right, after_wrong = [], []
    for reviews in kept.reviews.values():
        days = [day_of(one["when"]) for one in reviews]
        pauses = [(b - a).days for a, b in pairwise(days)]
        known = [one["right"] for one in reviews]
        for n in range(1, len(pauses)):
            if all(known[: n + 1]):
                assert pauses[n] > pauses[n - 1]
        for pause, right in zip(pauses, known):
            (after_right if right else after_wrong).append(pause)
    assert after_wrong and max(after_wrong) <= 2 < 7 <= max(after_right)


def test_a_day_goes_from_lesson_to_lesson(clock: Clock) -> None:
    _, asked = lived(clock, KNOWS)
    lessons = [[catalogue()[name].lesson for name in names] for names in asked]
    for day in lessons:
        if (most := max(map(day.count, day), default=0)) <= (len(day) + 1) // 2 and len(day) > 1:
            assert all(a != b for a, b in pairwise(day)), (most, day)


def test_every_return_is_another_case(clock: Clock) -> None:
    kept, _ = lived(clock, KNOWS)
    for reviews in kept.reviews.values():
        assert [one["draw"] for one in reviews] == [*range(1, len(reviews) + 1)]


def test_two_runs_are_alike(clock: Clock) -> None:
    assert lived(clock, KNOWS) == lived(Clock(), KNOWS)


def test_who_knows_all_meets_much_and_nothing_too_often(clock: Clock) -> None:
    kept, asked = lived(clock, 1.0)
    assert max(map(len, kept.reviews.values())) <= 4
    assert len(kept.reviews) > sum(map(len, asked)) / 3
