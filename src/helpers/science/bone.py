"""Magnesium in the body, and bone as it is remodelled.

Measured amounts come from data/body_magnesium.csv; the remodelling model and its parameters are
those of komarova2003, in data/bone_model.csv. That model has no magnesium in it. Whatever puts
magnesium into it here is an ASSUMPTION of this course, off unless a caller switches it on.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from helpers import tables
from helpers.science.absorption import absorbed_daily_mmol
from helpers.science.checks import (
    Number,
    choice,
    instance,
    looked_up,
    number,
    plain,
    refusal,
    single,
    whole,
)
from helpers.science.quantities import convert_amount

Array = NDArray[np.float64]


def known(quantity: str) -> float:
    """One number of data/body_magnesium.csv: its value, or the middle of its range."""
    row = looked_up("quantity", quantity, "body_magnesium", "quantity")
    return float(row["value"] if row["value"] == row["value"] else (row["low"] + row["high"]) / 2)


# --- where it is


@dataclass(frozen=True)
class BodyMap:
    """Magnesium (mmol) by compartment; the five parts add up to the whole."""

    bone_surface: float
    bone_lattice: float
    soft_tissue: float
    other_fluid: float
    serum: float

    @property
    def total(self) -> float:
        """Magnesium in the whole body (mmol)."""
        return sum(self.amounts().values())

    def amounts(self) -> dict[str, float]:
        """The parts by name, in mmol."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def percent(self, part: str) -> float:
        """The share of one part in the whole body (%)."""
        return 100 * self.amounts()[choice("part", part, self.amounts())] / self.total


def body_map(
    weight_kg: float, bone_percent: float = 55, surface_percent: float | None = None
) -> BodyMap:
    """Where an adult's magnesium is, in mmol.

    bone_percent is bone's share of the body (50 to 60 in most sources, up to 67); surface_percent
    the exchangeable share of bone's magnesium (measured if None: 30). Assumption: the total grows
    with body weight, from 24 g at 70 kg. Sources: elin1987, fao_mg, alfrey1973.
    """
    weight = single("weight_kg", weight_kg, 30, 250, "kg")
    total = convert_amount(known("total_body"), "g", "mmol") * weight / known("reference_weight")
    bone = total * single("bone_percent", bone_percent, 40, 75, "%") / 100
    share = known("surface_share") if surface_percent is None else surface_percent
    surface = bone * single("surface_percent", share, 1, 60, "%") / 100
    fluid, serum = (total * known(f"{part}_share") / 100 for part in ("extracellular", "serum"))
    return BodyMap(surface, bone - surface, total - bone - fluid, fluid - serum, serum)


# --- bone as a bank

ABSORPTION = ("illustrative curve", "half")
PAYER = ("bone", "bone and muscle")
LATTICE = ("refills", "locked")
MEALS = 3
ADULT_KG = 70
LAST_DIGIT = 1e-9  # mmol a day: a rounding error empties no store


@dataclass(frozen=True)
class Pools:
    """Bone's two stores, and what has left the body so far, in mmol."""

    surface: float | Array
    lattice: float | Array
    lost: float | Array


