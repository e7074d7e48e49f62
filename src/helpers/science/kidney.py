"""What the kidney filters, and how much of the filtered magnesium it lets go.

Every function works on numbers and on arrays, element by element; sex is one word for all.
"""

from dataclasses import dataclass

import numpy as np

from helpers.formulas import masses
from helpers.science.checks import Numbers, in_range, one_of, plain, sex_word, single
from helpers.science.quantities import convert_concentration

CREATININE = "C4H7N3O"
CREATININE_G_PER_MOL = sum(masses(CREATININE).values())
MG_DL_PER_CREATININE_UNIT = {
    "mg/dL": 1.0,
    "mmol/L": CREATININE_G_PER_MOL / 10,
    "umol/L": CREATININE_G_PER_MOL / 10_000,
    "µmol/L": CREATININE_G_PER_MOL / 10_000,
}
PLASMA_CREATININE_MG_DL = (0.1, 30.0)  # survivable, on dialysis at the top
SMALLEST_LEVEL = 1e-6  # of magnesium or creatinine in blood or urine, in any unit
ULTRAFILTERABLE = 0.7  # share of plasma magnesium that the kidney can filter: clinlabnav_umg
PLOTTED_MG_DL = (0.4, 6.0)  # the usual range: pictures and crossings keep to it
MINUTES_A_DAY = 1440
SEXES = ("female", "male")


def convert_creatinine(value: Numbers, from_unit: str, to_unit: str) -> Numbers:
    """A creatinine concentration in another unit: mg/dL, mmol/L, umol/L or µmol/L."""
    units = MG_DL_PER_CREATININE_UNIT
    start, goal = one_of("from_unit", from_unit, units), one_of("to_unit", to_unit, units)
    return in_range("value", value, 0, 1e6, start) * units[start] / units[goal]


def cockcroft_gault(
    age_years: Numbers, weight_kg: Numbers, creatinine_mg_dl: Numbers, sex: str
) -> Numbers:
    """Creatinine clearance (mL/min) after Cockcroft and Gault, for adults.

    (140 - age) x weight / (72 x creatinine), times 0.85 for women. Raises ValueError for an age
    outside 18 to 120 years, a weight outside 20 to 350 kg or an impossible creatinine.
    Source: cockcroft1976.
    """
    weight = _weight(weight_kg)
    women = 0.85 if sex_word(sex) == "female" else 1.0
    return (140 - _age(age_years)) * weight / (72 * _plasma_creatinine(creatinine_mg_dl)) * women


def ckd_epi_2021(age_years: Numbers, creatinine_mg_dl: Numbers, sex: str) -> Numbers:
    """Estimated glomerular filtration rate (mL/min/1.73 m²) by CKD-EPI 2021, for adults.

    142 x min(creatinine/k, 1)^a x max(creatinine/k, 1)^-1.2 x 0.9938^age, times 1.012 for women.
    Raises ValueError for an age outside 18 to 120 years or an impossible creatinine.
    Source: inker2021, as in nkf_ckdepi2021.
    """
    female = sex_word(sex) == "female"
    k, a, women = (0.7, -0.241, 1.012) if female else (0.9, -0.302, 1.0)
    ratio = _plasma_creatinine(creatinine_mg_dl) / k
    rate = 142 * np.minimum(ratio, 1) ** a * np.maximum(ratio, 1) ** -1.2
    return plain(rate * 0.9938 ** _age(age_years) * women)


def fractional_excretion(
    urine_magnesium: Numbers,
    plasma_magnesium: Numbers,
    urine_creatinine: Numbers,
    plasma_creatinine: Numbers,
) -> Numbers:
    """The share of the filtered magnesium that leaves with the urine (FEMg, %).

    100 x UMg x PCr / (0.7 x PMg x UCr). Both magnesium values need one unit, any; so do both
    creatinine values. The 0.7 is the share of plasma magnesium that can be filtered. Raises
    ValueError for values that are not above zero and for a result above 100 %. Source:
    clinlabnav_umg.
    """
    urine = in_range("urine_magnesium", urine_magnesium, 0, 1e6)
    plasma = _above_zero("plasma_magnesium", plasma_magnesium)
    creatinine = _above_zero("plasma_creatinine", plasma_creatinine) / _above_zero(
        "urine_creatinine", urine_creatinine
    )
    percent = 100 * urine * creatinine / (ULTRAFILTERABLE * plasma)
    if np.any(percent > 100):
        raise ValueError(
            f"FEMg: {float(np.max(percent)):.0f} % is impossible, for nobody excretes more than "
            "was filtered; give both magnesium values in one unit, and both creatinine values."
        )
    return percent


