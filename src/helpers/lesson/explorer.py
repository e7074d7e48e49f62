"""Explorer: controls in, picture and sentence out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote

import ipywidgets
import pandas as pd

from helpers.drawing import Picture, empty_picture, no_answer
from helpers.lesson.card import html, plain, show_card, source_line, table_html
from helpers.lesson.live import Fold, LiveFigure, Number, Press, Status
from helpers.lesson.predict import covered
from helpers.lesson.stock import Box, Dropdown, VBox

OBSERVED = ("value", "unit", "problem")  # of a number; the same digits in another unit are new

MAIN = 3  # controls that fit beside a picture
HEIGHT = 340.0  # of a picture that does not say its own

WAITING = "Load an example with one of the buttons, or change an entry."
INVITATION = (
    empty_picture(WAITING, 200), ("", "note"), (f"{WAITING} The answer comes here.", "note"),
)  # fmt: skip


def choice(
    description: str, options: Mapping[str, Any] | Sequence[str], value: Any
) -> ipywidgets.Dropdown:
    """A drop-down list; `options` maps what a person reads to what `compute` gets.

    A plain sequence of words is read and passed on as it stands.
    """
    return Dropdown(options=options, value=value, description=description)


Said = tuple[str, str]  # a sentence as HTML, and its kind
Misfit = Callable[[str, Picture], Picture]  # a few words and the last good picture -> what is drawn


def blank(words: str, last: Picture) -> Picture:
    """An empty picture that says what does not fit, as high as the last one."""
    return no_answer(words, last.figure["layout"].get("height", HEIGHT))


def kept(words: str, last: Picture) -> Picture:
    """The last picture, for a control that says what does not fit and leaves its value."""
    return last


class Explorer:
    """Controls -> `compute` -> `figure` + `describe` (+ `table`), all of them plain functions.

    `compute` takes the controls' values by name, numbers in their first unit. If the entries do
    not fit, or it raises ValueError, the sentence is shown, also beside its control, and
    `misfit` gives the picture: an empty one, for no answer outlives its entries, unless they are
    as before (`kept`).

    `main` names up to three controls that stay in view with picture and sentence, the first three
    if it is not given; the others are folded away under More, and where they are many, `groups`
    puts them under headings: heading -> names of controls.

    `headline` gives a first sentence that stands above the picture, and its kind: note, caution,
    refusal or urgent. `examples` are entries that a button loads: what it says -> the values that
    differ from the start; nothing is answered before one is loaded.

    The book computes beforehand, so it cannot have every combination: it has those of the controls
    in `telling`, the first two of `main` if it is not given. Where a dose is shown it has
    the complete `cases` alone: what it says -> the values that differ from the start.
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
        misfit: Misfit = blank,
        telling: Sequence[str] = (),
        cases: Mapping[str, Mapping[str, Any]] | None = None,
    ):
        self.name, self.controls, self.groups = name, controls, groups
        self.compute, self.figure, self.describe, self.table = compute, figure, describe, table
        self.headline, self.examples, self.misfit = headline, examples or {}, misfit
        self.main = tuple(main) or tuple(controls)[:MAIN]
        self.telling, self.cases = tuple(telling) or self.main[:2], cases or {}
        self._start = {name: _value(control) for name, control in controls.items()}
        self._loading = False
        self._blamed: Number | None = None
        self._answered: Any = None  # the entries that are answered
        self._result: Any = None  # what is drawn, if anything is
        self._last = empty_picture("", HEIGHT)  # the last good picture
        picture, first, (text, kind) = INVITATION if self.examples else self._answer()
        # With their first state from the start, so that the page never shows an empty picture.
        self.live = LiveFigure(figure=picture.figure, alt=picture.alt)
        self.first = Status(html=first[0], kind=first[1])
        self.status = Status(html=text, kind=kind)
        self.sources = picture.sources
        self.numbers = Fold(summary=table_title)
        for control in controls.values():
            control.observe(self.update, list(filter(control.has_trait, OBSERVED)))
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
        self.enter(self.examples[example])

    def enter(self, values: Mapping[str, Any]) -> None:
        """Set some controls, numbers in their first unit, and all others to their start."""
        self._set(self._start | dict(values))
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
            if _problem(control):
                control.problem = ""
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
        self._answered = self._entries()
        try:
            result = self._compute()
            picture = self.figure(result)
            first = self.headline(result) if self.headline else ("", "note")
            said = (self.describe(result), "note")
        except ValueError as problem:
            return self._no_answer(self._in_words(str(problem)))
        self._result, self._last = result, picture
        return picture, first, said

    def _no_answer(self, problem: str) -> tuple[Picture, Said, Said]:
        """What is drawn and said where the entries do not fit."""
        picture = self.misfit(self._misfitting(), self._last)
        if picture is not self._last:
            self._result = None
        return picture, ("", "note"), (escape(problem), "problem")

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

    def _misfitting(self) -> str:
        """What does not fit, in a few words."""
        typed = next(filter(_problem, self.controls.values()), self._blamed)
        if not isinstance(typed, Number):
            return "the entries do not fit together"
        name = typed.description
        entry = typed.entry or f"{typed.value:g}"
        return f"{name.lower() if name[1:].islower() else name} {entry[:20]} does not fit"

    def _show_table(self, change: Any = None) -> None:
        if self.table and self.numbers.unfolded:
            known = self._result is not None
            self.numbers.html = _numbers(self.table(self._result), self.name) if known else ""

    def _compute(self) -> Any:
        for control in self.controls.values():
            if problem := _problem(control):
                raise ValueError(problem)
        return self.compute(**{name: _value(control) for name, control in self.controls.items()})

    def show(self) -> None:
        """Display the explorer."""
        text = "\n\n".join(filter(None, map(plain, (self.first.html, self.status.html))))
        picture = self.live.figure
        show_card(
            self.name, self.parts(), text,
            figure=picture, sources=self.sources, classes=["course-explorer"],
        )  # fmt: skip

    def parts(self) -> list[ipywidgets.Widget]:
        """What its card holds, from top to bottom."""
        controls = [self._row(self.main, self._buttons()), *self._more()]
        numbers = [self.numbers] if self.table else []
        rest = [*controls, self._picture(), self.status, *numbers, *source_line(self.sources)]
        title = html(escape(self.name), "course-title")
        names = [self.controls[name].description for name in self.main]
        return covered(self.name, title, rest, names)

    def _picture(self) -> ipywidgets.Widget:
        """The picture, under its first sentence if there is one."""
        if not self.headline:
            return self.live
        return VBox([self.first, self.live]).add_class("course-answer")

    def _buttons(self) -> ipywidgets.Widget:
        """One button for each example, and one for the start."""
        examples = {name: partial(self.load, name) for name in self.examples}
        return Press({**examples, "Reset": self.reset})

    def _more(self) -> list[ipywidgets.Widget]:
        """The controls that matter less, folded away."""
        rest = [name for name in self.controls if name not in self.main]
        if not rest:
            return []
        more = VBox(self._grouped(rest)) if self.groups else self._row(rest)
        return [Fold(summary="More to change"), more.add_class("course-more")]

    def _grouped(self, rest: Sequence[str]) -> list[ipywidgets.Widget]:
        """Controls under their headings."""
        parts = []
        for heading, names in (self.groups or {}).items():
            if mine := [name for name in names if name in rest]:
                parts += [html(escape(heading), "course-heading"), self._row(mine)]
        return parts

    def _row(self, names: Iterable[str], *after: ipywidgets.Widget) -> ipywidgets.Box:
        controls = [*(self.controls[name] for name in names), *after]
        return Box(controls).add_class("course-controls")


def _numbers(frame: pd.DataFrame, name: str) -> str:
    """A table, and a link that keeps it."""
    address = f"data:text/csv;charset=utf-8,{quote(frame.to_csv(index=False))}"
    link = f'<a download="{escape(name)}.csv" href="{address}">Download as CSV</a>'
    return f"{table_html(frame, name)}<p>{link}</p>"


def _problem(control: ipywidgets.Widget) -> str:
    """Why what was typed cannot be taken."""
    return str(getattr(control, "problem", ""))


def _value(control: ipywidgets.Widget) -> Any:
    return control.amount if isinstance(control, Number) else control.value
