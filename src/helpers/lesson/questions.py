"""Questions as data: what is asked, what is right, and what each wrong answer shows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from helpers.lesson.answers import Amount, in_unit, plain_unit, readings
from helpers.lesson.question_file import (
    Asked,
    CaseEntry,
    ChoiceEntry,
    ExerciseEntry,
    Names,
    NumericEntry,
    computed,
    filled,
    question_page,
    scope,
    solved,
    usual,
    value_of,
)
from helpers.records import refuse

# Tried for a bare number that does not fit: was it meant in one of these?
OTHER_UNITS = (
    "g", "µg", "mmol", "mEq", "IU", "mg/dL", "mmol/L", "mEq/L", "ng/mL", "nmol/L", "pmol/L",
    "months",
)  # fmt: skip
IN_PYTHON = "\n\nIn Python:\n\n"  # parts the words of a solution from its code


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
    difficulty: str = "medium"


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
    """A number with a unit; right within a relative `tolerance`, or when soundly rounded.

    `converts` names a function (value, from_unit, to_unit) for answers in another unit.
    """

    answer: float
    unit: str
    right: str
    mistakes: tuple[Mistake, ...] = ()
    tolerance: float = 0.02
    label: str = "Your answer"
    converts: str = ""

    def judge(self, answer: Any) -> Verdict:
        """`answer` is a number, or text such as "310 mg", "0,31 g" or "25 %"."""
        try:
            amounts = self._amounts(self._entry(answer))
            found = [self._foreseen(str(answer), amount) for amount in amounts]
        except ValueError as problem:
            return Verdict(None, str(problem))
        verdicts = sorted(filter(None, found), key=lambda verdict: not verdict.right)
        return verdicts[0] if verdicts else self._unforeseen(str(answer), amounts)

    @property
    def counts(self) -> bool:
        """Whether the answer is a whole number of things, which nobody rounds."""
        return self.tolerance <= 0.001

    @property
    def wanted(self) -> str:
        """What to type, in words; the example is not the answer."""
        example = 7 if self._is_right(12) else 12
        kind = "a whole number" if self.counts else f"a number, for example {example} {self.unit}"
        return kind.strip()

    @property
    def name(self) -> str:
        """What stands before its box: label and unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def _entry(self, answer: Any) -> str:
        if answer is None or answer is ...:
            raise ValueError("There is no answer yet.")
        if isinstance(answer, tuple):
            comma = ",".join(map(str, answer))
            raise ValueError(f"Python reads “{comma}” as two numbers. Write a decimal point.")
        if not str(answer).strip():
            raise ValueError(f"The box is empty. Type {self.wanted}, then choose Check.")
        return str(answer)

    def _amounts(self, entry: str) -> list[Amount]:
        """The ways to read an entry; what to type instead, if there is none."""
        try:
            return readings(entry)
        except ValueError as problem:
            raise ValueError(f"{problem} Type {self.wanted}.") from None

    def _foreseen(self, entry: str, amount: Amount) -> Verdict | None:
        """What is said to one reading of an entry, if it is right or a foreseen mistake."""
        value = in_unit(amount, self.unit, self.converts)
        if self._is_right(value):
            same = plain_unit(amount.unit) in ("", plain_unit(self.unit))
            return Verdict(True, self.right if same else self._said(entry, value))
        if self.unit == "%" and not amount.unit and self._is_right(100 * value):
            return Verdict(True, self._said(entry, 100 * value))
        for mistake in self.mistakes:
            if self._close(value, mistake.value):
                return Verdict(False, mistake.message)
        return None

    def _said(self, entry: str, value: float) -> str:
        """The message for a right answer that was given in another way."""
        return f"{entry} is {value:.3g} {self.unit}. {self.right}"

    def _unforeseen(self, entry: str, amounts: list[Amount]) -> Verdict:
        """What is said to a number that is neither right nor a foreseen mistake."""
        if len(amounts) > 1:
            either = " or as ".join(f"{amount.number:.10g}" for amount in amounts)
            return Verdict(None, f"“{entry}” can be read as {either}. Write it without the comma.")
        if not amounts[0].unit and (other := self._right_unit(amounts[0].number)):
            said = f"The box asks for {self.unit}: convert it, or type the unit as well."
            return Verdict(None, f"“{entry}” would be right in {other}. {said}")
        value = in_unit(amounts[0], self.unit, self.converts)
        return Verdict(False, self._slipped_point(value) or self._direction(value))

    def _right_unit(self, number: float) -> str:
        """Another unit in which a bare number is right, if there is one."""
        for unit in OTHER_UNITS if not self.counts else ():
            try:
                if self._is_right(in_unit(Amount(number, unit), self.unit, self.converts)):
                    return unit
            except ValueError:
                continue
        return ""

    def _is_right(self, value: float) -> bool:
        """Within the tolerance, or rounded to two figures: 17 for 17.4, 22 for 21.5."""
        return self._close(value, self.answer) or (
            not self.counts and math.isclose(value, two_figures(self.answer))
        )

    def _close(self, value: float, target: float) -> bool:
        return math.isclose(value, target, rel_tol=self.tolerance)

    def _slipped_point(self, value: float) -> str:
        """A sentence if only the decimal point is wrong; one figure alone may be chance."""
        if len(f"{abs(value):.10e}".split("e")[0].rstrip("0").replace(".", "")) < 2:
            return ""
        for power in (10, 100, 1000, 1e6):
            for times, size in ((power, "large"), (1 / power, "small")):
                if self._close(value, self.answer * times):
                    return (
                        f"The figures are right, but the number is {power:,.0f} times too {size}. "
                        "Look at the units and at the decimal point."
                    )
        return ""

    def _direction(self, value: float) -> str:
        return f"That is too {'high' if value > self.answer else 'low'}. A hint may help."


