"""What the pictures of needs, foods and populations share: reference values and traces."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    packed,
)
from helpers.science.intake import (
    Person,
)

MOST_MG = 650
INTAKES_MG = np.linspace(0, MOST_MG, 131)


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
UK_RNI = Value("UK RNI", "uk", "rda", PURPLE, "longdashdot", "triangle-up")
VALUES = (RDA, EAR, US_AI, EU_AI, UK_RNI)


def person_name(person: Person) -> str:
    """Someone in words, such as "pregnant woman of 31 years"."""
    grown = person.age_years >= 18
    noun = {"female": ("girl", "woman"), "male": ("boy", "man")}[person.sex][grown]
    stage = "" if person.life_stage == "none" else f"{person.life_stage} "
    return f"{stage}{noun} of {person.age_years:g} years"


def scatter(name: str, x: Any, y: Any, panel: str, **more: Any) -> dict[str, Any]:
    """A trace in the left panel ("y") or the right one ("y2"); one name is one legend entry."""
    axes = {"xaxis": panel.replace("y", "x"), "yaxis": panel}
    return {"name": name, "legendgroup": name, "x": x, "y": y} | axes | more


def area(
    name: str, x: NDArray[np.float64], y: NDArray[np.float64], panel: str, shape: str
) -> dict[str, Any]:
    """A filled and hatched part of a curve."""
    hatch = {"shape": shape, "fgcolor": SKY, "bgcolor": "#e3f1fa", "size": 7}
    fill = {"fill": "tozeroy", "fillpattern": hatch, "line": {"width": 0}, "hoverinfo": "skip"}
    return scatter(name, packed(x), packed(y), panel, mode="lines", **fill)


def upright_at(value: Value, mg: float | None, panel: str, top: float = 1.06) -> dict[str, Any]:
    """A vertical line at an amount; where the name is in the legend already it is not repeated."""
    known = value in VALUES and panel == "y2"
    line = {"color": value.color, "dash": value.dash, "width": 2.5}
    return scatter(
        value.name, [mg, mg], [0, top], panel, mode="lines", line=line, showlegend=not known
    )


def amount(value: float | None) -> str:
    """A reference value in figures."""
    return "none set" if value is None else f"{value:.0f}"
