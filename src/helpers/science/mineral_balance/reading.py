"""What can be read off the model: which signal answered, a day of each ion, and what rats did.

The ledger and the held signals are ours; what rats did stands in data/mineral_checks.csv.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.science.checks import instance, one_of
from helpers.science.mineral_balance.model import (
    IONS,
    LEVELS,
    MINUTES_A_DAY,
    SIGNALS,
    MineralState,
    steady_state,
)
from helpers.tables import by, table


@dataclass(frozen=True)
class Answered:
    """Where the animal settles with all its signals, with each one held, and with all held."""

    state: MineralState
    without: Mapping[str, MineralState]
    unanswered: MineralState

    def push(self, signal: str, level: str = "calcium") -> float:
        """How far a signal takes a level towards the published one, in % of that.

        Negative: it takes the level away from it. Raises ValueError for an unknown word.
        """
        signal = one_of("signal", signal, SIGNALS)
        level = one_of("level", level, LEVELS)
        return abs(self.without[signal].changes[level]) - abs(self.state.changes[level])


@dataclass(frozen=True)
class Ledger:
    """A day of one ion, in mmol: what is eaten and absorbed, and where it goes at rest."""

    eaten: float
    absorbed: float
    urine: float
    into_bone: float  # that the slow part takes up, less what it sets free

    @property
    def absorbed_percent(self) -> float:
        """Of what is eaten; NaN when nothing is."""
        return 100 * self.absorbed / self.eaten if self.eaten else float("nan")

    @property
    def bone_percent(self) -> float:
        """Of what is absorbed, the part that stays in bone."""
        return 100 * self.into_bone / self.absorbed if self.absorbed else float("nan")


def answered(**changes: Any) -> Answered:
    """What each signal does to the `changes` of `steady_state`: everything once without it."""
    return Answered(
        steady_state(**changes),
        {signal: steady_state(**changes, held=[signal]) for signal in SIGNALS},
        steady_state(**changes, held=SIGNALS),
    )


def ledger(state: MineralState, ion: str = "magnesium") -> Ledger:
    """A day of calcium or magnesium in this state; ValueError for another ion."""
    state, ion = instance("state", state, MineralState), one_of("ion", ion, IONS)
    parts = ("eaten", "absorption", "urine", "accretion", "resorption")
    eaten, absorbed, urine, laid, freed = (
        MINUTES_A_DAY * state.fluxes[f"{ion}_{part}"] for part in parts
    )
    return Ledger(eaten, absorbed, urine, laid - freed)


def bone_change(state: MineralState, ion: str = "magnesium") -> float:
    """The change of all the bone's calcium or magnesium in %, with the slow part that is fixed."""
    state, ion = instance("state", state, MineralState), one_of("ion", ion, IONS)
    known = by("mineral_balance", "parameter", "value")
    start, slow = known[f"start_bone_{ion}"], known[f"slow_bone_{ion}"]
    return state.changes[f"bone_{ion}"] * start / (start + slow)


def compared() -> pd.DataFrame:
    """What rats did on little magnesium (data/mineral_checks.csv), with the model beside it.

    Adds the columns model_percent and apart, the distance in percentage points.
    """
    seen = table("mineral_checks")
    model = [_model_percent(row.magnesium_diet, row.level) for row in seen.itertuples()]
    return seen.assign(model_percent=model, apart=(seen["seen_percent"] - model).abs())


def _model_percent(magnesium_diet: float, level: str) -> float:
    state = steady_state(magnesium_diet=magnesium_diet)
    part, _, ion = level.partition("_")
    return bone_change(state, ion) if part == "bone" else state.changes[level]
