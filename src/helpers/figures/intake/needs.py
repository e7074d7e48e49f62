"""Picture of what a person needs."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.drawing import (
    GREY,
    Picture,
    axis,
    layout,
    note,
    packed,
)
from helpers.figures.intake.reference_values import (
    INTAKES_MG,
    US_AI,
    VALUES,
    Value,
    amount,
    area,
    person_name,
    scatter,
    upright_at,
)
from helpers.science.intake import (
    AUTHORITIES,
    REQUIREMENT_CV,
    Person,
)
from helpers.tables import sources, table

AGES = {"none": range(91), "pregnant": range(14, 51), "lactating": range(14, 51)}


def needs(person: Person) -> Picture:
    """Reference values by age, and the spread of need behind EAR and RDA."""
    data = [trace for value in VALUES for trace in _by_age(person, value)]
    data += _need_curve(person)
    data += [upright_at(value, value.of(person), "y2") for value in VALUES if value.of(person)]
    data.append(upright_at(_usual_intake(), person.intake_mg, "y2"))
    known = ", ".join(
        f"{value.name} {value.of(person):.0f} mg" for value in VALUES if value.of(person)
    )
    return Picture(
        {"data": data, "layout": _needs_layout(person)},
        f"Left: reference values by age, marked for a {person_name(person)}: {known or 'none'}. "
        f"Right: {_curve_in_words(person)}",
        (*sources("reference_values"), "iom1997"),
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
    ages, steps = AGES[person.life_stage], _at_all_ages(value, person.sex, person.life_stage)
    if np.all(np.isnan(steps)):
        return []
    line = {"color": value.color, "dash": value.dash, "width": 2.5, "shape": "hv"}
    marker = {"color": value.color, "symbol": value.symbol, "size": 12}
    return [
        scatter(value.name, packed(ages, "u1"), packed(steps), "y", mode="lines", line=line),
        scatter(
            value.name,
            [person.age_years],
            [value.of(person)],
            "y",
            mode="markers",
            marker=marker,
            showlegend=False,
        ),
    ]


@cache
def _at_all_ages(value: Value, sex: str, life_stage: str) -> tuple[float, ...]:
    """A value (mg/day) at every age of the picture; NaN where none is set."""
    people = (Person(age, sex, life_stage) for age in AGES[life_stage])
    return tuple(value.of(person) or np.nan for person in people)


def _need_curve(person: Person) -> list[dict[str, Any]]:
    """How many people have each need, filled as far as the intake goes."""
    ear = person.us.ear
    if ear is None:
        return []
    met = np.append(INTAKES_MG[person.intake_mg > INTAKES_MG], person.intake_mg)
    outline = {"color": "#222222", "width": 2}
    return [
        area("need met by the usual intake", met, _bell(met, ear), "y2", "/"),
        scatter(
            "need",
            packed(INTAKES_MG),
            packed(_bell(INTAKES_MG, ear)),
            "y2",
            mode="lines",
            line=outline,
            showlegend=False,
        ),
    ]


def _bell(need_mg: NDArray[np.float64], ear: float) -> NDArray[np.float64]:
    """Needs around the EAR as a share of the peak, with the assumed coefficient of variation."""
    return np.exp(-(((need_mg - ear) / (REQUIREMENT_CV * ear)) ** 2) / 2)


def _usual_intake() -> Value:
    return Value("usual intake", "", "", GREY, "dashdot", "")


def _needs_layout(person: Person) -> dict[str, Any]:
    assumed = f"Assumption: need spreads by {100 * REQUIREMENT_CV:g} % around the EAR"
    notes = [note(assumed, 1, xanchor="right")]
    if person.us.ear is None:
        notes.append(note("no EAR is set at this age", 0.95, 0.5, xanchor="right"))
    return layout(
        "Reference values and the need behind them",
        xaxis=axis("age (years)", domain=[0, 0.46], range=[0, 90]),
        yaxis=axis("magnesium (mg a day)", range=[0, 450]),
        xaxis2=axis("magnesium (mg a day)", domain=[0.6, 1], range=[0, 550]),
        yaxis2=axis("people with this need", anchor="x2", range=[0, 1.1], showticklabels=False),
        annotations=notes,
        margin={"t": 66},
        height=420,
    )


def needs_table(person: Person) -> pd.DataFrame:
    """All values at every age of the picture, for this sex and life stage."""
    ages = AGES[person.life_stage]
    steps = [age for age in _steps() if ages[0] <= age <= ages[-1]]
    rows = [(age, _known(replace(person, age_years=age))) for age in steps]
    changes = [row for before, row in pairwise([(0.0, {}), *rows]) if before[1] != row[1]]
    ends = [*(age for age, _ in changes[1:]), ages[-1] + 1]
    spans = [
        {"Age": f"{_age(age)} to under {_age(end)}"}
        for (age, _), end in zip(changes, ends, strict=True)
    ]
    found = pd.DataFrame([span | known for span, (_, known) in zip(spans, changes, strict=True)])
    return found.loc[:, (found != amount(None)).any()]


def _steps() -> list[float]:
    """The ages (years) at which a row of the table begins."""
    return sorted(set(table("reference_values")["from_years"]))


def _age(years: float) -> str:
    return f"{12 * years:.0f} months" if 0 < years < 1 else f"{years:g} years"


def _known(person: Person) -> dict[str, str]:
    """Every value of a person, and every limit, in figures (mg a day)."""
    values = {f"{value.name} (mg)": amount(value.of(person)) for value in VALUES}
    limits = {name: getattr(person, name).supplement_ul for name in AUTHORITIES}
    return values | {
        f"{name.upper()} limit for supplements (mg)": amount(limit)
        for name, limit in limits.items()
    }
