"""Pictures of kidney function and of what the kidney does with magnesium."""

from dataclasses import replace
from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    Picture,
    axis,
    from_zero,
    layout,
    level,
    listed,
    packed,
    rounded,
)
from helpers.figures.published import cut_off, group_ranges, published
from helpers.science.kidney import (
    PLOTTED_MG_DL,
    KidneyFunction,
    UrineTest,
    ckd_epi_2021,
    cockcroft_gault,
)
from helpers.science.rules import limit
from helpers.tables import sources

PERCENT_TICKS = [0.1, 0.3, 1, 3, 10, 30, 100]
CAUTION = limit("kidney_caution")  # mL/min
USUAL_ESTIMATE = 125  # mL/min; the axis has room for it at least


def excretion(test: UrineTest) -> Picture:
    """One FEMg among published groups, with the cut-offs that disagree."""
    groups, cuts = published("femg", "group"), cut_offs()
    known = "; ".join(
        f"{row.name} {row.low_percent:g} to {row.high_percent:g} %, mean {row.femg_percent:g}"
        for row in groups
    )
    limits = ", ".join(f"{cut:g}" for cut in cuts)
    data = [group_ranges(groups, "femg_percent"), _own(test)]
    return Picture(
        {"data": data, "layout": _excretion_layout(cuts)},
        f"A fractional excretion of {test.femg:.3g} % on a logarithmic axis, with published "
        f"cut-offs at {limits} %. Published ranges: {known}.",
        sources("femg"),
    )


def cut_offs() -> list[float]:
    """The published cut-offs (%)."""
    return [row.femg_percent for row in published("femg", "cut-off")]


def _own(test: UrineTest) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "name": "this test",
        "x": rounded([test.femg]),
        "y": ["this test"],
        "text": [f"  <b>{test.femg:.3g} %</b>"],
        "textposition": "middle right",
        "marker": {"color": ORANGE, "size": 16, "symbol": "diamond"},
    }


def _excretion_layout(cuts: list[float]) -> dict[str, Any]:
    return layout(
        "One FEMg among published groups",
        xaxis=axis(
            "fractional excretion of magnesium (%, log scale)",
            type="log",
            range=[-1, 2.05],
            tickvals=PERCENT_TICKS,
            ticktext=[f"{tick:g}" for tick in PERCENT_TICKS],
        ),
        yaxis={
            "range": [3.6, -0.7],
        },
        shapes=[_cut(cut, cut == max(cuts)) for cut in cuts],
        margin={"t": 72},
        height=360,
    )


def _cut(percent: float, last: bool) -> dict[str, Any]:
    """The lines are close: the last one alone carries the unit, and stands beyond its line."""
    return (
        cut_off(percent, f"{percent:g} %", "left")
        if last
        else cut_off(percent, f"{percent:g}", "right")
    )


def function(person: KidneyFunction) -> Picture:
    """Both equations against creatinine for one age, weight and sex."""
    levels = np.geomspace(PLOTTED_MG_DL[0], _highest(person), 24)
    egfr = ckd_epi_2021(person.age_years, levels, person.sex)
    clearance = cockcroft_gault(person.age_years, person.weight_kg, levels, person.sex)
    own = person.creatinine_mg_dl
    higher = person.egfr >= person.clearance
    data = [
        _curve("CKD-EPI 2021 (mL/min/1.73 m²)", levels, egfr, BLUE, "solid"),
        _curve("Cockcroft-Gault (mL/min)", levels, clearance, GREEN, "dash"),
        _mark(own, person.egfr, BLUE, "diamond", "CKD-EPI", higher),
        _mark(own, person.clearance, GREEN, "square", "Cockcroft-Gault", not higher),
    ]
    return Picture(
        {"data": data, "layout": _function_layout(person)},
        f"Two falling curves against creatinine. At {own:.2f} mg/dL CKD-EPI 2021 gives "
        f"{person.egfr:.0f} mL/min/1.73 m² and Cockcroft-Gault {person.clearance:.0f} mL/min. "
        f"{_crossings(person)} "
        f"A line marks {CAUTION:g}, below which magnesium needs care.",
        ("inker2021", "cockcroft1976"),
    )


def _crossings(person: KidneyFunction) -> str:
    """Which of the curves is the higher one, and where the other overtakes it."""
    start = replace(person, creatinine_mg_dl=PLOTTED_MG_DL[0])
    names = ["CKD-EPI", "Cockcroft-Gault"]
    first = int(start.clearance > start.egfr)
    if not person.crossings_mg_dl:
        return f"They do not cross: {names[first]} is the higher one throughout."
    changes = (
        f"{names[(first + step) % 2]} overtakes at {level:.2g} mg/dL"
        for step, level in enumerate(person.crossings_mg_dl, start=1)
    )
    return f"At the left end {names[first]} is the higher one; {listed(changes)}."


def _highest(person: KidneyFunction) -> float:
    """The right end of the picture: a creatinine beyond the usual ones is drawn, too."""
    return max(PLOTTED_MG_DL[1], person.creatinine_mg_dl)


def _curve(
    name: str, levels: np.ndarray, values: np.ndarray, color: str, dash: str
) -> dict[str, Any]:
    return {
        "mode": "lines",
        "name": name,
        "x": packed(levels),
        "y": packed(values),
        "line": {"color": color, "dash": dash, "width": 3},
    }


def _mark(
    creatinine: float, value: float, color: str, symbol: str, name: str, above: bool
) -> dict[str, Any]:
    return {
        "mode": "markers+text",
        "showlegend": False,
        "x": rounded([creatinine]),
        "y": rounded([value]),
        "text": [f"<b>{name} {value:.0f}</b>"],
        "textposition": "top right" if above else "bottom left",
        "marker": {"color": color, "symbol": symbol, "size": 14},
    }


def _caution_name() -> dict[str, Any]:
    text = f"below {CAUTION:g}: magnesium only with care (lesson 6)"
    right = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "top"}
    return {"text": text, "y": CAUTION, "font": {"size": 12}, "showarrow": False} | right


def _function_layout(person: KidneyFunction) -> dict[str, Any]:
    return layout(
        "Two equations for the same kidneys",
        xaxis=axis(
            "creatinine in plasma (mg/dL, log scale)",
            type="log",
            range=np.log10([PLOTTED_MG_DL[0], _highest(person)]).tolist(),
            tickvals=[0.5, 1, 2, 4, 8],
            ticktext=["0.5", "1", "2", "4", "8"],
        ),
        yaxis=axis(
            "estimate (see legend for units)",
            range=from_zero([USUAL_ESTIMATE, person.clearance, person.egfr], 1.2),
        ),
        shapes=[level(CAUTION, dash="dot")],
        annotations=[_caution_name()],
        height=360,
    )
