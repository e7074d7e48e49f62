"""Pictures of a dose plan: amounts against goal and limits, and the kidney against its lines."""

from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    HALO,
    LEGEND,
    ORANGE,
    OUTLINE,
    SKY,
    Picture,
    axis,
    count,
    from_zero,
    layout,
    rounded,
)
from helpers.science.dosing import PLAN, REFUSAL, UNKNOWN, Plan, lower_estimate, rounded_down
from helpers.science.rules import limit

AUTHORITY = {"us": "US", "eu": "EU", "uk": "UK"}
ROWS = ("all (plan)", "supplements (plan)", "supplements (yours)", "one tablet")
PLACES = list(range(len(ROWS)))
KIDNEY_ROWS = ("Cockcroft-Gault", "CKD-EPI 2021")
SHOWN_MG = 20  # a smaller bar has no room for its number
ROOM = 0.08  # of the axis, for the name of a limit
KIDNEY_AXIS = 130  # more than this is drawn at the end

Line = tuple[str, float, float, float]  # a name, mg a day, and the rows from and to


def planner(result: Plan) -> Picture:
    """What a person would take, against goal and limits; below it the two kidney estimates."""
    already, dose = result.already_mg, result.dose_mg
    bars = [
        _bar("food", [result.diet_mg, 0, 0, 0], GREEN, ""),
        _bar("products and supplements", [already, already, already, 0], SKY, "."),
        _bar("proposed", [dose, dose, 0, 0], BLUE, "/"),
        _bar("your dose", [0, 0, _own(result), 0], ORANGE, "x"),
    ]
    data = [*bars, _tablet(result), _limits(_lines(result)), _amounts(bars), _estimates(result)]
    return Picture({"data": data, "layout": _layout(result, bars)}, _alt(result))


def title(result: Plan) -> str:
    """The answer in a few words; its amount stands on a bar."""
    counts = {"reason": len(result.reasons), "note": len(result.warnings)}
    told = ", ".join(count(number, thing) for thing, number in counts.items() if number)
    return f"For learning only: {_short(result)}{f' ({told})' if told else ''}"


def _short(result: Plan) -> str:
    """The answer; what has to be acted on today comes before it."""
    return f"act today; {_answer(result)}" if result.urgent else _answer(result)


def _answer(result: Plan) -> str:
    answers = {
        PLAN: "a plan for a day",
        REFUSAL: "no plan, refused",
        UNKNOWN: "no plan, kidneys unknown",
    }
    return answers.get(result.answer, "nothing to add")


def _own(result: Plan) -> float:
    return result.judgement.dose_mg if result.judgement else 0.0


def _bar(name: str, amounts: list[float], color: str, shape: str) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "name": name, "y": PLACES, "x": rounded(amounts),
        "width": 0.55,
        "marker": {"color": color, "line": OUTLINE, "opacity": 0.75,
                   "pattern": {"shape": shape, "fillmode": "overlay", "fgopacity": 0.5}},
        "hovertemplate": f"{name}: %{{x:.0f}} mg<extra></extra>",
    }  # fmt: skip


def _limits(lines: Iterable[Line]) -> dict[str, Any]:
    """The lines of goal and limits, each over its own rows."""
    ends = [end for _, mg, y0, y1 in lines for end in ((mg, y0), (mg, y1), (None, None))]
    return {
        "mode": "lines", "showlegend": False, "x": [x for x, _ in ends], "y": [y for _, y in ends],
        "line": {"color": "#333333", "width": 2, "dash": "dash"}, "hoverinfo": "skip",
    }  # fmt: skip


