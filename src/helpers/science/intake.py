"""What a person needs, and what populations eat: reference values and intake distributions.

All amounts are mg of magnesium a day from all sources unless a name says supplement.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from helpers.science.checks import choice, number
from helpers.tables import table

OLDEST_YEARS = 120
AUTHORITIES = ("us", "eu")
SEXES = {"female": "female", "male": "male", "females": "female", "males": "male"}
LIFE_STAGES = {
    "none": "none",
    "pregnant": "pregnant",
    "pregnancy": "pregnant",
    "lactating": "lactating",
    "lactation": "lactating",
}


@dataclass(frozen=True)
class ReferenceIntake:
    """The reference values of one person in mg a day; None where an authority has set none.

    ear: the median need. rda: enough for nearly everyone. ai: stands in where no ear is known.
    supplement_ul: the most from supplements and medicines, on top of food.
    """

    ear: float | None = None
    rda: float | None = None
    ai: float | None = None
    supplement_ul: float | None = None


def reference_intake(
    age_years: float, sex: str, life_stage: str = "none", authority: str = "us"
) -> ReferenceIntake:
    """The reference values (mg/day) of one person by the US or EU tables, "us" or "eu".

    Age 0 to 120 years; sex "female" or "male"; life stage "none", "pregnant" or "lactating".
    Raises ValueError also for a life stage that does not fit the person or has no row at that age.
    Source: data/reference_values.csv (iom1997, iom2000app, efsa2015mg).
    """
    age = _age(age_years)
    person = SEXES[choice("sex", sex, SEXES)]
    stage = LIFE_STAGES[choice("life_stage", life_stage, LIFE_STAGES)]
    known = _values(choice("authority", authority, AUTHORITIES), age, person, stage)
    if stage != "none":
        _check_stage(age_years, person, stage, known)
    return ReferenceIntake(**known)


def _age(age_years: float) -> float:
    if np.ndim(age_years):
        raise ValueError(f"age_years: {age_years!r} does not work here; give one number.")
    return number("age_years", age_years, 0, OLDEST_YEARS, "years")


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
    return tuple(table("reference_values").itertuples())


def _check_stage(age_years: float, sex: str, stage: str, known: dict[str, float]) -> None:
    if sex != "female":
        raise ValueError(f"life_stage: {stage!r} does not fit the sex {sex!r}; use none.")
    if not known.keys() & {"rda", "ai"}:
        rows = [row for row in _reference_rows() if row.life_stage == stage]
        low, high = min(row.from_years for row in rows), max(row.below_years for row in rows)
        raise ValueError(
            f"age_years: {age_years!r} has no row for {stage!r}; the tables go from {low:g} to "
            f"under {high:g} years."
        )
