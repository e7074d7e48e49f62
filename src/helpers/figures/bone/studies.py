"""Pictures of what was found: parathyroid hormone, fractures and bone density."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    level,
    note,
    packed,
    rounded,
    upright,
)  # fmt: skip
from helpers.references import reference
from helpers.science.bone.studies import towards_more
from helpers.tables import by, sources, table

NORMAL_MMOL_L = 0.8


def parathyroid() -> Picture:
    """Parathyroid hormone against serum magnesium, as far as it was measured."""
    studies = table("pth_studies").dropna(subset="magnesium_after_mmol_l")
    sized = studies["pth_percent"].notna()
    counts = by("pth_studies", "finding", "n")
    people, rising = (int(counts[finding]) for finding in ("fatemi1991", "fatemi1991_rising"))
    data = [
        _normal(),
        _pth_marks(studies[sized]),
        _unsized(studies[~sized]),
    ]
    parts = "; ".join(
        f"{row.who}: {row.pth_percent:g} % at {row.magnesium_after_mmol_l:g} mmol/L"
        for row in studies[sized].itertuples()
    )
    return Picture(
        {"data": data, "layout": _pth_layout()},
        "Parathyroid hormone as a share of its level at normal magnesium, against serum magnesium. "
        f"{parts[0].upper()}{parts[1:]}. In the other {people - rising} of the {people} healthy "
        "people it fell or stayed the same. Both lack and excess can lower it.",
        sources(studies),
    )


def _normal() -> dict:
    return {
        "mode": "markers+text", "name": "where each began",
        "x": [NORMAL_MMOL_L], "y": [100], "text": [" normal magnesium"],
        "textposition": "top right",
        "marker": {"symbol": "star", "color": GREY, "size": 15},
    }  # fmt: skip


def _pth_marks(rows: pd.DataFrame) -> dict:
    return {
        "mode": "markers+text", "name": "measured in people",
        "x": rounded(rows["magnesium_after_mmol_l"]), "y": rounded(rows["pth_percent"]),
        "text": [f" {row.who}: {row.pth_percent:g} %" for row in rows.itertuples()],
        "textposition": "middle right", "cliponaxis": False,
        "marker": {"symbol": "circle", "color": BLUE, "size": 14},
    }  # fmt: skip


def _unsized(rows: pd.DataFrame) -> dict:
    return {
        "mode": "markers+text", "name": "people, direction only",
        "x": rounded(rows["magnesium_after_mmol_l"]), "y": [100] * len(rows),
        "text": [f"{who}:<br>same or lower" for who in rows["who"]],
        "textposition": "bottom center",
        "marker": {"symbol": "triangle-down-open", "color": BLUE, "size": 15, "line": {"width": 3}},
    }  # fmt: skip


def _pth_layout() -> dict:
    return layout(
        "Magnesium and parathyroid hormone: not a straight line",
        xaxis=axis("serum magnesium (mmol/L)", range=[0, 3.3], dtick=0.5),
        yaxis=axis("parathyroid hormone<br>(% of before)", range=[0, 195]),
        shapes=[level(100, dash="dot", xref="x domain", layer="below")],
        annotations=[note("Separate findings: no curve was measured, so none is drawn")],
        margin={"t": 68},
        height=420,
    )


DESIGNS = {
    "intake": ("by intake", "square", BLUE),
    "serum": ("by serum magnesium", "diamond", PURPLE),
}


BEYOND = 1.5  # a ratio beyond all intervals

# Over long names of rows: there is room to the left, in letters of every width.
ABOVE_RIGHT: dict[str, Any] = {"x": 1, "xanchor": "right", "align": "right"}


def fractures() -> Picture:
    """Fractures with more magnesium against less, study by study, not pooled."""
    studies = table("bone_studies")
    rows = _placed(studies[studies["outcome_kind"] == "fracture"])
    data = [
        _ratios(rows[rows["exposure"] == exposure], *look) for exposure, look in DESIGNS.items()
    ]
    data += [_unprinted(rows[rows["value"].isna()]), _ratio_column(rows)]
    told = {exposure: _told(rows[rows["exposure"] == exposure]) for exposure in DESIGNS}
    none = _named(rows[rows["value"].isna()])
    return Picture(
        {"data": data, "layout": _fracture_layout(rows)},
        f"{len(rows)} findings of cohorts and pooled cohorts: ratios of more magnesium against "
        f"less, with 95 % intervals. Serum, all below 1: {told['serum']}. Intake, in "
        f"disagreement: {told['intake']}; no difference, without a number: {none}.",
        sources(rows),
    )


def _told(rows: pd.DataFrame) -> str:
    """The ratios with their intervals, in words."""
    ratios = ((row, towards_more(*_ratio(row))) for row in rows.dropna(subset="value").itertuples())
    return "; ".join(
        f"{reference(row.source_key).label}, {row.outcome}, {middle:.2f} ({low:.2f} to {high:.2f})"
        for row, (middle, low, high) in ratios
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their place in the picture, the first one at the top."""
    return rows.assign(place=range(len(rows), 0, -1))


def _row_names(rows: pd.DataFrame) -> dict:
    # Of rows with the same people the first one tells how many.
    first = rows["n"].notna() & ~rows.duplicated(["source_key", "n"])
    names = [_study_name(row) + _people(row, first[row.Index]) for row in rows.itertuples()]
    span = [0.3, len(rows) + 0.7]
    return {"zeroline": False, "range": span} | {
        "tickvals": list(rows["place"]), "ticktext": names, "tickfont": {"size": 12}
    }  # fmt: skip


