"""Pictures of labels, products and the studies of forms."""

from dataclasses import dataclass

import pandas as pd

from helpers.lesson.pictures import (
    BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, Picture, axis, layout, rounded,
)  # fmt: skip
from helpers.references import reference
from helpers.science.products import Purchase
from helpers.science.supplements import LabelReading, Reading, servings_for
from helpers.tables import table

BASIS = {"compound": "compound", "elemental": "elemental magnesium"}
PARTS = (
    ("magnesium_mg", "magnesium", BLUE, ""),
    ("partner_mg", "the rest of the compound", "#cccccc", "/"),
    ("water_mg", "crystal water", SKY, "."),
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
    data = [_part(readings, rows, *part) for part in PARTS]
    shares = "; ".join(
        f"read as {BASIS[reading.basis]}, {reading.elemental_mg:.0f} of {reading.compound_mg:.0f} mg are magnesium"
        for reading in readings
    )
    return Picture(
        {"data": data, "layout": _split_layout(decoded)},
        f"Stacked bars of the mass of one tablet of {decoded.name}: {shares}.",
    )


def _row_name(reading: Reading, target_mg: float) -> str:
    tablets = servings_for(target_mg, reading.elemental_mg)
    return f"read as {BASIS[reading.basis]}:<br>{count(tablets, 'tablet')} for {target_mg:g} mg"


def count(number: int, thing: str) -> str:
    """A number of things: "1 tablet", "3 tablets"."""
    return f"{number} {thing}{'s' * (number != 1)}"


def _part(readings, rows: list[str], field: str, name: str, color: str, shape: str) -> dict:
    masses = rounded(getattr(reading.split, field) for reading in readings)
    return {
        "type": "bar", "orientation": "h", "name": name, "y": rows, "x": masses,
        "text": [f"{mass:.0f} mg" if mass >= 0.5 else "" for mass in masses],
        "textposition": "auto", "insidetextanchor": "middle",
        "marker": {"color": color, "pattern": {"shape": shape, "fillmode": "overlay"}},
        "hovertemplate": f"{name}: %{{x:.1f}} mg<extra></extra>",
    }  # fmt: skip


def _split_layout(decoded: DecodedLabel) -> dict:
    return layout(
        f"“{decoded.label.stated_mg:g} mg” on the label: what one tablet is made of",
        barmode="stack",
        xaxis=axis("mass of compound in one tablet (mg)", rangemode="tozero"),
        yaxis={"automargin": True, "autorange": "reversed"},
        legend={"orientation": "h", "y": -0.42, "yanchor": "top", "traceorder": "normal"},
        height=300,
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
    """The two supplement limits that the course compares, in mg a day by authority."""
    known = table("supplement_limits").set_index("authority")["limit_mg"]
    return {"EU": float(known["eu"]), "US": float(known["us"])}


def over_limits(elemental_mg: float) -> str:
    """Which supplement limits an amount is above, as the end of a sentence's clause."""
    above = [f"the {name} limit of {limit:.0f} mg" for name, limit in limits().items() if elemental_mg > limit]
    return f" (above {' and '.join(above)})" if above else ""


def two_products(purchases: tuple[Purchase, Purchase]) -> Picture:
    """The daily amount of two products against target and limits, and the price of a gram."""
    lines = {f"target {purchases[0].target_mg:g}": purchases[0].target_mg} | {
        f"{name} limit {limit:g}": limit for name, limit in limits().items()
    }
    data = [_daily(purchases), *_prices(purchases)]
    amounts = " and ".join(f"{purchase.elemental_mg_a_day:.0f} mg" for purchase in purchases)
    elemental = " and ".join(f"{purchase.price_per_elemental_gram:.2f}" for purchase in purchases)
    absorbed = " and ".join(f"{purchase.price_per_absorbed_gram:.2f}" for purchase in purchases)
    return Picture(
        {"data": data, "layout": _products_layout(lines)},
        f"Left: bars of elemental magnesium a day from products A and B, {amounts}, with lines at the "
        f"{', the '.join(lines)} mg. Right: the price of a gram from A and B, elemental {elemental}, "
        f"absorbed {absorbed}.",
    )


def _daily(purchases: tuple[Purchase, Purchase]) -> dict:
    amounts = rounded(purchase.elemental_mg_a_day for purchase in purchases)
    return {
        "type": "bar", "showlegend": False, "x": ["A", "B"], "y": amounts,
        "text": [f"{amount:.0f} mg" for amount in amounts], "marker": {"color": BLUE},
    }  # fmt: skip


def _prices(purchases: tuple[Purchase, Purchase]) -> list[dict]:
    elemental = [purchase.price_per_elemental_gram for purchase in purchases]
    absorbed = [purchase.price_per_absorbed_gram for purchase in purchases]
    return [
        _price("elemental gram", elemental, GREEN, ""),
        _price("absorbed gram (assumption: illustrative curve)", absorbed, ORANGE, "/"),
    ]


def _price(name: str, prices: list[float], color: str, shape: str) -> dict:
    return {
        "type": "bar", "name": name, "x": ["A", "B"], "y": rounded(prices), "xaxis": "x2", "yaxis": "y2",
        "text": [f"{price:.2f}" for price in prices],
        "marker": {"color": color, "pattern": {"shape": shape, "fillmode": "overlay"}},
    }  # fmt: skip


def _products_layout(lines: dict[str, float]) -> dict:
    return layout(
        "The day's amount, and what a gram costs",
        xaxis=axis("product", domain=[0, 0.42]),
        yaxis=axis("elemental magnesium (mg a day)", rangemode="tozero"),
        xaxis2=axis("product", domain=[0.56, 1]),
        yaxis2=axis("price of a gram (your currency)", anchor="x2", rangemode="tozero"),
        shapes=[_level(value) for value in lines.values()],
        annotations=[_level_name(name, value) for name, value in lines.items()],
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": -0.25, "yanchor": "top"},
        height=330,
    )


def _level(value: float) -> dict:
    ends = {"x0": 0, "x1": 1, "y0": value, "y1": value}
    return {"type": "line", "xref": "x domain", "line": {"color": GREY, "dash": "dash"}} | ends


def _level_name(name: str, value: float) -> dict:
    place = {"xref": "x domain", "x": 0.5, "y": value, "yanchor": "bottom", "showarrow": False}
    return {"text": name, "font": {"size": 11}, "bgcolor": "rgba(255,255,255,0.8)"} | place


METHODS = {
    "urine increment": ("rise in urine", "circle", ORANGE),
    "isotope": ("isotope label", "diamond", BLUE),
    "balance": ("balance of intake and stool", "square", GREEN),
}


def human_studies() -> Picture:
    """Every absorbed share in people that the course's table holds, marked by method."""
    studies = table("absorption_studies")
    shares = studies[studies["unit"].str.startswith("%") & studies["method"].isin(METHODS)]
    shares = shares[shares["outcome"].str.contains("absorption")].sort_values("value")
    data = [_method_marks(shares[shares["method"] == method], *look) for method, look in METHODS.items()]
    oxide = shares[shares["form"] == "oxide"]["value"]
    return Picture(
        {"data": data, "layout": _studies_layout(list(map(_study_name, shares.itertuples())))},
        f"Dot plot of the absorbed share in {len(shares)} measurements in people, marked by method. The same "
        f"oxide stands at {oxide.min():g} % by the rise in urine and at {oxide.max():g} % by isotope, next to "
        "bisglycinate at 23.5 %; balance studies span 11 % at the highest to 65 % at the lowest intake.",
    )


def _method_marks(shares: pd.DataFrame, name: str, symbol: str, color: str) -> dict:
    spread = [(row.value - row.low if row.low == row.low else 0) for row in shares.itertuples()]
    return {
        "type": "scatter", "mode": "markers+text", "name": name, "x": rounded(shares["value"]),
        "y": list(map(_study_name, shares.itertuples())),
        "error_x": {"type": "data", "array": rounded(spread), "color": GREY},
        "text": [f"{value:g} %" for value in shares["value"]], "textposition": "top center",
        "marker": {"symbol": symbol, "color": color, "size": 12},
    }  # fmt: skip


def _study_name(row) -> str:
    dose = f", {row.dose_mg:.0f} mg" if row.dose_mg == row.dose_mg else ""
    form = row.form.split("_")[0] if row.form != "mineral_water" else "mineral water"
    return f"{form}{dose} ({reference(row.source_key).label})"


def _studies_layout(rows: list[str]) -> dict:
    return layout(
        "What people absorbed, by the way it was measured",
        xaxis=axis("absorbed (% of dose or intake; bar: 1 SD)", range=[0, 75]),
        yaxis={"automargin": True, "categoryorder": "array", "categoryarray": rows, "gridcolor": "#eeeeee"},
        height=420,
        legend={"orientation": "h", "y": -0.2, "yanchor": "top"},
    )


def solubility() -> Picture:
    """How much of each form dissolves in water, where a number is printed."""
    forms = table("forms").dropna(subset="solubility_g_per_100_ml").sort_values("solubility_g_per_100_ml")
    grams = rounded(forms["solubility_g_per_100_ml"])
    data = [{
        "type": "scatter", "mode": "markers+text", "x": grams, "y": list(forms["name"]),
        "text": [f"{gram:g}" for gram in grams], "textposition": "middle right",
        "marker": {"color": PURPLE, "size": 11},
    }]  # fmt: skip
    return Picture(
        {"data": data, "layout": _solubility_layout()},
        f"Dots on a logarithmic scale of grams dissolved in 100 mL of water: from {grams[0]:g} for "
        f"{forms['name'].iloc[0].lower()} to {grams[-1]:g} for {forms['name'].iloc[-1].lower()}.",
    )


def _solubility_layout() -> dict:
    return layout(
        "Solubility in water spans more than four orders of magnitude",
        xaxis=axis("dissolved in 100 mL of water (g, log scale)", type="log", range=[-3.5, 2],
                   tickvals=[0.001, 0.01, 0.1, 1, 10], ticktext=["0.001", "0.01", "0.1", "1", "10"]),
        yaxis={"automargin": True},
        height=360,
    )  # fmt: skip
