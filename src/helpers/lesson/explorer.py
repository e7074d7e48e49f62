"""Explorer: controls in, picture and sentence out."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from helpers.lesson.card import html, plain, show_card
from helpers.lesson.live import LiveFigure, Number, Status
from helpers.lesson.pictures import Picture


def choice(description: str, options: Mapping[str, Any], value: Any) -> ipywidgets.Dropdown:
    """A drop-down list; `options` maps what a person reads to what `compute` gets."""
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
        self.live = LiveFigure()
        self.status = Status()
        self.numbers = ipywidgets.Accordion([html("")], titles=["The numbers as a table"])
        self.update()
        for control in controls.values():
            control.observe(self.update, "value")
            if isinstance(control, Number):
                control.observe(self.update, "problem")
        self.numbers.observe(self.update, "selected_index")

    def update(self, change: Any = None) -> None:
        """Compute again and show the result, or say what does not fit."""
        try:
            result = self._result()
            picture = self.figure(result)
        except ValueError as problem:
            self.status.say(escape(str(problem)), "problem")
            return
        with self.live.hold_sync():
            self.live.figure, self.live.alt = picture.figure, picture.alt
        self.status.say(self.describe(result))
        if self.table and self.numbers.selected_index is not None:
            self.numbers.children[0].value = self.table(result).to_html(index=False, border=0)

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
