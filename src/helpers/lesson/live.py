"""Small live widgets: a figure, a number, check boxes and an announced sentence.

They exist because the stock widgets fall short here: a FigureWidget sends all of plotly.js (5 MB)
each time, a stock slider has no accessible name, and a stock text widget replaces its live region
instead of changing it, which screen readers do not announce.
"""

import asyncio
import gzip
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers.lesson.answers import amount_as
from helpers.lesson.clock import clock, clock_in
from helpers.lesson.typography import unbroken

HERE = Path(__file__).parent


def source(name: str) -> str:
    """The text of a JavaScript or style file of the kit."""
    return (HERE / name).read_text(encoding="utf-8")


class PlotlyLibrary(anywidget.AnyWidget):
    """Hands the installed plotly.js, packed, to a page that asks for it.

    It is no part of the widget's state: five megabytes there would hold up each reload so long
    that JupyterLab gives up waiting for the cards.
    """

    _esm = source("plotly_library.js")

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


class LiveFigure(anywidget.AnyWidget):
    """A plotly figure as a plain dict with `data` and `layout`, and its accessible name `alt`."""

    _esm = source("live_figure.js")
    figure = traitlets.Dict().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any):
        plotly_library()
        super().__init__(**traits)


def after_entries(act: Callable[[], None]) -> None:
    """Call `act` once what was entered just before a press has arrived.

    The page sends the entry first, but ipykernel (7.4) may handle two messages that come at once
    in either order; without this every tenth quick Enter judged the answer before.
    """
    try:
        asyncio.get_running_loop().call_later(0.05, act)
    except RuntimeError:  # called from Python, not from the page
        act()


class Status(anywidget.AnyWidget):
    """A sentence (`html`) that is announced when it changes.

    `kind` is note, right, wrong or problem.
    """

    _esm = source("status.js")
    _css = source("lesson.css")
    html = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode("note").tag(sync=True)

    def __init__(self, **traits: Any):
        super().__init__(**traits)
        # The page asks whether the kernel still answers; see status.js.
        self.on_msg(lambda widget, content, buffers: widget.send("here"))

    @traitlets.validate("html")
    def _keep_units(self, proposal: Any) -> str:
        return unbroken(proposal.value)

    def say(self, html: str, kind: str = "note") -> None:
        """Change the sentence and its kind in one step."""
        with self.hold_sync():
            self.kind, self.html = kind, html


class Number(anywidget.AnyWidget):
    """A slider and a text box for one number within `low`..`high`.

    What is typed is read by `type`; if it does not fit, `value` stays and `problem` says why.
    """

    _esm = source("number.js")
    description = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    value = traitlets.Float().tag(sync=True)
    low = traitlets.Float().tag(sync=True)
    high = traitlets.Float().tag(sync=True)
    step = traitlets.Float(1.0).tag(sync=True)
    clock = traitlets.Bool(False).tag(sync=True)  # an hour of the day, read and shown as 13:30
    problem = traitlets.Unicode()

    def __init__(self, description: str, value: float, low: float, high: float, **traits: Any):
        super().__init__(description=description, value=value, low=low, high=high, **traits)
        self.on_msg(lambda widget, content, buffers: widget.type(content["entry"]))

    @traitlets.validate("value")
    def _within_bounds(self, proposal: Any) -> float:
        if self.low <= proposal.value <= self.high:
            return proposal.value
        raise traitlets.TraitError(self._expected(f"{proposal.value:g}"))

    @traitlets.observe("value")
    def _forget_problem(self, change: Any) -> None:
        self.problem = ""

    def type(self, entry: str) -> None:
        """Take what a person typed into the box."""
        try:
            self.value, self.problem = self._read(entry), ""
        except (ValueError, traitlets.TraitError):
            self.problem = self._expected(entry)

    def _read(self, entry: str) -> float:
        return clock_in(entry) if self.clock else amount_as(entry, self.unit)

    def _expected(self, entry: str) -> str:
        if self.clock:
            return (
                f"“{entry}” does not fit in “{self.description}”. Enter a time from "
                f"{clock(self.low)} to {clock(self.high)}, such as 7:30 or 19:00."
            )
        bounds = f"from {self.low:g} to {self.high:g} {self.unit}".rstrip()
        unit = "" if self.unit else ", without a unit"
        return f"“{entry}” does not fit in “{self.description}”. Enter a number {bounds}{unit}."


class CheckBoxes(anywidget.AnyWidget):
    """Check boxes under one name; `value` lists what is ticked, in the order of the boxes.

    `groups` maps a heading ("" for none) to its boxes: what a person reads -> what is listed.
    """

    _esm = source("check_boxes.js")
    description = traitlets.Unicode().tag(sync=True)
    groups = traitlets.Dict().tag(sync=True)
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
