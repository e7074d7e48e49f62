"""Synthetic patients, each consistent in age, sex, weight, creatinine, food and medicines.

They are made for practice: nobody stands behind them. What follows for them is not decided here,
but asked of the planner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import Any

from helpers.science.dosing import CONDITIONS, PLAN, REFUSAL, UNKNOWN, Plan, plan
from helpers.science.intake import ReferenceIntake, reference_intake
from helpers.science.kidney import KidneyFunction

SCENES = ("plan", "nothing to add", "failed", "young", "ill", "unknown", "unstable")
AGES = {"young": (14, 17), "well": (24, 79), "failed": (55, 89)}
CREATININE = {"young": (0.5, 0.9), "well": (0.6, 1.3), "failed": (1.8, 5.0)}  # mg/dL
# mL/min of both estimates: clear of the caution band, and of the stop line.
KIDNEYS = {"well": (75, 130), "failed": (9, 28)}
WEIGHTS = {"female": (65, 10, 46, 95), "male": (79, 11, 58, 108)}  # kg: mean, spread, bounds
TABLETS = (25, 30, 40, 48.5, 50, 55, 60, 64, 70, 75, 80, 84, 90, 100, 120)  # mg of the element
TOO_LITTLE, ENOUGH = (0.45, 0.75), (0.97, 1.25)  # of what is recommended

# Illnesses in words; those of the planner's CONDITIONS forbid magnesium, the others do not.
ILLNESSES = {
    "heart_block": "known heart block",
    "myasthenia": "myasthenia gravis",
    "high_magnesium": "a serum magnesium of 1.3 mmol/L (measured last week)",
    "struvite": "kidney stones from an infection (struvite)",
    "blood_pressure": "high blood pressure",
    "migraine": "migraine",
    "hay_fever": "hay fever",
    "arthrosis": "osteoarthritis of the knee",
}
FORBIDDING = tuple(key for key in ILLNESSES if key in CONDITIONS)
HARMLESS = tuple(key for key in ILLNESSES if key not in CONDITIONS)
# Medicines in words, the age from which they are given here, and the sex if it is one.
MEDICINES = {
    "levothyroxine": ("levothyroxine each morning", 30, ""),
    "ppi": ("omeprazole", 30, ""),
    "thiazides": ("hydrochlorothiazide", 45, ""),
    "alendronate": ("alendronate each morning", 58, "female"),
    "ciprofloxacin": ("ciprofloxacin this week", 20, ""),
    "iron": ("iron in the evening", 20, "female"),
}
PRODUCTS = {"milk_of_magnesia": (1, 2), "antacid_liquid": (1, 2, 3), "alginate_liquid": (1, 2)}


@dataclass(frozen=True, kw_only=True)
class Patient:
    """What a planner has to know of a synthetic person; amounts are mg of magnesium a day."""

    age: int
    sex: str
    weight: int
    creatinine: float | None
    stable: bool = True
    diet: int = 0
    tablet: float = 25
    medicines: tuple[str, ...] = ()
    illness: str = ""
    products: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        """What the planner answers."""
        return plan(
            self.age, self.sex, self.diet, weight_kg=self.weight,
            creatinine_mg_dl=self.creatinine, creatinine_stable=self.stable,
            conditions={self.illness} & {*FORBIDDING}, medicines=self.medicines,
            products=self.products, tablet_mg=self.tablet,
        )  # fmt: skip

    @property
    def reference(self) -> ReferenceIntake:
        """The American reference values."""
        return reference_intake(self.age, self.sex)

    @property
    def lowest(self) -> float:
        """The lower of clearance and eGFR (mL/min); 0 where they are not known."""
        kidney = self.plan.kidney
        return min(kidney.clearance, kidney.egfr) if kidney else 0.0

    # --- in words

    @property
    def who(self) -> str:
        """Sex, age and weight."""
        names = ("girl", "boy") if self.age < 18 else ("woman", "man")
        return f"{names[self.sex == 'male']}, {self.age} years, {self.weight} kg"

    @property
    def they(self) -> str:
        """How a sentence begins."""
        return "She" if self.sex == "female" else "He"

    @property
    def blood(self) -> str:
        """What is known of creatinine."""
        if self.creatinine is None:
            return "nobody has measured creatinine for years"
        if not self.stable:
            before = round(self.creatinine / 1.6, 1)
            return f"creatinine {self.creatinine} mg/dL today, {before} a week ago"
        return f"creatinine {self.creatinine} mg/dL and stable"

    @property
    def history(self) -> str:
        """The illness and the medicines, as the end of a sentence."""
        ill = f", has {ILLNESSES[self.illness]}" if self.illness else ""
        taken = [MEDICINES[key][0] for key in self.medicines]
        return f"{ill} and takes {' and '.join(taken) or 'no medicines'}"

    @property
    def why(self) -> str:
        """What decides about a plan."""
        if self.plan.answer in (REFUSAL, UNKNOWN):
            return " ".join(reason.sentence for reason in self.plan.reasons)
        known = f"The lower kidney estimate is {self.lowest:.0f} mL/min, well above the stop line."
        return f"{known} {self._gap()}"

    @property
    def said(self) -> str:
        """Why, and what is kept to beside a plan: hours, and blood tests."""
        kept = ("spacing", "monitoring") if self.plan.answer == PLAN else ()
        besides = [one.sentence for one in self.plan.warnings if one.rule in kept]
        return " ".join([self.why, *besides])

    def _gap(self) -> str:
        """What is missing, and whether tablets fit."""
        found, count = self.plan, sum(self.plan.tablets)
        if not found.gap_mg:
            return f"Food brings {self.diet} mg, and {found.goal_mg:g} mg are recommended."
        missing = f"{found.gap_mg:g} mg are missing to {found.goal_mg:g} mg"
        if count:
            tablets = "one tablet" if count == 1 else f"{count} tablets"
            return f"{missing}, which is room for {tablets} of {self.tablet:g} mg."
        return f"{missing}, and one tablet of {self.tablet:g} mg would pass the goal."


def patient(random: Random) -> Patient:
    """Somebody of whom a plan, nothing, a refusal or a measurement may be the answer."""
    scene = random.choice(SCENES)
    person = _somebody(random, scene if scene in AGES else "well")
    changes: dict[str, dict[str, Any]] = {
        "nothing to add": {"diet": _diet(random, person, *ENOUGH)},
        "ill": {"illness": random.choice(FORBIDDING), "medicines": ()},
        "unknown": {"creatinine": None},
        "unstable": {"creatinine": round(1.7 * (person.creatinine or 0), 1), "stable": False},
    }
    return replace(person, **changes.get(scene, {}))


def to_plan(random: Random) -> Patient:
    """Somebody with well-working kidneys, who eats too little magnesium and is not ill."""
    return replace(_somebody(random, "well"), medicines=(), illness="")


def with_product(random: Random) -> Patient:
    """Somebody who takes a laxative or an antacid already; the kidneys may have failed."""
    product = random.choice(list(PRODUCTS))
    products = {product: random.choice(PRODUCTS[product])}
    person = _somebody(random, random.choice(("well", "well", "failed")))
    return replace(person, medicines=(), illness="", tablet=25, products=products)


def kidneys(random: Random) -> Patient:
    """Somebody whose creatinine and weight are known; the kidneys may have failed."""
    return _somebody(random, random.choice(("well", "failed")))


def _somebody(random: Random, state: str) -> Patient:
    """Somebody who eats too little magnesium, with kidneys as young, well or failed."""
    while True:
        sex = random.choice(("female", "male"))
        mean, spread, least, most = WEIGHTS[sex]
        person = Patient(
            age=random.randint(*AGES[state]),
            sex=sex,
            weight=round(min(max(random.gauss(mean, spread), least), most)),
            creatinine=round(random.uniform(*CREATININE[state]), 1),
        )
        if state == "young" or _fits(person, *KIDNEYS[state]):
            return replace(
                person,
                diet=_diet(random, person, *TOO_LITTLE),
                tablet=random.choice(TABLETS),
                medicines=_medicines(random, person),
                illness=random.choice((*HARMLESS, "", "")),
            )


def _fits(person: Patient, low: float, high: float) -> bool:
    """Whether both estimates of the kidneys lie within the bounds, and agree with each other."""
    kidney = KidneyFunction(person.age, person.weight, person.creatinine or 0, person.sex)
    least, most = sorted((kidney.clearance, kidney.egfr))
    return low <= least and most <= high and most < 1.6 * least


def _diet(random: Random, person: Patient, low: float, high: float) -> int:
    """What is eaten in a day, to 10 mg, as a share of what is recommended."""
    return 10 * round(random.uniform(low, high) * (person.reference.rda or 0) / 10)


def _medicines(random: Random, person: Patient) -> tuple[str, ...]:
    """None to two medicines that such a person may take."""
    fitting = [
        key
        for key, (_, least, sex) in MEDICINES.items()
        if person.age >= least and sex in ("", person.sex)
    ]
    return tuple(random.sample(fitting, min(len(fitting), random.randint(0, 2))))
