"""Pictures of magnesium in the body, of bone as a bank, of remodelling and of its evidence."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.lesson.pictures import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    Picture,
    axis,
    layout,
    legend,
    level,
    note,
    rounded,
    upright,
)  # fmt: skip
from helpers.references import reference
from helpers.science.bone import ADULT_KG, Array, Bank, BodyMap, Cells, Course, known, towards_more
from helpers.science.quantities import DAYS_A_MONTH, convert_amount
from helpers.tables import table

PERSON_CM = 170
PARTS = {
    "bone_lattice": ("inside bone's crystals", BLUE, ""),
    "bone_surface": ("on bone's surface (exchangeable)", SKY, "/"),
    "soft_tissue": ("muscle and other soft tissue", GREEN, "\\"),
    "other_fluid": ("fluid outside cells, without serum", PURPLE, "x"),
    "serum": ("serum: what a blood test sees", ORANGE, ""),
}


# --- where it is


def centimetres(body: BodyMap, part: str) -> float:
    """How tall a part is if the whole body's magnesium is as tall as a person of 170 cm."""
    return PERSON_CM * body.percent(part) / 100


def body_parts(body: BodyMap) -> Picture:
    """The compartments twice: as tall as a person, and on a logarithmic scale."""
    data = [*(_layer(body, part) for part in PARTS), _amounts(body)]
    shares = ", ".join(f"{name} {body.percent(part):.3g} %" for part, (name, _, _) in PARTS.items())
    return Picture(
        {"data": data, "layout": _body_layout(body)},
        f"Left: a column of {PERSON_CM} cm for all {body.total:.0f} mmol of magnesium; serum is a "
        f"line of {10 * centimetres(body, 'serum'):.0f} mm. Right: the amounts on a logarithmic "
        f"scale. Shares: {shares}.",
    )


def _layer(body: BodyMap, part: str) -> dict:
    name, color, shape = PARTS[part]
    tall = centimetres(body, part)
    return {
        "type": "bar", "name": name, "x": ["you"], "y": rounded([tall]),
        "text": [f"{tall:.0f} cm" if tall > 8 else ""], "textposition": "inside", "textangle": 0,
        "insidetextanchor": "middle",
        "insidetextfont": {"color": "#000000" if color == SKY else "#ffffff"},
        "marker": {
            "color": color,
            "pattern": {"shape": shape, "fgcolor": "#ffffff", "fillmode": "overlay",
                        "fgopacity": 0.35},
        },
    }  # fmt: skip


def _amounts(body: BodyMap) -> dict:
    amounts = body.amounts()
    grams = {part: convert_amount(mmol, "mmol", "g") for part, mmol in amounts.items()}
    return {
        "type": "scatter", "mode": "markers+text", "showlegend": False, "xaxis": "x2",
        "yaxis": "y2",
        "x": rounded(amounts[part] for part in PARTS), "y": [_SHORT[part] for part in PARTS],
        "text": [f"{amounts[part]:.3g} mmol, {grams[part]:.2g} g" for part in PARTS],
        "marker": {
            "color": [color for _, color, _ in PARTS.values()], "size": 13, "symbol": "diamond",
        },
        "textposition": "top center", "cliponaxis": False, "name": "amount",
    }  # fmt: skip


_SHORT = {
    "bone_lattice": "in bone",
    "bone_surface": "on bone",
    "soft_tissue": "soft tissue",
    "other_fluid": "other fluid",
    "serum": "serum",
}


def _body_layout(body: BodyMap) -> dict:
    sliver = {
        "text": f"serum:<br>{10 * centimetres(body, 'serum'):.0f} mm", "xref": "x domain",
        "x": 0.93,
        "y": PERSON_CM, "ax": 46, "ay": 16, "arrowcolor": GREY, "font": {"size": 12},
    }  # fmt: skip
    assumed = (
        f"Assumption: the total grows with body weight, from {known('total_body'):g} g at "
        f"{known('reference_weight'):g} kg;<br>soft tissue is the rest"
    )
    return layout(
        "All your magnesium, if it were as tall as a person",
        barmode="stack",
        xaxis={"domain": [0, 0.24], "visible": False},
        yaxis=axis("height (cm)", range=[0, PERSON_CM + 1]),
        xaxis2=axis("amount (mmol, log scale)", type="log", domain=[0.46, 1], range=[-0.3, 3.4],
                    tickvals=[1, 10, 100, 1000], anchor="y2"),
        yaxis2={
            "anchor": "x2", "automargin": True, "gridcolor": "#eeeeee", "autorange": "reversed",
        },
        annotations=[
            sliver, note(assumed),
        ],
        margin={"l": 64, "r": 16, "t": 68, "b": 56},
        legend=legend(-0.3, traceorder="normal"),
        height=480,
    )  # fmt: skip


