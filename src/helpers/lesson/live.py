"""Small live widgets: a figure, a number, check boxes and an announced sentence.

They exist because the stock widgets fall short here: a FigureWidget sends all of plotly.js (5 MB)
each time, a stock slider has no accessible name, and a stock text widget replaces its live region
instead of changing it, which screen readers do not announce.
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import traitlets
from ipywidgets import Widget, widget_serialization

from helpers.clock import clock
from helpers.lesson.answers import Amount, clock_in, plain_unit, readings, slip_in_unit, values
from helpers.lesson.stock import AnyWidget
from helpers.lesson.typography import unbroken

HERE = Path(__file__).parent


def source(name: str) -> str:
    """The text of a JavaScript or style file of the kit."""
    return (HERE / name).read_text(encoding="utf-8")


def with_elements(name: str) -> str:
    """The JavaScript of a widget that makes parts of the page."""
    return source("element.js") + source(name)


def sent(text: str) -> traitlets.Unicode:
    """Script or style that all widgets of a class send with them."""
    return traitlets.Unicode(text).tag(sync=True)


class CardStyle(AnyWidget):
    """Lays lesson.css on a page.

    One for all cards: each widget that has a style makes the page work out all of its looks anew.
    """

    _esm = sent("export default {};")
    _css = sent(source("lesson.css"))


@cache
def card_style() -> CardStyle:
    """The one widget of this kernel that has the style of cards."""
    return CardStyle()


class PlotlyLibrary(AnyWidget):
    """Hands the installed plotly.js, packed, to a page that asks for it.

    It is no part of the widget's state: five megabytes there would hold up each reload so long
    that JupyterLab gives up waiting for the cards.
    """

    _esm = sent(source("plotly_library.js"))

    def __init__(self, **traits: Any):
        super().__init__(**traits)
        self.on_msg(lambda widget, content, buffers: widget.send("plotly.js", [_plotly_js()]))


@cache
def _plotly_js() -> bytes:
    return gzip.compress(files("plotly").joinpath("package_data/plotly.min.js").read_bytes(), 6)


@cache
def plotly_library() -> PlotlyLibrary:
    """The one library widget of this kernel: a page needs plotly.js once."""
    return PlotlyLibrary()


class LiveFigure(AnyWidget):
    """A plotly figure as a plain dict with `data` and `layout`, and its accessible name `alt`."""

    _esm = sent(source("live_figure.js"))
    figure = traitlets.Dict().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any):
        plotly_library()
        super().__init__(**traits)


class Press(AnyWidget):
    """Buttons in a row: what stands on each -> what it does.

    What the `fields` hold in the page is taken over before. A stock button may come first:
    ipywidgets holds an entry back while the one before is on its way, and ipykernel (7.4) may
    handle two messages that come at once in either order.
    """

    _esm = sent(with_elements("press.js"))
    names = traitlets.List(trait=traitlets.Unicode()).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    primary = traitlets.Bool(False).tag(sync=True)  # Enter in a text box presses the first button
    fields = traitlets.List(trait=traitlets.Instance(Widget)).tag(sync=True, **widget_serialization)

    def __init__(
        self,
        acts: Mapping[str, Callable[[], None]],
        fields: Sequence[Widget] = (),
        primary: bool = False,
    ):
        super().__init__(names=list(acts), fields=list(fields), primary=primary)
        self._acts = list(acts.values())
        self.on_msg(lambda widget, content, buffers: self._hear(**content))

    def click(self, name: str = "") -> None:
        """Do what the button of this name does, or the first one."""
        self._acts[self.names.index(name) if name else 0]()

    def _hear(self, pressed: int, held: Sequence[Mapping[str, Any]]) -> None:
        for field, state in zip(self.fields, held, strict=True):
            field.set_state(state)
        self._acts[pressed]()


class Status(AnyWidget):
    """A sentence (`html`) that is announced when it changes.

    `kind` is note, right, wrong or problem. One that is not `spoken` changes in silence.
    """

    _esm = sent(source("status.js"))
    html = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode("note").tag(sync=True)
    spoken = traitlets.Bool(True).tag(sync=True)

    def __init__(self, **traits: Any):
        super().__init__(**traits)
        # The page asks whether the kernel still answers; see status.js.
        self.on_msg(lambda widget, content, buffers: widget.send("here"))

    @traitlets.validate("html")
    def _keep_units(self, proposal: Any) -> str:
        return unbroken(proposal.value)

    def say(self, html: str, kind: str = "note", spoken: bool = True) -> None:
        """Change the sentence and its kind in one step."""
        with self.hold_sync():
            self.spoken, self.kind, self.html = spoken, kind, html


class Number(AnyWidget):
    """A slider and a text box for one number within `low`..`high`, in one of its units.

    `units` maps each unit that can be chosen to how many of it make one of the first; `amount` is
    the value in the first. What is `typed` in the page is read by `type`. If it does not fit,
    `value` stays and `problem` says why. `remark` stands beside the box: the problem, or a question
    where a number outside `usual` (low, high; in the first unit) would be a usual one in another
    unit, `offer`.
    """

    _esm = sent(with_elements("number.js"))
    description = traitlets.Unicode().tag(sync=True)
    units = traitlets.List(trait=traitlets.Unicode()).tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    value = traitlets.Float().tag(sync=True)
    low = traitlets.Float().tag(sync=True)
    high = traitlets.Float().tag(sync=True)
    step = traitlets.Float(1.0).tag(sync=True)
    typed = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    entry = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    remark = traitlets.Unicode().tag(sync=True)
    offer = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        description: str,
        value: float,
        low: float,
        high: float,
        unit: str = "",
        units: Mapping[str, float] | None = None,
        usual: tuple[float, float] | None = None,
        step: float = 1.0,
        **traits: Any,
    ):
        self._per = dict(units or {unit: 1.0})
        self._usual, self._bounds = usual, (low, high, step)
        known = list(self._per)
        super().__init__(
            description=description, value=value, low=low, high=high, step=step,
            units=known if len(known) > 1 else [], unit=known[0], **traits,
        )  # fmt: skip
        self.on_msg(lambda widget, content, buffers: widget.hear(content))

    @property
    def amount(self) -> float:
        """The value in the first unit."""
        return self.value / self._per[self.unit]

    @amount.setter
    def amount(self, amount: float) -> None:
        self._forget()
        self.unit = next(iter(self._per))
        self.value = amount

    def hear(self, content: Mapping[str, str]) -> None:
        """What the page says: a unit was chosen."""
        if content.get("unit") in self._per:
            self.unit = content["unit"]

    @traitlets.observe("typed")
    def _take_typed(self, change: Any) -> None:
        if change.new is not None:
            self.type(change.new)

    @traitlets.validate("value")
    def _within_bounds(self, proposal: Any) -> float:
        if self.low <= proposal.value <= self.high:
            return proposal.value
        raise traitlets.TraitError(self._expected(f"{proposal.value:g}"))

    @traitlets.observe("value")
    def _forget_entry(self, change: Any) -> None:
        self._forget()

    def _forget(self) -> None:
        self.typed = None
        self.entry = self.problem = self.remark = self.offer = ""

    @traitlets.observe("unit")
    def _change_unit(self, change: Any) -> None:
        """The bounds follow. What was typed keeps its digits, any other number what it means."""
        if change.old not in self._per:
            return
        entry, meant = self.entry, self.value / self._per[change.old]
        factor = self._per[change.new]
        low, high, step = (
            float(f"{size * factor:.{digits}g}") for size, digits in zip(self._bounds, (2, 2, 1))
        )
        with self.hold_trait_notifications():
            self.low, self.high, self.step = low, high, step
            self.value = min(max(meant * factor, low), high)
        if entry:
            self.type(_without_unit(entry))

    def type(self, entry: str) -> None:
        """Take what a person typed into the box, with or without its unit."""
        if (unit := self._typed_unit(entry)) != self.unit:
            self.entry, self.unit = entry, unit
            return
        numbers = self._numbers(entry)
        fitting = [number for number in numbers if self.low <= number <= self.high]
        if fitting:
            self.value = fitting[0]
            self._forget()
        problem = "" if fitting else self._expected(entry)
        self.entry = entry
        self._ask([*fitting, *numbers], problem)
        self.problem = problem

    def _typed_unit(self, entry: str) -> str:
        """The unit of the list that stands behind an entry; the present one if none does."""
        known = {plain_unit(unit): unit for unit in self._per}
        typed = (plain_unit(amount.unit) for amount in _readings(entry))
        return next((known[unit] for unit in typed if unit in known), self.unit)

    def _numbers(self, entry: str) -> list[float]:
        """The numbers as which an entry can be read, in the present unit; none if there is none."""
        try:
            return values(entry, self.unit)
        except ValueError:
            return []

    def _ask(self, numbers: list[float], problem: str) -> None:
        """Whether another unit was meant."""
        self.offer = self._meant(numbers[0]) if numbers else ""
        question = f"{numbers[0]:g} looks like {self.offer}: use it?" if self.offer else ""
        self.remark = f"{problem} {question}".strip()

    def _meant(self, number: float) -> str:
        """The unit in which an unusual number would be a usual one; "" if there is none."""
        if self._usual is None:
            return ""
        low, high = self._usual
        fits = [unit for unit, per in self._per.items() if low <= number / per <= high]
        return "" if self.unit in fits or not fits else fits[0]

    def _expected(self, entry: str) -> str:
        bounds = f"from {self.low:g} to {self.high:g} {self.unit}".rstrip()
        unit = "" if self.unit else ", without a unit"
        slips = (slip_in_unit(amount.unit, *self._per) for amount in _readings(entry))
        slip = next(filter(None, slips), "")
        problem = f"“{entry}” does not fit in “{self.description}”. {slip}".rstrip()
        return f"{problem} Enter a number {bounds}{unit}."


class Fold(AnyWidget):
    """A line that opens and closes `html`, or the widget after it where that is of course-more."""

    _esm = sent(source("fold.js"))
    summary = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class AnswerBoxes(AnyWidget):
    """A text box for each name in `labels`, under one description; `value` is what was typed."""

    _esm = sent(with_elements("answer_boxes.js"))
    description = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    placeholders = traitlets.Dict().tag(sync=True)
    value = traitlets.Dict().tag(sync=True)


class Clock(Number):
    """An hour of the day, typed and shown as 13:30."""

    clock = traitlets.Bool(True).tag(sync=True)

    def _numbers(self, entry: str) -> list[float]:
        try:
            return [clock_in(entry)]
        except ValueError:
            return []

    def _expected(self, entry: str) -> str:
        return (
            f"“{entry}” does not fit in “{self.description}”. Enter a time from "
            f"{clock(self.low)} to {clock(self.high)}, such as 7:30 or 19:00."
        )


def _without_unit(entry: str) -> str:
    """The digits of an entry; what is no number stays as it is."""
    return next((f"{amount.number:.12g}" for amount in _readings(entry)), entry)


def _readings(entry: str) -> list[Amount]:
    """The ways to read an entry; none if it is no number."""
    try:
        return readings(entry)
    except ValueError:
        return []


class CheckBoxes(AnyWidget):
    """Check boxes under one name; `value` lists what is ticked, in the order of the boxes.

    `groups` maps a heading ("" for none) to its boxes: what a person reads -> what is listed.
    Many boxes are found by typing; `also` holds other words by which one is found.
    """

    _esm = sent(with_elements("check_boxes.js"))
    description = traitlets.Unicode().tag(sync=True)
    groups = traitlets.Dict().tag(sync=True)
    also = traitlets.Dict().tag(sync=True)
    value = traitlets.List(trait=traitlets.Unicode()).tag(sync=True)

    def __init__(self, description: str, groups: Mapping[str, Mapping[str, str]], **traits: Any):
        super().__init__(description=description, groups=groups, **traits)

    @property
    def known(self) -> list[str]:
        """All that can be ticked."""
        return [value for options in self.groups.values() for value in options.values()]

    @traitlets.validate("value")
    def _in_order(self, proposal: Any) -> list[str]:
        if unknown := set(proposal.value) - set(self.known):
            raise traitlets.TraitError(f"“{self.description}” has no box for {sorted(unknown)}.")
        return [value for value in self.known if value in proposal.value]
