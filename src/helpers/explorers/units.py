"""A choice of units that rewrites the numbers it belongs to."""

from collections.abc import Callable, Mapping, Sequence

import ipywidgets
import traitlets

from helpers.lesson import Number, choice

Units = tuple[str, ...]


def unit_choice(
    description: str,
    options: Mapping[str, Units],
    convert: Callable[[float, str, str], float],
    numbers: Sequence[Number],
) -> ipywidgets.Dropdown:
    """A drop-down list of units, one unit for each number; the numbers keep what they mean."""
    chosen = choice(description, options, next(iter(options.values())))

    def rewrite(change: traitlets.Bunch) -> None:
        for number, old, new in zip(numbers, change.old, change.new):
            _rescale(number, convert(1.0, old, new))

    chosen.observe(rewrite, "value")
    return chosen


def _rescale(number: Number, factor: float) -> None:
    low, high, step = (
        float(f"{size * factor:.{digits}g}")
        for size, digits in ((number.low, 2), (number.high, 2), (number.step, 1))
    )
    value = min(max(number.value * factor, low), high)
    number.low, number.high = min(low, number.low), max(high, number.high)
    number.value = value
    number.low, number.high, number.step = low, high, step
