"""How much magnesium is in a supplement: the compound on the label and the element in it.

Masses come from the formula, never from a label or a list.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isclose

import numpy as np

from helpers import tables
from helpers.formulas import masses
from helpers.science.checks import Values, in_range, one_of, shown, single
from helpers.science.quantities import AMOUNT_LIMIT_MG, convert_amount

LABEL_LIMIT_MG = 50_000  # the most that a label states for one tablet or spoon: 50 g
SMALLEST_MG = 0.001
LONGEST_FORMULA = 100  # characters
LABEL_STATES = ("compound", "elemental", "unclear")

_COUNT = r"(?:[1-9]\d{0,2})?"
_ATOM = rf"(?![DT](?![a-z]))[A-Z][a-z]?{_COUNT}"  # D and T would be read as heavy hydrogen
_GROUP = rf"\((?:{_ATOM})+\){_COUNT}"
_PART = rf"{_COUNT}(?:{_ATOM}|{_GROUP})+"
_FORMULA = re.compile(rf"{_PART}(?:[.·]{_PART})*")


@dataclass(frozen=True)
class MassSplit:
    """What the mass of a compound is made of, in mg: magnesium, its partner and crystal water."""

    magnesium_mg: float
    partner_mg: float
    water_mg: float


@dataclass(frozen=True)
class Reading:
    """One way to read a label; basis says what the stated number was taken for."""

    basis: str
    compound_mg: float
    elemental_mg: float
    mmol: float
    meq: float
    split: MassSplit


@dataclass(frozen=True)
class LabelReading:
    """A decoded label: one reading, or both when the label does not say what its number means."""

    stated_mg: float
    formula: str
    states: str
    readings: tuple[Reading, ...]


def elemental_fraction(formula: str) -> float:
    """The share of magnesium in the mass of a compound, 0 to 1.

    Water follows a dot, as in "MgCl2.6H2O". Raises ValueError for what is not a formula and for
    a compound without magnesium.
    """
    return _shares(formula).magnesium_mg


def element_fraction(formula: str, element: str) -> float:
    """The share of an element in the mass of a compound, 0 to 1: "Ca" in "CaCO3", for example.

    Raises ValueError for what is not a formula and for an element that is not in it.
    """
    found = [masses(part) for part in _parts(formula)]
    symbols = dict.fromkeys(symbol for part in found for symbol in part)
    if isinstance(element, str) and element not in symbols:
        raise ValueError(f"formula: {formula!r} contains no {shown(element)}.")
    return _total(found, one_of("element", element, symbols)) / _total(found)


def elemental_mg(compound_mg: Values, formula: str) -> Values:
    """The mass of magnesium (mg) in a mass of its compound (mg)."""
    return _mass("compound_mg", compound_mg) * elemental_fraction(formula)


def compound_mg(elemental_mg: Values, formula: str) -> Values:
    """The mass of compound (mg) that carries a mass of magnesium (mg)."""
    return _mass("elemental_mg", elemental_mg) / elemental_fraction(formula)


def decode_label(stated_mg: float, formula: str, states: str) -> LabelReading:
    """What a label's number (mg) means when it states "compound", "elemental" or is "unclear"."""
    stated = single("stated_mg", stated_mg, SMALLEST_MG, LABEL_LIMIT_MG, "mg")
    kind = one_of("states", states, LABEL_STATES)
    bases = ("compound", "elemental") if kind == "unclear" else (kind,)
    readings = tuple(_read(basis, stated, formula) for basis in bases)
    return LabelReading(stated, formula, kind, readings)


def servings_for(target_mg: float, elemental_mg_per_tablet: float) -> int:
    """The whole tablets that reach a target (both in mg of elemental magnesium)."""
    target = single("target_mg", target_mg, 0, AMOUNT_LIMIT_MG, "mg")
    tablet = single(
        "elemental_mg_per_tablet", elemental_mg_per_tablet, SMALLEST_MG, LABEL_LIMIT_MG, "mg"
    )
    # A last binary digit must not cost a tablet, and the smallest target still takes one.
    return max(int(target > 0), int(np.ceil(target / tablet * (1 - 1e-12))))


def label_percent_mg(percent: Values, authority: str = "us") -> Values:
    """Elemental magnesium (mg) that a label gives as a percentage.

    It is one of the American Daily Value ("us") or the European Nutrient Reference Value ("eu").
    Source: data/label_values.csv (fda2016facts, eu1169_2011).
    """
    full = tables.by("label_values", "authority", "mg")
    whole_mg = full[one_of("authority", authority, full)]
    return in_range("percent", percent, 0, 10_000, "%") / 100 * whole_mg


def price_per_gram(price: Values, tablets: Values, mg_per_tablet: Values) -> Values:
    """The price of one gram; the milligrams per tablet may be elemental or absorbed ones."""
    paid = in_range("price", price, 0, 1_000_000)
    count = in_range("tablets", tablets, 1, 100_000)
    tablet = in_range("mg_per_tablet", mg_per_tablet, SMALLEST_MG, LABEL_LIMIT_MG, "mg")
    return paid / (count * tablet / 1000)


def _mass(name: str, value: Values) -> Values:
    return in_range(name, value, 0, AMOUNT_LIMIT_MG, "mg")


def _read(basis: str, stated: float, formula: str) -> Reading:
    share = elemental_fraction(formula)
    compound = stated if basis == "compound" else stated / share
    elemental = stated if basis == "elemental" else stated * share
    mmol, meq = (convert_amount(elemental, "mg", unit) for unit in ("mmol", "mEq"))
    return Reading(basis, compound, elemental, mmol, meq, _split(compound, formula))


def _split(compound: float, formula: str) -> MassSplit:
    shares = _shares(formula)
    magnesium, water = compound * shares.magnesium_mg, compound * shares.water_mg
    return MassSplit(magnesium, compound - magnesium - water, water)


def _shares(formula: str) -> MassSplit:
    """The split of one milligram of a compound."""
    shares = _shares_of_parts(_parts(formula))
    if not shares.magnesium_mg:
        raise ValueError(f"formula: {formula!r} contains no magnesium.")
    return shares


@cache
def _shares_of_parts(formulas: tuple[str, ...]) -> MassSplit:
    found = [masses(formula) for formula in formulas]
    total, magnesium = _total(found), _total(found, "Mg")
    water = _total([part for part in found if _is_water(part)])
    return MassSplit(magnesium / total, (total - magnesium - water) / total, water / total)


def _total(parts: Sequence[Mapping[str, float]], *elements: str) -> float:
    """The mass of some elements in the parts of a formula; of all, if none is named."""
    return sum(part.get(symbol, 0.0) for part in parts for symbol in elements or part)


def _parts(formula: str) -> tuple[str, ...]:
    """The parts of a formula between its dots (a parser would read ".5H2O" as a half)."""
    readable = isinstance(formula, str) and len(formula) <= LONGEST_FORMULA
    if not readable or not _FORMULA.fullmatch(formula.strip()):
        raise ValueError(
            f"formula: {shown(formula)} is not a formula; write element symbols with counts, "
            "closed brackets, and water after a dot, such as Mg3(C6H5O7)2.9H2O."
        )
    return tuple(re.split(r"[.·]", formula.strip()))


def _is_water(part: Mapping[str, float]) -> bool:
    water = masses("H2O")
    return part.keys() == water.keys() and isclose(part["H"] / part["O"], water["H"] / water["O"])
