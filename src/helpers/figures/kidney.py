"""Pictures of kidney function and of what the kidney does with magnesium."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.figures.arrays import packed
from helpers.lesson.pictures import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    rounded,
)
from helpers.science.kidney import KidneyFunction, UrineTest, ckd_epi_2021, cockcroft_gault
from helpers.tables import table

PERCENT_TICKS = [0.1, 0.3, 1, 3, 10, 30, 100]
CREATININE = np.geomspace(0.4, 6, 40)


def excretion(test: UrineTest) -> Picture:
    """One FEMg among published groups, with the cut-offs that disagree."""
    rows = table("femg")
    groups, cuts = rows[rows["kind"] == "group"], rows[rows["kind"] == "cut-off"]
    known = "; ".join(
        f"{row.low_percent:g} to {row.high_percent:g} % with {row.name}"
        for row in groups.drop(columns="row").itertuples(index=False)
    )
    limits = ", ".join(f"{value:g}" for value in cuts["femg_percent"])
    return Picture(
        {"data": [_groups(groups), _own(test)], "layout": _excretion_layout(test, cuts)},
        f"A fractional excretion of {test.femg:.3g} % on a logarithmic axis, with published "
        f"cut-offs at {limits} %. Published ranges: {known}.",
    )


def _groups(groups: pd.DataFrame) -> dict[str, Any]:
    middle, low, high = (groups[c] for c in ("femg_percent", "low_percent", "high_percent"))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "published group, mean and range",
        "x": rounded(middle),
        "y": list(groups["name"]),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": rounded(high - middle),
            "arrayminus": rounded(middle - low),
            "color": GREY,
            "thickness": 4,
            "width": 8,
        },
        "marker": {"color": BLUE, "size": 11, "symbol": "square"},
    }


def _own(test: UrineTest) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "this test",
        "x": rounded([test.femg]),
        "y": ["this test"],
        "text": [f"  <b>{test.femg:.3g} %</b>"],
        "textposition": "middle right",
        "marker": {"color": ORANGE, "size": 16, "symbol": "diamond"},
    }


def _excretion_layout(test: UrineTest, cuts: pd.DataFrame) -> dict[str, Any]:
    values = cuts["femg_percent"]
    return layout(
        f"FEMg {test.femg:.3g} %, at a plasma magnesium of {test.plasma_magnesium:.2f} mmol/L",
        xaxis=axis(
            "fractional excretion of magnesium (%, log scale)",
            type="log",
            range=[-1, 2.05],
            tickvals=PERCENT_TICKS,
            ticktext=[f"{tick:g}" for tick in PERCENT_TICKS],
        ),
        yaxis={"automargin": True, "range": [3.6, -0.7], "gridcolor": "#eeeeee"},
        shapes=[_upright(value) for value in values],
        annotations=[_label(value) for value in values],
        margin={"l": 64, "r": 16, "t": 72, "b": 56},
        legend={"orientation": "h", "y": -0.38, "yanchor": "top"},
        height=360,
    )


def _upright(value: float) -> dict[str, Any]:
    line = {"color": PURPLE, "dash": "dash", "width": 2}
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": line,
    }


def _label(value: float) -> dict[str, Any]:
    place = {
        "x": float(np.log10(value)),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
    }
    return {"text": f"{value:g} %", "font": {"size": 11, "color": PURPLE}} | place


def function(person: KidneyFunction) -> Picture:
    """Both equations against creatinine for one age, weight and sex."""
    egfr = ckd_epi_2021(person.age_years, CREATININE, person.sex)
    clearance = cockcroft_gault(person.age_years, person.weight_kg, CREATININE, person.sex)
    own = person.creatinine_mg_dl
    data = [
        _curve("CKD-EPI 2021 (mL/min/1.73 m²)", egfr, BLUE, "solid"),
        _curve("Cockcroft-Gault (mL/min)", clearance, GREEN, "dash"),
        _mark(own, person.egfr, BLUE, "diamond", "top right"),
        _mark(own, person.clearance, GREEN, "square", "bottom left"),
    ]
    return Picture(
        {"data": data, "layout": _function_layout(person)},
        f"Two falling curves against creatinine. At {own:.2f} mg/dL CKD-EPI 2021 gives "
        f"{person.egfr:.0f} mL/min/1.73 m² and Cockcroft-Gault {person.clearance:.0f} mL/min. "
        "A line marks 60.",
    )


def _curve(name: str, values: np.ndarray, color: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": packed(CREATININE),
        "y": packed(values),
        "line": {"color": color, "dash": dash, "width": 3},
    }


def _mark(creatinine: float, value: float, color: str, symbol: str, place: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "showlegend": False,
        "x": rounded([creatinine]),
        "y": rounded([value]),
        "text": [f"<b>{value:.0f}</b>"],
        "textposition": place,
        "marker": {"color": color, "symbol": symbol, "size": 14},
    }


def _function_layout(person: KidneyFunction) -> dict[str, Any]:
    return layout(
        f"Two equations: {person.sex}, {person.age_years:.0f} years, {person.weight_kg:.0f} kg",
        xaxis=axis(
            "creatinine in plasma (mg/dL, log scale)",
            type="log",
            range=[np.log10(0.4), np.log10(6)],
            tickvals=[0.5, 1, 2, 4],
            ticktext=["0.5", "1", "2", "4"],
        ),
        yaxis=axis(
            "estimate (see legend for units)",
            range=[0, max(150.0, *rounded([1.2 * person.clearance, 1.2 * person.egfr]))],
        ),
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": 60,
                "y1": 60,
                "line": {"color": GREY, "dash": "dot"},
            }
        ],
        legend={"orientation": "h", "y": -0.32, "yanchor": "top"},
        height=360,
    )