def excreted_mmol_per_day(
    femg_percent: Numbers, plasma_magnesium_mmol_l: Numbers, filtration_ml_min: Numbers
) -> Numbers:
    """Magnesium that leaves with the urine (mmol a day), by FEMg (%) and filtration (mL/min).

    FEMg of what is filtered: 0.7 x plasma magnesium (mmol/L) x litres filtered a day. Raises
    ValueError for a share outside 0 to 100 % and for a plasma or filtration that is not above zero.
    """
    share = in_range("femg_percent", femg_percent, 0, 100, "%") / 100
    litres_a_day = _above_zero("filtration_ml_min", filtration_ml_min) * MINUTES_A_DAY / 1000
    plasma = _above_zero("plasma_magnesium_mmol_l", plasma_magnesium_mmol_l)
    return share * ULTRAFILTERABLE * plasma * litres_a_day


@dataclass(frozen=True)
class UrineTest:
    """Magnesium (mmol/L) and creatinine (mg/dL) in a spot urine and in the plasma beside it."""

    urine_magnesium: float
    plasma_magnesium: float
    urine_creatinine: float
    plasma_creatinine: float

    def __post_init__(self) -> None:
        single("urine_magnesium", self.urine_magnesium, 0, 1000, "mmol/L")
        for name in ("plasma_magnesium", "urine_creatinine", "plasma_creatinine"):
            single(name, _above_zero(name, getattr(self, name)), 0, 1e6)

    @property
    def femg(self) -> float:
        """Fractional excretion of magnesium (%)."""
        return fractional_excretion(
            self.urine_magnesium,
            self.plasma_magnesium,
            self.urine_creatinine,
            self.plasma_creatinine,
        )

    @property
    def ratio(self) -> float:
        """Magnesium for creatinine in the urine (mg/mg)."""
        magnesium = convert_concentration(self.urine_magnesium, "mmol/L", "mg/dL")
        return magnesium / self.urine_creatinine


@dataclass(frozen=True)
class KidneyFunction:
    """One person's kidney function by both equations; creatinine in mg/dL."""

    age_years: float
    weight_kg: float
    creatinine_mg_dl: float
    sex: str

    def __post_init__(self) -> None:
        single("age_years", _age(self.age_years), 18, 120)
        single("weight_kg", _weight(self.weight_kg), 20, 350)
        single("creatinine_mg_dl", _plasma_creatinine(self.creatinine_mg_dl), 0, 1e6)
        sex_word(self.sex)

    @property
    def clearance(self) -> float:
        """Cockcroft-Gault (mL/min)."""
        return cockcroft_gault(self.age_years, self.weight_kg, self.creatinine_mg_dl, self.sex)

    @property
    def egfr(self) -> float:
        """CKD-EPI 2021 (mL/min/1.73 m²)."""
        return ckd_epi_2021(self.age_years, self.creatinine_mg_dl, self.sex)

    @property
    def crossings_mg_dl(self) -> list[float]:
        """The creatinine levels (mg/dL) of the usual range at which both estimates are equal."""
        levels = np.geomspace(*PLOTTED_MG_DL, 2000)
        rates = ckd_epi_2021(self.age_years, levels, self.sex)
        gaps = rates - cockcroft_gault(self.age_years, self.weight_kg, levels, self.sex)
        return [float(level) for level in levels[1:][np.diff(np.sign(gaps)) != 0]]


def _age(age_years: Numbers) -> Numbers:
    return in_range("age_years", age_years, 18, 120, "years (the equations are for adults)")


def _weight(weight_kg: Numbers) -> Numbers:
    return in_range("weight_kg", weight_kg, 20, 350, "kg")


def _plasma_creatinine(creatinine_mg_dl: Numbers) -> Numbers:
    low, high = PLASMA_CREATININE_MG_DL
    level = in_range("creatinine_mg_dl", creatinine_mg_dl, 0, 1e6, "mg/dL")
    if np.any(level > high):
        typed = float(np.max(level))
        meant = convert_creatinine(typed, "µmol/L", "mg/dL")
        raise ValueError(
            f"creatinine_mg_dl: {typed} mg/dL is not survivable; did you mean {typed} µmol/L "
            f"({meant:.2f} mg/dL)?"
        )
    if np.any(level < low):
        raise ValueError(
            f"creatinine_mg_dl: {float(np.min(level))} mg/dL is impossible, for muscle always "
            f"makes creatinine; give at least {low} mg/dL."
        )
    return level


def _above_zero(name: str, value: Numbers) -> Numbers:
    level = in_range(name, value, 0, 1e6)
    if np.any(level < SMALLEST_LEVEL):
        found = float(np.min(level))
        raise ValueError(
            f"{name}: {found:g} is impossible in a living person; give a value above zero."
        )
    return level
