"""Draws a case: a seed gives the names of a question their values, and the rest follows."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from random import Random
from typing import Any

from helpers.lesson.question_file import DrawEntry, Names, scope, usual, value_of
from helpers.lesson.questions import Choice, Numeric, made
from helpers.practice.bank import Item, catalogue
from helpers.tables import TableError

TRIES = 2000  # draws until one keeps all conditions; a question that needs more is badly made


@dataclass(frozen=True)
class Case:
    """A question as drawn: `question.judge(answer)` answers as in a lesson.

    given: the names that were drawn, with their values.
    """

    item: Item
    seed: int
    given: Mapping[str, Any]
    question: Numeric | Choice

    @property
    def id(self) -> str:
        """The id of the question; id and seed give the same case again."""
        return self.item.id

    @property
    def text(self) -> str:
        """What is asked."""
        return self.question.text

    @property
    def unit(self) -> str:
        """The unit of a number; empty for a choice."""
        return self.question.unit if isinstance(self.question, Numeric) else ""

    @property
    def options(self) -> tuple[str, ...]:
        """The texts of a choice; none for a number."""
        found = self.question.options if isinstance(self.question, Choice) else ()
        return tuple(option.text for option in found)

    @property
    def answer(self) -> float | str:
        """The right number, or the text of the right option."""
        if isinstance(self.question, Numeric):
            return self.question.answer
        return next(option.text for option in self.question.options if option.right)

    @property
    def tolerance(self) -> float:
        """How far off a number may be, as a share of it."""
        return self.question.tolerance if isinstance(self.question, Numeric) else 0.0

    @property
    def mistakes(self) -> dict[float | str, str]:
        """What is said to each foreseen wrong number, or to each wrong option."""
        if isinstance(self.question, Numeric):
            return {wrong.value: wrong.message for wrong in self.question.mistakes}
        return {wrong.text: wrong.message for wrong in self.question.options if not wrong.right}

    @property
    def hints(self) -> tuple[str, ...]:
        """Three hints, from a nudge to the last step."""
        return self.question.hints

    @property
    def solution(self) -> str:
        """How it is worked out."""
        return self.question.solution


def draw(question: str, seed: int) -> Case:
    """A case of a question; the same seed gives the same case.

    question: an id of `questions()`. seed: a whole number from 0 on. Raises ValueError for another
    id or seed, TableError for a question of which no sensible case can be drawn.
    """
    item, random = _item(question), Random(f"{question} {_seed(seed)}")
    for _ in range(TRIES):
        given = {one.name: _drawn(one, random) for one in item.entry.draw}
        try:
            asked = _sensible(item, given)
        except Exception as error:  # whatever its expressions may raise
            raise _fault(item, f"{type(error).__name__}, {error}, when {given} is drawn") from error
        if asked:
            return Case(item, seed, given, asked)
    raise _fault(item, f"none of {TRIES} draws keeps its conditions; expected wider ranges")


def _fault(item: Item, what: str) -> TableError:
    folder = "questions" if item.in_lesson else "practice"
    return TableError(f"data/{folder}/{item.lesson}.toml, question {item.id!r}: {what}.")


def _item(question: str) -> Item:
    known = catalogue()
    if isinstance(question, str) and question in known:
        return known[question]
    near = get_close_matches(str(question), known, n=3) or list(known)[:3]
    raise ValueError(
        f"question: {question!r} is none that draws; use an id of questions(), such as "
        f"{' or '.join(near)}."
    )


def _seed(seed: int) -> int:
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ValueError(f"seed: {seed!r} does not work here; give a whole number from 0 on.")
    return seed


def _drawn(entry: DrawEntry, random: Random) -> Any:
    if entry.function:
        return pkgutil.resolve_name(entry.function)(random)
    return random.choice(entry.values())


def _sensible(item: Item, given: Names) -> Numeric | Choice | None:
    """The question, if its conditions hold and every wrong answer is told from the right one.

    What the lesson asks is public, key and all, and is never drawn.
    """
    if item.in_lesson and given == usual(item.entry):
        return None
    names = scope(item.entry, item.imports, given)
    if not all(value_of(condition, names) for condition in item.entry.only):
        return None
    asked = made(item.entry, names)
    assert isinstance(asked, Numeric | Choice)
    told = _mistakes_told if isinstance(asked, Numeric) else _one_right
    return asked if told(asked) else None


def _mistakes_told(asked: Any) -> bool:
    """Whether each foreseen number is judged as the mistake that it is."""
    return all(
        asked.judge(repr(mistake.value)).message == mistake.message for mistake in asked.mistakes
    )


def _one_right(asked: Any) -> bool:
    return sum(option.right for option in asked.options) == 1
