"""A score of what puts a person at risk."""

from dataclasses import dataclass

import numpy as np

from helpers import tables
from helpers.science.checks import (
    Numbers,
    in_range,
    refusal,
    single,
)

EGFR = (1, 250)  # mL/min/1.73 m²
EGFR_STEPS = (60, 90)  # mL/min/1.73 m²: points change here


def depletion_score(
    diuretic: Numbers, ppi: Numbers, egfr: Numbers, heavy_drinking: Numbers
) -> Numbers:
    """The magnesium depletion score, 0 to 5: points of risk, not a measurement.

    `egfr` in mL/min/1.73 m²; the other three are True or False. Heavy drinking is more than one
    drink (14 g alcohol) a day for women, two for men. Raises ValueError for anything else.
    Source: fan2021, as in wang2024mds, through data/depletion_points.csv.
    """
    points = tables.by("depletion_points", "factor", "points")
    rate = in_range("egfr", egfr, *EGFR, "mL/min/1.73 m²")
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


def _yes(name: str, answer: Numbers) -> Numbers:
    wanted = "True or False"
    try:
        array = np.asarray(answer)
    except ValueError:  # a ragged list
        raise refusal(name, answer, wanted) from None
    masked = isinstance(answer, np.ma.MaskedArray)
    if masked or array.dtype.kind not in "bi" or not np.all((array == 0) | (array == 1)):
        raise refusal(name, answer, wanted)
    return array