def two_figures(value: float) -> float:
    """A number rounded to two figures, a five upwards; nothing is coarser and still sound."""
    if not value:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
    return math.copysign(math.floor(abs(value) / step + 0.5 + 1e-9) * step, value)


@dataclass(frozen=True, kw_only=True)
class Exercise(Question):
    """Several numbers, each in a box of its own or, in code, under a name of its own."""

    parts: Mapping[str, Numeric]

    def label(self, name: str) -> str:
        """What a part is called on the page; a name that is no part is called by itself."""
        return self.parts[name].name if name in self.parts else name

    def judge(self, answers: Mapping[str, Any]) -> dict[str, Verdict]:
        """A verdict for every part and for every name that is not a part."""
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
            known[entry.id] = made(entry, scope(entry, page.imports, usual(entry)))
        except Exception as error:  # whatever the code of a solution may raise
            faults.append(f"question {entry.id!r}: {type(error).__name__}, {error}.")
    refuse(f"questions/{lesson}", faults)
    return known


def texts(lesson: str) -> dict[str, str]:
    """What each question of a lesson asks, by id; the answers are not computed for this."""
    return {entry.id: filled(entry.text, usual(entry)) for entry in question_page(lesson).question}


def made(entry: Asked, names: Names) -> Question:
    """The question of an entry; `names` are all that it uses, see `scope`."""
    if isinstance(entry, ExerciseEntry):
        return _exercise(entry, names)
    if isinstance(entry, NumericEntry):
        return _numeric(entry, _shared(entry, names), computed(entry, names), names)
    if isinstance(entry, CaseEntry):
        return _case(entry, names)
    assert isinstance(entry, ChoiceEntry)
    options = [Option(option.text, option.message, option.right) for option in entry.options]
    Random(entry.id).shuffle(options)  # always alike, so that a class can name them by letters
    return Choice(**_shared(entry, names), options=tuple(options))


def _shared(entry: Any, names: Names) -> dict[str, Any]:
    """What all kinds share; the solution may need the answer, and is filled by each kind."""
    kept = {key: getattr(entry, key) for key in ("id", "objective", "solution", "difficulty")}
    hints = tuple(filled(hint, names) for hint in entry.hints)
    return kept | {"text": filled(entry.text, names), "hints": hints}


def _case(entry: CaseEntry, names: Names) -> Choice:
    """A choice whose right option follows from what is drawn; its order stays as written."""
    solution = filled(entry.solution, names)
    options = []
    for case in entry.options:
        right = bool(value_of(case.when, names))
        message = filled(case.right if right else case.wrong, names)
        options.append(Option(filled(case.text, names), message, right))
    return Choice(**_shared(entry, names) | {"solution": solution}, options=tuple(options))


def _exercise(entry: ExerciseEntry, names: Names) -> Exercise:
    answers, shared = solved(entry, names), _shared(entry, names)
    parts = {part.name: _numeric(part, shared, answers[part.name], names) for part in entry.parts}
    words = filled(entry.solution, names | answers)
    solution = f"{words}{IN_PYTHON}```\n{entry.code.strip()}\n```"
    return Exercise(**shared | {"solution": solution}, parts=parts)


def _numeric(entry: Any, shared: dict[str, Any], answer: float, names: Names) -> Numeric:
    """A number of its own, or a part of an exercise, whose texts its `shared` are."""
    known = names | {"answer": answer}
    if isinstance(entry, NumericEntry):
        shared = shared | {"solution": filled(entry.solution, known)}
    mistakes = (
        Mistake(computed(wrong, known), filled(wrong.message, known)) for wrong in entry.mistakes
    )
    return Numeric(
        **shared,
        answer=answer,
        unit=entry.unit,
        right=filled(entry.right, known),
        mistakes=tuple(mistakes),
        tolerance=entry.tolerance,
        label=getattr(entry, "label", "Your answer"),
        converts=entry.converts,
    )
