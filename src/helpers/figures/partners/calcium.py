"""Pictures of calcium beside magnesium: two intakes and their ratio, density, fractures."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    Picture,
    axis,
    layout,
    level,
    note,
    packed,
    places,
    rounded,
    upright,
)
from helpers.figures.partners.shared import Ratio, ratio_marks, row_axis
from helpers.science.partners import Together, fact, transient_gain_percent
from helpers.tables import row, sources, table

DRAWN = 130  # people, of those who stand for the group
MOST_MG = (600, 2400)  # magnesium, calcium
WHO = {"everyone": "/", "in the<br>window": "", "outside": "x"}  # by ratio


def ratios(group: Together) -> Picture:
    """Calcium against magnesium, person by person, and who eats too little magnesium."""
    inside, outside = group.in_window[:DRAWN], ~group.in_window[:DRAWN]
    data = [
        _people(group, inside, "ratio in the window", BLUE, "circle"),
        _people(group, outside, "ratio outside", ORANGE, "x-thin-open"),
        *(_ray(fact(name)) for name in ("ratio_low", "ratio_high")),
        _short_bars(group),
    ]
    return Picture(
        {"data": data, "layout": _ratio_layout(group)},
        f"Left: {DRAWN} simulated people, calcium against magnesium, with rays for the ratios "
        f"{fact('ratio_low'):g} and {fact('ratio_high'):g} and lines at the American median needs, "
        f"{group.magnesium_ear:g} mg of magnesium and {group.calcium_ear:g} mg of calcium. "
        f"Right: bars of those below the need for magnesium: {told_short(group)}.",
        ("passarelli2022", "rosanoff2016", "iom2000app", "iom2011"),
    )


def shares(group: Together) -> dict[str, float | None]:
    """Who eats too little magnesium (%): of everyone, of those in the window, of the others."""
    found = (group.low_magnesium_percent, group.low_inside_percent, group.low_outside_percent)
    return dict(zip(WHO, found, strict=True))


def told_short(group: Together) -> str:
    """The three shares in words."""
    return ", ".join(
        f"{name.replace('<br>', ' ')} {'(nobody)' if share is None else f'{share:.0f} %'}"
        for name, share in shares(group).items()
    )


def ratio_table(group: Together) -> pd.DataFrame:
    """The shares as a table."""
    parts = shares(group).items()
    named = [(name.replace("<br>", " "), share) for name, share in parts if share is not None]
    return pd.DataFrame(
        [(name, f"{share:.1f}") for name, share in named],
        columns=["Group", "Below the median need for magnesium (%)"],
    )


def _people(group: Together, who: Any, name: str, color: str, symbol: str) -> dict[str, Any]:
    return {
        "mode": "markers", "name": name, "hoverinfo": "skip",
        "x": packed(np.round(group.magnesium_mg[:DRAWN][who])),
        "y": packed(np.round(group.calcium_mg[:DRAWN][who])),
        "marker": {"color": color, "symbol": symbol, "size": 6, "opacity": 0.8,
                   "line": {"width": 2 if "open" in symbol else 0}},
    }  # fmt: skip


def _ray(ratio: float) -> dict[str, Any]:
    end = min(MOST_MG[0], MOST_MG[1] / ratio)
    return {
        "mode": "lines+text", "x": [0, rounded([end])[0]], "y": [0, rounded([end * ratio])[0]],
        "text": ["", f"{ratio:g}"], "textposition": "top left", "showlegend": False,
        "line": {"color": "#444444", "width": 2}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _short_bars(group: Together) -> dict[str, Any]:
    found = {name: share for name, share in shares(group).items() if share is not None}
    colors = dict(zip(WHO, (GREEN, BLUE, ORANGE), strict=True))
    return {
        "type": "bar", "showlegend": False, "xaxis": "x2", "yaxis": "y2",
        "x": list(found), "y": rounded(found.values()),
        "text": [f"{share:.0f} %" for share in found.values()],
        "textposition": "outside", "cliponaxis": False,
        "marker": {
            "color": [colors[name] for name in found],
            "pattern": {"shape": [WHO[name] for name in found], "fillmode": "overlay"},
        },
    }  # fmt: skip


def _ratio_layout(group: Together) -> dict[str, Any]:
    need = level(group.calcium_ear, dash="dot", xref="x", x1=MOST_MG[0])
    return layout(
        "The same ratio, very different amounts",
        xaxis=axis("magnesium (mg a day)", domain=[0, 0.5], range=[0, MOST_MG[0]]),
        yaxis=axis("calcium (mg a day)", range=[0, MOST_MG[1]]),
        xaxis2=axis("", domain=[0.64, 1], tickfont={"size": 12}, tickangle=0,
                    categoryorder="array", categoryarray=list(WHO), range=places(3)),
        yaxis2=axis("too little magnesium (%)", anchor="x2", range=[0, 112],
                    tickvals=[0, 25, 50, 75, 100]),
        shapes=[need, upright(group.magnesium_ear, dash="dot", yref="y domain")],
        annotations=[note(
            "Assumed: how the two go together; simulated people.<br>Dotted: median needs (EAR)"
        )],
        margin={"t": 84},
        height=400,
    )  # fmt: skip


# --- density

SPACE_PERCENT, FALL_PERCENT, CYCLE_MONTHS = 5.0, 25.0, 9.0  # assumed


def transient() -> Picture:
    """What a first year of density promises, and what three years brought."""
    corners = [0, CYCLE_MONTHS, 12, 36]
    gain = transient_gain_percent(np.array(corners), SPACE_PERCENT, FALL_PERCENT, CYCLE_MONTHS)
    first, last = float(gain[2]), float(gain[3])
    known = row("partner_facts", quantity="density_gain")
    promise = {
        "mode": "lines+text", "name": "the first year, drawn on",
        "x": [0, 12, 36], "y": rounded([0, first, 3 * first]),
        "text": ["", "", f"{3 * first:.2f} %"], "textposition": "top left",
        "line": {"color": ORANGE, "dash": "dash", "width": 3},
    }  # fmt: skip
    model = {
        "mode": "lines+text", "name": "fewer open sites (assumed model)",
        "x": corners, "y": rounded(gain), "line": {"color": BLUE, "width": 3},
        "text": ["", "", "", f"{last:.2f} %"], "textposition": "top left",
    }  # fmt: skip
    return Picture(
        {"data": [_measured_gain(known), model, promise], "layout": _transient_layout()},
        f"Gain in bone density over three years. In trials of calcium supplements it was "
        f"{known['low']:g} to {known['high']:g} % at one, at two and at two and a half years. "
        f"The assumed model rises to {last:.2f} % within {CYCLE_MONTHS:g} months and stays; the "
        f"first year drawn on would give {3 * first:.2f} % after three years.",
        ("tai2015", "kuchay2017"),
    )


def _measured_gain(known: dict[str, Any]) -> dict[str, Any]:
    months, middle = [12, 24, 30], (known["low"] + known["high"]) / 2
    half = rounded([known["high"] - middle])[0]
    return {
        "mode": "markers", "name": "trials: the range over five sites",
        "x": months, "y": rounded([middle] * 3),
        "error_y": {"type": "data", "array": [half] * 3, "color": GREY, "thickness": 4},
        "marker": {"color": GREY, "symbol": "square", "size": 10},
    }  # fmt: skip


def _transient_layout() -> dict[str, Any]:
    words = (
        f"Assumed: {SPACE_PERCENT:g} % of bone lies open, {FALL_PERCENT:g} % fewer sites begin,"
        f"<br>an open one fills in {CYCLE_MONTHS:g} months. Only the grey bars were measured"
    )
    return layout(
        "A first-year gain is no trend",
        xaxis=axis("months on calcium", range=[0, 38], dtick=6),
        yaxis=axis("density against placebo (%)", range=[0, 4.5]),
        annotations=[note(words)],
        margin={"t": 84},
        height=400,
    )


# --- fractures


def fractures() -> Picture:
    """Fractures with calcium against without, as published."""
    rows = table("calcium_fractures")
    heights = list(range(len(rows), 0, -1))
    found = [Ratio(_named(each), each.ratio, each.low, each.high) for each in rows.itertuples()]
    placed = list(zip(heights, found, strict=True))
    pooled = rows["finding"].str.startswith("pooled")
    data = [
        ratio_marks(_chosen(placed, pooled), name="trials, pooled",
                    marker={"symbol": "diamond", "color": PURPLE, "size": 12}),
        ratio_marks(_chosen(placed, ~pooled), name="the largest trial",
                    marker={"symbol": "circle", "color": ORANGE, "size": 12}),
    ]  # fmt: skip
    told = "; ".join(
        f"{each.name.replace('<br>', ', ')}: {each.ratio:.2f} ({each.low:.2f} to {each.high:.2f})"
        for each in found
    )
    return Picture(
        {"data": data, "layout": _fracture_layout([(h, each.name) for h, each in placed])},
        f"Ratios of fractures with calcium against without, with 95 % intervals: {told}.",
        sources(rows),
    )


def _chosen(placed: list[tuple[int, Ratio]], chosen: Any) -> list[tuple[int, Ratio]]:
    return [each for each, take in zip(placed, chosen, strict=True) if take]


def _named(each: Any) -> str:
    who = {
        "pooled": f"pooled, {each.trials:.0f} trials",
        "whi_any": "largest trial", "whi_hip": "largest trial",
        "whi_hip_none": "no calcium of their own", "whi_hip_own": "some of their own",
    }  # fmt: skip
    key = "pooled" if each.finding.startswith("pooled") else each.finding
    return f"{each.outcome}<br>{who[key]}"


def _fracture_layout(names: list[tuple[int, str]]) -> dict[str, Any]:
    return layout(
        "Calcium supplements and fractures: randomised trials",
        xaxis=axis("ratio, with calcium against without (log scale; bar: 95 % interval)<br>"
                   "◀ fewer        more ▶",
                   type="log", range=[-0.24, 0.13], tickvals=[0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2]),
        yaxis=row_axis(names),
        shapes=[upright(1)],
        height=560,
    )  # fmt: skip
