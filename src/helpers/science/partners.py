"""Partners of magnesium: calcium, boron, vitamins B6 and B12. What was found, and what adds up.

Sources are those of the tables in data/: calcium_values, calcium_distributions, trial_arms,
pyridoxine_limits, partner_facts and partner_map.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers import tables
from helpers.science.checks import (
    Values,
    in_range,
    looked_up,
    one_of,
    plain,
    refusal,
    several,
    sex_word,
    single,
    whole,
    yes_or_no,
)
from helpers.science.intake import AUTHORITIES, OLDEST_YEARS, habitual_intake, reference_intake
from helpers.science.pooling import NORMAL_95
from helpers.science.supplements import LABEL_LIMIT_MG, element_fraction

CALCIUM_LIMIT_MG = 20_000
B6_LIMIT_MG = 10_000
B12_LIMIT_UG = 100_000
MOST_PRODUCTS = 20
PEOPLE = 2000  # who stand for a group
SEED = 7
START = "hay"  # what every arm of the trial was compared with in print


def fact(quantity: str) -> float:
    """One number of data/partner_facts.csv, in the unit that its row gives."""
    return float(looked_up("quantity", quantity, "partner_facts", "quantity")["value"])


def finding(partner: str, way: str) -> dict[str, Any]:
    """What was found of one way to be a partner of magnesium: a row of data/partner_map.csv."""
    rows = tables.table("partner_map")
    key = {
        "partner": one_of("partner", partner, dict.fromkeys(rows["partner"])),
        "way": one_of("way", way, dict.fromkeys(rows["way"])),
    }
    return tables.row("partner_map", **key)


# --- calcium


@dataclass(frozen=True)
class CalciumReference:
    """The reference values of one person in mg of calcium a day; None where none is known.

    ear: the median need. recommended: enough for nearly all. upper: the most from all sources.
    """

    ear: float | None = None
    recommended: float | None = None
    upper: float | None = None


def calcium_reference(age_years: float, sex: str, authority: str = "us") -> CalciumReference:
    """What an authority ("us", "eu", "uk") recommends of calcium, from 1 to 120 years.

    Source: data/calcium_values.csv (iom2011, efsa2015ca, efsa2012ca, phe2016).
    """
    age = single("age_years", age_years, 1, OLDEST_YEARS, "years")
    person = sex_word(sex)
    of = one_of("authority", authority, AUTHORITIES)
    return _calcium_values(age, person, of)


@cache
def _calcium_values(age: float, sex: str, authority: str) -> CalciumReference:
    rows = tables.table("calcium_values")
    fits = (rows["authority"] == authority) & rows["sex"].isin([sex, "both"])
    rows = rows[fits & (rows["from_years"] <= age) & (age < rows["below_years"])]
    return CalciumReference(**dict(zip(rows["value"], rows["mg_per_day"], strict=True)))


def calcium_mg(compound_mg: Values, formula: str) -> Values:
    """The mass of calcium (mg) in a mass of its compound (mg), such as "CaCO3"."""
    compound = in_range("compound_mg", compound_mg, 0, LABEL_LIMIT_MG, "mg")
    return compound * element_fraction(formula, "Ca")


@dataclass(frozen=True)
class Together:
    """What adults of a group usually eat of calcium and magnesium, with calcium added for all.

    Amounts in mg a day. Each mineral has its published distribution (passarelli2022). ASSUMPTION:
    how they go together, a correlation (0 to 0.95) of normal scores; no survey of both was at hand.
    The American EARs hold for the middle of the age group.
    """

    country: str
    sex: str
    age_group: str
    correlation: float = 0.6
    added_calcium_mg: float = 0

    def __post_init__(self) -> None:
        for mineral in ("calcium", "magnesium"):
            habitual_intake(self.country, self.sex, self.age_group, mineral)
        single("correlation", self.correlation, 0, 0.95)
        single("added_calcium_mg", self.added_calcium_mg, 0, CALCIUM_LIMIT_MG, "mg")

    @cached_property
    def magnesium_mg(self) -> NDArray[np.float64]:
        """What 2,000 people who stand for the group eat of magnesium (mg a day)."""
        return self._eaten("magnesium", _scores()[0])

    @cached_property
    def calcium_mg(self) -> NDArray[np.float64]:
        """What the same people eat of calcium, with the addition (mg a day)."""
        alike, alone = _scores()
        mixed = self.correlation * alike + math.sqrt(1 - self.correlation**2) * alone
        return self._eaten("calcium", mixed) + self.added_calcium_mg

    def _eaten(self, mineral: str, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        group = habitual_intake(self.country, self.sex, self.age_group, mineral)
        return np.asarray(group.ppf(scipy.special.ndtr(scores)))

    @cached_property
    def ratio(self) -> NDArray[np.float64]:
        """Calcium over magnesium, person by person."""
        return self.calcium_mg / self.magnesium_mg

    @property
    def middle_age(self) -> float:
        """The middle of the age group (years)."""
        first, last = map(int, self.age_group.split("-"))
        return (first + last + 1) / 2

    @property
    def magnesium_ear(self) -> float:
        """The American EAR of magnesium (mg a day)."""
        return reference_intake(self.middle_age, self.sex).ear or 0.0

    @property
    def calcium_ear(self) -> float:
        """The American EAR of calcium (mg a day)."""
        return calcium_reference(self.middle_age, self.sex).ear or 0.0

    @cached_property
    def in_window(self) -> NDArray[np.bool_]:
        """Who has a ratio in the window that a review calls right (rosanoff2016)."""
        return (self.ratio >= fact("ratio_low")) & (self.ratio <= fact("ratio_high"))

    @property
    def in_window_percent(self) -> float:
        """The share of the group in the window."""
        return float(100 * self.in_window.mean())

    @property
    def low_magnesium_percent(self) -> float:
        """The share of the group below the EAR of magnesium."""
        return float(100 * (self.magnesium_mg < self.magnesium_ear).mean())

    @property
    def low_inside_percent(self) -> float | None:
        """Of those in the window, the share below the EAR of magnesium; None if nobody is in it."""
        return self._low_percent(self.in_window)

    @property
    def low_outside_percent(self) -> float | None:
        """Of those outside it, the share below the EAR of magnesium; None if nobody is outside."""
        return self._low_percent(~self.in_window)

    def _low_percent(self, who: NDArray[np.bool_]) -> float | None:
        low = self.magnesium_mg[who] < self.magnesium_ear
        return float(100 * low.mean()) if low.size else None


@cache
def _scores() -> NDArray[np.float64]:
    """Two independent normal scores of each person."""
    return np.random.default_rng(SEED).standard_normal((2, PEOPLE))


def transient_gain_percent(
    months: Values, space_percent: float, fall_percent: float, cycle_months: float
) -> Values:
    """The gain in bone density (%) some months after bone begins to be renewed more seldom.

    So much of bone is dug out at any time (`space_percent`); by `fall_percent` fewer sites are
    begun, and the open ones fill within a cycle. Then nothing is gained any more. ASSUMPTION:
    sites fill evenly, and a filled site counts like old bone. The idea: kuchay2017.
    """
    time = in_range("months", months, 0, 1200, "months")
    space = single("space_percent", space_percent, 0, 50, "%")
    fall = single("fall_percent", fall_percent, 0, 100, "%")
    cycle = single("cycle_months", cycle_months, 0.1, 120, "months")
    return plain(space * fall / 100 * np.minimum(np.asarray(time) / cycle, 1))


def fewer_per_10000(control_percent: Values, ratio: Values) -> Values:
    """How many fewer of 10,000 people are hit, from the risk without (%) and the risk ratio."""
    without = in_range("control_percent", control_percent, 0, 100, "%")
    return without * 100 * (1 - in_range("ratio", ratio, 0, 100))


# --- boron: a trial with three arms


@dataclass(frozen=True)
class Comparison:
    """One arm of a trial against another: a ratio of ratios and its 95 % interval."""

    ratio: float
    low: float
    high: float

    @property
    def shows(self) -> str:
        """What the interval says: "less", "more" or "open" where it includes 1."""
        return "less" if self.high < 1 else "more" if self.low > 1 else "open"


def arms() -> tuple[str, ...]:
    """The feeds of the trial in horses: hay, which all were compared with, and the three arms."""
    return START, *tables.table("trial_arms")["arm"]


def compare(arm: str, against: str, correlation: float = 0.0) -> Comparison:
    """One feed against another, from the printed ratios to hay and their intervals.

    ASSUMPTION: the correlation (0 to 0.95) of the two estimates. The abstract does not tell what
    the same horses and the shared hay make of it; 0 treats the arms as if they were independent.
    Source: data/trial_arms.csv (sheldon2019).
    """
    names = arms()
    of, to = (one_of(word, name, names) for word, name in (("arm", arm), ("against", against)))
    alike = single("correlation", correlation, 0, 0.95)
    if of == to:
        raise refusal("against", against, "another feed than the first")
    (first, a), (second, b) = _log_ratio(of), _log_ratio(to)
    error = math.sqrt(a**2 + b**2 - 2 * alike * a * b)
    ends = (first - second + NORMAL_95 * side * error for side in (0, -1, 1))
    return Comparison(*(math.exp(end) for end in ends))


def _log_ratio(arm: str) -> tuple[float, float]:
    """The log of an arm's ratio to hay, and its standard error from the printed interval."""
    if arm == START:
        return 0.0, 0.0
    row = tables.row("trial_arms", arm=arm)
    return math.log(row["ratio"]), math.log(row["high"] / row["low"]) / (2 * NORMAL_95)


