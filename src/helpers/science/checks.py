"""Checks of arguments that the science modules share: one sentence for each wrong input."""

import reprlib
from collections.abc import Iterable, Sized
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from helpers import tables

Values = TypeVar("Values", float, NDArray[np.float64])
Numbers = Any  # numbers and arrays side by side, where Values would ask for one kind
SEXES = {"female": "female", "male": "male", "females": "female", "males": "male"}
Kind = TypeVar("Kind")

LONGEST_TEXT = 1000  # characters that anything here reads
LARGEST_SEED = 2**32 - 1

_short = reprlib.Repr()
_short.maxstring = _short.maxother = _short.maxlong = 100


def in_range(name: str, value: Values, low: float, high: float, unit: str = "") -> Values:
    """The value as a float, or as an array of floats, when all of it lies in [low, high].

    Raises ValueError for text, None, NaN, infinity, a mask and whatever is outside the range.
    """
    if isinstance(value, np.ma.MaskedArray):
        raise refusal(name, value, "its values without the masked ones (compressed)")
    array = _floats(value)
    if array is None or not np.all((array >= low) & (array <= high)):
        raise refusal(name, value, f"a number from {low:,.8g} to {high:,.8g} {unit}".rstrip())
    return plain(array)


def single(name: str, value: float, low: float, high: float, unit: str = "") -> float:
    """One number in a range; a list of numbers is none."""
    if type(value) in (float, int) and low <= value <= high:
        return float(value)  # what a slider asks, many times a move
    if _floats(value) is not None and np.ndim(value):
        raise refusal(name, value, "one number")
    return in_range(name, value, low, high, unit)


def whole(name: str, value: float, low: int, high: int) -> int:
    """The value as an int, when it is a whole number from low to high; ValueError otherwise."""
    if single(name, value, low, high) % 1:
        raise refusal(name, value, "a whole number")
    return int(value)


def seeded(seed: int) -> np.random.Generator:
    """The random numbers that belong to a seed, a whole number."""
    return np.random.default_rng(whole("seed", seed, 0, LARGEST_SEED))


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


def one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """The allowed spelling of a word, whatever its case; nothing beyond case is guessed."""
    known = tuple(allowed)
    if isinstance(value, str) and value in known:
        return value
    spellings = {word.casefold(): word for word in known}
    if not isinstance(value, str) or value.strip().casefold() not in spellings:
        words = ", ".join(spellings.values())
        raise ValueError(f"{name}: {shown(value)} is not known here; use one of {words}.")
    return spellings[value.strip().casefold()]


def sex_word(sex: str) -> str:
    """The word "female" or "male"; the plurals, which tables of groups use, are understood too."""
    return SEXES[one_of("sex", sex, SEXES)]


def yes_or_no(name: str, value: bool) -> bool:
    """True or False, and nothing that only stands for it."""
    if not isinstance(value, bool | np.bool_):
        raise refusal(name, value, "True or False")
    return bool(value)


def text(name: str, value: str) -> str:
    """A text of at most 1,000 characters."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise refusal(name, value, f"a text of at most {LONGEST_TEXT} characters")
    return value


def instance(name: str, value: Kind, kind: type[Kind]) -> Kind:
    """A value of one kind, such as a Plan."""
    if not isinstance(value, kind):
        raise refusal(name, value, f"a {kind.__name__}")
    return value


def several(name: str, values: Iterable[Kind], most: int, what: str) -> list[Kind]:
    """A list of at most so many things; `what` says what is wanted, such as "hours"."""
    refused = refusal(name, values, f"a list of {what}")
    if isinstance(values, str):
        raise refused
    try:
        taken = list(islice(values, most + 1))
    except TypeError:
        raise refused from None
    if len(taken) > most:
        count = len(values) if isinstance(values, Sized) else f"more than {most}"
        raise ValueError(f"{name}: {count} are too many; give {most} at most.")
    return taken


def looked_up(name: str, value: str, table: str, column: str) -> dict[str, Any]:
    """The row of a table whose column holds this word, whatever its case."""
    words = _words(table, column)
    exact = isinstance(value, str) and value in words
    return tables.row(table, **{column: value if exact else one_of(name, value, words)})


@cache
def _words(table: str, column: str) -> dict[str, None]:
    return dict.fromkeys(tables.table(table)[column])  # in their order, and found at once


def refusal(name: str, value: object, wanted: str) -> ValueError:
    """The error for a value that does not work: the argument, the value and what is allowed."""
    return ValueError(f"{name}: {shown(value)} does not work here; give {wanted}.")


def shown(value: object) -> str:
    """A value in a sentence, cut short where it is long."""
    try:
        return " ".join(_short.repr(value).split())
    except ValueError:  # a whole number of more than 4,300 digits
        return f"a very large {type(value).__name__}"
