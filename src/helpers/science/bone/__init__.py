"""Magnesium in the body, bone as a bank of it, bone as it is remodelled, and what studies found."""

from helpers.science.bone.bank import ADULT_KG, Account, Bank, Pools, days_to_half
from helpers.science.bone.body import BodyMap, body_map, measured
from helpers.science.bone.remodelling import (
    Cells,
    Course,
    Cycle,
    Remodelling,
    published,
    simulate,
    steady_state,
)
from helpers.science.bone.studies import findings, towards_more

__all__ = [
    "ADULT_KG", "Account", "Bank", "BodyMap", "Cells", "Course", "Cycle", "Pools", "Remodelling",
    "body_map", "days_to_half", "findings", "measured", "published", "simulate", "steady_state",
    "towards_more",
]  # fmt: skip
