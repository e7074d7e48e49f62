"""The dose planner: how much magnesium may be added for a person, or why none is proposed.

For learning only. It refuses rather than guesses; its rules are rows of data/dosing_rules.csv,
each with a source. Amounts are mg of elemental magnesium a day.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.science.absorption import absorbed_mmol
from helpers.science.checks import choice
from helpers.science.intake import AUTHORITIES, LIFE_STAGES, ReferenceIntake, reference_intake
from helpers.science.kidney import KidneyFunction, ckd_epi_2021, cockcroft_gault
from helpers.science.quantities import convert_amount
from helpers.science.rules import NOTICE, Reason, limit, reason
from helpers.science.spacing import NEVER, Spacing, single, spacing
from helpers.science.supplements import elemental_mg
from helpers.tables import by, row

PLAN, NOTHING = "plan", "nothing to add"
REFUSAL, UNKNOWN = "refusal", "kidney function unknown"
GOALS = ("rda", "ear")
MEDICINES = ("medicine_spacing", "magnesium_medicines")  # the tables that know them
CONDITIONS = (
    "heart_block", "slow_heart", "myasthenia", "bowel_obstruction", "high_magnesium", "dialysis",
    "struvite", "dehydration", "bariatric_surgery",
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

    answer: "plan", "nothing to add", "refusal" or "kidney function unknown". goal: "RDA", "EAR" or
    "AI". tablets: in each serving. already_mg: from products and supplements that are taken.
    absorbed_mg: what an illustrative curve lets in. supplement_limits: of all authorities.
    """

    answer: str
    authority: str
    reference: ReferenceIntake
    supplement_limits: Mapping[str, float]
    kidney: KidneyFunction | None
    goal: str
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
        """What the illustrative curve lets in of the proposal; a rounding error adds nothing."""
        servings = (convert_amount(count * self.tablet_mg, "mg", "mmol") for count in self.tablets)
        return min(self.dose_mg, convert_amount(sum(map(absorbed_mmol, servings)), "mmol", "mg"))


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
    case = _Case(
        age_years,
        _needs(age_years, sex, life_stage, authority, goal),
        _kidneys(age_years, sex, weight_kg, creatinine_mg_dl, creatinine_stable),
        _taken(diet_mg, supplement_mg, {} if products is None else products, tablet_mg),
        _words("conditions", conditions, CONDITIONS),
        _words("medicines", medicines, _known_medicines()),
    )
    return _planned(case, None if dose_mg is None else _judged(case, _amount("dose_mg", dose_mg)))


def products_mg(products: Mapping[str, float]) -> float:
    """Magnesium (mg a day) in measures of laxatives and antacids, by magnesium_products."""
    if not isinstance(products, Mapping):
        raise ValueError(f"products: {products!r} does not work here; give products and measures.")
    known = by("magnesium_products", "product", "product")
    return sum(
        single("products", measures, 0, 50, "measures")
        * _measure_mg(row("magnesium_products", product=choice("products", product, known)))
        for product, measures in products.items()
    )


def _measure_mg(product: Mapping[str, Any]) -> float:
    stated = product["stated_mg"]
    return stated if product["states"] == "elemental" else elemental_mg(stated, product["formula"])


def _amount(name: str, value: float) -> float:
    return single(name, value, 0, MOST_MG, "mg")


def _yes_or_no(name: str, value: object) -> bool:
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name}: {value!r} does not work here; give True or False.")
    return bool(value)


def _known_medicines() -> list[str]:
    return [drug for name in MEDICINES for drug in by(name, "medicine", "name")]


def _words(name: str, words: Iterable[str], known: Iterable[str]) -> list[str]:
    """Each word once, in the spelling that is known."""
    if isinstance(words, str) or not isinstance(words, Iterable):
        raise ValueError(f"{name}: {words!r} does not work here; give a list of words.")
    spellings = list(known)
    return list(dict.fromkeys(choice(name, word, spellings) for word in words))


@dataclass(frozen=True)
class _Needs:
    """What a person is to reach, and the most from supplements by each authority."""

    life_stage: str
    authority: str
    reference: ReferenceIntake
    limits: Mapping[str, float]
    goal: str
    goal_mg: float


