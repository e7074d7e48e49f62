"""What was found in people: data/bone_studies.csv, counted and compared."""

import numpy as np

from helpers import tables
from helpers.science.checks import one_of, refusal, single


def findings(design: str = "any", outcome_kind: str = "any", randomised: str = "any") -> int:
    """How many rows of data/bone_studies.csv have these words in their columns."""
    studies = tables.table("bone_studies")
    found = np.ones(len(studies), dtype=bool)
    wishes = {"design": design, "outcome_kind": outcome_kind, "randomised": randomised}
    for column, wanted in wishes.items():
        word = one_of(column, wanted, ["any", *sorted(set(studies[column]))])
        found &= (studies[column] == word) | (word == "any")
    return int(found.sum())


def towards_more(value: float, low: float, high: float, contrast: str) -> tuple[float, ...]:
    """A ratio and its limits, read as more magnesium against less, whichever way it was printed."""
    printed = {"value": value, "low": low, "high": high}
    ratios = tuple(single(name, ratio, 1e-3, 1e3) for name, ratio in printed.items())
    if not ratios[1] <= ratios[0] <= ratios[2]:
        raise refusal("value", value, "a ratio from low to high")
    if one_of("contrast", contrast, ("highest against lowest", "lowest against highest")) == (
        "highest against lowest"
    ):
        return ratios
    return 1 / ratios[0], 1 / ratios[2], 1 / ratios[1]
