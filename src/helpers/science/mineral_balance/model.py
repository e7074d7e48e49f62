"""Calcium and magnesium together: the model of dutta2024 for the male rat.

Seven quantities (PTH in gland and plasma, calcitriol, magnesium, calcium, and the exchangeable part
of bone for both ions) and what moves them. Equations and numbers are those of the published
article and its deposited parameters, in our own words; data/mineral_balance.csv holds them.
Plasma holds the free ions. Time is in minutes inside, in days outside. The slow part of bone
takes up without end, so nothing beyond days can be asked of the model. It is a rat, not a person.

Three signals close the loops: PTH, calcitriol, and what magnesium says to the gland, to the enzymes
of vitamin D and to the kidney. A signal that is `held` says what it says in the published state,
whatever happens: what the rest does then tells what its loop was good for. This is our addition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers import tables
from helpers.science.checks import one_of, several, single, yes_or_no

Array = NDArray[np.float64]

MINUTES_A_DAY = 1440
PLASMA = ("pth", "calcitriol", "magnesium", "calcium")
LEVELS = ("gland_pth", *PLASMA, "bone_calcium", "bone_magnesium")
SETTLING_DAYS = 200
LONGEST_DAYS = 365
MOST_STEPS = 20_000
LONGEST_SWEEP = 1000
AT_REST = 1e-11  # of a published level, in a minute
SIGNALS = ("pth", "calcitriol", "magnesium")
IONS = ("calcium", "magnesium")


@dataclass(frozen=True)
class MineralState:
    """Levels at which nothing changes any more, and what flows then.

    fluxes: by name; of calcium and magnesium in mmol/min, of PTH in pmol/min, of calcitriol in
    pmol/L/min; names that end in `_share` are parts of 1.
    """

    gland_pth_pmol: float
    pth_pmol_l: float
    calcitriol_pmol_l: float
    magnesium_mmol_l: float
    calcium_mmol_l: float
    bone_calcium_mmol: float
    bone_magnesium_mmol: float
    fluxes: Mapping[str, float]

    @cached_property
    def changes(self) -> dict[str, float]:
        """How far each level stands from the published one, in %: “pth”, “calcium” and so on."""
        found = (getattr(self, field.name) for field in fields(self))
        return {
            level: 100 * (value / start - 1) for level, value, start in zip(LEVELS, found, _start())
        }


@dataclass(frozen=True)
class Course:
    """The same levels over time (arrays), after a change on day 0."""

    days: Array
    gland_pth_pmol: Array
    pth_pmol_l: Array
    calcitriol_pmol_l: Array
    magnesium_mmol_l: Array
    calcium_mmol_l: Array
    bone_calcium_mmol: Array
    bone_magnesium_mmol: Array


def steady_state(
    magnesium_diet: float = 1.0,
    calcium_diet: float = 1.0,
    calcidiol: float = 1.0,
    pth_synthesis: float = 1.0,
    filtration: float = 1.0,
    thick_limb_magnesium: float | None = None,
    limit_absorption: bool = False,
    held: Iterable[str] = (),
) -> MineralState:
    """Where the animal settles.

    The first five arguments are factors of the published value (0 to 5; filtration and PTH
    synthesis 0.05 to 20). `thick_limb_magnesium` is the share of filtered magnesium that the thick
    limb takes back without regulation (0 to 0.75; published 0.66). `limit_absorption` keeps the
    gut from absorbing more magnesium than is eaten, which the published equations do not: it is
    ours. `held` names the SIGNALS that stay as published. Raises ValueError for other input.
    Source:
    dutta2024.
    """
    rat = _rat(
        magnesium_diet, calcium_diet, calcidiol, pth_synthesis, filtration,
        thick_limb_magnesium, limit_absorption, held,
    )  # fmt: skip
    return _state(_settled(rat, _published_factors()), rat)


def sweep(magnesium_diets: Sequence[float], **changes: Any) -> list[MineralState]:
    """Where the animal settles on each of up to 1000 magnesium diets, all else as in `changes`.

    Takes what `steady_state` takes. Each search begins where the one before has ended.
    """
    states, near = [], _published_factors()
    for diet in several("magnesium_diets", magnesium_diets, LONGEST_SWEEP, "factors"):
        rat = _rat(single("magnesium_diets", diet, 0, 5), **changes)
        near = _settled(rat, near)
        states.append(_state(near, rat))
    return states


def course(days: float, step_days: float = 0.05, **changes: Any) -> Course:
    """The levels from day 0, when the `changes` of `steady_state` begin, for 365 days at most.

    Starts at the published steady state. Raises ValueError for other input, and for more than
    20,000 steps.
    """
    last = single("days", days, 0.01, LONGEST_DAYS, "days")
    step = single("step_days", step_days, max(last / MOST_STEPS, 1e-4), last, "days")
    times = np.arange(0, last + step / 2, step)
    factors = _integrated(_rat(**changes), times * MINUTES_A_DAY)
    return Course(times, *(factors * np.array(_start())[:, None]))


# --- one animal


@cache
def _published() -> Mapping[str, float]:
    return tables.by("mineral_balance", "parameter", "value")


@cache
def _start() -> tuple[float, ...]:
    """The published levels."""
    return tuple(_published()[f"start_{level}"] for level in LEVELS)


def _rat(
    magnesium_diet: float = 1.0, calcium_diet: float = 1.0, calcidiol: float = 1.0,
    pth_synthesis: float = 1.0, filtration: float = 1.0,
    thick_limb_magnesium: float | None = None, limit_absorption: bool = False,
    held: Iterable[str] = (),
) -> SimpleNamespace:  # fmt: skip
    """The published numbers, with what is changed, checked."""
    rat = SimpleNamespace(**_published())
    rat.limited = yes_or_no("limit_absorption", limit_absorption)
    words = several("held", held, len(SIGNALS), "signals")
    known = {one_of("held", word, SIGNALS) for word in words}
    rat.held_pth, rat.held_calcitriol, rat.held_magnesium = (word in known for word in SIGNALS)
    rat.intake_mg *= single("magnesium_diet", magnesium_diet, 0, 5)
    rat.intake_ca *= single("calcium_diet", calcium_diet, 0, 5)
    rat.calcidiol *= single("calcidiol", calcidiol, 0, 5)
    rat.pth_synthesis *= single("pth_synthesis", pth_synthesis, 0.05, 20)
    rat.filtration *= single("filtration", filtration, 0.05, 20)
    if thick_limb_magnesium is not None:
        rat.thick_base_mg = single("thick_limb_magnesium", thick_limb_magnesium, 0, 0.75)
    return rat


# --- what flows


def _state(factors: Array, rat: SimpleNamespace) -> MineralState:
    names = (field.name for field in fields(MineralState))
    levels = [factor * start for factor, start in zip(factors.tolist(), _start())]
    return MineralState(**dict(zip(names, levels)), fluxes=_fluxes(levels, rat))


def _hill(level: float, half: float, power: float) -> float:
    """How far something has come to its full effect, from 0 to 1; half of it at `half`."""
    risen = level**power
    return risen / (risen + half**power)


def _fluxes(levels: Any, rat: SimpleNamespace) -> dict[str, float]:
    gland_pth, pth, calcitriol, magnesium, calcium, bone_calcium, bone_magnesium = levels
    heard = rat.start_magnesium if rat.held_magnesium else magnesium
    absorbed_ca, absorbed_mg = _absorbed(calcitriol, rat)
    kept_ca, kept_mg = _kept_by_kidney(pth, calcitriol, heard, calcium, rat)
    freed = _freed_from_bone(pth, calcitriol, rat)
    return {
        "pth_synthesis": rat.pth_synthesis / (1 + rat.synthesis_calcitriol_brake * calcitriol),
        "pth_release": _release(heard, calcium, rat) * gland_pth,
        "pth_gland_loss": rat.gland_loss * gland_pth,
        "pth_loss": rat.pth_loss * pth,
        "calcitriol_making": _calcitriol_made(pth, calcitriol, heard, calcium, rat),
        "calcitriol_loss": _calcitriol_lost(pth, calcitriol, heard, rat),
        "calcium_eaten": rat.intake_ca,
        "calcium_absorption": absorbed_ca * rat.intake_ca,
        "calcium_absorbed_share": absorbed_ca,
        "calcium_reabsorbed_share": kept_ca,
        "calcium_urine": (1 - kept_ca) * rat.filtration * calcium,
        "calcium_resorption": freed,
        "calcium_to_bone": rat.to_bone_ca * rat.plasma_volume * calcium,
        "calcium_from_bone": rat.from_bone_ca * bone_calcium,
        "calcium_accretion": rat.accretion_ca * bone_calcium,
        "magnesium_eaten": rat.intake_mg,
        "magnesium_absorption": absorbed_mg * rat.intake_mg,
        "magnesium_absorbed_share": absorbed_mg,
        "magnesium_reabsorbed_share": kept_mg,
        "magnesium_urine": (1 - kept_mg) * rat.filtration * magnesium,
        "magnesium_resorption": rat.resorption_magnesium_share * freed,
        "magnesium_to_bone": rat.to_bone_mg * rat.plasma_volume * magnesium,
        "magnesium_from_bone": rat.from_bone_mg * bone_magnesium,
        "magnesium_accretion": rat.accretion_mg * bone_magnesium,
    }


def _release(magnesium: float, calcium: float, rat: SimpleNamespace) -> float:
    """The share of its PTH that the gland gives off in a minute: calcium holds it back.

    Below about 0.4 mmol/L of magnesium the gland goes over to a branch that needs magnesium.
    """
    normal = (rat.release_calcium_scale / calcium) ** rat.release_calcium_power
    normal *= rat.release_base - _hill(magnesium, rat.release_magnesium_half, 2)
    low = rat.low_release * magnesium / (magnesium + rat.low_release_half)
    share = _hill(magnesium, rat.low_release_switch, rat.switch_power)
    return share * normal + (1 - share) * low


def _calcitriol_made(
    pth: float, calcitriol: float, magnesium: float, calcium: float, rat: SimpleNamespace
) -> float:
    brakes = (1 + rat.activation_calcium_brake * calcium) * (
        1 + rat.activation_calcitriol_brake * calcitriol
    )
    drive = _hill(pth, rat.activation_pth_half, rat.activation_pth_power)
    drive *= _magnesium_on_activation(magnesium, rat) / brakes
    return (rat.activation_least + rat.activation_most * drive) * rat.calcidiol


def _magnesium_on_activation(magnesium: float, rat: SimpleNamespace) -> float:
    rising = _hill(magnesium, rat.activation_magnesium_rise, 4)
    falling = 1 - _hill(magnesium, rat.activation_magnesium_fall, 4)
    past = _hill(magnesium, rat.activation_switch, rat.switch_power)
    return rat.activation_magnesium_most * ((1 - past) * rising + past * falling)


def _calcitriol_lost(
    pth: float, calcitriol: float, magnesium: float, rat: SimpleNamespace
) -> float:
    brake = 1 / (1 + rat.calcitriol_loss_pth_brake * pth)
    by_magnesium = _hill(magnesium, rat.calcitriol_loss_magnesium_half, 4)
    return rat.calcitriol_loss * (brake + by_magnesium) * calcitriol


def _absorbed(calcitriol: float, rat: SimpleNamespace) -> tuple[float, float]:
    """The share of the calcium and of the magnesium eaten that the gut lets in."""
    by_calcitriol = _hill(calcitriol, rat.absorption_calcitriol_half, 2)
    saturable = rat.absorption_active_rate / (rat.absorption_active_half + rat.intake_mg)
    magnesium = (
        rat.absorption_passive_mg
        + rat.absorption_active_mg * saturable
        + rat.absorption_calcitriol_mg * by_calcitriol
    )
    calcium = rat.absorption_base_ca + rat.absorption_calcitriol_ca * by_calcitriol
    return calcium, min(magnesium, 1.0) if rat.limited else magnesium


def _kept_by_kidney(
    pth: float, calcitriol: float, magnesium: float, calcium: float, rat: SimpleNamespace
) -> tuple[float, float]:
    """The share of filtered calcium and magnesium that three pieces of the tubule take back."""
    proximal = 1 - _hill(pth, rat.proximal_pth_half, rat.proximal_pth_power)
    sensor = (1 + (calcium / rat.thick_calcium_half) ** rat.thick_sensor_power) * (
        1 + rat.thick_magnesium_weight
        * (magnesium / rat.thick_magnesium_half) ** rat.thick_sensor_power
    )  # fmt: skip
    by_sensor, by_pth = rat.thick_sensor_weight, rat.distal_pth_weight
    thick = by_sensor / sensor + (1 - by_sensor) * _hill(pth, rat.thick_pth_half, 1)
    distal = by_pth * _hill(pth, rat.distal_pth_half, 1)
    distal += (1 - by_pth) * _hill(calcitriol, rat.distal_calcitriol_half, 1)
    kept_ca = (
        rat.proximal_base_ca + rat.proximal_regulated_ca * proximal
        + rat.thick_base_ca + rat.thick_regulated_ca * thick
        + rat.distal_base_ca + rat.distal_regulated_ca * distal
    )  # fmt: skip
    kept_mg = (
        rat.proximal_base_mg + rat.proximal_regulated_mg * proximal
        + rat.thick_base_mg + rat.thick_regulated_mg * thick
        + rat.distal_base_mg + rat.distal_regulated_mg * distal
    )  # fmt: skip
    most = rat.reabsorption_most
    return min(kept_ca, most), min(kept_mg, most)


def _freed_from_bone(pth: float, calcitriol: float, rat: SimpleNamespace) -> float:
    """The calcium that the slow part of bone sets free."""
    by_pth = rat.resorption_pth_weight
    hormones = by_pth * _hill(pth, rat.resorption_pth_half, 2)
    hormones += (1 - by_pth) * _hill(calcitriol, rat.resorption_calcitriol_half, 2)
    return rat.resorption_least + rat.resorption_hormones * hormones


# --- what changes


def _rates(factors: Any, rat: SimpleNamespace) -> list[float]:
    """The change of each level in a minute; all of them as factors of the published ones."""
    gland_pth, pth, calcitriol, *_ = factors
    levels = [factor * start for factor, start in zip(factors, _start())]
    flow = _fluxes(levels, rat)
    into_ca = flow["calcium_absorption"] + flow["calcium_resorption"] + flow["calcium_from_bone"]
    out_ca = flow["calcium_to_bone"] + flow["calcium_urine"]
    into_mg = flow["magnesium_absorption"] + flow["magnesium_resorption"]
    into_mg += flow["magnesium_from_bone"]
    out_mg = flow["magnesium_to_bone"] + flow["magnesium_urine"]
    changes = (
        flow["pth_synthesis"] - flow["pth_release"] - flow["pth_gland_loss"],
        flow["pth_release"] - flow["pth_loss"],
        flow["calcitriol_making"] - flow["calcitriol_loss"],
        (1 - rat.bound_mg) * (into_mg - out_mg) / rat.plasma_volume,
        (1 - rat.bound_ca) * (into_ca - out_ca) / rat.plasma_volume,
        flow["calcium_to_bone"] - flow["calcium_from_bone"] - flow["calcium_accretion"],
        flow["magnesium_to_bone"] - flow["magnesium_from_bone"] - flow["magnesium_accretion"],
    )
    rates = [change / start for change, start in zip(changes, _start())]
    return [
        _unless(rat.held_pth, rates[0], gland_pth),
        _unless(rat.held_pth, rates[1], pth),
        _unless(rat.held_calcitriol, rates[2], calcitriol),
        *rates[3:],
    ]


def _unless(held: bool, rate: float, factor: float) -> float:
    """The rate; a held hormone drifts to its published level instead, and so stays there."""
    return 1 - factor if held else rate


def _published_factors() -> Array:
    """The published state: each level once what was published."""
    return np.ones(len(LEVELS))


def _settled(rat: SimpleNamespace, near: Array) -> Array:
    """The factors at which no rate is left; the way there is followed in time if a jump fails."""
    found = _rest(rat, near)
    if found is None:
        far = _integrated(rat, np.array([0.0, SETTLING_DAYS * MINUTES_A_DAY]))[:, -1]
        found = _rest(rat, far)
        return far if found is None else found
    return found


def _rest(rat: SimpleNamespace, near: Array) -> Array | None:
    """The resting factors near a guess; None if none is found."""

    def unrest(factors: Array) -> list[float]:
        return _rates([abs(factor) for factor in factors.tolist()], rat)

    found = scipy.optimize.root(unrest, near, method="hybr", options={"xtol": 1e-13})
    return np.abs(found.x) if max(map(abs, unrest(found.x))) < AT_REST else None


def _integrated(rat: SimpleNamespace, minutes: Array) -> Array:
    """The factors at each of these times, from the published state on; right to 1e-5."""
    return scipy.integrate.odeint(
        lambda _, factors: _rates([max(factor, 1e-12) for factor in factors.tolist()], rat),
        _published_factors(), minutes, tfirst=True, rtol=1e-6, atol=1e-8, mxstep=MOST_STEPS,
    ).T  # fmt: skip
