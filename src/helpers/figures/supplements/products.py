"""Pictures of products: the day's amount against the limits, and the price."""

from typing import Any

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    HALO,
    LEGEND,
    ORANGE,
    Picture,
    axis,
    from_zero,
    layout,
    level,
    places,
    rounded,
)
from helpers.science.products import Purchase
from helpers.tables import by, sources

# One beside the other, by number, so that the line of the target can pass both.
PRODUCTS = axis("", tickvals=[0, 1], ticktext=["A", "B"], range=places(2))


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
    target = purchases[0].target_mg
    lines = {f"{name} limit {limit:g}": limit for name, limit in limits().items()}
    amounts = [purchase.elemental_mg_a_day for purchase in purchases]
    elemental = [purchase.price_per_elemental_gram for purchase in purchases]
    absorbed = [purchase.price_per_absorbed_gram for purchase in purchases]
    data = [
        _daily(amounts),
        _target(target),
        _price("elemental gram", elemental, GREEN, ""),
        _price("absorbed gram (assumption: illustrative curve)", absorbed, ORANGE, "/"),
    ]
    return Picture(
        {
            "data": data,
            "layout": _products_layout(lines, [*amounts, target], [*elemental, *absorbed]),
        },
        f"Left: bars of elemental magnesium a day from products A and B, {_pair(amounts, '.0f')} "
        f"mg, with lines at the target {target:g}, the {', the '.join(lines)} mg. Right: the "
        f"price of a gram from A and B, elemental {_pair(elemental, '.2f')}, absorbed "
        f"{_pair(absorbed, '.2f')}.",
        (*sources("supplement_limits"), *sources("absorption_end_points")),
    )


def _pair(values: list[float], spec: str) -> str:
    return " and ".join(format(value, spec) for value in values)


def _daily(amounts: list[float]) -> dict[str, Any]:
    return {
        "type": "bar",
        "showlegend": False,
        "x": [0, 1],
        "y": rounded(amounts),
        "text": [f"{amount:.0f} mg" for amount in amounts],
        "textposition": "inside",
        "insidetextanchor": "start",
        "marker": {"color": BLUE},
    }


def _target(mg: float) -> dict[str, Any]:
    """A line over both bars, with its name at its left end."""
    return {
        "mode": "lines+text",
        "showlegend": False,
        "x": places(2),
        "y": [mg, mg],
        "text": [f"target {mg:g}", ""],
        "textposition": "top right",
        "textfont": {"shadow": HALO},
        "line": {"color": GREY, "dash": "dash"},
    }


def _price(name: str, prices: list[float], color: str, shape: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": [0, 1],
        "y": rounded(prices),
        "xaxis": "x2",
        "yaxis": "y2",
        "text": [f"{price:.2f}" for price in prices],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": color, "pattern": {"shape": shape, "fillmode": "overlay"}},
    }


def _products_layout(
    lines: dict[str, float], amounts: list[float], prices: list[float]
) -> dict[str, Any]:
    return layout(
        "The day's amount, and what a gram costs",
        xaxis=PRODUCTS | {"domain": [0, 0.42]},
        yaxis=axis("elemental (mg a day)", range=from_zero([*amounts, *lines.values()])),
        xaxis2=PRODUCTS | {"domain": [0.56, 1]},
        yaxis2=axis("price (your currency)", anchor="x2", range=from_zero(prices, 1.08)),
        shapes=[level(value, xref="x domain") for value in lines.values()],
        annotations=[_level_name(name, value) for name, value in lines.items()],
        legend=LEGEND | {"x": 1, "xanchor": "right"},
        height=320,
    )


def _level_name(name: str, value: float) -> dict[str, Any]:
    place = {"xref": "x domain", "x": 1, "y": value, "yanchor": "bottom", "showarrow": False}
    return {"text": name, "font": {"size": 12}, "bgcolor": "rgba(255,255,255,0.8)"} | place
