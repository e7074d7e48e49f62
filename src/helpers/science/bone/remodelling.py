"""Bone as it is remodelled.

The model and its parameters are those of komarova2003, in data/bone_model.csv. It has no magnesium
in it. Whatever puts magnesium into it here is an ASSUMPTION of this course, off unless a caller
switches it on.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers import tables
from helpers.science.checks import instance, single, whole

Array = NDArray[np.float64]

LIMITS = {
    "alpha1": (1e-6, 1e6), "alpha2": (1e-6, 1e6), "beta1": (1e-6, 1e3), "beta2": (1e-6, 1e3),
    "g11": (-5, 5), "g21": (-5, 5), "g12": (-5, 5), "g22": (-5, 5), "k1": (0, 1e3), "k2": (0, 1e3),
}  # fmt: skip
WORK_LIMIT = 20_000  # evaluations of the equations: well under a second
BACK_PERCENT = 99.5  # of the start: as good as back
LARGEST_LOG = 60.0  # no site of remodelling has e^60 cells


@dataclass(frozen=True)
class Remodelling:
    """Parameters of one remodelling site, per day (komarova2003).

    alpha: production, beta: removal, 1 for osteoclasts, 2 for osteoblasts; g21 is the effect of
    osteoblasts on osteoclasts, g12 the reverse, g11 and g22 the effect of each on its own kind;
    k1: resorption, k2: formation, in % of bone mass per cell.
    """

    alpha1: float
    alpha2: float
    beta1: float
    beta2: float
    g11: float
    g21: float
    g12: float
    g22: float
    k1: float
    k2: float

    def __post_init__(self) -> None:
        for name, (low, high) in LIMITS.items():
            single(name, getattr(self, name), low, high)

    def with_magnesium_lack(self, percent: float) -> "Remodelling":
        """OUR ASSUMPTION, from no measurement: each osteoblast forms some percent less bone."""
        lack = single("percent", percent, 0, 100, "%")
        return replace(self, k2=self.k2 * (1 - lack / 100))


@dataclass(frozen=True)
class Cells:
    """Numbers of cells at one remodelling site."""

    osteoclasts: float
    osteoblasts: float


@dataclass(frozen=True)
class Course:
    """A run of the model: days, cells, and bone mass in % of the start, one array each."""

    days: Array
    osteoclasts: Array
    osteoblasts: Array
    bone_percent: Array


@dataclass(frozen=True)
class Cycle:
    """A run of the model, its steady state, and the magnesium effect that we assumed (%)."""

    course: Course
    steady: Cells
    lack_percent: float

    def __post_init__(self) -> None:
        instance("course", self.course, Course)
        instance("steady", self.steady, Cells)
        single("lack_percent", self.lack_percent, 0, 100, "%")

    @property
    def lowest(self) -> float:
        """The lowest bone mass (% of start)."""
        return float(self.course.bone_percent.min())

    @property
    def lowest_day(self) -> float:
        """The first day on which bone mass is lowest."""
        return float(self.course.days[self.course.bone_percent.argmin()])

    @property
    def builders_day(self) -> float:
        """The first day on which osteoblasts are most."""
        return float(self.course.days[self.course.osteoblasts.argmax()])

    def back_day(self, percent: float = BACK_PERCENT) -> float | None:
        """The first day after the lowest on which bone mass has this much again; None if never."""
        wanted = single("percent", percent, 0, 1e6, "%")
        back = (self.course.days > self.lowest_day) & (self.course.bone_percent >= wanted)
        return float(self.course.days[back][0]) if back.any() else None

    @property
    def last(self) -> float:
        """Bone mass on the last day (% of start)."""
        return float(self.course.bone_percent[-1])


@cache
def published() -> Remodelling:
    """The published parameters, from data/bone_model.csv."""
    values = tables.by("bone_model", "parameter", "value")
    return Remodelling(**{field.name: float(values[field.name]) for field in fields(Remodelling)})


def steady_state(model: Remodelling | None = None) -> Cells:
    """The numbers of cells at which production equals removal, in closed form.

    Without a model it is that of the published parameters: 1.0607 and 212.13. Raises ValueError
    for parameters without a single steady state, or with an unthinkable one.
    """
    site = published() if model is None else instance("model", model, Remodelling)
    logs = np.array(_steady_logs(site))
    if not np.all(np.abs(logs) < LARGEST_LOG):
        raise ValueError(
            "model: these parameters put the steady state beyond any number of cells; "
            "move one of them back."
        )
    return Cells(*map(float, np.exp(logs)))


def _steady_logs(model: Remodelling) -> tuple[float, float]:
    gamma = model.g12 * model.g21 - (1 - model.g11) * (1 - model.g22)
    if abs(gamma) < 1e-9:
        raise ValueError(
            "model: g12 × g21 equals (1 − g11) × (1 − g22), so there is no single steady state; "
            "move one of them."
        )
    first, second = math.log(model.beta1 / model.alpha1), math.log(model.beta2 / model.alpha2)
    return (
        ((1 - model.g22) * first + model.g21 * second) / gamma,
        (model.g12 * first + (1 - model.g11) * second) / gamma,
    )


def simulate(
    model: Remodelling,
    days: float,
    added_osteoclasts: float = 10,
    every_days: float | None = None,
    points: int = 300,
) -> Course:
    """Remodelling from the steady state, after osteoclasts are added on day 0.

    With every_days they are added again and again. Bone mass never falls below 0: where no bone
    is left none is resorbed. Raises ValueError when the cells grow without bound or the solver
    would need more work than WORK_LIMIT.
    """
    end = single("days", days, 1, 10_000, "days")
    added = single("added_osteoclasts", added_osteoclasts, 0, 10_000, "cells")
    drawn = whole("points", points, 2, 10_000)
    steady = steady_state(instance("model", model, Remodelling))
    rates = _Rates(model, steady)
    state = np.array([math.log(steady.osteoclasts), math.log(steady.osteoblasts), 0.0])
    grid, pieces = np.linspace(0, end, drawn), []
    for start, stop in _spells(end, every_days):
        state[0] = np.logaddexp(state[0], math.log(added)) if added else state[0]
        inside = grid[(grid >= start) & (grid < stop)]
        run = _solve(rates, state, start, stop, inside)
        pieces.append(run[:, :-1])
        state = run[:, -1].copy()
    u, v, change = np.column_stack([*pieces, state])
    return Course(grid, np.exp(u), np.exp(v), _never_negative(100 + change))


def _spells(end: float, every_days: float | None) -> Iterator[tuple[float, float]]:
    """The times between additions of osteoclasts."""
    step = end if every_days is None else single("every_days", every_days, 5, 10_000, "days")
    starts = np.arange(0, end, step)
    yield from zip(starts, [*starts[1:], end], strict=True)


class _Rates:
    """The right-hand side in logarithms of the cell numbers, so that none can fall below zero."""

    def __init__(self, model: Remodelling, steady: Cells):
        self.model, self.steady, self.work = model, steady, 0

    def __call__(self, day: float, state: Array) -> list[float]:
        self.work += 1
        u, v, m = float(state[0]), float(state[1]), self.model
        if self.work > WORK_LIMIT or not (abs(u) < LARGEST_LOG and abs(v) < LARGEST_LOG):
            raise ValueError(
                "model: with these parameters the cells run away or swing too fast to follow; "
                "move one of them back."
            )
        osteoclasts = max(0.0, math.exp(u) - self.steady.osteoclasts)
        osteoblasts = max(0.0, math.exp(v) - self.steady.osteoblasts)
        return [
            m.alpha1 * _exp((m.g11 - 1) * u + m.g21 * v) - m.beta1,
            m.alpha2 * _exp(m.g12 * u + (m.g22 - 1) * v) - m.beta2,
            m.k2 * osteoblasts - m.k1 * osteoclasts,
        ]


def _exp(power: float) -> float:
    return math.exp(min(power, 500.0))


def _solve(rates: _Rates, state: Array, start: float, stop: float, inside: Array) -> Array:
    """The state at the times inside a spell and at its end, in columns."""
    run, told = scipy.integrate.odeint(
        rates, state, [start, *inside, stop], tfirst=True, rtol=1e-7, atol=1e-8,
        mxstep=WORK_LIMIT, full_output=True,
    )  # fmt: skip
    if told["message"] != "Integration successful.":
        raise ValueError(f"model: these parameters cannot be solved ({told['message']})")
    return run[1:].T


def _never_negative(free: Array) -> Array:
    """Bone mass when resorption stops at 0 and formation goes on."""
    return free - np.minimum(0, np.minimum.accumulate(free))
