"""PTH against magnesium, eaten and in blood: an inverted U, and what was seen beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    level,
    note,
    packed,
    rounded,
)  # fmt: skip
from helpers.figures.mineral_balance.words import RAT, clear, percent
from helpers.science.mineral_balance import MineralState
from helpers.tables import sources, table

# Close together where the curve turns; far out for the panel of magnesium in blood.
DIETS = np.concatenate(
    [[5, 4, 3], np.linspace(2, 0.52, 18), np.linspace(0.5, 0.3, 15), [0.2, 0.1, 0.02]]
)


@dataclass(frozen=True)
class Curve:
    """One animal after the other along DIETS, and the one that is looked at."""

    states: Sequence[MineralState]
    usual: Sequence[MineralState]  # the published animal, along the same diets
    chosen: MineralState
    magnesium_diet: float
    calcium_diet: float
    limited: bool

    @property
    def peak(self) -> tuple[float, float]:
        """The diet with most PTH in % of the usual one, and that PTH in % of the usual level."""
        heights = pth(self.states)
        best = int(np.argmax(heights))
        return 100 * DIETS[best], heights[best]


def pth(states: Sequence[MineralState]) -> list[float]:
    """PTH in % of its usual level."""
    return [100 + state.changes["pth"] for state in states]


def _blood(states: Sequence[MineralState]) -> list[float]:
    return [100 + state.changes["magnesium"] for state in states]


def curve(drawn: Curve) -> Picture:
    """PTH against magnesium eaten (left) and against magnesium in blood (right)."""
    eaten = list(100 * DIETS)
    data = [
        _line(eaten, drawn.usual, "", "as published", GREY, "dot"),
        _line(eaten, drawn.states, "", "with your settings", BLUE, "solid"),
        _chosen(100 * drawn.magnesium_diet, drawn, ""),
        _rats(),
        _line(_blood(drawn.usual), drawn.usual, "2", "", GREY, "dot"),
        _line(_blood(drawn.states), drawn.states, "2", "", BLUE, "solid"),
        _chosen(100 + drawn.chosen.changes["magnesium"], drawn, "2"),
        *_people(),
    ]
    diet, height = drawn.peak
    return Picture(
        {"data": data, "layout": _layout(drawn)},
        f"PTH against magnesium rises to {height:.0f} % of its usual level at {diet:.0f} % of the "
        f"usual magnesium, then collapses. Your diet of {100 * drawn.magnesium_diet:.0f} %: PTH "
        f"{percent(drawn.chosen.changes['pth'])}. Rats: {_said_of_rats()}. People, by magnesium in "
        f"blood: {_said_of_people()}.",
        ("dutta2024", *sources(_studies())),
    )


def _line(
    x: list[float], states: Sequence[MineralState], panel: str, name: str, color: str, dash: str
) -> dict:
    return {
        "mode": "lines", "x": packed(x), "y": packed(pth(states)), "name": name,
        "showlegend": not panel, "xaxis": f"x{panel}", "yaxis": f"y{panel}",
        "line": {"color": color, "width": 3 if dash == "solid" else 2, "dash": dash},
    }  # fmt: skip


def _chosen(x: float, drawn: Curve, panel: str) -> dict:
    return {
        "mode": "markers", "x": rounded([x]), "y": rounded(pth([drawn.chosen])),
        "name": "your diet", "showlegend": not panel, "cliponaxis": False,
        "xaxis": f"x{panel}", "yaxis": f"y{panel}",
        "marker": {"symbol": "diamond", "color": BLUE, "size": 14,
                   "line": {"width": 2, "color": "#ffffff"}},
    }  # fmt: skip


@cache
def _seen_in_rats() -> list[tuple[float, float]]:
    rows = table("mineral_checks").query("level == 'pth'")
    return list(zip(100 * rows["magnesium_diet"], 100 + rows["seen_percent"]))


def _rats() -> dict:
    x, y = zip(*_seen_in_rats())
    return {
        "mode": "markers", "x": rounded(x), "y": rounded(y), "name": "rats",
        "marker": {"symbol": "square", "color": ORANGE, "size": 12},
    }  # fmt: skip


def _said_of_rats() -> str:
    return ", ".join(f"{y:.0f} % at {x:.0f} % of the usual diet" for x, y in _seen_in_rats())


@cache
def _studies() -> pd.DataFrame:
    studies = table("pth_studies")
    known = studies.dropna(subset=["magnesium_before_mmol_l", "magnesium_after_mmol_l"])
    shares = 100 * known["magnesium_after_mmol_l"] / known["magnesium_before_mmol_l"]
    return known.assign(share=shares)


def _people() -> list[dict]:
    studies = _studies()
    sized = studies.dropna(subset="pth_percent")
    unsized = studies[studies["pth_percent"].isna()]
    look = {"mode": "markers", "xaxis": "x2", "yaxis": "y2"}
    return [
        look | {"x": rounded(sized["share"]), "y": rounded(sized["pth_percent"]),
                "name": "people", "marker": {"symbol": "circle", "color": PURPLE, "size": 13}},
        look | {"x": rounded(unsized["share"]), "y": [100] * len(unsized),
                "name": "people: same or lower",
                "marker": {"symbol": "triangle-down-open", "color": PURPLE, "size": 14,
                           "line": {"width": 3}}},
    ]  # fmt: skip


@cache
def _said_of_people() -> str:
    words = [
        f"{row.who} {row.pth_percent:g} %"
        if row.pth_percent == row.pth_percent
        else f"{row.who} the same or lower"
        for row in _studies().itertuples()
    ]
    return ", ".join(words)


def _layout(drawn: Curve) -> dict:
    ours = "<b>OUR CORRECTION is on: no more absorbed than eaten</b>"
    height = clear([200, *pth(drawn.states)])
    return layout(
        "PTH against magnesium: an inverted U",
        xaxis=axis("magnesium eaten (% of usual)", domain=[0, 0.46], range=[0, 205]),
        yaxis=axis("PTH (% of usual)", range=height),
        xaxis2=axis("magnesium in blood (% of usual)", anchor="y2", domain=[0.54, 1],
                    range=[0, 330]),
        yaxis2=axis("", anchor="x2", range=height),
        shapes=[
            level(100, "#bdbdbd", "solid", xref=f"x{panel} domain", layer="below")
            for panel in ("", "2")
        ],
        annotations=[note(f"{ours if drawn.limited else RAT}<br>"
                          "People: total magnesium in serum; model: free magnesium")],
        margin={"l": 60, "r": 12, "t": 78},
        height=350,
    )  # fmt: skip
