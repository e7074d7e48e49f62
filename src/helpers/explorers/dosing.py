"""The dose planner."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import ipywidgets

from helpers.drawing import count
from helpers.explorers.kidney import creatinine, weight
from helpers.figures import dosing as figures
from helpers.lesson import CheckBoxes, Explorer, Number, choice
from helpers.lesson.card import markdown
from helpers.lesson.explorer import Said
from helpers.references import link
from helpers.science.dosing import (
    CONDITIONS,
    NOTHING,
    PLAN,
    REFUSAL,
    UNKNOWN,
    Judgement,
    Plan,
    lower_estimate,
    plan,
    rounded_down,
)
from helpers.science.kidney import SEXES
from helpers.science.medicines import CHANGING, SPACED
from helpers.science.rules import Reason
from helpers.science.supplements import elemental_mg
from helpers.tables import by, row, table

LIFE_STAGES = {"neither": "none", "pregnant": "pregnant", "breastfeeding": "lactating"}
KNOWN = {
    "creatinine, stable, and weight": "all",
    "creatinine, but it is changing": "changing",
    "creatinine, but no weight": "creatinine",
    "weight, but no creatinine": "weight",
}
GOALS = {"recommended (RDA, or AI)": "rda", "median need (EAR)": "ear"}
EFFECTS = {
    "loses": "Medicines that waste magnesium",
    "keeps": "Medicines that keep it in",
    "watch": "Medicines under which it is watched",
}
CAUTIONS = ("kidney_caution", "low_creatinine", "low_weight", "life_stage", "bariatric_surgery")
TAKEN = ("already_taken", "laxative")
BESIDE = (*TAKEN, "other_limit")  # said with the first sentence, of a refusal the former two
TO_HEED = (*CAUTIONS, "keeps_magnesium", "spacing")  # what an own dose has to heed
SIGNS = {"urgent": "‼ Today", "refusal": "✕ No", "caution": "⚠ Caution", "note": ""}
NO_PLAN = {REFUSAL: "✕ No plan", UNKNOWN: "✕ No plan yet"}
# Synthetic, as is everybody in the course; what is not named is as the planner starts.
Examples = Mapping[str, Mapping[str, Any]]
PATIENTS: Examples = {
    "Load Anna": {
        "age_years": 34, "life_stage": "lactating", "weight_kg": 61, "creatinine_mg_dl": 0.7,
        "diet_mg": 220, "medicines": ["levothyroxine", "iron"],
    },
    "Load Bruno": {
        "age_years": 71, "sex": "male", "weight_kg": 80, "creatinine_mg_dl": 2.6, "diet_mg": 250,
        "milk_of_magnesia": 1,
    },
    "Load Clara": {
        "age_years": 58, "known": "weight", "weight_kg": 64, "diet_mg": 250,
        "medicines": ["alendronate", "ppi"],
    },
}  # fmt: skip

# In the book nobody can enter anything: it has these, each with its whole answer.
SAME = "The same woman"
VISITS: Examples = {
    "Woman of 62 years": {},
    f"{SAME}, creatinine 1.6 mg/dL": {"creatinine_mg_dl": 1.6},
    f"{SAME}, creatinine 3 mg/dL": {"creatinine_mg_dl": 3},
    f"{SAME}, creatinine not known": {"known": "weight"},
    f"{SAME}, with doxycycline": {"medicines": ["doxycycline"]},
    f"{SAME}, with milk of magnesia": {"milk_of_magnesia": 1},
    f"{SAME}, who asks about 400 mg a day": {"dose_mg": 400},
}


def planner() -> Explorer:
    """A person, their kidneys, what they take -> a plan, or a refusal with its reasons."""
    return _planner("Dose planner", {}, VISITS, "diet_mg")


def patients() -> Explorer:
    """The planner, with a button for each synthetic patient of the lesson."""
    # Whether creatinine is known stands beside it: of one of them it is not.
    cases = {button.removeprefix("Load "): entries for button, entries in PATIENTS.items()}
    return _planner("Dose planner for three synthetic patients", PATIENTS, cases, "known")


def _planner(name: str, examples: Examples, cases: Examples, also: str) -> Explorer:
    groups = {
        "The person": _person(),
        "Kidneys": _kidneys(),
        "Food and products": _intake(),
        "Goal and tablet": _supplement(),
        "Illnesses and medicines": _history(),
    }
    controls = {name: control for group in groups.values() for name, control in group.items()}
    return Explorer(
        name, controls, _plan, figures.planner, _sentences, figures.plan_table, groups,
        headline=_first, examples=examples, cases=cases, main=("creatinine_mg_dl", also, "dose_mg"),
    )  # fmt: skip


Controls = dict[str, ipywidgets.Widget]


def _person() -> Controls:
    return {
        "age_years": Number("Age", 62, 0, 110, unit="years"),
        "sex": choice("Sex", SEXES, "female"),
        "life_stage": choice("Pregnant or breastfeeding", LIFE_STAGES, "none"),
        "weight_kg": weight(68, 3),
    }


def _kidneys() -> Controls:
    return {
        "known": choice("What is known", KNOWN, "all"),
        "creatinine_mg_dl": creatinine("Creatinine", 0.9),
    }


def _intake() -> Controls:
    return {
        "diet_mg": Number("Food", 200, 0, 1500, step=10, unit="mg a day"),
        "supplement_mg": Number("Supplements taken", 0, 0, 5000, step=10, unit="mg a day"),
        **{
            each["product"]: _product(each)
            for each in table("magnesium_products").to_dict("records")
        },
    }


def _product(product: Mapping[Hashable, Any]) -> Number:
    """Up to three times what its label allows, so that too much can be entered."""
    unit = f"{product['measure']}s a day"
    return Number(product["name"], 0, 0, min(50, 3 * product["most_a_day"]), unit=unit)


def _supplement() -> Controls:
    forms = {_short(name): form for form, name in by("forms", "form", "name").items()}
    return {
        "authority": choice(
            "Reference values of", {"the US": "us", "the EU": "eu", "the UK": "uk"}, "us"
        ),
        "goal": choice("Goal", GOALS, "rda"),
        "form": choice("Tablet", forms, "citrate_3_2_anhydrous"),
        "compound_mg": Number("Compound in a tablet", 300, 50, 1500, step=10, unit="mg"),
        "dose_mg": Number("Your own dose, judged", 0, 0, 5000, step=10, unit="mg magnesium"),
    }


def _short(form: str) -> str:
    """A form's name without what all have in common, so that a narrow list shows the rest."""
    return form.removeprefix("Magnesium ").partition(" (")[0]


