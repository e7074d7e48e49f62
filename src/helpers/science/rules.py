"""The rules of data/dosing_rules.csv, and the line that stands under every answer about doses."""

from dataclasses import dataclass
from typing import Any

from helpers.science.checks import looked_up, text

NOTICE = "For learning, not for treatment: no medical advice. Ask a doctor or pharmacist."


@dataclass(frozen=True)
class Reason:
    """Why something is refused, held back or warned of: the rule, a sentence and its source."""

    rule: str
    name: str
    sentence: str
    source_key: str


def reason(rule: str, detail: str = "", source_key: str = "") -> Reason:
    """A rule of the table as a reason; `detail` is added to its sentence.

    `source_key` names the source of the number in the detail, where it is not the rule's own.
    """
    row = _rule(rule)
    sentence = f"{row['sentence']} {text('detail', detail)}".strip()
    source = text("source_key", source_key) or row["source_key"]
    return Reason(row["rule"], row["name"], sentence, source)


def limit(rule: str) -> float:
    """The number of a rule, in the unit that the table gives."""
    found = _rule(rule)["limit"]
    if found != found:  # NaN: the table gives none
        raise ValueError(f"rule: {rule!r} has no number in the table.")
    return float(found)


def _rule(rule: str) -> dict[str, Any]:
    return looked_up("rule", rule, "dosing_rules", "rule")
