"""Reads numbers and amounts the way people type them."""

import math
import re

_NUMBER = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)\s*(.*?)\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[,\u202f\u00a0 ]\d{3})+(?![\d,])")


MG_PER_MASS = {"kg": 1e6, "g": 1e3, "mg": 1.0, "µg": 1e-3, "ug": 1e-3, "mcg": 1e-3}


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


def amount_as(entry: str, unit: str) -> float:
    """The number that was typed, in `unit`; masses may be typed in another unit of mass.

    Raises ValueError with a sentence when it cannot be read or has another kind of unit.
    """
    number, typed = amount_in(entry)
    if typed.lower() in ("", unit.lower(), unit.lower().split(" ")[0]):
        return number
    if typed in MG_PER_MASS and unit in MG_PER_MASS:
        return number * MG_PER_MASS[typed] / MG_PER_MASS[unit]
    raise ValueError(f"“{entry}”: the answer is wanted in {unit}. Convert it first.")
