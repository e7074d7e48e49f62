"""Pictures of simulated trials whose effect changes sign with the baseline."""

import numpy as np

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
    packed,
    places,
    printed,
    rounded,
)  # fmt: skip
from helpers.science.interaction import (
    ASSUMED_MEAN_NG_ML,
    ASSUMED_SD_NG_ML,
    TRIALS,
    Picked,
    Trials,
)  # fmt: skip

ARMS = {
    False: ("placebo", GREY, "circle-open", "dash"),
    True: ("magnesium", ORANGE, "diamond", "solid"),
}
ENDS = (10.0, 50.0)


def trial(picked: Picked) -> Picture:
    """One simulated trial, person by person, and what all of them see."""
    data = [trace for arm in ARMS for trace in _arm(picked.one, arm)] + [_shares(picked.shares)]
    average, low, high = effects(picked)
    counts = ", ".join(f"{name} {share:.0f} %" for name, share in picked.shares.items())
    return Picture(
        {"data": data, "layout": _layout()},
        f"Simulated, no patients. Left: change against measured baseline of {picked.design.people} "
        f"people with a line for each arm; magnesium minus placebo is {low} ng/mL at "
        f"{ENDS[0]:g} and {high} at {ENDS[1]:g} ng/mL, on average "
        f"{average}. Right: share of {TRIALS} "
        f"trials in which each is significant: {counts}.",
    )


def effects(picked: Picked) -> tuple[str, str, str]:
    """The effect (ng/mL) on average and at the two ends, as text."""
    numbers = (picked.one.average_effect, *map(picked.one.effect_at, ENDS))
    average, low, high = (printed(float(number[0]), "+.1f") for number in numbers)
    return average, low, high


def _arm(one: Trials, arm: bool) -> list[dict]:
    name, color, symbol, dash = ARMS[arm]
    mine = one.treated == arm
    slope, _, height = (float(part[0]) for part in one.lines[arm])
    middle = float(one.baseline[0, mine].mean())
    points = {
        "mode": "markers", "name": name,
        "x": packed(np.round(one.baseline[0, mine], 1)),
        "y": packed(np.round(one.change[0, mine], 1)), "legendgroup": name, "hoverinfo": "skip",
        "marker": {"color": color, "symbol": symbol, "size": 5, "opacity": 0.6},
    }  # fmt: skip
    line = {
        "mode": "lines", "x": list(ENDS), "showlegend": False,
        "legendgroup": name,
        "y": rounded(height + slope * (end - middle) for end in ENDS),
        "line": {"color": color, "width": 3, "dash": dash},
    }  # fmt: skip
    return [points, line]


def _shares(shares: dict[str, float]) -> dict:
    return {
        "type": "bar", "x": ["<br>".join(name.rsplit(" ", 1)) for name in shares],
        "y": rounded(shares.values()),
        "xaxis": "x2", "yaxis": "y2",
        "text": [f"{share:.0f} %" for share in shares.values()], "showlegend": False,
        "textposition": "outside", "cliponaxis": False,
        "marker": {
            "color": [GREEN, BLUE, PURPLE],
            "pattern": {"shape": ["", "/", "x"], "fillmode": "overlay"},
        },
    }  # fmt: skip


def _layout() -> dict:
    return layout(
        "Simulated trials (no patients)",
        xaxis=axis("25(OH)D before (ng/mL)", domain=[0, 0.5], range=[0, 60]),
        yaxis=axis("change (ng/mL)", range=[-25, 25]),
        xaxis2=axis("", domain=[0.63, 1], tickfont={"size": 12}, tickangle=0, range=places(3)),
        yaxis2=axis(f"of {TRIALS} trials see it (%)", anchor="x2", range=[0, 112],
                    tickvals=[0, 25, 50, 75, 100]),
        annotations=[note(
            f"Assumed: people with {ASSUMED_MEAN_NG_ML:g} ± {ASSUMED_SD_NG_ML:g} ng/mL (SD); "
            "all sizes of effect"
        )],
        height=400,
    )  # fmt: skip
