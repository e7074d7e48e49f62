"""Pictures of the vitamin D pathway: a map, and what three deficits do first."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    Picture,
    layout,
    packed,
    rounded,
)  # fmt: skip
from helpers.references import reference
from helpers.science.pathway import (
    BLOCKED,
    CARRIES,
    PUSHES_BACK,
    QUIET,
    Arrow,
    Wave,
    arrows,
    block,
)  # fmt: skip
from helpers.tables import sources

NODES = {
    "supply": ("sun, food", 0.0, 3.0),
    "vitamin_d3": ("vitamin D₃", 1.9, 3.0),
    "calcidiol": ("the store<br>25(OH)D", 3.9, 3.0),
    "calcitriol": ("the hormone<br>1,25(OH)₂D", 6.1, 3.0),
    "uptake": ("uptake in gut", 8.5, 3.0),
    "calcium_food": ("calcium<br>in food", 8.5, 4.7),
    "calcium": ("calcium<br>in blood", 8.5, 1.2),
    "pth": ("PTH", 6.1, 1.2),
    "fgf23": ("FGF23", 6.9, 4.7),
    "cyp24a1": ("the brake<br>CYP24A1", 4.8, 4.7),
    "magnesium": ("magnesium", 3.0, 1.2),
}
WAY = ("supply", "vitamin_d3", "calcidiol", "calcitriol")
SIGNALS = ("uptake", "calcium_food", "calcium", "pth", "fgf23")
STAGES = {
    "the way alone": WAY,
    "and the brake": (*WAY, "cyp24a1"),
    "and the signals": (*WAY, "cyp24a1", *SIGNALS),
    "and magnesium": tuple(NODES),
}
BOX = (0.72, 0.45)  # half of a node's width and height
LABELS = {
    "liver": ("in liver:<br>CYP2R1", 2.9, 3.65),
    "kidney": ("in kidney:<br>CYP27B1", 4.85, 3.65),
}
ROLES = {
    QUIET: ("#8a8a8a", 1.5),
    CARRIES: (BLUE, 3.0),
    PUSHES_BACK: (PURPLE, 3.0),
    BLOCKED: (ORANGE, 4.0),
}
EVIDENCE = {"people": "solid", "review": "dash", "in vitro": "dot", "assumed": "dot"}
EVIDENCE_NAMES = {
    "people": "shown in people",
    "review": "said in reviews",
    "in vitro": "seen only in the dish",
    "assumed": "assumed",
}
LINES = {"solid": "shown in people", "dash": "said in reviews", "dot": "in the dish, or assumed"}
PLAIN = {
    "showarrow": False, "bgcolor": "#ffffff", "bordercolor": "#999999", "borderwidth": 1,
    "borderpad": 3, "font": {"size": 12, "color": "#222222"},
}  # fmt: skip
TURNS = {1: "▲", -1: "▼", 0: ""}


def pathway(wave: Wave) -> Picture:
    """The pathway with the blocked step, the nodes that rise or fall, and what pushes back."""
    data = [_arrows(look, bundle) for look, bundle in _bundles(wave).items()]
    data += [_key(name, "#444444", dash) for dash, name in LINES.items()]
    data.append(_bar_key())
    data += [_key(role, ROLES[role][0], "solid") for role in (CARRIES, PUSHES_BACK) if wave.changes]
    crosses = [arrow for arrow in wave.arrows if wave.roles[arrow.name] == BLOCKED]
    if crosses:
        data.append(_crosses(crosses))
    return Picture(
        {"data": data, "layout": _map_layout(wave)},
        _pathway_alt(wave),
        sources("vitamin_d_pathway"),
    )


def _pathway_alt(wave: Wave) -> str:
    opening = "Map of the vitamin D pathway, from sun and food by liver and kidney to the hormone. "
    if not wave.changes:
        return opening + "No step is blocked; all arrows are grey."
    rises, falls = (_listed(wave, sign) for sign in (1, -1))
    return opening + f"Blocked: {blocked_name(wave)}. Falls: {falls}. Rises: {rises}."


def _listed(wave: Wave, sign: int) -> str:
    return (
        ", ".join(node_name(node) for node, turn in wave.changes.items() if turn == sign)
        or "nothing"
    )


def node_name(node: str) -> str:
    """The name of a node in one line."""
    return NODES[node][0].replace("<br>", " ")


def blocked_name(wave: Wave) -> str:
    """What the blocked arrows do."""
    return " and ".join(arrow.actor for arrow in arrows() if arrow.step == wave.blocked)


def _ends(arrow: Arrow) -> tuple[np.ndarray, np.ndarray]:
    """Where an arrow starts and ends: clear of the boxes, and beside its counterpart."""
    start, goal = (np.array(NODES[node][1:]) for node in (arrow.start, arrow.goal))
    along = (goal - start) / np.linalg.norm(goal - start)
    paired = any((other.start, other.goal) == (arrow.goal, arrow.start) for other in arrows())
    aside = np.array([along[1], -along[0]]) * (0.16 if paired else 0)
    across, up = np.maximum(np.abs(along), 1e-9)
    gap = min(BOX[0] / across, BOX[1] / up)  # where the line leaves the box
    return start + gap * along + aside, goal - gap * along + aside


def _bundles(wave: Wave) -> dict[tuple[str, str, int], list[Arrow]]:
    """The arrows that look alike: same role, same line, same head."""
    bundles: dict[tuple[str, str, int], list[Arrow]] = {}
    for arrow in wave.arrows:
        look = (wave.roles[arrow.name], EVIDENCE[arrow.evidence], arrow.sign)
        bundles.setdefault(look, []).append(arrow)
    return bundles


def _arrows(look: tuple[str, str, int], bundle: list[Arrow]) -> dict:
    role, dash, sign = look
    color, width = ROLES[role]
    gap = (np.nan, np.nan)
    ends = [point for arrow in bundle for point in (*_ends(arrow), gap)]
    return {
        "mode": "lines+markers", "showlegend": False,
        "x": _line(x for x, _ in ends), "y": _line(y for _, y in ends),
        "line": {"color": color, "width": width, "dash": dash},
        "marker": {
            "symbol": "arrow" if sign > 0 else "line-ew",
            "size": packed([0, 13, 0] * len(bundle), "u1"),
            "angleref": "previous", "color": color, "opacity": 1,
            "line": {"width": 0 if sign > 0 else 3, "color": color},
        },
    }  # fmt: skip


def _line(values: Iterable[float]) -> dict:
    """Places along arrows; NaN is the gap between two of them."""
    return packed(np.round(list(values), 2))


def _key(name: str, color: str, dash: str) -> dict:
    return {
        "mode": "lines", "x": [None], "y": [None], "name": name,
        "line": {"color": color, "width": 3, "dash": dash},
    }  # fmt: skip


def _bar_key() -> dict:
    return {
        "mode": "markers", "x": [None], "y": [None],
        "name": "bar instead of arrowhead: lowers",
        "marker": {"symbol": "line-ns", "size": 13, "line": {"width": 3, "color": "#444444"}},
    }  # fmt: skip


def _crosses(blocked: list[Arrow]) -> dict:
    middles = [np.mean(_ends(arrow), axis=0) for arrow in blocked]
    return {
        "mode": "markers", "showlegend": False,
        "x": rounded(x for x, _ in middles), "y": rounded(y for _, y in middles),
        "marker": {"symbol": "x", "size": 15, "color": ORANGE},
    }  # fmt: skip


def _map_layout(wave: Wave) -> dict:
    hidden = {"visible": False, "fixedrange": True}
    joined = {node for arrow in wave.arrows for node in (arrow.start, arrow.goal)}
    texts = [_small(*label) for name, label in LABELS.items() if name in wave.roles]
    texts += [_node(node, wave) for node in NODES if node in joined]
    return layout(
        "Nothing is blocked"
        if wave.blocked == "none"
        else "First wave after a block ✕ (⟲: something pushes back)",
        xaxis=hidden | {"range": [-0.9, 9.5]},
        yaxis=hidden | {"range": [0.6, 5.3]},
        annotations=texts,
        template={
            "layout": {"annotationdefaults": PLAIN},
            "data": {"scatter": [{"hoverinfo": "skip"}]},
        },
        margin={"l": 4, "r": 4, "t": 44, "b": 8},
        height=400,
    )


def _node(node: str, wave: Wave) -> dict:
    name, x, y = NODES[node]
    turn = wave.changes.get(node, 0)
    if node == "magnesium" and wave.blocked.startswith("mg_"):
        turn = -1
    held = " ⟲" if turn and wave.pushed_back(node) else ""
    box = {"x": x, "y": y, "text": f"{name}<br><b>{TURNS[turn]}{held}</b>" if turn else name}
    return box | ({"bordercolor": GREEN if turn > 0 else ORANGE, "borderwidth": 2} if turn else {})


def _small(text: str, x: float, y: float) -> dict:
    return {"x": x, "y": y, "text": text, "borderwidth": 0, "font": {"size": 12}}


def wave_table(wave: Wave) -> pd.DataFrame:
    """Arrow by arrow: what it does now, where that was seen, and by whom."""
    rows = [
        {
            "More of this": node_name(arrow.start),
            "means": "more" if arrow.sign > 0 else "less",
            "of that": node_name(arrow.goal),
            "How": arrow.actor,
            "Now": wave.roles[arrow.name],
            "How well known": EVIDENCE_NAMES[arrow.evidence],
            "Source": reference(arrow.source_key).label,
        }
        for arrow in wave.arrows
    ]
    return pd.DataFrame(rows)


TEAM = {
    "diet": "too little calcium",
    "supply": "too little vitamin D",
    "mg_pth": "too little magnesium",
}
TEAM_HEIGHT = 240
# One line each: on a slide plotly makes a row with two lines far too high.
READINGS = {
    "calcium": "calcium in blood",
    "pth": "PTH",
    "calcidiol": "25(OH)D",
    "calcitriol": "1,25(OH)₂D",
}


def teammates() -> Picture:
    """What a deficit of one of the three does first to four readings."""
    waves = {name: block(step) for step, name in TEAM.items()}
    cells = [[_cell(wave, node) for wave in waves.values()] for node in READINGS]
    words = "; ".join(f"{name}: {_first(wave)}" for name, wave in waves.items())
    head = {"font": {"size": 13}, "fill": {"color": "#eeeeee"}, "align": "left", "height": 32}
    body = {"font": {"size": 13}, "align": "left", "height": 32, "fill": {"color": "#ffffff"}}
    columns = [list(TEAM.values()), *cells]
    data = [{
        "type": "table", "columnwidth": [1.4, 1.16, 0.8, 1.17, 1.17],  # no word wraps at 580 pixels
        "header": {"values": ["", *READINGS.values()]} | head,
        "cells": {"values": columns} | body,
    }]  # fmt: skip
    title = "First change, ⟲ where the body pushes back<br>(magnesium: on PTH alone)"
    margin = {"l": 4, "r": 4, "t": 68, "b": 4}
    return Picture(
        {"data": data, "layout": layout(title, height=TEAM_HEIGHT, margin=margin)},
        f"A table of three deficits and four readings; {words}. Of magnesium, what it does to PTH "
        "alone is followed.",
        sources("vitamin_d_pathway"),
    )  # fmt: skip


def _cell(wave: Wave, node: str) -> str:
    turn = wave.changes.get(node, 0)
    return {1: "▲ rises", -1: "▼ falls", 0: "– hardly changes"}[turn] + (
        " ⟲" if turn and wave.pushed_back(node) else ""
    )


def _first(wave: Wave) -> str:
    return ", ".join(
        f"{node_name(node)} {_cell(wave, node)[2:].replace(' ⟲', ' but is pushed back')}"
        for node in READINGS
    )
