"""Magnesium in serum: corrected, sorted, and how it is distributed.

The distribution is ILLUSTRATIVE: a normal curve through published shares (data/status_shares.csv).
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
import pandas as pd

from helpers import tables
from helpers.science.checks import (
    Numbers,
    in_range,
    one_of,
    single,
)
from helpers.science.quantities import convert_concentration

SERUM_MMOL_L = (0.05, 15.0)  # survivable: the highest level in data/toxicity.csv is 10.65
ALBUMIN_G_L = (10, 70)
ALBUMIN_NORMAL_G_L = 40
MMOL_PER_G_ALBUMIN = 0.005
LOWER_LIMIT_MMOL_L = 0.75  # one choice among several: iom1997, arnaud2008
PEOPLE = ("warsaw", "germany")
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


def albumin_corrected(magnesium_mmol_l: Numbers, albumin_g_l: Numbers) -> Numbers:
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
    magnesium_mmol_l: Numbers, lower_limit: Numbers = LOWER_LIMIT_MMOL_L, upper_limit: Numbers = 1.1
) -> Numbers:
    """Where a serum magnesium stands (mmol/L): "low", "normal" or "high".

    Below the lower limit is low, above the upper one high. Both limits are a choice: 0.75 is the
    lower limit of iom1997, 1.1 the upper one of alfred_path. Raises ValueError for a value
    that nobody survives. "normal" names a place in an interval; it does not exclude depletion.
    """
    level = _serum(magnesium_mmol_l)
    lower = in_range("lower_limit", lower_limit, 0.3, 1.2, "mmol/L")
    upper = in_range("upper_limit", upper_limit, 0.5, 2.0, "mmol/L")
    if np.any(upper <= lower):
        raise ValueError(f"upper_limit: {upper!r} does not work here; give more than lower_limit.")
    words = np.where(level < lower, "low", np.where(level > upper, "high", "normal"))
    return words if words.ndim else str(words)


def serum_distribution(people: str) -> NormalDist:
    """The illustrative distribution of serum magnesium (mmol/L) in "warsaw" or "germany".

    Assumption: a normal curve. Its mean and SD are fitted to the published shares below two
    (germany) or three (warsaw) cut-offs.
    """
    return _fitted(one_of("people", people, PEOPLE))


@cache
def _fitted(people: str) -> NormalDist:
    points = published_shares(people)
    standard = [NormalDist().inv_cdf(percent / 100) for percent in points["percent"]]
    slope, offset = np.polyfit(points["cutoff_mmol_l"], standard, 1)
    return NormalDist(float(-offset / slope), float(1 / slope))


def published_shares(people: str) -> pd.DataFrame:
    """The published cut-offs and shares of one group, from data/status_shares.csv."""
    shares = tables.table("status_shares")
    return shares[shares["group"] == one_of("people", people, PEOPLE)]


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
        one_of("people", self.people, PEOPLE)

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


def _serum(magnesium_mmol_l: Numbers) -> Numbers:
    return in_range("magnesium_mmol_l", magnesium_mmol_l, *SERUM_MMOL_L, "mmol/L")


def _albumin(albumin_g_l: Numbers) -> Numbers:
    low, high = ALBUMIN_G_L
    level = in_range("albumin_g_l", albumin_g_l, 0, high, "g/L")
    if np.any(level < low):
        typed = float(np.min(level))
        raise ValueError(
            f"albumin_g_l: {typed} g/L is not survivable; did you mean {typed} g/dL "
            f"({10 * typed:g} g/L)?"
        )
    return level
