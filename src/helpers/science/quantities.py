"""Amounts and concentrations of magnesium: mg, mmol and mEq.

The molar mass comes from periodictable (IUPAC abridged atomic weights), so 1 mmol is 24.305 mg.
"""

from dataclasses import dataclass

import periodictable

from helpers.science.checks import Number, choice, number

MG_PER_MMOL = float(periodictable.Mg.mass)
MEQ_PER_MMOL = 2  # the magnesium ion carries two charges
AMOUNT_LIMIT_MG = 1_000_000  # one kilogram
CONCENTRATION_LIMIT_MG_L = 100_000  # denser than any magnesium solution one drinks

MG_PER_UNIT = {
    "mg": 1.0,
    "mmol": MG_PER_MMOL,
    "mEq": MG_PER_MMOL / MEQ_PER_MMOL,
    "g": 1000.0,
    "ug": 0.001,
    "µg": 0.001,
}
MG_L_PER_UNIT = {
    "mg/dL": 10.0,
    "mmol/L": MG_PER_MMOL,
    "mEq/L": MG_PER_MMOL / MEQ_PER_MMOL,
}


def convert_amount(value: Number, from_unit: str, to_unit: str) -> Number:
    """An amount of magnesium in another unit: mg, mmol, mEq, g, ug or µg.

    Raises ValueError for an unknown unit and for an amount below 0 or above one kilogram.
    """
    return _convert(value, from_unit, to_unit, MG_PER_UNIT, AMOUNT_LIMIT_MG)


def convert_concentration(value: Number, from_unit: str, to_unit: str) -> Number:
    """A concentration of magnesium in another unit: mg/dL, mmol/L or mEq/L.

    Raises ValueError for an unknown unit and for a value below 0 or above 100 g per litre.
    """
    return _convert(value, from_unit, to_unit, MG_L_PER_UNIT, CONCENTRATION_LIMIT_MG_L)


def _convert(
    value: Number, from_unit: str, to_unit: str, sizes: dict[str, float], limit: float
) -> Number:
    start, goal = choice("from_unit", from_unit, sizes), choice("to_unit", to_unit, sizes)
    return number("value", value, 0, limit / sizes[start], start) * sizes[start] / sizes[goal]


@dataclass(frozen=True)
class Amount:
    """One amount of magnesium in three units."""

    mg: float
    mmol: float
    meq: float


def amount(value: float, unit: str) -> Amount:
    """An amount of magnesium, given in any unit of `convert_amount`, in mg, mmol and mEq."""
    mg, mmol, meq = (convert_amount(value, unit, to) for to in ("mg", "mmol", "mEq"))
    return Amount(mg, mmol, meq)
