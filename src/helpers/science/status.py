"""Is a person short of magnesium? Serum, loading test, risk score, and what a test result means.

Every calculator works on numbers and on arrays, element by element. The distribution of serum
values is ILLUSTRATIVE: a normal curve through published shares (data/status_shares.csv).
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from helpers import tables
from helpers.science.checks import (
    choice,
    looked_up,
    number,
    plain,
    refusal,
    seeded,
    shown,
    single,
    whole,
)
from helpers.science.quantities import convert_concentration

SERUM_MMOL_L = (0.05, 15.0)  # survivable: the highest level in data/toxicity.csv is 10.65
ALBUMIN_G_L = (10, 70)
ALBUMIN_NORMAL_G_L = 40
MMOL_PER_G_ALBUMIN = 0.005
LOWER_LIMIT_MMOL_L = 0.75  # one choice among several: iom1997, arnaud2008
EGFR = (1, 250)  # mL/min/1.73 m²
EGFR_STEPS = (60, 90)  # mL/min/1.73 m²: points change here
DOSE_MMOL = (1, 100)
PEOPLE = ("warsaw", "germany")
MOST_PEOPLE = 1_000_000
SIGNS_OF_EXCESS = {  # as the scales of data/toxicity.csv spell them
    "flushing": "flushing",
    "weak or lost reflexes": "reflexes",
    "low blood pressure": "low pressure",
    "paralysis": "(?<!gut )paralysis",
    "weak or no breathing": "breathing(?! goes)",
    "heart block": "(?:heart|AV) block",
    "coma": "coma",
    "cardiac arrest": "cardiac arrest",
}

Values = Any  # a number, or an array of numbers


# --- serum


def albumin_corrected(magnesium_mmol_l: Values, albumin_g_l: Values) -> Values:
    """Serum magnesium (mmol/L) as it would be at an albumin of 40 g/L.

    Magnesium + 0.005 mmol/L for each g/L of albumin that is missing; meant for low albumin. Raises
    ValueError for values that nobody survives, for an albumin that looks like g/dL, and where
    nothing would be left. Source: kroll1985, as others quote it.
    """
    albumin = _albumin(albumin_g_l)
    corrected = _serum(magnesium_mmol_l) + MMOL_PER_G_ALBUMIN * (ALBUMIN_NORMAL_G_L - albumin)
    if np.any(corrected <= 0):
        raise ValueError(
            f"magnesium_mmol_l: {magnesium_mmol_l!r} leaves nothing at an albumin of "
            f"{albumin_g_l!r} g/L; the correction is meant for low albumin."
        )
    return corrected


def serum_category(
    magnesium_mmol_l: Values, lower_limit: Values = LOWER_LIMIT_MMOL_L, upper_limit: Values = 1.1
) -> Values:
    """Where a serum magnesium stands (mmol/L): "low", "normal" or "high".

    Below the lower limit is low, above the upper one high. Both limits are a choice: 0.75 is the
    lower limit of iom1997, 1.1 the upper one of alfred_path. Raises ValueError for a value
    that nobody survives. "normal" names a place in an interval; it does not exclude depletion.
    """
    level = _serum(magnesium_mmol_l)
    lower = number("lower_limit", lower_limit, 0.3, 1.2, "mmol/L")
    upper = number("upper_limit", upper_limit, 0.5, 2.0, "mmol/L")
    if np.any(upper <= lower):
        raise ValueError(f"upper_limit: {upper!r} does not work here; give more than lower_limit.")
    words = np.where(level < lower, "low", np.where(level > upper, "high", "normal"))
    return words if words.ndim else str(words)


def serum_distribution(people: str) -> NormalDist:
    """The illustrative distribution of serum magnesium (mmol/L) in "warsaw" or "germany".

    Assumption: a normal curve. Its mean and SD are fitted to the published shares below two
    (germany) or three (warsaw) cut-offs.
    """
    return _fitted(choice("people", people, PEOPLE))


@cache
def _fitted(people: str) -> NormalDist:
    points = published_shares(people)
    standard = [NormalDist().inv_cdf(percent / 100) for percent in points["percent"]]
    slope, offset = np.polyfit(points["cutoff_mmol_l"], standard, 1)
    return NormalDist(float(-offset / slope), float(1 / slope))


def published_shares(people: str) -> pd.DataFrame:
    """The published cut-offs and shares of one group, from data/status_shares.csv."""
    shares = tables.table("status_shares")
    return shares[shares["group"] == choice("people", people, PEOPLE)]


def share_below(lower_limit: float, people: str = "warsaw") -> float:
    """The percentage that a lower limit (mmol/L) calls low, by the illustrative distribution."""
    limit = single("lower_limit", lower_limit, 0.3, 1.2, "mmol/L")
    return 100 * serum_distribution(people).cdf(limit)


@dataclass(frozen=True)
class Cutoff:
    """A lower limit of serum magnesium (mmol/L), used on a group of people."""

    lower_limit: float
    people: str

    def __post_init__(self) -> None:
        single("lower_limit", self.lower_limit, 0.3, 1.2, "mmol/L")
        choice("people", self.people, PEOPLE)

    @property
    def percent(self) -> float:
        """The share that is called low (%)."""
        return share_below(self.lower_limit, self.people)

    @property
    def in_units(self) -> dict[str, float]:
        """The limit in the three units of laboratories."""
        units = ("mmol/L", "mg/dL", "mEq/L")
        return {unit: convert_concentration(self.lower_limit, "mmol/L", unit) for unit in units}


def excess_levels() -> pd.DataFrame:
    """The serum level (mmol/L) from which each published scale reports a sign of excess.

    A row for each sign, a column for each scale of data/toxicity.csv; NaN where a scale has none.
    """
    bands = tables.table("toxicity")
    scale, level = bands["scale"], bands["low_mmol_l"]
    reported = {sign: bands["signs"].str.contains(word) for sign, word in SIGNS_OF_EXCESS.items()}
    first = {sign: level[here].groupby(scale, sort=False).min() for sign, here in reported.items()}
    return pd.DataFrame(first).T.rename_axis(None, axis=1)


# --- loading test


def retention_percent(
    dose_mmol: Values, urine_24h_mmol: Values, baseline_24h_mmol: Values = 0.0
) -> Values:
    """The share of an infused dose that stays in the body (%), by the urine of 24 hours.

    100 x (1 - (urine - baseline) / dose); protocols that subtract nothing leave the baseline at
    zero. Below 0 when more left than was given, which happens in healthy people. Sources:
    ryzen1985 (with baseline, as others quote it), rob1999 (without). Raises ValueError for a
    baseline above the urine.
    """
    dose = number("dose_mmol", dose_mmol, *DOSE_MMOL, "mmol")
    urine = number("urine_24h_mmol", urine_24h_mmol, 0, 200, "mmol")
    before = number("baseline_24h_mmol", baseline_24h_mmol, 0, 100, "mmol")
    if np.any(before > urine):
        raise ValueError(
            f"baseline_24h_mmol: {shown(baseline_24h_mmol)} is more than the urine after the "
            f"dose, {shown(urine_24h_mmol)}; were the two swapped?"
        )
    return 100 * (1 - (urine - before) / dose)


@cache
def protocols() -> tuple[str, ...]:
    """The protocols of data/loading_test.csv; its other rows are cut-offs and results."""
    rows = tables.table("loading_test")
    return tuple(rows["row"][rows["kind"] == "protocol"])


@dataclass(frozen=True)
class LoadingTest:
    """A loading test by one protocol of data/loading_test.csv; amounts in mmol, weight in kg."""

    protocol: str
    weight_kg: float
    urine_24h_mmol: float
    baseline_24h_mmol: float

    def __post_init__(self) -> None:
        choice("protocol", self.protocol, protocols())
        single("weight_kg", self.weight_kg, 20, 350, "kg")
        single("urine_24h_mmol", self.urine_24h_mmol, 0, 200, "mmol")
        single("baseline_24h_mmol", self.baseline_24h_mmol, 0, 100, "mmol")

    @property
    def rules(self) -> dict[str, Any]:
        """The row of the protocol."""
        return looked_up("protocol", self.protocol, "loading_test", "row")

    @property
    def dose_mmol(self) -> float:
        """The dose: fixed, or by body weight."""
        fixed, per_kg = self.rules["dose_mmol"], self.rules["dose_mmol_per_kg"]
        return float(self.weight_kg * per_kg if np.isnan(fixed) else fixed)

    @property
    def subtracts(self) -> bool:
        """Whether the protocol subtracts the magnesium of the day before."""
        return bool(self.rules["subtracts"] == "yes")

    @property
    def retentions(self) -> dict[bool, float]:
        """Retention (%) without and with the day before subtracted."""
        before = {False: 0.0, True: self.baseline_24h_mmol}
        return {
            subtracted: retention_percent(self.dose_mmol, self.urine_24h_mmol, baseline)
            for subtracted, baseline in before.items()
        }


# --- risk


def depletion_score(diuretic: Values, ppi: Values, egfr: Values, heavy_drinking: Values) -> Values:
    """The magnesium depletion score, 0 to 5: points of risk, not a measurement.

    `egfr` in mL/min/1.73 m²; the other three are True or False. Heavy drinking is more than one
    drink (14 g alcohol) a day for women, two for men. Raises ValueError for anything else.
    Source: fan2021, as in wang2024mds, through data/depletion_points.csv.
    """
    points = tables.by("depletion_points", "factor", "points")
    rate = number("egfr", egfr, *EGFR, "mL/min/1.73 m²")
    low, high = EGFR_STEPS
    kidney = np.where(
        rate < low, points["egfr_below_60"], np.where(rate < high, points["egfr_60_to_90"], 0)
    )
    answers = {"diuretic": diuretic, "ppi": ppi, "heavy_drinking": heavy_drinking}
    score = kidney + sum(points[name] * _yes(name, answer) for name, answer in answers.items())
    return score.astype(int) if np.ndim(score) else int(score)


@dataclass(frozen=True)
class Risk:
    """What the depletion score asks: three answers and eGFR in mL/min/1.73 m²."""

    diuretic: bool
    ppi: bool
    heavy_drinking: bool
    egfr: float

    def __post_init__(self) -> None:
        single("egfr", self.egfr, *EGFR, "mL/min/1.73 m²")
        for name in ("diuretic", "ppi", "heavy_drinking"):
            if np.ndim(_yes(name, getattr(self, name))):
                raise refusal(name, getattr(self, name), "True or False")

    @property
    def score(self) -> int:
        """The points, 0 to 5."""
        return int(depletion_score(self.diuretic, self.ppi, self.egfr, self.heavy_drinking))

    @property
    def kidney_points(self) -> int:
        """The points that eGFR alone gives."""
        return int(depletion_score(False, False, self.egfr, False))


# --- from a test to a person


@dataclass(frozen=True)
class PredictiveValues:
    """How often a positive (ppv) or a negative (npv) result is right, 0 to 1."""

    ppv: Values
    npv: Values


def predictive_values(
    sensitivity: Values, specificity: Values, prevalence: Values
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

    true_positive: Values
    false_negative: Values
    false_positive: Values
    true_negative: Values


def outcomes(sensitivity: Values, specificity: Values, prevalence: Values) -> Outcomes:
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


# --- checks of arguments


def _serum(magnesium_mmol_l: Values) -> Values:
    return number("magnesium_mmol_l", magnesium_mmol_l, *SERUM_MMOL_L, "mmol/L")


def _albumin(albumin_g_l: Values) -> Values:
    low, high = ALBUMIN_G_L
    level = number("albumin_g_l", albumin_g_l, 0, high, "g/L")
    if np.any(level < low):
        typed = float(np.min(level))
        raise ValueError(
            f"albumin_g_l: {typed} g/L is not survivable; did you mean {typed} g/dL "
            f"({10 * typed:g} g/L)?"
        )
    return level


def _yes(name: str, answer: Values) -> Values:
    wanted = "True or False"
    try:
        array = np.asarray(answer)
    except ValueError:  # a ragged list
        raise refusal(name, answer, wanted) from None
    masked = isinstance(answer, np.ma.MaskedArray)
    if masked or array.dtype.kind not in "bi" or not np.all((array == 0) | (array == 1)):
        raise refusal(name, answer, wanted)
    return array


def _share(name: str, value: Values) -> Values:
    try:
        typed = float(np.max(number(name, value, 0, 100)))
    except ValueError:  # no share and no percentage either
        return number(name, value, 0, 1, "(a share)")
    if typed > 1:
        raise ValueError(
            f"{name}: {typed} does not work here; give a share from 0 to 1, so {typed / 100:g} "
            f"for {typed:g} %."
        )
    return number(name, value, 0, 1)


def _one_share(name: str, value: float) -> float:
    return single(name, _share(name, value), 0, 1)
