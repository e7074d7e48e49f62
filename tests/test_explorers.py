"""Every explorer and every picture of the course, found by being there."""

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable

import ipywidgets
import plotly.graph_objects as go
import pytest

import helpers.explorers
from helpers.lesson import CheckBoxes, Explorer, Number
from helpers.lesson.card import plain

ALT_LENGTH = 40


def _functions(package, returned: type) -> list:
    modules = [
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    ]
    return [
        pytest.param(function, id=f"{module.__name__.split('.')[-1]}.{name}")
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and inspect.signature(function).return_annotation is returned
        and not inspect.signature(function).parameters
    ]


def _settings(control: ipywidgets.Widget) -> list:
    """The values at the edges of a control, or all of a list."""
    if isinstance(control, Number):
        return [control.low, control.high, control.value + control.step]
    if isinstance(control, ipywidgets.Checkbox):
        return [True, False]
    if isinstance(control, CheckBoxes):
        return [*([value] for value in control.known), control.known]
    return (
        [value for _, value in control._options_full] if hasattr(control, "_options_full") else []
    )


def _check(picture: dict, alt: str) -> None:
    go.Figure(picture)  # plotly's own validation
    assert len(alt) >= ALT_LENGTH
    assert alt != picture["layout"]["title"]["text"]


def _words(explorer: Explorer) -> str:
    """What is said above the picture and below it."""
    return explorer.first.html + explorer.status.html


EXPLORERS = _functions(helpers.explorers, Explorer)
explorers = pytest.mark.parametrize("build", EXPLORERS)


@explorers
def test_opens_with_picture_sentence_and_description(build):
    explorer = build()
    assert explorer.status.kind == "note"
    assert explorer.status.html
    _check(explorer.live.figure, explorer.live.alt)


@explorers
def test_every_control_is_named_and_every_setting_is_answered_and_seen(build):
    """In the picture, in the sentence, or in the numbers that a unit rewrites."""
    explorer = build()
    numbers = [control for control in explorer.controls.values() if isinstance(control, Number)]

    def seen():
        return explorer.live.figure, _words(explorer), [number.value for number in numbers]

    for control in explorer.controls.values():
        assert control.description
        start, before = control.value, seen()
        for value in _settings(control):
            control.value = value
            assert explorer.status.html
            assert explorer.status.kind in ("note", "problem")
            _check(explorer.live.figure, explorer.live.alt)
            if isinstance(control, ipywidgets.Dropdown):
                assert (seen() != before) == (value != start), control.description
        control.value = start
    assert explorer.status.kind == "note"


@explorers
def test_at_most_three_controls_stay_in_view(build):
    explorer = build()
    assert set(explorer.main) <= set(explorer.controls)
    assert len(explorer.main) <= 3


@explorers
def test_a_step_of_each_slider_changes_picture_and_sentence(build):
    explorer = build()
    for control in explorer.controls.values():
        if isinstance(control, Number):
            picture, words, start = explorer.live.figure, _words(explorer), control.value
            control.value = min(control.high, start + control.step)
            assert explorer.live.figure != picture, control.description
            assert _words(explorer) != words, control.description
            control.value = start


@explorers
def test_what_does_not_fit_is_explained_and_no_old_picture_stays(build):
    explorer = build()
    for control in explorer.controls.values():
        if isinstance(control, Number):
            for entry in ("NaN", "-1e9", "1e9", "three", "", "5 stones"):
                control.type(entry)
                assert explorer.status.kind == "problem", (control.description, entry)
                assert control.description in plain(explorer.status.html) or entry in ("", "NaN")
                assert explorer.live.figure["data"] == []
                assert "does not fit" in explorer.live.alt
                assert control.remark
            control.type(f"{control.value:g}")
            assert explorer.status.kind == "note"


PARTS = ("compute", "figure", "describe")


def _counted(explorer: Explorer) -> Counter[str]:
    """How often an explorer computes, draws and describes from now on."""
    calls: Counter[str] = Counter()

    def wrapped(part: str, work: Callable) -> Callable:
        def count(*values, **named):
            calls[part] += 1
            return work(*values, **named)

        return count

    for part in PARTS:
        setattr(explorer, part, wrapped(part, getattr(explorer, part)))
    return calls


def _moved(control: ipywidgets.Widget) -> object:
    """The value one step on: of a slider up, or down at its end; of a list the next one."""
    if isinstance(control, Number):
        up = control.value + control.step
        return up if up <= control.high else control.value - control.step
    others = [value for _, value in control._options_full if value != control.value]
    return others[0] if others else control.value


@explorers
def test_one_move_computes_draws_and_describes_once(build):
    explorer = build()
    if explorer.examples:
        explorer.load(next(iter(explorer.examples)))
    calls = _counted(explorer)
    for control in explorer.controls.values():
        if isinstance(control, Number | ipywidgets.Dropdown):
            start = control.value
            calls.clear()
            control.value = _moved(control)
            if control.value != start:
                done = PARTS if explorer.status.kind == "note" else PARTS[:1]  # or it is refused
                assert calls == Counter(done), control.description
            control.value = start


@explorers
def test_an_entry_that_does_not_fit_computes_at_most_once_and_the_next_once(build):
    explorer = build()
    calls = _counted(explorer)
    for control in explorer.controls.values():
        if isinstance(control, Number):
            start = control.value
            calls.clear()
            control.type("1e9")
            assert all(count <= 1 for count in calls.values()), control.description
            calls.clear()
            control.type(f"{_moved(control):.12g}")
            assert calls["compute"] == 1, control.description
            control.value = start
