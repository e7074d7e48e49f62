"""Pictures of amounts in several units."""

from helpers.lesson.pictures import ORANGE, Picture, axis, layout, rounded
from helpers.science.quantities import Amount

SMALLEST_SPAN_MG = 500


def rulers(amount: Amount) -> Picture:
    """One amount of magnesium on three rulers, one for each unit."""
    units = {"mg": amount.mg, "mmol": amount.mmol, "mEq": amount.meq}
    stretch = 1.25 * max(1.0, SMALLEST_SPAN_MG / 1.25 / max(amount.mg, 1e-9))
    data = [_mark(n, unit, value) for n, (unit, value) in enumerate(units.items(), 1)]
    axes = {
        key: value
        for n, (unit, value) in enumerate(units.items(), 1)
        for key, value in _ruler(n, unit, value * stretch).items()
    }
    text = ", ".join(f"{value:.4g} {unit}" for unit, value in units.items())
    return Picture(
        {"data": data, "layout": layout("One amount, three units", height=280, showlegend=False, **axes)},
        f"Three rulers under each other, in mg, mmol and mEq. The same amount stands on one vertical "
        f"line across them: {text}.",
    )


def _mark(n: int, unit: str, value: float) -> dict:
    return {
        "type": "scatter", "mode": "markers+text", "x": rounded([value]), "y": [0],
        "xaxis": f"x{n}", "yaxis": f"y{n}", "text": [f"<b>{value:.4g} {unit}</b>"],
        "textposition": "top center", "marker": {"color": ORANGE, "size": 13, "symbol": "diamond"},
    }  # fmt: skip


def _ruler(n: int, unit: str, span: float) -> dict:
    top = 1 - (n - 1) * 0.36
    across = axis("", range=[0, *rounded([span])], anchor=f"y{n}", ticks="outside", ticksuffix=f" {unit}")
    up = {"domain": [top - 0.16, top], "range": [-1, 3], "visible": False, "anchor": f"x{n}"}
    return {f"xaxis{n}": across, f"yaxis{n}": up}
