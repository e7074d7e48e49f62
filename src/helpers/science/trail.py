"""The way from a sentence of an article to what was measured (source_trails.csv)."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd

from helpers.science.checks import one_of, whole
from helpers.tables import by, table

STEPS = 3
ARTICLE = "the article"
PLACES = (ARTICLE, "what it seems to rest on", "what was measured")
QUESTIONS = ("who", "what", "against", "how_many", "how_long", "outcome")


def names() -> dict[str, str]:
    """What each sentence is about -> its name in code."""
    return {name: trail for trail, name in by("source_trails", "trail", "name").items()}


@cache
def _steps(trail: str) -> pd.DataFrame:
    """All that stands in the papers of one sentence."""
    rows = table("source_trails")
    return rows[rows["trail"] == trail]


@dataclass(frozen=True)
class Trail:
    """One sentence, followed for one, two or three steps; the first is the article."""

    trail: str = "fractures"
    step: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "trail", one_of("trail", self.trail, names().values()))
        object.__setattr__(self, "step", whole("step", self.step, 1, STEPS))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What stands in the papers, a row for each step that was taken after the article."""
        every = _steps(self.trail)
        return every[every["step"] <= self.step]

    @property
    def said(self) -> list[str]:
        """What is said at each step that was taken."""
        return [_steps(self.trail)["sentence"].iloc[0], *self.rows["says"]]

    @property
    def last(self) -> dict[str, Any] | None:
        """The row of the last step; None for the article, which tells nothing of it."""
        return None if self.rows.empty else dict(self.rows.iloc[-1])
