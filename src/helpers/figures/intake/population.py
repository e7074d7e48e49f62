"""Pictures of what populations eat, against what people need."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.drawing import (
    BLUE,
    GREEN,
    PURPLE,
    Picture,
    axis,
    layout,
    note,
    packed,
)
from helpers.figures.intake.reference_values import (
    EAR,
    INTAKES_MG,
    MOST_MG,
    RDA,
    amount,
    area,
    scatter,
    upright_at,
)
from helpers.science.intake import (
    Population,
    age_groups,
)
from helpers.tables import sources


def population(group: Population) -> Picture:
    """What a group eats against EAR and RDA, and its shortfall beside that of other ages."""
    ear, rda = group.ear, group.rda
    density = group.distribution.pdf(INTAKES_MG - group.added_mg)
    surveyed = group.distribution.pdf(INTAKES_MG)
    top = 1.1 * float(surveyed.max())
    below = INTAKES_MG[ear >= INTAKES_MG]
    peers = _peers(group)
    data = [
        area("below the EAR", below, density[: len(below)], "y", "/"),
        _outline("intake", density, "solid"),
        _outline("intake as surveyed", surveyed, "dot"),
        upright_at(EAR, ear, "y", top),
        upright_at(RDA, rda, "y", top),
        *_ages_side_by_side(group, peers),
    ]
    return Picture(
        {"data": data, "layout": _population_layout(group, top)},
        f"Left: the curve of usual intake ({group_name(group)}) around a mean of "
        f"{group.distribution.mean() + group.added_mg:.0f} mg a day; "
        f"{group.cutpoint_percent:.0f} % lie below the EAR of {ear:.0f} mg and "
        f"{group.below_rda_percent:.0f} % below the RDA of {rda:.0f} mg. Right: the same shares "
        f"for {len(peers)} age groups.",
        (*sources("intake_distributions"), *sources("reference_values")),
    )


def group_name(group: Population) -> str:
    """A group in words."""
    grown = group.middle_age >= 18
    people = {"female": ("Girls", "Women"), "male": ("Boys", "Men")}[group.sex][grown]
    return f"{people} of {group.age_group.replace('-', ' to ')} years, {group.country}"


def _outline(name: str, density: NDArray[np.float64], dash: str) -> dict[str, Any]:
    line = {"color": "#222222", "width": 2, "dash": dash}
    return scatter(name, packed(INTAKES_MG), packed(density), "y", mode="lines", line=line)


def _peers(group: Population) -> list[Population]:
    """The same country and sex at every age, with the same addition."""
    return [replace(group, age_group=ages) for ages in age_groups(group.country, group.sex)]


def _ages_side_by_side(group: Population, peers: list[Population]) -> list[dict[str, Any]]:
    ages = [peer.middle_age for peer in peers]
    chosen = [16 if age == group.middle_age else 7 for age in ages]
    rows = (
        ("cut-point method", [p.cutpoint_percent for p in peers], GREEN, "circle"),
        ("probability method", [p.probability_percent for p in peers], PURPLE, "x"),
        ("below the RDA (overstates)", [p.below_rda_percent for p in peers], BLUE, "square-open"),
    )
    return [
        scatter(name, packed(ages), packed(shares), "y2", mode="lines+markers")
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


def _population_layout(group: Population, top: float) -> dict[str, Any]:
    assumed = "Assumption: US values everywhere, need spreads by 10 %, the same addition for all"
    return layout(
        group_name(group),
        xaxis=axis("usual intake (mg a day)", domain=[0, 0.46], range=[0, MOST_MG]),
        yaxis=axis("people with this intake", showticklabels=False, range=[0, 1.05 * top]),
        xaxis2=axis("age (years)", domain=[0.62, 1], range=[0, 100]),
        yaxis2=axis("share of the group (%)", anchor="x2", range=[0, 103]),
        annotations=[note(assumed)],
        margin={"l": 40, "t": 66},
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
