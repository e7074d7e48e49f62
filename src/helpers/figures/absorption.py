"""Pictures of how much of a dose gets in."""

from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    Picture,
    axis,
    from_zero,
    layout,
    listed,
    note,
    packed,
    rounded,
)
from helpers.science.absorption import Schedule, absorbed_fraction
from helpers.science.quantities import convert_amount
from helpers.tables import by, sources

DOSES_MG = np.geomspace(10, 1200, 60)
SERVINGS = range(1, 7)
ASSUMPTION = (
    "Assumptions: curve through two end points, not the published fit;<br>"
    "each serving is taken without other magnesium"
)


def schedule(result: Schedule) -> Picture:
    """The absorbed share by dose with the chosen serving on it, and the day's total by servings."""
    totals = [result.with_servings(servings).absorbed_mg for servings in SERVINGS]
    data = [_curve(), _end_points(), _chosen(result), _totals(totals, result.servings)]
    return Picture(
        {"data": data, "layout": _two_panels(totals)},
        f"Left: the share absorbed falls as one serving grows; a serving of "
        f"{result.serving_mg:.0f} mg lets in {result.absorbed_percent:.0f} % on the illustrative "
        f"curve. Right: bars of the amount absorbed from {result.daily_mg:.0f} mg a day in one "
        f"serving to six: {listed(f'{total:.0f}' for total in totals)} mg.",
        sources("absorption_end_points"),
    )


def _curve() -> dict[str, Any]:
    percent = 100 * absorbed_fraction(convert_amount(DOSES_MG, "mg", "mmol"))
    return {
        "mode": "lines",
        "name": "illustrative curve",
        "x": packed(DOSES_MG),
        "y": packed(percent),
        "line": {"color": BLUE, "width": 3},
    }


def lowest_intake_mg() -> float:
    """The lowest intake of the study behind the curve, in mg a meal."""
    known = by("absorption_end_points", "quantity", "value")
    return float(known["lowest_intake"])


def _end_points() -> dict[str, Any]:
    known = by("absorption_end_points", "quantity", "value")
    outline = {"color": GREY, "width": 3}
    return {
        "mode": "markers",
        "name": "published end points (doses not re-checked)",
        "x": [known["lowest_intake"], known["highest_intake"]],
        "y": [known["lowest_absorbed"], known["highest_absorbed"]],
        "marker": {"color": "#ffffff", "size": 11, "symbol": "square", "line": outline},
    }


def _chosen(result: Schedule) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "name": "your serving",
        "x": rounded([result.serving_mg]),
        "y": rounded([result.absorbed_percent]),
        "text": [f"{result.absorbed_percent:.0f} %"],
        "textposition": "top right",
        "marker": {"color": ORANGE, "size": 14, "symbol": "diamond"},
    }


def _totals(totals: list[float], chosen: int) -> dict[str, Any]:
    marked = [servings == chosen for servings in SERVINGS]
    shapes = ["/" if mark else "" for mark in marked]
    return {
        "type": "bar",
        "name": "absorbed a day",
        "showlegend": False,
        "xaxis": "x2",
        "yaxis": "y2",
        "x": list(SERVINGS),
        "y": rounded(totals),
        "text": [f"{total:.0f}" for total in totals],
        "textposition": "outside",
        "marker": {
            "color": GREEN,
            "pattern": {"shape": shapes, "fillmode": "overlay", "fgcolor": "#ffffff"},
        },
    }


def _two_panels(totals: list[float]) -> dict[str, Any]:
    ticks = [10, 20, 50, 100, 200, 500, 1000]
    dose = axis("one serving (mg magnesium, log scale)", type="log", tickvals=ticks)
    return layout(
        "Small servings let in a larger share",
        xaxis=dose | {"domain": [0, 0.56], "range": [0.95, 3.1]},
        yaxis=axis("absorbed (% of serving)", range=[0, 105]),
        xaxis2=axis("servings a day", domain=[0.68, 1], dtick=1, range=[0.5, 6.5]),
        yaxis2=axis("absorbed (mg a day)", anchor="x2", range=from_zero(totals, 1.08)),
        annotations=[note(ASSUMPTION, yshift=8)],
        height=400,
        margin={"t": 90},
    )