def body_table(body: BodyMap) -> pd.DataFrame:
    """The compartments in every unit."""
    return pd.DataFrame([_body_row(body, part, name) for part, (name, _, _) in PARTS.items()])


def _body_row(body: BodyMap, part: str, name: str) -> dict[str, str]:
    mmol = body.amounts()[part]
    return {
        "Where": name,
        "Share (%)": f"{body.percent(part):.1f}",
        "Amount (mmol)": f"{mmol:.4g}",
        "Amount (g)": f"{convert_amount(mmol, 'mmol', 'g'):.3g}",
    }


# --- bone as a bank


@dataclass(frozen=True)
class Account:
    """A bank and the share of its surface store (%) whose day is asked for."""

    bank: Bank
    percent: float

    @property
    def months(self) -> float:
        """Months until the store is down to that share; inf if it never is."""
        return self.bank.days_until(self.percent) / DAYS_A_MONTH


def account(result: Account) -> Picture:
    """A day's income and loss, and the surface store over time."""
    bank = result.bank
    data = [*_balance(bank), *_store(result)]
    course = (
        f"falls to {result.percent:.0f} % after {result.months:.1f} months"
        if np.isfinite(result.months)
        else "stays as it is, because intake covers the loss"
    )
    return Picture(
        {"data": data, "layout": _account_layout(result)},
        f"Left: a day's balance, {bank.absorbed_mmol:.2f} mmol absorbed against "
        f"{bank.loss_mmol:.2f} mmol lost. Right: bone's exchangeable store, "
        f"{bank.body.bone_surface:.0f} mmol at the start, {course}.",
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
            "marker": {"color": color, "pattern": {"shape": shape, "fillmode": "overlay"}},
            "text": [f"{mmol:.2f}" if mmol > 0.1 else ""], "textposition": "inside", "textangle": 0,
            "insidetextanchor": "middle",
            "insidetextfont": {"color": "#000000" if color in (SKY, ORANGE) else "#ffffff"},
        }
        for name, side, mmol, color, shape in bars
    ]  # fmt: skip


def _horizon_months(result: Account) -> float:
    empty = result.bank.days_until(0) / DAYS_A_MONTH
    return float(np.clip(empty, 3, 36)) if np.isfinite(empty) else 36.0


