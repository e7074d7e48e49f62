"""Published groups and cut-offs, against which one person's value is drawn."""

from typing import Any

import pandas as pd

from helpers.drawing import BLUE, GREY, PURPLE, rounded, upright


def group_ranges(groups: pd.DataFrame, column: str) -> dict[str, Any]:
    """Mean (in `column`) and range of each group, a row for each."""
    middle, low, high = (groups[name] for name in (column, "low_percent", "high_percent"))
    return {
        "mode": "markers",
        "name": "published group: mean and printed range",
        "x": rounded(middle),
        "y": list(groups["name"]),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": rounded(high - middle),
            "arrayminus": rounded(middle - low),
            "color": GREY,
            "thickness": 4,
            "width": 8,
        },
        "marker": {"color": BLUE, "size": 11, "symbol": "square"},
    }


def cut_off(x: float, name: str) -> dict[str, Any]:
    """A cut-off as a line with its name above."""
    above = {"textposition": "end", "textangle": 0, "yanchor": "bottom"}
    label = {"text": name, "font": {"size": 12, "color": PURPLE}} | above
    return upright(x, PURPLE, width=2, label=label)
