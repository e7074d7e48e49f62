"""Pictures of magnesium status: shares, cut-offs, the loading test, risk and test results."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.figures.published import group_ranges, named_above
from helpers.lesson.pictures import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    Picture,
    axis,
    layout,
    legend,
    note,
    packed,
    rounded,
    upright,
)
from helpers.references import reference
from helpers.science.status import (
    EGFR_STEPS,
    Cutoff,
    LoadingTest,
    Risk,
    Screening,
    depletion_score,
    predictive_values,
    published_shares,
    serum_distribution,
)
from helpers.tables import table

NAMES = {"warsaw": "inpatients, Warsaw", "germany": "people in Germany"}
STATEMENTS = {
    "low intake": (GREEN, "circle"),
    "low serum": (BLUE, "diamond"),
    "risk score": (PURPLE, "square"),
    "claim": (ORANGE, "x"),
}


def four_words() -> Picture:
    """Published shares for four different statements on one axis."""
    shares = table("status_shares")
    looks = STATEMENTS.items()
    data = [_shares(shares[shares["statement"] == name], name, *look) for name, look in looks]
    percents = shares.groupby("statement")["percent"]
    lowest, highest, claim = percents.min(), percents.max(), percents.max()["claim"]
    spans = "; ".join(
        f"{name} {lowest[name]:g} to {highest[name]:g} %" for name in ("low intake", "low serum")
    )
    return Picture(
        {"data": [*data, _not_found(len(shares))], "layout": _words_layout(shares)},
        f"Dot plot of {len(shares)} published shares of people on one axis, marked by what they "
        f"count: {spans}. A claim of {claim:g} % “deficient” stands there without a source. For "
        "depleted stores no measured share was found.",
    )


def _shares(shares: pd.DataFrame, name: str, color: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": packed(shares["percent"]),
        "y": packed(shares.index, "u1"),
        "texttemplate": " %{x} %",
        "textposition": "middle right",
        "marker": {"color": color, "symbol": symbol, "size": 12},
    }


def _not_found(row: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "showlegend": False,
        "x": [1],
        "y": [row],
        "text": ["no measured share was found"],
        "textposition": "middle right",
    }


def _words_layout(shares: pd.DataFrame) -> dict[str, Any]:
    names = [_share_name(row.counts, row.people) for row in shares.itertuples()]
    return layout(
        "Four statements, one axis",
        xaxis=axis("share of the people studied (%)", range=[0, 90]),
        yaxis={
            "automargin": True,
            "range": [len(shares) + 0.6, -0.6],
            "tickvals": list(range(len(shares) + 1)),
            "ticktext": [*names, _share_name("depleted stores", "whole populations")],
            "tickfont": {"size": 11},
            "gridcolor": "#eeeeee",
            "zeroline": False,
        },
        height=600,
        legend=legend(-0.15, traceorder="normal"),
    )


def _share_name(counts: str, people: str) -> str:
    return f"{counts}<br><i>{people}</i>"


SERUM_START, SERUM_STEP = 0.45, 0.025
SERUM = SERUM_START + SERUM_STEP * np.arange(31)


def cutoff(chosen: Cutoff) -> Picture:
    """The distribution cut at a limit, and the share called low for every limit."""
    data = [*_density(chosen), *_cumulative(chosen), _chosen_limit(chosen)]
    published = ", ".join(
        f"{row.percent:g} % below {row.cutoff_mmol_l:.2f}"
        for row in published_shares(chosen.people).itertuples()
    )
    return Picture(
        {"data": data, "layout": _cutoff_layout(chosen)},
        f"Left: a bell-shaped curve of serum magnesium in {NAMES[chosen.people]}, an assumption, "
        f"cut at {chosen.lower_limit:.2f} mmol/L; {chosen.percent:.1f} % lie below. Right: the "
        f"share called low rises steeply with the limit, near the published {published} mmol/L.",
    )


def _density(chosen: Cutoff) -> list[dict[str, Any]]:
    curve = serum_distribution(chosen.people)
    below = np.append([value for value in SERUM if value < chosen.lower_limit], chosen.lower_limit)
    whole = {
        "name": "not called low",
        "fillcolor": "rgba(86,180,233,0.25)",
        "line": {"color": BLUE},
    }
    low = {
        "name": "called low",
        "line": {"color": ORANGE, "width": 3},
        "fillpattern": {"shape": "/", "fgcolor": ORANGE, "bgcolor": "rgba(213,94,0,0.15)"},
    }
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "fill": "tozeroy",
            "x": packed(values),
            "y": packed(map(curve.pdf, values)),
        }
        | look
        for values, look in ((SERUM, whole), (below, low))
    ]


def _cumulative(chosen: Cutoff) -> list[dict[str, Any]]:
    curve, points = serum_distribution(chosen.people), published_shares(chosen.people)
    shared = {"type": "scatter", "xaxis": "x2", "yaxis": "y2"}
    line = {
        "mode": "lines",
        "showlegend": False,
        "x0": SERUM_START,
        "dx": SERUM_STEP,
        "y": packed(100 * curve.cdf(value) for value in SERUM),
        "line": {"color": BLUE, "width": 2},
    }
    marks = {
        "mode": "markers",
        "name": f"published: {NAMES[chosen.people]}",
        "x": rounded(points["cutoff_mmol_l"]),
        "y": rounded(points["percent"]),
        "marker": {"symbol": "square-open", "size": 12, "color": BLUE, "line": {"width": 3}},
    }
    return [shared | line, shared | marks]


def _chosen_limit(chosen: Cutoff) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "xaxis": "x2",
        "yaxis": "y2",
        "name": "your limit",
        "x": rounded([chosen.lower_limit]),
        "y": rounded([chosen.percent]),
        "text": [f"<b>{chosen.percent:.0f} %</b>"],
        "textposition": "top left",
        "marker": {"color": ORANGE, "size": 14, "symbol": "diamond"},
    }


def _cutoff_layout(chosen: Cutoff) -> dict[str, Any]:
    curve = serum_distribution(chosen.people)
    peak = curve.pdf(curve.mean)
    return layout(
        f"Cut at {chosen.lower_limit:.2f} mmol/L: {chosen.percent:.0f} % are called low",
        xaxis=axis("serum magnesium (mmol/L)", range=[0.45, 1.2], domain=[0, 0.44]),
        yaxis=axis("", showticklabels=False, range=[0, *rounded([1.15 * peak])]),
        xaxis2=axis("lower limit (mmol/L)", range=[0.58, 0.97], domain=[0.56, 1]),
        yaxis2=axis("called low (%)", range=[0, 100], anchor="x2"),
        annotations=[
            note("Assumption: normal curve through the published shares", y=1.08, align=None)
        ],
        margin={"l": 24, "r": 16, "t": 72, "b": 56},
        legend=legend(-0.32),
        height=400,
    )


def loading(test: LoadingTest) -> Picture:
    """One loading test between published groups and cut-offs."""
    rows = table("loading_test")
    groups, cuts = rows[rows["kind"] == "group"], rows[rows["kind"] == "cut-off"]
    own = [_own(test, subtracted) for subtracted in (True, False)]
    data = [group_ranges(groups, "retention_percent"), *own]
    with_day, without = test.retentions[True], test.retentions[False]
    ranges = "; ".join(
        f"{row.name} {row.low_percent:g} to {row.high_percent:g} %" for row in _named(groups)
    )
    limits = " and ".join(f"{row.retention_percent:g} %" for row in _named(cuts))
    return Picture(
        {"data": data, "layout": _loading_layout(test, cuts)},
        f"Retention of a dose of {test.dose_mmol:.1f} mmol: {with_day:.0f} % if the day before is "
        f"subtracted, {without:.0f} % if not. Published cut-offs stand at {limits}; ranges of "
        f"groups: {ranges}.",
    )


def _named(rows: pd.DataFrame) -> list:
    return list(rows.drop(columns="row").itertuples(index=False))


def _own(test: LoadingTest, subtracted: bool) -> dict[str, Any]:
    value, used = test.retentions[subtracted], subtracted == test.subtracts
    row = "this test, day before subtracted" if subtracted else "this test, nothing subtracted"
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rounded([value]),
        "y": [row],
        "name": "as this protocol computes" if used else "as the others compute",
        "text": [f" {value:.0f} %"],
        "textposition": "middle right",
        "marker": {
            "color": ORANGE,
            "size": 15,
            "symbol": "diamond" if used else "diamond-open",
            "line": {"width": 2},
        },
    }


def _loading_layout(test: LoadingTest, cuts: pd.DataFrame) -> dict[str, Any]:
    per_kg, urine = test.dose_mmol / test.weight_kg, test.urine_24h_mmol
    values = [*test.retentions.values(), -40, 100]
    return layout(
        f"{test.dose_mmol:.1f} mmol given ({per_kg:.2f} mmol/kg), {urine:g} mmol in urine",
        xaxis=axis(
            "retained (% of the dose)",
            range=[min(values) - 5, max(values) + 12],
        ),
        yaxis={"automargin": True, "autorange": "reversed", "gridcolor": "#eeeeee"},
        shapes=[upright(value, PURPLE, width=2) for value in cuts["retention_percent"]],
        annotations=[
            named_above(row.retention_percent, f"{row.retention_percent:g} %<br>{row.name}")
            for row in _named(cuts)
        ],
        margin={"l": 64, "r": 16, "t": 84, "b": 56},
        legend=legend(-0.42),
        height=400,
    )


EGFR_PLOTTED = (15, *EGFR_STEPS, 130)


def risk(person: Risk) -> Picture:
    """The points of eGFR, and the score among those of US adults."""
    scores = table("depletion_scores")
    data = [*_kidney_points(person), _adults(scores, person.score)]
    share = scores.set_index("score").loc[person.score, "percent"]
    return Picture(
        {"data": data, "layout": _risk_layout(person)},
        f"Left: eGFR of {person.egfr:.0f} gives {person.kidney_points} of 2 points, in steps at "
        f"{' and '.join(map(str, EGFR_STEPS))}. Right: bars of how common each score from 0 "
        f"to 5 is among US adults; the score {person.score} is marked, {share:g} % have it.",
    )


def _kidney_points(person: Risk) -> list[dict[str, Any]]:
    steps = {
        "mode": "lines",
        "name": "points by eGFR",
        "x": list(EGFR_PLOTTED),
        "y": depletion_score(False, False, np.array(EGFR_PLOTTED), False).tolist(),
        "line": {"color": BLUE, "width": 3, "shape": "hv"},
    }
    own = {
        "mode": "markers",
        "name": "this person",
        "x": rounded([person.egfr]),
        "y": [person.kidney_points],
        "marker": {"color": ORANGE, "size": 15, "symbol": "diamond"},
    }
    return [{"type": "scatter"} | trace for trace in (steps, own)]


def _adults(scores: pd.DataFrame, own: int) -> dict[str, Any]:
    marked = [score == own for score in scores["score"]]
    return {
        "type": "bar",
        "name": "US adults",
        "showlegend": False,
        "xaxis": "x2",
        "yaxis": "y2",
        "y": rounded(scores["percent"]),
        "texttemplate": "%{y} %",
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": [ORANGE if mark else SKY for mark in marked],
            "pattern": {"shape": ["/" if mark else "" for mark in marked], "fillmode": "overlay"},
        },
    }


def _risk_layout(person: Risk) -> dict[str, Any]:
    return layout(
        f"Depletion score {person.score} of 5: points of risk, no measurement",
        xaxis=axis("eGFR (mL/min/1.73 m²)", range=[10, 135], domain=[0, 0.42]),
        yaxis=axis("points from eGFR", range=[-0.3, 2.4], dtick=1),
        xaxis2=axis("depletion score", domain=[0.56, 1], dtick=1),
        yaxis2=axis("US adults (%)", anchor="x2", range=[0, 52]),
        legend=legend(-0.32),
    )


GROUPS = (
    ("true_positive", "depleted, test positive", ORANGE, "circle"),
    ("false_negative", "depleted, test negative", ORANGE, "circle-open"),
    ("false_positive", "not depleted, test positive", BLUE, "square"),
    ("true_negative", "not depleted, test negative", BLUE, "square-open"),
)
ROWS = 25
PRE_TEST = np.arange(1, 100, 3) / 100


def screening(test: Screening) -> Picture:
    """1,000 people as icons, and what a result means for every probability before the test."""
    counts = [getattr(test.thousand, field) for field, *_ in GROUPS]
    starts = np.cumsum([0, *counts])
    icons = [_icons(start, n, *look) for start, n, (_, *look) in zip(starts, counts, GROUPS)]
    data = [*icons, *_meaning(test)]
    people = ", ".join(f"{n} {name}" for n, (_, name, *_) in zip(counts, GROUPS))
    return Picture(
        {"data": data, "layout": _screening_layout()},
        f"Left: icons of 1,000 people: {people}. Right: the probability of depletion after a "
        "positive and after a negative result against the probability before; here "
        f"{100 * test.values.ppv:.0f} % and {100 * (1 - test.values.npv):.0f} % from "
        f"{100 * test.prevalence:.0f} % before.",
    )


def _icons(start: int, count: int, name: str, color: str, symbol: str) -> dict[str, Any]:
    places = np.arange(start, start + count)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{count} {name}",
        "x": packed(places // ROWS, "u1"),
        "y": packed(places % ROWS, "u1"),
        "marker": {"color": color, "symbol": symbol, "size": 5 if "open" in symbol else 6},
    }


def _meaning(test: Screening) -> list[dict[str, Any]]:
    curve = predictive_values(test.sensitivity, test.specificity, PRE_TEST)
    before, values = test.prevalence, test.values
    return [
        _after("after a positive result", curve.ppv, ORANGE, "solid"),
        _after("after a negative result", 1 - curve.npv, BLUE, "dash"),
        _own_result(before, values.ppv, ORANGE, "diamond"),
        _own_result(before, 1 - values.npv, BLUE, "square"),
    ]


def _after(name: str, shares: np.ndarray, color: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "xaxis": "x2",
        "yaxis": "y2",
        "x0": 1,
        "dx": 3,
        "y": packed(100 * shares),
        "line": {"color": color, "dash": dash, "width": 2},
    }


def _own_result(before: float, after: float, color: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "showlegend": False,
        "xaxis": "x2",
        "yaxis": "y2",
        "x": rounded([100 * before]),
        "y": rounded([100 * after]),
        "text": [f"<b>{100 * after:.0f} %</b>"],
        "textposition": "top center",
        "cliponaxis": False,
        "marker": {"color": color, "symbol": symbol, "size": 12},
    }


def _screening_layout() -> dict[str, Any]:
    hidden = {"visible": False, "fixedrange": True}
    return layout(
        "1,000 people, and what a result means (all numbers supposed)",
        xaxis=hidden | {"range": [-1, 40], "domain": [0, 0.56]},
        yaxis=hidden | {"range": [ROWS, -1]},
        xaxis2=axis("depleted before the test (%)", range=[0, 100], domain=[0.68, 1]),
        yaxis2=axis(
            "depleted after it (%)", range=[0, 108], anchor="x2", tickvals=[0, 25, 50, 75, 100]
        ),
        legend=legend(-0.36, itemsizing="constant"),
        height=430,
    )


SCALES = {
    "jahnen2012": (BLUE, ""),
    "medscape_hypermg": (GREEN, "/"),
    "medalg_hypermg": (PURPLE, "."),
}
TOP_MMOL_L = 11.5


def toxicity() -> Picture:
    """Signs of too much magnesium by serum level, on three published scales."""
    rows = table("toxicity")
    data = [_scale(rows[rows["source_key"] == key], *look) for key, look in SCALES.items()]
    coma = rows.loc[rows["signs"].str.contains("coma"), "low_mmol_l"]
    arrest = rows.loc[rows["signs"].str.contains("cardiac arrest"), "low_mmol_l"]
    return Picture(
        {"data": data, "layout": _toxicity_layout()},
        f"Serum ranges for signs of magnesium excess on {len(SCALES)} published scales. "
        f"They overlap and disagree: coma begins at {coma.min():g} or {coma.max():g} mmol/L, "
        f"cardiac arrest at {arrest.min():g} or {arrest.max():g} mmol/L.",
    )


def _scale(rows: pd.DataFrame, color: str, shape: str) -> dict[str, Any]:
    ends = rows["high_mmol_l"].fillna(TOP_MMOL_L)
    return {
        "type": "bar",
        "orientation": "h",
        "name": reference(rows["source_key"].iloc[0]).label,
        "y": [row.signs for row in rows.itertuples()],
        "base": packed(rows["low_mmol_l"]),
        "x": packed(ends - rows["low_mmol_l"]),
        "text": [_range(row) for row in rows.itertuples()],
        "textposition": "outside",
        "marker": {
            "color": color,
            "pattern": {"shape": shape, "fillmode": "overlay"},
        },
    }


def _range(row: Any) -> str:
    return (
        f"from {row.low_mmol_l:g}"
        if np.isnan(row.high_mmol_l)
        else f"{row.low_mmol_l:g} to {row.high_mmol_l:g}"
    )


def _toxicity_layout() -> dict[str, Any]:
    return layout(
        "Signs of too much magnesium: three scales",
        xaxis=axis("serum magnesium (mmol/L)", range=[0, 15], dtick=1),
        yaxis={"automargin": True, "autorange": "reversed"},
        bargap=0.25,
        barmode="overlay",
        height=520,
        legend=legend(-0.25, traceorder="normal"),
    )
