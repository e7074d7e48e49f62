"""Map of who signals whom, with the loops that are closed and what they make of a change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.drawing import BLUE, GREEN, ORANGE, PURPLE, Picture, layout, note, packed
from helpers.figures.mineral_balance.words import NAMES, RAT, percent, told
from helpers.science.mineral_balance import SIGNALS, MineralState

NODES = {
    "calcium_eaten": ("calcium eaten", 0.0, 3.0),
    "magnesium_eaten": ("magnesium eaten", 0.0, 0.0),
    "calcium": ("calcium in blood", 3.2, 3.0),
    "magnesium": ("magnesium in blood", 3.2, 0.0),
    "pth": ("PTH", 6.4, 3.0),
    "calcitriol": ("calcitriol", 6.4, 0.0),
}
BOX = (0.95, 0.55)  # half of a node's width and height

STAGES: dict[str, tuple[str, ...]] = {
    "nothing answers": SIGNALS,
    "PTH answers": ("calcitriol", "magnesium"),
    "PTH and calcitriol answer": ("magnesium",),
    "magnesium speaks, too": (),
}


@dataclass(frozen=True)
class Arrow:
    """A signal of the model: more of `start` makes more (1) or less (-1) of `goal`."""

    start: str
    goal: str
    sign: int
    how: str


ARROWS = (
    Arrow("calcium_eaten", "calcium", 1, "absorbed in the gut"),
    Arrow("magnesium_eaten", "magnesium", 1, "absorbed in the gut"),
    Arrow("calcium", "pth", -1, "the gland releases less"),
    Arrow("pth", "calcium", 1, "freed from bone, saved in the kidney"),
    Arrow("calcium", "calcitriol", -1, "the kidney makes less of it"),
    Arrow("pth", "calcitriol", 1, "the kidney makes more of it and destroys less"),
    Arrow("calcitriol", "pth", -1, "the gland makes less"),
    Arrow("calcitriol", "calcium", 1, "absorbed in the gut, freed from bone"),
    Arrow("magnesium", "pth", -1, "the gland releases less; below 0.4 mmol/L the other way round"),
    Arrow("magnesium", "calcitriol", 1, "the kidney makes more of it, and destroys a little more"),
)


@dataclass(frozen=True)
class Looped:
    """A change of the animal, the signals that are held, and where it settles."""

    change: str  # in words
    held: Collection[str]
    state: MineralState
    unanswered: MineralState

    @property
    def stage(self) -> str:
        """The loops that are closed, in words."""
        return next(words for words, held in STAGES.items() if held == tuple(self.held))

    def open(self, arrow: Arrow) -> bool:
        """Whether a signal runs: neither end is held, and magnesium is heard."""
        ends = {arrow.start, arrow.goal}
        hormones = {"pth", "calcitriol"} & set(self.held)
        deaf = arrow.start == "magnesium" and "magnesium" in self.held
        return not (ends & hormones or deaf)


def loops(looped: Looped) -> Picture:
    """The map, with the change of each level in its box."""
    data = [_arrows(running, sign, looped) for running in (False, True) for sign in (1, -1)]
    return Picture(
        {"data": data + _keys(), "layout": _layout(looped)},
        "Map of six boxes: calcium and magnesium eaten, both in blood, PTH and calcitriol. "
        f"{looped.change}, {looped.stage}: {told(looped.state)}. Signals that run: "
        f"{_running(looped)}.",
        ("dutta2024",),
    )


def _running(looped: Looped) -> str:
    lines = [
        f"{NODES[arrow.start][0]} {'raises' if arrow.sign > 0 else 'lowers'} {NODES[arrow.goal][0]}"
        for arrow in ARROWS
        if looped.open(arrow)
    ]
    return "; ".join(lines)


def _arrows(running: bool, sign: int, looped: Looped) -> dict:
    mine = [arrow for arrow in ARROWS if (looped.open(arrow), arrow.sign) == (running, sign)]
    color = (BLUE if sign > 0 else PURPLE) if running else "#bdbdbd"
    points = [point for arrow in mine for point in (*_ends(arrow), (np.nan, np.nan))]
    return {
        "mode": "lines+markers", "showlegend": False,
        "x": _places(x for x, _ in points), "y": _places(y for _, y in points),
        "line": {"color": color, "width": 3 if running else 1.5,
                 "dash": "solid" if running else "dot"},
        "marker": {"symbol": "arrow" if sign > 0 else "line-ew", "opacity": 1,
                   "size": packed([0, 13, 0] * len(mine), "u1"), "angleref": "previous",
                   "color": color, "line": {"width": 0 if sign > 0 else 3, "color": color}},
    }  # fmt: skip


def _places(values: Iterable[float]) -> dict:
    """Places along arrows; NaN is the gap between two of them."""
    return packed(np.round(list(values), 2))


def _ends(arrow: Arrow) -> tuple[np.ndarray, np.ndarray]:
    """Where an arrow starts and ends: clear of the boxes, and beside its counterpart."""
    start, goal = (np.array(NODES[node][1:]) for node in (arrow.start, arrow.goal))
    along = (goal - start) / np.linalg.norm(goal - start)
    paired = any((other.start, other.goal) == (arrow.goal, arrow.start) for other in ARROWS)
    aside = np.array([along[1], -along[0]]) * (0.18 if paired else 0)
    across, up = np.maximum(np.abs(along), 1e-9)
    gap = min(BOX[0] / across, BOX[1] / up)
    return start + gap * along + aside, goal - gap * along + aside


def _keys() -> list[dict]:
    def line(name: str, color: str, dash: str) -> dict:
        return {"mode": "lines", "x": [None], "y": [None], "name": name,
                "line": {"color": color, "width": 3, "dash": dash}}  # fmt: skip

    return [
        line("raises", BLUE, "solid"),
        line("lowers (bar at its end)", PURPLE, "solid"),
        line("held: does not run", "#bdbdbd", "dot"),
    ]


def _layout(looped: Looped) -> dict:
    hidden = {"visible": False, "fixedrange": True}
    return layout(
        f"{looped.change}: {looped.stage}",
        xaxis=hidden | {"range": [-0.95, 7.1]},
        yaxis=hidden | {"range": [-0.6, 3.6]},
        annotations=[*(_box(node, looped) for node in NODES), note(RAT)],
        template={"data": {"scatter": [{"hoverinfo": "skip"}]}},
        margin={"l": 4, "r": 4, "t": 62, "b": 8},
        height=330,
    )


def _box(node: str, looped: Looped) -> dict:
    name, x, y = NODES[node]
    look = {
        "x": x, "y": y, "text": name, "showarrow": False, "bgcolor": "#ffffff", "borderpad": 4,
        "bordercolor": "#999999", "borderwidth": 1, "font": {"size": 13, "color": "#222222"},
    }  # fmt: skip
    if node not in NAMES:
        return look
    if node in looped.held and node != "magnesium":
        return look | {"text": f"{name}<br><b>held</b>", "bgcolor": "#eeeeee"}
    change = looped.state.changes[node]
    text = f"{name}<br><b>{percent(change)}</b>"
    if not round(change):
        return look | {"text": text}
    return look | {
        "text": text, "borderwidth": 2, "bordercolor": GREEN if change > 0 else ORANGE
    }  # fmt: skip


def loops_table(looped: Looped) -> pd.DataFrame:
    """Arrow by arrow: what it does, and whether it runs."""
    rows = [
        {
            "More of this": NODES[arrow.start][0],
            "means": "more" if arrow.sign > 0 else "less",
            "of that": NODES[arrow.goal][0],
            "How": arrow.how,
            "Now": "runs" if looped.open(arrow) else "held",
        }
        for arrow in ARROWS
    ]
    return pd.DataFrame(rows)
