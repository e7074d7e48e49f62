"""The levels of blood now against before, and their course over days."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.drawing import (
    Picture,
    axis,
    from_zero,
    layout,
    level,
    note,
    packed,
    rounded,
    upright,
)
from helpers.figures.mineral_balance.words import (
    COLORS,
    DASHES,
    FIELDS,
    NAMES,
    RAT,
    UNITS,
    clear,
    percent,
    told,
    usual,
)
from helpers.science.mineral_balance import Answered, Course, MineralState

BAR = 0.5  # of the width of its place
LEAST = 60.0  # % on both sides of the bars


@dataclass(frozen=True)
class Turned:
    """An animal with its knobs turned: where it settles, and the days until then."""

    answered: Answered
    course: Course

    @property
    def state(self) -> MineralState:
        """Where it settles."""
        return self.answered.state


def levels(turned: Turned) -> Picture:
    """Bars of the change at rest, and the four levels over days."""
    lines = {name: _relative(name, turned.course) for name in NAMES}
    data = [
        _bars(turned.state),
        _before_and_after(turned.state),
        *(_line(name, turned.course.days[1], lines[name]) for name in NAMES),
    ]
    ends = ", ".join(f"{NAMES[name]} {line[-1]:.0f} %" for name, line in lines.items())
    return Picture(
        {"data": data, "layout": _layout(turned, lines)},
        f"Left, bars of the change at rest: {told(turned.state)}. Right, the same four over "
        f"{turned.course.days[-1]:g} days, from 100 % of the usual level on: they end at "
        f"{ends}.",
        ("dutta2024",),
    )


def _relative(name: str, course: Course) -> list[float]:
    values = getattr(course, FIELDS[name])
    return np.round(100 * values / values[0], 1).tolist()


def _bars(state: MineralState) -> dict:
    changes = [state.changes[level] for level in NAMES]
    return {
        "type": "bar", "orientation": "h", "showlegend": False,
        "x": rounded(round(change, 2) + 0.0 for change in changes),
        "y": list(range(len(NAMES))), "width": [BAR] * len(NAMES),
        "text": [percent(change) for change in changes], "textposition": "outside",
        "cliponaxis": False, "marker": {"color": list(COLORS.values())},
    }  # fmt: skip


def _before_and_after(state: MineralState) -> dict:
    """The levels themselves, under each bar."""
    return {
        "mode": "text", "showlegend": False,
        "textfont": {"size": 12}, "textposition": "middle right",
        "x": [0] * len(NAMES), "y": [place + 0.42 for place in range(len(NAMES))],
        "text": [f" {_shown(usual(), level)} → {_shown(state, level)}" for level in NAMES],
    }  # fmt: skip


def _shown(state: MineralState, level: str) -> str:
    return f"{round(getattr(state, FIELDS[level]), 6):.3g}"


def _line(name: str, step: float, line: list[float]) -> dict:
    return {
        "mode": "lines", "name": NAMES[name], "xaxis": "x2", "yaxis": "y2",
        "x0": 0, "dx": rounded([step])[0], "y": packed(line),
        "line": {"color": COLORS[name], "width": 3, "dash": DASHES[name]},
    }  # fmt: skip


def _span(changes: list[float]) -> list[float]:
    """The range of the bars, with room for the words at their ends."""
    low, high = (from_zero([LEAST, *(sign * x for x in changes)], 1)[1] for sign in (-1, 1))
    room = 0.5 * (low + high)
    return rounded([-low - room, high + room])


def _layout(turned: Turned, lines: dict[str, list[float]]) -> dict:
    changes = [turned.state.changes[level] for level in NAMES]
    return layout(
        "At rest (left), and the way there (right)",
        xaxis=axis("change (%)", domain=[0, 0.4], range=_span(changes)),
        yaxis={
            "range": [len(NAMES) - 0.3, -0.5], "tickfont": {"size": 12}, "showgrid": False,
            "tickvals": list(range(len(NAMES))),
            "ticktext": [f"{name}<br>({UNITS[level]})" for level, name in NAMES.items()],
        },
        xaxis2=axis("days, not months", anchor="y2", domain=[0.57, 1],
                    range=rounded([0, turned.course.days[-1]])),
        yaxis2=axis("% of the usual level", anchor="x2",
                    range=clear([value for line in lines.values() for value in line])),
        shapes=[upright(0, dash="solid", width=1),
                level(100, dash="dot", xref="x2 domain", yref="y2", layer="below")],
        annotations=[note(RAT)],
        margin={"l": 8, "r": 12, "t": 62},
        height=330,
    )  # fmt: skip


def levels_table(turned: Turned) -> pd.DataFrame:
    """Each level before and after, and what calcium would be without each signal."""
    rows = [
        {
            "Level": f"{name} ({UNITS[level]})",
            "Before": _shown(usual(), level),
            "At rest": _shown(turned.state, level),
            "Change": percent(turned.state.changes[level]),
            "If no loop answered": percent(turned.answered.unanswered.changes[level]),
        }
        for level, name in NAMES.items()
    ]
    return pd.DataFrame(rows)
