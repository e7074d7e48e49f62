"""What a person needs, and what populations eat: reference values and intake distributions.

All amounts are mg of magnesium a day from all sources unless a name says supplement or a `mineral`
is chosen.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Protocol, cast

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from helpers import tables
from helpers.science.checks import (
    Values,
    in_range,
    one_of,
    plain,
    refusal,
    sex_word,
    single,
    whole,
)

OLDEST_YEARS = 120
AUTHORITIES = ("us", "eu", "uk")
METHODS = ("cutpoint", "probability")
MINERALS = {"magnesium": "intake_distributions", "calcium": "calcium_distributions"}
INTAKE_LIMIT_MG = 100_000
REQUIREMENT_CV = 0.1  # assumed for magnesium by the Institute of Medicine; source: iom1997, p. 219
LIFE_STAGES = {
    "none": "none",
    "pregnant": "pregnant",
    "pregnancy": "pregnant",
    "lactating": "lactating",
    "lactation": "lactating",
}


@dataclass(frozen=True)
class ReferenceIntake:
    """The reference values of one person in mg a day; None where the course knows none.

    ear: the median need. rda: enough for nearly everyone (in the UK the RNI). ai: stands in where
    no ear is known. supplement_ul: the most from supplements and medicines, on top of food (in the
    UK guidance for adults).
    """

    ear: float | None = None
    rda: float | None = None
    ai: float | None = None
    supplement_ul: float | None = None


def reference_intake(
    age_years: float, sex: str, life_stage: str = "none", authority: str = "us"
) -> ReferenceIntake:
    """The reference values (mg/day) of one person by the tables of an authority: "us", "eu", "uk".

    Age 0 to 120 years; sex "female" or "male"; life stage "none", "pregnant" or "lactating".
    Raises ValueError also for a life stage that does not fit the person or has no row at that age.
    Source: data/reference_values.csv (nasem2019, iom2000app, efsa2015mg, efsa2018ul,
    nhs_magnesium, phe2016).
    """
    age = single("age_years", age_years, 0, OLDEST_YEARS, "years")
    person = sex_word(sex)
    stage = LIFE_STAGES[one_of("life_stage", life_stage, LIFE_STAGES)]
    known = _values(one_of("authority", authority, AUTHORITIES), age, person, stage)
    if stage != "none":
        _check_stage(age, person, stage, known)
    return ReferenceIntake(**known)


@cache
def _values(authority: str, age: float, sex: str, stage: str) -> dict[str, float]:
    """The values of all rows that fit a person, by name."""
    return {
        row.value: row.mg_per_day
        for row in _reference_rows()
        if row.authority == authority
        and row.sex in (sex, "both")
        and row.life_stage in (stage, "any")
        and row.from_years <= age < row.below_years
    }


@cache
def _reference_rows() -> tuple[Any, ...]:
    return tuple(tables.table("reference_values").itertuples())


def _check_stage(age: float, sex: str, stage: str, known: dict[str, float]) -> None:
    if sex != "female":
        raise ValueError(
            f"life_stage: {stage!r} does not fit the sex {sex!r}; choose neither of the two (none)."
        )
    if not known.keys() & {"rda", "ai"}:
        rows = [row for row in _reference_rows() if row.life_stage == stage]
        low, high = min(row.from_years for row in rows), max(row.below_years for row in rows)
        raise ValueError(
            f"age_years: {age:g} does not fit {stage!r}; there are values for women from {low:g} "
            f"to under {high:g} years."
        )


def covered_percent(intake_mg: Values, ear: float, ear_cv: float = REQUIREMENT_CV) -> Values:
    """The share of people (%) whose need an intake (mg/day) meets, one or an array of intakes.

    Assumption: needs are normally distributed around the EAR (mg/day) with this coefficient of
    variation (more than 0, at most 1).
    """
    intake = in_range("intake_mg", intake_mg, 0, INTAKE_LIMIT_MG, "mg")
    need = _ear(ear)
    spread = need * single("ear_cv", ear_cv, 0.001, 1)
    return plain(100 * scipy.special.ndtr((intake - need) / spread))


@dataclass(frozen=True)
class Person:
    """Someone whose reference values are asked for, and who usually eats so much (mg a day)."""

    age_years: float
    sex: str
    life_stage: str = "none"
    intake_mg: float = 0

    def __post_init__(self) -> None:
        single("age_years", self.age_years, 0, OLDEST_YEARS, "years")
        sex_word(self.sex)
        one_of("life_stage", self.life_stage, LIFE_STAGES)
        single("intake_mg", self.intake_mg, 0, INTAKE_LIMIT_MG, "mg")

    @property
    def us(self) -> ReferenceIntake:
        """The American values."""
        return reference_intake(self.age_years, self.sex, self.life_stage)

    @property
    def eu(self) -> ReferenceIntake:
        """The European values."""
        return reference_intake(self.age_years, self.sex, self.life_stage, "eu")

    @property
    def uk(self) -> ReferenceIntake:
        """The British values."""
        return reference_intake(self.age_years, self.sex, self.life_stage, "uk")

    @property
    def covered_percent(self) -> float | None:
        """The share of such people (%) whose need this intake meets; None without an EAR."""
        return None if self.us.ear is None else covered_percent(self.intake_mg, self.us.ear)


class Distribution(Protocol):
    """What is needed of a distribution: the share of people below an intake (frozen SciPy)."""

    def cdf(self, x: Any) -> Any:
        """The share of people below x, 0 to 1."""


def habitual_intake(country: str, sex: str, age_group: str, mineral: str = "magnesium") -> Any:
    """What a group usually eats (mg/day) as a frozen SciPy distribution: gamma or log-normal.

    The mineral is "magnesium" or "calcium" (adults only). Age groups are those of the table, such
    as "30-34". Raises ValueError for a group that it does not have.
    Source: data/intake_distributions.csv, data/calcium_distributions.csv (passarelli2022).
    """
    table = _table(mineral)
    place = one_of("country", country, _groups(table))
    person = sex_word(sex)
    ages = one_of("age_group", age_group, _groups(table)[place].get(person, ()))
    return _fitted(table, place, person, ages)


def countries(mineral: str = "magnesium") -> list[str]:
    """The countries whose intake distributions of a mineral are known."""
    return list(_groups(_table(mineral)))


def age_groups(country: str, sex: str, mineral: str = "magnesium") -> list[str]:
    """The age groups of a country and sex, youngest first."""
    groups = _groups(_table(mineral))
    return list(groups[one_of("country", country, groups)].get(sex_word(sex), ()))


def _table(mineral: str) -> str:
    return MINERALS[one_of("mineral", mineral, MINERALS)]


@cache
def _groups(table: str) -> dict[str, dict[str, list[str]]]:
    """The age groups of every row, by country and sex."""
    groups: dict[str, dict[str, list[str]]] = {}
    for row in tables.table(table).itertuples():
        groups.setdefault(row.country, {}).setdefault(row.sex, []).append(row.age_group)
    return groups


@cache
def _fitted(table: str, country: str, sex: str, age_group: str) -> Any:
    """The better fit of a group."""
    row = tables.row(table, country=country, sex=sex, age_group=age_group)
    if row["family"] == "gamma":
        return scipy.stats.gamma(row["gamma_shape"], scale=1 / row["gamma_rate_per_mg"])
    return scipy.stats.lognorm(row["lognormal_sdlog"], scale=np.exp(row["lognormal_meanlog"]))


def usual_intake_sd(all_days_mg: float, within_mg: float, days: int = 1) -> float:
    """How far usual intakes lie apart (SD, mg/day), from the SD of what people ate on some days.

    `all_days_mg` is the SD between all records, each the mean of so many days; `within_mg` the SD
    of one person's days. Variances subtract, SDs do not. Raises ValueError where the days of one
    person would differ more than those of all. Source: iom2000app, chapter 4.
    """
    spread = single("all_days_mg", all_days_mg, 0, INTAKE_LIMIT_MG, "mg")
    within = single("within_mg", within_mg, 0, INTAKE_LIMIT_MG, "mg")
    left = spread**2 - within**2 / whole("days", days, 1, 365)
    if left < 0:
        raise ValueError(
            f"within_mg: {within_mg!r} does not work here; the days of one person cannot differ "
            f"more than all records do, {all_days_mg:g} mg."
        )
    return float(np.sqrt(left))


def inadequate_percent(
    distribution: Distribution | ArrayLike,
    ear: float,
    method: str = "cutpoint",
    ear_cv: float = REQUIREMENT_CV,
) -> float:
    """The share of a group (%) that eats less magnesium than it needs.

    `distribution` is a frozen SciPy distribution or an array of habitual intakes (mg/day); `ear` is
    in mg/day. "cutpoint" counts who is below the EAR. "probability" asks for every intake how many
    people need more, with needs normally distributed (coefficient of variation `ear_cv`, 0 to 1).
    Raises ValueError for anything else. Source: iom2000app, chapter 4.
    """
    cv = single("ear_cv", ear_cv, 0, 1)
    requirements = _requirements(_ear(ear), one_of("method", method, METHODS), cv)
    if hasattr(distribution, "cdf"):
        below = in_range("distribution", distribution.cdf(requirements), 0, 1, "below an intake")
    else:
        below = _share_below(_intakes(distribution), requirements)
    return float(100 * np.mean(below))


def _ear(ear: float) -> float:
    return single("ear", ear, 1, INTAKE_LIMIT_MG, "mg")


@cache
def _requirements(ear: float, method: str, ear_cv: float) -> NDArray[np.float64]:
    """What 2,000 people need who stand for everyone; by the cut-point method one is enough."""
    people = 2000 if method == "probability" else 1
    return ear + ear * ear_cv * scipy.special.ndtri((np.arange(people) + 0.5) / people)


def _intakes(values: ArrayLike) -> NDArray[np.float64]:
    intakes = np.atleast_1d(in_range("distribution", cast(Any, values), 0, INTAKE_LIMIT_MG, "mg"))
    if not intakes.size:
        raise refusal("distribution", values, "at least one intake")
    return np.sort(intakes.ravel())


def _share_below(sorted_intakes: Any, requirements: Any) -> NDArray[np.float64]:
    """For each requirement the share of people who eat less."""
    return np.searchsorted(sorted_intakes, requirements) / len(sorted_intakes)


@dataclass(frozen=True)
class Population:
    """A group of a survey, with an amount (mg/day) that is added to everyone's intake.

    Assumption: the American EAR and RDA at the middle of the age group hold in every country.
    """

    country: str
    sex: str
    age_group: str
    added_mg: float = 0

    def __post_init__(self) -> None:
        habitual_intake(self.country, self.sex, self.age_group)
        single("added_mg", self.added_mg, 0, INTAKE_LIMIT_MG, "mg")

    @property
    def distribution(self) -> Any:
        """What the group usually eats, with nothing added."""
        return habitual_intake(self.country, self.sex, self.age_group)

    @property
    def middle_age(self) -> float:
        """The middle of the age group (years)."""
        first, last = map(int, self.age_group.split("-"))
        return (first + last + 1) / 2

    @property
    def ear(self) -> float:
        """The American EAR (mg/day)."""
        return cast(float, reference_intake(self.middle_age, self.sex).ear)

    @property
    def rda(self) -> float:
        """The American RDA (mg/day)."""
        return cast(float, reference_intake(self.middle_age, self.sex).rda)

    @cached_property
    def _below(self) -> NDArray[np.float64]:
        """The share of the group (%) below the EAR, the RDA and the need of each of many people.

        In one go, for a slider asks it of every age group.
        """
        needs = _requirements(self.ear, "probability", REQUIREMENT_CV)
        return 100 * cast(Any, self.cdf(np.append([self.ear, self.rda], needs)))

    @property
    def cutpoint_percent(self) -> float:
        """The share (%) that eats less than it needs, by the cut-point method."""
        return float(self._below[0])

    @property
    def probability_percent(self) -> float:
        """The share (%) that eats less than it needs, by the probability method."""
        return float(np.mean(self._below[2:]))

    @property
    def below_rda_percent(self) -> float:
        """The share (%) below the RDA, which is no measure of inadequacy."""
        return float(self._below[1])

    def cdf(self, intake_mg: Any) -> Any:
        """The share of the group below an intake, with the addition."""
        intake = in_range("intake_mg", intake_mg, -INTAKE_LIMIT_MG, INTAKE_LIMIT_MG, "mg")
        return self.distribution.cdf(intake - self.added_mg)
