"""When a question comes back: what is kept of each answer, and what follows from it by FSRS.

Only answers are kept. Whether a question is due, and how surely it is still known, is computed
from them each time, so that two files of one learner can be joined and nothing can disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from fsrs import Card, Rating, Scheduler

from helpers.lesson.progress import Entry

QUESTION_MIN = 1.75  # to think, answer and read what was said to it
DAY_MIN = 10.0  # a full day
ALL_HINTS = 3  # after which the solution is open
FRESH, FADING = 0.9, 0.7  # chances of knowing it still; below the second it is nearly gone
LASTING_DAYS = 21.0
LAST_DAY = date(2999, 12, 31)  # a clock that is set later than this would run out of years

# Whole days only, and the same for the same answers. FSRS calls a question due when the chance of
# knowing it has fallen to 90 %; what was missed is asked again tomorrow.
SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(timedelta(days=1),), enable_fuzzing=False,
    desired_retention=FRESH,
)  # fmt: skip


@dataclass(frozen=True)
class Memory:
    """How well one question is remembered.

    due: the day on which it should come back. stability: days after which the chance of knowing it
    has fallen to 90 %. known: whether the last answer was right, without the solution.
    """

    due: date
    stability: float
    known: bool
    _card: Card

    def chance(self, day: date) -> float:
        """The chance, 0 to 1, that its learner still knows it on a day."""
        return float(SCHEDULER.get_card_retrievability(self._card, _noon(day)))

    @property
    def lasts(self) -> bool:
        """Whether it will be known for weeks without practice."""
        return self.stability >= LASTING_DAYS


def remembered(reviews: Iterable[Entry]) -> Memory | None:
    """What is left of some answers to one question; None if there are none."""
    card, rated = Card(card_id=0), Rating.Again
    for review in sorted(reviews, key=lambda one: day_of(one["when"])):
        rated = rating(review)
        card, _ = SCHEDULER.review_card(card, rated, _noon(day_of(review["when"])))
    if card.stability is None:
        return None
    return Memory(card.due.date(), card.stability, rated != Rating.Again, card)


def rating(review: Entry) -> Rating:
    """What FSRS is told of a first answer: known, known with help, or not known."""
    if not review["right"] or review["hints"] >= ALL_HINTS:
        return Rating.Again
    return Rating.Hard if review["hints"] else Rating.Good


def history(answer: Entry | None, reviews: Sequence[Entry]) -> list[Entry]:
    """All that counts of one question: the answer in its lesson, if it came first, and practice."""
    if answer is None or not answer["tries"] or not answer["when"]:
        return list(reviews)
    met = {"when": answer["when"], "hints": answer["hints"]}
    met |= {"right": answer["right"] and answer["tries"] == 1}
    later = all(day_of(answer["when"]) <= day_of(review["when"]) for review in reviews)
    return [met, *reviews] if later else list(reviews)


def memories(
    answers: Mapping[str, Entry], reviews: Mapping[str, Sequence[Entry]], questions: Iterable[str]
) -> dict[str, Memory]:
    """What is remembered of each of some questions; those that were never met are left out."""
    found = {
        name: remembered(history(answers.get(name), reviews.get(name, ()))) for name in questions
    }
    return {name: memory for name, memory in found.items() if memory}


def in_turn(names: Iterable[str], lesson_of: Mapping[str, str]) -> list[str]:
    """Questions so that no two of a lesson follow each other, as far as that can be."""
    queues: dict[str, list[str]] = {}
    for name in names:
        queues.setdefault(lesson_of[name], []).append(name)
    mixed: list[str] = []
    lesson = ""
    while any(queues.values()):
        others = [one for one in queues if one != lesson and queues[one]]
        lesson = max(others or [lesson], key=lambda one: len(queues[one]))
        mixed.append(queues[lesson].pop(0))
    return mixed


def urgent(known: Mapping[str, Memory], day: date) -> list[str]:
    """The questions that are due on a day: first those that were missed, then by their chance."""
    due = [name for name, memory in known.items() if memory.due <= day]
    return sorted(due, key=lambda name: (known[name].known, known[name].chance(day), name))


def room(minutes: float) -> int:
    """How many questions fit into some minutes."""
    return max(0, int(minutes / QUESTION_MIN + 1e-9))


def day_of(when: str) -> date:
    """The day on the calendar of the place where an answer was given."""
    try:
        return min(datetime.fromisoformat(when).date(), LAST_DAY)
    except ValueError:
        return date.min


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
