"""Pictures of the remodelling cycle."""

import math

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    Picture,
    axis,
    from_zero,
    layout,
    note,
    packed,
    rounded,
)  # fmt: skip
from helpers.science.bone.remodelling import Array, Cycle
from helpers.tables import sources


def cycle(result: Cycle) -> Picture:
    """Osteoclasts, osteoblasts and bone mass, one above the other."""
    course, steady = result.course, result.steady
    less = f", by {result.lack_percent:.0f} %" if result.lack_percent else ""
    rows = [
        ("osteoclasts", course.osteoclasts, ORANGE, "solid", steady.osteoclasts),
        ("osteoblasts", course.osteoblasts, BLUE, "dash", steady.osteoblasts),
        ("bone mass", course.bone_percent, GREEN, "solid", 100.0),
    ]
    data = [
        trace
        for n, row in enumerate(rows, 1)
        for trace in (_run(n, course.days, *row[:4]), _rest(n, course.days[-1], row[4]))
    ]
    return Picture(
        {"data": data, "layout": _cycle_layout(result)},
        f"Three curves over {course.days[-1]:.0f} days. Osteoclasts reach "
        f"{course.osteoclasts.max():.1f} (steady state {steady.osteoclasts:.2f}), osteoblasts "
        f"{course.osteoblasts.max():.0f} on day {result.builders_day:.0f} (steady state "
        f"{steady.osteoblasts:.0f}), bone mass falls to {result.lowest:.1f} % on day "
        f"{result.lowest_day:.0f} and ends at {result.last:.1f} %. {_said(result)}{less}.",
        sources("bone_model"),
    )


def _said(result: Cycle) -> str:
    if not result.lack_percent:
        return "Komarova's model of one site; it knows nothing of magnesium"
    return "OUR ASSUMPTION, not measured: lack of magnesium, each osteoblast forms less"


def _run(n: int, days: Array, name: str, values: Array, color: str, dash: str) -> dict:
    return {
        "mode": "lines", "name": name, "dx": rounded([days[1]])[0],
        "y": packed(values),
        "yaxis": f"y{n}", "line": {"color": color, "width": 3, "dash": dash},
        "showlegend": False,
    }  # fmt: skip


def _rest(n: int, end: float, height: float) -> dict:
    return {
        "mode": "lines", "dx": rounded([end])[0], "y": rounded([height, height]),
        "yaxis": f"y{n}", "line": {"color": GREY, "width": 1.5, "dash": "dot"},
        "name": "steady state, or bone mass at the start", "showlegend": n == 1,
    }  # fmt: skip


def _cycle_layout(result: Cycle) -> dict:
    said = _said(result).replace(": ", ":<br>")
    said = f"<b>{said}</b>" if result.lack_percent else said
    course, lowest = result.course, 20 * math.floor(min(80.0, result.lowest - 3) / 20)
    mass = rounded([max(-2.0, lowest), max(106.0, course.bone_percent.max() + 2)])
    return layout(
        "One remodelling site: cells and bone mass",
        xaxis=axis("days", anchor="y3", range=rounded([0, course.days[-1]])),
        yaxis=axis("osteoclasts", domain=[0.72, 1], range=from_zero(course.osteoclasts)),
        yaxis2=axis("osteoblasts", domain=[0.38, 0.66], range=from_zero(course.osteoblasts)),
        yaxis3=axis("bone mass (%)", domain=[0, 0.32], range=mass),
        annotations=[note(said)],
        margin={"l": 72, "t": 82},
        height=400,
    )  # fmt: skip