def _store(result: Account) -> list[dict]:
    months = np.linspace(0, _horizon_months(result), 21)
    stores = np.asarray(result.bank.after(months * DAYS_A_MONTH).surface)
    line = {
        "type": "scatter", "mode": "lines", "name": "bone's surface store", "xaxis": "x2",
        "yaxis": "y2",
        "x0": 0, "dx": rounded([months[1]])[0],
        "y": rounded(100 * stores / result.bank.body.bone_surface),
        "line": {"color": BLUE, "width": 3},
    }  # fmt: skip
    if result.months > months[-1]:
        return [line]
    return [line, {
        "type": "scatter", "mode": "markers+text", "showlegend": False, "xaxis": "x2",
        "yaxis": "y2",
        "x": rounded([result.months]), "y": [result.percent],
        "text": [f"{result.months:.1f} months"],
        "textposition": "top right", "marker": {"color": ORANGE, "size": 13, "symbol": "diamond"},
    }]  # fmt: skip


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
    wasted = convert_amount(known("urine_ordinary"), "mg", "mmol")
    kidney = (
        "urine is at its lowest from the first day"
        if bank.kidney == "saves"
        else f"the kidney does not save: {wasted:.1f} mmol a day or more in urine"
    )
    payer = "bone alone pays" if bank.payer == "bone" else "muscle pays a part"
    lattice = (
        f"the crystal refills the surface (half-life {known('slow_half_life'):g} days)"
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
    first, second, third, fourth, size = assumptions(result.bank)
    text = f"Assumptions: {first};<br>{second}; {third};<br>{fourth};<br>{size}"
    months = _horizon_months(result)
    page = layout(
        "A day's balance, and what it does to the store",
        barmode="stack",
        xaxis=axis("a day", domain=[0, 0.26], categoryorder="array", categoryarray=["out", "in"]),
        yaxis=axis("magnesium (mmol a day)", rangemode="tozero"),
        xaxis2=axis("months", domain=[0.4, 1], anchor="y2", range=[0, *rounded([months])]),
        yaxis2=axis("store (% of start)", anchor="x2", range=[0, 112]),
        shapes=[level(result.percent, xref="x2 domain", yref="y2")],
        annotations=[note(text)],
        margin={"l": 64, "r": 16, "t": 120, "b": 56},
        legend=legend(-0.32, traceorder="normal"),
        height=470,
    )  # fmt: skip
    page["title"] |= {"y": 0.97, "yanchor": "top"}  # above four lines of assumptions
    return page


# --- remodelling


@dataclass(frozen=True)
class Cycle:
    """A run of the model, its steady state, and the magnesium effect that we assumed (%)."""

    course: Course
    steady: Cells
    lack_percent: float

    @property
    def lowest(self) -> float:
        """The lowest bone mass (% of start)."""
        return float(self.course.bone_percent.min())

    @property
    def last(self) -> float:
        """Bone mass on the last day (% of start)."""
        return float(self.course.bone_percent[-1])


def cycle(result: Cycle) -> Picture:
    """Osteoclasts, osteoblasts and bone mass, one above the other."""
    course, steady = result.course, result.steady
    rows = [
        ("osteoclasts", course.osteoclasts, ORANGE, "solid", steady.osteoclasts),
        ("osteoblasts", course.osteoblasts, BLUE, "dash", steady.osteoblasts),
        ("bone mass", course.bone_percent, GREEN, "solid", 100.0),
    ]
    data = [
        trace
        for n, row in enumerate(rows, 1)
        for trace in (_run(n, course.days, *row[:4]), _rest(n, course.days[-1], row[4]))
    ]
    return Picture(
        {"data": data, "layout": _cycle_layout(result)},
        f"Three curves over {course.days[-1]:.0f} days. Osteoclasts reach "
        f"{course.osteoclasts.max():.1f} (steady state {steady.osteoclasts:.2f}), osteoblasts "
        f"{course.osteoblasts.max():.0f} (steady state {steady.osteoblasts:.0f}), bone mass falls "
        f"to {result.lowest:.1f} % and ends at {result.last:.1f} %. {_said(result)}.",
    )


def _said(result: Cycle) -> str:
    if not result.lack_percent:
        return "Komarova's model of one site; it knows nothing of magnesium"
    less = f"osteoblasts form {result.lack_percent:.0f} % less"
    return f"OUR ASSUMPTION, not measured: lack of magnesium, {less}"


def _run(n: int, days: Array, name: str, values: Array, color: str, dash: str) -> dict:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x0": 0, "dx": rounded([days[1]])[0],
        "y": rounded(values),
        "xaxis": "x", "yaxis": f"y{n}", "line": {"color": color, "width": 3, "dash": dash},
        "showlegend": False,
    }  # fmt: skip


def _rest(n: int, end: float, height: float) -> dict:
    return {
        "type": "scatter", "mode": "lines", "x": [0, *rounded([end])],
        "y": rounded([height, height]),
        "xaxis": "x", "yaxis": f"y{n}", "line": {"color": GREY, "width": 1.5, "dash": "dot"},
        "name": "steady state, or bone mass at the start", "showlegend": n == 1,
    }  # fmt: skip


def _cycle_layout(result: Cycle) -> dict:
    said = f"<b>{_said(result)}</b>" if result.lack_percent else _said(result)
    mass = [
        max(-2.0, min(80.0, result.lowest - 3)),
        max(106.0, result.course.bone_percent.max() + 2),
    ]
    return layout(
        "One remodelling site: cells and bone mass",
        xaxis=axis("days", anchor="y3"),
        yaxis=axis("osteoclasts", domain=[0.72, 1], rangemode="tozero"),
        yaxis2=axis("osteoblasts", domain=[0.38, 0.66], rangemode="tozero"),
        yaxis3=axis("bone mass (%)", domain=[0, 0.32], range=rounded(mass)),
        annotations=[note(said)],
        margin={"l": 72, "r": 16, "t": 68, "b": 56},
        legend=legend(-0.16),
        height=520,
    )  # fmt: skip


# --- parathyroid hormone

EVIDENCE = {"people": ("circle", BLUE), "animals": ("square", GREEN)}
NORMAL_MMOL_L = 0.8


