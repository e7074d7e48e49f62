"""The rules of data/dosing_rules.csv, and the line that stands under every answer about doses."""

from dataclasses import dataclass

from helpers import tables

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
    row = tables.row("dosing_rules", rule=rule)
    return Reason(
        rule, row["name"], f"{row['sentence']} {detail}".strip(), source_key or row["source_key"]
    )


def limit(rule: str) -> float:
    """The number of a rule, in the unit that the table gives."""
    return float(tables.row("dosing_rules", rule=rule)["limit"])
