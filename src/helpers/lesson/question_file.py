"""What stands in data/questions/<lesson>.toml and data/lessons/<lesson>.toml, key by key.

A right number is never typed in: a function gives it, an expression of functions and of the
question's own numbers, or, in an exercise, the code of the solution.

A question may `draw` its numbers and words. A lesson asks it with the examples; `helpers.practice`
draws others. Its texts then hold expressions in braces: `{value} mg/dL are {10 * value:g} mg/L`.
"""

import ast
import builtins
import keyword
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from types import CodeType, SimpleNamespace
from typing import Any, Literal

import msgspec

from helpers.records import Record, read

Names = dict[str, Any]
Difficulty = Literal["easy", "medium", "hard"]  # what each means stands in CONTRIBUTING.md
DRAWN = "'low' and 'high', 'of', or 'function'"
TYPED_IN = "the answer {} is typed in; expected 'function', or an 'expression' that computes it."
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


class DrawEntry(Record):
    """A name that is drawn: a number from a range, one of a list, or what a function makes.

    The function takes a `random.Random`. The lesson takes the `example`, or the first of the list.
    """

    name: str
    low: float | None = None
    high: float | None = None
    step: float = 1
    of: tuple[Any, ...] = ()
    function: str = ""
    example: Any = None

    def faults(self) -> Iterator[str]:
        """One way to draw; a range has a length, and its example lies in it."""
        ranged = self.low is not None and self.high is not None
        yield from _one_way([ranged, bool(self.of), bool(self.function)], DRAWN)
        if ranged and not (self.low < self.high and self.step > 0):  # type: ignore[operator]
            yield f"from {self.low} to {self.high} by {self.step}; expected a range with a length."
        elif ranged and self.example is not None and self.example not in self.values():
            yield f"the example {self.example} is not drawn; expected a number of the range."

    def values(self) -> tuple[Any, ...]:
        """Everything that a range or a list can give; keys of a table are read as `name.key`."""
        if self.low is None or self.high is None:
            return tuple(
                SimpleNamespace(**one) if isinstance(one, dict) else one for one in self.of
            )
        steps = round((self.high - self.low) / self.step)
        found = (round(self.low + number * self.step, 6) for number in range(steps + 1))
        whole = self.step == int(self.step) and self.low == int(self.low)
        return tuple(map(int, found) if whole else found)

    def usual(self) -> Any:
        """What the lesson takes."""
        return self.values()[0] if self.of else self.example


class Asked(Record, kw_only=True):
    """What every question has."""

    id: str
    text: str
    hints: tuple[str, ...]
    solution: str
    difficulty: Difficulty


class Drawable(Asked, kw_only=True):
    """A question that may `draw`.

    `where` is Python that works out further names of those that are drawn; what `only` says must
    hold, or all is drawn again.
    """

    objective: str
    draw: tuple[DrawEntry, ...] = ()
    where: str = ""
    only: tuple[str, ...] = ()


class ChoiceEntry(Asked, kw_only=True):
    """One right option among several."""

    objective: str
    options: tuple[OptionEntry, ...]


class CaseOption(Record):
    """An option that is right `when` an expression holds, and what is said to it if so or not."""

    text: str
    when: str
    right: str
    wrong: str


class CaseEntry(Drawable, kw_only=True):
    """A choice of which each option is right in some cases: those that are drawn decide."""

    options: tuple[CaseOption, ...]


class NumericEntry(Drawable, kw_only=True):
    """A number that a function or an expression gives."""

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
        if _typed_in(self.expression):
            yield TYPED_IN.format(self.expression)


class ExerciseEntry(Asked, kw_only=True):
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

    opens: the title of the explorer that it covers; without one all that is below it in the section
    waits: a picture, a table, words. right: the option that turned out, or,
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
            if _typed_in(self.expression):
                yield TYPED_IN.format(self.expression)
        elif self.right not in self.options:
            yield f"the key 'right' is {self.right!r}; expected one of its options."
        elif computed or not 2 <= len(self.options) <= 4:
            yield f"{len(self.options)} options; expected two to four, and no function beside them."


class PracticePage(Record):
    """Questions that no lesson asks, in data/practice/<lesson>.toml: all of them draw."""

    question: tuple[NumericEntry | CaseEntry, ...]
    imports: str = ""


class QuestionPage(Record):
    """All questions of a lesson; `imports` is what their code uses, as the notebook imports it."""

    question: tuple[NumericEntry | ChoiceEntry | ExerciseEntry, ...]
    prediction: tuple[PredictionEntry, ...] = ()
    imports: str = ""

    def faults(self) -> Iterator[str]:
        """A lesson asks with examples."""
        for entry in self.question:
            for name, value in usual(entry).items():
                if value is None:
                    yield f"question {entry.id!r}: {name!r} has no example; expected the lesson's."


def lesson_page(lesson: str) -> LessonPage:
    """The header of a lesson, from data/lessons/<lesson>.toml. Raises TableError."""
    return read(f"lessons/{lesson}", LessonPage)


def question_page(lesson: str) -> QuestionPage:
    """What data/questions/<lesson>.toml holds. Raises TableError."""
    return read(f"questions/{lesson}", QuestionPage)


def practice_page(lesson: str) -> PracticePage:
    """What data/practice/<lesson>.toml holds. Raises TableError."""
    return read(f"practice/{lesson}", PracticePage)


# --- numbers


def computed(entry: NumericEntry | MistakeEntry | PredictionEntry, names: Names) -> float:
    """The number that an entry types in, computes, or takes from a function."""
    if isinstance(entry, MistakeEntry) and entry.value is not None:
        return entry.value
    if entry.expression:
        return float(value_of(entry.expression, names))
    result = pkgutil.resolve_name(entry.function)(**entry.arguments)
    return float(getattr(result, entry.attribute) if entry.attribute else result)


def solved(entry: ExerciseEntry, names: Names) -> dict[str, float]:
    """The number of each part, from the code of the solution."""
    scope = worked(entry.code, names)
    return {part.name: float(scope[part.name]) for part in entry.parts}


def scope(entry: Asked, imports: str, given: Names) -> Names:
    """All names of a question: of its imports, those given, and those worked out of them."""
    names = imported(imports) | given
    return worked(entry.where, names) if isinstance(entry, Drawable) else names


def worked(code: str, names: Names) -> Names:
    """The names with those that lines of code add."""
    scope = dict(names)
    exec(_compiled(code, "exec"), scope)
    return scope


def value_of(expression: str, names: Names) -> Any:
    """What an expression of names gives."""
    return eval(_compiled(expression.strip(), "eval"), dict(names))


def usual(entry: Asked) -> Names:
    """What the lesson takes for the names that a question draws."""
    draws = entry.draw if isinstance(entry, Drawable) else ()
    return {one.name: one.usual() for one in draws}


class _Filled(Formatter):
    """Fills expressions, where Python's own formatting fills names."""

    def get_field(self, name: str, args: Any, names: Mapping[str, Any]) -> tuple[Any, str]:
        return value_of(name, dict(names)), name


def filled(text: str, names: Names) -> str:
    """A text with the values of its expressions: "{2 * dose:.0f} mg"."""
    return _Filled().vformat(text, (), names)


@cache
def _compiled(source: str, mode: str) -> CodeType:
    return compile(source, "a question", mode)


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