def _needs(age: float, sex: str, life_stage: str, authority: str, goal: str) -> _Needs:
    stage = LIFE_STAGES[choice("life_stage", life_stage, LIFE_STAGES)]
    chosen = choice("authority", authority, AUTHORITIES)
    rows = {name: reference_intake(age, sex, stage, name) for name in AUTHORITIES}
    limits = {
        name: found.supplement_ul for name, found in rows.items() if found.supplement_ul is not None
    }
    wanted = _goal(rows[chosen], choice("goal", goal, GOALS))
    return _Needs(stage, chosen, rows[chosen], limits, *wanted)


def _goal(reference: ReferenceIntake, goal: str) -> tuple[str, float]:
    """The first that the authority has set, by name."""
    names = ("EAR", "RDA", "AI") if goal == "ear" else ("RDA", "AI")
    amounts = ((name, getattr(reference, name.lower())) for name in names)
    return next((found for found in amounts if found[1] is not None), ("AI", 0.0))


@dataclass(frozen=True)
class _Kidneys:
    """Both estimates, or None; the lowest of what there is, in numbers and in words."""

    estimate: KidneyFunction | None
    lowest: float
    words: str
    stable: bool

    @property
    def caution(self) -> bool:
        if self.estimate is None:
            return False
        return limit("kidney_stop") <= self.lowest < limit("kidney_caution")


def _kidneys(
    age: float, sex: str, weight: float | None, creatinine: float | None, stable: bool
) -> _Kidneys:
    """Both estimates need everything; without, and for children, there is none."""
    _check_kidneys(max(age, limit("adult")), sex, weight, creatinine)
    steady = _yes_or_no("creatinine_stable", stable)
    if creatinine is None or age < limit("adult"):
        return _Kidneys(None, math.inf, "", steady)
    egfr = ckd_epi_2021(age, creatinine, sex)
    words = f"CKD-EPI 2021 gives {rounded_down(egfr)} mL/min/1.73 m²."
    if weight is None:
        return _Kidneys(None, egfr, words, steady)
    kidney = KidneyFunction(age, weight, creatinine, sex)
    if kidney.clearance < egfr:
        words = f"Cockcroft-Gault gives {rounded_down(kidney.clearance)} mL/min."
    return _Kidneys(kidney, lower_estimate(kidney), words, steady)


def _check_kidneys(adult: float, sex: str, weight: float | None, creatinine: float | None) -> None:
    """What is impossible is said at once, also where one of the two is not known."""
    if weight is not None:
        cockcroft_gault(adult, single("weight_kg", weight, 20, 350, "kg"), 1, sex)
    if creatinine is not None:
        ckd_epi_2021(adult, single("creatinine_mg_dl", creatinine, 0, 1e6, "mg/dL"), sex)


def lower_estimate(kidney: KidneyFunction) -> float:
    """The lower of clearance (mL/min) and eGFR (mL/min/1.73 m²): it decides."""
    return min(kidney.clearance, kidney.egfr)


def rounded_down(estimate: float) -> str:
    """An estimate in text; 29.97 is below a line at 30 and must not look like 30.0."""
    return f"{math.floor(10 * estimate) / 10:.1f}"


@dataclass(frozen=True)
class _Taken:
    """What is taken already, and the tablet that may be added to it (mg)."""

    diet_mg: float
    already_mg: float
    tablet_mg: float


def _taken(diet: float, supplement: float, products: Mapping[str, float], tablet: float) -> _Taken:
    already = _amount("supplement_mg", supplement) + products_mg(products)
    return _Taken(_amount("diet_mg", diet), already, single("tablet_mg", tablet, 1, 1000, "mg"))


