"""Pictures of the vitamin D pathway, its clocks, and what magnesium does to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd

from helpers.lesson.pictures import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    legend,
    level,
    note,
    rounded,
)  # fmt: skip
from helpers.references import reference
from helpers.science.pathway import (
    BLOCKED,
    CARRIES,
    PUSHES_BACK,
    QUIET,
    Arrow,
    Wave,
    arrows,
    block,
)  # fmt: skip
from helpers.science.quantities import DAYS_A_MONTH, convert_vitamin_d_concentration
from helpers.science.vitamin_d import (
    ASSUMED_CATABOLISM_SHARE,
    ASSUMED_CATABOLITE_HALF_LIFE_DAYS,
    ASSUMED_CATABOLITE_RATIO,
    ASSUMED_D3_HALF_LIFE_DAYS,
    ASSUMED_D3_SHARE,
    POOLS,
    SUBSTANCES,
    Level,
    Levels,
    Plan,
    course,
    known,
    measured_change,
    remaining_percent,
    steady_state,
)  # fmt: skip
from helpers.tables import table

NAMES = {
    pool: name.replace("(OH)2", "(OH)₂").replace("D3", "D₃") for pool, name in SUBSTANCES.items()
}
NODES = {
    "supply": ("sun, food", 0.0, 3.0),
    "vitamin_d3": ("vitamin D₃", 1.9, 3.0),
    "calcidiol": ("25(OH)D", 3.9, 3.0),
    "calcitriol": ("1,25(OH)₂D", 6.1, 3.0),
    "uptake": ("uptake in gut", 8.5, 3.0),
    "calcium_food": ("calcium<br>in food", 8.5, 4.7),
    "calcium": ("calcium<br>in blood", 8.5, 1.2),
    "pth": ("PTH", 6.1, 1.2),
    "fgf23": ("FGF23", 6.9, 4.7),
    "cyp24a1": ("CYP24A1", 4.5, 4.7),
    "magnesium": ("magnesium", 3.0, 1.2),
}
BOX = (0.72, 0.45)  # half of a node's width and height
LABELS = {
    "liver": ("CYP2R1", 2.9, 3.25),
    "kidney": ("CYP27B1", 4.95, 3.25),
}
ROLES = {
    QUIET: ("#b0b0b0", 1.5),
    CARRIES: (BLUE, 3.0),
    PUSHES_BACK: (PURPLE, 3.0),
    BLOCKED: (ORANGE, 4.0),
}
EVIDENCE = {"people": "solid", "review": "dash", "in vitro": "dot", "assumed": "dot"}
EVIDENCE_NAMES = {
    "people": "shown in people",
    "review": "textbook knowledge (review)",
    "in vitro": "in vitro or assumed",
}
PLAIN = {
    "showarrow": False, "bgcolor": "#ffffff", "bordercolor": "#999999", "borderwidth": 1,
    "borderpad": 3, "font": {"size": 12, "color": "#222222"},
}  # fmt: skip
TURNS = {1: "▲", -1: "▼", 0: ""}


def pathway(wave: Wave) -> Picture:
    """The pathway with the blocked step, the nodes that rise or fall, and what pushes back."""
    data = [_arrows(look, bundle) for look, bundle in _bundles(wave).items()]
    data += [_key(name, "#444444", EVIDENCE[evidence]) for evidence, name in EVIDENCE_NAMES.items()]
    data += [_key(role, ROLES[role][0], "solid") for role in (CARRIES, PUSHES_BACK) if wave.changes]
    crosses = [arrow for arrow in arrows() if wave.roles[arrow.name] == BLOCKED]
    if crosses:
        data.append(_crosses(crosses))
    return Picture({"data": data, "layout": _map_layout(wave)}, _pathway_alt(wave))


def _pathway_alt(wave: Wave) -> str:
    opening = "Map of the vitamin D pathway, from sun and food by liver and kidney to calcium. "
    if not wave.changes:
        return opening + "No step is blocked; all arrows are grey."
    rises, falls = (_listed(wave, sign) for sign in (1, -1))
    return opening + f"Blocked: {blocked_name(wave)}. Falls: {falls}. Rises: {rises}."


def _listed(wave: Wave, sign: int) -> str:
    return (
        ", ".join(node_name(node) for node, turn in wave.changes.items() if turn == sign)
        or "nothing"
    )


def node_name(node: str) -> str:
    """The name of a node in one line."""
    return NODES[node][0].replace("<br>", " ")


def blocked_name(wave: Wave) -> str:
    """What the blocked arrows do."""
    return " and ".join(arrow.actor for arrow in arrows() if arrow.step == wave.blocked)


def _ends(arrow: Arrow) -> tuple[np.ndarray, np.ndarray]:
    """Where an arrow starts and ends: clear of the boxes, and beside its counterpart."""
    start, goal = (np.array(NODES[node][1:]) for node in (arrow.start, arrow.goal))
    along = (goal - start) / np.linalg.norm(goal - start)
    paired = any((other.start, other.goal) == (arrow.goal, arrow.start) for other in arrows())
    aside = np.array([along[1], -along[0]]) * (0.16 if paired else 0)
    across, up = np.maximum(np.abs(along), 1e-9)
    gap = min(BOX[0] / across, BOX[1] / up)  # where the line leaves the box
    return start + gap * along + aside, goal - gap * along + aside


def _bundles(wave: Wave) -> dict[tuple[str, str, int], list[Arrow]]:
    """The arrows that look alike: same role, same line, same head."""
    bundles: dict[tuple[str, str, int], list[Arrow]] = {}
    for arrow in arrows():
        look = (wave.roles[arrow.name], EVIDENCE[arrow.evidence], arrow.sign)
        bundles.setdefault(look, []).append(arrow)
    return bundles


def _arrows(look: tuple[str, str, int], bundle: list[Arrow]) -> dict:
    role, dash, sign = look
    color, width = ROLES[role]
    ends = [point for arrow in bundle for point in (*_ends(arrow), (None, None))]
    return {
        "type": "scatter", "mode": "lines+markers", "showlegend": False,
        "x": _places(x for x, _ in ends), "y": _places(y for _, y in ends),
        "line": {"color": color, "width": width, "dash": dash},
        "marker": {
            "symbol": "arrow" if sign > 0 else "line-ew", "size": [0, 13, 0] * len(bundle),
            "angleref": "previous", "color": color, "opacity": 1,
            "line": {"width": 0 if sign > 0 else 3, "color": color},
        },
    }  # fmt: skip


def _places(values: Iterable[float | None]) -> list[float | None]:
    return [None if value is None else round(float(value), 2) for value in values]


def _key(name: str, color: str, dash: str) -> dict:
    return {
        "type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": name,
        "line": {"color": color, "width": 3, "dash": dash},
    }  # fmt: skip


def _crosses(blocked: list[Arrow]) -> dict:
    middles = [np.mean(_ends(arrow), axis=0) for arrow in blocked]
    return {
        "type": "scatter", "mode": "markers", "showlegend": False,
        "x": _places(x for x, _ in middles), "y": _places(y for _, y in middles),
        "marker": {"symbol": "x", "size": 15, "color": ORANGE},
    }  # fmt: skip


def _map_layout(wave: Wave) -> dict:
    hidden = {"visible": False, "fixedrange": True}
    texts = [_node(node, wave) for node in NODES]
    texts += [_small(text, x, y) for text, x, y in LABELS.values()]
    return layout(
        "Nothing is blocked"
        if wave.blocked == "none"
        else "First wave after a block ✕ (⟲: something pushes back)",
        xaxis=hidden | {"range": [-0.9, 9.5]},
        yaxis=hidden | {"range": [0.6, 5.3]},
        annotations=texts,
        template={
            "layout": {"annotationdefaults": PLAIN},
            "data": {"scatter": [{"hoverinfo": "skip"}]},
        },
        margin={"l": 4, "r": 4, "t": 44, "b": 8},
        legend=legend(0, x=0),
        height=400,
    )


def _node(node: str, wave: Wave) -> dict:
    name, x, y = NODES[node]
    turn = wave.changes.get(node, 0)
    if node == "magnesium" and wave.blocked.startswith("mg_"):
        turn = -1
    held = " ⟲" if turn and wave.pushed_back(node) else ""
    box = {"x": x, "y": y, "text": f"{name}<br><b>{TURNS[turn]}{held}</b>" if turn else name}
    return box | ({"bordercolor": GREEN if turn > 0 else ORANGE, "borderwidth": 2} if turn else {})


def _small(text: str, x: float, y: float) -> dict:
    return {"x": x, "y": y, "text": text, "borderwidth": 0, "font": {"size": 10}}


def wave_table(wave: Wave) -> pd.DataFrame:
    """Arrow by arrow: what it does now, where that was seen, and by whom."""
    rows = [
        {
            "Arrow": f"{node_name(arrow.start)} → {node_name(arrow.goal)}",
            "By": arrow.actor,
            "Now": wave.roles[arrow.name],
            "Evidence": f"{arrow.evidence} ({reference(arrow.source_key).label})",
        }
        for arrow in arrows()
    ]
    return pd.DataFrame(rows)


TEAM = {
    "diet": "too little calcium",
    "supply": "too little vitamin D",
    "mg_pth": "too little magnesium<br>(acting on PTH alone)",
}
READINGS = ("calcium", "pth", "calcidiol", "calcitriol")


def teammates() -> Picture:
    """What a deficit of one of the three does first to four readings."""
    waves = {name: block(step) for step, name in TEAM.items()}
    cells = [[_cell(wave, node) for wave in waves.values()] for node in READINGS]
    words = "; ".join(f"{name}: {_first(wave)}" for name, wave in waves.items())
    head = {"font": {"size": 13}, "fill": {"color": "#eeeeee"}, "align": "left", "height": 30}
    body = {"font": {"size": 14}, "align": "left", "height": 32, "fill": {"color": "#ffffff"}}
    columns = [list(TEAM.values()), *cells]
    data = [{
        "type": "table",
        "header": {"values": ["", *(node_name(node) for node in READINGS)]} | head,
        "cells": {"values": columns} | body,
    }]  # fmt: skip
    return Picture(
        {"data": data, "layout": layout("First change, and ⟲ where the body pushes back",
                                        height=290,
                                        margin={"l": 4, "r": 4, "t": 48, "b": 4})},
        f"A table of three deficits and four readings. {words.replace('<br>', ' ')}.",
    )  # fmt: skip


def _cell(wave: Wave, node: str) -> str:
    turn = wave.changes.get(node, 0)
    return {1: "▲ rises", -1: "▼ falls", 0: "– hardly changes"}[turn] + (
        " ⟲" if turn and wave.pushed_back(node) else ""
    )


def _first(wave: Wave) -> str:
    return ", ".join(
        f"{node_name(node)} {_cell(wave, node)[2:].replace(' ⟲', ' but is pushed back')}"
        for node in READINGS
    )


# --- clocks


def two_clocks() -> Picture:
    """How much of each form is left when no more of it is made."""
    hours = np.geomspace(0.5, 24 * 90, 28)
    short = [known_range("half_life_125ohd", end) for end in ("low", "high")]
    long = [24 * known_range("half_life_25ohd", end) for end in ("low", "high")]
    data = [
        *_band(
            hours,
            short,
            f"1,25(OH)₂D: half-life {short[0]:g} to {short[1]:g} hours",
            ORANGE,
            "dash",
        ),
        *_band(
            hours,
            long,
            f"25(OH)D: half-life {long[0] / 168:g} to {long[1] / 168:g} weeks",
            BLUE,
            "solid",
        ),
    ]
    return Picture(
        {"data": data, "layout": _clock_layout()},
        "Two bands fall from 100 % on a logarithmic time axis. 1,25(OH)₂D reaches half after "
        f"{short[0]:g} to {short[1]:g} hours and is gone within days; 25(OH)D reaches half after "
        f"{long[0] / 24:g} to {long[1] / 24:g} days.",
    )


def known_range(quantity: str, end: str) -> float:
    """The low or high end of a published range."""
    return float(table("vitamin_d_kinetics").set_index("quantity")[end][quantity])


def _band(
    hours: np.ndarray, half_lives: list[float], name: str, color: str, dash: str
) -> list[dict]:
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": rounded(hours),
        "line": {"color": color, "width": 2, "dash": dash},
    }
    low, high = (rounded(remaining_percent(hours, half_life)) for half_life in half_lives)
    tint = "rgba(0,114,178,0.2)" if color == BLUE else "rgba(213,94,0,0.2)"
    return [
        line | {"y": low, "showlegend": False},
        line | {"y": high, "name": name, "fill": "tonexty", "fillcolor": tint},
    ]


def _clock_layout() -> dict:
    times = {1: "1 h", 4: "4 h", 15: "15 h", 72: "3 d", 168: "1 wk", 504: "3 wk", 2016: "12 wk"}
    return layout(
        "What is left when no more of it is made",
        xaxis=axis(
            "time since no more is made (log scale)",
            type="log",
            tickvals=list(times),
            ticktext=list(times.values()),
        ),
        yaxis=axis("left (%)", range=[0, 103]),
        legend=legend(-0.32),
        height=350,
    )


@dataclass(frozen=True)
class Followed:
    """A plan, followed for some months and shown in one of two systems of units."""

    plan: Plan
    months: float
    units: str  # "usual" or "molar"


POINTS = 49
UNITS = {
    "usual": dict(zip(POOLS, ("ng/mL", "ng/mL", "pg/mL", "ng/mL"), strict=True)),
    "molar": dict(zip(POOLS, ("nmol/L", "nmol/L", "pmol/L", "nmol/L"), strict=True)),
}
COLORS = dict(zip(POOLS, (GREY, BLUE, ORANGE, PURPLE), strict=True))


def shown(levels: Levels, pool: str, units: str) -> Level:
    """A level in the units that are shown."""
    return convert_vitamin_d_concentration(
        getattr(levels, pool), "nmol/L", UNITS[units][pool], SUBSTANCES[pool]
    )


def kinetics(followed: Followed) -> Picture:
    """Four pools over time, each on its own scale."""
    _, levels = course(followed.plan, followed.months * DAYS_A_MONTH, POINTS)
    step = followed.months / (POINTS - 1)
    curves = {pool: rounded(shown(levels, pool, followed.units)) for pool in POOLS}
    data = [_curve(n, pool, step, curves[pool]) for n, pool in enumerate(POOLS, 1)]
    ends = "; ".join(
        f"{NAMES[pool]} from {curve[0]:.3g} to {curve[-1]:.3g} {UNITS[followed.units][pool]}"
        for pool, curve in curves.items()
    )
    return Picture(
        {"data": data, "layout": _four_panels(followed)},
        f"Four curves over {followed.months:g} months, each on its own scale: {ends}. "
        f"Highest 25(OH)D {max(curves['calcidiol']):.3g} {UNITS[followed.units]['calcidiol']}.",
    )


def _curve(n: int, pool: str, step: float, values: list[float]) -> dict:
    return {
        "type": "scatter", "mode": "lines", "x0": 0, "dx": step, "y": values, "showlegend": False,
        "xaxis": f"x{n}", "yaxis": f"y{n}", "line": {"color": COLORS[pool], "width": 3},
    }  # fmt: skip


def _four_panels(followed: Followed) -> dict:
    axes = {}
    for n, pool in enumerate(POOLS, 1):
        left, top = n % 2 == 1, n <= 2
        unit = UNITS[followed.units][pool]
        axes[f"xaxis{n}"] = axis(
            "" if top else "months", 4, anchor=f"y{n}", domain=[0, 0.43] if left else [0.57, 1]
        )
        axes[f"yaxis{n}"] = axis(
            f"{NAMES[pool]}<br>({unit})", 6, anchor=f"x{n}", rangemode="tozero",
            domain=[0.6, 1] if top else [0.06, 0.46],
        )  # fmt: skip
    return layout(
        "Four forms, each on its own scale", height=470, annotations=[_assumptions()],
        shapes=_references(followed.units), margin={"l": 64, "r": 16, "t": 48, "b": 118}, **axes,
    )  # fmt: skip


def _assumptions() -> dict:
    text = (
        "Dashed: enough 25(OH)D for nearly everyone; band: reference range of 1,25(OH)₂D.<br>"
        f"Assumed: half-life of vitamin D₃ {ASSUMED_D3_HALF_LIFE_DAYS:g} d, of 24,25(OH)₂D "
        f"{ASSUMED_CATABOLITE_HALF_LIFE_DAYS:g} d; {ASSUMED_D3_SHARE:.0%} of D₃ becomes "
        f"25(OH)D;<br>24,25(OH)₂D is {ASSUMED_CATABOLITE_RATIO:.0%} of 25(OH)D; CYP24A1 does "
        f"{ASSUMED_CATABOLISM_SHARE:.0%} of the loss of 1,25(OH)₂D; no feedback."
    )
    return note(text, y=-0.07, yanchor="top", font={"size": 11, "color": "#444444"})


def _references(units: str) -> list[dict]:
    enough = convert_vitamin_d_concentration(
        known("sufficient_25ohd"), "ng/mL", UNITS[units]["calcidiol"]
    )
    low, high = (
        convert_vitamin_d_concentration(
            known_range("reference_125ohd", end), "pg/mL", UNITS[units]["calcitriol"], "1,25(OH)2D"
        )
        for end in ("low", "high")
    )
    return [
        level(enough, xref="x2 domain", yref="y2"),
        {"type": "rect", "xref": "x3 domain", "yref": "y3", "x0": 0, "x1": 1, "y0": low, "y1": high,
         "line": {"width": 0}, "fillcolor": "rgba(0,158,115,0.13)", "layer": "below"},
    ]  # fmt: skip


def kinetics_table(followed: Followed) -> pd.DataFrame:
    """The four levels at the start, at the end of the follow-up and in the end."""
    _, levels = course(followed.plan, followed.months * DAYS_A_MONTH, 2)
    final = steady_state(followed.plan)
    rows = [
        {
            "Form": f"{NAMES[pool]} ({UNITS[followed.units][pool]})",
            "Day 0": f"{shown(levels, pool, followed.units)[0]:.3g}",
            f"After {followed.months:g} months": f"{shown(levels, pool, followed.units)[-1]:.3g}",
            "In the end": f"{shown(final, pool, followed.units):.3g}",
        }
        for pool in POOLS
    ]
    return pd.DataFrame(rows)


# --- magnesium's hand


@dataclass(frozen=True)
class Fit:
    """An assumed mechanism, its strength (%), and the changes (%) that the model then shows."""

    mechanism: str
    percent: float
    days: float
    change: Levels


def mechanism(fit: Fit) -> Picture:
    """What the model shows beside what was measured."""
    pools = ("calcidiol", "calcitriol", "catabolite")
    changes = rounded(getattr(fit.change, pool) for pool in pools)
    names = [NAMES[pool] for pool in pools]
    measured = measured_change()
    data = [_model_bars(names, changes), _measured_bar(names, measured)]
    words = ", ".join(f"{name} {change:+.0f} %" for name, change in zip(names, changes))
    return Picture(
        {"data": data, "layout": _mechanism_layout(fit)},
        f"Bars of the model's change after {fit.days:g} days: {words}. Beside it stands the "
        f"measured change of 1,25(OH)₂D, {measured:+.0f} %; for the other two none "
        "was found.",
    )


def _model_bars(names: list[str], changes: list[float]) -> dict:
    return {
        "type": "bar", "name": "model (assumption)", "x": names, "y": changes,
        "text": [f"{change:+.1f} %" for change in changes], "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": BLUE, "pattern": {"shape": "/", "fillmode": "overlay"}},
    }  # fmt: skip


def _measured_bar(names: list[str], change: float) -> dict:
    return {
        "type": "bar", "name": f"measured in {_people()} healthy people (Fatemi 1991)", "x": names,
        "y": [None, *rounded([change]), None], "textposition": "outside", "cliponaxis": False,
        "text": ["", f"{change:+.1f} %", ""], "marker": {"color": ORANGE},
    }  # fmt: skip


def _people() -> int:
    return int(table("vitamin_d_studies").set_index("study")["n"]["fatemi_calcitriol"])


def _mechanism_layout(fit: Fit) -> dict:
    return layout(
        f"After {fit.days:g} days: model and measurement",
        xaxis=axis(""),
        yaxis=axis("change (%)", range=[-90, 90]),
        annotations=[
            note(
                f"Assumed: no feedback by PTH or FGF23; {ASSUMED_CATABOLISM_SHARE:.0%} of the loss"
                "<br>of 1,25(OH)₂D is by CYP24A1; the effect is at full strength from day 0"
            )
        ],
        margin={"l": 64, "r": 16, "t": 84, "b": 56},
        legend=legend(-0.14),
        height=380,
    )


def end_time(days: float) -> str:
    """A time in words; NaN means that there is no way to go."""
    if isnan(days):
        return "no new steady state to reach"
    return f"{days:.0f} days" if days >= 3 else f"{24 * days:.0f} hours"
