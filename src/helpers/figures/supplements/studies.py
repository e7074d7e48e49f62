"""Pictures of what was measured of forms: absorption in people, solubility."""

import re
from typing import Any

import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    rounded,
)
from helpers.references import reference
from helpers.tables import sources, table

METHODS = (
    ("urine increment", "rise in urine", "circle", ORANGE),
    ("isotope", "isotope label", "diamond", BLUE),
    ("balance", "balance of intake and stool", "square", GREEN),
)


def human_studies() -> Picture:
    """Every absorbed share in people that the course's table holds, marked by method."""
    shares = _absorbed_shares()
    rows = [_study_name(row) for row in shares.to_dict("records")]
    names = {method: name for method, name, *_ in METHODS}
    each = [
        f"{_study_name(row).replace('<br>', ', ')} {row['value']:g} %, by {names[row['method']]}"
        for row in shares.to_dict("records")
    ]
    return Picture(
        {
            "data": [_method_marks(shares, *method) for method in METHODS],
            "layout": _studies_layout(rows),
        },
        f"Dot plot of {len(shares)} absorbed shares in people, marked by the way they were "
        f"measured: {'; '.join(each)}.",
        sources(shares),
    )


def _absorbed_shares() -> pd.DataFrame:
    studies = table("absorption_studies").dropna(subset="value")
    methods = [method for method, *_ in METHODS]
    shares = studies["unit"].isin(["% of dose", "% of intake"]) & studies["method"].isin(methods)
    return studies[shares].sort_values("value")


def _method_marks(
    shares: pd.DataFrame, method: str, name: str, symbol: str, color: str
) -> dict[str, Any]:
    marks = shares[shares["method"] == method]
    return {
        "mode": "markers+text",
        "name": name,
        "x": rounded(marks["value"]),
        "y": [_study_name(row) for row in marks.to_dict("records")],
        "error_x": {"type": "data", "array": rounded((marks["high"] - marks["value"]).fillna(0))},
        "text": [f"{value:g} %" for value in marks["value"]],
        "hovertext": list(marks["outcome"]),
        "textposition": "top center",
        "cliponaxis": False,
        "marker": {"symbol": symbol, "color": color, "size": 12},
    }


def _study_name(study: dict[Any, Any]) -> str:
    dose = f", {study['dose_mg']:.0f} mg" if study["dose_mg"] > 0 else ""
    source = reference(study["source_key"]).label
    # What tells two results of one study apart: "two servings a day", "the lowest intake".
    detail = re.search(r"absorption (?:from |at )?(.* (?:meal|day|intake))$", study["outcome"])
    rest = f"<br>{detail[1]}" if detail else ""
    return f"{study['form'].replace('_', ' ')}{dose} ({source}){rest}"


def _studies_layout(rows: list[str]) -> dict[str, Any]:
    return layout(
        "What people absorbed, by the way it was measured",
        xaxis=axis("absorbed (% of dose or intake; bar: 1 SD)", range=[0, 75]),
        yaxis=axis("", categoryorder="array", categoryarray=rows),
        height=560,
    )


def solubility() -> Picture:
    """How much of each form dissolves in water, where a number is printed."""
    key = "solubility_g_per_100_ml"
    forms = table("forms").dropna(subset=key).sort_values(key)
    grams, names = rounded(forms[key]), list(forms["name"])
    each = "; ".join(f"{name} {gram:g}" for name, gram in zip(names, grams, strict=True))
    marks = {
        "mode": "markers+text",
        "x": grams,
        "y": names,
        "text": [f"{gram:g}" for gram in grams],
        "textposition": "middle right",
        "marker": {"color": PURPLE, "size": 11},
    }
    return Picture(
        {"data": [marks], "layout": _solubility_layout()},
        f"Dots on a logarithmic scale of grams dissolved in 100 mL of water: {each}.",
        sources(forms),
    )


def _solubility_layout() -> dict[str, Any]:
    ticks = [0.001, 0.01, 0.1, 1, 10, 100]
    grams = axis("g in 100 mL of water (log scale)", type="log", range=[-3.5, 3])
    return layout(
        "Solubility in water, on a logarithmic scale",
        xaxis=grams | {"tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]},
        yaxis=axis(""),
        height=360,
    )
