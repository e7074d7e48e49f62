"""What the book holds of each explorer is what the explorer's own functions give."""

import base64
import gzip
import json
from html import escape
from importlib.resources import files
from math import isclose, isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from helpers.explorers import dosing, spacing, vitamin_d
from helpers.lesson import Number
from helpers.lesson.typography import unbroken
from tests.test_explorers import explorers
from tools.book import data
from tools.book import explorers as book
from tools.book.packing import packed
from tools.book.positions import (
    ASKED,
    MOST,
    MOST_TOGETHER,
    Control,
    Places,
    combinations,
    controls,
    shown,
    stops,
)
from tools.lessons import explorers as of_lesson
from tools.lessons import lesson, names

IN_THE_LIBRARY = {"scatter", "bar", "pie"}  # the kinds of traces that plotly-basic draws
PIXELS = 2000  # of the widest picture
VENDORED = Path(book.__file__).parent / "static" / "plotly" / "plotly-basic.min.js"


def unpacked(text: str) -> dict[str, Any]:
    """States by their places, as the page puts them together."""
    held = json.loads(gzip.decompress(base64.b64decode(text)))
    states = {}
    for places, numbers in held["states"].items():
        state = json.loads(json.dumps(held["shared"]))
        for gap, number in zip(held["gaps"], numbers, strict=True):
            *way, last = gap
            holder = state
            for key in way:
                holder = holder[key]
            holder[last] = held["parts"][number]
        states[places] = state
    return states


def numbers_of(part: Any) -> list[float] | None:
    """The numbers of a line, however it is stored."""
    if isinstance(part, dict) and "bdata" in part:
        return np.frombuffer(base64.b64decode(part["bdata"]), part["dtype"]).tolist()
    if isinstance(part, dict) and "deltas" in part:
        decimals, *steps = part["deltas"]
        return (np.cumsum(steps) / 10.0**decimals).tolist()
    return None


def same(ours: Any, theirs: Any) -> bool:
    """Whether nobody could tell two figures apart."""
    if (line := numbers_of(theirs)) is not None:
        return same_line(numbers_of(ours) or ours, line)
    if isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in theirs)
    if isinstance(theirs, list | tuple):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, float):
        return isclose(ours, theirs, rel_tol=1e-4)
    return ours == theirs


def same_line(ours: list[Any], theirs: list[float]) -> bool:
    known = [x for x in theirs if not isnan(x)]
    least = (max(known) - min(known)) / PIXELS if known else 0
    return len(ours) == len(theirs) and all(
        x is None if isnan(y) else abs(x - y) <= max(least, 1e-4 * abs(y))
        for x, y in zip(ours, theirs, strict=True)
    )