@dataclass(frozen=True)
class _Case:
    """All that is known of one person, checked; each property is a step to the answer."""

    age_years: float
    needs: _Needs
    kidneys: _Kidneys
    taken: _Taken
    conditions: list[str]
    medicines: list[str]

    @property
    def strict(self) -> str:
        """Whose upper limit is kept: in the caution band the lowest one of all authorities."""
        limits = self.needs.limits
        return min(limits, key=limits.__getitem__) if self.kidneys.caution else self.needs.authority

    @property
    def cap(self) -> float:
        """The upper limit that is kept; 0 where the authority has set none."""
        return self.needs.limits.get(self.strict, 0.0)

    @property
    def gap(self) -> float:
        """What is missing to the goal."""
        return max(0.0, self.needs.goal_mg - self.taken.diet_mg - self.taken.already_mg)

    @property
    def room(self) -> float:
        """What the upper limit leaves."""
        return self.cap - self.taken.already_mg

    @property
    def refusals(self) -> list[Reason]:
        """Every rule that forbids a plan."""
        return [
            *map(reason, self._illnesses("refusal")),
            *self._child,
            *self._kidney_stop,
            *self._limit_used_up,
            *self._incompatible,
        ]

    def _illnesses(self, kind: str) -> list[str]:
        return [word for word in self.conditions if row("dosing_rules", rule=word)["kind"] == kind]

    @property
    def _child(self) -> list[Reason]:
        words = f"Here: {math.floor(self.age_years)} years."
        return [reason("adult", words)] if self.age_years < limit("adult") else []

    @property
    def _kidney_stop(self) -> list[Reason]:
        stop = self.kidneys.lowest < limit("kidney_stop")
        return [reason("kidney_stop", self.kidneys.words)] if stop else []

    @property
    def _limit_used_up(self) -> list[Reason]:
        already = self.taken.already_mg
        words = f"{already:.0f} mg are taken; {self.limit_named(self.strict)}."
        found = reason("upper_limit", words, _limit_source(self.strict))
        return [found] if 0 < self.cap <= already else []

    def limit_named(self, authority: str) -> str:
        """An upper limit in words; the reference values of an authority have no other."""
        return f"the {authority.upper()} limit is {self.needs.limits.get(authority, 0):g} mg"

    @property
    def _incompatible(self) -> list[Reason]:
        rules = map(spacing, self._spaced)
        return [reason("incompatible", rule.sentence) for rule in rules if rule.direction == NEVER]

    @property
    def _spaced(self) -> list[str]:
        return [
            drug for drug in self.medicines if drug in by("medicine_spacing", "medicine", "name")
        ]

    @property
    def unknowns(self) -> list[Reason]:
        """Why nobody can say what an adult's kidneys do, unless they have failed."""
        if self._child:
            return []
        if self.kidneys.estimate is None and not self._kidney_stop:
            return [reason("kidney_unknown")]
        return [] if self.kidneys.stable else [reason("kidney_unstable")]

    @property
    def held_back(self) -> list[Reason]:
        """Why there is no plan; a refusal comes before what is unknown."""
        return [*self.refusals, *self.unknowns]

    @property
    def fitting(self) -> int:
        """Whole tablets: the goal forgives a rounding error, the upper limit nothing."""
        tablet, already, cap = self.taken.tablet_mg, self.taken.already_mg, self.cap
        count = math.floor(self.gap / tablet + LAST_DIGIT)
        while count > 0 and already + count * tablet > cap:
            count -= 1
        return count

    @property
    def tablets(self) -> int:
        """The tablets that are proposed."""
        return 0 if self.held_back else min(self.fitting, int(limit("many_tablets")))

    @property
    def too_large(self) -> list[Reason]:
        """Why not even one tablet fits; without a gap there is nothing to explain."""
        if self.held_back or self.fitting or self.gap <= LAST_DIGIT:
            return []
        tablet = self.taken.tablet_mg
        rules = [
            ("tablet_too_large", f"a gap of {self.gap:.0f} mg.", self.gap, ""),
            (
                "limit_room",
                f"room for {max(0, self.room):.0f} mg; {self.limit_named(self.strict)}.",
                self.room,
                _limit_source(self.strict),
            ),
        ]
        return [
            reason(rule, f"Here: a tablet of {tablet:.0f} mg, {words}", source)
            for rule, words, most, source in rules
            if tablet > most + LAST_DIGIT
        ]

    @property
    def warnings(self) -> list[Reason]:
        """What to know with the answer, whatever it is."""
        return [
            *self._already_taken,
            *self._personal_notes,
            *self._medicine_notes,
            *self._tablet_notes,
        ]

    @property
    def _already_taken(self) -> list[Reason]:
        """What speaks against more magnesium does not spare the magnesium that is taken."""
        already = self.taken.already_mg
        against = [
            *self._illnesses("refusal"),
            *self._kidney_stop,
            *self._incompatible,
            *self.unknowns,
        ]
        return (
            [reason("already_taken", f"Here: {already:.0f} mg a day.")]
            if already and against
            else []
        )

    @property
    def _personal_notes(self) -> list[Reason]:
        caution = self.kidneys.caution
        return [
            *([reason("kidney_caution")] if caution else []),
            *([reason("monitoring")] if caution or self._changes else []),
            *([reason("life_stage")] if self.needs.life_stage != "none" else []),
            *map(reason, self._illnesses("warning")),
        ]

    @property
    def _changes(self) -> list[dict[str, Any]]:
        changing = by("magnesium_medicines", "medicine", "name")
        found = (drug for drug in self.medicines if drug in changing)
        return [row("magnesium_medicines", medicine=drug) for drug in found]

    @property
    def _medicine_notes(self) -> list[Reason]:
        rules = [rule for rule in map(spacing, self._spaced) if rule.direction != NEVER]
        return [*map(_change, self._changes), *map(_apart, rules)]

    @property
    def _tablet_notes(self) -> list[Reason]:
        dropped = 0 < self.tablets < self.fitting
        return [
            *([reason("gut")] if self.tablets else []),
            *([reason("many_tablets", f"Here: {self.fitting}.")] if dropped else []),
        ]

    @property
    def against(self) -> list[Reason]:
        """What speaks against any dose."""
        return [*self.held_back, *(note for note in self.warnings if note.rule in SPEAKS_AGAINST)]


