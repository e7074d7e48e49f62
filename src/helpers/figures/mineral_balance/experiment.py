"""An experiment on the model: little magnesium, one signal held, and what two ideas expect."""

from dataclasses import dataclass

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    Picture,
    axis,
    from_zero,
    layout,
    note,
    places,
    rounded,
)
from helpers.figures.mineral_balance.words import NAMES, RAT, percent
from helpers.science.mineral_balance import MineralState

HELD = {
    "none": (),
    "pth": ("pth",),
    "calcitriol": ("calcitriol",),
    "both": ("pth", "calcitriol"),
    "magnesium": ("magnesium",),
}
GROUPS = 3
HELD_WORDS = {
    "none": "nothing held",
    "pth": "PTH held",
    "calcitriol": "calcitriol held",
    "both": "both held",
    "magnesium": "magnesium unheard",
}


@dataclass(frozen=True)
class Experiment:
    """Three groups: usual food, little magnesium, and little magnesium with something held."""

    poor: MineralState
    treated: MineralState
    magnesium_diet: float
    held: str
    measure: str

    @property
    def telling(self) -> bool:
        """Whether the two ideas expect different things of the third group."""
        return self.measure == "calcium" and self.held in ("pth", "calcitriol")

    @property
    def expected(self) -> str:
        """What the idea “by calcitriol” and the idea “by PTH” expect of the third group."""
        if self.measure != "calcium":
            return "The two ideas are about calcium, and this is something else."
        if not self.telling:
            both = "falls" if self.held == "none" else "stays"
            return f"Both ideas expect the same of the third group: calcium {both}."
        by_calcitriol, by_pth = ("stays", "falls")[:: 1 if self.held == "calcitriol" else -1]
        ideas = f"by calcitriol it {by_calcitriol}, by PTH it {by_pth}"
        return f"Expected of the third group: {ideas}."


def experiment(run: Experiment) -> Picture:
    """The level in three groups, in % of the usual one."""
    groups = {
        "usual food": 100.0,
        "magnesium<br>as you set it": _level(run, run.poor),
        f"the same,<br>{HELD_WORDS[run.held]}": _level(run, run.treated),
    }
    words = ", ".join(f"{name.replace('<br>', ' ')} {size:.0f} %" for name, size in groups.items())
    return Picture(
        {"data": [_bars(groups)], "layout": _layout(run)},
        f"Three bars of {NAMES[run.measure]} in blood, with {100 * run.magnesium_diet:.0f} % of "
        f"the magnesium as you set it: {words} of the usual level.",
        ("dutta2024",),
    )


def _level(run: Experiment, state: MineralState) -> float:
    return 100 + state.changes[run.measure]


def _bars(groups: dict[str, float]) -> dict:
    sizes = list(groups.values())
    return {
        "type": "bar", "x": list(groups), "y": rounded(sizes), "width": [0.55] * len(sizes),
        "text": [percent(size - 100) for size in sizes], "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [GREY, BLUE, GREEN],
                   "pattern": {"shape": ["", "", "/"], "fillmode": "overlay"}},
    }  # fmt: skip


def _layout(run: Experiment) -> dict:
    sizes = [110, _level(run, run.poor), _level(run, run.treated)]
    return layout(
        f"Experiment on the model: {NAMES[run.measure]} in blood at rest",
        xaxis=axis("", range=places(GROUPS)),
        yaxis=axis("% of usual", range=from_zero(sizes, room=1.15)),
        annotations=[note(f"{RAT}<br>{run.expected}")],
        margin={"l": 60, "t": 86},
        height=330,
    )
