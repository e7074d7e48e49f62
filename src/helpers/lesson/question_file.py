"""What stands in data/questions/<lesson>.toml and data/lessons/<lesson>.toml, key by key.

A right number is never typed in: a function gives it, an expression of functions and of the
question's own numbers, or, in an exercise, the code of the solution.
"""

import ast
import builtins
import keyword
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from helpers.records import Record, read

Names = dict[str, Any]
COMPUTED = "'function' or 'expression' (a right answer is not typed in)"


class Objective(Record):
    """What a learner can do after the lesson; `id` ties questions to it."""

    id: str
    text: str


class LessonPage(Record):
    """The header of a lesson; `minutes` as tools/lessons.py counts them, to the next five."""

    title: str
    asks: str
    minutes: int
    prerequisites: str
    objectives: tuple[Objective, ...]


class MistakeEntry(Record):
    """A foreseen wrong number, typed in or computed, and what is said to it."""

    message: str
    value: float | None = None
    function: str = ""
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)
    attribute: str = ""
    expression: str = ""

    def faults(self) -> Iterator[str]:
        """The number is given in one way."""
        ways = [self.value is not None, bool(self.function), bool(self.expression)]
        yield from _one_way(ways, "'value', 'function' or 'expression'")


class OptionEntry(Record):
    """An option of a choice."""

    text: str
    message: str
    right: bool = False


class PartEntry(Record):
    """One number of an exercise: its blank's name in code, its box's label, its unit."""

    name: str
    label: str
    unit: str
    right: str
    mistakes: tuple[MistakeEntry, ...] = ()
    tolerance: float = 0.02
    converts: str = ""

    def faults(self) -> Iterator[str]:
        """The name can be a blank in a cell."""
        if not self.name.isidentifier() or keyword.iskeyword(self.name):
            yield f"the name {self.name!r} is no name in Python; expected letters, digits and _."
        if hasattr(builtins, self.name):
            yield f"the name {self.name!r} is Python's own; expected another one."


class Asked(Record):
    """What every question has."""

    id: str
    text: str
    hints: tuple[str, ...]
    solution: str


class ChoiceEntry(Asked):
    """One right option among several."""

    objective: str
    options: tuple[OptionEntry, ...]


class NumericEntry(Asked):
    """A number that a function or an expression gives."""

    objective: str
    unit: str
    right: str
    function: str = ""
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)
    attribute: str = ""
    expression: str = ""
    mistakes: tuple[MistakeEntry, ...] = ()
    tolerance: float = 0.02
    converts: str = ""

    def faults(self) -> Iterator[str]:
        """The answer is given in one way, and is not typed in."""
        ways = [bool(self.function), bool(self.expression)]
        yield from _one_way(ways, COMPUTED)
        if self.expression and _typed_in(self.expression):
            yield (
                f"the answer {self.expression} is typed in; expected 'function', or an "
                "'expression' that computes it."
            )


class ExerciseEntry(Asked):
    """Several numbers; the code of the solution gives each of them by its part's name."""

    objective: str | tuple[str, ...]
    code: str
    parts: tuple[PartEntry, ...]

    def faults(self) -> Iterator[str]:
        """The code is Python, gives every part, and types none of them in."""
        try:
            given = dict(_assignments(ast.parse(self.code)))
        except SyntaxError as error:
            yield f"the code cannot be read in line {error.lineno} ({error.msg}); expected Python."
            return
        for name in (part.name for part in self.parts):
            if name not in given:
                yield f"the code gives no {name!r}; expected a line “{name} = ...”."
            elif _is_number(given[name]):
                yield f"the answer {name!r} is typed in; expected code that computes it."


class PredictionEntry(Record):
    """What a learner guesses before an explorer opens: one of some options, or a number.

    opens: the title of the explorer that it covers, if any. right: the option that turned out, or,
    of a number, how it is told, such as "{answer:.0f} %". explanation: why, in a sentence or two.
    """

    id: str
    text: str
    right: str
    explanation: str
    opens: str = ""
    options: tuple[str, ...] = ()
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    function: str = ""
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)
    attribute: str = ""
    expression: str = ""

    def faults(self) -> Iterator[str]:
        """Options or a scale, and an answer that fits to it."""
        computed = bool(self.function) + bool(self.expression)
        if not self.options:
            if self.low >= self.high:
                yield "it has no options, and its scale no length; expected 'low' below 'high'."
            yield from _one_way([bool(self.function), bool(self.expression)], COMPUTED)
        elif self.right not in self.options:
            yield f"the key 'right' is {self.right!r}; expected one of its options."
        elif computed or not 2 <= len(self.options) <= 4:
            yield f"{len(self.options)} options; expected two to four, and no function beside them."


class QuestionPage(Record):
    """All questions of a lesson; `imports` is what their code uses, as the notebook imports it."""

    question: tuple[NumericEntry | ChoiceEntry | ExerciseEntry, ...]
    prediction: tuple[PredictionEntry, ...] = ()
    imports: str = ""


def lesson_page(lesson: str) -> LessonPage:
    """The header of a lesson, from data/lessons/<lesson>.toml. Raises TableError."""
    return read(f"lessons/{lesson}", LessonPage)


def question_page(lesson: str) -> QuestionPage:
    """What data/questions/<lesson>.toml holds. Raises TableError."""
    return read(f"questions/{lesson}", QuestionPage)


# --- numbers


def computed(entry: NumericEntry | MistakeEntry | PredictionEntry, names: Names) -> float:
    """The number that an entry types in, computes, or takes from a function."""
    if isinstance(entry, MistakeEntry) and entry.value is not None:
        return entry.value
    if entry.expression:
        return float(eval(entry.expression, dict(names)))
    result = pkgutil.resolve_name(entry.function)(**entry.arguments)
    return float(getattr(result, entry.attribute) if entry.attribute else result)


def solved(entry: ExerciseEntry, names: Names) -> dict[str, float]:
    """The number of each part, from the code of the solution."""
    scope = dict(names)
    exec(compile(entry.code, f"the code of {entry.id}", "exec"), scope)
    return {part.name: float(scope[part.name]) for part in entry.parts}


@cache
def imported(imports: str) -> Names:
    """What a file's `imports` bring."""
    names: Names = {}
    exec(imports, names)
    return names


def _one_way(ways: list[bool], allowed: str) -> Iterator[str]:
    if sum(ways) != 1:
        yield f"{sum(ways)} ways to its number; expected one of {allowed}."


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names that lines of code give, each with its expression."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _typed_in(expression: str) -> bool:
    try:
        return _is_number(ast.parse(expression.strip(), mode="eval").body)
    except SyntaxError:
        return False  # told when it is computed


def _is_number(node: ast.expr) -> bool:
    """Tell a bare number, with or without a sign, from something that is computed."""
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)
