"""Picture of what a test result means for a person."""

from itertools import cycle
from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    ORANGE,
    Picture,
    axis,
    layout,
    packed,
    rounded,
)
from helpers.science.status.screening import (
    Screening,
    predictive_values,
)

# In the order in which they fill the columns: strong where the test is positive.
GROUPS = (
    ("true_positive", "depleted, test positive", ORANGE),
    ("false_negative", "depleted, test negative", "#f5c396"),
    ("false_positive", "not depleted, test positive", BLUE),
    ("true_negative", "not depleted, test negative", "#b3d4e8"),
)
COLUMNS, ROWS = 40, 25
KEY_STEP = 1.8  # rows from one line of the key to the next
PRE_TEST = np.arange(1, 100, 4) / 100


def screening(test: Screening) -> Picture:
    """1,000 people as a grid, and what a result means for every probability before the test."""
    counts = [getattr(test.thousand, field) for field, *_ in GROUPS]
    ends = np.cumsum([0, *counts]).tolist()
    areas = [_area(*span, *look) for *span, (_, *look) in zip(ends, ends[1:], GROUPS)]
    data = [*areas, _lines_between(), _key(counts), *_meaning(test)]
    people = ", ".join(f"{n} {name}" for n, (_, name, _) in zip(counts, GROUPS))
    return Picture(
        {"data": data, "layout": _screening_layout()},
        f"Left: a grid of 1,000 people: {people}. Right: the probability of depletion after a "
        "positive and after a negative result against the probability before; here "
        f"{100 * test.values.ppv:.0f} % and {100 * (1 - test.values.npv):.0f} % from "
        f"{100 * test.prevalence:.0f} % before.",
    )


def _area(first: int, end: int, name: str, color: str) -> dict[str, Any]:
    """The people from one to before another: one path, for a thousand marks are drawn slowly."""
    edge = [*_edge(first), *reversed(_edge(end))]
    return {
        "mode": "lines",
        "name": name,
        "showlegend": False,
        "x": packed((x for x, _ in edge), "u1"),
        "y": packed((y for _, y in edge), "u1"),
        "fill": "toself",
        "fillcolor": color,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _edge(place: int) -> list[tuple[int, int]]:
    """The line in front of a person, from the last row to the first."""
    column, row = divmod(place, ROWS)
    return [(column, ROWS), (column, row), (column + 1, row), (column + 1, 0)]


def _lines_between() -> dict[str, Any]:
    """White lines that part each person from the next: one line, to and fro and up and down."""
    ends = cycle([0, ROWS, ROWS, 0])
    upright = [(column, next(ends)) for column in range(COLUMNS + 1) for _ in range(2)]
    sides = cycle([COLUMNS, 0, 0, COLUMNS])
    level = [(next(sides), row) for row in range(ROWS, -1, -1) for _ in range(2)]
    path = [*upright, *level]
    return {
        "mode": "lines",
        "showlegend": False,
        "x": packed((x for x, _ in path), "u1"),
        "y": packed((y for _, y in path), "u1"),
        "line": {"color": "#ffffff", "width": 2},
        "hoverinfo": "skip",
    }


def _key(counts: list[int]) -> dict[str, Any]:
    """Whom each colour stands for, and how many they are, in lines under the grid."""
    return {
        "mode": "markers+text",
        "showlegend": False,
        "x": [0.5] * len(GROUPS),
        "y": [round(ROWS + KEY_STEP * line, 1) for line in range(1, len(GROUPS) + 1)],
        "text": [f" {n} {name}" for n, (_, name, _) in zip(counts, GROUPS)],
        "textposition": "middle right",
        "cliponaxis": False,
        "marker": {"color": [color for *_, color in GROUPS], "symbol": "square", "size": 12},
        "hoverinfo": "skip",
    }


def _meaning(test: Screening) -> list[dict[str, Any]]:
    curve = predictive_values(test.sensitivity, test.specificity, PRE_TEST)
    before, values = test.prevalence, test.values
    return [
        _after("after a positive result", curve.ppv, ORANGE, "solid"),
        _after("after a negative result", 1 - curve.npv, BLUE, "dash"),
        _own_result(before, values.ppv, ORANGE, "diamond"),
        _own_result(before, 1 - values.npv, BLUE, "square"),
    ]


def _after(name: str, shares: np.ndarray, color: str, dash: str) -> dict[str, Any]:
    return {
        "mode": "lines",
        "name": name,
        "xaxis": "x2",
        "yaxis": "y2",
        "x0": 1,
        "dx": 4,
        "y": packed(100 * shares),
        "line": {"color": color, "dash": dash, "width": 2},
    }


def _own_result(before: float, after: float, color: str, symbol: str) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "showlegend": False,
        "xaxis": "x2",
        "yaxis": "y2",
        "x": rounded([100 * before]),
        "y": rounded([100 * after]),
        "text": [f"<b>{100 * after:.0f} %</b>"],
        "textposition": "top center",
        "cliponaxis": False,
        "marker": {"color": color, "symbol": symbol, "size": 12},
    }


def _screening_layout() -> dict[str, Any]:
    hidden = {"visible": False, "fixedrange": True}
    return layout(
        "1,000 people, and what a result means (supposed)",
        xaxis=hidden | {"range": [0, COLUMNS], "domain": [0, 0.56]},
        yaxis=hidden | {"range": [ROWS + KEY_STEP * (len(GROUPS) + 0.5), 0]},
        xaxis2=axis("depleted before (%)", range=[0, 100], domain=[0.68, 1], anchor="y2"),
        yaxis2=axis(
            "depleted after (%)",
            range=[0, 108],
            anchor="x2",
            domain=[0.36, 1],
            tickvals=[0, 25, 50, 75, 100],
        ),
        margin={"l": 16},
        height=430,
    )
