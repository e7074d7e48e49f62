"""Published groups and cut-offs, against which one person's value is drawn."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from helpers.drawing import BLUE, GREY, PURPLE, rounded, upright
from helpers.tables import table


@cache
def published(name: str, kind: str) -> tuple[Any, ...]:
    """The rows of a table that are of a kind, such as "group" or "cut-off"."""
    rows = table(name)
    return tuple(rows[rows["kind"] == kind].drop(columns="row").itertuples(index=False))


def group_ranges(groups: Sequence[Any], column: str) -> dict[str, Any]:
    """Mean (in `column`) and range of each group, a row for each."""
    middle = [getattr(group, column) for group in groups]
    return {
        "mode": "markers",
        "name": "published group: mean and printed range",
        "x": rounded(middle),
        "y": [group.name for group in groups],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": rounded(group.high_percent - mean for group, mean in zip(groups, middle)),
            "arrayminus": rounded(mean - group.low_percent for group, mean in zip(groups, middle)),
            "color": GREY,
            "thickness": 4,
            "width": 8,
        },
        "marker": {"color": BLUE, "size": 11, "symbol": "square"},
    }


def cut_off(x: float, name: str, side: str = "center") -> dict[str, Any]:
    """A cut-off as a line with its name above; the line stands at this `side` of the name."""
    above = {"textposition": "end", "textangle": 0, "yanchor": "bottom", "xanchor": side}
    label = {"text": name, "font": {"size": 12, "color": PURPLE}} | above
    return upright(x, PURPLE, width=2, label=label)
