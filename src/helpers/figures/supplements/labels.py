"""Pictures of labels: what the number on one may mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.drawing import (
    BLUE,
    LEGEND,
    OUTLINE,
    SKY,
    Picture,
    axis,
    count,
    from_zero,
    layout,
    places,
    rounded,
)
from helpers.science.supplements import LabelReading, Reading, servings_for

BASIS = {"compound": "compound", "elemental": "elemental magnesium"}
PARTS = (
    ("magnesium_mg", "magnesium", BLUE, ""),
    ("partner_mg", "the rest of the compound", "#cccccc", "/"),
    ("water_mg", "crystal water", SKY, "."),
)
LETTER = 0.02  # the width of one, as a share of the axis in the narrowest picture


@dataclass(frozen=True)
class DecodedLabel:
    """A form's name, its label as read, and the daily target in mg of elemental magnesium."""

    name: str
    label: LabelReading
    target_mg: float


def label_split(decoded: DecodedLabel) -> Picture:
    """What one tablet is made of, once for each way to read the label."""
    readings = decoded.label.readings
    shares = "; ".join(
        f"read as {BASIS[reading.basis]}, {reading.elemental_mg:.0f} of "
        f"{reading.compound_mg:.0f} mg are magnesium"
        for reading in readings
    )
    return Picture(
        {
            "data": [*(_part(readings, *part) for part in PARTS), _names(decoded)],
            "layout": _split_layout(readings),
        },
        f"Stacked bars of the mass of one tablet of {decoded.name}: {shares}.",
    )


def _names(decoded: DecodedLabel) -> dict[str, Any]:
    """What each reading means, to the left of its bar."""
    readings = decoded.label.readings
    return {
        "mode": "text",
        "showlegend": False,
        "x": [0] * len(readings),
        "y": list(range(len(readings))),
        "text": [_name(reading, decoded.target_mg) for reading in readings],
        "textposition": "middle left",
        "cliponaxis": False,
    }


def _name(reading: Reading, target_mg: float) -> str:
    tablets = count(servings_for(target_mg, reading.elemental_mg), "tablet")
    return (
        f"as {BASIS[reading.basis]}: <br>{reading.elemental_mg:.0f} mg magnesium; <br>"
        f"{tablets} for {target_mg:g} mg "
    )


def _part(
    readings: Sequence[Reading], field: str, name: str, color: str, shape: str
) -> dict[str, Any]:
    masses = rounded(getattr(reading.split, field) for reading in readings)
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(readings))),
        "x": masses,
        "text": [_fitting(f"{mass:,.0f} mg", mass / _masses(readings)[1]) for mass in masses],
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


def _fitting(words: str, share: float) -> str:
    """Words that fit into a bar of this share of the axis, or none."""
    return words if share >= LETTER * len(words) else ""


def _masses(readings: Sequence[Reading]) -> list[float]:
    """The ends of the axis of masses."""
    return from_zero(reading.compound_mg for reading in readings)


def _split_layout(readings: Sequence[Reading]) -> dict[str, Any]:
    return layout(
        "The label as read: what one tablet is made of",
        barmode="stack",
        xaxis=axis(
            "mass of compound in one tablet (mg)",
            range=_masses(readings),
        ),
        yaxis={"range": places(len(readings))[::-1], "showticklabels": False},
        margin={"l": 196},
        legend=LEGEND | {"traceorder": "normal"},
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