def _limit_source(authority: str) -> str:
    """The source of an upper limit is that of the authority which set it."""
    return str(row("supplement_limits", authority=authority)["source_key"])


def _change(drug: Mapping[str, str]) -> Reason:
    name, effect = drug["name"], drug["effect"]
    change = "watch magnesium" if effect == "watch" else f"the body {effect} magnesium"
    sentence = f"{name}: {change} ({drug['place']}). {drug['how']}"
    return Reason(f"{effect}_magnesium", name, sentence, drug["source_key"])


def _apart(rule: Spacing) -> Reason:
    return Reason("spacing", rule.name, rule.sentence, rule.source_key)


def _planned(case: _Case, judgement: Judgement | None) -> Plan:
    needs, taken = case.needs, case.taken
    return Plan(
        answer=_answer(case),
        authority=needs.authority,
        reference=needs.reference,
        supplement_limits=needs.limits,
        kidney=case.kidneys.estimate,
        goal=needs.goal,
        goal_mg=needs.goal_mg,
        diet_mg=taken.diet_mg,
        already_mg=taken.already_mg,
        tablet_mg=taken.tablet_mg,
        tablets=_servings(case.tablets),
        reasons=(*case.held_back, *case.too_large),
        warnings=tuple(case.warnings),
        judgement=judgement,
    )


def _answer(case: _Case) -> str:
    if case.refusals:
        return REFUSAL
    if case.unknowns:
        return UNKNOWN
    return PLAN if case.tablets else NOTHING


def _servings(tablets: int) -> tuple[int, ...]:
    """Tablets shared over up to three servings, the larger ones first."""
    servings = min(tablets, MOST_SERVINGS)
    return tuple(-(-(tablets - n) // servings) for n in range(servings))


def _judged(case: _Case, dose: float) -> Judgement:
    """Everything that speaks against a dose."""
    taken = case.taken.already_mg + dose
    reasons = (*case.against, *_more_than_the_gap(case, dose), *_above_limits(case, taken))
    return Judgement(dose, taken, case.taken.diet_mg + taken, reasons)


def _more_than_the_gap(case: _Case, dose: float) -> list[Reason]:
    words = f"Here: {dose:.0f} mg for a gap of {case.gap:.0f} mg."
    return [reason("goal_passed", words)] if dose > case.gap + LAST_DIGIT else []


def _above_limits(case: _Case, taken: float) -> list[Reason]:
    """Each limit that is passed: the chosen and the kept one, unless used up, and the other."""
    own = {case.strict, case.needs.authority}
    used_up = {case.strict} if case._limit_used_up else set()
    return [
        reason(
            "upper_limit_passed" if authority in own else "other_limit",
            f"Here: {taken:.0f} mg; {case.limit_named(authority)}.",
            _limit_source(authority),
        )
        for authority, amount in case.needs.limits.items()
        if amount < taken and authority not in used_up
    ]
