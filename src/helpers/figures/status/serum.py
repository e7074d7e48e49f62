"""Picture of serum magnesium: what a lower limit does."""

from itertools import chain
from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    ORANGE,
    Picture,
    axis,
    layout,
    note,
    packed,
    rounded,
)
from helpers.science.status.serum import Cutoff, published_shares, serum_distribution
from helpers.tables import sources

NAMES = {"warsaw": "inpatients, Warsaw", "germany": "people in Germany"}
SERUM_START, SERUM_STEP = 0.45, 0.025
SERUM = SERUM_START + SERUM_STEP * np.arange(31)


def cutoff(chosen: Cutoff) -> Picture:
    """The distribution cut at a limit, and the share called low for every limit."""
    data = [*_density(chosen), *_cumulative(chosen), _chosen_limit(chosen)]
    published = ", ".join(
        f"{row.percent:g} % below {row.cutoff_mmol_l:.2f}"
        for row in published_shares(chosen.people).itertuples()
    )
    return Picture(
        {"data": data, "layout": _cutoff_layout(chosen)},
        f"Left: a bell-shaped curve of serum magnesium in {NAMES[chosen.people]}, an assumption, "
        f"cut at {chosen.lower_limit:.2f} mmol/L; {chosen.percent:.1f} % lie below. Right: the "
        f"share called low rises steeply with the limit, near the published {published} mmol/L.",
        tuple(chain.from_iterable(sources(published_shares(people)) for people in NAMES)),
    )


def _density(chosen: Cutoff) -> list[dict[str, Any]]:
    curve = serum_distribution(chosen.people)
    below = np.append([value for value in SERUM if value < chosen.lower_limit], chosen.lower_limit)
    whole = {
        "name": "not called low",
        "x0": SERUM_START,
        "dx": SERUM_STEP,
        "fillcolor": "rgba(86,180,233,0.25)",
        "line": {"color": BLUE},
    }
    low = {
        "name": "called low",
        "x": packed(below),
        "line": {"color": ORANGE, "width": 3},
        "fillpattern": {"shape": "/", "fgcolor": ORANGE, "bgcolor": "rgba(213,94,0,0.15)"},
    }
    return [
        {
            "mode": "lines",
            "fill": "tozeroy",
            "y": packed(map(curve.pdf, values)),
        }
        | look
        for values, look in ((SERUM, whole), (below, low))
    ]


def _cumulative(chosen: Cutoff) -> list[dict[str, Any]]:
    curve, points = serum_distribution(chosen.people), published_shares(chosen.people)
    shared = {"xaxis": "x2", "yaxis": "y2"}
    line = {
        "mode": "lines",
        "showlegend": False,
        "x0": SERUM_START,
        "dx": SERUM_STEP,
        "y": packed(100 * curve.cdf(value) for value in SERUM),
        "line": {"color": BLUE, "width": 2},
    }
    marks = {
        "mode": "markers",
        "name": f"published: {NAMES[chosen.people]}",
        "x": rounded(points["cutoff_mmol_l"]),
        "y": rounded(points["percent"]),
        "marker": {"symbol": "square-open", "size": 12, "color": BLUE, "line": {"width": 3}},
    }
    return [shared | line, shared | marks]


def _chosen_limit(chosen: Cutoff) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "xaxis": "x2",
        "yaxis": "y2",
        "name": "your limit",
        "x": rounded([chosen.lower_limit]),
        "y": rounded([chosen.percent]),
        "text": [f"<b>{chosen.percent:.0f} %</b>"],
        "textposition": "top left",
        "marker": {"color": ORANGE, "size": 14, "symbol": "diamond"},
    }


def _cutoff_layout(chosen: Cutoff) -> dict[str, Any]:
    curve = serum_distribution(chosen.people)
    peak = curve.pdf(curve.mean)
    return layout(
        "The limit decides how many are called low",
        xaxis=axis("serum magnesium (mmol/L)", range=[0.45, 1.2], domain=[0, 0.44]),
        yaxis=axis("", showticklabels=False, range=[0, *rounded([1.15 * peak])]),
        xaxis2=axis("lower limit (mmol/L)", range=[0.58, 0.97], domain=[0.56, 1]),
        yaxis2=axis("called low (%)", range=[0, 100], anchor="x2"),
        annotations=[note("Assumption: normal curve through the published shares", yshift=8)],
        margin={"l": 24, "t": 72},
        height=400,
    )
