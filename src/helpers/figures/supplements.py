"""Pictures of labels, products and the studies of forms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.lesson.pictures import (
    BLUE,
    GREEN,
    ORANGE,
    OUTLINE,
    PURPLE,
    SKY,
    Picture,
    axis,
    count,
    layout,
    legend,
    level,
    rounded,
)
from helpers.references import reference
from helpers.science.products import Purchase
from helpers.science.supplements import LabelReading, Reading, servings_for
from helpers.tables import by, sources, table

BASIS = {"compound": "compound", "elemental": "elemental magnesium"}
PARTS = (
    ("magnesium_mg", "magnesium", BLUE, ""),
    ("partner_mg", "the rest of the compound", "#cccccc", "/"),
    ("water_mg", "crystal water", SKY, "."),
)
METHODS = (
    ("urine increment", "rise in urine", "circle", ORANGE),
    ("isotope", "isotope label", "diamond", BLUE),
    ("balance", "balance of intake and stool", "square", GREEN),
)


@dataclass(frozen=True)
class DecodedLabel:
    """A form's name, its label as read, and the daily target in mg of elemental magnesium."""

    name: str
    label: LabelReading
    target_mg: float


def label_split(decoded: DecodedLabel) -> Picture:
    """What one tablet is made of, once for each way to read the label."""
    readings = decoded.label.readings
    rows = [_row_name(reading, decoded.target_mg) for reading in readings]
    shares = "; ".join(
        f"read as {BASIS[reading.basis]}, {reading.elemental_mg:.0f} of "
        f"{reading.compound_mg:.0f} mg are magnesium"
        for reading in readings
    )
    return Picture(
        {
            "data": [_part(readings, rows, *part) for part in PARTS],
            "layout": _split_layout(decoded.label.stated_mg),
        },
        f"Stacked bars of the mass of one tablet of {decoded.name}: {shares}.",
    )


def _row_name(reading: Reading, target_mg: float) -> str:
    tablets = count(servings_for(target_mg, reading.elemental_mg), "tablet")
    return (
        f"read as {BASIS[reading.basis]}:<br>{reading.elemental_mg:.0f} mg magnesium;<br>"
        f"{tablets} for {target_mg:g} mg"
    )


def _part(
    readings: Sequence[Reading], rows: list[str], field: str, name: str, color: str, shape: str
) -> dict[str, Any]:
    masses = rounded(getattr(reading.split, field) for reading in readings)
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": rows,
        "x": masses,
        "text": [f"{mass:,.0f} mg" if mass >= 0.5 else "" for mass in masses],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "marker": {
            "color": color,
            "line": OUTLINE,
            "pattern": {"shape": shape, "fillmode": "overlay"},
        },
        "hovertemplate": f"{name}: %{{x:.1f}} mg<extra></extra>",
    }


def _split_layout(stated_mg: float) -> dict[str, Any]:
    return layout(
        f"“{stated_mg:g} mg” on the label: what one tablet is made of",
        barmode="stack",
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=axis("mass of compound in one tablet (mg)", rangemode="tozero"),
        yaxis={"autorange": "reversed"},
        legend=legend(-0.4, traceorder="normal"),
        height=310,
    )


def label_table(decoded: DecodedLabel) -> pd.DataFrame:
    """Each reading in every unit."""
    return pd.DataFrame([_row(reading) for reading in decoded.label.readings])


def _row(reading: Reading) -> dict[str, str]:
    return {
        "Read as": BASIS[reading.basis],
        "Compound (mg)": f"{reading.compound_mg:.1f}",
        "Magnesium (mg)": f"{reading.elemental_mg:.1f}",
        "Magnesium (mmol)": f"{reading.mmol:.2f}",
        "Magnesium (mEq)": f"{reading.meq:.2f}",
        "Magnesium (% of compound)": f"{100 * reading.elemental_mg / reading.compound_mg:.1f}",
    }


def limits() -> dict[str, float]:
    """The supplement limits of the EU and the US and the British guidance, in mg a day."""
    known = by("supplement_limits", "authority", "limit_mg")
    return {name: float(known[name.lower()]) for name in ("EU", "US", "UK")}


def over_limits(elemental_mg: float) -> str:
    """Which supplement limits an amount is above, to stand behind the amount in a sentence."""
    above = [f"{name} limit of {mg:.0f} mg" for name, mg in limits().items() if elemental_mg > mg]
    return f" (above the {' and the '.join(above)})" if above else ""


def two_products(purchases: tuple[Purchase, Purchase]) -> Picture:
    """The daily amount of two products against target and limits, and the price of a gram."""
    lines = {f"target {purchases[0].target_mg:g}": purchases[0].target_mg} | {
        f"{name} limit {limit:g}": limit for name, limit in limits().items()
    }
    amounts = [purchase.elemental_mg_a_day for purchase in purchases]
    elemental = [purchase.price_per_elemental_gram for purchase in purchases]
    absorbed = [purchase.price_per_absorbed_gram for purchase in purchases]
    data = [
        _daily(amounts),
        _price("elemental gram", elemental, GREEN, ""),
        _price("absorbed gram (assumption: illustrative curve)", absorbed, ORANGE, "/"),
    ]
    return Picture(
        {"data": data, "layout": _products_layout(lines)},
        f"Left: bars of elemental magnesium a day from products A and B, {_pair(amounts, '.0f')} "
        f"mg, with lines at the {', the '.join(lines)} mg. Right: the price of a gram from A and "
        f"B, elemental {_pair(elemental, '.2f')}, absorbed {_pair(absorbed, '.2f')}.",
        (*sources("supplement_limits"), *sources("absorption_end_points")),
    )


def _pair(values: list[float], spec: str) -> str:
    return " and ".join(format(value, spec) for value in values)


def _daily(amounts: list[float]) -> dict[str, Any]:
    return {
        "type": "bar",
        "showlegend": False,
        "x": ["A", "B"],
        "y": rounded(amounts),
        "text": [f"{amount:.0f} mg" for amount in amounts],
        "textposition": "inside",
        "insidetextanchor": "start",
        "marker": {"color": BLUE},
    }


def _price(name: str, prices: list[float], color: str, shape: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": ["A", "B"],
        "y": rounded(prices),
        "xaxis": "x2",
        "yaxis": "y2",
        "text": [f"{price:.2f}" for price in prices],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": color, "pattern": {"shape": shape, "fillmode": "overlay"}},
    }


def _products_layout(lines: dict[str, float]) -> dict[str, Any]:
    return layout(
        "The day's amount, and what a gram costs",
        xaxis=axis("", domain=[0, 0.42]),
        yaxis=axis("elemental (mg a day)", rangemode="tozero"),
        xaxis2=axis("", domain=[0.56, 1]),
        yaxis2=axis("price (your currency)", anchor="x2", rangemode="tozero"),
        shapes=[level(value, xref="x domain") for value in lines.values()],
        annotations=[_level_name(name, value) for name, value in lines.items()],
        legend=legend(-0.14, x=1, xanchor="right"),
        height=320,
    )


def _level_name(name: str, value: float) -> dict[str, Any]:
    where = 0.0 if name.startswith("target") else 1.0
    place = {"xref": "x domain", "x": where, "y": value, "yanchor": "bottom", "showarrow": False}
    return {"text": name, "font": {"size": 12}, "bgcolor": "rgba(255,255,255,0.8)"} | place


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
        legend=legend(-0.16),
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
