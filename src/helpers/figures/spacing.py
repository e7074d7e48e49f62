"""Pictures of a day with medicines and magnesium."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.clock import clock
from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    note,
    rounded,
)
from helpers.science.spacing import DAY_HOURS, NEVER, Conflict, Spacing, Timetable, closed

FREE, OWN = "magnesium", "your time"
TICKS = list(range(0, DAY_HOURS + 1, 3))
NIGHT = note("grey: asleep", x=1, xanchor="right")


@dataclass(frozen=True)
class Timeline:
    """A schedule, and a time of one's own with what speaks against it."""

    schedule: Timetable
    own_hour: float
    conflicts: tuple[Conflict, ...]


def day(timeline: Timeline) -> Picture:
    """A day of 24 hours: medicines with the hours that they close, and where magnesium fits."""
    result = timeline.schedule
    rows = [_row(n, rule) for n, (rule, _) in enumerate(result.taken, 1)]
    data = [
        _nights(result, rows),
        _closed(result, rows),
        _medicines(result, rows),
        _windows(result),
        _times(result),
        _own(timeline),
        _one_ways(result, rows),
    ]
    return Picture({"data": data, "layout": _layout(result, rows)}, _alt(timeline))


def _row(number: int, rule: Spacing) -> str:
    return f"{number} {rule.name}"


def _spans(rule: Spacing, hour: float) -> list[tuple[float, float]]:
    """The closed hours that lie in the picture."""
    spans = ((max(0.0, start), min(DAY_HOURS, end)) for start, end in closed(rule, hour))
    return [(start, end) for start, end in spans if start < end]


def _closed(result: Timetable, rows: Sequence[str]) -> dict[str, Any]:
    bars = [
        (row, start, end)
        for row, (rule, hour) in zip(rows, result.taken, strict=True)
        for start, end in _spans(rule, hour)
    ]
    return _bars("no magnesium", bars, ORANGE, "/", 0.45)


def _windows(result: Timetable) -> dict[str, Any]:
    bars = [(FREE, start, max(end, start + 0.1)) for start, end in result.windows]
    return _bars("magnesium may be taken", bars, GREEN, "", 0.45)


def _bars(
    name: str, bars: list[tuple[str, float, float]], color: str, shape: str, opacity: float
) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "name": name, "y": [row for row, _, _ in bars],
        "base": rounded(start for _, start, _ in bars),
        "x": rounded(end - start for _, start, end in bars),
        "width": 0.55, "marker": {"color": color, "opacity": opacity, "pattern": {"shape": shape}},
        "hovertemplate": f"{name}<extra></extra>",
    }  # fmt: skip


def _medicines(result: Timetable, rows: Sequence[str]) -> dict[str, Any]:
    hours = [hour for _, hour in result.taken]
    return _marks("medicine", list(rows), hours, "diamond", PURPLE, map(clock, hours))


def _times(result: Timetable) -> dict[str, Any]:
    texts = map(clock, result.times)
    return _marks("a schedule", [FREE] * len(result.times), result.times, "circle", BLUE, texts)


def _own(timeline: Timeline) -> dict[str, Any]:
    symbol, color = ("x", ORANGE) if timeline.conflicts else ("star", GREEN)
    text = f"{clock(timeline.own_hour)} {_verdict(timeline)}"
    return _marks("your time", [OWN], [timeline.own_hour], symbol, color, [text])


def _verdict(timeline: Timeline) -> str:
    """No hour is far enough from a medicine that magnesium does not go with."""
    directions = {hit.rule.direction for hit in timeline.conflicts}
    if NEVER in directions:
        return "does not fit"
    return "too close" if directions else "free"


def _marks(
    name: str, rows: list[str], hours: Sequence[float], symbol: str, color: str, texts: Any
) -> dict[str, Any]:
    sides = ["middle right" if hour <= DAY_HOURS / 2 else "middle left" for hour in hours]
    return {
        "type": "scatter", "mode": "markers+text", "name": name, "y": rows, "x": rounded(hours),
        "text": [f"<b>{text}</b>" for text in texts], "textposition": sides,
        "marker": {"symbol": symbol, "size": 14, "color": color,
                   "line": {"color": "#ffffff", "width": 1}},
    }  # fmt: skip


def _layout(result: Timetable, rows: Sequence[str]) -> dict[str, Any]:
    order = [*rows, FREE, OWN]
    plot = 42 * len(order)
    clocks = [f"{tick:02d}:00" for tick in TICKS]
    return layout(
        "A schedule was found" if result.found else "No schedule: see who is in the way",
        barmode="overlay",
        xaxis=axis("time of day", standoff=4, range=[0, DAY_HOURS], tickvals=TICKS,
                   ticktext=clocks),
        yaxis={"automargin": True, "categoryorder": "array", "categoryarray": order,
               "range": [len(order) - 0.5, -0.5], "type": "category"},
        annotations=[NIGHT],
        margin={"t": 60},
        height=plot + 160,
    )  # fmt: skip


def _nights(result: Timetable, rows: Sequence[str]) -> dict[str, Any]:
    """The hours asleep, behind all rows: bars, for a step moves them without drawing anew."""
    first = [*rows, FREE][0]
    return {
        "type": "bar", "orientation": "h", "showlegend": False, "hoverinfo": "skip",
        "y": [first, first], "base": rounded([0, result.bed_hour]),
        "x": rounded([result.wake_hour, DAY_HOURS - result.bed_hour]),
        "offset": -0.5, "width": len(rows) + 2,
        "marker": {"color": "#c5c5d1", "opacity": 0.5, "line": {"color": GREY, "width": 1}},
    }  # fmt: skip


def _one_ways(result: Timetable, rows: Sequence[str]) -> dict[str, Any]:
    """A one-way rule is drawn as one way: magnesium only on the right of its medicine."""
    first = {
        row: hour + 2.6  # beside the clock time
        for row, (rule, hour) in zip(rows, result.taken, strict=True)
        if rule.direction == "medicine first"
    }
    return {
        "mode": "text", "showlegend": False, "x": rounded(first.values()), "y": list(first),
        "text": ["→ magnesium only after"] * len(first), "textposition": "middle right",
    }  # fmt: skip


def _alt(timeline: Timeline) -> str:
    result = timeline.schedule
    taken = "; ".join(f"{rule.name} at {clock(hour)}" for rule, hour in result.taken)
    windows = ", ".join(f"{clock(low)} to {clock(high)}" for low, high in result.windows)
    return (
        f"Timeline of 24 hours, awake from {clock(result.wake_hour)} to {clock(result.bed_hour)}. "
        f"Medicines: {taken or 'none'}. Magnesium may be taken: {windows or 'at no time'}. "
        f"Schedule: {', '.join(map(clock, result.times)) or 'none'}. Your time, "
        f"{clock(timeline.own_hour)}: {_verdict(timeline)}."
    )


def day_table(timeline: Timeline) -> pd.DataFrame:
    """The rules of the day's medicines."""
    rows = [
        {"Medicine": rule.name, "Taken": clock(hour), "Rule": rule.sentence, "Note": rule.note}
        for rule, hour in timeline.schedule.taken
    ]
    return pd.DataFrame(rows or [{"Medicine": "none"}])
