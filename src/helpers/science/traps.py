"""Simulated trials with which one falls into three traps. Nobody in them is a patient.

People are drawn from a seeded random number generator, and every number of the population is
SUPPOSED. In the first two traps the treatment does nothing at all; in the third it does the same
for everybody.
"""

from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.science.checks import seeded, whole
from helpers.science.pooling import Estimate, expected_second, ratio_of_ratios

Array = NDArray[np.float64]

MEAN, SD, RELIABILITY = 30.0, 8.0, 0.6  # of a blood value in ng/mL, such as 25(OH)D
LIMIT = 30.0  # below it a first value is called low, as in lesson 02
OUTCOMES = 14
LEVEL = 0.05
Z_TEST = NormalDist().inv_cdf(1 - LEVEL / 2)
TRUE_EFFECT = 0.4  # in standard deviations, the same in women and in men
FEWEST, MOST = 40, 400


@dataclass(frozen=True)
class Trial:
    """A simulated trial: how many people, and its number (the seed)."""

    people: int = 180
    number: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", whole("people", self.people, FEWEST, MOST))
        object.__setattr__(self, "number", whole("number", self.number, 1, 1000))

    @property
    def random(self) -> np.random.Generator:
        """Its own random numbers, the same at each call."""
        return seeded(self.number)


@dataclass(frozen=True)
class Remeasured(Trial):
    """People who are measured twice, with nothing in between."""

    @cached_property
    def values(self) -> Array:
        """First and second values in ng/mL, as two rows; part of each is chance."""
        random = self.random
        usual = random.normal(MEAN, SD * RELIABILITY**0.5, self.people)
        return usual + random.normal(0, SD * (1 - RELIABILITY) ** 0.5, (2, self.people))

    @property
    def low(self) -> NDArray[np.bool_]:
        """Whose first value is below the limit."""
        return self.values[0] < LIMIT

    @property
    def changes(self) -> tuple[float, float]:
        """The mean change of those who began low, and of the others, in ng/mL."""
        change = self.values[1] - self.values[0]
        return float(change[self.low].mean()), float(change[~self.low].mean())

    @property
    def expected(self) -> float:
        """The mean second value that the mean first value of the low ones lets expect."""
        return expected_second(MEAN, float(self.values[0][self.low].mean()), RELIABILITY)


@dataclass(frozen=True)
class ManyOutcomes(Trial):
    """Two arms of people and 14 outcomes, on none of which the treatment does anything."""

    @cached_property
    def p_values(self) -> Array:
        """The P value of each outcome (t test)."""
        arms = self.random.normal(size=(OUTCOMES, 2, self.people // 2))
        return np.asarray(scipy.stats.ttest_ind(arms[:, 0], arms[:, 1], axis=1).pvalue)

    @property
    def found(self) -> int:
        """How many are below 0.05."""
        return int((self.p_values < LEVEL).sum())


def false_alarm(tests: int) -> float:
    """The chance that at least one of some independent tests is below 0.05 with nothing there."""
    return float(1 - (1 - LEVEL) ** whole("tests", tests, 1, 10_000))


@dataclass(frozen=True)
class Subgroups(Trial):
    """Two arms, half of each women; the treatment does the same for both."""

    @cached_property
    def effects(self) -> tuple[Estimate, Estimate]:
        """Treated minus control among women and among men, in standard deviations."""
        arms = self.random.normal(size=(2, 2, self.people // 4))
        means, error = arms.mean(axis=2), (2 / (self.people // 4)) ** 0.5
        women, men = (float(TRUE_EFFECT + group[0] - group[1]) for group in means)
        reach = Z_TEST * error
        return (
            Estimate(women, women - reach, women + reach, error),
            Estimate(men, men - reach, men + reach, error),
        )

    @property
    def difference(self) -> Estimate:
        """How the two differ: the one question that a subgroup answers."""
        women, men = self.effects
        return ratio_of_ratios(
            women.estimate, women.standard_error, men.estimate, men.standard_error
        )

    @property
    def one_only(self) -> float:
        """The chance that exactly one of the two is below 0.05, though both are equal."""
        error = self.effects[0].standard_error
        power = NormalDist().cdf(TRUE_EFFECT / error - Z_TEST)
        return 2 * power * (1 - power)


KINDS = {"low": Remeasured, "many": ManyOutcomes, "groups": Subgroups}
