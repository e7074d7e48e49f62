"""Bone as a bank of magnesium: a mass balance made of assumptions, each of them a switch."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.science.absorption import absorbed_daily_mmol
from helpers.science.bone.body import BodyMap, body_map, measured
from helpers.science.checks import Values, in_range, instance, one_of, plain, single
from helpers.science.quantities import DAYS_A_MONTH, convert_amount

Array = NDArray[np.float64]

ABSORPTION = ("illustrative curve", "half")
PAYER = ("bone", "bone and muscle")
LATTICE = ("refills", "locked")
MEALS = 3
ADULT_KG = 70
LAST_DIGIT = 1e-9  # mmol a day: a rounding error empties no store


@dataclass(frozen=True)
class Pools:
    """Bone's two stores, and what has left the body so far, in mmol."""

    surface: float | Array
    lattice: float | Array
    lost: float | Array


@dataclass(frozen=True)
class Bank:
    """An adult of 70 kg whose bone pays what intake lacks: a mass balance made of assumptions.

    intake_mg, urine_mmol and other_loss_mmol are per day; surface_percent is the exchangeable share
    of bone's magnesium. The words switch assumptions: `absorption` by the illustrative curve or a
    flat half, a `payer` that is bone alone or bone with muscle (in the proportion of wallach1988),
    and a `lattice` that refills the surface with the slow half-life of avioli1966 or stays locked.
    A surplus is not stored.
    """

    intake_mg: float
    urine_mmol: float
    other_loss_mmol: float
    surface_percent: float
    absorption: str = ABSORPTION[0]
    payer: str = PAYER[0]
    lattice: str = LATTICE[0]

    def __post_init__(self) -> None:
        single("intake_mg", self.intake_mg, 0, 2000, "mg a day")
        single("urine_mmol", self.urine_mmol, 0, 50, "mmol a day")
        single("other_loss_mmol", self.other_loss_mmol, 0, 50, "mmol a day")
        single("surface_percent", self.surface_percent, 1, 60, "%")
        switches = (("absorption", ABSORPTION), ("payer", PAYER), ("lattice", LATTICE))
        for name, words in switches:
            object.__setattr__(self, name, one_of(name, getattr(self, name), words))

    @cached_property
    def absorbed_mmol(self) -> float:
        """Magnesium absorbed in a day, from three equal meals (mmol)."""
        intake = convert_amount(self.intake_mg, "mg", "mmol")
        if self.absorption == "half":
            return intake * measured("net_absorption") / 100
        return absorbed_daily_mmol(intake, MEALS)

    @property
    def loss_mmol(self) -> float:
        """Magnesium lost in a day through kidney, gut and skin (mmol)."""
        return self.urine_mmol + self.other_loss_mmol

    @property
    def shortfall_mmol(self) -> float:
        """What a day lacks (mmol); 0 when intake covers the loss."""
        lacking = self.loss_mmol - self.absorbed_mmol
        return lacking if lacking > LAST_DIGIT else 0.0

    @cached_property
    def body(self) -> BodyMap:
        """The stores on the first day."""
        return body_map(ADULT_KG, surface_percent=self.surface_percent)

    @property
    def bone_pays(self) -> float:
        """The part of the shortfall that bone pays, 0 to 1."""
        if self.payer == "bone":
            return 1.0
        bone, muscle = measured("bone_available"), measured("muscle_available")
        return bone / (bone + muscle)

    @property
    def _rates(self) -> tuple[float, float]:
        """Exchange per day, surface to lattice and back; the two flows are equal at the start."""
        if self.lattice == "locked":
            return 0.0, 0.0
        back = math.log(2) / measured("slow_half_life")
        return back * self.body.bone_lattice / self.body.bone_surface, back

    def _drop(self, days: Values) -> Values:
        """How far the surface store has fallen (mmol), in closed form.

        Surface x and lattice y, as changes from a steady start, follow x' = -D - a x + b y and
        y' = a x - b y; their sum is -D t at all times.
        """
        daily, (a, b) = self.shortfall_mmol * self.bone_pays, self._rates
        rate = a + b
        if not rate:
            return daily * days
        lasting = b / rate
        return daily * (lasting * days - (1 - lasting) * np.expm1(-rate * days) / rate)

    def days_until(self, percent: float) -> float:
        """Days until the surface store is down to a share of its start (%); inf if it never is."""
        left = single("percent", percent, 0, 100, "%")
        drop = self.body.bone_surface * (1 - left / 100)
        daily, (a, b) = self.shortfall_mmol * self.bone_pays, self._rates
        if not drop or not daily:
            return 0.0 if not drop else math.inf
        soonest, latest = drop / daily, drop / daily * (a + b) / b if b else drop / daily
        if latest == soonest:
            return soonest
        ends = soonest, latest * 1.001
        return float(scipy.optimize.brentq(lambda days: self._drop(days) - drop, *ends))

    def after(self, days: Values) -> Pools:
        """The stores and what has left the body after some days; it stops at an empty surface."""
        checked = in_range("days", days, 0, 1e6, "days")
        time = np.minimum(checked, self.days_until(0))
        drop, paid = self._drop(time), self.shortfall_mmol * time
        return Pools(
            plain(self.body.bone_surface - drop),
            plain(self.body.bone_lattice - (paid * self.bone_pays - drop)),
            plain(paid),
        )


HALF = 50  # % of the store


@dataclass(frozen=True)
class Account:
    """A bank, and the one that its reader began with."""

    bank: Bank
    before: Bank

    def __post_init__(self) -> None:
        instance("bank", self.bank, Bank)
        instance("before", self.before, Bank)

    @property
    def months(self) -> float:
        """Months until half of the store is gone; inf if it never is."""
        return self.bank.days_until(HALF) / DAYS_A_MONTH


def days_to_half(
    intake_mg: float, urine_mmol: float, other_loss_mmol: float, surface_percent: float
) -> float:
    """Days until half of the surface store is gone, with all assumptions at their first word."""
    return Bank(intake_mg, urine_mmol, other_loss_mmol, surface_percent).days_until(HALF)
