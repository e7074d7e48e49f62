"""Explorer: controls in, picture and sentence out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from helpers.drawing import Picture, empty_picture, no_answer
from helpers.lesson.card import html, plain, show_card, source_line, table_html
from helpers.lesson.live import Fold, LiveFigure, Number, Status
from helpers.lesson.predict import all_open, covered

OBSERVED = ("value", "unit", "problem")  # of a number; the same digits in another unit are new

MAIN = 3  # controls that fit beside a picture

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

    `main` names up to three controls that stay in view with picture and sentence, the first three
    if it is not given; the others are folded away under More.
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
        main: Sequence[str] = (),
    ):
        self.name, self.controls, self.groups = name, controls, groups
        self.compute, self.figure, self.describe, self.table = compute, figure, describe, table
        self.headline, self.examples = headline, examples or {}
        self.main = tuple(main) or tuple(controls)[:MAIN]
        self._start = {name: _value(control) for name, control in controls.items()}
        self._height, self._loading = 0.0, False
        self._blamed: Number | None = None
        self._answered: Any = None  # the entries that are answered
        self._result: Any = None  # what was computed of them, if they fit
        picture, first, (text, kind) = INVITATION if self.examples else self._answer()
        # With their first state from the start, so that the page never shows an empty picture.
        self.live = LiveFigure(figure=picture.figure, alt=picture.alt)
        self.first = Status(html=first[0], kind=first[1])
        self.status = Status(html=text, kind=kind)
        self.sources = picture.sources
        self.numbers = Fold(summary=table_title)
        for control in controls.values():
            control.observe(self.update, OBSERVED if isinstance(control, Number) else "value")
        self.numbers.observe(self._show_table, "unfolded")

    def update(self, change: Any = None) -> None:
        """Compute again and show the result, or say what does not fit."""
        if not self._loading and self._entries() != self._answered:
            self._show(*self._answer())

    def _show(self, picture: Picture, first: Said, said: Said) -> None:
        with self.live.hold_sync():
            self.live.figure, self.live.alt = picture.figure, picture.alt
        self.first.say(*first)
        self.status.say(*said)
        self._show_table()

    def load(self, example: str) -> None:
        """Set all controls to an example."""
        self._set(self._start | dict(self.examples[example]))
        self.update()

    def reset(self) -> None:
        """Bring back the start, whatever was entered."""
        self._set(self._start)
        if self.examples:
            self._blame(None, "")
            self._answered = self._result = None
            self._show(*INVITATION)
        else:
            self.update()

    def _set(self, values: Mapping[str, Any]) -> None:
        self._loading = True
        for name, control in self.controls.items():
            setattr(control, "amount" if isinstance(control, Number) else "value", values[name])
        self._loading = False

    def _entries(self) -> list[Any]:
        """All that is entered; a control that changes tells so more than once."""
        return [
            [getattr(control, trait, None) for trait in OBSERVED]
            for control in self.controls.values()
        ]

    def _answer(self) -> tuple[Picture, Said, Said]:
        """The picture, the sentence above it and the one below it."""
        self._blame(None, "")
        self._result, self._answered = None, self._entries()
        try:
            result = self._compute()
            picture = self.figure(result)
            first = self.headline(result) if self.headline else ("", "note")
            self._height = picture.figure["layout"].get("height", 0.0)
            said = (self.describe(result), "note")
            self._result = result
            return picture, first, said
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
        if self.table and self.numbers.unfolded:
            known = self._result is not None
            rows = table_html(self.table(self._result), self.name) if known else ""
            self.numbers.html = rows

    def _compute(self) -> Any:
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
        if self.groups:
            body = [self._buttons(), *self._beside(self.groups, answer)]
        else:
            body = [self._row(self.main, self._buttons()), *self._more(), *answer]
        title = html(escape(self.name), "course-title")
        rest = [*body, *source_line(self.sources)]
        return covered(self.name, title, rest)

    def _buttons(self) -> ipywidgets.Widget:
        """One button for each example, and one for the start."""
        buttons = [ipywidgets.Button(description=name) for name in self.examples]
        for button in buttons:
            button.on_click(lambda pressed: self.load(pressed.description))
        back = ipywidgets.Button(description="Reset")
        back.on_click(lambda pressed: self.reset())
        return ipywidgets.HBox([*buttons, back])

    def _more(self) -> list[ipywidgets.Widget]:
        """The controls that matter less, folded away."""
        rest = [name for name in self.controls if name not in self.main]
        fold = Fold(summary="More to change", unfolded=all_open())
        return [fold, self._row(rest).add_class("course-more")] if rest else []

    def _row(self, names: Iterable[str], *after: ipywidgets.Widget) -> ipywidgets.Box:
        controls = [*(self.controls[name] for name in names), *after]
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
