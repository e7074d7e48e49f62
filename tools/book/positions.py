"""Where the controls of an explorer can stand in the book, and what it shows there.

In the book no Python runs, so pictures and sentences are computed when it is made: for every
combination of the controls that the explorer names as most telling, and for each other control
with all the rest at their start. Where a dose is shown, for complete cases only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor, prod
from typing import Any

from ipywidgets import Dropdown, Widget

from helpers.clock import clock
from helpers.drawing import listed, printed
from helpers.lesson import CheckBoxes, Explorer, Number
from helpers.lesson.live import Clock

MOST = 25  # positions of one control
MOST_TOGETHER = 400  # combinations of the most telling ones
CASE = "Worked example (synthetic)"
SKEWED = 0.1  # a start in this lowest part of a range: positions as 1, 2, 5, 10

# What lessons and their questions ask a reader to set, beside the round values.
ASKED: Mapping[str, Mapping[str, Sequence[float]]] = {
    "Unit converter": {"value": (10, 12, 24)},
    "Kidney explorer": {"weight_kg": (45,), "creatinine_mg_dl": (1.3,)},
    "What does a person need?": {"age_years": (16,), "intake_mg": (265, 290, 320)},
    "Absorption explorer": {"daily_mg": (240,)},
    "Curve explorer": {"magnesium_diet": (24,)},
    "Ledger explorer": {"magnesium_diet": (25, 50)},
}

Places = tuple[int, ...]  # of each control: which of its positions
State = dict[str, Any]  # what an explorer shows at a time


@dataclass(frozen=True)
class Control:
    """A control in the book: what it is called, and the words of its positions."""

    name: str
    label: str
    values: tuple[Any, ...]
    words: tuple[str, ...]
    start: int
    slides: bool = False  # else it is a list to choose from


def controls(explorer: Explorer) -> list[Control]:
    """The controls, the main ones first.

    The most telling ones have as many positions as all of their combinations allow.
    """
    if explorer.cases:
        words = tuple(explorer.cases)
        return [Control("case", CASE, tuple(explorer.cases.values()), words, 0)]
    most = next(most for most in range(MOST, 1, -1) if _combined(explorer, most) <= MOST_TOGETHER)
    return [
        _control(explorer, name, most if name in explorer.telling else MOST)
        for name in dict.fromkeys((*explorer.main, *explorer.controls))
    ]


def _combined(explorer: Explorer, most: int) -> int:
    return prod(len(_control(explorer, name, most).values) for name in explorer.telling)


def _control(explorer: Explorer, name: str, most: int) -> Control:
    asked = ASKED.get(explorer.name, {}).get(name, ())
    return control(name, explorer.controls[name], most, asked)


def control(name: str, widget: Widget, most: int, asked: Iterable[float] = ()) -> Control:
    """What the book makes of a control of a lesson; a number can take the values `asked` for."""
    if isinstance(widget, Number):
        values = tuple(stops(widget, most, asked))
        words = tuple(f"{printed(value)} {widget.unit}".rstrip() for value in values)
        start = values.index(widget.value)
        return Control(name, widget.description, values, words, start, slides=True)
    if isinstance(widget, Dropdown):
        words, values = zip(*widget._options_full, strict=True)
        return Control(name, widget.description, values, words, values.index(widget.value))
    words, values = zip(*widget.offered.items(), strict=True)
    return Control(name, widget.description.capitalize(), values, words, 0)


def stops(number: Number, most: int = MOST, asked: Iterable[float] = ()) -> list[float]:
    """The ends of a number, its start, what is asked for, and as many round values as may be."""
    fixed = {number.low, number.high, number.value, *map(float, asked)}
    return next(found for each in _scales(number) if len(found := sorted(fixed | each)) <= most)


def _scales(number: Number) -> Iterator[set[float]]:
    """Round values within the bounds of a number, from fine to coarse."""
    low, high = number.low, number.high
    decades = [10.0**n for n in range(-2, 5)]
    if low < number.value < low + SKEWED * (high - low):
        for figures in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
            yield _within(number, (size * figure for size in decades for figure in figures))
    for size in decades:
        for stride in (size, 2 * size, 2.5 * size, 5 * size):
            if stride >= number.step:
                first, last = ceil(low / stride), floor(high / stride)
                yield _within(number, (n * stride for n in range(first, last + 1)))


def _within(number: Number, values: Iterable[float]) -> set[float]:
    """Those of the values that the number can take."""
    steps = ((value - number.low) / number.step for value in values)
    taken = {round(step) for step in steps if abs(step - round(step)) < 1e-6}
    last = round((number.high - number.low) / number.step)
    return {round(number.low + step * number.step, 6) for step in taken if 0 <= step <= last}


def combinations(explorer: Explorer, chosen: Sequence[Control]) -> list[Places]:
    """The places of all controls that are computed."""
    start = tuple(control.start for control in chosen)
    everything = [range(len(control.values)) for control in chosen]
    if prod(map(len, everything)) <= MOST_TOGETHER:
        return list(product(*everything))
    together = product(
        *(
            every if control.name in explorer.telling else (control.start,)
            for control, every in zip(chosen, everything, strict=True)
        )
    )
    alone = (
        (*start[:at], place, *start[at + 1 :])
        for at, every in enumerate(everything)
        for place in every
    )
    return list(dict.fromkeys([*together, *alone]))


def shown(explorer: Explorer, chosen: Sequence[Control], places: Places) -> State:
    """What an explorer shows when its controls stand at these places."""
    values = {control.name: control.values[at] for control, at in zip(chosen, places, strict=True)}
    explorer.enter(values["case"] if explorer.cases else values)
    return {
        "figure": explorer.live.figure,
        "alt": explorer.live.alt,
        "first": [explorer.first.kind, explorer.first.html],
        "said": [explorer.status.kind, explorer.status.html],
        "entered": entered(explorer) if explorer.cases else [],
    }


def entered(explorer: Explorer) -> list[str]:
    """What a case holds, entry by entry; a number that is 0 is not there."""
    return [words for widget in explorer.controls.values() if (words := _entry(widget))]


def _entry(widget: Widget) -> str:
    if isinstance(widget, Clock):
        return f"{widget.description}: {clock(widget.value)}"
    if isinstance(widget, Number):
        return f"{widget.description}: {widget.value:g} {widget.unit}" if widget.value else ""
    if isinstance(widget, CheckBoxes):
        names = {key: name for boxes in widget.groups.values() for name, key in boxes.items()}
        return f"{widget.description}: {listed(names[key] for key in widget.value) or 'none'}"
    return f"{widget.description}: {widget.label}"
