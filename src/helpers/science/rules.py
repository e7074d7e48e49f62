"""The rules of data/dosing_rules.csv, and the line that stands under every answer about doses."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.tables import table

NOTICE = "For learning, not for treatment: no medical advice. Ask a doctor or pharmacist."


@dataclass(frozen=True)
class Reason:
    """Why something is refused, held back or warned of: the rule, a sentence and its source."""

    rule: str
    name: str
    sentence: str
    source_key: str


def reason(rule: str, detail: str = "") -> Reason:
    """A rule of the table as a reason; `detail` is added to its sentence."""
    row = _rules()[rule]
    return Reason(rule, row["name"], f"{row['sentence']} {detail}".strip(), row["source_key"])


def limit(rule: str) -> float:
    """The number of a rule, in the unit that the table gives."""
    return float(_rules()[rule]["limit"])


@cache
def _rules() -> dict[str, Any]:
    return table("dosing_rules").set_index("rule").to_dict("index")
