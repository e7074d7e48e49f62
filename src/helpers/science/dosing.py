"""The dose planner: how much magnesium may be added for a person, or why none is proposed.

For learning only. It refuses rather than guesses; its rules are rows of data/dosing_rules.csv,
each with a source. Amounts are mg of elemental magnesium a day.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from helpers.science.absorption import absorbed_mmol
from helpers.science.checks import choice
from helpers.science.intake import AUTHORITIES, ReferenceIntake, reference_intake
from helpers.science.kidney import KidneyFunction, ckd_epi_2021, cockcroft_gault
from helpers.science.quantities import convert_amount
from helpers.science.rules import NOTICE, Reason, limit, reason
from helpers.science.spacing import single, spacing
from helpers.science.supplements import elemental_mg
from helpers.tables import table

PLAN, NOTHING = "plan", "nothing to add"
REFUSAL, UNKNOWN = "refusal", "kidney function unknown"
GOALS = ("rda", "ear")
CONDITIONS = (
    "heart_block", "slow_heart", "myasthenia", "bowel_obstruction", "high_magnesium", "dialysis",
)  # fmt: skip
MOST_SERVINGS = 3  # the label of smpc_kora2022 divides a day's tablets into three
SPEAKS_AGAINST = ("kidney_caution", "life_stage", "keeps_magnesium", "spacing")
LAST_DIGIT = 1e-9  # a rounding error costs no tablet
MOST_MG = 5000  # a day's food, products or dose; several times what anyone should take


@dataclass(frozen=True)
class Judgement:
    """A dose that somebody has in mind, judged: it is never planned.

    supplement_mg: the dose with products and supplements. total_mg: this and food.
    """

    dose_mg: float
    supplement_mg: float
    total_mg: float
    reasons: tuple[Reason, ...]
    notice: str = NOTICE

    @property
    def acceptable(self) -> bool:
        """Whether nothing speaks against the dose."""
        return not self.reasons


@dataclass(frozen=True)
class Plan:
    """The answer for one person: a proposal, or the reasons why there is none (or no more).

    answer: "plan", "nothing to add", "refusal" or "kidney function unknown". tablets: in each
    serving. already_mg: from products and supplements that are taken. absorbed_mg: what an
    illustrative curve lets in. supplement_limits: upper limits of all authorities.
    """

    answer: str
    authority: str
    reference: ReferenceIntake
    supplement_limits: Mapping[str, float]
    kidney: KidneyFunction | None
    goal_mg: float
    diet_mg: float
    already_mg: float
    tablet_mg: float
    tablets: tuple[int, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    judgement: Judgement | None = None
    notice: str = NOTICE

    @property
    def gap_mg(self) -> float:
        """What is missing to the goal before anything is proposed."""
        return max(0.0, self.goal_mg - self.diet_mg - self.already_mg)

    @property
    def dose_mg(self) -> float:
        """The supplement that is proposed."""
        return sum(self.tablets) * self.tablet_mg

    @property
    def supplement_mg(self) -> float:
        """What counts towards the upper limit: products, supplements and the proposal."""
        return self.already_mg + self.dose_mg

    @property
    def total_mg(self) -> float:
        """Everything: food, products, supplements and the proposal."""
        return self.diet_mg + self.supplement_mg

    @property
    def absorbed_mg(self) -> float:
        """What the illustrative curve lets in of the proposal."""
        servings = (convert_amount(count * self.tablet_mg, "mg", "mmol") for count in self.tablets)
        return convert_amount(sum(map(absorbed_mmol, servings)), "mmol", "mg")


def plan(
    age_years: float,
    sex: str,
    diet_mg: float,
    *,
    life_stage: str = "none",
    authority: str = "us",
    goal: str = "rda",
    weight_kg: float | None = None,
    creatinine_mg_dl: float | None = None,
    creatinine_stable: bool = True,
    conditions: Iterable[str] = (),
    medicines: Iterable[str] = (),
    products: Mapping[str, float] | None = None,
    supplement_mg: float = 0,
    tablet_mg: float = 100,
    dose_mg: float | None = None,
) -> Plan:
    """A supplement for one person, or the reasons why none is proposed.

    The proposal fills the gap between what is taken (food, products, supplements; mg a day) and
    the goal ("rda", or "ear" for the median need; an AI where an authority has set no other), in
    whole tablets of `tablet_mg` elemental magnesium, twelve at most, within the authority's upper
    limit. Weight and creatinine may be None: then kidney function is unknown, which is an answer
    of its own, unless creatinine alone shows that it has failed.
    `conditions` are words of CONDITIONS; `medicines` rows of medicine_spacing or
    magnesium_medicines; `products` maps rows of magnesium_products to measures a day. A `dose_mg`
    somebody has in mind is judged beside the proposal. Raises ValueError for impossible input.
    """
    reference = reference_intake(age_years, sex, life_stage, authority)
    diet, tablet = _amount("diet_mg", diet_mg), single("tablet_mg", tablet_mg, 1, 1000, "mg")
    already = _amount("supplement_mg", supplement_mg) + products_mg(products or {})
    ill = [choice("conditions", word, CONDITIONS) for word in conditions]
    drugs = [choice("medicines", word, _known_medicines()) for word in medicines]
    stable = _yes_or_no("creatinine_stable", creatinine_stable)
    kidney = _kidney(age_years, sex, weight_kg, creatinine_mg_dl)
    lowest = _lowest(age_years, sex, kidney, creatinine_mg_dl)
    limits = _limits(age_years, sex, life_stage)
    cap = _cap(reference, limits, kidney)
    refused = _refusals(age_years, ill, drugs, lowest, already, cap)
    unsure = [] if refused else _unknowns(kidney, stable)
    goal_mg = _goal(reference, choice("goal", goal, GOALS))
    gap = max(0.0, goal_mg - diet - already)
    fitting = _tablets(gap, cap, already, tablet)
    tablets = 0 if refused or unsure else min(fitting, int(limit("many_tablets")))
    small = [] if refused or unsure or fitting else _too_large(gap, cap - already, tablet)
    warnings = _warnings(kidney, drugs, life_stage, tablets, fitting)
    against = [*refused, *unsure, *(found for found in warnings if found.rule in SPEAKS_AGAINST)]
    return Plan(
        answer=_answer(refused, unsure, tablets),
        authority=choice("authority", authority, AUTHORITIES),
        reference=reference,
        supplement_limits=limits,
        kidney=kidney,
        goal_mg=goal_mg,
        diet_mg=diet,
        already_mg=already,
        tablet_mg=tablet,
        tablets=_servings(tablets),
        reasons=(*refused, *unsure, *small),
        warnings=warnings,
        judgement=_judge(dose_mg, diet, already, goal_mg, cap, limits, against),
    )


def products_mg(products: Mapping[str, float]) -> float:
    """Magnesium (mg a day) in measures of laxatives and antacids, by magnesium_products."""
    known = _rows("magnesium_products")
    return sum(
        single("products", measures, 0, 50, "measures")
        * _measure_mg(known[choice("products", product, known)])
        for product, measures in products.items()
    )


def _measure_mg(row: Mapping[str, Any]) -> float:
    stated = row["stated_mg"]
    return stated if row["states"] == "elemental" else elemental_mg(stated, row["formula"])


@cache
def _rows(name: str) -> dict[str, dict[str, Any]]:
    """A table by its first column."""
    rows = table(name)
    return rows.set_index(rows.columns[0]).to_dict("index")


def _amount(name: str, value: float) -> float:
    return single(name, value, 0, MOST_MG, "mg")


def _yes_or_no(name: str, value: object) -> bool:
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name}: {value!r} does not work here; give True or False.")
    return bool(value)


def _known_medicines() -> list[str]:
    return [*_rows("medicine_spacing"), *_rows("magnesium_medicines")]


def _kidney(
    age: float, sex: str, weight: float | None, creatinine: float | None
) -> KidneyFunction | None:
    """Both estimates need everything; without, and for children, there is none."""
    adult = max(age, limit("adult"))  # what is impossible is said at once, and to children, too
    if weight is not None:
        cockcroft_gault(adult, single("weight_kg", weight, 20, 350, "kg"), 1, sex)
    if creatinine is not None:
        ckd_epi_2021(adult, single("creatinine_mg_dl", creatinine, 0, 1e6, "mg/dL"), sex)
    if weight is None or creatinine is None or age < adult:
        return None
    return KidneyFunction(age, weight, creatinine, sex)


def lower_estimate(kidney: KidneyFunction) -> float:
    """The lower of clearance (mL/min) and eGFR (mL/min/1.73 m²): it decides."""
    return min(kidney.clearance, kidney.egfr)


def rounded_down(estimate: float) -> str:
    """An estimate in text; 29.97 is below a line at 30 and must not look like 30.0."""
    return f"{math.floor(10 * estimate) / 10:.1f}"


def _lowest(
    age: float, sex: str, kidney: KidneyFunction | None, creatinine: float | None
) -> tuple[float, str]:
    """The lowest estimate there is, and in words; creatinine alone gives one of the two."""
    if creatinine is None or age < limit("adult"):
        return math.inf, ""
    egfr = ckd_epi_2021(age, creatinine, sex)
    if kidney is not None and kidney.clearance < egfr:
        return kidney.clearance, f"Cockcroft-Gault gives {rounded_down(kidney.clearance)} mL/min."
    return egfr, f"CKD-EPI 2021 gives {rounded_down(egfr)} mL/min/1.73 m²."


def _limits(age: float, sex: str, life_stage: str) -> dict[str, float]:
    found = {name: reference_intake(age, sex, life_stage, name) for name in AUTHORITIES}
    return {name: row.supplement_ul for name, row in found.items() if row.supplement_ul is not None}


def _cap(
    reference: ReferenceIntake, limits: Mapping[str, float], kidney: KidneyFunction | None
) -> float:
    """The authority's upper limit; in the caution band the lower one of all authorities."""
    own = reference.supplement_ul or 0.0
    return min(own, *limits.values()) if limits and _in_caution(kidney) else own


