"""Explorer: controls in, picture and sentence out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from helpers.drawing import Picture, empty_picture, no_answer
from helpers.lesson.card import html, plain, show_card, source_line
from helpers.lesson.live import LiveFigure, Number, Status
from helpers.lesson.predict import covered

OBSERVED = ("value", "unit", "problem")  # of a number; the same digits in another unit are new

WAITING = "Load an example with a button above, or change an entry."
INVITATION = (
    empty_picture(WAITING, 200), ("", "note"), (f"{WAITING} The answer comes here.", "note"),
)  # fmt: skip


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


Said = tuple[str, str]  # a sentence as HTML, and its kind


class Explorer:
    """Controls -> `compute` -> `figure` + `describe` (+ `table`), all of them plain functions.

    `compute` takes the controls' values by name, numbers in their first unit. If the entries do
    not fit, or it raises ValueError, the sentence is shown, also beside its control, and the
    picture is empty: no answer outlives its entries.

    `headline` gives a first sentence that stands above the picture, and its kind: note, caution,
    refusal or urgent. `groups` is for many controls: heading -> names of controls; they then stand
    in a column beside their answer. `examples` are entries that a button loads: what it says ->
    the values that differ from the start; nothing is answered before one is loaded.
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
        headline: Callable[[Any], Said] | None = None,
        examples: Mapping[str, Mapping[str, Any]] | None = None,
    ):
        self.name, self.controls, self.groups = name, controls, groups
        self.compute, self.figure, self.describe, self.table = compute, figure, describe, table
        self.headline, self.examples = headline, examples or {}
        self._start = {name: control.value for name, control in controls.items()}
        self._height, self._loading = 0.0, False
        self._blamed: Number | None = None
        picture, first, (text, kind) = INVITATION if self.examples else self._answer()
        # With their first state from the start, so that the page never shows an empty picture.
        self.live = LiveFigure(figure=picture.figure, alt=picture.alt)
        self.first = Status(html=first[0], kind=first[1])
        self.status = Status(html=text, kind=kind)
        self.sources = picture.sources
        self.numbers = ipywidgets.Accordion([html("")], titles=[table_title])
        for control in controls.values():
            control.observe(self.update, OBSERVED if isinstance(control, Number) else "value")
        self.numbers.observe(self._show_table, "selected_index")

    def update(self, change: Any = None) -> None:
        """Compute again and show the result, or say what does not fit."""
        if self._loading:
            return
        picture, first, said = self._answer()
        with self.live.hold_sync():
            self.live.figure, self.live.alt = picture.figure, picture.alt
        self.first.say(*first)
        self.status.say(*said)
        self._show_table()

    def load(self, example: str) -> None:
        """Set all controls to an example."""
        values = self._start | dict(self.examples[example])
        self._loading = True
        for name, control in self.controls.items():
            setattr(control, "amount" if isinstance(control, Number) else "value", values[name])
        self._loading = False
        self.update()

    def _answer(self) -> tuple[Picture, Said, Said]:
        """The picture, the sentence above it and the one below it."""
        self._blame(None, "")
        try:
            result = self._result()
            picture = self.figure(result)
            first = self.headline(result) if self.headline else ("", "note")
            self._height = picture.figure["layout"].get("height", 0.0)
            return picture, first, (self.describe(result), "note")
        except ValueError as problem:
            words = escape(self._in_words(str(problem)))
            return no_answer(self._misfit(), self._height or 340), ("", "note"), (words, "problem")

    def _in_words(self, problem: str) -> str:
        """A sentence about an argument, with the name that its control has on the page."""
        name, colon, rest = problem.partition(":")
        if name not in self.controls:
            return problem
        control = self.controls[name]
        self._blame(control if isinstance(control, Number) else None, rest.strip())
        return f"{control.description}{colon}{rest}"

    def _blame(self, control: Number | None, words: str) -> None:
        """Say beside a number why it does not fit to the others, and no longer beside another."""
        if self._blamed and not self._blamed.problem:
            self._blamed.remark = ""
        if control:
            control.remark = words
        self._blamed = control

    def _misfit(self) -> str:
        """What does not fit, in a few words."""
        typed = next(filter(_problem, self.controls.values()), self._blamed)
        if typed is None:
            return "the entries do not fit together"
        name = typed.description
        entry = typed.entry or f"{typed.value:g}"
        return f"{name.lower() if name[1:].islower() else name} {entry[:20]} does not fit"

    def _show_table(self, change: Any = None) -> None:
        if not self.table or self.numbers.selected_index is None:
            return
        fits = self.status.kind == "note"
        rows = self.table(self._result()).to_html(index=False, border=0) if fits else ""
        self.numbers.children[0].value = rows

    def _result(self) -> Any:
        for control in self.controls.values():
            if problem := _problem(control):
                raise ValueError(problem)
        return self.compute(**{name: _value(control) for name, control in self.controls.items()})

    def show(self) -> None:
        """Display the explorer."""
        text = "\n\n".join(filter(None, map(plain, (self.first.html, self.status.html))))
        picture = self.live.figure
        show_card(self.name, self.parts(), text, figure=picture, sources=self.sources)

    def parts(self) -> list[ipywidgets.Widget]:
        """What its card holds, from top to bottom."""
        first = [self.first] if self.headline else []
        answer = [*first, self.live, self.status, *([self.numbers] if self.table else [])]
        body = self._beside(self.groups, answer) if self.groups else [self._row(), *answer]
        title = html(escape(self.name), "course-title")
        rest = [*self._buttons(), *body, *source_line(self.sources)]
        return covered(self.name, title, rest)

    def _buttons(self) -> list[ipywidgets.Widget]:
        """One button for each example."""
        buttons = [ipywidgets.Button(description=name) for name in self.examples]
        for button in buttons:
            button.on_click(lambda pressed: self.load(pressed.description))
        return [ipywidgets.HBox(buttons)] if buttons else []

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


def _problem(control: ipywidgets.Widget) -> str:
    """Why what was typed cannot be taken."""
    return str(getattr(control, "problem", ""))


def _value(control: ipywidgets.Widget) -> Any:
    return control.amount if isinstance(control, Number) else control.value
