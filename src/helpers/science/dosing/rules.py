"""The rules of data/dosing_rules.csv, from top to bottom: each looks at the facts once.

A rule is a function of the facts that yields reasons, or nothing where it does not apply. The
kinds, and the order within them, are those of the table: what is urgent, what forbids a plan, why
kidney function is not known, why no tablet fits, what to know with the answer.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from helpers.science.dosing.inputs import LAST_DIGIT, Facts, products_mg, rounded_down
from helpers.science.rules import Reason, limit, reason
from helpers.science.spacing import NEVER
from helpers.tables import row

Found = Iterator[Reason]
Rule = Callable[[Facts], Found]
HELD_BACK = {"dialysis", "high_magnesium", "bowel_obstruction"}  # what is taken stays


def look(rules: Iterable[Rule], facts: Facts) -> tuple[Reason, ...]:
    """What the rules find, in their order."""
    return tuple(found for rule in rules for found in rule(facts))


# --- urgent: to be acted on today


def product_above_label(facts: Facts) -> Found:
    """More of a product than an adult may take by its label."""
    for product, measures in facts.products:
        if not facts.child and measures > product["most_a_day"]:
            yield reason("product_above_label", _above(product, measures), product["source_key"])


def product_for_child(facts: Facts) -> Found:
    """Anything for the bowel, and an antacid above the amount of its label for that age."""
    young = facts.age_years < limit("product_for_child")
    for product, measures in facts.products:
        within = measures <= product["most_a_day_child" if young else "most_a_day"]
        if facts.child and not (within and product["use"] == "antacid"):
            yield reason("product_for_child", _named(product, measures), product["source_key"])


def far_above_limit(facts: Facts) -> Found:
    """Supplements that are several times the upper limit; products have their labels."""
    supplement, limits = facts.taken.supplement_mg, facts.needs.limits
    line = limits.get(facts.needs.authority, min(limits.values(), default=0.0))
    if supplement > limit("far_above_limit") * line:
        yield reason("far_above_limit", f"Here: {supplement:.0f} mg; the limit is {line:g} mg.")


def cannot_leave(facts: Facts) -> Found:
    """Magnesium that is taken although it cannot leave, or may be too high already."""
    shut = facts.kidneys.failed or not HELD_BACK.isdisjoint(facts.conditions)
    signs = "signs_of_excess" in facts.conditions and facts.kidneys.well and facts.used_up
    if facts.taken.already_mg > 0 and (shut or signs):
        yield reason("cannot_leave", _here(facts))


def signs_unknown_kidneys(facts: Facts) -> Found:
    """Signs of too much where nobody knows that the kidneys let go of it."""
    if "signs_of_excess" in facts.conditions and not facts.kidneys.well:
        yield reason("signs_unknown_kidneys")


def digoxin_low_potassium(facts: Facts) -> Found:
    """Two that are dangerous together, with or without magnesium."""
    if "digoxin" in facts.medicines and "low_potassium" in facts.conditions:
        yield reason("digoxin_low_potassium")


def _above(product: dict[str, Any], measures: float) -> str:
    return f"{_named(product, measures)[:-1]}; the label allows {product['most_a_day']:g} a day."


def _named(product: dict[str, Any], measures: float) -> str:
    mg = products_mg({product["product"]: measures})
    return (
        f"Here: {product['name']}, {measures:g} × {product['measure']}, {mg:.0f} mg of magnesium."
    )


def _here(facts: Facts) -> str:
    return f"Here: {facts.taken.already_mg:.0f} mg a day."


# --- refusals: what forbids a plan


def illness(facts: Facts) -> Found:
    """Each illness that speaks against magnesium."""
    yield from map(reason, facts.forbidding)


def under_age(facts: Facts) -> Found:
    """The planner is for adults."""
    if facts.child:
        yield reason("adult", f"Here: {math.floor(facts.age_years)} years.")


def kidney_stop(facts: Facts) -> Found:
    """The lowest estimate is below the stop line."""
    if facts.kidneys.failed:
        yield reason("kidney_stop", facts.kidneys.words)


def upper_limit(facts: Facts) -> Found:
    """What is taken already uses up the limit that is kept."""
    if facts.used_up:
        taken = _against(facts.taken.already_mg, facts.cap)
        words = f"{taken} mg are taken; {_limit(facts, facts.strict)}."
        yield reason("upper_limit", words, _limit_source(facts.strict))


def incompatible(facts: Facts) -> Found:
    """A medicine that no distance protects."""
    for rule in facts.spacings:
        if rule.direction == NEVER:
            yield reason("incompatible", rule.sentence)


def refer(facts: Facts) -> Found:
    """A medicine with which the prescriber decides, as where tablets do not mend the losses."""
    for drug in facts.drugs:
        if drug["refer"] == "yes":
            yield reason("refer", _own_tests(drug), _tests_source(drug))


def keeps_in_caution(facts: Facts) -> Found:
    """Weak kidneys and a medicine that keeps magnesium in."""
    for drug in facts.changes:
        if facts.kidneys.caution and drug["effect"] == "keeps":
            yield reason("keeps_in_caution", f"Here: {drug['name']}; {_estimate(facts)}.")


def _estimate(facts: Facts) -> str:
    return f"kidneys {rounded_down(facts.kidneys.lowest)} mL/min"


def _limit(facts: Facts, authority: str) -> str:
    """An upper limit in words; the reference values of an authority have no other."""
    return f"the {authority.upper()} limit is {facts.needs.limits.get(authority, 0):g} mg"


def _limit_source(authority: str) -> str:
    """The source of an upper limit is that of the authority which set it."""
    return str(row("supplement_limits", authority=authority)["source_key"])


def _against(mg: float, line: float) -> str:
    """An amount with as many decimals as tell it from a line, 4 at most."""
    texts = (f"{mg:.{digits}f}" for digits in range(4))
    return next((text for text in texts if mg == line or float(text) != line), f"{mg:.4f}")


# --- unknown: why nobody can say what an adult's kidneys do


def kidney_unknown(facts: Facts) -> Found:
    """Creatinine or weight is missing, unless creatinine alone shows that the kidneys failed."""
    kidneys = facts.kidneys
    if kidneys.estimate is None and not (kidneys.failed or kidneys.pregnant or facts.child):
        yield reason("kidney_unknown")


def kidney_pregnant(facts: Facts) -> Found:
    """In pregnancy neither equation holds."""
    if facts.kidneys.pregnant and not facts.child:
        yield reason("kidney_pregnant")


def kidney_unstable(facts: Facts) -> Found:
    """A creatinine that changes is no estimate."""
    kidneys = facts.kidneys
    measured = kidneys.estimate is not None or kidneys.failed
    if measured and not kidneys.stable and not facts.child:
        yield reason("kidney_unstable")


def kidney_disagree(facts: Facts) -> Found:
    """Two estimates that cannot both be right."""
    kidney = facts.kidneys.estimate
    if kidney is not None and facts.kidneys.disagree:
        words = (
            f"Here: Cockcroft-Gault {rounded_down(kidney.clearance)} mL/min, CKD-EPI 2021 "
            f"{rounded_down(kidney.egfr)} mL/min/1.73 m²."
        )
        yield reason("kidney_disagree", words)


# --- caps: why not even one tablet fits


def tablet_too_large(facts: Facts) -> Found:
    """One tablet would pass the goal; without a gap there is nothing to explain."""
    tablet = facts.taken.tablet_mg
    if facts.gap > LAST_DIGIT and tablet > facts.gap + LAST_DIGIT:
        words = f"a tablet of {round(tablet, 1):g} mg, a gap of {_against(facts.gap, 0)} mg."
        yield reason("tablet_too_large", f"Here: {words}")


def limit_room(facts: Facts) -> Found:
    """One tablet would pass the upper limit."""
    tablet, room = facts.taken.tablet_mg, facts.cap - facts.taken.already_mg
    if facts.gap > LAST_DIGIT and tablet > room + LAST_DIGIT:
        words = f"room for {max(0, room):.0f} mg; {_limit(facts, facts.strict)}."
        source = _limit_source(facts.strict)
        yield reason("limit_room", f"Here: a tablet of {round(tablet, 1):g} mg, {words}", source)


# --- warnings: what to know with the answer, whatever it is


def already_taken(facts: Facts) -> Found:
    """What speaks against more magnesium does not spare the magnesium that is taken."""
    spoiled = any(rule.direction == NEVER for rule in facts.spacings)
    weak = facts.used_up if facts.child else not facts.kidneys.well
    if facts.taken.already_mg and (facts.forbidding or weak or spoiled):
        yield reason("already_taken", _here(facts))


def laxative(facts: Facts) -> Found:
    """A laxative within its label, by an adult whose kidneys are well."""
    for product, measures in facts.products:
        within = product["use"] == "laxative" and measures <= product["most_a_day"]
        if within and facts.kidneys.well:
            yield reason("laxative", _named(product, measures), product["source_key"])


def kidney_caution(facts: Facts) -> Found:
    """Kidneys in the caution band."""
    if facts.kidneys.caution:
        yield reason("kidney_caution", f"Here: {_estimate(facts)}.")


def low_creatinine(facts: Facts) -> Found:
    """So little creatinine that there may be little muscle."""
    kidney = facts.kidneys.estimate
    if kidney is not None and kidney.creatinine_mg_dl <= limit("low_creatinine"):
        yield reason("low_creatinine", f"Here: {kidney.creatinine_mg_dl:g} mg/dL.")


def low_weight(facts: Facts) -> Found:
    """So little weight that there may be little muscle."""
    kidney = facts.kidneys.estimate
    if kidney is not None and kidney.weight_kg <= limit("low_weight"):
        yield reason("low_weight", f"Here: {kidney.weight_kg:.3g} kg.")


def life_stage(facts: Facts) -> Found:
    """Pregnant or breastfeeding."""
    if facts.needs.life_stage != "none":
        yield reason("life_stage")


def surgery(facts: Facts) -> Found:
    """An illness or operation that forbids nothing."""
    for word in facts.conditions:
        if word not in facts.forbidding:
            yield reason(word)


def monitoring(facts: Facts) -> Found:
    """How often magnesium is measured: each medicine's own rule, or the general one."""
    for drug in facts.drugs:
        if drug["monitoring"]:
            yield Reason("monitoring", drug["name"], _own_tests(drug), _tests_source(drug))
    if facts.kidneys.caution or any(not drug["monitoring"] for drug in facts.changes):
        yield reason("monitoring")