def _study_name(row: Any) -> str:
    pooled = ", pooled" if row.design.startswith("pooled") else ""
    return f"{reference(row.source_key).label}{pooled}: {row.outcome}"


def _people(row: Any, told: bool) -> str:
    return f", {row.n:,.0f} people" if told else ""


def _ratio(row: Any) -> tuple[float, float, float, str]:
    return row.value, row.low, row.high, row.contrast


def _ratios(rows: pd.DataFrame, name: str, symbol: str, color: str) -> dict:
    rows = rows.dropna(subset="value")
    ratios = [towards_more(*_ratio(row)) for row in rows.itertuples()]
    middle, low, high = (np.array(side) for side in zip(*ratios))
    return {
        "mode": "markers", "name": name, "x": rounded(middle),
        "y": packed(rows["place"], "u1"),
        "error_x": {"type": "data", "symmetric": False, "array": rounded(high - middle),
                    "arrayminus": rounded(middle - low), "color": GREY},
        "marker": {"symbol": symbol, "color": color, "size": 12},
    }  # fmt: skip


def _unprinted(rows: pd.DataFrame) -> dict:
    return {
        "mode": "markers",
        "name": "by intake: “no difference”, number not read",
        "x": [1] * len(rows), "y": packed(rows["place"], "u1"),
        "marker": {"symbol": "circle-open", "color": GREY, "size": 13, "line": {"width": 3}},
    }  # fmt: skip


def _ratio_column(rows: pd.DataFrame) -> dict:
    """The ratio of each row, or "none", to the right of all intervals: close rows leave no room."""
    return {
        "mode": "text", "showlegend": False, "hoverinfo": "skip",
        "x": [BEYOND] * len(rows), "y": packed(rows["place"], "u1"),
        "text": [_ratio_words(row) for row in rows.itertuples()], "textposition": "middle right",
    }  # fmt: skip


def _ratio_words(row: Any) -> str:
    return f"{towards_more(*_ratio(row))[0]:.2f}" if row.value == row.value else "none"


def _fracture_layout(rows: pd.DataFrame) -> dict:
    return layout(
        "Fractures: observational findings, no trial among them",
        xaxis=axis("ratio, 95 % interval<br>(log scale; below 1: fewer<br>with more magnesium)",
                   type="log", range=[-0.8, 0.4], tickvals=[0.2, 0.5, 1, 1.5, 2]),
        yaxis=_row_names(rows),
        shapes=[upright(1)],
        annotations=[note("Ratios printed for low against high serum are turned round "
                          "(1 divided by them)", **ABOVE_RIGHT)],
        margin={"t": 56},
        height=600,
    )  # fmt: skip


LOOKS = ("worse", "no difference", "better")
KINDS = {
    "trial": ("circle", ORANGE),
    "cohort": ("triangle-up", GREEN),
    "cross-sectional": ("square", BLUE),
    "pooled observational": ("diamond", PURPLE),
}


def density() -> Picture:
    """Bone density with more magnesium: how each finding looked, trials among them."""
    studies = table("bone_studies")
    rows = _placed(studies[studies["outcome_kind"] == "bone density"])
    data = [_looks(rows[rows["design"] == design], design, *look) for design, look in KINDS.items()]
    better, same = (
        _with_designs(rows[rows["more_magnesium"] == look]) for look in ("better", "no difference")
    )
    return Picture(
        {"data": data, "layout": _density_layout(rows)},
        f"{len(rows)} findings on bone density; none looks worse with more magnesium. Better, "
        f"{better}. No difference, {same}. What is cross-sectional was measured once.",
        sources(rows),
    )


def _with_designs(rows: pd.DataFrame) -> str:
    """How many findings, and by design each source with its outcome, and its size if printed."""
    kinds = (f"{design}: {_named(found)}" for design, found in rows.groupby("design", sort=False))
    return f"{len(rows)} ({'. '.join(kinds)})"


def _named(rows: pd.DataFrame) -> str:
    """The findings by source and outcome, with their size where one is printed."""
    return "; ".join(
        f"{reference(row.source_key).label}, {row.outcome} {_size(row)}".strip()
        for row in rows.itertuples()
    )


def _looks(rows: pd.DataFrame, design: str, symbol: str, color: str) -> dict:
    return {
        "mode": "markers+text", "name": design,
        "x": list(rows["more_magnesium"]), "y": packed(rows["place"], "u1"),
        "text": [_size(row) for row in rows.itertuples()], "textposition": "middle left",
        "marker": {"symbol": symbol, "color": color, "size": 13}, "cliponaxis": False,
    }  # fmt: skip


def _size(row: Any) -> str:
    unit = {"% difference": " %", "g/cm² difference": " g/cm²"}.get(row.measure)
    return f"+{row.value:g}{unit} " if unit else ""


def _density_layout(rows: pd.DataFrame) -> dict:
    return layout(
        "Bone density: what more magnesium went with",
        xaxis={"categoryorder": "array", "categoryarray": list(LOOKS), "range": [-0.4, 3.2]},
        yaxis=_row_names(rows),
        annotations=[note("Few sites, small differences; only circles come from trials",
                          **ABOVE_RIGHT)],
        margin={"r": 24, "t": 56},
        height=600,
    )  # fmt: skip