@dataclass(frozen=True)
class Bank:
    """An adult of 70 kg whose bone pays what intake lacks: a mass balance made of assumptions.

    intake_mg, urine_mmol and other_loss_mmol are per day; surface_percent is the exchangeable share
    of bone's magnesium. The words switch assumptions: `absorption` by the illustrative curve or a
    flat half, a `payer` that is bone alone or bone with muscle (in the proportion of wallach1988),
    and a `lattice` that refills the surface with the slow half-life of avioli1966 or stays locked.
    A surplus is not stored.
    """

    intake_mg: float
    urine_mmol: float
    other_loss_mmol: float
    surface_percent: float
    absorption: str = ABSORPTION[0]
    payer: str = PAYER[0]
    lattice: str = LATTICE[0]

    def __post_init__(self) -> None:
        single("intake_mg", self.intake_mg, 0, 2000, "mg a day")
        single("urine_mmol", self.urine_mmol, 0, 50, "mmol a day")
        single("other_loss_mmol", self.other_loss_mmol, 0, 50, "mmol a day")
        single("surface_percent", self.surface_percent, 1, 60, "%")
        switches = (("absorption", ABSORPTION), ("payer", PAYER), ("lattice", LATTICE))
        for name, words in switches:
            object.__setattr__(self, name, choice(name, getattr(self, name), words))

    @cached_property
    def absorbed_mmol(self) -> float:
        """Magnesium absorbed in a day, from three equal meals (mmol)."""
        intake = convert_amount(self.intake_mg, "mg", "mmol")
        if self.absorption == "half":
            return intake * known("net_absorption") / 100
        return absorbed_daily_mmol(intake, MEALS)

    @property
    def loss_mmol(self) -> float:
        """Magnesium lost in a day through kidney, gut and skin (mmol)."""
        return self.urine_mmol + self.other_loss_mmol

    @property
    def shortfall_mmol(self) -> float:
        """What a day lacks (mmol); 0 when intake covers the loss."""
        lacking = self.loss_mmol - self.absorbed_mmol
        return lacking if lacking > LAST_DIGIT else 0.0

    @cached_property
    def body(self) -> BodyMap:
        """The stores on the first day."""
        return body_map(ADULT_KG, surface_percent=self.surface_percent)

    @property
    def bone_pays(self) -> float:
        """The part of the shortfall that bone pays, 0 to 1."""
        if self.payer == "bone":
            return 1.0
        bone, muscle = known("bone_available"), known("muscle_available")
        return bone / (bone + muscle)

    @property
    def _rates(self) -> tuple[float, float]:
        """Exchange per day, surface to lattice and back; the two flows are equal at the start."""
        if self.lattice == "locked":
            return 0.0, 0.0
        back = math.log(2) / known("slow_half_life")
        return back * self.body.bone_lattice / self.body.bone_surface, back

    def _drop(self, days: Number) -> Number:
        """How far the surface store has fallen (mmol), in closed form.

        Surface x and lattice y, as changes from a steady start, follow x' = -D - a x + b y and
        y' = a x - b y; their sum is -D t at all times.
        """
        daily, (a, b) = self.shortfall_mmol * self.bone_pays, self._rates
        rate = a + b
        if not rate:
            return daily * days
        lasting = b / rate
        return daily * (lasting * days - (1 - lasting) * np.expm1(-rate * days) / rate)

    def days_until(self, percent: float) -> float:
        """Days until the surface store is down to a share of its start (%); inf if it never is."""
        left = single("percent", percent, 0, 100, "%")
        drop = self.body.bone_surface * (1 - left / 100)
        daily, (a, b) = self.shortfall_mmol * self.bone_pays, self._rates
        if not drop or not daily:
            return 0.0 if not drop else math.inf
        soonest, latest = drop / daily, drop / daily * (a + b) / b if b else drop / daily
        if latest == soonest:
            return soonest
        return float(brentq(lambda days: self._drop(days) - drop, soonest, latest * 1.001))

    def after(self, days: Number) -> Pools:
        """The stores and what has left the body after some days; it stops at an empty surface."""
        checked = number("days", days, 0, 1e6, "days")
        time = np.minimum(checked, self.days_until(0))
        drop, paid = self._drop(time), self.shortfall_mmol * time
        return Pools(
            plain(self.body.bone_surface - drop),
            plain(self.body.bone_lattice - (paid * self.bone_pays - drop)),
            plain(paid),
        )


def days_to_half(
    intake_mg: float, urine_mmol: float, other_loss_mmol: float, surface_percent: float
) -> float:
    """Days until half of the surface store is gone, with all assumptions at their first word."""
    return Bank(intake_mg, urine_mmol, other_loss_mmol, surface_percent).days_until(50)


# --- the remodelling cycle

LIMITS = {
    "alpha1": (1e-6, 1e6), "alpha2": (1e-6, 1e6), "beta1": (1e-6, 1e3), "beta2": (1e-6, 1e3),
    "g11": (-5, 5), "g21": (-5, 5), "g12": (-5, 5), "g22": (-5, 5), "k1": (0, 1e3), "k2": (0, 1e3),
}  # fmt: skip
WORK_LIMIT = 20_000  # evaluations of the equations: well under a second
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
    run = solve_ivp(
        rates, (start, stop), state, method="LSODA", t_eval=[*inside, stop], rtol=1e-7, atol=1e-8
    )
    if not run.success:
        raise ValueError(f"model: these parameters cannot be solved ({run.message})")
    return run.y


def _never_negative(free: Array) -> Array:
    """Bone mass when resorption stops at 0 and formation goes on."""
    return free - np.minimum(0, np.minimum.accumulate(free))


# --- what was found in people


def findings(design: str = "any", outcome_kind: str = "any", randomised: str = "any") -> int:
    """How many rows of data/bone_studies.csv have these words in their columns."""
    studies = tables.table("bone_studies")
    found = np.ones(len(studies), dtype=bool)
    wishes = {"design": design, "outcome_kind": outcome_kind, "randomised": randomised}
    for column, wanted in wishes.items():
        word = choice(column, wanted, ["any", *sorted(set(studies[column]))])
        found &= (studies[column] == word) | (word == "any")
    return int(found.sum())


def towards_more(value: float, low: float, high: float, contrast: str) -> tuple[float, ...]:
    """A ratio and its limits, read as more magnesium against less, whichever way it was printed."""
    printed = {"value": value, "low": low, "high": high}
    ratios = tuple(single(name, ratio, 1e-3, 1e3) for name, ratio in printed.items())
    if not ratios[1] <= ratios[0] <= ratios[2]:
        raise refusal("value", value, "a ratio from low to high")
    if choice("contrast", contrast, ("highest against lowest", "lowest against highest")) == (
        "highest against lowest"
    ):
        return ratios
    return 1 / ratios[0], 1 / ratios[2], 1 / ratios[1]