def parathyroid() -> Picture:
    """Parathyroid hormone against serum magnesium, as far as it was measured."""
    studies = table("pth_studies").dropna(subset="magnesium_after_mmol_l")
    sized = studies["pth_percent"].notna()
    counts = studies.set_index("finding")["n"]
    people, rising = (int(counts[finding]) for finding in ("fatemi1991", "fatemi1991_rising"))
    data = [
        _normal(),
        *(_pth_marks(studies[sized], kind) for kind in EVIDENCE),
        _unsized(studies[~sized]),
    ]
    parts = "; ".join(
        f"{row.who}: {row.pth_percent:g} % at {row.magnesium_after_mmol_l:g} mmol/L"
        for row in studies[sized].itertuples()
    )
    return Picture(
        {"data": data, "layout": _pth_layout()},
        "Parathyroid hormone as a share of its level at normal magnesium, against serum magnesium. "
        f"{parts[0].upper()}{parts[1:]}. In the other {people - rising} of the {people} healthy "
        "people it fell or stayed the same. Both lack and excess can lower it.",
    )


def _normal() -> dict:
    return {
        "type": "scatter", "mode": "markers+text", "name": "where each began",
        "x": [NORMAL_MMOL_L], "y": [100], "text": [" normal magnesium"],
        "textposition": "top right",
        "marker": {"symbol": "star", "color": GREY, "size": 15},
    }  # fmt: skip


def _pth_marks(studies: pd.DataFrame, kind: str) -> dict:
    rows, (symbol, color) = studies[studies["evidence"] == kind], EVIDENCE[kind]
    return {
        "type": "scatter", "mode": "markers+text", "name": f"measured in {kind}",
        "x": rounded(rows["magnesium_after_mmol_l"]), "y": rounded(rows["pth_percent"]),
        "text": [f" {row.who}: {row.pth_percent:g} %" for row in rows.itertuples()],
        "textposition": "middle right", "cliponaxis": False,
        "marker": {"symbol": symbol, "color": color, "size": 14},
    }  # fmt: skip


def _unsized(rows: pd.DataFrame) -> dict:
    return {
        "type": "scatter", "mode": "markers+text", "name": "people, direction only",
        "x": rounded(rows["magnesium_after_mmol_l"]), "y": [100] * len(rows),
        "text": [f"{who}:<br>same or lower" for who in rows["who"]],
        "textposition": "bottom center",
        "marker": {"symbol": "triangle-down-open", "color": BLUE, "size": 15, "line": {"width": 3}},
    }  # fmt: skip


def _pth_layout() -> dict:
    return layout(
        "Magnesium and parathyroid hormone: not a straight line",
        xaxis=axis("serum magnesium (mmol/L)", range=[0, 3.3], dtick=0.5),
        yaxis=axis("parathyroid hormone<br>(% of before, or of controls)", range=[0, 195]),
        shapes=[level(100, dash="dot", xref="x domain", layer="below")],
        annotations=[note("Separate findings: no curve was measured, so none is drawn")],
        margin={"l": 64, "r": 16, "t": 68, "b": 56},
        legend=legend(-0.28),
        height=420,
    )


# --- what happened in people

DESIGNS = {
    "intake": ("by intake", "square", BLUE),
    "serum": ("by serum magnesium", "diamond", PURPLE),
}


