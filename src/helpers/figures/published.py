"""Published groups and cut-offs, against which one person's value is drawn."""

from typing import Any

import pandas as pd

from helpers.lesson.pictures import BLUE, GREY, PURPLE, rounded


def group_ranges(groups: pd.DataFrame, column: str) -> dict[str, Any]:
    """Mean (in `column`) and range of each group, a row for each."""
    middle, low, high = (groups[name] for name in (column, "low_percent", "high_percent"))
    return {
        "type": "scatter",
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


def named_above(x: float, text: str) -> dict[str, Any]:
    """The name of a cut-off over its line; on a logarithmic axis x is the logarithm."""
    place = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return {"text": text, "font": {"size": 11, "color": PURPLE}} | place
