"""Is a person short of magnesium? Serum, loading test, risk score, and what a test result means.

Every calculator works on numbers and on arrays, element by element.
"""

from helpers.science.status.loading import LoadingTest, protocols, retention_percent
from helpers.science.status.risk import Risk, depletion_score
from helpers.science.status.screening import (
    Outcomes,
    PredictiveValues,
    Screening,
    natural_frequencies,
    outcomes,
    predictive_values,
    simulate_people,
)
from helpers.science.status.serum import (
    LOWER_LIMIT_MMOL_L,
    Cutoff,
    albumin_corrected,
    excess_levels,
    published_shares,
    serum_category,
    serum_distribution,
    share_below,
)

__all__ = [
    "LOWER_LIMIT_MMOL_L", "Cutoff", "LoadingTest", "Outcomes", "PredictiveValues", "Risk",
    "Screening", "albumin_corrected", "depletion_score", "excess_levels", "natural_frequencies",
    "outcomes", "predictive_values", "protocols", "published_shares", "retention_percent",
    "serum_category", "serum_distribution", "share_below", "simulate_people",
]  # fmt: skip
