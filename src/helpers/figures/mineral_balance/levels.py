"""The levels of blood now against before, and their course over days."""

from dataclasses import dataclass

import pandas as pd

from helpers.drawing import Picture, axis, layout, legend, level, note, packed, rounded, upright
from helpers.figures.mineral_balance.words import (
    COLORS,
    DASHES,
    FIELDS,
    NAMES,
    RAT,
    UNITS,
    percent,
    told,
)
from helpers.science.mineral_balance import Answered, Course, MineralState, steady_state


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
    data = [_bars(turned.state), *(_line(name, turned.course) for name in NAMES)]
    return Picture(
        {"data": data, "layout": _layout(turned)},
        f"Left, bars of the change at rest: {told(turned.state)}. Right, the same four over "
        f"{turned.course.days[-1]:g} days, from 100 % of the usual level on: they end at "
        f"{_ends(turned.course)}.",
        ("dutta2024",),
    )


def _ends(course: Course) -> str:
    return ", ".join(
        f"{name} {_relative(level, course)[-1]:.0f} %" for level, name in NAMES.items()
    )


def _relative(name: str, course: Course) -> list[float]:
    values = getattr(course, FIELDS[name])
    return rounded(100 * values / values[0])


def _bars(state: MineralState) -> dict:
    changes = [state.changes[level] for level in NAMES]
    return {
        "type": "bar", "orientation": "h", "showlegend": False,
        "x": rounded(round(change, 2) + 0.0 for change in changes),
        "y": [_before_and_after(level, state) for level in NAMES],
        "text": [percent(change) for change in changes], "textposition": "outside",
        "cliponaxis": False, "marker": {"color": list(COLORS.values())},
    }  # fmt: skip


def _before_and_after(name: str, state: MineralState) -> str:
    before, after = (getattr(each, FIELDS[name]) for each in (steady_state(), state))
    return f"{NAMES[name]}<br>{before:.3g} → {after:.3g} {UNITS[name]}"


def _line(name: str, course: Course) -> dict:
    return {
        "mode": "lines", "name": NAMES[name], "xaxis": "x2", "yaxis": "y2",
        "x0": 0, "dx": rounded([course.days[1]])[0], "y": packed(_relative(name, course)),
        "line": {"color": COLORS[name], "width": 3, "dash": DASHES[name]},
    }  # fmt: skip


def _layout(turned: Turned) -> dict:
    changes = [turned.state.changes[level] for level in NAMES]
    width = max(120.0, max(changes) - min(changes))  # a third of it is for the words at the bars
    span = [min(0.0, *changes) - 0.45 * width, max(0.0, *changes) + 0.45 * width]
    return layout(
        "At rest (left), and the way there (right)",
        xaxis=axis("change (%)", domain=[0, 0.4], range=rounded(span)),
        yaxis={"autorange": "reversed", "tickfont": {"size": 12}},
        xaxis2=axis("days, not months", anchor="y2", domain=[0.57, 1]),
        yaxis2=axis("% of the usual level", anchor="x2", rangemode="tozero"),
        shapes=[upright(0, dash="solid", width=1),
                level(100, dash="dot", xref="x2 domain", yref="y2", layer="below")],
        annotations=[note(RAT)],
        margin={"l": 8, "r": 12, "t": 62, "b": 48},
        legend=legend(-0.27, x=0),
        height=330,
    )  # fmt: skip


def levels_table(turned: Turned) -> pd.DataFrame:
    """Each level before and after, and what calcium would be without each signal."""
    usual = steady_state()
    rows = [
        {
            "Level": f"{name} ({UNITS[level]})",
            "Before": f"{getattr(usual, FIELDS[level]):.3g}",
            "At rest": f"{getattr(turned.state, FIELDS[level]):.3g}",
            "Change": percent(turned.state.changes[level]),
            "If no loop answered": percent(turned.answered.unanswered.changes[level]),
        }
        for level, name in NAMES.items()
    ]
    return pd.DataFrame(rows)