def _in_caution(kidney: KidneyFunction | None) -> bool:
    if kidney is None:
        return False
    return limit("kidney_stop") <= lower_estimate(kidney) < limit("kidney_caution")


def _refusals(
    age: float, ill: list[str], drugs: list[str], lowest: tuple[float, str],
    already: float, cap: float,
) -> list[Reason]:  # fmt: skip
    reasons = [reason(condition) for condition in ill]
    if age < limit("adult"):
        reasons.append(reason("adult"))
    estimate, words = lowest
    if estimate < limit("kidney_stop"):
        reasons.append(reason("kidney_stop", words))
    if 0 < cap <= already:
        reasons.append(reason("upper_limit", f"{already:.0f} mg of {cap:.0f} mg are taken."))
    return reasons + [
        reason("incompatible", rule.sentence)
        for rule in (spacing(drug) for drug in drugs if drug in _rows("medicine_spacing"))
        if rule.direction == "never"
    ]


def _unknowns(kidney: KidneyFunction | None, stable: bool) -> list[Reason]:
    if kidney is None:
        return [reason("kidney_unknown")]
    return [] if stable else [reason("kidney_unstable")]


def _goal(reference: ReferenceIntake, goal: str) -> float:
    wanted = reference.ear if goal == "ear" else reference.rda
    return wanted or reference.rda or reference.ai or 0.0


