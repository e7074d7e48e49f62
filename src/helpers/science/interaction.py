"""Simulated trials in which the effect of a treatment changes sign with the baseline.

Nothing here is a patient: people are drawn from a seeded random number generator, and every
number of the population is ASSUMED. The question is what a trial of a given size can see.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from helpers.science.checks import LARGEST_SEED, in_range, instance, refusal, seeded, single, whole

ASSUMED_MEAN_NG_ML = 30.0
ASSUMED_SD_NG_ML = 10.0
FEWEST_PEOPLE = 20
SMALLEST_SLOPE = 0.001  # below it more people would be needed than live
TRIALS = 200
MOST_CELLS = 1_000_000  # people of all trials together: under a second
Z_TEST = NormalDist().inv_cdf(0.975)  # 5 %, two-sided
Z_POWER = NormalDist().inv_cdf(0.8)

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """A trial of magnesium against placebo with 25(OH)D in ng/mL before and after.

    The true effect is 0 at `crossing_ng_ml` and changes by `slope` for every 10 ng/mL of true
    baseline; each measurement carries `noise_ng_ml` (SD) of chance.
    """

    people: int = 180
    slope: float = -2.0
    crossing_ng_ml: float = 30.0
    noise_ng_ml: float = 5.0

    def __post_init__(self) -> None:
        if whole("people", self.people, FEWEST_PEOPLE, 5000) % 2:
            raise refusal("people", self.people, "an even number")
        single("slope", self.slope, -10, 10, "ng/mL")
        single("crossing_ng_ml", self.crossing_ng_ml, 0, 100, "ng/mL")
        single("noise_ng_ml", self.noise_ng_ml, 0, 50, "ng/mL")

    @property
    def reliability(self) -> float:
        """How much of a measured difference in baseline is real, 0 to 1."""
        real = ASSUMED_SD_NG_ML**2
        return real / (real + self.noise_ng_ml**2)

    @property
    def people_needed(self) -> int:
        """How many people see the interaction in 80 % of trials (at 5 %, both arms equal).

        Raises ValueError where there is no interaction.
        """
        if abs(self.slope) < SMALLEST_SLOPE:
            raise ValueError(
                f"slope: {self.slope:g} does not work here; nobody sees what is not there."
            )
        hidden = ASSUMED_SD_NG_ML**2 * (1 - self.reliability)  # true spread at one measured value
        arms = (hidden, (1 + self.slope / 10) ** 2 * hidden)
        residual = sum(arm + self.noise_ng_ml**2 for arm in arms)
        steepness = self.slope / 10 * self.reliability
        spread = ASSUMED_SD_NG_ML**2 / self.reliability
        people = 2 * (Z_TEST + Z_POWER) ** 2 * residual / (steepness**2 * spread)
        return max(FEWEST_PEOPLE, int(2 * np.ceil(people / 2)))


@dataclass(frozen=True)
class Trials:
    """Trials by rows, people by columns: measured baseline, change, and who had magnesium."""

    baseline: Array
    change: Array
    treated: NDArray[np.bool_]

    @cached_property
    def lines(self) -> dict[bool, tuple[Array, Array, Array]]:
        """Slope, its standard error and height at the mean baseline of each arm's line."""
        return {arm: _line(*self._arms[arm]) for arm in (False, True)}

    @cached_property
    def average_effect(self) -> Array:
        """Mean change with magnesium minus mean change with placebo (ng/mL)."""
        return self._arms[True][1].mean(1) - self._arms[False][1].mean(1)

    @property
    def interaction(self) -> Array:
        """Difference of the two slopes: the effect's change per ng/mL of measured baseline."""
        return self.lines[True][0] - self.lines[False][0]

    @cached_property
    def average_z(self) -> Array:
        """The average effect in standard errors."""
        changes = [self._arms[arm][1] for arm in (False, True)]
        variance = sum(change.var(1, ddof=1) / change.shape[1] for change in changes)
        return _in_errors(self.average_effect, np.sqrt(variance))

    @cached_property
    def interaction_z(self) -> Array:
        """The interaction in standard errors."""
        error = np.hypot(self.lines[False][1], self.lines[True][1])
        return _in_errors(self.interaction, error)

    @cached_property
    def uncontrolled_z(self) -> Array:
        """The slope of change on baseline among the treated alone, in standard errors."""
        return _in_errors(self.lines[True][0], self.lines[True][1])

    def effect_at(self, baseline_ng_ml: float) -> Array:
        """The effect that the two lines show at a measured baseline (ng/mL)."""
        baseline = single("baseline_ng_ml", baseline_ng_ml, -1000, 1000, "ng/mL")
        return self._height(True, baseline) - self._height(False, baseline)

    def _height(self, arm: bool, baseline_ng_ml: float) -> Array:
        slope, _, height = self.lines[arm]
        return height + slope * (baseline_ng_ml - self._arms[arm][0].mean(1))

    @cached_property
    def _arms(self) -> dict[bool, tuple[Array, Array]]:
        """Baseline and change of those with placebo and of those with magnesium."""
        return {
            arm: (self.baseline[:, self.treated == arm], self.change[:, self.treated == arm])
            for arm in (False, True)
        }


