"""How much of a meal's magnesium is absorbed: a curve with a saturable and a linear part.

The parts need not be the two routes, between cells and through them (schuchardt2017). The form of
the curve (a hyperbola plus 7 % of the intake) is that of Fine 1991. Its two constants were not
found in print: they are ILLUSTRATIVE, solved here so that the curve passes through the study's
lowest and highest intake. Source: fine1991, through data/absorption_end_points.csv.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from helpers import tables
from helpers.science.checks import Values, in_range, plain, single, whole
from helpers.science.quantities import convert_amount

INTAKE_LIMIT_MMOL = 200  # five times the largest meal of the study
INTAKE_LIMIT_MG = convert_amount(INTAKE_LIMIT_MMOL, "mmol", "mg")
SERVINGS_LIMIT = 24
ENDS = ("lowest", "highest")


@dataclass(frozen=True)
class Uptake:
    """Constants of the curve: Vmax and Km in mmol per meal (illustrative), linear share 0 to 1."""

    vmax_mmol: float
    km_mmol: float
    linear_share: float


@cache
def illustrative_uptake() -> Uptake:
    """The curve through the two published end points: two equations, two unknowns."""
    known = tables.by("absorption_end_points", "quantity", "value")
    linear = known["linear_share"] / 100
    low, high = (convert_amount(float(known[f"{end}_intake"]), "mg", "mmol") for end in ENDS)
    at_low, at_high = (known[f"{end}_absorbed"] / 100 - linear for end in ENDS)
    km = (at_high * high - at_low * low) / (at_low - at_high)
    return Uptake(float(at_low * (km + low)), float(km), float(linear))


def absorbed_fraction(intake_mmol: Values) -> Values:
    """The share of one meal's magnesium (mmol) that is absorbed, 0 to 1, by the illustrative curve.

    Below about 0.4 mmol the two-point curve would exceed 100 %; there the share is 1.
    """
    intake, curve = _intake("intake_mmol", intake_mmol), illustrative_uptake()
    share = curve.vmax_mmol / (curve.km_mmol + intake) + curve.linear_share
    return plain(np.minimum(share, 1.0))


def absorbed_mmol(intake_mmol: Values) -> Values:
    """The magnesium absorbed from one meal (mmol): Vmax x / (Km + x) + 0.07 x, at most x."""
    return absorbed_fraction(intake_mmol) * _intake("intake_mmol", intake_mmol)


def absorbed_daily_mmol(daily_mmol: Values, servings: int) -> Values:
    """The magnesium absorbed in a day (mmol) when the dose is shared evenly over some meals."""
    daily = _intake("daily_mmol", daily_mmol)
    return daily * absorbed_fraction(daily / whole("servings", servings, 1, SERVINGS_LIMIT))


def _intake(name: str, value: Values) -> Values:
    return in_range(name, value, 0, INTAKE_LIMIT_MMOL, "mmol")


@dataclass(frozen=True)
class Schedule:
    """A daily dose shared evenly over servings, and what the illustrative curve lets in."""

    daily_mg: float
    servings: int

    def __post_init__(self) -> None:
        single("daily_mg", self.daily_mg, 0, INTAKE_LIMIT_MG, "mg")
        whole("servings", self.servings, 1, SERVINGS_LIMIT)

    @property
    def serving_mg(self) -> float:
        """Magnesium in one serving (mg)."""
        return self.daily_mg / self.servings

    @property
    def absorbed_mg(self) -> float:
        """Magnesium absorbed in a day (mg)."""
        daily_mmol = convert_amount(self.daily_mg, "mg", "mmol")
        return convert_amount(absorbed_daily_mmol(daily_mmol, self.servings), "mmol", "mg")

    @property
    def absorbed_percent(self) -> float:
        """The share of the day's dose that is absorbed (%)."""
        return 100 * absorbed_fraction(convert_amount(self.serving_mg, "mg", "mmol"))

    def with_servings(self, servings: int) -> "Schedule":
        """The same daily dose in another number of servings."""
        return replace(self, servings=servings)