def _tablets(gap: float, cap: float, already: float, tablet: float) -> int:
    """Whole tablets: the goal forgives a rounding error, the upper limit nothing."""
    count = min(math.floor(gap / tablet + LAST_DIGIT), math.floor((cap - already) / tablet))
    while count > 0 and already + count * tablet > cap:
        count -= 1
    return max(0, count)


def _too_large(gap: float, room: float, tablet: float) -> list[Reason]:
    """Why not even one tablet fits; without a gap there is nothing to explain."""
    if gap <= LAST_DIGIT:
        return []
    detail = f"Here: a tablet of {tablet:.0f} mg,"
    rules = [
        ("tablet_too_large", f"{detail} a gap of {gap:.0f} mg.", gap),
        ("limit_room", f"{detail} room for {max(0, room):.0f} mg.", room),
    ]
    return [reason(rule, words) for rule, words, most in rules if tablet > most + LAST_DIGIT]


def _servings(tablets: int) -> tuple[int, ...]:
    """Tablets shared over up to three servings, the larger ones first."""
    servings = min(tablets, MOST_SERVINGS)
    return tuple(-(-(tablets - n) // servings) for n in range(servings))


def _answer(refused: list[Reason], unsure: list[Reason], tablets: int) -> str:
    if refused:
        return REFUSAL
    if unsure:
        return UNKNOWN
    return PLAN if tablets else NOTHING


def _warnings(
    kidney: KidneyFunction | None, drugs: list[str], life_stage: str, tablets: int, fitting: int
) -> tuple[Reason, ...]:
    changing = _rows("magnesium_medicines")
    changes = [changing[drug] for drug in drugs if drug in changing]
    caution = _in_caution(kidney)
    return (
        *([reason("kidney_caution")] if caution else []),
        *([reason("monitoring")] if caution or changes else []),
        *([reason("life_stage")] if life_stage.casefold() != "none" else []),
        *(_change(row) for row in changes),
        *(_apart(drug) for drug in drugs if drug in _rows("medicine_spacing")),
        *([reason("gut")] if tablets else []),
        *([reason("many_tablets", f"Here: {fitting}.")] if 0 < tablets < fitting else []),
    )


def _change(row: Mapping[str, str]) -> Reason:
    sentence = f"{row['name']}: the body {row['effect']} magnesium ({row['place']}). {row['how']}"
    return Reason(f"{row['effect']}_magnesium", row["name"], sentence, row["source_key"])


def _apart(drug: str) -> Reason:
    rule = spacing(drug)
    return Reason("spacing", rule.name, rule.sentence, rule.source_key)


def _judge(
    dose: float | None, diet: float, already: float, goal: float, cap: float,
    limits: Mapping[str, float], reasons: list[Reason],
) -> Judgement | None:  # fmt: skip
    """Everything that speaks against a dose; `reasons` are those that do not depend on it."""
    if dose is None:
        return None
    mine = _amount("dose_mg", dose)
    taken, gap = already + mine, max(0.0, goal - diet - already)
    against = list(reasons)
    if mine > gap + LAST_DIGIT:
        against.append(reason("goal_passed", f"Here: {mine:.0f} mg for a gap of {gap:.0f} mg."))
    if taken > cap and "upper_limit" not in {known.rule for known in reasons}:
        against.append(reason("upper_limit_passed", f"Here: {taken:.0f} mg of {cap:.0f} mg."))
    against += [
        reason("other_limit", f"Here: {taken:.0f} mg of {other:.0f} mg.")
        for other in limits.values()
        if other < taken and other != cap
    ]
    return Judgement(mine, taken, diet + taken, tuple(against))
