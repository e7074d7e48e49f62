"""Counts what a class did: by question, by objective, by student."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean
from typing import Any

from helpers import tables
from helpers.lesson.court import Judged
from helpers.lesson.progress import Entry
from helpers.lesson.question_file import lesson_page
from helpers.lesson.questions import Exercise, Question, questions
from helpers.lesson.standing import lessons
from tools.classroom.files import Student

FEWEST = 3  # answers without which nothing is said about a question
ENOUGH = 0.7  # right at first, by whom a question needs no more talk
MOST_QUESTIONS, MOST_CLAIMS = 5, 3  # as much as an hour has room for
MANY = 20  # answers after which it is no chance that an option was never chosen


@dataclass(frozen=True)
class Result:
    """What a class did with one question or claim.

    answered: students. tries, hints: means. right_at_first, right: shares of those who answered
    (0 to 1), None if nobody's is known. mixed_up: the commonest misconception, in the lesson's own
    words, and how many began with it. unchosen: options that none of many students took.
    """

    lesson: str
    name: str
    text: str
    objectives: tuple[str, ...]
    answered: int
    tries: float
    hints: float
    right_at_first: float | None
    right: float
    mixed_up: tuple[str, int] | None
    unchosen: tuple[str, ...] = ()

    @property
    def is_claim(self) -> bool:
        """Claims of the court belong to no objective."""
        return not self.objectives


@dataclass(frozen=True)
class Asked:
    """A question or a claim, and how its answers are judged: right or not, and what is said."""

    lesson: str
    name: str
    text: str
    objectives: tuple[str, ...]
    judge: Any
    options: tuple[str, ...] = ()


@cache
def asked() -> dict[str, Asked]:
    """All questions and claims of the course, by id."""
    every = [
        Asked(one, name, q.text, _objectives(q), _judge(q), _options(q))
        for one, name, q in _questions()
    ]
    claims = tables.table("claims").itertuples()
    every += [Asked(c.lesson, c.claim_id, c.claim, (), _verdict(c)) for c in claims]
    return {one.name: one for one in every}


def _questions() -> Iterator[tuple[str, str, Question]]:
    for lesson in lessons():
        for name, question in questions(lesson).items():
            yield lesson, name, question


def _objectives(question: Question) -> tuple[str, ...]:
    named: Any = question.objective
    return (named,) if isinstance(named, str) else tuple(named)


def _options(question: Question) -> tuple[str, ...]:
    return tuple(option.text for option in getattr(question, "options", ()))


def _judge(question: Question) -> Any:
    """Right or not and the message; None for what can no longer be judged."""

    @cache
    def judged(answer: str) -> tuple[bool, str] | None:
        if isinstance(question, Exercise):
            return None
        verdict = question.judge(answer)  # type: ignore[attr-defined]
        return None if verdict.right is None else (verdict.right, verdict.message)

    return judged


def _verdict(claim: Any) -> Any:
    def judged(answer: str) -> tuple[bool, str] | None:
        said = Judged.read(answer)
        if not said.is_whole(claim):
            return None
        return said.agrees(claim), f"Judged “{said.kept}”."

    return judged


def results(students: Sequence[Student]) -> list[Result]:
    """What the class did, question by question, in the order of the course."""
    by_question: dict[str, list[Entry]] = {name: [] for name in asked()}
    for student in students:
        for name, entry in student.answers.items():
            if entry["tries"]:
                by_question[name].append(entry)
    return [_result(asked()[name], entries) for name, entries in by_question.items() if entries]


def _result(one: Asked, entries: Sequence[Entry]) -> Result:
    first = [known for entry in entries if (known := _first(one, entry)) is not None]
    wrong = Counter(message for right, message in first if not right and message)
    return Result(
        one.lesson,
        one.name,
        one.text,
        one.objectives,
        len(entries),
        mean(entry["tries"] for entry in entries),
        mean(entry["hints"] for entry in entries),
        mean(right for right, _ in first) if first else None,
        mean(entry["right"] for entry in entries),
        wrong.most_common(1)[0] if wrong else None,
        _unchosen(one, entries),
    )


def _unchosen(one: Asked, entries: Sequence[Entry]) -> tuple[str, ...]:
    taken = {entry[key] for entry in entries for key in ("first", "answer")}
    return tuple(text for text in one.options if text not in taken and len(entries) >= MANY)


def _first(one: Asked, entry: Entry) -> tuple[bool, str] | None:
    """Whether the first answer was right, and what was said; None if that is not known."""
    if entry["first"] and (judged := one.judge(entry["first"])) is not None:
        return judged
    return (entry["right"], "") if entry["tries"] == 1 else None


def to_take_up(found: Iterable[Result]) -> list[Result]:
    """What to come back to: least often right at first, and answered by several; claims last."""
    known = [one for one in found if one.answered >= FEWEST and (one.right_at_first or 0) < ENOUGH]
    known = [one for one in known if one.right_at_first is not None]
    known.sort(key=lambda one: (one.right_at_first, -one.answered))
    questions, claims = ([one for one in known if one.is_claim is claim] for claim in (False, True))
    return questions[:MOST_QUESTIONS] + claims[:MOST_CLAIMS]


def to_revise(found: Iterable[Result]) -> list[Result]:
    """Questions that tell little of a class: everybody or nobody is right, an option is idle."""
    many = (one for one in found if one.answered >= MANY)
    return [one for one in many if one.unchosen or one.right_at_first in (0, 1)]


@dataclass(frozen=True)
class ObjectiveResult:
    """What a class can do: an objective, its questions answered, the mean share right at first."""

    lesson: str
    name: str
    text: str
    questions: int
    right_at_first: float | None


def objectives(found: Iterable[Result]) -> list[ObjectiveResult]:
    """All objectives for which something was answered, in the order of the course."""
    shares: dict[tuple[str, str], list[float | None]] = {}
    for one in found:
        for name in one.objectives:
            shares.setdefault((one.lesson, name), []).append(one.right_at_first)
    return [
        ObjectiveResult(lesson, goal.id, goal.text, len(part), _mean(part))
        for lesson in lessons()
        for goal in lesson_page(lesson).objectives
        if (part := shares.get((lesson, goal.id)))
    ]


def _mean(shares: Iterable[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return mean(known) if known else None
