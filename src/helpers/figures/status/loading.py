"""Picture of one loading test among published groups and cut-offs."""

from collections.abc import Sequence
from typing import Any

from helpers.drawing import (
    ORANGE,
    Picture,
    axis,
    layout,
    places,
    printed,
    rounded,
)
from helpers.figures.published import cut_off, group_ranges, published
from helpers.science.status.loading import (
    LoadingTest,
)
from helpers.tables import sources

LABEL_PERCENT = 15  # as wide as a label, on the axis
LEAST_PERCENT = -120  # less than this is drawn at the end


def loading(test: LoadingTest) -> Picture:
    """One loading test between published groups and cut-offs."""
    groups, cuts = (published("loading_test", kind) for kind in ("group", "cut-off"))
    own = [_own(test, subtracted) for subtracted in (True, False)]
    data = [group_ranges(groups, "retention_percent"), *own]
    with_day, without = (
        printed(test.retentions[subtracted], ".0f") for subtracted in (True, False)
    )
    ranges = "; ".join(
        f"{row.name} {printed(row.low_percent)} to {printed(row.high_percent)} %, "
        f"mean {printed(row.retention_percent)}"
        for row in groups
    )
    limits = " and ".join(f"{row.retention_percent:g} %" for row in cuts)
    return Picture(
        {"data": data, "layout": _loading_layout(test, cuts, len(groups))},
        f"Retention of a dose of {test.dose_mmol:.1f} mmol: {with_day} % if the day before is "
        f"subtracted, {without} % if not. Published cut-offs stand at {limits}; ranges of groups, "
        f"with nothing subtracted: {ranges}.",
        sources("loading_test"),
    )


def _own(test: LoadingTest, subtracted: bool) -> dict[str, Any]:
    value, used = test.retentions[subtracted], subtracted == test.subtracts
    row = "this test, day before subtracted" if subtracted else "this test, nothing subtracted"
    return {
        "mode": "markers+text",
        "x": rounded([max(value, LEAST_PERCENT)]),
        "y": [row],
        "name": "as this protocol computes" if used else "as the others compute",
        "text": [f" {printed(value, '.0f')} % "],
        "textposition": _side(value),
        "marker": {
            "color": ORANGE,
            "size": 15,
            "symbol": "diamond" if used else "diamond-open",
            "line": {"width": 2},
        },
    }


def _side(percent: float) -> str:
    """Where a label stands clear of the line of the next cut-off."""
    near = any(0 <= cut - percent < LABEL_PERCENT for cut in cut_offs())
    return "middle left" if near else "middle right"


def cut_offs() -> list[float]:
    """The published cut-offs (% of the dose)."""
    return [row.retention_percent for row in published("loading_test", "cut-off")]


def lowest() -> float:
    """Where the lowest of the published ranges begins (% of the dose)."""
    return min(row.low_percent for row in published("loading_test", "group"))


def _loading_layout(test: LoadingTest, cuts: Sequence[Any], groups: int) -> dict[str, Any]:
    values = [*test.retentions.values(), -40, 100]
    return layout(
        "One loading test among published ones",
        xaxis=axis(
            "retained (% of the dose)<br>published groups: nothing subtracted",
            range=[max(min(values), LEAST_PERCENT) - 5, max(values) + 12],
        ),
        yaxis={"range": places(groups + 2)[::-1]},
        shapes=[
            cut_off(row.retention_percent, f"{row.retention_percent:g} %<br>{row.name}", side)
            for row, side in zip(cuts, ("right", "left"), strict=True)
        ],
        margin={"t": 84},
        height=400,
    )
