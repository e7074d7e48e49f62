"""Pictures of pooled studies: forest, funnel, the pool year by year, and what moves it."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    note,
    packed,
    rounded,
    upright,
)
from helpers.science.pooling import (
    Estimate,
    egger,
    leave_one_out,
    mantel_haenszel,
    pool,
    trim_and_fill,
)
from helpers.science.trials import History, Pooling, Studies, counts, studies
from helpers.tables import sources, table

METHODS = {
    "one common effect (fixed)": "fixed",
    "random effects (DerSimonian-Laird)": "dersimonian-laird",
    "random effects (Paule-Mandel)": "paule-mandel",
    "random effects (REML)": "reml",
}
TWO_METHODS = {"one common effect (fixed)": "fixed", "random effects": "dersimonian-laird"}
NAMES = {
    "cohorts": "Serum and fracture: 3 cohorts",
    "early": "Heart attack: 7 trials, pooled in 1991",
    "before": "Heart attack: 15 trials before ISIS-4",
    "all": "Heart attack: 16 trials with ISIS-4",
    "cochrane": "Heart attack: 22 trials of Cochrane",
}
DL = "dersimonian-laird"
TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
SHOWN = {"cohorts": (0.4, 7.0), "trials": (0.03, 12.0)}  # the ends of an axis
HEIGHT = 360
MEASURE = {
    "cohorts": "fractures, low against high<br>serum magnesium (ratio, log scale)",
    "trials": "odds ratio of death, log scale (left of 1: fewer)",
}


def said(found: Estimate) -> str:
    """A pooled log ratio as a ratio with its interval."""
    low, middle, high = (math.exp(value) for value in (found.low, found.estimate, found.high))
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _ratios(
    title: str, shown: tuple[float, float] = SHOWN["trials"], **more: Any
) -> dict[str, Any]:
    """An axis of ratios, on which half and double are equally far from 1."""
    ends = [math.log10(end) for end in shown]
    return axis(title, type="log", tickvals=TICKS, range=ends, zeroline=False) | more


def _spans(
    name: str,
    rows: Sequence[Any],
    found: Sequence[Estimate],
    color: str,
    symbol: str,
    **marker: Any,
) -> dict[str, Any]:
    """Ratios with their intervals, one in each row."""
    middle = np.exp([one.estimate for one in found])
    low, high = (np.exp([getattr(one, end) for one in found]) for end in ("low", "high"))
    return {
        "mode": "markers",
        "name": name,
        "x": packed(middle),
        "y": list(rows),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": packed(high - middle),
            "arrayminus": packed(middle - low),
            "color": color,
            "thickness": 2,
            "width": 3,
        },
        "marker": {"color": color, "symbol": symbol, "size": 10} | marker,
    }


def _alone(chosen: Studies) -> list[Estimate]:
    """Each study by itself."""
    return [pool([y], [se]) for y, se in zip(chosen.effects, chosen.errors, strict=True)]


# --- forest


def forest(result: Pooling) -> Picture:
    """Each study with its interval and its weight as a bar; the pool below."""
    chosen, found = result.studies, result.pooled
    data = [
        _spans("each study", chosen.names, _alone(chosen), BLUE, "square"),
        _spans("pooled, 95 %", ["pooled"], [found], ORANGE, "diamond", size=13),
        *_prediction(result),
        _weights(chosen.names, found.weights),
    ]
    heaviest = int(found.weights.argmax())
    return Picture(
        {"data": data, "layout": _forest_layout(result)},
        f"Forest of {len(chosen.names)} studies with the weight of each as a bar; pooled "
        f"{said(found)}. {chosen.names[heaviest]} has {100 * found.weights[heaviest]:.0f} % of the "
        f"weight{_told(result)}.",
        _sources(result.name),
    )


def _told(result: Pooling) -> str:
    if (ends := result.prediction) is None:
        return ""
    return f"; a further study is predicted from {math.exp(ends[0]):.2f} to {math.exp(ends[1]):.2f}"


@cache
def _sources(name: str) -> tuple[str, ...]:
    if name == "cohorts":
        return sources("serum_fracture_cohorts")
    review = "li2007" if name == "cochrane" else "egger2001"
    trials = table("heart_attack_trials")
    return sources(trials[trials["review"] == review])


def _prediction(result: Pooling) -> list[dict[str, Any]]:
    """Where the true effect of a further study is expected."""
    if (ends := result.prediction) is None:
        return []
    return [
        {
            "mode": "lines",
            "name": "a further study, 95 %",
            "x": rounded(np.exp(ends)),
            "y": ["predicted", "predicted"],
            "line": {"color": PURPLE, "width": 5},
        }
    ]


def _weights(names: Sequence[str], weights: Any) -> dict[str, Any]:
    percent = 100 * np.asarray(weights)
    return {
        "type": "bar",
        "orientation": "h",
        "name": "weight",
        "showlegend": False,
        "xaxis": "x2",
        "x": rounded(percent),
        "y": list(names),
        "text": [f"{share:.0f} %" if share >= 0.95 else f"{share:.1f} %" for share in percent],
        "textposition": "outside",
        "textfont": {"size": 12},
        "constraintext": "none",
        "cliponaxis": False,
        "marker": {"color": BLUE},
    }


def _forest_layout(result: Pooling) -> dict[str, Any]:
    last = ["pooled", *(["predicted"] if result.prediction else [])]
    rows = [*result.studies.names, *last]
    kind = "cohorts" if result.name == "cohorts" else "trials"
    return layout(
        NAMES[result.name],
        xaxis=_ratios(MEASURE[kind], SHOWN[kind], domain=[0, 0.72]),
        xaxis2=axis("weight (%)", domain=[0.76, 1], range=[0, 125], tickvals=[0, 50, 100]),
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": rows,
            "range": [len(rows) - 0.4, -0.6],
            "dtick": 1,
            "tickfont": {"size": 12},
            "showgrid": False,
        },
        shapes=[upright(1)],
        bargap=0.45,
        height=HEIGHT + (90 if len(rows) > 20 else 0),
        margin={"t": 34},
    )


# --- year by year


def history(result: History) -> Picture:
    """The pool after each trial up to a year; the last one stands out."""
    names = result.trials.names
    earlier, now = result.pools[:-1], result.pools[-1]
    data = [
        _spans("pooled before", names[:-1], earlier, BLUE, "circle"),
        _spans("pooled now", names[-1:], [now], ORANGE, "diamond", size=13),
    ]
    return Picture(
        {"data": data, "layout": _history_layout(result)},
        f"The pool after each of {len(names)} trials up to {result.year:.0f}, from the first, "
        f"{said(result.pools[0])}, to now, {said(now)}.",
        _sources("all"),
    )


def _history_layout(result: History) -> dict[str, Any]:
    rows = studies("all").names
    return layout(
        f"Pooled with each new trial, to {result.year:.0f}",
        xaxis=_ratios(MEASURE["trials"]),
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(rows),
            "range": [len(rows) - 0.4, -0.6],
            "tickvals": list(result.trials.names),
            "tickfont": {"size": 12},
        },
        shapes=[upright(1)],
        height=HEIGHT,
        margin={"t": 34},
    )


# --- doubts


def funnel() -> Picture:
    """The trials before ISIS-4 by size and effect, Egger's line, and where ISIS-4 came to lie."""
    before, every = studies("before"), studies("all")
    line, filled = (
        egger(before.effects, before.errors),
        trim_and_fill(before.effects, before.errors),
    )
    last = len(every.names) - 1
    data = [
        _points("trials before ISIS-4", before.effects, before.errors, BLUE, "circle"),
        _points("invented by trim and fill", filled.added_effects, filled.added_errors, GREY,
                "circle-open"),
        _points("ISIS-4", every.effects[last:], every.errors[last:], ORANGE, "diamond", 14),
        _egger_line(line.limit, line.bias),
    ]  # fmt: skip
    return Picture(
        {"data": data, "layout": _funnel_layout()},
        f"Funnel of the 15 trials before ISIS-4: the small ones, below, lie further towards "
        f"benefit. Egger’s line (P = {line.p:.3f}) runs up to an odds ratio of "
        f"{math.exp(line.limit):.2f} for a trial without error; ISIS-4 came to "
        f"{math.exp(every.effects[last]):.2f}. Trim and fill invents {filled.added} trials on the "
        "right.",
        _sources("all"),
    )