# --- vitamin B6


@dataclass(frozen=True)
class B6Day:
    """The vitamin B6 (mg) of the products that somebody takes in a day."""

    amounts_mg: tuple[float, ...]

    def __post_init__(self) -> None:
        for amount in several("amounts_mg", self.amounts_mg, MOST_PRODUCTS, "amounts in mg"):
            single("amounts_mg", amount, 0, B6_LIMIT_MG, "mg")

    @property
    def total_mg(self) -> float:
        """All of them together (mg a day)."""
        return float(sum(self.amounts_mg))

    @property
    def percent_of_limits(self) -> dict[str, float]:
        """The total as a percentage of each authority's limit, by the authority's name in code."""
        limits = tables.by("pyridoxine_limits", "authority", "limit_mg")
        return {authority: 100 * self.total_mg / limit for authority, limit in limits.items()}

    @property
    def over(self) -> tuple[str, ...]:
        """The authorities whose limit it passes, by their names in code."""
        return tuple(name for name, percent in self.percent_of_limits.items() if percent > 100)


# --- vitamin B12


def b12_absorbed_ug(dose_ug: Values, intrinsic_factor: bool = True) -> Values:
    """What gets in of a dose of vitamin B12 (µg), by two routes: two straight lines.

    With intrinsic factor half of up to 2 µg a meal, and 1 % of the rest; without it 1 % of all.
    ILLUSTRATIVE: published shares joined by us, and people differ.
    Source: data/partner_facts.csv (iom1998b).
    """
    dose = in_range("dose_ug", dose_ug, 0, B12_LIMIT_UG, "µg")
    most = fact("b12_saturating") if yes_or_no("intrinsic_factor", intrinsic_factor) else 0
    carried = np.minimum(dose, most)
    shares = fact("b12_share") / 100, fact("b12_free_share") / 100
    return plain(shares[0] * carried + shares[1] * (np.asarray(dose) - carried))


