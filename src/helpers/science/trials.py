"""The studies that lesson 08 pools, and pools of them: heart attacks, and serum and fracture."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.science.checks import one_of, whole
from helpers.science.pooling import (
    INTERVALS,
    NORMAL_95,
    TAU2,
    Pooled,
    cumulative,
    log_odds_ratios,
    pool,
)
from helpers.tables import table

Array = NDArray[np.float64]

COUNTS = ["events", "total", "control_events", "control_total"]
SETS = ("cohorts", "early", "before", "all", "cochrane")
EARLY = 7  # the trials that Teo and others pooled in 1991 (teo1991): 1,301 people
LARGEST = "ISIS-4 1995"
LEFT_OUT = ("none", "largest", "smallest")
FIRST_YEAR, LAST_YEAR = 1984, 1995


@dataclass(frozen=True)
class Studies:
    """Some studies: name and year, log ratio with its standard error, and number of people."""

    names: tuple[str, ...]
    effects: Array
    errors: Array
    people: tuple[int, ...]

    def without(self, which: str) -> "Studies":
        """All of them, or all but the "largest" or the "smallest" by people."""
        chosen = one_of("which", which, LEFT_OUT)
        if chosen == "none":
            return self
        gone = int(np.argmax(self.people) if chosen == "largest" else np.argmin(self.people))
        return self._some(np.arange(len(self.names)) != gone)

    def _some(self, marks: NDArray[np.bool_]) -> "Studies":
        """Those that are marked."""
        at = np.flatnonzero(marks)
        return Studies(
            tuple(self.names[n] for n in at),
            self.effects[at],
            self.errors[at],
            tuple(self.people[n] for n in at),
        )


def studies(name: str) -> Studies:
    """The studies of one set, by its name.

    "cohorts" are those of serum and fracture (serum_fracture_cohorts.csv), the others trials of
    magnesium after a heart attack (heart_attack_trials.csv): the seven "early" ones that were
    pooled in 1991, those "before" ISIS-4, "all" 16 of egger2001book, the 22 of "cochrane"
    (li2007cochrane). Raises ValueError for another name.
    """
    chosen = one_of("name", name, SETS)
    if chosen == "cohorts":
        return _cohorts()
    trials = _trials("li2007" if chosen == "cochrane" else "egger2001")
    if chosen == "early":
        return trials._some(np.arange(len(trials.names)) < EARLY)
    return trials._some(np.array(trials.names) != LARGEST) if chosen == "before" else trials


def _cohorts() -> Studies:
    """The error of a log ratio follows from its 95 % interval."""
    rows = table("serum_fracture_cohorts")
    errors = np.log(rows["high"] / rows["low"]) / (2 * NORMAL_95)
    return Studies(
        tuple(rows["study"]),
        np.log(rows["ratio"]).to_numpy(),
        errors.to_numpy(),
        _people(rows["n"]),
    )


@cache
def _trials(review: str) -> Studies:
    """Two trials share a first author, so the year belongs to the name."""
    rows = _rows(review)
    names = rows["trial"] + " " + rows["year"].astype(int).astype(str)
    return Studies(
        tuple(names),
        *log_odds_ratios(*_counts(rows)),
        _people(rows["total"] + rows["control_total"]),
    )


@cache
def _rows(review: str) -> pd.DataFrame:
    trials = table("heart_attack_trials")
    return trials[trials["review"] == review]


def _counts(rows: pd.DataFrame) -> list[Array]:
    return [rows[column].to_numpy() for column in COUNTS]


def _people(counts: pd.Series) -> tuple[int, ...]:
    return tuple(int(count) for count in counts)


def counts(name: str) -> list[Array]:
    """The counts of a set of trials, as `log_odds_ratios` takes them; the cohorts have none."""
    chosen = one_of("name", name, SETS[1:])
    rows = _rows("li2007" if chosen == "cochrane" else "egger2001")
    if chosen == "early":
        rows = rows.head(EARLY)
    elif chosen == "before":
        rows = rows[rows["trial"] != LARGEST.partition(" ")[0]]
    return _counts(rows)


@dataclass(frozen=True)
class Pooling:
    """A set of studies, perhaps without one of them, pooled by a method with an interval."""

    name: str = "cohorts"
    method: str = "dersimonian-laird"
    interval: str = "normal"
    left_out: str = "none"

    def __post_init__(self) -> None:
        one_of("name", self.name, SETS)
        one_of("left_out", self.left_out, LEFT_OUT)
        one_of("method", self.method, TAU2)
        if one_of("interval", self.interval, INTERVALS) == "hksj" and self.method == "fixed":
            raise ValueError(
                "interval: the wide one needs random effects; with one common effect there is no "
                "spread to widen it by."
            )

    @cached_property
    def studies(self) -> Studies:
        """What is pooled."""
        return studies(self.name).without(self.left_out)

    @cached_property
    def pooled(self) -> Pooled:
        """The pool."""
        return pool(self.studies.effects, self.studies.errors, self.method, self.interval)

    @property
    def prediction(self) -> tuple[float, float] | None:
        """The prediction interval; of three studies or fewer it would say nothing.

        With one common effect there is none.
        """
        found = self.pooled
        if self.method == "fixed" or len(self.studies.names) < 4 or found.prediction_low is None:
            return None
        assert found.prediction_high is not None
        return found.prediction_low, found.prediction_high


@dataclass(frozen=True)
class History:
    """The trials of magnesium after a heart attack (egger2001book) up to a year, pooled in turn."""

    year: int = 1991
    method: str = "fixed"

    def __post_init__(self) -> None:
        whole("year", self.year, FIRST_YEAR, LAST_YEAR)
        one_of("method", self.method, TAU2)

    @cached_property
    def trials(self) -> Studies:
        """Those that were published."""
        return _trials("egger2001")._some((_rows("egger2001")["year"] <= self.year).to_numpy())

    @cached_property
    def pools(self) -> tuple[Pooled, ...]:
        """The pool after each of them."""
        return cumulative(self.trials.effects, self.trials.errors, self.method)

    @property
    def deaths(self) -> tuple[int, int, int, int]:
        """Deaths and people with magnesium, deaths and people without."""
        rows = _rows("egger2001")
        rows = rows[rows["year"] <= self.year]
        a, b, c, d = (int(rows[column].sum()) for column in COUNTS)
        return a, b, c, d