def fractures() -> Picture:
    """Fractures with more magnesium against less, study by study, not pooled."""
    studies = table("bone_studies")
    rows = _placed(studies[studies["outcome_kind"] == "fracture"])
    data = [
        _ratios(rows[rows["exposure"] == exposure], *look) for exposure, look in DESIGNS.items()
    ]
    data.append(_unprinted(rows[rows["value"].isna()]))
    wrist = towards_more(*_ratio(next(rows[rows["outcome"].str.startswith("wrist")].itertuples())))
    return Picture(
        {"data": data, "layout": _fracture_layout(rows)},
        f"Forest-style plot of {len(rows)} findings on fractures. More magnesium in serum goes "
        "with fewer fractures in all of its rows. By intake the rows disagree: more wrist "
        f"fractures in the largest cohort ({wrist[0]:.2f}, {wrist[1]:.2f} to {wrist[2]:.2f}), "
        "fewer fractures in the arthritis cohort, no difference in "
        f"{int(rows['value'].isna().sum())} rows without a printed number.",
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their place in the picture, the first one at the top."""
    return rows.assign(place=range(len(rows), 0, -1))


def _row_names(rows: pd.DataFrame) -> dict:
    names = [_study_name(row) for row in rows.itertuples()]
    span = [0.3, len(rows) + 0.7]
    return {"automargin": True, "gridcolor": "#eeeeee", "zeroline": False, "range": span} | {
        "tickvals": list(rows["place"]), "ticktext": names
    }  # fmt: skip


def _study_name(row: Any) -> str:
    people = f"{row.n:,.0f} people" if row.n == row.n else row.participants
    return f"{reference(row.source_key).label}: {row.outcome}<br>{row.design}, {people}"


def _ratio(row: Any) -> tuple[float, float, float, str]:
    return row.value, row.low, row.high, row.contrast


def _ratios(rows: pd.DataFrame, name: str, symbol: str, color: str) -> dict:
    rows = rows.dropna(subset="value")
    ratios = [towards_more(*_ratio(row)) for row in rows.itertuples()]
    middle, low, high = (np.array(side) for side in zip(*ratios))
    return {
        "type": "scatter", "mode": "markers+text", "name": name, "x": rounded(middle),
        "y": list(rows["place"]),
        "error_x": {"type": "data", "symmetric": False, "array": rounded(high - middle),
                    "arrayminus": rounded(middle - low), "color": GREY},
        "text": [f"{value:.2f}" for value in middle], "textposition": "top center",
        "marker": {"symbol": symbol, "color": color, "size": 12},
    }  # fmt: skip


def _unprinted(rows: pd.DataFrame) -> dict:
    return {
        "type": "scatter", "mode": "markers+text",
        "name": "by intake: “no difference”, number not read",
        "x": [1] * len(rows), "y": list(rows["place"]),
        "text": [" none"] * len(rows), "textposition": "middle right",
        "marker": {"symbol": "circle-open", "color": GREY, "size": 13, "line": {"width": 3}},
    }  # fmt: skip


def _fracture_layout(rows: pd.DataFrame) -> dict:
    return layout(
        "Fractures: observational findings, no trial among them",
        xaxis=axis("ratio, more magnesium against less<br>(log scale; bar: 95 % interval)<br>"
                   "◀ fewer        more ▶",
                   type="log", range=[-0.8, 0.4], tickvals=[0.2, 0.5, 1, 1.5, 2]),
        yaxis=_row_names(rows),
        shapes=[upright(1)],
        annotations=[note("Ratios printed for low against high serum<br>"
                          "are turned round (1 divided by them)")],
        margin={"l": 64, "r": 16, "t": 82, "b": 88},
        legend=legend(-0.28),
        height=660,
    )  # fmt: skip


LOOKS = ("worse", "no difference", "better")
KINDS = {
    "trial": ("circle", ORANGE),
    "cross-sectional": ("square", BLUE),
    "pooled observational": ("diamond", PURPLE),
}


def density() -> Picture:
    """Bone density with more magnesium: how each finding looked, trials among them."""
    studies = table("bone_studies")
    rows = _placed(studies[studies["outcome_kind"] == "bone density"])
    data = [_looks(rows[rows["design"] == design], design, *look) for design, look in KINDS.items()]
    count = rows["more_magnesium"].value_counts()
    trials = int((rows["design"] == "trial").sum())
    hip = rows.set_index(["study", "outcome"])["value"]["orchard2014", "hip density"]
    return Picture(
        {"data": data, "layout": _density_layout(rows)},
        f"{len(rows)} findings on bone density, {trials} of them from trials: {count['better']} "
        f"look better with more magnesium, {count['no difference']} show no difference, none looks "
        f"worse. In the largest cohort hip density was {hip:g} % higher, measured once.",
    )


def _looks(rows: pd.DataFrame, design: str, symbol: str, color: str) -> dict:
    return {
        "type": "scatter", "mode": "markers+text", "name": design,
        "x": list(rows["more_magnesium"]), "y": list(rows["place"]),
        "text": [_size(row) for row in rows.itertuples()], "textposition": "middle right",
        "marker": {"symbol": symbol, "color": color, "size": 13}, "cliponaxis": False,
    }  # fmt: skip


def _size(row: Any) -> str:
    unit = {"% difference": " %", "g/cm² difference": " g/cm²"}.get(row.measure)
    return f" +{row.value:g}{unit}" if unit else ""


def _density_layout(rows: pd.DataFrame) -> dict:
    return layout(
        "Bone density: what more magnesium went with",
        xaxis={"categoryorder": "array", "categoryarray": list(LOOKS), "range": [-0.4, 3.2],
               "gridcolor": "#e5e5e5"},
        yaxis=_row_names(rows),
        annotations=[note("Few sites, small differences;<br>only circles come from trials")],
        margin={"l": 64, "r": 24, "t": 82, "b": 40},
        legend=legend(-0.1),
        height=520,
    )  # fmt: skip
