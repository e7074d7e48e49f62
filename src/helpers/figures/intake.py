"""Pictures of what people need, what is in food, and what populations eat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
    note,
    rounded,
    upright,
)
from helpers.science.foods import Plate
from helpers.science.intake import (
    REQUIREMENT_CV,
    Person,
    Population,
    ReferenceIntake,
    age_groups,
)
from helpers.tables import table

AGES = {"none": range(91), "pregnant": range(14, 51), "lactating": range(14, 51)}
MOST_MG = 650
INTAKES_MG = np.linspace(0, MOST_MG, 131)
RICHEST = 12
AUTO: dict[str, Any] = {"xanchor": None, "yanchor": None, "align": None}  # plotly finds the room
LEGEND = legend(0.01, yref="container", yanchor="bottom")


@dataclass(frozen=True)
class Value:
    """A reference value and how it is drawn."""

    name: str
    authority: str
    kind: str
    color: str
    dash: str
    symbol: str

    def of(self, person: Person) -> float | None:
        """The value of one person in mg a day."""
        found: float | None = getattr(getattr(person, self.authority), self.kind)
        return found


RDA = Value("US RDA", "us", "rda", BLUE, "solid", "circle")
EAR = Value("US EAR", "us", "ear", GREEN, "dash", "square")
US_AI = Value("US AI", "us", "ai", PURPLE, "longdash", "cross")
EU_AI = Value("EU AI", "eu", "ai", ORANGE, "dot", "diamond")
VALUES = (RDA, EAR, US_AI, EU_AI)


def person_name(person: Person) -> str:
    """Someone in words, such as "pregnant woman of 31 years"."""
    grown = person.age_years >= 18
    noun = {"female": ("girl", "woman"), "male": ("boy", "man")}[person.sex][grown]
    stage = "" if person.life_stage == "none" else f"{person.life_stage} "
    return f"{stage}{noun} of {person.age_years:g} years"


def needs(person: Person) -> Picture:
    """Reference values by age, and the spread of need behind EAR and RDA."""
    data = [trace for value in VALUES for trace in _by_age(person, value)]
    data += _need_curve(person)
    data += [_upright(value, value.of(person), "y2") for value in VALUES if value.of(person)]
    data.append(_upright(_usual_intake(), person.intake_mg, "y2"))
    known = ", ".join(
        f"{value.name} {value.of(person):.0f} mg" for value in VALUES if value.of(person)
    )
    return Picture(
        {"data": data, "layout": _needs_layout(person)},
        f"Left: reference values by age, marked for a {person_name(person)}: {known or 'none'}. "
        f"Right: {_curve_in_words(person)}",
    )


def _curve_in_words(person: Person) -> str:
    if person.us.ear is None:
        return "no curve, because no EAR is set at this age."
    return (
        f"a bell curve of need around the EAR of {person.us.ear:.0f} mg; the part up to the "
        f"intake of {person.intake_mg:g} mg is {person.covered_percent:.0f} % of it."
    )


def _by_age(person: Person, value: Value) -> list[dict[str, Any]]:
    """A value's steps over age, and the person's place on them."""
    if value is US_AI and value.of(person) is None:  # it is set for the first year only
        return []
    ages = AGES[person.life_stage]
    steps = [value.of(replace(person, age_years=age)) for age in ages]
    if not any(steps):
        return []
    line = {"color": value.color, "dash": value.dash, "width": 2.5, "shape": "hv"}
    marker = {"color": value.color, "symbol": value.symbol, "size": 12}
    return [
        _scatter(value.name, list(ages), steps, "y", mode="lines", line=line),
        _scatter(
            value.name,
            [person.age_years],
            [value.of(person)],
            "y",
            mode="markers",
            marker=marker,
            showlegend=False,
        ),
    ]


def _scatter(name: str, x: Any, y: Any, panel: str, **more: Any) -> dict[str, Any]:
    """A trace in the left panel ("y") or the right one ("y2"); one name is one legend entry."""
    axes = {"xaxis": panel.replace("y", "x"), "yaxis": panel}
    return {"type": "scatter", "name": name, "legendgroup": name, "x": x, "y": y} | axes | more


def _need_curve(person: Person) -> list[dict[str, Any]]:
    """How many people have each need, filled as far as the intake goes."""
    ear = person.us.ear
    if ear is None:
        return []
    met = np.append(INTAKES_MG[person.intake_mg > INTAKES_MG], person.intake_mg)
    outline = {"color": "#222222", "width": 2}
    return [
        _area("need met by the usual intake", met, _bell(met, ear), "y2", "/"),
        _scatter(
            "need",
            rounded(INTAKES_MG),
            rounded(_bell(INTAKES_MG, ear)),
            "y2",
            mode="lines",
            line=outline,
            showlegend=False,
        ),
    ]


def _bell(need_mg: NDArray[np.float64], ear: float) -> NDArray[np.float64]:
    """Needs around the EAR as a share of the peak, with the assumed coefficient of variation."""
    return np.exp(-(((need_mg - ear) / (REQUIREMENT_CV * ear)) ** 2) / 2)


def _area(
    name: str, x: NDArray[np.float64], y: NDArray[np.float64], panel: str, shape: str
) -> dict[str, Any]:
    """A filled and hatched part of a curve."""
    hatch = {"shape": shape, "fgcolor": SKY, "bgcolor": "#e3f1fa", "size": 7}
    fill = {"fill": "tozeroy", "fillpattern": hatch, "line": {"width": 0}, "hoverinfo": "skip"}
    return _scatter(name, rounded(x), rounded(y), panel, mode="lines", **fill)


def _usual_intake() -> Value:
    return Value("usual intake", "", "", GREY, "dashdot", "")


def _upright(value: Value, mg: float | None, panel: str, top: float = 1.06) -> dict[str, Any]:
    """A vertical line at an amount; where the name is in the legend already it is not repeated."""
    known = value in VALUES and panel == "y2"
    line = {"color": value.color, "dash": value.dash, "width": 2.5}
    return _scatter(
        value.name, [mg, mg], [0, top], panel, mode="lines", line=line, showlegend=not known
    )


def _needs_layout(person: Person) -> dict[str, Any]:
    assumed = f"Assumption: need spreads by {100 * REQUIREMENT_CV:g} % around the EAR"
    none_set = "" if person.us.ear else "no EAR is set at this age"
    notes = [(assumed, 1, 1.1), (none_set, 0.95, 0.5)]
    return layout(
        f"What a {person_name(person)} needs",
        xaxis=axis("age (years)", domain=[0, 0.46], range=[0, 90]),
        yaxis=axis("magnesium (mg a day)", range=[0, 450]),
        xaxis2=axis("magnesium (mg a day)", domain=[0.6, 1], range=[0, 550]),
        yaxis2=axis("people with this need", anchor="x2", range=[0, 1.1], showticklabels=False),
        annotations=[note(*placed, **AUTO) for placed in notes if placed[0]],
        margin={"l": 64, "r": 16, "t": 66, "b": 110},
        legend=LEGEND,
        height=420,
    )


def needs_table(person: Person) -> pd.DataFrame:
    """All values of both authorities."""
    rows = {"US": person.us, "EU": person.eu}
    return pd.DataFrame([{"Authority": name} | _row(values) for name, values in rows.items()])


def _row(values: ReferenceIntake) -> dict[str, str]:
    return {
        "EAR (mg/day)": amount(values.ear),
        "RDA (mg/day)": amount(values.rda),
        "AI (mg/day)": amount(values.ai),
        "Limit for supplements (mg/day)": amount(values.supplement_ul),
    }


def amount(value: float | None) -> str:
    """A reference value in figures."""
    return "none set" if value is None else f"{value:.0f}"


@dataclass(frozen=True)
class DayOfFood:
    """A plate, and the person with whose needs it is compared."""

    plate: Plate
    person: Person


def day_of_food(day: DayOfFood) -> Picture:
    """What each food of a day gives, and the day's total against EAR and RDA."""
    total, reference = day.plate.magnesium_mg, day.person.us
    servings = day.plate.servings
    rows = [f"{i}. {serving.food}" for i, serving in enumerate(servings, 1)] + ["the whole day"]
    amounts = [serving.magnesium_mg for serving in servings] + [total]
    shapes = [""] * len(servings) + ["/"]
    bars = {
        "type": "bar",
        "orientation": "h",
        "showlegend": False,
        "y": rows,
        "x": rounded(amounts),
        "text": [f"{mg:.0f} mg" for mg in amounts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": SKY, "pattern": {"shape": shapes, "fgcolor": BLUE}},
    }
    return Picture(
        {"data": [bars], "layout": _day_layout(day, len(rows))},
        f"Bars of magnesium from {len(servings)} servings, with a bar of {total:.0f} mg for the "
        f"whole day and lines at the EAR of {reference.ear:.0f} mg and the RDA of "
        f"{reference.rda:.0f} mg.",
    )


def _day_layout(day: DayOfFood, rows: int) -> dict[str, Any]:
    most = 1.15 * max(day.plate.magnesium_mg, 450)
    lines = [(EAR, day.person.us.ear, "right"), (RDA, day.person.us.rda, "left")]
    return layout(
        f"The day's food and what a {person_name(day.person)} needs",
        xaxis=axis("magnesium (mg)", range=[0, most]),
        yaxis={"automargin": True, "autorange": "reversed", "type": "category"},
        shapes=[upright(mg, value.color, value.dash, 2.5) for value, mg, _ in lines if mg],
        annotations=[_level_name(value, mg, side) for value, mg, side in lines],
        margin={"l": 64, "r": 16, "t": 70, "b": 56},
        height=150 + 30 * rows,
    )


def _level_name(value: Value, mg: float | None, side: str) -> dict[str, Any]:
    """The name of a line, beside it on one side."""
    place = {"yref": "paper", "x": mg, "y": 1, "xanchor": side, "yanchor": "bottom"}
    return {"text": f"{value.name} {mg:.0f}", "showarrow": False, "font": {"size": 12}} | place


def day_table(day: DayOfFood) -> pd.DataFrame:
    """Every serving with its portion and its database entry."""
    return pd.DataFrame(
        {
            "Food": serving.food,
            "Portions": f"{serving.portions:g}",
            "One portion": serving.entry.portion,
            "Mass (g)": f"{serving.grams:.1f}",
            "Magnesium (mg)": f"{serving.magnesium_mg:.1f}",
            "Database entry": f"{serving.entry.database} {serving.entry.entry}",
        }
        for serving in day.plate.servings
    )


def richest_foods() -> Picture:
    """The foods with most magnesium in 100 g, and what a portion of them gives."""
    foods = table("foods").nlargest(RICHEST, "mg_per_100_g").sort_values("mg_per_100_g")
    portion_mg = foods["mg_per_100_g"] * foods["portion_g"] / 100
    names = [f"{row.food} ({row.portion})" for row in foods.itertuples()]
    data = [
        _dots("100 g", foods["mg_per_100_g"], names, "circle", BLUE),
        _dots("the portion in brackets", portion_mg, names, "diamond", ORANGE),
    ]
    first, last = foods.iloc[-1], portion_mg.idxmin()
    return Picture(
        {"data": data, "layout": _richest_layout()},
        f"Dots of magnesium in 100 g and in one portion for the {RICHEST} richest foods of the "
        f"table. {first.food} leads with {first.mg_per_100_g:.0f} mg in 100 g; "
        f"{foods['food'][last].lower()} has {foods['mg_per_100_g'][last]:.0f} mg in 100 g, but "
        f"{portion_mg[last]:.0f} mg in {foods['portion'][last]}.",
    )


def _dots(
    name: str, mg: Sequence[float], names: list[str], symbol: str, color: str
) -> dict[str, Any]:
    marker = {"symbol": symbol, "color": color, "size": 11}
    text = [f"{value:.0f}" for value in mg]
    place = ["middle right" if symbol == "circle" or value < 60 else "middle left" for value in mg]
    return _scatter(
        name, rounded(mg), names, "y", mode="markers+text", text=text, textposition=place
    ) | {"marker": marker}


def _richest_layout() -> dict[str, Any]:
    return layout(
        "Rich by mass is not rich by portion",
        xaxis=axis("magnesium (mg)", range=[0, 680]),
        yaxis=axis(""),
        legend=LEGEND,
        margin={"l": 64, "r": 16, "t": 48, "b": 80},
        height=480,
    )


def population(group: Population) -> Picture:
    """What a group eats against EAR and RDA, and its shortfall beside that of other ages."""
    ear, rda = group.ear, group.rda
    density = group.distribution.pdf(INTAKES_MG - group.added_mg)
    top = 1.1 * float(group.distribution.pdf(INTAKES_MG).max())
    below = INTAKES_MG[ear >= INTAKES_MG]
    data = [
        _area("below the EAR", below, density[: len(below)], "y", "/"),
        _outline("intake", density, "solid"),
        *([_outline("intake as surveyed", _surveyed(group), "dot")] if group.added_mg else []),
        _upright(EAR, ear, "y", top),
        _upright(RDA, rda, "y", top),
        *_ages_side_by_side(group),
    ]
    return Picture(
        {"data": data, "layout": _population_layout(group)},
        f"Left: the curve of usual intake ({group_name(group)}) around a mean of "
        f"{group.distribution.mean() + group.added_mg:.0f} mg a day; "
        f"{group.cutpoint_percent:.0f} % lie below the EAR of {ear:.0f} mg and "
        f"{group.below_rda_percent:.0f} % below the RDA of {rda:.0f} mg. Right: the same shares "
        f"for {len(_peers(group))} age groups.",
    )


def group_name(group: Population) -> str:
    """A group in words."""
    grown = group.middle_age >= 18
    people = {"female": ("Girls", "Women"), "male": ("Boys", "Men")}[group.sex][grown]
    return f"{people} of {group.age_group.replace('-', ' to ')} years, {group.country}"


def _surveyed(group: Population) -> NDArray[np.float64]:
    density: NDArray[np.float64] = group.distribution.pdf(INTAKES_MG)
    return density


def _outline(name: str, density: NDArray[np.float64], dash: str) -> dict[str, Any]:
    line = {"color": "#222222", "width": 2, "dash": dash}
    return _scatter(name, rounded(INTAKES_MG), rounded(density), "y", mode="lines", line=line)


def _peers(group: Population) -> list[Population]:
    """The same country and sex at every age, with the same addition."""
    return [replace(group, age_group=ages) for ages in age_groups(group.country, group.sex)]


def _ages_side_by_side(group: Population) -> list[dict[str, Any]]:
    peers = _peers(group)
    ages = [peer.middle_age for peer in peers]
    chosen = [16 if age == group.middle_age else 7 for age in ages]
    rows = (
        ("cut-point method", [p.cutpoint_percent for p in peers], GREEN, "circle"),
        ("probability method", [p.probability_percent for p in peers], PURPLE, "x"),
        ("below the RDA (overstates)", [p.below_rda_percent for p in peers], BLUE, "square-open"),
    )
    return [
        _scatter(name, ages, rounded(shares), "y2", mode="lines+markers")
        | {"line": {"color": color, "width": 1}}
        | {
            "marker": {
                "color": color,
                "symbol": symbol,
                "size": chosen if symbol == "circle" else 7,
            }
        }
        for name, shares, color, symbol in rows
    ]


def _population_layout(group: Population) -> dict[str, Any]:
    assumed = "Assumption: US values everywhere, need spreads by 10 %, the same addition for all"
    return layout(
        group_name(group),
        xaxis=axis("usual intake (mg a day)", domain=[0, 0.46], range=[0, MOST_MG]),
        yaxis=axis("people with this intake", showticklabels=False, rangemode="tozero"),
        xaxis2=axis("age (years)", domain=[0.62, 1], range=[0, 100]),
        yaxis2=axis("share of the group (%)", anchor="x2", range=[0, 103]),
        annotations=[note(assumed, 0, 1.11, **AUTO)],
        margin={"l": 40, "r": 16, "t": 66, "b": 120},
        legend=LEGEND,
        height=440,
    )


def population_table(group: Population) -> pd.DataFrame:
    """The shares of every age group."""
    return pd.DataFrame(
        {
            "Age (years)": peer.age_group,
            "Mean intake (mg/day)": f"{peer.distribution.mean() + peer.added_mg:.0f}",
            "EAR (mg/day)": amount(peer.ear),
            "Cut-point method (%)": f"{peer.cutpoint_percent:.1f}",
            "Probability method (%)": f"{peer.probability_percent:.1f}",
            "Below the RDA (%)": f"{peer.below_rda_percent:.1f}",
        }
        for peer in _peers(group)
    )
