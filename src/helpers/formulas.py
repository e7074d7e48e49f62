"""What the elements of a chemical formula weigh.

Masses are periodictable's (IUPAC abridged atomic weights). It takes 6 MB and 0.1 s to load, so what
it says of the formulas of the course is kept in masses.json; about any other it is asked.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

STORED = Path(__file__).with_name("masses.json")


def masses(formula: str) -> Mapping[str, float]:
    """The mass of each element (g, by symbol) in a mole of a formula without dots: Mg(OH)2, 6H2O.

    Raises ValueError for a symbol that is no element.
    """
    return _stored().get(formula) or computed(formula)


@cache
def computed(formula: str) -> Mapping[str, float]:
    """The same, from periodictable at once."""
    import periodictable

    for symbol in re.findall(r"[A-Z][a-z]?", formula):
        if not hasattr(periodictable, symbol):
            raise ValueError(f"formula: {formula!r} names {symbol!r}, which is no element.")
    atoms = periodictable.formula(formula).atoms
    return {atom.symbol: float(count * atom.mass) for atom, count in atoms.items()}


@cache
def _stored() -> dict[str, dict[str, float]]:
    return json.loads(STORED.read_text("utf-8"))