def _own_tests(drug: dict[str, Any]) -> str:
    return f"{drug['name']}: {drug['monitoring'] or drug.get('how') or drug['note']}"


def _tests_source(drug: dict[str, Any]) -> str:
    return str(drug["monitoring_keys"].partition(";")[0] or drug["source_key"])


def medicine_changes(facts: Facts) -> Found:
    """Medicines that waste magnesium, keep it in, or ask to watch it."""
    yield from map(_change, facts.changes)


def medicine_hours(facts: Facts) -> Found:
    """Medicines that keep a distance; the note of a row belongs to it."""
    for rule in facts.spacings:
        if rule.direction != NEVER:
            words = f"{rule.sentence} {rule.note}".strip()
            yield Reason("spacing", rule.name, words, rule.source_key)


def _change(drug: dict[str, Any]) -> Reason:
    name, effect = drug["name"], drug["effect"]
    change = "watch magnesium" if effect == "watch" else f"the body {effect} magnesium"
    sentence = f"{name}: {change} ({drug['place']}). {drug['how']}"
    return Reason(f"{effect}_magnesium", name, sentence, drug["source_key"])


# --- notes on amounts: on a proposal, and on a dose that somebody has in mind


def other_limit(facts: Facts, supplement_mg: float) -> Found:
    """More than an authority allows whose limit is not kept here."""
    for authority, line in facts.needs.limits.items():
        if authority not in _kept(facts) and supplement_mg > line:
            words = f"Here: {_against(supplement_mg, line)} mg; {_limit(facts, authority)}."
            yield reason("other_limit", words, _limit_source(authority))


