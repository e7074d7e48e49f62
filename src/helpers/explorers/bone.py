"""Explorers of magnesium in the body, of bone as a bank and of remodelling."""

from typing import Any

import numpy as np

from helpers.figures.bone.bank import account, assumptions
from helpers.figures.bone.body import PERSON_CM, body_parts, body_table, centimetres
from helpers.figures.bone.remodelling import cycle
from helpers.lesson import Explorer, Number, choice
from helpers.science.bone import (
    Account,
    Bank,
    BodyMap,
    Cycle,
    body_map,
    published,
    simulate,
    steady_state,
)
from helpers.science.bone.remodelling import BACK_PERCENT
from helpers.science.quantities import convert_amount

DAYS, STEP_DAYS = 600, 2  # the step meets every event


def body() -> Explorer:
    """Body weight and two shares -> where the magnesium is."""
    controls = {
        "weight_kg": Number("Body weight", 70, 40, 150, step=1, unit="kg"),
        "bone_percent": Number("Share in bone", 55, 50, 67, step=1, unit="%"),
        "surface_percent": Number("Exchangeable part of it", 30, 5, 40, step=1, unit="%"),
    }
    return Explorer(
        "Body map", controls, body_map, body_parts, _body_sentence, body_table,
        telling=("bone_percent", "surface_percent"),
    )  # fmt: skip


def _body_sentence(body: BodyMap) -> str:
    bone = body.bone_lattice + body.bone_surface
    return (
        f"About <strong>{body.total:.0f} mmol</strong> in all: {bone:.0f} mmol in bone, of which "
        f"{body.bone_surface:.0f} mmol can be exchanged, {body.soft_tissue:.0f} mmol in soft "
        f"tissue and <strong>{body.serum:.1f} mmol in serum</strong>. If all of it were "
        f"{PERSON_CM} cm tall, a blood test would see "
        f"{10 * centimetres(body, 'serum'):.0f} mm."
    )


SAVING, WASTING = 1.0, 6.0  # mmol a day in urine
START = {"intake_mmol": 1.2, "urine_mmol": SAVING, "other_loss_mmol": 1.0, "surface_percent": 30}


def bank() -> Explorer:
    """Intake, kidney, loss and four assumptions -> months until half of the store is gone."""
    kidney = {f"saves: {SAVING:g} mmol a day": SAVING, f"wastes: {WASTING:g} mmol a day": WASTING}
    controls = {
        "intake_mmol": Number("Magnesium eaten a day", 1.2, 0, 16, step=0.1, unit="mmol"),
        "urine_mmol": choice("Kidney", kidney, SAVING),
        "other_loss_mmol": Number("Loss in gut and skin", 1, 0, 4, step=0.1, unit="mmol a day"),
        "surface_percent": Number(
            "Bone magnesium that can be exchanged", 30, 5, 40, step=1, unit="%"
        ),
    }
    return Explorer(
        "Bone as a bank", controls | _switches(), _account, account, _bank_sentence,
        main=("intake_mmol", "urine_mmol"),
    )  # fmt: skip


def _switches() -> dict[str, Any]:
    """The assumptions that a learner can switch."""
    return {
        "absorption": choice(
            "Absorbed",
            {"by the illustrative curve": "illustrative curve", "half": "half"},
            "illustrative curve",
        ),
        "payer": choice(
            "Paid by", {"bone alone": "bone", "bone and muscle": "bone and muscle"}, "bone"
        ),
        "lattice": choice(
            "Bone crystal", {"refills its surface": "refills", "stays locked": "locked"}, "refills"
        ),
    }


def _account(**entered: Any) -> Account:
    return Account(_bank(**entered), _bank(**START))


def _bank(intake_mmol: float, **entered: Any) -> Bank:
    return Bank(convert_amount(intake_mmol, "mmol", "mg"), **entered)


def _bank_sentence(result: Account) -> str:
    bank = result.bank
    day = f"A day brings {bank.absorbed_mmol:.2f} mmol and takes {bank.loss_mmol:.2f} mmol. "
    store = f"the store of {bank.body.bone_surface:.0f} mmol"
    if not np.isfinite(result.months):
        return f"{day}<strong>Nothing is missing</strong>: {store} stays full."
    return (
        f"{day}<strong>{bank.shortfall_mmol:.2f} mmol a day is missing</strong>, and {store} is "
        f"down to half after <strong>{result.months:.1f} months</strong>. This "
        f"is arithmetic, no prediction for a person. Assumed: {'; '.join(assumptions(bank))}."
    )


def remodelling() -> Explorer:
    """How often, and our magnesium assumption -> cells and bone mass."""
    often = {"once": 0, "every 200 days": 200, "every 100 days": 100}
    controls = {
        "every_days": choice("Ten osteoclasts are added", often, 0),
        "lack_percent": Number("Our assumption: formation falls by", 0, 0, 50, step=5, unit="%"),
    }
    return Explorer("Remodelling", controls, _run, cycle, _cycle_sentence)


def _run(every_days: float, lack_percent: float) -> Cycle:
    model = published().with_magnesium_lack(lack_percent)
    course = simulate(model, DAYS, every_days=every_days or None, points=DAYS // STEP_DAYS + 1)
    return Cycle(course, steady_state(model), lack_percent)


def _cycle_sentence(result: Cycle) -> str:
    course = result.course
    assumed = (
        " <strong>This includes our assumption</strong> that each osteoblast forms "
        f"{result.lack_percent:.0f} % less."
        if result.lack_percent
        else " There is no magnesium in this model."
    )
    return (
        f"Osteoclasts are most when they are added, osteoblasts on day {result.builders_day:.0f}. "
        f"Bone mass is lowest on "
        f"day {result.lowest_day:.0f}, <strong>{result.lowest:.1f} %</strong>; {_back(result)} and "
        f"stands at <strong>{result.last:.1f} %</strong> on day {course.days[-1]:.0f}.{assumed}"
    )


def _back(result: Cycle) -> str:
    day = result.back_day()
    if day is None:
        return f"it does not come back to {BACK_PERCENT:g} %"
    return f"it is back at {BACK_PERCENT:g} % on day {day:.0f}"
