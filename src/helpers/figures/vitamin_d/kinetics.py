"""Pictures of the clocks of vitamin D: half-lives, and four forms over months."""

from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    from_zero,
    layout,
    level,
    note,
    packed,
    rounded,
)  # fmt: skip
from helpers.science.quantities import DAYS_A_MONTH, convert_vitamin_d_concentration
from helpers.science.vitamin_d import (
    ASSUMED_CATABOLISM_SHARE,
    ASSUMED_CATABOLITE_HALF_LIFE_DAYS,
    ASSUMED_CATABOLITE_RATIO,
    ASSUMED_D3_HALF_LIFE_DAYS,
    ASSUMED_D3_SHARE,
    POOLS,
    SUBSTANCES,
    Level,
    Levels,
    Scenario,
    course,
    published,
    remaining_percent,
    source,
    steady_state,
)  # fmt: skip
from helpers.tables import sources

NAMES = {
    pool: name.replace("(OH)2", "(OH)₂").replace("D3", "D₃") for pool, name in SUBSTANCES.items()
}
ENDS = ("low", "high")


def two_clocks() -> Picture:
    """How much of each form is left when no more of it is made."""
    hours = np.geomspace(0.5, 24 * 90, 28)
    short = [published("half_life_125ohd", end) for end in ENDS]
    long = [24 * published("half_life_25ohd", end) for end in ENDS]
    hormone = f"1,25(OH)₂D: half-life {short[0]:g} to {short[1]:g} hours"
    store = f"25(OH)D: half-life {long[0] / 168:g} to {long[1] / 168:g} weeks"
    data = [
        *_band(hours, short, hormone, ORANGE, "dash"),
        *_band(hours, long, store, BLUE, "solid"),
    ]
    return Picture(
        {"data": data, "layout": _clock_layout()},
        "Two bands fall from 100 % on a logarithmic time axis. 1,25(OH)₂D reaches half after "
        f"{short[0]:g} to {short[1]:g} hours and is gone within days; 25(OH)D reaches half after "
        f"{long[0] / 24:g} to {long[1] / 24:g} days.",
        (source("half_life_25ohd"), source("half_life_125ohd")),
    )


def _band(
    hours: np.ndarray, half_lives: list[float], name: str, color: str, dash: str
) -> list[dict]:
    line = {
        "mode": "lines",
        "x": packed(hours),
        "line": {"color": color, "width": 2, "dash": dash},
    }
    low, high = (packed(remaining_percent(hours, half_life)) for half_life in half_lives)
    tint = "rgba(0,114,178,0.2)" if color == BLUE else "rgba(213,94,0,0.2)"
    return [
        line | {"y": low, "showlegend": False},
        line | {"y": high, "name": name, "fill": "tonexty", "fillcolor": tint},
    ]


def _clock_layout() -> dict:
    times = {1: "1 h", 6: "6 h", 24: "1 d", 72: "3 d", 168: "1 wk", 504: "3 wk", 2016: "12 wk"}
    return layout(
        "What is left when no more of it is made",
        xaxis=axis(
            "time since no more is made (log scale)",
            type="log",
            tickvals=list(times),
            ticktext=list(times.values()),
        ),
        yaxis=axis("left (%)", range=[0, 103]),
        height=350,
    )


@dataclass(frozen=True)
class Followed:
    """A scenario, followed for some months and shown in one of two systems of units."""

    scenario: Scenario
    months: float
    units: str  # "usual" or "molar"


POINTS = 41
UNITS = {
    "usual": dict(zip(POOLS, ("ng/mL", "ng/mL", "pg/mL", "ng/mL"), strict=True)),
    "molar": dict(zip(POOLS, ("nmol/L", "nmol/L", "pmol/L", "nmol/L"), strict=True)),
}
COLORS = dict(zip(POOLS, (GREY, BLUE, ORANGE, PURPLE), strict=True))


def shown(levels: Levels, pool: str, units: str) -> Level:
    """A level in the units that are shown."""
    return convert_vitamin_d_concentration(
        getattr(levels, pool), "nmol/L", UNITS[units][pool], SUBSTANCES[pool]
    )


def kinetics(followed: Followed) -> Picture:
    """Four pools over time, each on its own scale."""
    _, levels = course(followed.scenario, followed.months * DAYS_A_MONTH, POINTS)
    step = followed.months / (POINTS - 1)
    curves = {pool: rounded(shown(levels, pool, followed.units)) for pool in POOLS}
    data = [_curve(n, pool, step, packed(curves[pool])) for n, pool in enumerate(POOLS, 1)]
    ends = "; ".join(
        f"{NAMES[pool]} from {curve[0]:.3g} to {curve[-1]:.3g} {UNITS[followed.units][pool]}"
        for pool, curve in curves.items()
    )
    return Picture(
        {"data": data, "layout": _four_panels(followed, curves)},
        f"Four curves over {followed.months:g} months, each on its own scale: {ends}. "
        f"Highest 25(OH)D {max(curves['calcidiol']):.3g} {UNITS[followed.units]['calcidiol']}.",
        sources("vitamin_d_kinetics"),
    )