def goal_passed(facts: Facts, dose_mg: float) -> Found:
    """More than is missing."""
    if dose_mg > facts.gap + LAST_DIGIT:
        gap = "no gap" if facts.gap <= LAST_DIGIT else f"a gap of {_against(facts.gap, 0)} mg"
        yield reason("goal_passed", f"Here: {_against(dose_mg, facts.gap)} mg for {gap}.")


def upper_limit_passed(facts: Facts, supplement_mg: float) -> Found:
    """More than the limits that are kept allow, unless that has been said already."""
    said = {facts.strict} if facts.used_up else set()
    for authority in _kept(facts):
        line = facts.needs.limits.get(authority, 0.0)
        if supplement_mg > line and authority not in said:
            words = f"Here: {_against(supplement_mg, line)} mg; {_limit(facts, authority)}."
            yield reason("upper_limit_passed", words, _limit_source(authority))


def _kept(facts: Facts) -> list[str]:
    """The authority that was chosen, and the one whose limit is kept."""
    return list(dict.fromkeys((facts.needs.authority, facts.strict)))


URGENT: tuple[Rule, ...] = (
    product_above_label,
    product_for_child,
    far_above_limit,
    cannot_leave,
    signs_unknown_kidneys,
    digoxin_low_potassium,
)
REFUSALS: tuple[Rule, ...] = (
    illness, under_age, kidney_stop, upper_limit, incompatible, refer, keeps_in_caution,
)  # fmt: skip
UNKNOWNS: tuple[Rule, ...] = (kidney_unknown, kidney_unstable, kidney_pregnant, kidney_disagree)
CAPS: tuple[Rule, ...] = (tablet_too_large, limit_room)
WARNINGS: tuple[Rule, ...] = (
    already_taken,
    laxative,
    kidney_caution,
    low_creatinine,
    low_weight,
    life_stage,
    surgery,
    monitoring,
    medicine_changes,
    medicine_hours,
)