def _points(
    name: str, effects: Any, errors: Any, color: str, symbol: str, size: int = 10
) -> dict[str, Any]:
    return {
        "mode": "markers",
        "name": name,
        "x": packed(np.exp(effects)),
        "y": packed(errors),
        "marker": {"color": color, "symbol": symbol, "size": size, "line": {"width": 2}},
    }


def _egger_line(limit: float, bias: float) -> dict[str, Any]:
    errors = np.array([0, 1.7])
    return {
        "mode": "lines",
        "name": "Egger’s line, without ISIS-4",
        "x": rounded(np.exp(limit + bias * errors)),
        "y": rounded(errors),
        "line": {"color": PURPLE, "width": 2, "dash": "dash"},
    }


def _funnel_layout() -> dict[str, Any]:
    return layout(
        "The smaller the trial, the larger the promise",
        xaxis=_ratios(MEASURE["trials"]),
        yaxis=axis("standard error (small trials below)", range=[1.7, -0.05]),
        shapes=[upright(1)],
        height=HEIGHT,
    )


def without_each() -> Picture:
    """The fixed pool of 16 trials without each in turn."""
    every = studies("all")
    pools = leave_one_out(every.effects, every.errors)
    whole, gone = pool(every.effects, every.errors), pools[-1]
    least, most = (math.exp(f(one.estimate for one in pools[:-1])) for f in (min, max))
    data = [_spans("pooled without this trial", every.names, pools, BLUE, "circle")]
    return Picture(
        {"data": data, "layout": _without_layout(every.names, math.exp(whole.estimate))},
        f"Leave one out: all 16 trials, one common effect, give {said(whole)}. Without any one of "
        f"the small trials the answer stays between {least:.2f} and {most:.2f}; without ISIS-4 it "
        f"is {said(gone)}.",
        _sources("all"),
    )


