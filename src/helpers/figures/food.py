"""Pictures of what a day's food holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.drawing import (
    BLUE,
    ORANGE,
    OUTLINE,
    SKY,
    Picture,
    axis,
    layout,
    rounded,
    upright,
)
from helpers.figures.intake.reference_values import EAR, RDA, Value, person_name, scatter
from helpers.science.foods import Plate, Serving
from helpers.science.intake import (
    Person,
)
from helpers.tables import sources, table

RICHEST = 12


@dataclass(frozen=True)
class DayOfFood:
    """A plate, and the person with whose needs it is compared."""

    plate: Plate
    person: Person


SOURCES = (*sources("foods"), *sources("reference_values"))
ONE_DAY = "one day is not the usual intake,<br>which is what needs are about"


def day_of_food(day: DayOfFood) -> Picture:
    """What each food of a day gives, and the day's total against EAR and RDA."""
    total, reference = day.plate.magnesium_mg, day.person.us
    servings = day.plate.servings
    rows = [*(_row(i, serving) for i, serving in enumerate(servings, 1)), "the whole day"]
    amounts = [serving.magnesium_mg for serving in servings] + [total]
    shapes = [""] * len(servings) + ["/"]
    bars = {
        "type": "bar",
        "orientation": "h",
        "showlegend": False,
        "y": rows,
        "x": rounded(amounts),
        "marker": {"color": SKY, "line": OUTLINE, "pattern": {"shape": shapes, "fgcolor": BLUE}},
    }
    return Picture(
        {"data": [bars], "layout": _day_layout(day, dict(zip(rows, amounts, strict=True)))},
        f"Bars of magnesium: {'; '.join(_in_words(serving) for serving in servings) or 'none'}; "
        f"the whole day {total:.0f} mg. Lines at the EAR of {reference.ear:.0f} mg and the RDA of "
        f"{reference.rda:.0f} mg.",
        SOURCES,
    )


def _row(number: int, serving: Serving) -> str:
    """A serving's place on the plate, and how much of the food it is."""
    return f"{number}. {serving.food}<br>{serving.portions:g} × {_portion(serving.entry)}"


def _in_words(serving: Serving) -> str:
    amount = f"{serving.portions:g} × {_portion(serving.entry)}"
    return f"{serving.food}, {amount}, {serving.magnesium_mg:.0f} mg"


def _portion(entry: Mapping[str, Any]) -> str:
    return f"{entry['portion']} ({entry['portion_g']:.0f} g)"


def _day_layout(day: DayOfFood, amounts: Mapping[str, float]) -> dict[str, Any]:
    most = 1.15 * max(day.plate.magnesium_mg, 450)
    lines = [(EAR, day.person.us.ear, "right"), (RDA, day.person.us.rda, "left")]
    return layout(
        f"The day's food and what a {person_name(day.person)} needs",
        xaxis=axis(f"magnesium (mg)<br>{ONE_DAY}", range=[0, most]),
        yaxis={"autorange": "reversed", "type": "category"},
        shapes=[upright(mg, value.color, value.dash, 2.5) for value, mg, _ in lines if mg],
        annotations=[
            *(_level_name(value, mg, side) for value, mg, side in lines),
            *(_amount(row, mg) for row, mg in amounts.items()),
        ],
        margin={"t": 70},
        height=180 + 36 * len(amounts),
    )


def _amount(row: str, mg: float) -> dict[str, Any]:
    """What a row gives, beside its bar; a line behind it stops short of the letters."""
    place = {"x": mg, "y": row, "xanchor": "left", "yanchor": "middle", "bgcolor": "#ffffff"}
    return {"text": f"{mg:.0f} mg", "showarrow": False, "font": {"size": 12}} | place


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
            "One portion": serving.entry["portion"],
            "Mass (g)": f"{serving.grams:.1f}",
            "Magnesium (mg)": f"{serving.magnesium_mg:.1f}",
            "Database entry": f"{serving.entry['database']} {serving.entry['entry']}",
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
    each = [
        f"{row.food} {row.mg_per_100_g:.0f} mg, {row.portion} {mg:.0f} mg"
        for row, mg in zip(foods[::-1].itertuples(), portion_mg[::-1], strict=True)
    ]
    return Picture(
        {"data": data, "layout": _richest_layout()},
        f"Dots of magnesium in 100 g, and in a portion, for the {RICHEST} foods of the table that "
        f"are richest by mass: {'; '.join(each)}.",
        sources(foods),
    )


def _dots(
    name: str, mg: Sequence[float], names: list[str], symbol: str, color: str
) -> dict[str, Any]:
    marker = {"symbol": symbol, "color": color, "size": 11}
    text = [f"{value:.0f}" for value in mg]
    place = ["middle right" if symbol == "circle" or value < 60 else "middle left" for value in mg]
    return scatter(
        name, rounded(mg), names, "y", mode="markers+text", text=text, textposition=place
    ) | {"marker": marker}


def _richest_layout() -> dict[str, Any]:
    return layout(
        "Rich by mass is not rich by portion",
        xaxis=axis("magnesium (mg)", range=[0, 680]),
        yaxis=axis(""),
        height=480,
    )
