"""The dose planner."""

from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

import ipywidgets

from helpers.figures import dosing as figures
from helpers.lesson import Explorer, Number, as_form, choice
from helpers.lesson.card import markdown
from helpers.lesson.pictures import Picture, count
from helpers.references import link
from helpers.science.dosing import CONDITIONS, NOTHING, PLAN, Judgement, Plan, plan, rounded_down
from helpers.science.kidney import SEXES
from helpers.science.rules import Reason
from helpers.science.supplements import elemental_mg
from helpers.tables import table

NONE = {"none": ""}
LIFE_STAGES = ("none", "pregnant", "lactating")
CREATININE = {"known and stable": "stable", "known, but changing": "changing", "not known": ""}
GOALS = {"recommended (RDA, or AI)": "rda", "median need (EAR)": "ear"}


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
    controls = _person() | _kidney() | _intake() | _supplement()
    explorer = DoseExplorer(
        "Dose planner", controls, _plan, figures.planner, _sentences, figures.plan_table
    )
    return as_form(explorer)


def _person() -> dict[str, ipywidgets.Widget]:
    return {
        "age_years": Number("Person: age", 62, 10, 100, unit="years"),
        "sex": choice("Person: sex", SEXES, "female"),
        "life_stage": choice("Person: pregnant or lactating", LIFE_STAGES, "none"),
        "authority": choice("Person: reference values of", {"the US": "us", "the EU": "eu"}, "us"),
    }


def _kidney() -> dict[str, ipywidgets.Widget]:
    names = table("dosing_rules").set_index("rule")["name"]
    illnesses = NONE | {names[word]: word for word in CONDITIONS}
    return {
        "creatinine": choice("Kidney: creatinine is", CREATININE, "stable"),
        "creatinine_mg_dl": Number("Kidney: creatinine", 0.9, 0.3, 6, step=0.05, unit="mg/dL"),
        "condition": choice("Illness", illnesses, ""),
        "weight_kg": Number("Kidney: weight", 68, 30, 200, unit="kg"),
    }


def _intake() -> dict[str, ipywidgets.Widget]:
    products = {
        f"{row['name']}, by the {row['measure']}": row["product"]
        for row in table("magnesium_products").to_dict("records")
    }
    return {
        "product": choice("Product taken", NONE | products, "antacid_liquid"),
        "measures": Number("Product: measures a day", 0, 0, 16),
        "diet_mg": Number("Takes: food", 200, 0, 800, step=10, unit="mg"),
        "supplement_mg": Number("Takes: supplements", 0, 0, 500, step=10, unit="mg"),
    }


def _supplement() -> dict[str, ipywidgets.Widget]:
    forms = table("forms").set_index("name")["form"].to_dict()
    return {
        "form": choice("Tablet", forms, "citrate_3_2_anhydrous"),
        "compound_mg": Number("Tablet: compound", 300, 50, 1500, step=10, unit="mg"),
        "goal": choice("Goal", GOALS, "rda"),
        "dose_mg": Number("To judge: your dose (elemental)", 300, 0, 800, step=10, unit="mg"),
        "medicine": choice("Medicine", NONE | _medicines(), ""),
    }


def _medicines() -> dict[str, str]:
    rows = [
        *table("medicine_spacing").to_dict("records"),
        *table("magnesium_medicines").to_dict("records"),
    ]
    return {row["name"]: row["medicine"] for row in rows}


def _plan(
    creatinine: str, creatinine_mg_dl: float, condition: str, medicine: str,
    product: str, measures: float, form: str, compound_mg: float, **same: Any,
) -> Plan:  # fmt: skip
    formula = table("forms").set_index("form").loc[form, "formula"]
    return plan(
        **same,
        creatinine_mg_dl=creatinine_mg_dl if creatinine else None,
        creatinine_stable=creatinine != "changing",
        conditions=[condition] if condition else [],
        medicines=[medicine] if medicine else [],
        products={product: measures} if product else {},
        tablet_mg=elemental_mg(compound_mg, formula),
    )


def _sentences(result: Plan) -> str:
    parts = [_answer(result), _kidney_sentence(result), *_listed("Note", result.warnings)]
    if result.judgement:
        parts.append(_judged(result.judgement))
    return markdown("\n\n".join([*parts, f"*{result.notice}*"]))


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
        f"**A plan.** {tablets} of {result.tablet_mg:.0f} mg in {servings}: "
        f"**{result.dose_mg:.0f} mg of magnesium a day**, of which about "
        f"{result.absorbed_mg:.0f} mg get in (illustrative curve). With food "
        f"({result.diet_mg:.0f} mg) and what is taken already ({result.already_mg:.0f} mg) the "
        f"total is {result.total_mg:.0f} of {result.goal_mg:g} mg; supplements and products are "
        f"{result.supplement_mg:.0f} mg, {_limits(result)}."
    )


def _kidney_sentence(result: Plan) -> str:
    if "adult" in {found.rule for found in result.reasons}:
        return "**Kidney:** no estimate: the equations are for adults."
    if result.kidney is None:
        return "**Kidney:** no estimate. Unknown is not normal."
    clearance, egfr = rounded_down(result.kidney.clearance), rounded_down(result.kidney.egfr)
    return (
        f"**Kidney:** Cockcroft-Gault {clearance} mL/min, CKD-EPI 2021 {egfr} "
        "mL/min/1.73 m²; the lower one decides. Both hold only for a creatinine that is stable."
    )


def _plus(tablets: Sequence[int]) -> str:
    return " + ".join(map(str, tablets))


def _limits(result: Plan) -> str:
    return " and ".join(
        f"{'within' if result.supplement_mg <= amount else 'above'} the "
        f"{figures.AUTHORITY[name]} limit of {amount:g} mg"
        for name, amount in result.supplement_limits.items()
    )


def _why_nothing(result: Plan) -> list[str]:
    if result.reasons:
        return _listed("Nothing to add", result.reasons)
    reached = f"What is taken already ({result.total_mg:.0f} mg) reaches the goal"
    return [f"**Nothing to add.** {reached} of {result.goal_mg:g} mg."]


def _listed(opening: str, reasons: Iterable[Reason]) -> list[str]:
    return [
        f"**{opening}: {found.name}.** {found.sentence} ({link(found.source_key)})"
        for found in reasons
    ]


def _judged(judgement: Judgement) -> str:
    amounts = (
        f"with what is taken already {judgement.supplement_mg:.0f} mg of supplements, with food "
        f"{judgement.total_mg:.0f} mg"
    )
    if judgement.acceptable:
        verdict = "No rule speaks against it, which is no advice to take it."
    else:
        rules = "; ".join(map(_against, judgement.reasons))
        verdict = f"Against it: {rules}."
    return f"**Your dose of {judgement.dose_mg:.0f} mg**: {amounts}. {verdict}"


def _against(found: Reason) -> str:
    """A reason in short; the long ones of refusals and notes stand above."""
    if found.rule == "spacing":
        return f"the hours around {found.name}"
    above = found.rule not in ("upper_limit_passed", "goal_passed", "other_limit")
    return found.name if above else f"{found.name} ({found.sentence.rstrip('.')})"
