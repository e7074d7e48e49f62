"""Pictures of amounts in several units."""

from typing import Any

from helpers.drawing import ORANGE, Picture, axis, layout, rounded
from helpers.science.quantities import Amount, convert_amount

LENGTHS_MG = (500, 1000, 2500, 5000, 10_000, 25_000, 50_000)


def rulers(amount: Amount) -> Picture:
    """One amount of magnesium on three rulers, one for each unit."""
    units = {"mg": amount.mg, "mmol": amount.mmol, "mEq": amount.meq}
    mg = _ruler_mg(amount.mg)
    lengths = {unit: convert_amount(mg, "mg", unit) for unit in units}
    axes: dict[str, Any] = {}
    for n, (unit, length) in enumerate(lengths.items(), 1):
        axes |= _ruler(n, unit, length)
    data = [_mark(n, unit, value) for n, (unit, value) in enumerate(units.items(), 1)]
    frame = layout("One amount, three units", height=290, showlegend=False, **axes)
    return Picture(
        {"data": data, "layout": frame},
        "Three rulers under each other, in mg, mmol and mEq. The same amount stands on one "
        f"vertical line across them: {', '.join(_named(units))}.",
    )


def _ruler_mg(mg: float) -> float:
    """A round length that leaves room beside the mark, and stays while the mark moves."""
    return next(length for length in LENGTHS_MG if length >= 1.1 * mg)


def _named(units: dict[str, float]) -> list[str]:
    return [f"{readable(value)} {unit}" for unit, value in units.items()]


def readable(value: float) -> str:
    """Four digits, without powers of ten."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def _mark(n: int, unit: str, value: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rounded([value]),
        "y": [0],
        "xaxis": f"x{n}",
        "yaxis": f"y{n}",
        "text": [f"<b>{readable(value)} {unit}</b>"],
        "cliponaxis": False,
        "textposition": "top center",
        "marker": {"color": ORANGE, "size": 13, "symbol": "diamond"},
    }


def _ruler(n: int, unit: str, length: float) -> dict[str, Any]:
    top = 1 - (n - 1) * 0.36
    marks: dict[str, Any] = {
        "range": [0, *rounded([length])],
        "ticks": "outside",
        "ticksuffix": f" {unit}",
    }
    up = {"domain": [top - 0.16, top], "range": [-1, 3], "visible": False, "anchor": f"x{n}"}
    return {f"xaxis{n}": axis("", anchor=f"y{n}", **marks), f"yaxis{n}": up}
