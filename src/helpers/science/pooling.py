"""Pooling of studies: fixed and random effects, and what makes one doubt the pool.

Effects are on a scale on which they add, for ratios their natural logarithm. The formulas
are the usual ones of a textbook (egger2001book); its trials and those of li2007cochrane test them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from helpers.science.checks import in_range, one_of, single, whole

Array = NDArray[np.float64]

INTERVALS = ("normal", "hksj")
MOST_STUDIES = 1000
MOST_PEOPLE = 1_000_000_000  # in one arm
LARGEST_EFFECT = 1e6
SMALLEST_ERROR = 1e-9  # below it a study would count for all others together
NORMAL_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Estimate:
    """An effect with its standard error and its 95 % interval, on the scale of the effects."""

    estimate: float
    low: float
    high: float
    standard_error: float

    @property
    def p(self) -> float:
        """The two-sided P value by the normal distribution."""
        return float(2 * scipy.stats.norm.sf(abs(self.estimate) / self.standard_error))


@dataclass(frozen=True)
class Pooled(Estimate):
    """Several studies in one.

    tau2: variance of the true effects. i2: share of the spread that chance does not explain, from
    Q, in percent. weights: each study's share, adding up to 1. prediction_low and _high: where the
    true effect of a further study is expected (95 %), or None below three studies.
    """

    tau2: float
    i2: float
    q: float
    p_heterogeneity: float
    weights: Array
    prediction_low: float | None
    prediction_high: float | None


def pool(
    effects: ArrayLike,
    standard_errors: ArrayLike,
    method: str = "fixed",
    interval: str = "normal",
) -> Pooled:
    """Pool studies by "fixed", "dersimonian-laird", "paule-mandel" or "reml".

    `effects` and `standard_errors` hold one number for each study. Interval "hksj" (Hartung, Knapp,
    Sidik and Jonkman) widens a random-effects interval by the spread that is seen, and never
    narrows it. The prediction interval takes t with k - 2 degrees of freedom.
    Raises ValueError for unequal lengths, an error that is not above 0, and "hksj" with "fixed" or
    with one study.
    """
    y, se = _studies(effects, standard_errors)
    chosen = one_of("method", method, TAU2)
    tau2 = TAU2[chosen](y, se)
    weights = 1 / (se**2 + tau2)
    mean, error = _mean(y, weights), 1 / math.sqrt(weights.sum())
    wider, times = _interval(one_of("interval", interval, INTERVALS), chosen, y, weights)
    error *= wider
    q = _q(y, 1 / se**2)
    return Pooled(
        mean,
        mean - times * error,
        mean + times * error,
        error,
        tau2,
        100 * max(0.0, 1 - (len(y) - 1) / q) if q else 0.0,
        q,
        float(scipy.stats.chi2.sf(q, len(y) - 1)) if len(y) > 1 else 1.0,
        weights / weights.sum(),
        *_prediction(mean, math.hypot(error, math.sqrt(tau2)), len(y)),
    )


def _studies(effects: ArrayLike, standard_errors: ArrayLike) -> tuple[Array, Array]:
    y = _column("effects", effects, -LARGEST_EFFECT, LARGEST_EFFECT)
    se = _column("standard_errors", standard_errors, SMALLEST_ERROR, LARGEST_EFFECT)
    _same_length("standard_errors", se, y)
    return y, se


def _column(name: str, values: Any, low: float, high: float) -> Array:
    checked = np.atleast_1d(np.asarray(in_range(name, values, low, high)))
    if checked.ndim > 1 or not 1 <= checked.size <= MOST_STUDIES:
        raise ValueError(f"{name}: give one number for each of 1 to {MOST_STUDIES} studies.")
    return checked


def _same_length(name: str, array: Array, other: Array) -> None:
    if len(array) != len(other):
        raise ValueError(f"{name}: {len(array)} numbers for {len(other)} studies; give one each.")


def _mean(y: Array, weights: Array) -> float:
    return float(weights @ y / weights.sum())


def _q(y: Array, weights: Array) -> float:
    """Cochran's Q: the weighted squares of the distances from the pooled effect."""
    return float(weights @ (y - _mean(y, weights)) ** 2)


# --- the variance of the true effects


