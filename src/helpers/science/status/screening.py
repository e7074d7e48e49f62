"""What a test result means for the person who has it."""

from dataclasses import dataclass

import numpy as np

from helpers.science.checks import (
    Numbers,
    in_range,
    plain,
    seeded,
    single,
    whole,
)

MOST_PEOPLE = 1_000_000


@dataclass(frozen=True)
class PredictiveValues:
    """How often a positive (ppv) or a negative (npv) result is right, 0 to 1."""

    ppv: Numbers
    npv: Numbers


def predictive_values(
    sensitivity: Numbers, specificity: Numbers, prevalence: Numbers
) -> PredictiveValues:
    """What a result means for a person, by Bayes' theorem; all shares from 0 to 1.

    `prevalence` is the probability before the test. A value is NaN where nobody has that result.
    """
    people = outcomes(sensitivity, specificity, prevalence)
    with np.errstate(invalid="ignore"):
        ppv = np.divide(people.true_positive, people.true_positive + people.false_positive)
        npv = np.divide(people.true_negative, people.true_negative + people.false_negative)
    return PredictiveValues(plain(ppv), plain(npv))


@dataclass(frozen=True)
class Outcomes:
    """People (or shares of them) by what they have and what the test says."""

    true_positive: Numbers
    false_negative: Numbers
    false_positive: Numbers
    true_negative: Numbers


def outcomes(sensitivity: Numbers, specificity: Numbers, prevalence: Numbers) -> Outcomes:
    """The four shares of people, 0 to 1."""
    found, cleared = _share("sensitivity", sensitivity), _share("specificity", specificity)
    ill = _share("prevalence", prevalence)
    return Outcomes(ill * found, ill * (1 - found), (1 - ill) * (1 - cleared), (1 - ill) * cleared)


def natural_frequencies(
    sensitivity: float, specificity: float, prevalence: float, people: int = 1000
) -> Outcomes:
    """The four groups as whole people out of a number of people, which they add up to."""
    everyone = whole("people", people, 1, MOST_PEOPLE)
    ill = round(_one_share("prevalence", prevalence) * everyone)
    found = round(_one_share("sensitivity", sensitivity) * ill)
    cleared = round(_one_share("specificity", specificity) * (everyone - ill))
    return Outcomes(found, ill - found, everyone - ill - cleared, cleared)


def simulate_people(
    sensitivity: float, specificity: float, prevalence: float, people: int = 20_000, seed: int = 1
) -> Outcomes:
    """Simulated people, all drawn in one step: who is depleted, and what the test says."""
    found = _one_share("sensitivity", sensitivity)
    cleared = _one_share("specificity", specificity)
    chance = seeded(seed).random((2, whole("people", people, 1, MOST_PEOPLE)))
    ill = chance[0] < _one_share("prevalence", prevalence)
    positive = chance[1] < np.where(ill, found, 1 - cleared)
    groups = (ill & positive, ill & ~positive, ~ill & positive, ~ill & ~positive)
    return Outcomes(*(int(group.sum()) for group in groups))


@dataclass(frozen=True)
class Screening:
    """A test used on people of whom a share is depleted; all three shares from 0 to 1."""

    sensitivity: float
    specificity: float
    prevalence: float

    def __post_init__(self) -> None:
        for name in ("sensitivity", "specificity", "prevalence"):
            _one_share(name, getattr(self, name))

    @property
    def values(self) -> PredictiveValues:
        """What a positive and a negative result mean."""
        return predictive_values(self.sensitivity, self.specificity, self.prevalence)

    @property
    def thousand(self) -> Outcomes:
        """The four groups out of 1,000 people."""
        return natural_frequencies(self.sensitivity, self.specificity, self.prevalence)


def _share(name: str, value: Numbers) -> Numbers:
    try:
        typed = float(np.max(in_range(name, value, 0, 100)))
    except ValueError:  # no share and no percentage either
        return in_range(name, value, 0, 1, "(a share)")
    if typed > 1:
        raise ValueError(
            f"{name}: {typed} does not work here; give a share from 0 to 1, so {typed / 100:g} "
            f"for {typed:g} %."
        )
    return in_range(name, value, 0, 1)


def _one_share(name: str, value: float) -> float:
    return single(name, _share(name, value), 0, 1)
