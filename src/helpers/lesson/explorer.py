"""Explorer: controls in, picture and sentence out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from helpers.lesson.card import html, plain, show_card, source_line
from helpers.lesson.live import LiveFigure, Number, Status
from helpers.lesson.pictures import Picture


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
    and the last good picture stays. `groups` is for many controls: heading -> names of controls.
    They then stand in a column beside their answer.
    """

    def __init__(
        self,
        name: str,
        controls: Mapping[str, ipywidgets.Widget],
        compute: Callable[..., Any],
        figure: Callable[[Any], Picture],
        describe: Callable[[Any], str],
        table: Callable[[Any], pd.DataFrame] | None = None,
        groups: Mapping[str, Iterable[str]] | None = None,
        table_title: str = "The numbers as a table",
    ):
        self.name, self.controls, self.groups = name, controls, groups
        self.compute, self.figure, self.describe, self.table = compute, figure, describe, table
        picture, text, kind = self._answer()
        # With their first state from the start, so that the page never shows an empty picture.
        self.live = LiveFigure(figure=picture.figure, alt=picture.alt) if picture else LiveFigure()
        self.status = Status(html=text, kind=kind)
        self.sources = picture.sources if picture else ()
        self.numbers = ipywidgets.Accordion([html("")], titles=[table_title])
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
            return None, escape(self._in_words(str(problem))), "problem"

    def _in_words(self, problem: str) -> str:
        """A sentence about an argument, with the name that its control has on the page."""
        name, colon, rest = problem.partition(":")
        return (
            f"{self.controls[name].description}{colon}{rest}" if name in self.controls else problem
        )

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
        text, picture = plain(self.status.html), self.live.figure
        show_card(self.name, self.parts(), text, figure=picture, sources=self.sources)

    def parts(self) -> list[ipywidgets.Widget]:
        """What its card holds, from top to bottom."""
        answer = [self.live, self.status, *([self.numbers] if self.table else [])]
        body = self._beside(self.groups, answer) if self.groups else [self._row(), *answer]
        return [html(escape(self.name), "course-title"), *body, *source_line(self.sources)]

    def _row(self, names: Iterable[str] | None = None) -> ipywidgets.Box:
        controls = [self.controls[name] for name in names or self.controls]
        row = ipywidgets.Box(controls, layout=ipywidgets.Layout(flex_flow="row wrap"))
        return row.add_class("course-controls")

    def _beside(
        self, groups: Mapping[str, Iterable[str]], answer: list[ipywidgets.Widget]
    ) -> list[ipywidgets.Widget]:
        """Groups of controls in a column that scrolls, so that the answer stays in sight."""
        parts = [
            part
            for heading, names in groups.items()
            for part in (html(escape(heading), "course-heading"), self._row(names))
        ]
        column = ipywidgets.Box([ipywidgets.VBox(parts)]).add_class("course-column")
        return [ipywidgets.Box([column, ipywidgets.VBox(answer)]).add_class("course-beside")]
