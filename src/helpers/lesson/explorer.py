"""Explorer: controls in, picture and sentence out."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from helpers.lesson.card import html, plain, show_card
from helpers.lesson.live import LiveFigure, Number, Status
from helpers.lesson.pictures import Picture

COLUMN = "428px"  # a drop-down as wide as a number: two even columns


def choice(
    description: str, options: Mapping[str, Any] | Sequence[str], value: Any
) -> ipywidgets.Dropdown:
    """A drop-down list; `options` maps what a person reads to what `compute` gets.

    A plain sequence of words is read and passed on as it stands.
    """
    return ipywidgets.Dropdown(
        options=options,
        value=value,
        description=description,
        style={"description_width": "initial"},
        layout={"width": "max-content", "max_width": "98%"},
    )


class Explorer:
    """Controls -> `compute` -> `figure` + `describe` (+ `table`), all of them plain functions.

    `compute` takes the controls' values by name. If it raises ValueError, its sentence is shown
    and the last good picture stays.
    """

    def __init__(
        self,
        name: str,
        controls: Mapping[str, ipywidgets.Widget],
        compute: Callable[..., Any],
        figure: Callable[[Any], Picture],
        describe: Callable[[Any], str],
        table: Callable[[Any], pd.DataFrame] | None = None,
    ):
        self.name, self.controls = name, controls
        self.compute, self.figure, self.describe, self.table = compute, figure, describe, table
        picture, text, kind = self._answer()
        # With their first state from the start, so that the page never shows an empty picture.
        self.live = LiveFigure(figure=picture.figure, alt=picture.alt) if picture else LiveFigure()
        self.status = Status(html=text, kind=kind)
        self.numbers = ipywidgets.Accordion([html("")], titles=["The numbers as a table"])
        for control in controls.values():
            control.observe(self.update, "value")
            if isinstance(control, Number):
                control.observe(self.update, "problem")
        self.numbers.observe(self._show_table, "selected_index")

    def update(self, change: Any = None) -> None:
        """Compute again and show the result, or say what does not fit."""
        picture, text, kind = self._answer()
        if picture:
            with self.live.hold_sync():
                self.live.figure, self.live.alt = picture.figure, picture.alt
        self.status.say(text, kind)
        self._show_table()

    def _answer(self) -> tuple[Picture | None, str, str]:
        """The picture, the sentence and its kind; no picture for what does not fit."""
        try:
            result = self._result()
            return self.figure(result), self.describe(result), "note"
        except ValueError as problem:
            return None, escape(str(problem)), "problem"

    def _show_table(self, change: Any = None) -> None:
        opened = self.numbers.selected_index is not None
        if self.table and opened and self.status.kind == "note":
            text = self.table(self._result()).to_html(index=False, border=0)
            self.numbers.children[0].value = text

    def _result(self) -> Any:
        for control in self.controls.values():
            if problem := getattr(control, "problem", ""):
                raise ValueError(problem)
        return self.compute(**{name: control.value for name, control in self.controls.items()})

    def show(self) -> None:
        """Display the explorer."""
        controls = ipywidgets.Box(
            list(self.controls.values()), layout=ipywidgets.Layout(flex_flow="row wrap")
        )
        controls.add_class("course-controls")
        title = html(escape(self.name), "course-title")
        children = [
            title,
            controls,
            self.live,
            self.status,
            *([self.numbers] if self.table else []),
        ]
        show_card(self.name, children, text=plain(self.status.html), figure=self.live.figure)


def as_form(explorer: Explorer) -> Explorer:
    """For many controls: even columns, and the sentence, which is read first, above the picture."""
    for control in explorer.controls.values():
        if isinstance(control, ipywidgets.Dropdown):
            control.layout.width = COLUMN
    explorer.live.layout.order, explorer.numbers.layout.order = "1", "2"
    return explorer
