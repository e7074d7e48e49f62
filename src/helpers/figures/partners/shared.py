"""The map of what magnesium shares with each partner, and rows of ratios with their intervals."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Any, NamedTuple

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    layout,
    packed,
)
from helpers.tables import table

SHOWN = {
    "yes": ("circle", GREEN),
    "mixed": ("diamond", PURPLE),
    "no": ("x", ORANGE),
    "nothing found": ("circle-open", GREY),
}


class Ratio(NamedTuple):
    """A ratio with its 95 % interval and the name of its row; <br> begins a new line."""

    name: str
    ratio: float
    low: float
    high: float


def ratio_marks(rows: Iterable[tuple[float, Ratio]], **look: Any) -> dict[str, Any]:
    """Ratios at their heights, each with its number above it."""
    rows = list(rows)
    found = [ratio for _, ratio in rows]
    return {
        "mode": "markers+text",
        "x": packed(each.ratio for each in found), "y": [height for height, _ in rows],
        "error_x": {
            "type": "data", "symmetric": False, "color": GREY,
            "array": packed(each.high - each.ratio for each in found),
            "arrayminus": packed(each.ratio - each.low for each in found),
        },
        "text": [f"{each.ratio:.2f} ({each.low:.2f} to {each.high:.2f})" for each in found],
        "textposition": "top center", "cliponaxis": False,
    } | look  # fmt: skip


def row_axis(rows: Iterable[tuple[float, str]]) -> dict[str, Any]:
    """An axis with a name at each height."""
    rows = list(rows)
    heights = [height for height, _ in rows]
    names = {"tickvals": heights, "ticktext": [name for _, name in rows]}
    return names | {"zeroline": False, "range": [min(heights) - 0.5, max(heights) + 0.8]}


def partner_map(chosen: dict[str, Any]) -> Picture:
    """What was found for each partner and way, with the chosen pair framed."""
    rows = table("partner_map")
    partners, ways = (list(dict.fromkeys(rows[name])) for name in ("partner", "way"))
    placed = rows.assign(x=rows["way"].map(ways.index), y=rows["partner"].map(partners.index))
    data = [_marks(placed[rows["shown"] == shown], shown, *look) for shown, look in SHOWN.items()]
    told = "; ".join(
        f"{partner}: " + ", ".join(f"{row.way} {row.shown}" for row in group.itertuples())
        for partner, group in rows.groupby("partner", sort=False)
    )
    keys = dict.fromkeys(key for keys in rows["source_keys"] for key in keys.split(";"))
    return Picture(
        {"data": data, "layout": _map_layout(partners, ways, chosen)},
        f"A map of four partners and four ways to be one. {told}. "
        f"Framed: {chosen['partner']} and {chosen['way']}.",
        tuple(keys),
    )


def _marks(rows: Any, name: str, symbol: str, color: str) -> dict[str, Any]:
    line = {"line": {"width": 3}} if "open" in symbol else {}
    return {
        "mode": "markers+text", "name": name,
        "x": rows["x"].tolist(), "y": rows["y"].tolist(),
        "text": [_cell(row) for row in rows.itertuples()],
        "textposition": "bottom center",
        "marker": {"symbol": symbol, "color": color, "size": 15} | line,
    }  # fmt: skip


def _cell(row: Any) -> str:
    return row.shown if row.seen_in == "nobody" else f"{row.shown}<br>{row.seen_in}"


def _named(places: Iterable[str]) -> dict[str, Any]:
    """An axis with a name at each place."""
    names = list(places)
    marks = {"tickvals": list(range(len(names))), "ticktext": names}
    return marks | {"showgrid": False, "zeroline": False}


def _map_layout(partners: list[str], ways: list[str], chosen: dict[str, Any]) -> dict[str, Any]:
    x, y = ways.index(chosen["way"]), partners.index(chosen["partner"])
    frame = {
        "type": "rect", "x0": x - 0.46, "x1": x + 0.46, "y0": y - 0.28, "y1": y + 0.78,
        "line": {"color": BLUE, "width": 3},
    }  # fmt: skip
    return layout(
        "Shared with magnesium: was it shown, and in whom?",
        xaxis=_named("<br>".join(wrap(way, 11)) for way in ways)
        | {"side": "top", "range": [-0.5, 3.5], "tickangle": 0},
        yaxis=_named(partners) | {"range": [3.9, -0.4], "ticklabelstandoff": 6},
        shapes=[frame],
        margin={"l": 84, "r": 8, "t": 100},
        height=400,
    )  # fmt: skip
