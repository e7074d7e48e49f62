"""The dose planner."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from html import unescape
from typing import Any

import ipywidgets

from helpers.figures import dosing as figures
from helpers.lesson import CheckBoxes, Explorer, Number, choice
from helpers.lesson.card import markdown
from helpers.lesson.pictures import Picture, count
from helpers.references import link
from helpers.science.dosing import CONDITIONS, NOTHING, PLAN, Judgement, Plan, plan, rounded_down
from helpers.science.kidney import SEXES
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


class DoseExplorer(Explorer):
    """An explorer whose answer about doses does not outlive its input."""

    def _answer(self) -> tuple[Picture | None, str, str]:
        """Where the controls do not fit together, the picture says so: no old plan stays."""
        picture, text, kind = super()._answer()
        typing = any(getattr(control, "problem", "") for control in self.controls.values())
        return picture if picture or typing else figures.no_answer(unescape(text)), text, kind

    def _show_table(self, change: Any = None) -> None:
        if self.status.kind == "problem":
            self.numbers.children[0].value = ""
        super()._show_table(change)


def planner() -> Explorer:
    """A person, their kidneys, what they take -> a plan, or a refusal with its reasons."""
    groups = {
        "The person": _person(),
        "Kidneys": _kidneys(),
        "Food and products": _intake(),
        "Goal and tablet": _supplement(),
        "Illnesses and medicines": _history(),
    }
    controls = {name: control for group in groups.values() for name, control in group.items()}
    return DoseExplorer(
        "Dose planner", controls, _plan, figures.planner, _sentences, figures.plan_table, groups
    )


Controls = dict[str, ipywidgets.Widget]


def _person() -> Controls:
    return {
        "age_years": Number("Age", 62, 10, 100, unit="years"),
        "sex": choice("Sex", SEXES, "female"),
        "life_stage": choice("Pregnant or breastfeeding", LIFE_STAGES, "none"),
        "weight_kg": Number("Weight", 68, 30, 200, unit="kg"),
    }


def _kidneys() -> Controls:
    return {
        "known": choice("What is known", KNOWN, "all"),
        "creatinine_mg_dl": Number("Creatinine", 0.9, 0.3, 6, step=0.05, unit="mg/dL"),
    }


def _intake() -> Controls:
    return {
        "diet_mg": Number("Food", 200, 0, 800, step=10, unit="mg a day"),
        "supplement_mg": Number("Supplements taken", 0, 0, 500, step=10, unit="mg a day"),
        **{
            each["product"]: Number(each["name"], 0, 0, each["most_a_day"], unit=_measures(each))
            for each in table("magnesium_products").to_dict("records")
        },
    }


def _measures(product: Mapping[Hashable, str]) -> str:
    return f"{product['measure']}s a day"


def _supplement() -> Controls:
    forms = {_short(name): form for form, name in by("forms", "form", "name").items()}
    return {
        "authority": choice("Reference values of", {"the US": "us", "the EU": "eu"}, "us"),
        "goal": choice("Goal", GOALS, "rda"),
        "form": choice("Tablet", forms, "citrate_3_2_anhydrous"),
        "compound_mg": Number("Compound in a tablet", 300, 50, 1500, step=10, unit="mg"),
        "dose_mg": Number("Your own dose, judged", 0, 0, 800, step=10, unit="mg magnesium"),
    }


def _short(form: str) -> str:
    """A form's name without what all have in common, so that a narrow list shows the rest."""
    return form.removeprefix("Magnesium ").partition(" (")[0]


def _history() -> Controls:
    names = by("dosing_rules", "rule", "name")
    return {
        "conditions": CheckBoxes("Illnesses", {"": {names[word]: word for word in CONDITIONS}}),
        "medicines": CheckBoxes("Medicines", _medicines()),
    }


def _medicines() -> dict[str, dict[str, str]]:
    """All that the planner knows, under their groups."""
    spaced, changing = table("medicine_spacing"), table("magnesium_medicines")
    headings = [*spaced["group"].str.capitalize(), *changing["effect"].map(EFFECTS)]
    names, keys = [*spaced["name"], *changing["name"]], [*spaced["medicine"], *changing["medicine"]]
    groups: dict[str, dict[str, str]] = {}
    for heading, name, key in zip(headings, names, keys, strict=True):
        groups.setdefault(heading, {})[name] = key
    return groups


def _plan(
    known: str, creatinine_mg_dl: float, weight_kg: float, form: str, compound_mg: float,
    dose_mg: float, **same: Any,
) -> Plan:  # fmt: skip
    products = {name: same.pop(name) for name in table("magnesium_products")["product"]}
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


def _sentences(result: Plan) -> str:
    parts = [_answer(result), _taken(result), _kidney_sentence(result)]
    if result.judgement:
        parts.append(_judged(result.judgement))
    return markdown("\n\n".join([*parts, *_notes(result.warnings), f"*{result.notice}*"]))


def _answer(result: Plan) -> str:
    if result.answer == PLAN:
        return _proposal(result)
    if result.answer == NOTHING:
        return "\n\n".join(_why_nothing(result))
    return "\n\n".join(_listed(result.answer.capitalize(), result.reasons))


def _proposal(result: Plan) -> str:
    tablets = count(sum(result.tablets), "tablet")
    servings = f"{count(len(result.tablets), 'serving')} ({_plus(result.tablets)})"
    return (
        f"**A plan: {result.dose_mg:.0f} mg of magnesium a day**, as {tablets} in {servings}. "
        f"About {result.absorbed_mg:.0f} mg of it get in (illustrative curve). With everything "
        f"taken already the total is {result.total_mg:.0f} of {result.goal_mg:g} mg; supplements "
        f"and products are {result.supplement_mg:.0f} mg, {_limits(result)}."
    )


def _why_nothing(result: Plan) -> list[str]:
    if result.reasons:
        return _listed("Nothing to add", result.reasons)
    return ["**Nothing to add.** What is taken already reaches the goal."]


def _taken(result: Plan) -> str:
    goal = f"the goal of {result.goal_mg:g} mg ({_goal(result)})"
    missing = f"{result.gap_mg:.0f} mg are missing to {goal}"
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
    if "adult" in {found.rule for found in result.reasons}:
        return "**Kidneys:** no estimate: the equations are for adults."
    kidney = result.kidney
    if kidney is None:
        return "**Kidneys:** no estimate by both equations. Unknown is not normal."
    return (
        f"**Kidneys**, by creatinine {kidney.creatinine_mg_dl:g} mg/dL at {kidney.age_years:g} "
        f"years and {kidney.weight_kg:g} kg: Cockcroft-Gault {rounded_down(kidney.clearance)} "
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


def _judged(judgement: Judgement) -> str:
    amounts = (
        f"with what is taken already {judgement.supplement_mg:.0f} mg of supplements, with food "
        f"{judgement.total_mg:.0f} mg"
    )
    if judgement.acceptable:
        verdict = "No rule speaks against it, which is no advice to take it."
    else:
        verdict = f"Against it: {'; '.join(map(_against, judgement.reasons))}."
    return f"**Your dose of {judgement.dose_mg:.0f} mg**: {amounts}. {verdict}"


def _against(found: Reason) -> str:
    """A reason in short: with its amounts, or by its name if it stands in full elsewhere."""
    if found.rule == "spacing":
        return f"the hours around {found.name}"
    if found.rule == "keeps_magnesium":
        return f"{found.name}, which keeps magnesium in"
    amounts = found.sentence.partition(" Here: ")[2].rstrip(".")
    return f"{found.name} ({amounts}; {link(found.source_key)})" if amounts else found.name