def _history() -> Controls:
    names = by("dosing_rules", "rule", "name")
    return {
        "conditions": CheckBoxes("Illnesses", {"": {names[word]: word for word in CONDITIONS}}),
        "medicines": CheckBoxes("Medicines", _medicines(), also=_also()),
    }


def _medicines() -> dict[str, dict[str, str]]:
    """All that the planner knows, under their groups."""
    spaced, changing = table(SPACED), table(CHANGING)
    headings = [*spaced["group"].str.capitalize(), *changing["effect"].map(EFFECTS)]
    names, keys = [*spaced["name"], *changing["name"]], [*spaced["medicine"], *changing["medicine"]]
    groups: dict[str, dict[str, str]] = {}
    for heading, name, key in zip(headings, names, keys, strict=True):
        groups.setdefault(heading, {})[name] = key
    return groups


def _also() -> dict[str, str]:
    """Other names by which a medicine is found, where a table has them."""
    rows = [each for name in (SPACED, CHANGING) for each in table(name).to_dict("records")]
    return {each["medicine"]: each.get("also", "") for each in rows}


def _plan(
    known: str, creatinine_mg_dl: float, weight_kg: float, form: str, compound_mg: float,
    dose_mg: float, **same: Any,
) -> Plan:  # fmt: skip
    products = {name: same.pop(name) for name in by("magnesium_products", "product", "name")}
    formula = row("forms", form=form)["formula"]
    return plan(
        **same,
        weight_kg=None if known == "creatinine" else weight_kg,
        creatinine_mg_dl=None if known == "weight" else creatinine_mg_dl,
        creatinine_stable=known != "changing",
        products=products,
        tablet_mg=elemental_mg(compound_mg, formula),
        dose_mg=dose_mg or None,
    )


def _first(result: Plan) -> Said:
    """What to do, before everything else: it stands above the picture."""
    kind = _kind(result)
    sign = NO_PLAN.get(result.answer, SIGNS[kind]) if kind == "refusal" else SIGNS[kind]
    urgent = list(map(_action, _once(found.sentence for found in result.urgent)))
    beside = [
        found
        for found in result.warnings
        if found.rule in (BESIDE if result.answer in (PLAN, NOTHING) else TAKEN)
    ]
    if result.urgent:
        beside = []
    parts = [*urgent, *_main(result), *(_action(found.sentence) for found in beside)]
    parts[0] = f"{sign}: {parts[0]}" if sign else parts[0]
    return markdown("\n\n".join(parts)), kind