def _no_spread(y: Array, se: Array) -> float:
    return 0.0


def _dersimonian_laird(y: Array, se: Array) -> float:
    w = 1 / se**2
    spread = w.sum() - (w**2).sum() / w.sum()
    return float(max(0.0, (_q(y, w) - (len(y) - 1)) / spread)) if len(y) > 1 else 0.0


def _paule_mandel(y: Array, se: Array) -> float:
    """The variance at which Q is what it should be on average, k - 1."""

    def surplus(tau2: float) -> float:
        return _q(y, 1 / (se**2 + tau2)) - (len(y) - 1)

    # Q of one study is 0 but for rounding.
    is_wide = np.ptp(y) > 0 and surplus(0) > 0
    return float(scipy.optimize.brentq(surplus, 0, _most(y))) if is_wide else 0.0


def _reml(y: Array, se: Array) -> float:
    """The variance that makes the deviations from the mean most likely."""

    def unlikely(tau2: float) -> float:
        w = 1 / (se**2 + tau2)
        return float(_q(y, w) - np.log(w).sum() + math.log(w.sum()))

    if np.ptp(y) == 0:
        return 0.0
    best = scipy.optimize.minimize_scalar(unlikely, bounds=(0, _most(y)), options={"xatol": 1e-9})
    return float(best.x) if best.fun < unlikely(0) else 0.0


def _most(y: Array) -> float:
    """No estimate of the variance is larger than the squared range, whatever the weights."""
    return float(len(y) * np.ptp(y) ** 2)


TAU2: dict[str, Callable[[Array, Array], float]] = {
    "fixed": _no_spread,
    "dersimonian-laird": _dersimonian_laird,
    "paule-mandel": _paule_mandel,
    "reml": _reml,
}


# --- intervals


def _interval(interval: str, method: str, y: Array, weights: Array) -> tuple[float, float]:
    """By how much the standard error grows, and how many of it reach to each side."""
    if interval == "normal":
        return 1.0, NORMAL_95
    if method == "fixed" or len(y) < 2:
        needs = "another method than fixed" if method == "fixed" else "two studies or more"
        raise ValueError(f"interval: {interval!r} needs {needs}.")
    degrees = len(y) - 1
    return math.sqrt(max(1.0, _q(y, weights) / degrees)), float(scipy.stats.t.ppf(0.975, degrees))


def _prediction(mean: float, error: float, studies: int) -> tuple[float | None, float | None]:
    if studies < 3:
        return None, None
    reach = float(scipy.stats.t.ppf(0.975, studies - 2)) * error
    return mean - reach, mean + reach


# --- from counts


def log_odds_ratios(
    events: ArrayLike, totals: ArrayLike, control_events: ArrayLike, control_totals: ArrayLike
) -> tuple[Array, Array]:
    """Log odds ratios and their standard errors, one for each trial.

    Takes whole numbers of people, one of each for each trial. One half is added to all four cells
    of a trial in which one is 0, and nowhere else. Raises ValueError for other counts.
    """
    cells = np.array(_cells(events, totals, control_events, control_totals))
    a, b, c, d = cells + 0.5 * (cells == 0).any(axis=0)
    return np.log(a * d / (b * c)), np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)


def _cells(events: ArrayLike, totals: ArrayLike, *control: ArrayLike) -> tuple[Array, ...]:
    """With and without the event: a and b in the treated, c and d in the controls."""
    a, b = _arm("events", events, "totals", totals)
    c, d = _arm("control_events", control[0], "control_totals", control[1])
    _same_length("control_totals", c, a)
    return a, b, c, d


def _arm(name: str, events: ArrayLike, of: str, totals: ArrayLike) -> tuple[Array, Array]:
    people, cases = _whole(of, totals, 1), _whole(name, events, 0)
    _same_length(name, cases, people)
    if np.any(cases > people):
        raise ValueError(f"{name}: more events than people; give at most as many as {of}.")
    return cases, people - cases


def _whole(name: str, counts: ArrayLike, least: int) -> Array:
    checked = _column(name, counts, least, MOST_PEOPLE)
    if np.any(checked % 1):
        raise ValueError(f"{name}: {counts!r} does not work here; give whole numbers of people.")
    return checked


