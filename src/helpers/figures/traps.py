"""Pictures of three traps, in simulated trials."""

from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    HALO,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    level,
    note,
    packed,
    places,
    printed,
    rounded,
    upright,
)
from helpers.science.traps import (
    LEVEL,
    LIMIT,
    OUTCOMES,
    TRUE_EFFECT,
    ManyOutcomes,
    Remeasured,
    Subgroups,
    Trial,
)

HEIGHT = 350
SIMULATED = "Simulated people, supposed numbers."


def trap(trial: Trial) -> Picture:
    """What one simulated trial shows, by the trap that it is made for."""
    match trial:
        case Remeasured():
            return _remeasured(trial)
        case ManyOutcomes():
            return _many(trial)
        case Subgroups():
            return _groups(trial)
    raise TypeError(trial)


# --- measured twice


def _remeasured(trial: Remeasured) -> Picture:
    first, second = trial.values
    data = [
        _twice("began low", first[trial.low], second[trial.low], BLUE, "circle"),
        _twice("began higher", first[~trial.low], second[~trial.low], GREEN, "triangle-up"),
        {
            "mode": "lines",
            "name": "no change",
            "x": [5, 55],
            "y": [5, 55],
            "line": {"color": GREY, "dash": "dash"},
        },
        _means(trial),
    ]
    low, high = trial.changes
    return Picture(
        {"data": data, "layout": _remeasured_layout()},
        f"{trial.people} simulated people measured twice, nothing given. Those below {LIMIT:g} "
        f"ng/mL at first changed by {printed(low, '+.1f')} ng/mL on average, the others by "
        f"{printed(high, '+.1f')}.",
    )


def _twice(name: str, first: Any, second: Any, color: str, symbol: str) -> dict[str, Any]:
    marker = {"color": color, "symbol": symbol, "size": 6, "opacity": 0.7}
    return {
        "mode": "markers",
        "name": name,
        "x": packed(first),
        "y": packed(second),
        "marker": marker,
    }


def _means(trial: Remeasured) -> dict[str, Any]:
    groups = (trial.low, ~trial.low)
    means = [[float(row[group].mean()) for group in groups] for row in trial.values]
    return {
        "mode": "markers+text",
        "name": "mean of each group, and its change",
        "x": rounded(means[0]),
        "y": rounded(means[1]),
        "text": [f"<b>{printed(change, '+.1f')}</b>" for change in trial.changes],
        "textposition": "top center",
        "textfont": {"shadow": HALO},
        "marker": {"color": ORANGE, "symbol": "diamond", "size": 14},
    }


def _remeasured_layout() -> dict[str, Any]:
    return layout(
        "Nothing was given, and both groups move",
        xaxis=axis("first value (ng/mL)", range=[5, 55]),
        yaxis=axis("second value (ng/mL)", range=[5, 55]),
        shapes=[upright(LIMIT)],
        annotations=[note(SIMULATED, y=1.0)],
        height=HEIGHT,
        margin={"t": 56},
    )


# --- many outcomes


def _many(trial: ManyOutcomes) -> Picture:
    p, rows = trial.p_values, np.arange(1, OUTCOMES + 1)
    below = p < LEVEL
    data = [
        _tests(f"below {LEVEL}", rows[below], p[below], ORANGE, "diamond"),
        _tests("not below", rows[~below], p[~below], BLUE, "circle"),
    ]
    listed = ", ".join(f"{value:.2f}" for value in np.sort(p)[:3])
    return Picture(
        {"data": data, "layout": _many_layout()},
        f"P values of {OUTCOMES} outcomes in a simulated trial of {trial.people} people, in "
        f"which the treatment does nothing: {trial.found} below {LEVEL}. The three smallest are "
        f"{listed}.",
    )


def _tests(name: str, rows: Any, p: Any, color: str, symbol: str) -> dict[str, Any]:
    return {
        "mode": "markers",
        "name": name,
        "x": rows.tolist(),
        "y": rounded(p),
        "marker": {"color": color, "symbol": symbol, "size": 12},
    }


def _many_layout() -> dict[str, Any]:
    return layout(
        f"A treatment that does nothing, {OUTCOMES} outcomes",
        xaxis=axis("outcome", dtick=1, range=[0.3, OUTCOMES + 0.7]),
        yaxis=axis("P value", range=[-0.03, 1]),
        shapes=[level(LEVEL, PURPLE)],
        annotations=[note(SIMULATED, y=1.0), note(f"{LEVEL}", x=1.0, y=LEVEL, xanchor="right")],
        height=HEIGHT,
        margin={"t": 56},
    )


# --- two groups


def _groups(trial: Subgroups) -> Picture:
    women, men = trial.effects
    found = [women, men, trial.difference]
    names = ["women", "men", "women minus men"]
    data = [
        {
            "mode": "markers",
            "name": "effect, 95 %",
            "x": rounded([one.estimate for one in found]),
            "y": names,
            "error_x": {
                "type": "data",
                "array": rounded([one.high - one.estimate for one in found]),
                "color": BLUE,
                "thickness": 3,
                "width": 8,
            },
            "marker": {"color": BLUE, "size": 13, "symbol": ["square", "square", "diamond"]},
        }
    ]
    told = "; ".join(
        f"{name} {printed(one.estimate, '.2f')} ({printed(one.low, '.2f')} to "
        f"{printed(one.high, '.2f')}), P = {one.p:.3f}"
        for name, one in zip(names, found, strict=True)
    )
    return Picture(
        {"data": data, "layout": _groups_layout()},
        f"Effects in a simulated trial of {trial.people} people in which the treatment does the "
        f"same for all ({TRUE_EFFECT}): {told}.",
    )


def _groups_layout() -> dict[str, Any]:
    return layout(
        "The treatment does the same for both",
        xaxis=axis("effect (standard deviations)", range=[-1.8, 2.2]),
        yaxis={"type": "category", "range": places(3)[::-1]},
        shapes=[upright(0), upright(TRUE_EFFECT, GREEN, "dot", 2)],
        annotations=[note(f"{SIMULATED} Dotted: the true effect on both.", y=1.0)],
        height=HEIGHT,
        margin={"t": 56},
    )