def _without_layout(names: Sequence[str], whole: float) -> dict[str, Any]:
    return layout(
        "One trial decides",
        xaxis=_ratios(MEASURE["trials"], (0.4, 1.3)) | {"tickvals": [0.4, 0.5, 0.6, 0.8, 1, 1.2]},
        yaxis={"type": "category", "autorange": "reversed", "tickfont": {"size": 12}},
        shapes=[upright(1), upright(whole, ORANGE, "solid", 1)],
        height=HEIGHT,
        margin={"t": 34},
        annotations=[note("orange line: all 16", x=0.02, y=0.9)],
    )


def answers() -> Picture:
    """One question and the pools that have answered it."""
    found = _answers()
    names = list(found)
    good = {name: one for name, one in found.items() if one.high < 0}
    rest = {name: one for name, one in found.items() if name not in good}
    data = [
        _spans("all of the interval below 1", [*good], [*good.values()], GREEN, "circle"),
        _spans("interval reaches 1", [*rest], [*rest.values()], ORANGE, "diamond"),
    ]
    told = "; ".join(f"{name}: {said(one)}" for name, one in found.items())
    return Picture(
        {"data": data, "layout": _answers_layout(names)},
        f"Eight pools that answer one question. {told}.",
        tuple(dict.fromkeys([*_sources("all"), *_sources("cochrane")])),
    )


def _answers() -> dict[str, Estimate]:
    before, every, cochrane = (studies(name) for name in ("before", "all", "cochrane"))
    return {
        "15 trials, fixed": pool(before.effects, before.errors),
        "15 trials, random": pool(before.effects, before.errors, DL),
        "16 trials, fixed": pool(every.effects, every.errors),
        "16 trials, random": pool(every.effects, every.errors, DL),
        "16 trials, random, trim and fill": trim_and_fill(every.effects, every.errors, DL).pooled,
        "22 trials, fixed (Mantel-Haenszel)": mantel_haenszel(*counts("cochrane")),
        "22 trials, random": pool(cochrane.effects, cochrane.errors, DL),
        "22 trials, random (REML)": pool(cochrane.effects, cochrane.errors, "reml"),
    }


def _answers_layout(names: Sequence[str]) -> dict[str, Any]:
    return layout(
        "One question, eight answers",
        xaxis=_ratios(MEASURE["trials"], (0.25, 1.3))
        | {"tickvals": [0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2]},
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(names),
            "range": [len(names) - 0.4, -0.6],
            "tickfont": {"size": 12},
        },
        shapes=[upright(1)],
        height=340,
        margin={"t": 34},
    )
