"""Reads numbers and amounts the way people type them."""

import math
import re

_NUMBER = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)\s*(.*?)\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[,\u202f\u00a0 ]\d{3})+(?![\d,])")


def amount_in(entry: str) -> tuple[float, str]:
    """Split "1,830 mg", "0,5 g" or "−3" into number and unit ("" when none is given).

    Raises ValueError with a sentence when there is no finite number at the start.
    """
    joined = _THOUSANDS.sub(lambda thousands: re.sub(r"\D", "", thousands[0]), str(entry))
    plain = joined.replace("−", "-").replace(",", ".")
    match = _NUMBER.fullmatch(plain)
    if not match or re.match(r"[\d.]", match[2]) or not math.isfinite(float(match[1])):
        raise ValueError(
            f"“{entry}” cannot be read as one number. Write for example 296 or 296 mg."
        )
    return float(match[1]), match[2]