def _once(texts: Iterable[str]) -> Iterable[str]:
    """Texts without the sentences that one of them has said already, as the emergency signs."""
    said: set[str] = set()
    for text in texts:
        sentences = [sentence for sentence in text.split(". ") if sentence not in said]
        said.update(sentences)
        yield ". ".join(sentences)


def _kind(result: Plan) -> str:
    if result.urgent:
        return "urgent"
    own = result.judgement
    if result.answer not in (PLAN, NOTHING) or (own is not None and not own.acceptable):
        return "refusal"
    careful = any(found.rule in (*CAUTIONS, *BESIDE) for found in result.warnings)
    return "caution" if careful else "note"


def _main(result: Plan) -> list[str]:
    """The answer: what is against an own dose, why there is no plan, or the plan."""
    if result.answer not in (PLAN, NOTHING):
        first, *others = result.reasons
        also = f" Also: {'; '.join(found.name for found in others)}." if others else ""
        return [_action(first.sentence) + also]
    own = result.judgement
    refused = [_own_refused(own)] if own is not None and not own.acceptable else []
    return [*refused, _proposed(result) if result.answer == PLAN else _nothing(result)]


def _own_refused(judgement: Judgement) -> str:
    against = "; ".join(map(_against, judgement.reasons))
    return f"**Do not take {judgement.dose_mg:.0f} mg a day:** {against}."


def _proposed(result: Plan) -> str:
    dose = f"{result.dose_mg:.0f} mg of magnesium a day"
    tablets = (
        f"{count(sum(result.tablets), 'tablet')} in "
        f"{count(len(result.tablets), 'serving')} ({_plus(result.tablets)})"
    )
    careful = [found for found in result.warnings if found.rule in CAUTIONS]
    if not careful:
        return f"**A plan: {dose}**, as {tablets}.{_apart(result)}"
    first, *others = dict.fromkeys(_short_action(found, result) for found in careful)
    also = "".join(f" {other}." for other in [*others, *_too_good(careful)])
    return f"**{first}: then at most {dose}**, as {tablets}.{_apart(result)}{also}"


def _apart(result: Plan) -> str:
    """Which medicines ask for hours; how many stands in the notes."""
    names = "; ".join(found.name for found in result.warnings if found.rule == "spacing")
    return f" At hours away from: {names} (see the notes)." if names else ""


def _short_action(found: Reason, result: Plan) -> str:
    action = found.sentence.partition(":")[0].removesuffix(".")
    if found.rule != "kidney_caution" or result.kidney is None:
        return action
    return f"{action} (kidneys {lower_estimate(result.kidney):.0f} mL/min)"


def _too_good(careful: Iterable[Reason]) -> list[str]:
    """Why little muscle matters, once."""
    rules = {found.rule for found in careful}
    little = bool(rules & {"low_creatinine", "low_weight"})
    return ["With little muscle both kidney estimates look too good"] if little else []


def _nothing(result: Plan) -> str:
    if not result.reasons:
        return "**Nothing to add:** what is taken already reaches the goal."
    return f"**Nothing to add.** {result.reasons[0].sentence}"


def _action(sentence: str) -> str:
    """A sentence with what to do in bold."""
    action, colon, why = sentence.partition(":")
    return f"**{action}{colon}**{why}"


def _sentences(result: Plan) -> str:
    parts = [*_listed("Urgent", result.urgent), _answer(result), _taken(result)]
    parts.append(_kidney_sentence(result))
    if result.judgement:
        parts.append(_judged(result.judgement, result.warnings))
    return markdown("\n\n".join([*parts, *_notes(result.warnings), f"*{result.notice}*"]))


def _answer(result: Plan) -> str:
    if result.answer == PLAN:
        return _with_the_plan(result)
    if result.answer == NOTHING:
        return "\n\n".join(_why_nothing(result))
    return "\n\n".join(_listed(result.answer.capitalize(), result.reasons))


def _with_the_plan(result: Plan) -> str:
    return (
        f"**With the plan:** about {result.absorbed_mg:.0f} of {result.dose_mg:.0f} mg get in "
        f"(illustrative curve). Everything together is {result.total_mg:.0f} of "
        f"{result.goal_mg:g} mg; supplements and products are {result.supplement_mg:.0f} mg, "
        f"{_limits(result)}."
    )


