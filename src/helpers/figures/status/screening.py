"""Picture of what a test result means for a person."""

from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    ORANGE,
    Picture,
    axis,
    layout,
    legend,
    packed,
    rounded,
)
from helpers.science.status.screening import (
    Screening,
    predictive_values,
)

GROUPS = (
    ("true_positive", "depleted, test positive", ORANGE, "circle"),
    ("false_negative", "depleted, test negative", ORANGE, "circle-open"),
    ("false_positive", "not depleted, test positive", BLUE, "square"),
    ("true_negative", "not depleted, test negative", BLUE, "square-open"),
)
ROWS = 25
PRE_TEST = np.arange(1, 100, 4) / 100


def screening(test: Screening) -> Picture:
    """1,000 people as icons, and what a result means for every probability before the test."""
    counts = [getattr(test.thousand, field) for field, *_ in GROUPS]
    starts = np.cumsum([0, *counts])
    icons = [_icons(start, n, *look) for start, n, (_, *look) in zip(starts, counts, GROUPS)]
    data = [*icons, *_meaning(test)]
    people = ", ".join(f"{n} {name}" for n, (_, name, *_) in zip(counts, GROUPS))
    return Picture(
        {"data": data, "layout": _screening_layout()},
        f"Left: icons of 1,000 people: {people}. Right: the probability of depletion after a "
        "positive and after a negative result against the probability before; here "
        f"{100 * test.values.ppv:.0f} % and {100 * (1 - test.values.npv):.0f} % from "
        f"{100 * test.prevalence:.0f} % before.",
    )


def _icons(start: int, count: int, name: str, color: str, symbol: str) -> dict[str, Any]:
    places = np.arange(start, start + count)
    return {
        "mode": "markers",
        "name": f"{count} {name}",
        "x": packed(places // ROWS, "u1"),
        "y": packed(places % ROWS, "u1"),
        "marker": {"color": color, "symbol": symbol, "size": 5 if "open" in symbol else 6},
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
        "1,000 people, and what a result means (all numbers supposed)",
        xaxis=hidden | {"range": [-1, 40], "domain": [0, 0.56]},
        yaxis=hidden | {"range": [ROWS, -1]},
        xaxis2=axis("depleted before the test (%)", range=[0, 100], domain=[0.68, 1]),
        yaxis2=axis(
            "depleted after it (%)", range=[0, 108], anchor="x2", tickvals=[0, 25, 50, 75, 100]
        ),
        legend=legend(-0.22, itemsizing="constant"),
        height=430,
    )
