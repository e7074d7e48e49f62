"""A plan for one person from what the rules find, and the judgement of a dose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.science.absorption import absorbed_mmol
from helpers.science.dosing import rules
from helpers.science.dosing.inputs import Facts, amount, facts
from helpers.science.intake import ReferenceIntake
from helpers.science.kidney import KidneyFunction
from helpers.science.quantities import convert_amount
from helpers.science.rules import NOTICE, Reason, limit, reason

PLAN, NOTHING = "plan", "nothing to add"
REFUSAL, UNKNOWN = "refusal", "kidney function unknown"
MOST_SERVINGS = 3  # the label of smpc_kora2022 divides a day's tablets into three


@dataclass(frozen=True)
class Judgement:
    """A dose that somebody has in mind, judged: it is never planned.

    supplement_mg: the dose with products and supplements. total_mg: this and food. reasons: what
    speaks against it. notes: limits of other authorities that it passes.
    """

    dose_mg: float
    supplement_mg: float
    total_mg: float
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...] = ()
    notice: str = NOTICE

    @property
    def acceptable(self) -> bool:
        """Whether nothing speaks against the dose."""
        return not self.reasons


@dataclass(frozen=True)
class Plan:
    """The answer for one person: a proposal, or the reasons why there is none (or no more).

    answer: "plan", "nothing to add", "refusal" or "kidney function unknown". urgent: what has to
    be acted on today, whatever the answer; empty for most people. goal: "RDA", "RNI",
    "EAR" or "AI".
    tablets: in each serving. already_mg: from products and supplements that are taken. absorbed_mg:
    what an illustrative curve lets in. supplement_limits: of all authorities. kidney: both
    estimates, or None where the equations cannot be used.
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
    urgent: tuple[Reason, ...]
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
    of its own, unless creatinine alone shows that it has failed. So is a pregnancy, and a pair of
    estimates that do not fit together.
    `conditions` are words of CONDITIONS; `medicines` rows of medicine_spacing or
    magnesium_medicines, by key or by name; `products` maps rows of magnesium_products to measures a
    day. A `dose_mg` somebody has in mind is judged beside the proposal, by the same rules. Raises
    ValueError for impossible input.
    """
    person = facts(
        age_years, sex, diet_mg, life_stage, authority, goal, weight_kg, creatinine_mg_dl,
        creatinine_stable, conditions, medicines, {} if products is None else products,
        supplement_mg, tablet_mg,
    )  # fmt: skip
    return _planned(person, None if dose_mg is None else amount("dose_mg", dose_mg))


def _planned(person: Facts, dose: float | None) -> Plan:
    needs, taken = person.needs, person.taken
    refusals = rules.look(rules.REFUSALS, person)
    held_back = (*refusals, *rules.look(rules.UNKNOWNS, person))
    tablets = 0 if held_back else min(person.fitting, int(limit("many_tablets")))
    caps = () if held_back or person.fitting else rules.look(rules.CAPS, person)
    return Plan(
        answer=_answer(bool(refusals), bool(held_back), tablets),
        authority=needs.authority,
        reference=needs.reference,
        supplement_limits=needs.limits,
        kidney=person.kidneys.estimate,
        goal=needs.goal,
        goal_mg=needs.goal_mg,
        diet_mg=taken.diet_mg,
        already_mg=taken.already_mg,
        tablet_mg=taken.tablet_mg,
        tablets=_servings(tablets),
        urgent=rules.look(rules.URGENT, person),
        reasons=(*held_back, *caps),
        warnings=(*rules.look(rules.WARNINGS, person), *_tablet_notes(person, tablets)),
        judgement=None if dose is None else _judged(person, dose, held_back),
    )


def _answer(refused: bool, held_back: bool, tablets: int) -> str:
    if refused:
        return REFUSAL
    if held_back:
        return UNKNOWN
    return PLAN if tablets else NOTHING


def _servings(tablets: int) -> tuple[int, ...]:
    """Tablets shared over up to three servings, the larger ones first."""
    servings = min(tablets, MOST_SERVINGS)
    return tuple(-(-(tablets - n) // servings) for n in range(servings))


def _tablet_notes(person: Facts, tablets: int) -> list[Reason]:
    """What to know with a proposal, and with what is taken already."""
    dropped = 0 < tablets < person.fitting
    supplements = person.taken.already_mg + tablets * person.taken.tablet_mg
    return [
        *rules.other_limit(person, supplements),
        *([reason("gut"), reason("unlisted")] if tablets else []),
        *([reason("many_tablets", f"Here: {person.fitting}.")] if dropped else []),
    ]


def _judged(person: Facts, dose: float, held_back: tuple[Reason, ...]) -> Judgement:
    """A dose by the rules that bind a proposal, too: what is proposed passes them."""
    supplements = person.taken.already_mg + dose
    reasons = (
        *held_back,
        *rules.goal_passed(person, dose),
        *rules.upper_limit_passed(person, supplements),
    )
    notes = tuple(rules.other_limit(person, supplements))
    return Judgement(dose, supplements, person.taken.diet_mg + supplements, reasons, notes)