def _why_nothing(result: Plan) -> list[str]:
    if result.reasons:
        return _listed("Nothing to add", result.reasons)
    return ["**Nothing to add.** What is taken already reaches the goal."]


def _taken(result: Plan) -> str:
    goal = f"the goal of {result.goal_mg:g} mg ({_goal(result)})"
    gap = f"{result.gap_mg:.0f}" if result.gap_mg >= 10 else f"{result.gap_mg:.2g}"
    missing = f"{gap} mg are missing to {goal}"
    return (
        f"**Taken now:** {result.diet_mg:.0f} mg in food, {result.already_mg:.0f} mg in products "
        f"and supplements: {missing if result.gap_mg else f'{goal} is reached'}. One tablet holds "
        f"{result.tablet_mg:.1f} mg of magnesium."
    )


def _goal(result: Plan) -> str:
    if result.goal != "AI":
        return result.goal
    return f"AI; the {figures.AUTHORITY[result.authority]} sets no RDA and no EAR here"


def _kidney_sentence(result: Plan) -> str:
    rules = {found.rule for found in result.reasons}
    if "adult" in rules:
        return "**Kidneys:** no estimate: the equations are for adults."
    if "kidney_pregnant" in rules:
        return "**Kidneys:** no estimate: neither equation holds in pregnancy."
    kidney = result.kidney
    if kidney is None:
        return "**Kidneys:** no estimate by both equations. Unknown is not normal."
    return (
        f"**Kidneys**, by creatinine {kidney.creatinine_mg_dl:.3g} mg/dL at {kidney.age_years:g} "
        f"years and {kidney.weight_kg:.4g} kg: Cockcroft-Gault {rounded_down(kidney.clearance)} "
        f"mL/min, CKD-EPI 2021 {rounded_down(kidney.egfr)} mL/min/1.73 m²; the lower one decides. "
        "Both hold only for a creatinine that is stable; with little muscle both look too good."
    )


def _plus(tablets: Sequence[int]) -> str:
    return " + ".join(map(str, tablets))


def _limits(result: Plan) -> str:
    return " and ".join(
        f"{'within' if result.supplement_mg <= amount else 'above'} the "
        f"{figures.AUTHORITY[name]} limit of {amount:g} mg"
        for name, amount in result.supplement_limits.items()
    )


def _listed(opening: str, reasons: Iterable[Reason]) -> list[str]:
    return [f"**{opening}: {found.name}.** {_sourced(found)}" for found in reasons]


def _notes(warnings: Sequence[Reason]) -> list[str]:
    """One list; a note that does not begin with its name gets it."""
    lines = (
        f"- {_sourced(found) if found.sentence.startswith(found.name) else _named(found)}"
        for found in warnings
    )
    return ["**Notes**\n\n" + "\n".join(lines)] if warnings else []


def _named(found: Reason) -> str:
    return f"{found.name.capitalize()}: {_sourced(found)}"


def _sourced(found: Reason) -> str:
    return f"{found.sentence} ({link(found.source_key)})"


def _judged(judgement: Judgement, warnings: Iterable[Reason]) -> str:
    amounts = (
        f"with what is taken already {judgement.supplement_mg:.0f} mg of supplements, with food "
        f"{judgement.total_mg:.0f} mg"
    )
    return (
        f"**Your dose of {judgement.dose_mg:.0f} mg**: {amounts}. {_verdict(judgement, warnings)}"
    )


def _verdict(judgement: Judgement, warnings: Iterable[Reason]) -> str:
    if not judgement.acceptable:
        return f"Against it: {'; '.join(map(_against, judgement.reasons))}."
    heed = [*judgement.notes, *(found for found in warnings if found.rule in TO_HEED)]
    if heed:
        return f"Not without heeding {'; '.join(map(_against, heed))}."
    return "No rule speaks against it, which is no advice to take it."


def _against(found: Reason) -> str:
    """A reason in short: with its amounts, or by its name if it stands in full elsewhere."""
    if found.rule == "spacing":
        return f"the hours around {found.name}"
    if found.rule == "keeps_magnesium":
        return f"{found.name}, which keeps magnesium in"
    amounts = found.sentence.partition(" Here: ")[2].rstrip(".")
    return f"{found.name} ({amounts}; {link(found.source_key)})" if amounts else found.name
