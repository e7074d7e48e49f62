"""The magnesium loading test."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from helpers import tables
from helpers.science.checks import (
    Numbers,
    in_range,
    looked_up,
    one_of,
    shown,
    single,
)

DOSE_MMOL = (1, 100)


def retention_percent(
    dose_mmol: Numbers, urine_24h_mmol: Numbers, baseline_24h_mmol: Numbers = 0.0
) -> Numbers:
    """The share of an infused dose that stays in the body (%), by the urine of 24 hours.

    100 x (1 - (urine - baseline) / dose); protocols that subtract nothing leave the baseline at
    zero. Below 0 when more left than was given, which happens in healthy people. Sources:
    ryzen1985 (with baseline, as others quote it), rob1999 (without). Raises ValueError for a
    baseline above the urine.
    """
    dose = in_range("dose_mmol", dose_mmol, *DOSE_MMOL, "mmol")
    urine = in_range("urine_24h_mmol", urine_24h_mmol, 0, 200, "mmol")
    before = in_range("baseline_24h_mmol", baseline_24h_mmol, 0, 100, "mmol")
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
        one_of("protocol", self.protocol, protocols())
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