def _amounts(bars: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Amounts in the middle of their bars, with a halo, so that no line runs through a number."""
    found, ends = [], [0.0] * len(ROWS)
    for bar in bars:
        for row, amount in enumerate(bar["x"]):
            if amount >= SHOWN_MG:
                found.append((ends[row] + amount / 2, row, f"{amount:.0f}"))
            ends[row] += amount
    return {
        "mode": "text", "showlegend": False, "x": rounded(x for x, _, _ in found),
        "y": [row for _, row, _ in found], "text": [text for *_, text in found],
        "textfont": {"size": 12, "color": "#000000", "shadow": HALO}, "hoverinfo": "skip",
    }  # fmt: skip


def _tablet(result: Plan) -> dict[str, Any]:
    """One tablet, so that its size shows where none is proposed, too."""
    bar = _bar("one tablet", [0, 0, 0, result.tablet_mg], BLUE, "/")
    text = ["", "", "", f"{result.tablet_mg:.1f}"]
    return bar | {"text": text, "textposition": "outside", "showlegend": False}


def _estimates(result: Plan) -> dict[str, Any]:
    values = [] if result.kidney is None else [result.kidney.clearance, result.kidney.egfr]
    return {
        "type": "scatter", "mode": "markers+text", "name": "kidney estimate", "showlegend": False,
        "xaxis": "x2", "yaxis": "y2", "y": list(KIDNEY_ROWS)[: len(values)],
        "x": rounded(min(value, KIDNEY_AXIS - 4) for value in values),
        "text": list(map(rounded_down, values)),
        "textposition": [f"middle {'left' if value > 100 else 'right'}" for value in values],
        "marker": {"symbol": "diamond", "size": 13, "color": ORANGE},
    }  # fmt: skip


def _layout(result: Plan, bars: Iterable[dict[str, Any]]) -> dict[str, Any]:
    lines = _lines(result)
    end = from_zero([_longest(bars), *(amount for _, amount, *_ in lines)], 1.08)[1]
    return layout(
        title(result),
        barmode="stack",
        xaxis=axis("magnesium (mg a day)", standoff=4, anchor="y",
                   range=[0, end]),
        yaxis={"automargin": True, "domain": [0.42, 1], "range": [3.4, -0.75],
               "tickvals": PLACES, "ticktext": ROWS},
        xaxis2=axis("kidney estimate (mL/min; CKD-EPI per 1.73 m²)", standoff=4,
                    range=[0, KIDNEY_AXIS], anchor="y2"),
        yaxis2={"automargin": True, "domain": [0, 0.19], "range": [-0.6, 1.6], "anchor": "x2",
                "type": "category", "categoryarray": list(KIDNEY_ROWS)},
        shapes=_zones(),
        annotations=[*_names(lines, ROOM * end), *_zone_names(result)],
        legend=LEGEND | {"traceorder": "normal"},
        margin={"r": 24, "t": 40},
        height=400,
    )  # fmt: skip


def _lines(result: Plan) -> list[Line]:
    """Goal and limits: name, amount, and the rows that each belongs to."""
    limits = ((AUTHORITY[name], amount) for name, amount in result.supplement_limits.items())
    goal = (f"goal {result.goal_mg:g} ({result.goal})", result.goal_mg, -0.38, 0.38)
    return [goal, *((f"{name} {amount:g}", amount, 0.7, 2.38) for name, amount in limits)]


def _names(lines: list[Line], room: float) -> list[dict[str, Any]]:
    """Each over its line; of limits that stand closer than `room` all names beside the last."""
    style = {"showarrow": False, "yanchor": "bottom", "font": {"size": 12}, "bgcolor": "#ffffff"}
    goal, *limits = lines
    limits.sort(key=itemgetter(1))
    if any(after[1] - before[1] < room for before, after in pairwise(limits)):
        limits = [(" · ".join(name for name, *_ in limits), *limits[-1][1:])]
    names = [{"text": name, "x": x, "y": y, **style} for name, x, y, _ in [goal, *limits]]
    if len(limits) == 1:
        names[-1]["xanchor"] = "left"
    return names


def _longest(bars: Iterable[dict[str, Any]]) -> float:
    return max(map(sum, zip(*(bar["x"] for bar in bars), strict=True)))


def _zones() -> list[dict[str, Any]]:
    stop, caution = limit("kidney_stop"), limit("kidney_caution")
    place = {"type": "rect", "xref": "x2", "yref": "y2 domain", "y0": 0, "y1": 1, "layer": "below"}
    edge = {"line": {"color": GREY, "width": 1, "dash": "dot"}}
    return [
        {"x0": 0, "x1": stop, "fillcolor": "rgba(213,94,0,0.25)", **edge, **place},
        {"x0": stop, "x1": caution, "fillcolor": "rgba(230,159,0,0.14)", **edge, **place},
    ]


def _zone_names(result: Plan) -> list[dict[str, Any]]:
    stop, caution = limit("kidney_stop"), limit("kidney_caution")
    place = {"xref": "x2", "yref": "y2 domain", "y": 1, "yanchor": "bottom", "showarrow": False}
    names = [("stop", stop / 2), ("caution", (stop + caution) / 2)]
    if result.kidney is None:
        names.append(("not known", (caution + KIDNEY_AXIS) / 2))
    return [{"text": text, "x": x, "font": {"size": 12}, **place} for text, x in names]


def _alt(result: Plan) -> str:
    limits = " and ".join(
        f"{AUTHORITY[name]} {amount:g}" for name, amount in result.supplement_limits.items()
    )
    return (
        f"{title(result)}. Bars of magnesium a day: {result.diet_mg:.0f} mg from food, "
        f"{result.already_mg:.0f} mg from products and supplements, {result.dose_mg:.0f} mg "
        f"proposed, together {result.total_mg:.0f} mg against a goal of {result.goal_mg:g} mg "
        f"({result.goal}). Supplements with your dose: {result.already_mg + _own(result):.0f} mg "
        f"against the limits ({limits} mg). One tablet: {result.tablet_mg:.1f} mg. "
        f"{_kidney_words(result)}"
    )


def _kidney_words(result: Plan) -> str:
    if result.kidney is None:
        return "Below: the kidney estimates are not known."
    return (
        f"Below: kidney estimates of {rounded_down(result.kidney.clearance)} and "
        f"{rounded_down(result.kidney.egfr)} "
        f"against a stop line at {limit('kidney_stop'):g} and a caution line at "
        f"{limit('kidney_caution'):g}; the lower one, "
        f"{rounded_down(lower_estimate(result.kidney))}, decides."
    )


def plan_table(result: Plan) -> pd.DataFrame:
    """The amounts of a plan, row by row."""
    rows = {
        "Food": result.diet_mg,
        "Products and supplements already taken": result.already_mg,
        "Proposed supplement": result.dose_mg,
        "All together": result.total_mg,
        "Goal": result.goal_mg,
        "Proposed, absorbed (illustrative curve)": result.absorbed_mg,
    } | {
        f"{AUTHORITY[name]} limit for supplements": amount
        for name, amount in result.supplement_limits.items()
    }
    amounts = [f"{amount:.0f}" for amount in rows.values()]
    return pd.DataFrame({"Magnesium": list(rows), "mg a day": amounts})
