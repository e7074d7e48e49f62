"""Explorers of kidney function and of magnesium in the urine."""

from helpers.explorers.units import Units, unit_choice
from helpers.figures import kidney as figures
from helpers.lesson import Explorer, Number, choice
from helpers.lesson.pictures import listed
from helpers.science.kidney import SEXES, KidneyFunction, UrineTest, convert_creatinine
from helpers.science.quantities import convert_concentration
from helpers.science.status import LOWER_LIMIT_MMOL_L
from helpers.tables import table

MAGNESIUM = {unit: (unit, unit) for unit in ("mmol/L", "mg/dL", "mEq/L")}
CREATININE = {
    "mg/dL": ("mg/dL", "mg/dL"),
    "mmol/L in urine, µmol/L in plasma": ("mmol/L", "µmol/L"),
}
PLASMA_CREATININE = {"mg/dL": ("mg/dL",), "µmol/L": ("µmol/L",)}


def excretion() -> Explorer:
    """Four laboratory values in any units -> FEMg among published groups and cut-offs."""
    controls = {
        "urine_magnesium": Number("Magnesium in urine", 1.6, 0.1, 20, step=0.1),
        "plasma_magnesium": Number("Magnesium in plasma", 0.6, 0.2, 1.4, step=0.02),
        "urine_creatinine": Number("Creatinine in urine", 90, 5, 400, step=1),
        "plasma_creatinine": Number("Creatinine in plasma", 0.8, 0.3, 6, step=0.05),
    }
    urine_magnesium, plasma_magnesium, urine_creatinine, plasma_creatinine = controls.values()
    magnesium = (urine_magnesium, plasma_magnesium)
    creatinine = (urine_creatinine, plasma_creatinine)
    units = {
        "magnesium_units": unit_choice("Magnesium in", MAGNESIUM, convert_concentration, magnesium),
        "creatinine_units": unit_choice(
            "Creatinine in", CREATININE, convert_creatinine, creatinine
        ),
    }
    return Explorer(
        "FEMg explorer", controls | units, _urine_test, figures.excretion, _excretion_sentence
    )


def _urine_test(magnesium_units: Units, creatinine_units: Units, **levels: float) -> UrineTest:
    magnesium = {
        f"{place}_magnesium": convert_concentration(levels[f"{place}_magnesium"], unit, "mmol/L")
        for place, unit in zip(("urine", "plasma"), magnesium_units)
    }
    creatinine = {
        f"{place}_creatinine": convert_creatinine(levels[f"{place}_creatinine"], unit, "mg/dL")
        for place, unit in zip(("urine", "plasma"), creatinine_units)
    }
    return UrineTest(**magnesium, **creatinine)


def _excretion_sentence(test: UrineTest) -> str:
    return (
        f"The kidney lets go <strong>{test.femg:.3g} %</strong> of the magnesium that it filters: "
        f"{_verdict(test.femg)} Magnesium for creatinine in the urine: {test.ratio:.3f} mg/mg. "
        f"{_when_read(test.plasma_magnesium)}"
    )


def _verdict(femg: float) -> str:
    cuts = table("femg").query("kind == 'cut-off'")["femg_percent"]
    above = listed(f"{cut:g}" for cut in cuts if femg > cut)
    below = listed(f"{cut:g}" for cut in cuts if femg <= cut)
    if not above:
        return f"below every published cut-off ({below} %)."
    if not below:
        return f"above every published cut-off ({above} %)."
    return f"above {above} %, but not above {below} %: the published cut-offs disagree."


def _when_read(plasma_magnesium: float) -> str:
    if plasma_magnesium < LOWER_LIMIT_MMOL_L:
        return "Plasma is low here, so a high share would mean that the kidney wastes magnesium."
    return (
        f"Plasma is not below {LOWER_LIMIT_MMOL_L:g} mmol/L here: a high share may only show that "
        "there is magnesium to spare."
    )


def function() -> Explorer:
    """Age, weight, sex and creatinine -> both equations, each with its use."""
    controls = {
        "age_years": Number("Age", 60, 18, 95, step=1, unit="years"),
        "weight_kg": Number("Weight", 70, 40, 150, step=1, unit="kg"),
        "creatinine": Number("Creatinine in plasma", 1.1, 0.4, 6, step=0.05),
    }
    units = {
        "units": unit_choice(
            "Creatinine in", PLASMA_CREATININE, convert_creatinine, (controls["creatinine"],)
        ),
        "sex": choice("Sex", SEXES, "female"),
    }
    return Explorer(
        "Kidney explorer", controls | units, _kidney, figures.function, _kidney_sentence
    )


def _kidney(
    age_years: float, weight_kg: float, creatinine: float, units: Units, sex: str
) -> KidneyFunction:
    level = convert_creatinine(creatinine, units[0], "mg/dL")
    return KidneyFunction(age_years, weight_kg, level, sex)


def _kidney_sentence(person: KidneyFunction) -> str:
    micromol = convert_creatinine(person.creatinine_mg_dl, "mg/dL", "µmol/L")
    return (
        f"Creatinine {person.creatinine_mg_dl:.2f} mg/dL ({micromol:.0f} µmol/L). CKD-EPI 2021: "
        f"<strong>{person.egfr:.1f} mL/min/1.73 m²</strong>, for staging kidney disease and for "
        f"the depletion score. Cockcroft-Gault: <strong>{person.clearance:.1f} mL/min</strong> for "
        f"a weight of {person.weight_kg:.0f} kg, which many medicine labels mean."
    )
