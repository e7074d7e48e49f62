"""What the pictures of the model share: names, units, colours, and how a change is printed."""

from collections.abc import Iterable
from functools import cache

from helpers.drawing import BLUE, GREEN, ORANGE, PURPLE, from_zero, printed, rounded
from helpers.science.mineral_balance import MineralState, steady_state

NAMES = {"pth": "PTH", "calcitriol": "calcitriol", "magnesium": "magnesium", "calcium": "calcium"}
UNITS = dict(zip(NAMES, ("pmol/L", "pmol/L", "mmol/L", "mmol/L"), strict=True))
COLORS = dict(zip(NAMES, (ORANGE, PURPLE, GREEN, BLUE), strict=True))
DASHES = dict(zip(NAMES, ("solid", "dash", "dot", "solid"), strict=True))
FIELDS = dict(
    zip(
        NAMES,
        ("pth_pmol_l", "calcitriol_pmol_l", "magnesium_mmol_l", "calcium_mmol_l"),
        strict=True,
    )
)
RAT = "Model of a growing male rat (Dutta 2024), not a person"


def percent(change: float, digits: int = 0) -> str:
    """A change in %, with its sign; 0 when it rounds to that."""
    size = round(change, digits)
    return f"{printed(size, f'+.{digits}f')} %" if size else "0 %"


def against_usual(change: float) -> str:
    """Where a level stands after a change in %."""
    size = round(abs(change))
    return f"{size} % {'above' if change > 0 else 'below'} usual" if size else "at its usual level"


def clear(values: Iterable[float]) -> list[float]:
    """The range of an axis from zero, whose last mark stays clear of the note above the plot."""
    low, high = from_zero(values, room=1)
    return rounded([low, 1.05 * high])


@cache
def usual() -> MineralState:
    """The published animal."""
    return steady_state()


def told(state: MineralState, digits: int = 0) -> str:
    """The four levels of blood, each with its change."""
    changes = state.changes
    return ", ".join(f"{name} {percent(changes[level], digits)}" for level, name in NAMES.items())
