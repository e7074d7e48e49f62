"""Calcium and magnesium together: a published model of the male rat, and what it can be asked."""

from helpers.science.mineral_balance.model import (
    LEVELS,
    SIGNALS,
    Course,
    MineralState,
    course,
    steady_state,
    sweep,
)
from helpers.science.mineral_balance.reading import (
    Answered,
    Ledger,
    answered,
    bone_change,
    compared,
    ledger,
)

__all__ = [
    "LEVELS", "SIGNALS", "Answered", "Course", "Ledger", "MineralState", "answered", "bone_change",
    "compared", "course", "ledger", "steady_state", "sweep",
]  # fmt: skip
