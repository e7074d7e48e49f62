"""Amounts and concentrations of magnesium (mg, mmol, mEq) and of vitamin D (ng, pmol, IU).

Masses are those of the IUPAC (abridged atomic weights), so 1 mmol is 24.305 mg.
"""

from dataclasses import dataclass

from helpers.formulas import masses
from helpers.science.checks import Values, in_range, one_of, single

MG_PER_MMOL = masses("Mg")["Mg"]
MEQ_PER_MMOL = 2  # the magnesium ion carries two charges
AMOUNT_LIMIT_MG = 1_000_000  # one kilogram
DAYS_A_MONTH = 365.25 / 12
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


def convert_amount(value: Values, from_unit: str, to_unit: str) -> Values:
    """An amount of magnesium in another unit: mg, mmol, mEq, g, ug or µg.

    Raises ValueError for an unknown unit and for an amount below 0 or above one kilogram.
    """
    return _convert(value, from_unit, to_unit, MG_PER_UNIT, AMOUNT_LIMIT_MG)


def convert_concentration(value: Values, from_unit: str, to_unit: str) -> Values:
    """A concentration of magnesium in another unit: mg/dL, mmol/L or mEq/L.

    Raises ValueError for an unknown unit and for a value below 0 or above 100 g per litre.
    """
    return _convert(value, from_unit, to_unit, MG_L_PER_UNIT, CONCENTRATION_LIMIT_MG_L)


def _convert(
    value: Values, from_unit: str, to_unit: str, sizes: dict[str, float], limit: float
) -> Values:
    start, goal = one_of("from_unit", from_unit, sizes), one_of("to_unit", to_unit, sizes)
    return in_range("value", value, 0, limit / sizes[start], start) * sizes[start] / sizes[goal]


@dataclass(frozen=True)
class Amount:
    """One amount of magnesium in three units."""

    mg: float
    mmol: float
    meq: float


def amount(value: float, unit: str) -> Amount:
    """An amount of magnesium, given in any unit of `convert_amount`, in mg, mmol and mEq."""
    start = one_of("unit", unit, MG_PER_UNIT)
    given = single("value", value, 0, AMOUNT_LIMIT_MG / MG_PER_UNIT[start], start)
    return Amount(*(convert_amount(given, start, to) for to in ("mg", "mmol", "mEq")))


VITAMIN_D_FORMULAS = {
    "vitamin D3": "C27H44O",
    "25(OH)D": "C27H44O2",
    "1,25(OH)2D": "C27H44O3",
    "24,25(OH)2D": "C27H44O3",
}
IU_PER_UG = 40  # of vitamin D3 or D2, by definition of the international unit
VITAMIN_D_LIMIT_UG = 100_000  # 4 million IU
VITAMIN_D_LIMIT_NG_ML = 100_000


def molar_mass(substance: str) -> float:
    """The molar mass (g/mol) of vitamin D3 or one of its metabolites."""
    formula = VITAMIN_D_FORMULAS[one_of("substance", substance, VITAMIN_D_FORMULAS)]
    return sum(masses(formula).values())


def convert_vitamin_d(value: Values, from_unit: str, to_unit: str) -> Values:
    """An amount of vitamin D3 in another unit: ug, µg, IU, mg or nmol; 40 IU are 1 µg.

    Raises ValueError for an unknown unit and for an amount below 0 or above 100,000 µg.
    """
    sizes = {
        "ug": 1.0,
        "µg": 1.0,
        "IU": 1 / IU_PER_UG,
        "mg": 1000.0,
        "nmol": molar_mass("vitamin D3") / 1000,
    }
    return _convert(value, from_unit, to_unit, sizes, VITAMIN_D_LIMIT_UG)


def convert_vitamin_d_concentration(
    value: Values, from_unit: str, to_unit: str, substance: str = "25(OH)D"
) -> Values:
    """A concentration in blood in another unit: ng/mL, pg/mL, nmol/L or pmol/L.

    The substance is one of vitamin D3, 25(OH)D, 1,25(OH)2D and 24,25(OH)2D. Raises ValueError for
    an unknown unit or substance and for a value below 0 or above 100,000 ng/mL.
    """
    mass = molar_mass(substance)
    sizes = {"ng/mL": 1.0, "pg/mL": 1e-3, "nmol/L": mass / 1e3, "pmol/L": mass / 1e6}
    return _convert(value, from_unit, to_unit, sizes, VITAMIN_D_LIMIT_NG_ML)
