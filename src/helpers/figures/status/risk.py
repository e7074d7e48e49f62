"""Pictures of magnesium status: four statements that share a word, and the risk score."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    LEGEND,
    ORANGE,
    OUTLINE,
    PURPLE,
    SKY,
    Picture,
    axis,
    layout,
    listed,
    packed,
    places,
    rounded,
)
from helpers.science.status.risk import (
    EGFR_STEPS,
    Risk,
    depletion_score,
)
from helpers.tables import by, sources, table

STATEMENTS = {
    "low intake": (GREEN, "circle"),
    "low serum": (BLUE, "diamond"),
    "risk score": (PURPLE, "square"),
    "claim": (ORANGE, "x"),
}


def four_words() -> Picture:
    """Published shares for four different statements on one axis."""
    shares = table("status_shares")
    looks = STATEMENTS.items()
    data = [_shares(shares[shares["statement"] == name], name, *look) for name, look in looks]
    told = "; ".join(
        f"{people}: {_told(rows)}" for people, rows in shares.groupby("people", sort=False)
    )
    return Picture(
        {"data": [*data, _not_found(len(shares))], "layout": _words_layout(shares)},
        f"Dot plot of {len(shares)} published shares of people on one axis, marked by what they "
        f"count. {told}. For depleted stores no measured share was found.",
        sources(shares),
    )


def _told(rows: pd.DataFrame) -> str:
    """The shares of one group of people, with what they count."""
    percents, counts = listed(f"{percent:g}" for percent in rows["percent"]), rows["counts"].iloc[0]
    if len(rows) == 1:
        return f"{percents} % {counts}"
    cuts = listed(f"{cut:.2f}" for cut in rows["cutoff_mmol_l"])
    return f"{percents} % {counts.split(' below ')[0]} below {cuts} mmol/L"


def _shares(shares: pd.DataFrame, name: str, color: str, symbol: str) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "name": name,
        "x": packed(shares["percent"]),
        "y": packed(shares.index, "u1"),
        "texttemplate": " %{x} %",
        "textposition": "middle right",
        "marker": {"color": color, "symbol": symbol, "size": 12},
    }


def _not_found(row: int) -> dict[str, Any]:
    return {
        "mode": "text",
        "showlegend": False,
        "x": [1],
        "y": [row],
        "text": ["no measured share was found"],
        "textposition": "middle right",
    }


def _words_layout(shares: pd.DataFrame) -> dict[str, Any]:
    names = [_share_name(row.counts, row.people) for row in shares.itertuples()]
    return layout(
        "Four statements, one axis",
        xaxis=axis("share of the people studied (%)", range=[0, 90]),
        yaxis={
            "range": [len(shares) + 0.6, -0.6],
            "tickvals": list(range(len(shares) + 1)),
            "ticktext": [*names, _share_name("depleted stores", "whole populations")],
            "tickfont": {"size": 12},
            "zeroline": False,
        },
        height=600,
        legend=LEGEND | {"traceorder": "normal"},
    )


def _share_name(counts: str, people: str) -> str:
    return f"{counts}<br><i>{people}</i>"


EGFR_PLOTTED = (15, *EGFR_STEPS, 130)


def risk(person: Risk) -> Picture:
    """The points of eGFR, and the score among those of US adults."""
    scores = table("depletion_scores")
    data = [*_kidney_points(person), _adults(scores, person.score)]
    shares = by("depletion_scores", "score", "percent")
    bars = ", ".join(f"{score:g}: {percent:g} %" for score, percent in shares.items())
    return Picture(
        {"data": data, "layout": _risk_layout(person)},
        f"Left: eGFR of {person.egfr:.0f} gives {person.kidney_points} of 2 points, in steps at "
        f"{' and '.join(map(str, EGFR_STEPS))}. Right: bars of how common each score is among US "
        f"adults: {bars}; {person.score} is marked.",
        (*sources("depletion_points"), *sources(scores)),
    )


def _kidney_points(person: Risk) -> list[dict[str, Any]]:
    steps = {
        "mode": "lines",
        "name": "points by eGFR",
        "x": list(EGFR_PLOTTED),
        "y": depletion_score(False, False, np.array(EGFR_PLOTTED), False).tolist(),
        "line": {"color": BLUE, "width": 3, "shape": "hv"},
    }
    own = {
        "mode": "markers",
        "name": "this person",
        "x": rounded([person.egfr]),
        "y": [person.kidney_points],
        "marker": {"color": ORANGE, "size": 15, "symbol": "diamond"},
    }
    return [steps, own]


def _adults(scores: pd.DataFrame, own: int) -> dict[str, Any]:
    marked = [score == own for score in scores["score"]]
    return {
        "type": "bar",
        "name": "US adults",
        "showlegend": False,
        "xaxis": "x2",
        "yaxis": "y2",
        "y": rounded(scores["percent"]),
        "texttemplate": "%{y:.2~g} %",
        "constraintext": "none",
        "textfont": {"size": 12},
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": [ORANGE if mark else SKY for mark in marked],
            "line": OUTLINE,
            "pattern": {"shape": ["/" if mark else "" for mark in marked], "fillmode": "overlay"},
        },
    }


def _risk_layout(person: Risk) -> dict[str, Any]:
    return layout(
        f"Depletion score: {person.score} of 5 points of risk",
        xaxis=axis("eGFR (mL/min/1.73 m²)", range=[10, 135], domain=[0, 0.42]),
        yaxis=axis("points from eGFR", range=[-0.3, 2.4], dtick=1),
        xaxis2=axis("depletion score", domain=[0.56, 1], dtick=1, range=places(6)),
        yaxis2=axis("US adults (%)", anchor="x2", range=[0, 52]),
    )