def mantel_haenszel(
    events: ArrayLike, totals: ArrayLike, control_events: ArrayLike, control_totals: ArrayLike
) -> Estimate:
    """The log odds ratio of Mantel and Haenszel with the variance of Robins, Breslow and Greenland.

    Takes counts as `log_odds_ratios` does; zero cells need no correction.
    """
    a, b, c, d = _cells(events, totals, control_events, control_totals)
    n = a + b + c + d
    r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
    if not (r.sum() and s.sum()):
        raise ValueError("events: with no event, or nothing but events, there is no odds ratio.")
    variance = (
        (p @ r) / (2 * r.sum() ** 2)
        + (p @ s + q @ r) / (2 * r.sum() * s.sum())
        + (q @ s) / (2 * s.sum() ** 2)
    )
    return _normal(math.log(r.sum() / s.sum()), math.sqrt(variance))


def peto(
    events: ArrayLike, totals: ArrayLike, control_events: ArrayLike, control_totals: ArrayLike
) -> Estimate:
    """Peto's log odds ratio: events beyond those expected, over their variance.

    Takes counts as `log_odds_ratios` does; zero cells need no correction.
    """
    a, b, c, d = _cells(events, totals, control_events, control_totals)
    n, treated, cases = a + b + c + d, a + b, a + c
    variance = treated * (c + d) * cases * (b + d) / (n**2 * np.maximum(n - 1, 1))
    if not variance.sum():
        raise ValueError("events: with no event, or nothing but events, there is no odds ratio.")
    beyond = (a - treated * cases / n).sum()
    return _normal(beyond / variance.sum(), 1 / math.sqrt(variance.sum()))


def _normal(estimate: float, error: float) -> Estimate:
    reach = NORMAL_95 * error
    return Estimate(float(estimate), float(estimate - reach), float(estimate + reach), float(error))


# --- doubt


@dataclass(frozen=True)
class Egger:
    """Egger's line through a funnel: effect against standard error, weighted.

    bias: its slope; p: of no slope (t, k - 2 degrees). limit, limit_low, limit_high: the effect
    of a study without error, with its 95 % interval.
    """

    bias: float
    p: float
    limit: float
    limit_low: float
    limit_high: float


def egger(effects: ArrayLike, standard_errors: ArrayLike) -> Egger:
    """Egger's test of a lopsided funnel, which is no proof that studies are missing.

    Raises ValueError below three studies and where all have the same error.
    """
    y, se = _studies(effects, standard_errors)
    if len(y) < 3 or np.ptp(se) == 0:
        raise ValueError("standard_errors: a line needs three studies of different size or more.")
    # Weights of 1/se² are the same as dividing everything by se.
    design = np.column_stack([1 / se, np.ones_like(se)])
    (limit, bias), residual, *_ = np.linalg.lstsq(design, y / se)
    degrees = len(y) - 2
    variance = np.linalg.inv(design.T @ design) * (residual.sum() / degrees)
    limit_error, bias_error = np.sqrt(np.diag(variance))
    reach = scipy.stats.t.ppf(0.975, degrees) * limit_error
    p = 2 * scipy.stats.t.sf(abs(bias) / bias_error, degrees) if bias_error else float(bias == 0)
    return Egger(float(bias), float(p), *map(float, (limit, limit - reach, limit + reach)))


def cumulative(
    effects: ArrayLike, standard_errors: ArrayLike, method: str = "fixed", interval: str = "normal"
) -> tuple[Pooled, ...]:
    """The pool after the first study, after two, and so on, in the order that is given."""
    y, se = _studies(effects, standard_errors)
    return tuple(pool(y[:n], se[:n], method, interval) for n in range(1, len(y) + 1))


def leave_one_out(
    effects: ArrayLike, standard_errors: ArrayLike, method: str = "fixed", interval: str = "normal"
) -> tuple[Pooled, ...]:
    """The pool without the first study, without the second, and so on. Needs two or more."""
    y, se = _studies(effects, standard_errors)
    if len(y) < 2:
        raise ValueError("effects: one study cannot be left out of one; give two or more.")
    keep = ~np.eye(len(y), dtype=bool)
    return tuple(pool(y[others], se[others], method, interval) for others in keep)


