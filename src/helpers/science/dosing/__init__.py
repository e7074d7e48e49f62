"""The dose planner: how much magnesium may be added for a person, or why none is proposed.

For learning only. It refuses rather than guesses. `inputs` reads what is known of a person,
`rules` looks at it rule by rule in the order of data/dosing_rules.csv, `plan` makes the answer.
Amounts are mg of elemental magnesium a day.
"""

from helpers.science.dosing.inputs import CONDITIONS, lower_estimate, products_mg, rounded_down
from helpers.science.dosing.plan import NOTHING, PLAN, REFUSAL, UNKNOWN, Judgement, Plan, plan

__all__ = [
    "CONDITIONS", "NOTHING", "PLAN", "REFUSAL", "UNKNOWN", "Judgement", "Plan", "lower_estimate",
    "plan", "products_mg", "rounded_down",
]  # fmt: skip
