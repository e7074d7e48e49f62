"""Pictures of vitamin B6 in several products, of B12 by two routes, and of acid blockers."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    LEGEND,
    ORANGE,
    OUTLINE,
    SKY,
    Picture,
    axis,
    from_zero,
    ink,
    layout,
    level,
    note,
    packed,
    places,
    rounded,
    upright,
)
from helpers.science.partners import B6Day, B12Day, b12_absorbed_ug
from helpers.tables import labels, sources, table

PRODUCTS = {
    "Magnesium with B6": (BLUE, ""), "B complex": (SKY, "/"), "Multivitamin": (GREEN, "x"),
}  # fmt: skip
COUNTRIES = {"uk": "UK", "eu": "EU", "us": "US"}


def b6_day(day: B6Day) -> Picture:
    """Three products on top of each other, against three limits."""
    amounts = list(zip(PRODUCTS, day.amounts_mg, strict=True))
    data = [_product(name, amount) for name, amount in amounts]
    limits = table("pyridoxine_limits").sort_values("limit_mg")
    parts = ", ".join(f"{name} {amount:g} mg" for name, amount in amounts)
    marks = "; ".join(
        f"{COUNTRIES[row.authority]} {row.limit_mg:g} mg" for row in limits.itertuples()
    )
    return Picture(
        {"data": data, "layout": _b6_layout(day, limits)},
        f"One bar of three products: {parts}, together {day.total_mg:g} mg of vitamin B6. "
        f"Upright lines mark the limits of a day: {marks}.",
        sources(limits),
    )


def _product(name: str, amount: float) -> dict[str, Any]:
    color, pattern = PRODUCTS[name]
    return {
        "type": "bar", "orientation": "h", "name": name, "x": rounded([amount]), "y": ["your day"],
        "text": [f"{amount:g}"], "textposition": "inside", "insidetextanchor": "middle",
        "textangle": 0, "insidetextfont": {"color": ink(color)}, "constraintext": "none",
        "marker": {"color": color, "line": OUTLINE,
                   "pattern": {"shape": pattern, "fillmode": "overlay", "fgopacity": 0.25}},
    }  # fmt: skip


def _b6_layout(day: B6Day, limits: pd.DataFrame) -> dict[str, Any]:
    return layout(
        "Vitamin B6 of a day, and three limits",
        barmode="stack",
        xaxis=axis("vitamin B6 (mg a day)", range=[0, max(112, 1.05 * day.total_mg)]),
        yaxis={"visible": False, "range": places(1)},
        shapes=[_limit(row) for row in limits.itertuples()],
        legend=LEGEND | {"traceorder": "normal"},
        margin={"l": 16, "t": 66},
        height=240,
    )


def _limit(row: Any) -> dict[str, Any]:
    """A limit as a line with its name above; the first one's stands to the left of it."""
    side = "right" if row.authority == "uk" else "left"
    words = {"text": f"{COUNTRIES[row.authority]} {row.limit_mg:g}", "textangle": 0}
    place = {"textposition": "end", "yanchor": "bottom", "xanchor": side}
    return upright(row.limit_mg, ORANGE, width=2, label=words | place)


def b6_table(day: B6Day) -> pd.DataFrame:
    """The total as a share of each limit, and what each limit counts."""
    limits = table("pyridoxine_limits").set_index("authority")
    titles = labels("pyridoxine_limits")
    found = limits[["name", "limit_mg", "counts"]].rename(columns=titles)
    percent = [f"{value:.0f}" for value in day.percent_of_limits.values()]
    return found.assign(**{"Your day (% of it)": percent}).reset_index(drop=True)


# --- vitamin B12

# The line with intrinsic factor bends on logarithmic scales, the other does not.
DOSES_UG = {True: np.array([0.5, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]),
            False: np.array([0.5, 2000])}  # fmt: skip


def b12_day(day: B12Day) -> Picture:
    """What gets in of a dose by two routes, and the day against the need."""
    data = [
        _line("with intrinsic factor", True, BLUE, "solid"),
        _line("without it", False, ORANGE, "dash"),
        _chosen(day),
        *_routes(day),
    ]
    return Picture(
        {"data": data, "layout": _b12_layout(day)},
        f"Left: absorbed against dose on logarithmic scales. With intrinsic factor the line rises "
        f"fast to 1 µg and then creeps; without it 1 % of any dose gets in. Your dose of "
        f"{day.dose_ug:g} µg is marked. Right: the day's {day.absorbed_ug:.2f} µg, "
        f"{day.carried_ug:.2f} µg carried and {day.free_ug:.2f} µg free, against a need of "
        f"{day.needed_ug:.1f} µg.",
        ("iom1998b",),
    )


def _line(name: str, factor: bool, color: str, dash: str) -> dict[str, Any]:
    return {
        "mode": "lines", "name": name,
        "x": packed(DOSES_UG[factor]),
        "y": packed(b12_absorbed_ug(DOSES_UG[factor], factor)),
        "line": {"color": color, "width": 3, "dash": dash},
    }  # fmt: skip


def _chosen(day: B12Day) -> dict[str, Any]:
    absorbed = day.absorbed_ug / day.times
    return {
        "mode": "markers+text", "name": "your dose",
        "x": rounded([day.dose_ug]), "y": rounded([absorbed]),
        "text": [f"{absorbed:.2g} µg"], "textposition": "top left", "cliponaxis": False,
        "marker": {"color": GREEN, "size": 15, "symbol": "diamond"},
    }  # fmt: skip


def _routes(day: B12Day) -> list[dict[str, Any]]:
    parts = {"carried": (day.carried_ug, BLUE, ""), "free": (day.free_ug, SKY, "/")}
    return [
        {
            "type": "bar", "name": name, "x": ["your day"], "y": rounded([amount]),
            "xaxis": "x2", "yaxis": "y2", "text": [f"{name} {amount:.2f}"],
            "textposition": "inside", "insidetextfont": {"color": ink(color)}, "showlegend": False,
            "marker": {"color": color, "line": OUTLINE,
                       "pattern": {"shape": pattern, "fillmode": "overlay", "fgopacity": 0.25}},
        }
        for name, (amount, color, pattern) in parts.items()
    ]  # fmt: skip


def _b12_layout(day: B12Day) -> dict[str, Any]:
    need = level(day.needed_ug, ORANGE, xref="x2 domain", yref="y2", width=2)
    named = note(f"need {day.needed_ug:.1f} µg", x=0.98, xref="x2 domain", xanchor="right",
                 y=day.needed_ug, yref="y2", bgcolor="#ffffff")  # fmt: skip
    return layout(
        "Two ways in for vitamin B12",
        barmode="stack",
        xaxis=axis("one dose (µg, log scale)", domain=[0, 0.6], type="log", range=[-0.35, 3.4],
                   tickvals=[1, 2, 10, 100, 1000]),
        yaxis=axis("absorbed (µg, log scale)", type="log", range=[-2.4, 1.6],
                   tickvals=[0.01, 0.1, 1, 10]),
        xaxis2={"domain": [0.76, 1], "range": places(1)},
        yaxis2=axis("absorbed (µg a day)", anchor="x2",
                    range=from_zero([day.absorbed_ug, day.needed_ug], 1.25)),
        shapes=[need],
        annotations=[named, note("Illustrative: published shares, straight lines")],
        margin={"t": 66},
        height=380,
    )  # fmt: skip