@dataclass(frozen=True)
class Filled:
    """A pool with invented mirror images of the studies that seem to have no counterpart."""

    pooled: Pooled
    added_effects: Array
    added_errors: Array

    @property
    def added(self) -> int:
        """How many studies were added."""
        return len(self.added_effects)


def trim_and_fill(effects: ArrayLike, standard_errors: ArrayLike, method: str = "fixed") -> Filled:
    """Duval and Tweedie's L0: add the mirror images of the studies that stand alone on one side.

    The side follows from the slope of Egger's line. Needs three studies of different size.
    """
    y, se = _studies(effects, standard_errors)
    side = 1.0 if egger(y, se).bias > 0 else -1.0  # turned so that the lone studies are the highest
    order = np.argsort(side * y, kind="stable")
    y, se = side * y[order], se[order]
    middle, count = _trimmed(y, se, method)
    lone = slice(len(y) - count, None)
    mirror = 2 * middle - y[lone]
    filled = pool(side * np.append(y, mirror), np.append(se, se[lone]), method)
    return Filled(filled, side * mirror, se[lone])


def _trimmed(y: Array, se: Array, method: str) -> tuple[float, int]:
    """The middle without the lone studies, and their number, once both agree."""
    k, counts = len(y), [0]
    while True:
        kept = slice(0, k - counts[-1])
        middle = pool(y[kept], se[kept], method).estimate
        ranks = scipy.stats.rankdata(np.abs(y - middle), method="ordinal")
        above = ranks[y > middle].sum()
        count = min(max(0, round((4 * above - k * (k + 1)) / (2 * k - 1))), k - 1)
        if count in counts:  # settled, or going round between a few numbers
            return middle, counts[-1]
        counts.append(count)


# --- small arithmetic


def expected_second(mean: float, first: float, reliability: float) -> float:
    """What a second measurement is on average: the mean, and the kept share of the distance.

    `mean` of the group and the `first` value are in the same unit; `reliability` is the
    correlation between two measurements (0 to 1). Nothing has to happen in between.
    """
    usual = single("mean", mean, -1e9, 1e9)
    distance = single("first", first, -1e9, 1e9) - usual
    return usual + single("reliability", reliability, 0, 1) * distance


def ratio_of_ratios(
    first: float, first_error: float, second: float, second_error: float
) -> Estimate:
    """How two log ratios differ: their difference, which is the log of the ratio of the ratios.

    The test of "works here, not there". The two must come from different people.
    """
    a = single("first", first, -LARGEST_EFFECT, LARGEST_EFFECT)
    b = single("second", second, -LARGEST_EFFECT, LARGEST_EFFECT)
    sa = single("first_error", first_error, SMALLEST_ERROR, LARGEST_EFFECT)
    sb = single("second_error", second_error, SMALLEST_ERROR, LARGEST_EFFECT)
    return _normal(a - b, math.hypot(sa, sb))


@dataclass(frozen=True)
class NumberNeeded:
    """How many are treated for one to benefit: the inverse of the difference in risk.

    difference, low, high: shares, control minus treated, with a 95 % interval.
    """

    difference: float
    low: float
    high: float

    @property
    def number(self) -> float:
        """People to treat for one to benefit; negative for one to be harmed."""
        return _inverse(self.difference)

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of its interval. With one below 0 it reaches through infinity to harm."""
        return _inverse(self.high), _inverse(self.low)


def _inverse(share: float) -> float:
    return 1 / share if share else math.inf


def number_needed(
    events: float, total: float, control_events: float, control_total: float
) -> NumberNeeded:
    """The number needed to treat from the counts of a trial, with a normal interval."""
    cases, control_cases = (
        whole(name, count, 0, MOST_PEOPLE)
        for name, count in (("events", events), ("control_events", control_events))
    )
    people = whole("total", total, 1, MOST_PEOPLE)
    controls = whole("control_total", control_total, 1, MOST_PEOPLE)
    a, b, c, d = (cell[0] for cell in _cells(cases, people, control_cases, controls))
    treated, control = a / (a + b), c / (c + d)
    error = math.sqrt(treated * (1 - treated) / (a + b) + control * (1 - control) / (c + d))
    found = _normal(control - treated, error)
    return NumberNeeded(found.estimate, found.low, found.high)
