"""Checks of arguments that the science modules share: one sentence for each wrong input."""

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])
SEXES = {"female": "female", "male": "male", "females": "female", "males": "male"}


def number(name: str, value: Number, low: float, high: float, unit: str = "") -> Number:
    """The value as a float, or as an array of floats, when all of it lies in [low, high].

    Raises ValueError for text, None, NaN, infinity and whatever is outside the range.
    """
    array = _floats(value)
    if array is None or not np.all((array >= low) & (array <= high)):
        allowed = f"a number from {low:,.8g} to {high:,.8g} {unit}".rstrip()
        raise ValueError(f"{name}: {value!r} does not work here; give {allowed}.")
    return plain(array)


def whole(name: str, value: float, low: int, high: int) -> int:
    """The value as an int, when it is a whole number from low to high; ValueError otherwise."""
    checked = number(name, value, low, high)
    if np.ndim(checked) or checked % 1:
        raise ValueError(f"{name}: {value!r} does not work here; give a whole number.")
    return int(checked)


def plain(array: Any) -> Any:
    """An array as it is, a single number as a Python float."""
    return array if np.ndim(array) else float(array)


def _floats(value: object) -> NDArray[np.float64] | None:
    """The value as floats; None for what is not numeric (NumPy alone would read the text '5')."""
    try:
        array = np.asarray(value)
    except ValueError:  # a ragged list
        return None
    return array.astype(float) if array.dtype.kind in "iuf" else None


def choice(name: str, value: str, allowed: Iterable[str]) -> str:
    """The allowed spelling of a word, whatever its case; nothing beyond case is guessed."""
    spellings = {word.casefold(): word for word in allowed}
    if not isinstance(value, str) or value.strip().casefold() not in spellings:
        words = ", ".join(spellings.values())
        raise ValueError(f"{name}: {value!r} is not known here; use one of {words}.")
    return spellings[value.strip().casefold()]


def sex_word(sex: str) -> str:
    """The word "female" or "male"; the plurals, which tables of groups use, are understood too."""
    return SEXES[choice("sex", sex, SEXES)]