def simulate(design: Design, trials: int = TRIALS, seed: int = 1) -> Trials:
    """Simulate some trials of one design; the same seed gives the same people.

    Raises ValueError for more than a million people in all trials together.
    """
    people = instance("design", design, Design).people
    rows = whole("trials", trials, 1, MOST_CELLS // people)
    chance = _chance(rows, people, whole("seed", seed, 0, LARGEST_SEED))
    true = ASSUMED_MEAN_NG_ML + ASSUMED_SD_NG_ML * chance[0]
    first, second = design.noise_ng_ml * chance[1:]
    treated = np.arange(people) % 2 == 1
    effect = design.slope / 10 * (true - design.crossing_ng_ml) * treated
    return Trials(true + first, effect + second - first, treated)


@lru_cache(maxsize=1)
def _chance(trials: int, people: int, seed: int) -> Array:
    """Standard normal numbers for the true baseline and both measurements of each person."""
    return seeded(seed).standard_normal((3, trials, people))


_simulated = lru_cache(maxsize=1)(simulate)  # the next question is often about the same trials


def seen(z: Array) -> float:
    """The share of trials (%) in which something is statistically significant at 5 %."""
    errors = in_range("z", z, -np.inf, np.inf)
    if not np.size(errors):
        raise refusal("z", z, "at least one")
    return float(100 * np.mean(np.abs(errors) > Z_TEST))


@dataclass(frozen=True)
class Picked:
    """A design, all of its simulated trials, and the number of the one that is looked at."""

    design: Design
    number: int
    trials: Trials

    def __post_init__(self) -> None:
        instance("design", self.design, Design)
        most = len(instance("trials", self.trials, Trials).change)
        object.__setattr__(self, "number", whole("number", self.number, 1, most))

    @cached_property
    def one(self) -> Trials:
        """The trial that is looked at."""
        row = slice(self.number - 1, self.number)
        return Trials(self.trials.baseline[row], self.trials.change[row], self.trials.treated)

    @cached_property
    def shares(self) -> dict[str, float]:
        """How many of the simulated trials (%) see each of three things at 5 %."""
        return {
            "average effect": seen(self.trials.average_z),
            "effect by baseline": seen(self.trials.interaction_z),
            "line, no placebo": seen(self.trials.uncontrolled_z),
        }


def pick(
    people: float, slope: float, crossing_ng_ml: float, noise_ng_ml: float, number: float
) -> Picked:
    """Simulate the trials of a design and pick one of them, 1 to TRIALS."""
    design = Design(
        whole("people", people, FEWEST_PEOPLE, 5000), slope, crossing_ng_ml, noise_ng_ml
    )
    return Picked(design, whole("number", number, 1, TRIALS), _simulated(design))


def _in_errors(effect: Array, error: Array) -> Array:
    """An effect in standard errors; nothing found with no error at all is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(effect / error, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _line(x: Array, y: Array) -> tuple[Array, Array, Array]:
    """Least squares for each row: slope, its standard error, and height at the mean of x."""
    off = x - x.mean(1, keepdims=True)
    square = (off**2).sum(1)
    slope = (off * y).sum(1) / square
    height = y.mean(1)
    rest = y - height[:, None] - slope[:, None] * off
    error = np.sqrt((rest**2).sum(1) / (x.shape[1] - 2) / square)
    return slope, error, height
