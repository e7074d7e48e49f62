"""Pictures of where the body's magnesium is."""

import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    LEGEND,
    ORANGE,
    OUTLINE,
    PURPLE,
    SKY,
    Picture,
    axis,
    ink,
    layout,
    note,
    places,
    rounded,
)  # fmt: skip
from helpers.science.bone.body import BodyMap, measured
from helpers.science.quantities import convert_amount
from helpers.tables import sources

PERSON_CM = 170
PARTS = {
    "bone_lattice": ("inside bone's crystals", BLUE, ""),
    "bone_surface": ("on bone's surface (exchangeable)", SKY, "/"),
    "soft_tissue": ("muscle and other soft tissue", GREEN, "\\"),
    "other_fluid": ("fluid outside cells, without serum", PURPLE, "x"),
    "serum": ("serum: what a blood test sees", ORANGE, ""),
}


def centimetres(body: BodyMap, part: str) -> float:
    """How tall a part is if the whole body's magnesium is as tall as a person of 170 cm."""
    return PERSON_CM * body.percent(part) / 100


def body_parts(body: BodyMap) -> Picture:
    """The compartments twice: as tall as a person, and on a logarithmic scale."""
    data = [*(_layer(body, part) for part in PARTS), _amounts(body)]
    shares = ", ".join(f"{name} {body.percent(part):.3g} %" for part, (name, _, _) in PARTS.items())
    return Picture(
        {"data": data, "layout": _body_layout(body)},
        f"Left: a column of {PERSON_CM} cm for all {body.total:.0f} mmol of magnesium; serum is a "
        f"line of {10 * centimetres(body, 'serum'):.0f} mm. Right: the amounts on a logarithmic "
        f"scale. Shares: {shares}.",
        sources("body_magnesium"),
    )


def _layer(body: BodyMap, part: str) -> dict:
    name, color, shape = PARTS[part]
    tall = centimetres(body, part)
    return {
        "type": "bar", "name": name, "x": ["you"], "y": rounded([tall]),
        "marker": {"color": color, "line": OUTLINE} | _pattern(shape, color),
    } | (_height(tall, color) if tall > 8 else {})  # fmt: skip


def _pattern(shape: str, color: str) -> dict:
    drawn = "#000000" if ink(color) == "#ffffff" else "#ffffff"
    look = {"shape": shape, "fgcolor": drawn, "fillmode": "overlay", "fgopacity": 0.35}
    return {"pattern": look} if shape else {}


def _height(tall: float, color: str) -> dict:
    return {
        "text": [f"{tall:.0f} cm"], "textposition": "inside", "textangle": 0,
        "insidetextanchor": "middle",
        "insidetextfont": {"color": ink(color)},
    }  # fmt: skip


def _amounts(body: BodyMap) -> dict:
    amounts = body.amounts()
    grams = {part: convert_amount(mmol, "mmol", "g") for part, mmol in amounts.items()}
    return {
        "mode": "markers+text", "showlegend": False, "xaxis": "x2",
        "yaxis": "y2",
        "x": rounded(amounts[part] for part in PARTS), "y": [_SHORT[part] for part in PARTS],
        "text": [f"{amounts[part]:.3g} mmol, {grams[part]:.2g} g" for part in PARTS],
        "marker": {
            "color": [color for _, color, _ in PARTS.values()], "size": 13, "symbol": "diamond",
        },
        "textposition": "top center", "cliponaxis": False, "name": "amount",
    }  # fmt: skip


_SHORT = {
    "bone_lattice": "bone, inside",
    "bone_surface": "bone, surface",
    "soft_tissue": "soft tissue",
    "other_fluid": "other fluid",
    "serum": "serum",
}


def _sliver(body: BodyMap) -> dict:
    return {
        "text": f"serum:<br>{10 * centimetres(body, 'serum'):.0f} mm", "xref": "x domain",
        "x": 0.93, "y": PERSON_CM, "ax": 46, "ay": 16, "arrowcolor": GREY, "font": {"size": 12},
    }  # fmt: skip


def _body_layout(body: BodyMap) -> dict:
    assumed = (
        f"Assumption: the total grows with body weight, from {measured('total_body'):g} g at "
        f"{measured('reference_weight'):g} kg;<br>soft tissue is the rest"
    )
    return layout(
        "All your magnesium, if it were as tall as a person",
        barmode="stack",
        xaxis={"domain": [0, 0.24], "visible": False, "range": places(1)},
        yaxis=axis("height (cm)", range=[0, PERSON_CM + 1]),
        xaxis2=axis("amount (mmol, log scale)", type="log", domain=[0.46, 1], range=[-0.3, 3.4],
                    tickvals=[1, 10, 100, 1000], anchor="y2"),
        yaxis2={"anchor": "x2", "range": [4.5, -1.2]},  # from the top, under the sliver's words
        annotations=[_sliver(body), note(assumed)],
        margin={"t": 74},
        legend=LEGEND | {"traceorder": "normal"},
        height=480,
    )  # fmt: skip


def body_table(body: BodyMap) -> pd.DataFrame:
    """The compartments in every unit."""
    return pd.DataFrame([_body_row(body, part, name) for part, (name, _, _) in PARTS.items()])


def _body_row(body: BodyMap, part: str, name: str) -> dict[str, str]:
    mmol = body.amounts()[part]
    return {
        "Where": name,
        "Share (%)": f"{body.percent(part):.1f}",
        "Amount (mmol)": f"{mmol:.4g}",
        "Amount (g)": f"{convert_amount(mmol, 'mmol', 'g'):.3g}",
    }
