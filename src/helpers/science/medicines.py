"""What medicines are called: one place for all that is looked up by a medicine's name."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from helpers.tables import table

SPACED, CHANGING = "medicine_spacing", "magnesium_medicines"  # the tables that know medicines


@cache
def keys(*tables: str) -> Mapping[str, str]:
    """What a medicine of these tables is called (in small letters) -> its key.

    A key comes before a name, a name before a part of one, a row before those below it.
    """
    rows = [each for name in tables for each in table(name).to_dict("records")]
    own = {each["medicine"]: each["medicine"] for each in rows}
    full = {each["name"].casefold(): each["medicine"] for each in rows}
    parts = {part: each["medicine"] for each in reversed(rows) for part in _parts(each)}
    return parts | full | own


def _parts(medicine: Mapping[Any, str]) -> list[str]:
    """The single names in the name of a row, and its other names, in small letters."""
    text = f"{medicine['name']};{medicine['also']}".casefold()
    parts = (part.strip() for part in re.split(r"[(),;]| and ", text))
    return [part for part in parts if part and part != "others"]
