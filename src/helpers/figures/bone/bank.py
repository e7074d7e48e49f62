"""Pictures of bone as a bank that pays what intake lacks."""

import numpy as np

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    LEGEND,
    ORANGE,
    OUTLINE,
    PURPLE,
    SKY,
    Picture,
    axis,
    ink,
    layout,
    level,
    note,
    packed,
    places,
    rounded,
)  # fmt: skip
from helpers.science.bone.bank import ADULT_KG, HALF, Account, Bank
from helpers.science.bone.body import measured
from helpers.science.quantities import DAYS_A_MONTH, convert_amount
from helpers.tables import sources

YEAR_MONTHS = 12
LARGEST_MMOL = 10  # a day: every bar that the controls allow


def account(result: Account) -> Picture:
    """A day's income and loss, and the surface store over time."""
    bank = result.bank
    data = [*_balance(bank), *_store(result)]
    course = (
        f"falls to {HALF} % after {result.months:.1f} months"
        if np.isfinite(result.months)
        else "stays as it is, because intake covers the loss"
    )
    return Picture(
        {"data": data, "layout": _account_layout(result)},
        f"Left: a day's balance, {bank.absorbed_mmol:.2f} mmol absorbed against "
        f"{bank.loss_mmol:.2f} mmol lost. Right: bone's exchangeable store, "
        f"{bank.body.bone_surface:.0f} mmol at the start, {course}.",
        (*sources("body_magnesium"), *sources("absorption_end_points")),
    )


def _balance(bank: Bank) -> list[dict]:
    urine, other = bank.loss_mmol - bank.other_loss_mmol, bank.other_loss_mmol
    bars = [
        ("absorbed", "in", bank.absorbed_mmol, GREEN, ""),
        ("urine", "out", urine, ORANGE, "/"),
        ("gut and skin", "out", other, PURPLE, "x"),
        ("paid from stores", "in", bank.shortfall_mmol, SKY, "."),
    ]
    return [
        {
            "type": "bar", "name": name, "x": [side], "y": rounded([mmol]),
            "marker": {
                "color": color, "line": OUTLINE, "pattern": {"shape": shape, "fillmode": "overlay"},
            },
            "text": [f"{mmol:.2f}" if mmol > 0.4 else ""], "textposition": "inside", "textangle": 0,
            "insidetextanchor": "middle",
            "insidetextfont": {"color": ink(color)},
        }
        for name, side, mmol, color, shape in bars
    ]  # fmt: skip


def _store(result: Account) -> list[dict]:
    """The store over a year, in grey as it was at first, and the day when half is gone."""
    lines = [
        _course(result.before, "at the start", GREY, 2, dash="dot"),
        _course(result.bank, "bone's surface store", BLUE, 3),
    ]
    if result.months > YEAR_MONTHS:
        return lines
    return [*lines, {
        "mode": "markers+text", "showlegend": False, "xaxis": "x2",
        "yaxis": "y2",
        "x": rounded([result.months]), "y": [HALF],
        "text": [f"{result.months:.1f} months"],
        "textposition": "top right" if result.months < 9 else "bottom left",
        "marker": {"color": ORANGE, "size": 13, "symbol": "diamond"},
    }]  # fmt: skip


def _course(bank: Bank, name: str, color: str, width: float, dash: str = "solid") -> dict:
    months = np.linspace(0, YEAR_MONTHS, 49)
    stores = np.asarray(bank.after(months * DAYS_A_MONTH).surface)
    return {
        "mode": "lines", "name": name, "xaxis": "x2", "yaxis": "y2",
        "x0": 0, "dx": rounded([months[1]])[0],
        "y": packed(100 * stores / bank.body.bone_surface),
        "line": {"color": color, "width": width, "dash": dash},
    }  # fmt: skip


def _absorbed_percent(bank: Bank) -> float:
    intake_mmol = convert_amount(bank.intake_mg, "mg", "mmol")
    return 100 * bank.absorbed_mmol / intake_mmol if intake_mmol else 0.0


def assumptions(bank: Bank) -> list[str]:
    """What this bank supposes, in words."""
    absorbed = (
        f"absorption by the illustrative curve, three meals: here {_absorbed_percent(bank):.0f} %"
        if bank.absorption == "illustrative curve"
        else "half of the intake absorbed"
    )
    kidney = f"{bank.urine_mmol:g} mmol a day in urine from the first day"
    payer = "bone alone pays" if bank.payer == "bone" else "muscle pays a part"
    lattice = (
        f"the crystal refills the surface (half-life {measured('slow_half_life'):g} days)"
        if bank.lattice == "refills"
        else "the crystal is locked"
    )
    in_bone = bank.body.percent("bone_surface") + bank.body.percent("bone_lattice")
    size = (
        f"{ADULT_KG} kg, {in_bone:.0f} % in bone: a store of {bank.body.bone_surface:.0f} mmol; "
        "a surplus is not kept"
    )
    return [absorbed, kidney, payer, lattice, size]


def _account_layout(result: Account) -> dict:
    return layout(
        "A day's balance, and what it does to the store",
        barmode="stack",
        xaxis=axis("a day", domain=[0, 0.26], categoryorder="array", categoryarray=["out", "in"],
                   range=places(2)),
        yaxis=axis("magnesium (mmol a day)", range=[0, LARGEST_MMOL]),
        xaxis2=axis("months", domain=[0.4, 1], anchor="y2", range=[0, YEAR_MONTHS], dtick=2),
        yaxis2=axis("store (% of start)", anchor="x2", range=[0, 112]),
        shapes=[level(HALF, xref="x2 domain", yref="y2")],
        annotations=[note("Made of assumptions: the sentence names them")],
        margin={"t": 68},
        legend=LEGEND | {"traceorder": "normal"},
        height=330,
    )  # fmt: skip
