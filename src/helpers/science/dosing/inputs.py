"""What is known of one person: checked once, with what follows from it by arithmetic alone."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from helpers.science.checks import one_of, sex_word, single, yes_or_no
from helpers.science.intake import AUTHORITIES, LIFE_STAGES, ReferenceIntake, reference_intake
from helpers.science.kidney import KidneyFunction, ckd_epi_2021
from helpers.science.rules import limit
from helpers.science.spacing import Spacing, spacing
from helpers.science.supplements import elemental_mg
from helpers.tables import by, row, table

GOALS = ("rda", "ear")
MEDICINES = ("medicine_spacing", "magnesium_medicines")  # the tables that know them
CONDITIONS = (
    "heart_block", "slow_heart", "myasthenia", "bowel_obstruction", "high_magnesium", "dialysis",
    "signs_of_excess", "low_potassium", "struvite", "dehydration", "bariatric_surgery",
)  # fmt: skip
LAST_DIGIT = 1e-9  # a rounding error costs no tablet
MOST_MG = 5000  # a day's food, products or dose; several times what anyone should take
WEIGHT_KG = {"child": (0.3, 350), "adult": (20, 350)}


@dataclass(frozen=True)
class Needs:
    """What a person is to reach, and the most from supplements by each authority."""

    life_stage: str
    authority: str
    reference: ReferenceIntake
    limits: Mapping[str, float]
    goal: str
    goal_mg: float


def needs(age: float, sex: str, life_stage: str, authority: str, goal: str) -> Needs:
    """The reference values of a person. Raises ValueError for words that are not known."""
    stage = LIFE_STAGES[one_of("life_stage", life_stage, LIFE_STAGES)]
    chosen = one_of("authority", authority, AUTHORITIES)
    rows = {name: reference_intake(age, sex, stage, name) for name in AUTHORITIES}
    limits = {
        name: found.supplement_ul for name, found in rows.items() if found.supplement_ul is not None
    }
    name, amount = _goal(rows[chosen], one_of("goal", goal, GOALS))
    if (chosen, name) == ("uk", "RDA"):
        name = "RNI"  # the British word for it
    return Needs(stage, chosen, rows[chosen], limits, name, amount)


def _goal(reference: ReferenceIntake, goal: str) -> tuple[str, float]:
    """The first that the authority has set, by name."""
    names = ("EAR", "RDA", "AI") if goal == "ear" else ("RDA", "AI")
    amounts = ((name, getattr(reference, name.lower())) for name in names)
    return next((found for found in amounts if found[1] is not None), ("AI", 0.0))


@dataclass(frozen=True)
class Kidneys:
    """What creatinine says: both estimates where the equations can be used, or None.

    `lowest` is the lowest estimate there is (infinite without creatinine), `words` names it.
    """

    estimate: KidneyFunction | None
    lowest: float
    words: str
    stable: bool
    pregnant: bool

    @property
    def failed(self) -> bool:
        """Whether creatinine alone shows that the kidneys have failed."""
        return self.lowest < limit("kidney_stop")

    @property
    def disagree(self) -> bool:
        """Whether the two estimates are too far apart for both to be right."""
        if self.estimate is None or self.failed:
            return False
        low, high = sorted((self.estimate.clearance, self.estimate.egfr))
        return high > limit("kidney_disagree") * low

    @property
    def known(self) -> bool:
        """Whether the estimates may be relied on."""
        return self.estimate is not None and self.stable and not self.disagree

    @property
    def caution(self) -> bool:
        """Whether the lower estimate lies in the caution band."""
        band = limit("kidney_stop") <= self.lowest < limit("kidney_caution")
        return self.estimate is not None and band

    @property
    def well(self) -> bool:
        """Whether the kidneys are known to let go of magnesium."""
        return self.known and self.lowest >= limit("kidney_caution")


def kidneys(
    age: float, sex: str, weight: float | None, creatinine: float | None, stable: bool, stage: str
) -> Kidneys:
    """Both estimates need everything; for children and in pregnancy neither equation holds."""
    child, pregnant = age < limit("adult"), stage == "pregnant"
    kg = None if weight is None else _weight(weight, child)
    steady = yes_or_no("creatinine_stable", stable)
    if creatinine is None:
        return Kidneys(None, math.inf, "", steady, pregnant)
    level = single("creatinine_mg_dl", creatinine, 0, 1e6, "mg/dL")
    egfr = ckd_epi_2021(max(age, limit("adult")), level, sex)
    if child:
        return Kidneys(None, math.inf, "", steady, pregnant)
    words = f"CKD-EPI 2021 gives {rounded_down(egfr)} mL/min/1.73 m²."
    if kg is None or pregnant:
        return Kidneys(None, egfr, words, steady, pregnant)
    both = KidneyFunction(age, kg, level, sex)
    if both.clearance < egfr:
        words = f"Cockcroft-Gault gives {rounded_down(both.clearance)} mL/min."
    return Kidneys(both, lower_estimate(both), words, steady, pregnant)


def _weight(weight: float, child: bool) -> float:
    return single("weight_kg", weight, *WEIGHT_KG["child" if child else "adult"], "kg")


def lower_estimate(kidney: KidneyFunction) -> float:
    """The lower of clearance (mL/min) and eGFR (mL/min/1.73 m²): it decides."""
    return min(kidney.clearance, kidney.egfr)


def rounded_down(estimate: float) -> str:
    """An estimate in text; 29.97 is below a line at 30 and must not look like 30.0."""
    return f"{math.floor(10 * estimate) / 10:.1f}"


@dataclass(frozen=True)
class Taken:
    """What is taken already, and the tablet that may be added to it (mg)."""

    diet_mg: float
    supplement_mg: float
    products: Mapping[str, float]
    tablet_mg: float

    @cached_property
    def already_mg(self) -> float:
        """Magnesium from supplements and products."""
        return self.supplement_mg + products_mg(self.products)


def taken(diet: float, supplement: float, products: Mapping[str, float], tablet: float) -> Taken:
    """What is taken, checked. Raises ValueError for impossible amounts."""
    return Taken(
        amount("diet_mg", diet),
        amount("supplement_mg", supplement),
        _measures(products),
        single("tablet_mg", tablet, 1, 1000, "mg"),
    )


def amount(name: str, value: float) -> float:
    """A daily amount in mg."""
    return single(name, value, 0, MOST_MG, "mg")


def products_mg(products: Mapping[str, float]) -> float:
    """Magnesium (mg a day) in measures of laxatives and antacids, by magnesium_products."""
    return sum(
        measures * _measure_mg(row("magnesium_products", product=product))
        for product, measures in _measures(products).items()
    )


def _measures(products: Mapping[str, float]) -> dict[str, float]:
    """The measures of each product under its key."""
    if not isinstance(products, Mapping):
        raise ValueError(f"products: {products!r} does not work here; give products and measures.")
    known = by("magnesium_products", "product", "product")
    return {
        one_of("products", product, known): single("products", measures, 0, 50, "measures")
        for product, measures in products.items()
    }


def _measure_mg(product: Mapping[str, Any]) -> float:
    stated = product["stated_mg"]
    return stated if product["states"] == "elemental" else elemental_mg(stated, product["formula"])


def illnesses(words: Iterable[str]) -> list[str]:
    """Each of CONDITIONS once."""
    return _each("conditions", words, {word: word for word in CONDITIONS})


def medicines(words: Iterable[str]) -> list[str]:
    """Each medicine once, by its key; its name and the names in it are understood, too."""
    return _each("medicines", words, _names())


def _each(name: str, words: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """Each word once, by the key that it means."""
    if isinstance(words, str) or not isinstance(words, Iterable):
        raise ValueError(f"{name}: {words!r} does not work here; give a list of words.")
    return list(dict.fromkeys(_key(name, word, known) for word in words))


def _key(name: str, word: object, known: Mapping[str, str]) -> str:
    found = known.get(word.strip().casefold()) if isinstance(word, str) else None
    if found is None:
        keys = ", ".join(dict.fromkeys(known.values()))
        raise ValueError(f"{name}: {word!r} is not known here; use one of {keys}.")
    return found


@cache
def _names() -> dict[str, str]:
    """What a medicine is called (in small letters) -> its key; a key comes before a name."""
    rows = [each for name in MEDICINES for each in table(name).to_dict("records")]
    keys = {each["medicine"]: each["medicine"] for each in rows}
    full = {each["name"].casefold(): each["medicine"] for each in rows}
    parts = {part: each["medicine"] for each in reversed(rows) for part in called(each)}
    return parts | full | keys


def called(medicine: Mapping[Any, str]) -> list[str]:
    """The single names in the name of a row, and its other names, in small letters."""
    text = f"{medicine['name']};{medicine['also']}".casefold()
    parts = (part.strip() for part in re.split(r"[(),;]| and ", text))
    return [part for part in parts if part and part != "others"]


@dataclass(frozen=True)
class Facts:
    """All that is known of one person; what several rules ask is worked out once."""

    age_years: float
    needs: Needs
    kidneys: Kidneys
    taken: Taken
    conditions: list[str]
    medicines: list[str]

    @property
    def child(self) -> bool:
        """Whether the person is too young for the planner."""
        return self.age_years < limit("adult")

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
    def used_up(self) -> bool:
        """Whether what is taken already leaves no room under that limit."""
        return 0 < self.cap <= self.taken.already_mg

    @property
    def gap(self) -> float:
        """What is missing to the goal."""
        return max(0.0, self.needs.goal_mg - self.taken.diet_mg - self.taken.already_mg)

    @property
    def fitting(self) -> int:
        """Whole tablets: the goal forgives a rounding error, the upper limit nothing."""
        tablet, already, cap = self.taken.tablet_mg, self.taken.already_mg, self.cap
        count = math.floor(self.gap / tablet + LAST_DIGIT)
        while count > 0 and already + count * tablet > cap:
            count -= 1
        return count

    @cached_property
    def products(self) -> list[tuple[dict[str, Any], float]]:
        """The products that are taken, in the order of the table: row and measures."""
        counts = self.taken.products
        known = by("magnesium_products", "product", "product")
        return [
            (row("magnesium_products", product=product), counts[product])
            for product in known
            if counts.get(product, 0) > 0
        ]

    @cached_property
    def forbidding(self) -> list[str]:
        """The illnesses that forbid a plan; the others are only warned of."""
        kinds = by("dosing_rules", "rule", "kind")
        return [word for word in self.conditions if kinds[word] == "refusal"]

    @cached_property
    def drugs(self) -> list[dict[str, Any]]:
        """The rows of the medicines, of both tables."""
        known = [(name, by(name, "medicine", "name")) for name in MEDICINES]
        return [
            row(name, medicine=drug)
            for name, medicines in known
            for drug in self.medicines
            if drug in medicines
        ]

    @cached_property
    def spacings(self) -> list[Spacing]:
        """The rules of the medicines that keep a distance from magnesium."""
        return [spacing(drug["medicine"]) for drug in self.drugs if "direction" in drug]

    @cached_property
    def changes(self) -> list[dict[str, Any]]:
        """The rows of the medicines that waste magnesium, keep it in, or ask to watch it."""
        return [drug for drug in self.drugs if "effect" in drug]


def facts(
    age: float, sex: str, diet: float, life_stage: str, authority: str, goal: str,
    weight: float | None, creatinine: float | None, stable: bool, conditions: Iterable[str],
    drugs: Iterable[str], products: Mapping[str, float], supplement: float, tablet: float,
) -> Facts:  # fmt: skip
    """Everything checked, in the order in which `plan` names it."""
    word = sex_word(sex)
    wanted = needs(age, word, life_stage, authority, goal)
    return Facts(
        age,
        wanted,
        kidneys(age, word, weight, creatinine, stable, wanted.life_stage),
        taken(diet, supplement, products, tablet),
        illnesses(conditions),
        medicines(drugs),
    )