@dataclass(frozen=True)
class B12Day:
    """A dose of vitamin B12 (µg), how often a day it is taken, and whether intrinsic factor works.

    Doses are taken hours apart, so that each meets a free carrier.
    """

    dose_ug: float
    times: int = 1
    intrinsic_factor: bool = True

    def __post_init__(self) -> None:
        single("dose_ug", self.dose_ug, 0, B12_LIMIT_UG, "µg")
        whole("times", self.times, 1, 24)
        yes_or_no("intrinsic_factor", self.intrinsic_factor)

    @property
    def absorbed_ug(self) -> float:
        """What gets in a day (µg)."""
        return self.times * float(b12_absorbed_ug(self.dose_ug, self.intrinsic_factor))

    @property
    def free_ug(self) -> float:
        """The part of it that needs no intrinsic factor (µg)."""
        carried = min(self.dose_ug, fact("b12_saturating")) if self.intrinsic_factor else 0
        return self.times * fact("b12_free_share") / 100 * (self.dose_ug - carried)

    @property
    def carried_ug(self) -> float:
        """The part of it that intrinsic factor brings in (µg)."""
        return self.absorbed_ug - self.free_ug

    @property
    def needed_ug(self) -> float:
        """What has to get in a day: the recommended amount times the share that is absorbed."""
        return fact("b12_recommended") * fact("b12_share") / 100


def b12_years_left(pool_mg: float, loss_percent: float, least_mg: float) -> float:
    """How many years a store of vitamin B12 (mg) lasts that loses a share (%) of itself a day.

    It ends at the smallest store that is held to be enough (`least_mg`). Nothing comes in.
    Source: iom1998b, page 331.
    """
    pool = single("pool_mg", pool_mg, 0.001, 1000, "mg")
    loss = single("loss_percent", loss_percent, 0.001, 50, "% a day")
    least = single("least_mg", least_mg, 0.001, 1000, "mg")
    return max(0.0, math.log(pool / least) / -math.log1p(-loss / 100) / 365.25)


# --- medicines


def risk_percent(without_percent: Values, odds_ratio: Values) -> Values:
    """The risk (%) with something, from the risk without it (%) and the odds ratio."""
    without = in_range("without_percent", without_percent, 0, 99.999, "%") / 100
    odds = without / (1 - without) * in_range("odds_ratio", odds_ratio, 0, 1e6)
    return 100 * odds / (1 + odds)
