"""The model beside what rats did on little magnesium."""

from typing import Any

import pandas as pd

from helpers.drawing import (
    BLUE,
    GREY,
    ORANGE,
    Picture,
    axis,
    layout,
    note,
    rounded,
    upright,
)
from helpers.figures.mineral_balance.words import percent
from helpers.references import reference
from helpers.science.mineral_balance import compared
from helpers.tables import sources

FIGURE = "dutta2024"


def rats() -> Picture:
    """What rats did, and what the model makes of the same diet, row by row."""
    rows = compared()
    rows = rows.assign(place=range(len(rows), 0, -1))
    worst = rows.loc[rows["apart"].idxmax()]
    calcium = rows[rows["level"] == "calcium"]
    told = "; ".join(
        f"{_name(row)}: rats {percent(row.seen_percent)}, model {percent(row.model_percent)}"
        for row in calcium.itertuples()
    )
    return Picture(
        {"data": [_gaps(rows), _seen(rows), _modelled(rows)], "layout": _layout(rows)},
        f"{len(rows)} changes in rats on little magnesium, with the model beside them. The "
        f"farthest apart is {worst['name']}, by {worst['apart']:.0f} points. Its rows: {told}.",
        sources(rows),
    )


def _name(row: Any) -> str:
    study = "" if row.source_key == FIGURE else f" ({reference(row.source_key).label})"
    return f"{row.name}, {100 * row.magnesium_diet:.0f} %{study}"


def _gaps(rows: pd.DataFrame) -> dict:
    pairs = zip(rows["seen_percent"], rows["model_percent"], rows["place"])
    points = [(x, place) for seen, model, place in pairs for x in (seen, model, None)]
    return {
        "mode": "lines", "showlegend": False, "line": {"color": GREY, "width": 2},
        "x": [x if x is None else rounded([x])[0] for x, _ in points],
        "y": [place for _, place in points],
    }  # fmt: skip


def _seen(rows: pd.DataFrame) -> dict:
    return {
        "mode": "markers", "name": "rats", "x": rounded(rows["seen_percent"]),
        "y": list(rows["place"]),
        "marker": {"symbol": "square", "color": ORANGE, "size": 12},
    }  # fmt: skip


def _modelled(rows: pd.DataFrame) -> dict:
    return {
        "mode": "markers", "name": "model", "x": rounded(rows["model_percent"]),
        "y": list(rows["place"]),
        "marker": {"symbol": "circle-open", "color": BLUE, "size": 12, "line": {"width": 3}},
    }  # fmt: skip


def _layout(rows: pd.DataFrame) -> dict:
    return layout(
        "Rats on 50, 25, 10 or 5 % of the usual magnesium, and the model",
        xaxis=axis("change against the usual diet (%)", range=[-95, 45]),
        yaxis={
            "tickvals": list(rows["place"]), "ticktext": [_name(row) for row in rows.itertuples()],
            "range": [0.3, len(rows) + 0.7], "zeroline": False, "tickfont": {"size": 12},
        },
        shapes=[upright(0)],
        annotations=[note("Rows without a name: marks in the figure of Dutta 2024; "
                          "those experiments were not read", x=1, xanchor="right", align="right")],
        margin={"l": 8, "t": 68},
        height=600,
    )  # fmt: skip


def rats_table() -> pd.DataFrame:
    """The same rows in numbers, each by its name, with the distance in percentage points."""
    rows = compared()
    columns = {
        "In rats": rows["name"],
        "Magnesium (% of usual)": (100 * rows["magnesium_diet"]).round().astype(int),
        "Source": [reference(key).label for key in rows["source_key"]],
        "Rats (%)": rows["seen_percent"].astype(int),
        "Model (%)": rows["model_percent"],
        "Apart (points)": rows["apart"],
    }
    numbers = pd.DataFrame(columns).round(1).set_index("In rats")
    return numbers.rename_axis(index=None, columns="In rats")
