"""Questions as data: what is asked, what is right, and what each wrong answer shows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.lesson.answers import amount_as
from helpers.lesson.question_file import (
    Asked,
    ChoiceEntry,
    ExerciseEntry,
    Names,
    NumericEntry,
    computed,
    imported,
    question_page,
    solved,
)
from helpers.records import refuse


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right (None: it could not be read), and the sentence that says why."""

    right: bool | None
    message: str

    @property
    def mark(self) -> str:
        """How the verdict opens, in words as well as in a sign."""
        return {True: "✓ Right.", False: "✗ Not right.", None: "Not judged."}[self.right]

    @property
    def kind(self) -> str:
        """The look of the verdict: right, wrong or problem."""
        return {True: "right", False: "wrong", None: "problem"}[self.right]


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that can be foreseen and the misconception behind it."""

    value: float
    message: str


@dataclass(frozen=True)
class Option:
    """One option of a choice: its text, whether it is right, and what is said after choosing it."""

    text: str
    message: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """What all kinds of question share."""

    id: str
    objective: str
    text: str
    hints: tuple[str, ...]
    solution: str


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One right option among several."""

    options: tuple[Option, ...]

    def judge(self, answer: str | None) -> Verdict:
        """`answer` is the text of an option."""
        for option in self.options:
            if option.text == answer:
                return Verdict(option.right, option.message)
        return Verdict(None, "Choose one of the options first.")


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """A number with a unit; right within a relative `tolerance`."""

    answer: float
    unit: str
    right: str
    mistakes: tuple[Mistake, ...] = ()
    tolerance: float = 0.02
    label: str = "Your answer"
    converts: str = ""

    def judge(self, answer: Any) -> Verdict:
        """`answer` is a number, or text such as "310 mg"."""
        try:
            value = self._value(answer)
        except ValueError as problem:
            return Verdict(None, str(problem))
        if self._close(value, self.answer):
            return Verdict(True, self.right)
        for mistake in self.mistakes:
            if self._close(value, mistake.value):
                return Verdict(False, mistake.message)
        return Verdict(False, self._direction(value))

    @property
    def counts(self) -> bool:
        """Whether the answer is a whole number of things, which nobody rounds."""
        return self.tolerance <= 0.001

    @property
    def wanted(self) -> str:
        """What to type, in words."""
        return "a whole number" if self.counts else f"a number, for example 12 {self.unit}"

    def _value(self, answer: Any) -> float:
        if answer is None or answer is ...:
            raise ValueError("There is no answer yet.")
        if not str(answer).strip():
            raise ValueError(f"The box is empty. Type {self.wanted}, then choose Check.")
        return amount_as(str(answer), self.unit)

    def _close(self, value: float, target: float) -> bool:
        return math.isclose(value, target, rel_tol=self.tolerance)

    def _direction(self, value: float) -> str:
        return f"That is too {'high' if value > self.answer else 'low'}. A hint may help."


@dataclass(frozen=True, kw_only=True)
class Exercise(Question):
    """Several numbers that the learner computes in code, by name."""

    parts: Mapping[str, Numeric]

    def judge(self, answers: Mapping[str, Any]) -> dict[str, Verdict]:
        """A verdict for every part and for every name that is not a part."""
        if not isinstance(answers, Mapping):
            names = ", ".join(f'"{name}": ...' for name in self.parts)
            return {"answers": Verdict(None, f"Give the answers by name: {{{names}}}.")}
        unknown = Verdict(None, f"This is not asked for; use {', '.join(self.parts)}.")
        return {name: part.judge(answers.get(name)) for name, part in self.parts.items()} | {
            name: unknown for name in answers if name not in self.parts
        }


@cache
def questions(lesson: str) -> Mapping[str, Question]:
    """All questions and exercises of a lesson by id, from data/questions/<lesson>.toml.

    Raises TableError with a line for each entry that is incomplete, misspelt or there twice.
    """
    page = question_page(lesson)
    known: dict[str, Question] = {}
    faults = []
    for entry in page.question:
        try:
            known[entry.id] = _question(entry, imported(page.imports))
        except Exception as error:  # whatever the code of a solution may raise
            faults.append(f"question {entry.id!r}: {type(error).__name__}, {error}.")
    refuse(f"questions/{lesson}", faults)
    return known


def texts(lesson: str) -> dict[str, str]:
    """What each question of a lesson asks, by id; the answers are not computed for this."""
    return {entry.id: entry.text for entry in question_page(lesson).question}


def _question(entry: Asked, names: Names) -> Question:
    if isinstance(entry, ExerciseEntry):
        return _exercise(entry, names)
    if isinstance(entry, NumericEntry):
        return _numeric(entry, _shared(entry), computed(entry, names), names)
    assert isinstance(entry, ChoiceEntry)
    options = (Option(option.text, option.message, option.right) for option in entry.options)
    return Choice(**_shared(entry), options=tuple(options))


def _shared(entry: Any) -> dict[str, Any]:
    return {key: getattr(entry, key) for key in ("id", "objective", "text", "hints", "solution")}


def _exercise(entry: ExerciseEntry, names: Names) -> Exercise:
    answers, shared = solved(entry, names), _shared(entry)
    parts = {part.name: _numeric(part, shared, answers[part.name], names) for part in entry.parts}
    words = entry.solution.format(**answers)
    solution = f"{words}\n\nIn Python:\n\n```python\n{entry.code.strip()}\n```"
    return Exercise(**shared | {"solution": solution}, parts=parts)


def _numeric(entry: Any, shared: dict[str, Any], answer: float, names: Names) -> Numeric:
    """A number of its own, or a part of an exercise, whose texts its `shared` are."""
    if isinstance(entry, NumericEntry):
        shared = shared | {"solution": entry.solution.format(answer=answer)}
    mistakes = (Mistake(computed(wrong, names), wrong.message) for wrong in entry.mistakes)
    return Numeric(
        **shared,
        answer=answer,
        unit=entry.unit,
        right=entry.right.format(answer=answer),
        mistakes=tuple(mistakes),
        tolerance=entry.tolerance,
        label=getattr(entry, "label", "Your answer"),
        converts=entry.converts,
    )