def ends_and_middle(chosen: list[Control]) -> list[Places]:
    """A few places of each control, all others at their start."""
    start = [control.start for control in chosen]
    few = [
        (*start[:at], place, *start[at + 1 :])
        for at, control in enumerate(chosen)
        for place in (0, len(control.values) // 2, len(control.values) - 1)
    ]
    return list(dict.fromkeys(few))


@explorers
def test_the_book_shows_what_the_functions_give(build):
    explorer, pure = build(), build()
    chosen = controls(explorer)
    few = ends_and_middle(chosen)
    states = unpacked(packed({places: shown(explorer, chosen, places) for places in few}))
    assert len(states) == len(few)
    for places in few:
        state = states[",".join(map(str, places))]
        entered = {
            control.name: control.values[at] for control, at in zip(chosen, places, strict=True)
        }
        pure.enter(entered["case"] if pure.cases else entered)
        values = {
            name: control.amount if isinstance(control, Number) else control.value
            for name, control in pure.controls.items()
        }
        try:
            result = pure.compute(**values)
            picture, said = pure.figure(result), ["note", unbroken(pure.describe(result))]
        except ValueError:
            assert state["said"][0] == "problem"
            continue
        assert same(state["figure"], picture.figure), places
        kinds = {trace.get("type", "scatter") for trace in picture.figure["data"]}
        assert kinds <= IN_THE_LIBRARY
        assert (state["alt"], state["said"]) == (picture.alt, said)
        if pure.headline:
            text, kind = pure.headline(result)
            assert state["first"] == [kind, unbroken(text)]


@explorers
def test_controls_reach_from_end_to_end_and_stand_at_their_start(build):
    explorer = build()
    if explorer.cases:
        return
    chosen = {control.name: control for control in controls(explorer)}
    assert chosen.keys() == explorer.controls.keys()
    for name, widget in explorer.controls.items():
        control = chosen[name]
        assert control.values[control.start] == widget.value
        assert len(set(control.words)) == len(control.values) <= MOST
        if isinstance(widget, Number):
            assert (control.values[0], control.values[-1]) == (widget.low, widget.high)
            steps = [(value - widget.low) / widget.step for value in control.values]
            assert steps == pytest.approx(list(map(round, steps)))


@explorers
def test_every_pair_of_the_most_telling_controls_is_there(build):
    explorer = build()
    chosen = controls(explorer)
    known = combinations(explorer, chosen)
    assert len(known) == len(set(known))
    if explorer.cases:
        assert len(known) == len(explorer.cases)
        return
    assert set(explorer.telling) <= set(explorer.controls)
    telling = [i for i, control in enumerate(chosen) if control.name in explorer.telling]
    together = {tuple(places[i] for i in telling) for places in known}
    assert len(together) == np.prod([len(chosen[i].values) for i in telling]) <= MOST_TOGETHER


def test_the_library_is_of_the_version_that_python_has():
    installed = files("plotly").joinpath("package_data/plotly.min.js").read_text("utf-8")[:60]
    version = installed.partition("plotly.js v")[2].split()[0]
    assert f"plotly.js (basic - minified) v{version}" in VENDORED.read_text("utf-8")[:80]


@pytest.mark.parametrize("build", [dosing.planner, dosing.patients, spacing.timeline])
def test_where_a_dose_is_shown_there_are_complete_cases_and_nothing_to_enter(build):
    explorer = build()
    (control,) = controls(explorer)
    assert "synthetic" in control.label
    for at in range(len(control.values)):
        state = shown(explorer, [control], (at,))
        assert "For learning, not for treatment" in state["said"][1]
        assert state["first"][1]
        assert len(state["entered"]) > 5


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Number("", 3, 0, 5), [0, 1, 2, 3, 4, 5]),
        (Number("", 7, 0, 1000), [0, 1, 3, 7, 10, 30, 100, 300, 1000]),  # skewed: as 1, 3, 10
        (Number("", 33, -60, 60), [-60, -50, 0, 33, 50, 60]),
        (Number("", 1988, 1984, 1995), [1984, 1985, 1988, 1990, 1995]),
    ],
)
def test_positions_are_round_and_within_the_bounds(number, expected):
    assert stops(number, most=9) == expected or stops(number, most=6) == expected


def test_what_a_lesson_asks_to_set_can_be_set():
    every = [one for name in names() for one in of_lesson(lesson(name).notebook).values()]
    asked = {explorer.name: explorer for explorer in every if explorer.name in ASKED}
    assert asked.keys() == ASKED.keys()
    for name, explorer in asked.items():
        held = {control.name: set(control.values) for control in controls(explorer)}
        assert all(set(values) <= held[key] for key, values in ASKED[name].items()), name


def test_states_that_differ_in_everything_come_back():
    states = {
        (0,): {"a": [1, {"b": 2}], "c": "x", "d": [1, 2]},
        (1,): {"a": [1, {"b": 3}], "c": "y", "d": [1]},
        (2,): {"a": [2, {"b": 3}], "c": "y", "d": []},
    }
    assert unpacked(packed(states)) == {str(key): state for (key,), state in states.items()}


def test_a_first_look_needs_no_script(tmp_path, monkeypatch):
    for module in (book, data):
        monkeypatch.setattr(module, "STATIC", tmp_path)
    explorer = vitamin_d.mechanism()
    stored = {
        "application/vnd.plotly.v1+json": json.loads(json.dumps(explorer.live.figure)),
        "image/png": base64.b64encode(b"drawn").decode(),
        "text/plain": "",
    }
    page = book.html(explorer, "test-mechanism", stored)
    assert f'alt="{escape(explorer.live.alt)}"' in page
    assert explorer.status.html in page
    assert 'aria-valuetext="10 %"' in page
