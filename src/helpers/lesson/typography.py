"""Keeps a number and its unit on one line wherever a card shows text."""

import re

UNITS = (
    r"%|[mµnp]?g|kg|[mµnp]?mol|mEq|[md]?L|IU|mm|cm|days?|hours?|weeks?|months?|years?|people|women"
)
GAP = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w))")


def unbroken(text: str) -> str:
    """The text with a space that does not break between a number and the unit behind it."""
    return GAP.sub("\u00a0", text)
