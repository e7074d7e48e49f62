"""Pictures of amounts in several units."""

from typing import Any

from helpers.lesson.pictures import ORANGE, Picture, axis, layout, rounded
from helpers.science.quantities import Amount

SHORTEST_RULER_MG = 500


def rulers(amount: Amount) -> Picture:
    """One amount of magnesium on three rulers, one for each unit."""
    units = {"mg": amount.mg, "mmol": amount.mmol, "mEq": amount.meq}
    stretch = max(1.25, SHORTEST_RULER_MG / max(amount.mg, 1e-9))
    axes: dict[str, Any] = {}
    for n, (unit, value) in enumerate(units.items(), 1):
        axes |= _ruler(n, unit, max(value * stretch, 1e-9))
    data = [_mark(n, unit, value) for n, (unit, value) in enumerate(units.items(), 1)]
    frame = layout("One amount, three units", height=280, showlegend=False, **axes)
    return Picture(
        {"data": data, "layout": frame},
        "Three rulers under each other, in mg, mmol and mEq. The same amount stands on one "
        f"vertical line across them: {', '.join(f'{v:.4g} {unit}' for unit, v in units.items())}.",
    )


def _mark(n: int, unit: str, value: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rounded([value]),
        "y": [0],
        "xaxis": f"x{n}",
        "yaxis": f"y{n}",
        "text": [f"<b>{value:.4g} {unit}</b>"],
        "textposition": "top center",
        "marker": {"color": ORANGE, "size": 13, "symbol": "diamond"},
    }


def _ruler(n: int, unit: str, length: float) -> dict[str, Any]:
    top = 1 - (n - 1) * 0.36
    marks = {"range": [0, *rounded([length])], "ticks": "outside", "ticksuffix": f" {unit}"}
    up = {"domain": [top - 0.16, top], "range": [-1, 3], "visible": False, "anchor": f"x{n}"}
    return {f"xaxis{n}": axis("", anchor=f"y{n}", **marks), f"yaxis{n}": up}
