"""Explorers of kidney function and of magnesium in the urine."""

from helpers.drawing import listed
from helpers.figures import kidney as figures
from helpers.lesson import Explorer, Number, choice
from helpers.science.kidney import SEXES, KidneyFunction, UrineTest, convert_creatinine
from helpers.science.quantities import convert_concentration
from helpers.science.status import LOWER_LIMIT_MMOL_L

# How many of each unit make one of the first; what most people have, in the first.
MAGNESIUM = {
    unit: convert_concentration(1, "mmol/L", unit) for unit in ("mmol/L", "mg/dL", "mEq/L")
}
CREATININE = {unit: convert_creatinine(1, "mg/dL", unit) for unit in ("mg/dL", "µmol/L")}
URINE_CREATININE = {unit: convert_creatinine(1, "mg/dL", unit) for unit in ("mg/dL", "mmol/L")}
WEIGHT = {"kg": 1, "lb": 1 / 0.45359237}
USUAL_MAGNESIUM, USUAL_CREATININE, USUAL_WEIGHT = (0.4, 1.3), (0.4, 3), (40, 140)


def creatinine(description: str, value: float, low: float = 0.2) -> Number:
    """Creatinine in plasma, from little muscle to failed kidneys."""
    return Number(description, value, low, 15, step=0.05, units=CREATININE, usual=USUAL_CREATININE)


def weight(value: float, low: float = 20) -> Number:
    """A body weight; above 140 kg it is likelier that pounds were typed, so that is asked."""
    return Number("Weight", value, low, 250, units=WEIGHT, usual=USUAL_WEIGHT)


def excretion() -> Explorer:
    """Four laboratory values in any units -> FEMg among published groups and cut-offs."""
    controls = {
        "urine_magnesium": Number("Magnesium in urine", 1.6, 0.1, 20, step=0.1, units=MAGNESIUM),
        "plasma_magnesium": Number(
            "Magnesium in plasma", 0.6, 0.1, 15, step=0.02, units=MAGNESIUM, usual=USUAL_MAGNESIUM
        ),
        "urine_creatinine": Number("Creatinine in urine", 90, 5, 400, units=URINE_CREATININE),
        "plasma_creatinine": creatinine("Creatinine in plasma", 0.8),
    }
    return Explorer("FEMg explorer", controls, UrineTest, figures.excretion, _excretion_sentence)


def _excretion_sentence(test: UrineTest) -> str:
    return (
        f"The kidney lets go <strong>{test.femg:.3g} %</strong> of the magnesium that it filters: "
        f"{_verdict(test.femg)} Magnesium for creatinine in the urine: {test.ratio:.3f} mg/mg. "
        f"{_when_read(test.plasma_magnesium)}"
    )


def _verdict(femg: float) -> str:
    cuts = figures.cut_offs()
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
        "age_years": Number("Age", 60, 18, 95, unit="years"),
        "weight_kg": weight(70),
        "creatinine_mg_dl": creatinine("Creatinine in plasma", 1.1, 0.4),
        "sex": choice("Sex", SEXES, "female"),
    }
    return Explorer(
        "Kidney explorer", controls, KidneyFunction, figures.function, _kidney_sentence,
        telling=("age_years", "creatinine_mg_dl"),
    )  # fmt: skip


def _kidney_sentence(person: KidneyFunction) -> str:
    micromol = convert_creatinine(person.creatinine_mg_dl, "mg/dL", "µmol/L")
    return (
        f"Creatinine {person.creatinine_mg_dl:.2f} mg/dL ({micromol:.0f} µmol/L). CKD-EPI 2021: "
        f"<strong>{person.egfr:.1f} mL/min/1.73 m²</strong>, for staging kidney disease and for "
        f"the depletion score. Cockcroft-Gault: <strong>{person.clearance:.1f} mL/min</strong> for "
        f"a weight of {person.weight_kg:.0f} kg, which many medicine labels mean."
    )
