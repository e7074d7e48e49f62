"""Synthetic people and days, each consistent in itself, drawn from a `random.Random`.

They are made for practice: nobody stands behind them. What follows for them is not decided here,
but asked of the course's own functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from helpers import tables
from helpers.science.dosing import Plan, plan
from helpers.science.foods import magnesium_mg
from helpers.science.intake import ReferenceIntake, reference_intake
from helpers.science.kidney import KidneyFunction
from helpers.tables import by

TABLETS = (
    25,
    30,
    40,
    48.5,
    50,
    55,
    60,
    64,
    70,
    75,
    80,
    84,
    90,
    100,
    120,
)  # mg of elemental magnesium
WEIGHTS = {"female": (65, 10), "male": (79, 11)}  # kg: mean and spread of what is drawn
WELL, FAILED = (65, 130), (9, 28)  # mL/min: clear of the caution band and of the stop line
CREATININE = {"well": (0.6, 1.3), "failed": (1.8, 5.0)}  # mg/dL

# What is said of a medicine that is taken: who may take it, by age and sex.
MEDICINES = {
    "levothyroxine": ("levothyroxine each morning", 30, ""),
    "ppi": ("omeprazole", 30, ""),
    "thiazides": ("hydrochlorothiazide", 45, ""),
    "alendronate": ("alendronate each morning", 58, "female"),
    "ciprofloxacin": ("ciprofloxacin this week", 20, ""),
    "iron": ("iron in the evening", 20, "female"),
}
CONDITIONS = {
    "heart_block": "known heart block",
    "myasthenia": "myasthenia gravis",
    "high_magnesium": "a serum magnesium of 1.3 mmol/L last week",
    "struvite": "kidney stones from an infection (struvite)",
}


@dataclass(frozen=True)
class Patient:
    """A synthetic adult: what a planner has to know. Amounts are mg a day."""

    age: int
    sex: str
    weight: int
    creatinine: float | None
    stable: bool
    diet: int
    tablet: float
    medicines: tuple[str, ...] = ()
    condition: str = ""
    products: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        """What the planner answers."""
        return plan(
            self.age, self.sex, self.diet, weight_kg=self.weight,
            creatinine_mg_dl=self.creatinine, creatinine_stable=self.stable,
            conditions=[self.condition] if self.condition else [], medicines=self.medicines,
            products=self.products, tablet_mg=self.tablet,
        )  # fmt: skip

    @property
    def reference(self) -> ReferenceIntake:
        """The American reference values."""
        return reference_intake(self.age, self.sex)

    @property
    def who(self) -> str:
        """Sex, age and weight in words."""
        return f"{'woman' if self.sex == 'female' else 'man'}, {self.age} years, {self.weight} kg"

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
            before = max(0.5, round(self.creatinine / 1.6, 1))
            return f"creatinine {self.creatinine} mg/dL today, {before} a week ago"
        return f"creatinine {self.creatinine} mg/dL and stable"

    @property
    def takes(self) -> str:
        """The illness or the medicines, in half a sentence."""
        if self.condition:
            return f" and has {CONDITIONS[self.condition]}"
        taken = [MEDICINES[key][0] for key in self.medicines]
        return f" and takes {' and '.join(taken) or 'no medicines'}"

    @property
    def why(self) -> str:
        """What decides about a plan, in a sentence or two."""
        found = self.plan
        if found.reasons and found.answer != "nothing to add":
            return " ".join(reason.sentence for reason in found.reasons)
        known = f"The lower kidney estimate is {self.lowest:.0f} mL/min, well above the stop line."
        missing = f"{found.gap_mg:g} mg are missing to {found.goal_mg:g} mg"
        count = sum(found.tablets)
        tablets = f"{count} {'tablet' if count == 1 else 'tablets'} of {self.tablet:g} mg fit in."
        if found.answer == "plan":
            return f"{known} {missing}: {tablets.replace('fit', 'fits') if count == 1 else tablets}"
        if not found.gap_mg:
            return f"{known} Food brings {self.diet} mg, and {found.goal_mg:g} mg are recommended."
        return f"{known} {missing}, and one tablet of {self.tablet:g} mg would pass the goal."

    @property
    def said(self) -> str:
        """Why, and what is kept to beside a plan: hours, and blood tests."""
        kept = ("spacing", "monitoring") if self.plan.answer == "plan" else ()
        besides = [one.sentence for one in self.plan.warnings if one.rule in kept]
        return " ".join([self.why, *besides])

    @property
    def lowest(self) -> float:
        """The lower of clearance and eGFR; 0 where they are not known."""
        kidney = self.plan.kidney
        return min(kidney.clearance, kidney.egfr) if kidney else 0.0


def patient(random: Random) -> Patient:
    """Somebody of whom a plan, nothing, a refusal or a measurement may be the answer."""
    scene = random.choice(("plan", "nothing", "failed", "ill", "unknown", "unstable"))
    age, sex, weight, creatinine = _body(random, "failed" if scene == "failed" else "well")
    return Patient(
        age, sex, weight,
        None if scene == "unknown" else round(1.7 * creatinine, 1) if scene == "unstable"
        else creatinine,
        scene != "unstable",
        _diet(random, age, sex, enough=scene == "nothing"),
        random.choice(TABLETS),
        () if scene == "ill" else _medicines(random, age, sex),
        random.choice(list(CONDITIONS)) if scene == "ill" else "",
    )  # fmt: skip


def to_plan(random: Random) -> Patient:
    """Somebody with well-working kidneys, who eats too little magnesium."""
    age, sex, weight, creatinine = _body(random, "well")
    diet = _diet(random, age, sex, enough=False)
    return Patient(age, sex, weight, creatinine, True, diet, random.choice(TABLETS))


def with_product(random: Random) -> Patient:
    """Somebody who takes a laxative or an antacid already."""
    age, sex, weight, creatinine = _body(random, random.choice(("well", "well", "failed")))
    known = {"milk_of_magnesia": (1, 2), "antacid_liquid": (1, 2, 3), "alginate_liquid": (1, 2)}
    product = random.choice(list(known))
    measures = {product: random.choice(known[product])}
    diet = _diet(random, age, sex, enough=False)
    return Patient(age, sex, weight, creatinine, True, diet, 25, (), "", measures)


def kidneys(random: Random) -> Patient:
    """Somebody whose creatinine and weight are known."""
    age, sex, weight, creatinine = _body(random, random.choice(("well", "failed")))
    return Patient(age, sex, weight, creatinine, True, 250, 100)


def _body(random: Random, state: str) -> tuple[int, str, int, float]:
    """Age, sex, weight and a creatinine that fits to them, with kidneys well or failed."""
    low, high = WELL if state == "well" else FAILED
    while True:
        age = random.randint(24, 79) if state == "well" else random.randint(55, 89)
        sex = random.choice(("female", "male"))
        weight = round(random.gauss(*WEIGHTS[sex]))
        creatinine = round(random.uniform(*CREATININE[state]), 1)
        if not (46 if sex == "female" else 58) <= weight <= 108:
            continue
        kidney = KidneyFunction(age, weight, creatinine, sex)
        both = sorted((kidney.clearance, kidney.egfr))
        if low <= both[0] and both[1] <= high and both[1] < 1.6 * both[0]:
            return age, sex, weight, creatinine


def _diet(random: Random, age: int, sex: str, enough: bool) -> int:
    """What is eaten in a day: below what is recommended, or at least nearly as much."""
    goal = reference_intake(age, sex).rda or 0.0
    share = random.uniform(0.97, 1.25) if enough else random.uniform(0.45, 0.75)
    return 10 * round(share * goal / 10)


def _medicines(random: Random, age: int, sex: str) -> tuple[str, ...]:
    """None to two medicines that such a person may take."""
    fitting = [key for key, (_, least, of) in MEDICINES.items() if age >= least and of in ("", sex)]
    return tuple(random.sample(fitting, min(len(fitting), random.randint(0, 2))))


# --- food

# A day has one food of each group.
MEALS = (
    ("Oatmeal, cooked with water", "Shredded wheat", "Bread, white", "Bread, whole-wheat"),
    ("Milk, whole", "Yogurt, plain, skim", "Soy milk, unfortified", "Cheddar cheese"),
    ("White rice, long-grain, cooked", "Brown rice, long-grain, cooked", "Quinoa, cooked",
     "Couscous, cooked", "Potato, baked, with skin"),
    ("Chicken breast, roasted", "Salmon, Atlantic, farmed, cooked", "Black beans, boiled",
     "Lentils, boiled", "Tofu, firm"),
    ("Broccoli, raw", "Spinach, boiled", "Carrots, raw", "Green peas, boiled", "Kale, raw"),
    ("Almonds", "Banana, raw", "Apple, raw, with skin", "Walnuts", "Cashew nuts, raw",
     "Dark chocolate, 70 to 85 % cacao"),
)  # fmt: skip


@dataclass(frozen=True)
class Eaten:
    """Some grams of a food of data/foods.csv."""

    food: str
    grams: int

    @property
    def magnesium_mg(self) -> float:
        """Magnesium in it (mg)."""
        return magnesium_mg(self.food, self.grams)

    @property
    def per_100_g(self) -> float:
        """What the table gives (mg in 100 g)."""
        return magnesium_mg(self.food, 100)

    @property
    def words(self) -> str:
        """The food with its grams and with what the table gives."""
        return f"{self.food}: {self.grams} g ({self.per_100_g:g} mg in 100 g)"


@dataclass(frozen=True)
class Day:
    """A day of eating."""

    eaten: tuple[Eaten, ...]

    @property
    def magnesium_mg(self) -> float:
        """All magnesium of the day."""
        return sum(one.magnesium_mg for one in self.eaten)

    @property
    def words(self) -> str:
        """All foods, one after the other."""
        return "; ".join(one.words for one in self.eaten)


def day(random: Random) -> Day:
    """A food of each group, in a portion or a larger one."""
    return Day(tuple(_eaten(random, random.choice(foods)) for foods in MEALS))


def food(random: Random) -> Eaten:
    """One food of the whole table, in a portion or a larger one."""
    rows = tables.table("foods").itertuples()
    return _eaten(random, random.choice([row.food for row in rows if row.mg_per_100_g >= 10]))


def _eaten(random: Random, name: str) -> Eaten:
    """A portion or a larger one, as a kitchen scale would be read: to 5 g, heavy ones to 10 g."""
    grams = by("foods", "food", "portion_g")[name] * random.choice((1, 1, 1.5))
    step = 5 if grams < 100 else 10
    return Eaten(name, max(10, step * round(grams / step)))


def intakes(random: Random) -> list[int]:
    """What some women usually eat, in mg a day."""
    people = random.choice((8, 10, 12, 15, 16, 20))
    return sorted(10 * round(random.gauss(27, 6)) for _ in range(people))