def _curve(n: int, pool: str, step: float, values: dict) -> dict:
    return {
        "mode": "lines", "x0": 0, "dx": step, "y": values, "showlegend": False,
        "xaxis": f"x{n}", "yaxis": f"y{n}", "line": {"color": COLORS[pool], "width": 3},
    }  # fmt: skip


def _four_panels(followed: Followed, curves: dict[str, list[float]]) -> dict:
    axes = {}
    bands = _references(followed.units)
    marked = dict(zip(POOLS[1:], (band["y1"] for band in bands)))
    for n, pool in enumerate(POOLS, 1):
        left, top = n % 2 == 1, n <= 2
        unit = UNITS[followed.units][pool]
        axes[f"xaxis{n}"] = axis(
            "" if top else "months",
            4,
            anchor=f"y{n}",
            domain=[0, 0.43] if left else [0.57, 1],
            range=[0, followed.months],
        )
        axes[f"yaxis{n}"] = axis(
            f"{NAMES[pool]}<br>({unit})", 6, anchor=f"x{n}",
            range=from_zero([*curves[pool], marked.get(pool, 0)]),
            domain=[0.6, 1] if top else [0.06, 0.46],
        )  # fmt: skip
    return layout(
        "Four forms, each on its own scale", height=480, annotations=[_assumptions()],
        shapes=bands, margin={"b": 112}, **axes,
    )  # fmt: skip


ASSUMED = (
    f"Assumed: half-life of vitamin D₃ {ASSUMED_D3_HALF_LIFE_DAYS:g} d, of 24,25(OH)₂D "
    f"{ASSUMED_CATABOLITE_HALF_LIFE_DAYS:g} d; {100 * ASSUMED_D3_SHARE:g} % of D₃ becomes 25(OH)D; "
    f"24,25(OH)₂D is {100 * ASSUMED_CATABOLITE_RATIO:g} % of 25(OH)D; CYP24A1 does "
    f"{100 * ASSUMED_CATABOLISM_SHARE:g} % of the loss of 1,25(OH)₂D; no feedback."
)


def _assumptions() -> dict:
    """Short lines: they fit below the picture in any letters."""
    lives, becomes, catabolite, loss, feedback = ASSUMED.split("; ")
    lines = (
        f"{lives};", f"{becomes}; {catabolite};", f"{loss}; {feedback}",
        "Dashed: enough for nearly everyone. Band: one laboratory's range.",
    )  # fmt: skip
    small = {"size": 12, "color": "#444444"}
    return note("<br>".join(lines), y=0.06, yshift=-42, yanchor="top", font=small)


def _references(units: str) -> list[dict]:
    enough = convert_vitamin_d_concentration(
        published("sufficient_25ohd"), "ng/mL", UNITS[units]["calcidiol"]
    )
    low, high = (
        convert_vitamin_d_concentration(
            published("reference_125ohd", end), "pg/mL", UNITS[units]["calcitriol"], "1,25(OH)2D"
        )
        for end in ENDS
    )
    return [
        level(enough, xref="x2 domain", yref="y2"),
        {"type": "rect", "xref": "x3 domain", "yref": "y3", "x0": 0, "x1": 1, "y0": low, "y1": high,
         "line": {"width": 0}, "fillcolor": "rgba(0,158,115,0.13)", "layer": "below"},
    ]  # fmt: skip


def kinetics_table(followed: Followed) -> pd.DataFrame:
    """The four levels at the start, at the end of the follow-up and in the end."""
    _, levels = course(followed.scenario, followed.months * DAYS_A_MONTH, 2)
    final = steady_state(followed.scenario)
    rows = [
        {
            "Form": f"{NAMES[pool]} ({UNITS[followed.units][pool]})",
            "Day 0": f"{shown(levels, pool, followed.units)[0]:.3g}",
            f"After {followed.months:g} months": f"{shown(levels, pool, followed.units)[-1]:.3g}",
            "In the end": f"{shown(final, pool, followed.units):.3g}",
        }
        for pool in POOLS
    ]
    return pd.DataFrame(rows)


def end_time(days: float) -> str:
    """A time in words; NaN means that there is no way to go."""
    if isnan(days):
        return "no new steady state to reach"
    return f"{days:.0f} days" if days >= 3 else f"{24 * days:.0f} hours"
