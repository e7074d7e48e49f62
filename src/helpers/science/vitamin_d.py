"""How vitamin D3 becomes 25(OH)D and 1,25(OH)2D: four pools with constant rates, no feedback.

Half-lives, the ratio of the two hydroxylated forms and the effect of one large dose come from
data/vitamin_d_kinetics.csv. What nobody measured for us stands below as ASSUMED and on every
picture. Every step is proportional to its substrate: for these enzymes no Km could be verified.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers import tables
from helpers.science.checks import in_range, instance, looked_up, one_of, plain, single, whole
from helpers.science.quantities import convert_vitamin_d, convert_vitamin_d_concentration

ASSUMED_D3_HALF_LIFE_DAYS = 2.0
ASSUMED_CATABOLITE_HALF_LIFE_DAYS = 7.0
ASSUMED_CATABOLITE_RATIO = 0.1  # 24,25(OH)2D to 25(OH)D
ASSUMED_D3_SHARE = 0.5  # of vitamin D3 that becomes 25(OH)D
ASSUMED_CATABOLISM_SHARE = 0.5  # of the loss of 1,25(OH)2D that is due to CYP24A1

POOLS = ("vitamin_d3", "calcidiol", "calcitriol", "catabolite")
SUBSTANCES = dict(zip(POOLS, ("vitamin D3", "25(OH)D", "1,25(OH)2D", "24,25(OH)2D"), strict=True))
LONGEST_DAYS = 3650.0

Array = NDArray[np.float64]
Level = Any  # a float, or an array over time


@dataclass(frozen=True)
class Scenario:
    """A supplement and the activities of three enzymes (1 is usual), all from day 0 on.

    Before day 0 skin and food hold 25(OH)D at `start_ng_ml`, and they go on as before.
    """

    start_ng_ml: float = 20.0
    daily_iu: float = 0.0
    bolus_iu: float = 0.0
    cyp2r1: float = 1.0
    cyp27b1: float = 1.0
    cyp24a1: float = 1.0
    half_life_days: float = 17.5

    def __post_init__(self) -> None:
        single("start_ng_ml", self.start_ng_ml, 1, 150, "ng/mL")
        single("daily_iu", self.daily_iu, 0, 100_000, "IU")
        single("bolus_iu", self.bolus_iu, 0, 1_000_000, "IU")
        single("half_life_days", self.half_life_days, 5, 40, "days")
        for enzyme in ("cyp2r1", "cyp27b1", "cyp24a1"):
            single(enzyme, getattr(self, enzyme), 0.01, 10)

    @property
    def final_ng_ml(self) -> float:
        """25(OH)D when the scenario goes on for good (ng/mL)."""
        return float(steady_state(self).calcidiol_ng_ml)


@dataclass(frozen=True)
class Levels:
    """Concentrations in nmol/L: vitamin D3, 25(OH)D, 1,25(OH)2D and 24,25(OH)2D."""

    vitamin_d3: Level
    calcidiol: Level
    calcitriol: Level
    catabolite: Level

    @property
    def calcidiol_ng_ml(self) -> Level:
        """25(OH)D in ng/mL."""
        return convert_vitamin_d_concentration(self.calcidiol, "nmol/L", "ng/mL")


def published(quantity: str, column: str = "value") -> float:
    """A published value of data/vitamin_d_kinetics.csv, in the unit given there.

    `column` is "value", or "low" or "high" for the ends of its range.
    """
    end = one_of("column", column, ("value", "low", "high"))
    found = _row(quantity)[end]
    if found != found:  # NaN: the source gives none
        raise ValueError(f"column: {quantity!r} has no {end} in print.")
    return float(found)


def source(quantity: str) -> str:
    """Where that value was published: a key of references.bib."""
    return str(_row(quantity)["source_key"])


def _row(quantity: str) -> dict[str, Any]:
    return looked_up("quantity", quantity, "vitamin_d_kinetics", "quantity")


def elimination_rate(half_life: float) -> float:
    """The share that leaves in each unit of time, ln 2 / half-life."""
    return float(np.log(2)) / single("half_life", half_life, 1e-6, 1e6)


def remaining_percent(time: Level, half_life: float) -> Level:
    """What is left (%) after a time when nothing is added (both in the same unit)."""
    return plain(100 * np.exp(-elimination_rate(half_life) * in_range("time", time, 0, 1e9)))


def plateau_time(half_life: float, share: float = 0.9) -> float:
    """When a level has gone this share of its way to a plateau, in the unit of the half-life.

    Each half-life halves what is still to go, so 90 % takes log2(10) = 3.3 of them.
    """
    part = single("share", share, 0.01, 0.999)
    return single("half_life", half_life, 1e-6, 1e6) * float(np.log2(1 / (1 - part)))


@cache
def apparent_volume_l() -> float:
    """The volume (L) in which one large dose raises 25(OH)D as far as it did in people.

    Calibrated once: 30 adults, 100,000 IU, 25(OH)D from 27.1 to 42.0 ng/mL (ilahi2008).
    """
    into = elimination_rate(ASSUMED_D3_HALF_LIFE_DAYS)
    out = elimination_rate(published("half_life_25ohd"))
    peak_share = (into / out) ** (-out / (into - out))  # of a dose that enters and leaves at once
    dose_nmol = convert_vitamin_d(published("bolus_dose"), "IU", "nmol")
    rise = published("bolus_peak") - published("bolus_before")
    rise_nmol_l = convert_vitamin_d_concentration(rise, "ng/mL", "nmol/L")
    return ASSUMED_D3_SHARE * dose_nmol * peak_share / rise_nmol_l


def inflow(daily_iu: float) -> float:
    """What a daily supplement adds to 25(OH)D in a day (nmol/L)."""
    dose_nmol = convert_vitamin_d(single("daily_iu", daily_iu, 0, 100_000, "IU"), "IU", "nmol")
    return ASSUMED_D3_SHARE * dose_nmol / apparent_volume_l()


def steady_rise(daily_iu: float, half_life_days: float = 17.5) -> float:
    """How far a daily supplement raises 25(OH)D in the end (nmol/L): inflow / elimination rate."""
    days = single("half_life_days", half_life_days, 5, 40, "days")
    return inflow(daily_iu) / elimination_rate(days)


def steady_state(scenario: Scenario) -> Levels:
    """The levels when a scenario goes on for good (a single dose leaves no trace)."""
    return Levels(*_steady(instance("scenario", scenario, Scenario)).tolist())


def usual(scenario: Scenario) -> Scenario:
    """The same person without the supplement and with usual enzymes."""
    same = instance("scenario", scenario, Scenario)
    return Scenario(start_ng_ml=same.start_ng_ml, half_life_days=same.half_life_days)


def course(scenario: Scenario, days: float, points: int = 121) -> tuple[Array, Levels]:
    """Evenly spaced days from 0 on (2 to 10,000 of them), and the levels on each of them."""
    end = single("days", days, 0.01, LONGEST_DAYS, "days")
    times = np.linspace(0, end, whole("points", points, 2, 10_000))
    steady = _steady(instance("scenario", scenario, Scenario))
    return times, Levels(*(steady[:, None] + _decay(scenario, _start(scenario) - steady)(times)))


def levels_at(scenario: Scenario, day: float) -> Levels:
    """The levels on one day."""
    time = single("day", day, 0, LONGEST_DAYS, "days")
    steady = _steady(instance("scenario", scenario, Scenario))
    return Levels(*(steady + _decay(scenario, _start(scenario) - steady)(time)).tolist())


def days_to(scenario: Scenario, pool: str = "calcidiol", share: float = 0.9) -> float:
    """Days until a pool has gone this share of its way to the new steady state.

    Without a change, or after a large dose alone, there is no way to go: NaN.
    """
    index = POOLS.index(one_of("pool", pool, POOLS))
    part = single("share", share, 0.01, 0.999)
    steady = _steady(instance("scenario", scenario, Scenario))
    way = steady - _start(scenario)
    if abs(way[index]) < 1e-9 * steady[index] or scenario.bolus_iu:
        return float("nan")

    left = _decay(scenario, way)

    def still_to_go(day: float) -> float:
        return left(day)[index] / way[index] - (1 - part)

    return float(scipy.optimize.brentq(still_to_go, 0, LONGEST_DAYS, xtol=1e-4))


def _decay(scenario: Scenario, deviation: Array) -> Callable[[Level], Array]:
    """How a deviation from the steady state dies away: a sum of one exponential for each rate."""
    # The matrix is triangular, so all of this is real; NumPy 2.5 calls it complex nevertheless.
    rates, modes = map(np.real, np.linalg.eig(_matrix(scenario)))
    parts = modes * np.linalg.solve(modes, deviation)
    return lambda days: parts @ np.exp(np.multiply.outer(rates, days))


def _matrix(scenario: Scenario) -> Array:
    """What each pool gains from and loses to the others in a day (nmol/L per nmol/L)."""
    rates = _rates(scenario.half_life_days)
    to_25 = rates["d3"] * ASSUMED_D3_SHARE * scenario.cyp2r1
    to_125 = rates["to_125"] * scenario.cyp27b1
    to_24 = rates["to_24"] * scenario.cyp24a1
    loss_125 = rates["125"] * (1 + ASSUMED_CATABOLISM_SHARE * (scenario.cyp24a1 - 1))
    return np.array(
        [
            [-to_25 - rates["d3"] * (1 - ASSUMED_D3_SHARE), 0, 0, 0],
            [to_25, -to_125 - to_24 - rates["other"], 0, 0],
            [0, to_125, -loss_125, 0],
            [0, to_24, 0, -rates["catabolite"]],
        ]
    )


@cache
def _rates(half_life_days: float) -> dict[str, float]:
    """Rates per day with usual enzymes; those of the two enzymes follow from published ratios."""
    loss_125 = elimination_rate(published("half_life_125ohd") / 24)
    catabolite = elimination_rate(ASSUMED_CATABOLITE_HALF_LIFE_DAYS)
    loss_25 = elimination_rate(half_life_days)
    to_125 = published("ratio_125_to_25") * loss_125
    to_24 = ASSUMED_CATABOLITE_RATIO * catabolite
    return {
        "d3": elimination_rate(ASSUMED_D3_HALF_LIFE_DAYS),
        "to_125": to_125,
        "to_24": to_24,
        "other": loss_25 - to_125 - to_24,
        "125": loss_125,
        "catabolite": catabolite,
    }


def _supply(scenario: Scenario) -> Array:
    """What enters each pool in a day (nmol/L): skin and food as before, and the supplement."""
    start = convert_vitamin_d_concentration(scenario.start_ng_ml, "ng/mL", "nmol/L")
    before = start * elimination_rate(scenario.half_life_days) / ASSUMED_D3_SHARE
    return np.array([before + inflow(scenario.daily_iu) / ASSUMED_D3_SHARE, 0, 0, 0])


def _steady(scenario: Scenario) -> Array:
    """The levels at which each pool gains what it loses."""
    return np.linalg.solve(-_matrix(scenario), _supply(scenario)).astype(np.float64)


def _start(scenario: Scenario) -> Array:
    """The old steady state, with a large dose on top of vitamin D3."""
    dose = convert_vitamin_d(scenario.bolus_iu, "IU", "nmol") / apparent_volume_l()
    return _steady(usual(scenario)) + np.array([dose, 0, 0, 0])


# What lack of magnesium might do in the model. Every one of these is an assumption.
MECHANISMS = {
    "liver": ("cyp2r1", -1),
    "kidney": ("cyp27b1", -1),
    "pth": ("cyp27b1", -1),  # less PTH drives the same enzyme: the model cannot tell them apart
    "brake": ("cyp24a1", +1),
}


@dataclass(frozen=True)
class Change:
    """How far each level has moved (%)."""

    vitamin_d3: float
    calcidiol: float
    calcitriol: float
    catabolite: float


def magnesium_change(mechanism: str, percent: float, days: float = 21.0) -> Change:
    """The change of each level (%) when an assumed mechanism has acted for some days.

    The activity of one enzyme changes by `percent`: down in liver or kidney, up for the brake.
    """
    enzyme, sign = MECHANISMS[one_of("mechanism", mechanism, MECHANISMS)]
    activity = 1 + sign * single("percent", percent, 0, 90, "%") / 100
    scenario, end = Scenario(**{enzyme: activity}), single("days", days, 0, LONGEST_DAYS, "days")
    before, after = steady_state(usual(scenario)), levels_at(scenario, end)
    return Change(*(100 * (getattr(after, p) / getattr(before, p) - 1) for p in POOLS))


def diet_study() -> dict[str, Any]:
    """The study of healthy people on a diet low in magnesium, from data/vitamin_d_studies.csv."""
    return tables.row("vitamin_d_studies", study="fatemi_calcitriol")


def measured_change() -> float:
    """The change of 1,25(OH)2D after three weeks of a diet low in magnesium (%): fatemi1991."""
    study = diet_study()
    return float(100 * (study["after"] / study["before"] - 1))
