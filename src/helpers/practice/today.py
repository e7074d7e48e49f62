"""What is to be practised on a day: what is due first, then what is new, mixed across lessons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain

from helpers.lesson.progress import Entry, Kept
from helpers.lesson.question_file import question_page
from helpers.lesson.record import served
from helpers.lesson.standing import lessons
from helpers.practice.bank import catalogue
from helpers.practice.schedule import (
    DAY_MIN,
    Memory,
    day_of,
    in_turn,
    memories,
    room,
    urgent,
)

ORDER = {"easy": 0, "medium": 1, "hard": 2}
WEEK = 7


@dataclass(frozen=True)
class Today:
    """A day of practice.

    names: the questions to ask, in order. waiting: how many more are due that have no room today.
    done: how many were answered on this day. coming: how many become due on each of the next days.
    """

    names: tuple[str, ...]
    waiting: int
    done: int
    coming: tuple[int, ...]


def today(kept: Kept, day: date, everything: bool = False, minutes: float = DAY_MIN) -> Today:
    """What is to be practised on a day of so many minutes.

    everything: also questions of lessons that the learner has not met yet.
    """
    known, done = known_by(kept), done_on(kept, day)
    due, places = urgent(known, day), max(0, room(minutes) - done)
    lesson_of = {name: item.lesson for name, item in catalogue().items()}
    new = (name for name in _new(kept, everything) if name not in known)
    chosen = [*due, *new][:places]
    days = [day + timedelta(days=number) for number in range(1, WEEK + 1)]
    coming = tuple(sum(memory.due == one for memory in known.values()) for one in days)
    return Today(tuple(in_turn(chosen, lesson_of)), max(0, len(due) - places), done, coming)


def known_by(kept: Kept) -> dict[str, Memory]:
    """What a learner remembers of the questions that draw; never met ones are left out."""
    return memories(kept.answers, kept.reviews, catalogue())


def done_on(kept: Kept, day: date) -> int:
    """How many questions were answered in practice on a day."""
    return sum(day_of(one["when"]) == day for name in catalogue() for one in _reviews(kept, name))


def next_draw(kept: Kept, name: str) -> int:
    """The seed of the next case of a question: the first that its learner has not seen."""
    return 1 + max((one["draw"] for one in _reviews(kept, name)), default=0)


def comes_back(kept: Kept, name: str) -> date | None:
    """The day on which a question is due again; None if it was never met."""
    memory = known_by(kept).get(name)
    return memory.due if memory else None


def _new(kept: Kept, everything: bool) -> list[str]:
    """The questions that may be asked at all: one of each lesson, then another, easy ones first."""
    met, lessons_before = set(_met(kept)), Counter[str]()
    items = [
        item for item in catalogue().values() if everything or (item.lesson, item.objective) in met
    ]
    rounds = {}
    for item in sorted(items, key=lambda item: ORDER[item.difficulty]):
        rounds[item.id] = lessons_before[item.lesson]
        lessons_before[item.lesson] += 1
    return sorted(rounds, key=rounds.__getitem__)


def _met(kept: Kept) -> Iterable[tuple[str, str]]:
    """The objectives, with their lessons, of which the learner has answered a question there."""
    tried = (name for name, entry in kept.answers.items() if entry["tries"])
    return chain.from_iterable(_goals_of().get(name, ()) for name in tried)


@cache
def _goals_of() -> dict[str, list[tuple[str, str]]]:
    """The objectives, with their lessons, that each question of a lesson serves."""
    return {
        entry.id: [(lesson, goal) for goal in served(entry.objective)]
        for lesson in lessons()
        for entry in question_page(lesson).question
    }


def _reviews(kept: Kept, name: str) -> list[Entry]:
    return kept.reviews.get(name, [])
