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
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.optimize import root

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

    @property
    def changes(self) -> dict[str, float]:
        """How far each level stands from the published one, in %: “pth”, “calcium” and so on."""
        found = (getattr(self, field.name) for field in fields(self))
        return {
            level: 100 * (value / _published()[f"start_{level}"] - 1)
            for level, value in zip(LEVELS, found)
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
    return _state(_settled(rat, _start(rat)), rat)


def sweep(magnesium_diets: Sequence[float], **changes: Any) -> list[MineralState]:
    """Where the animal settles on each of up to 1000 magnesium diets, all else as in `changes`.

    Takes what `steady_state` takes. Each search begins where the one before has ended.
    """
    states, near = [], None
    for diet in several("magnesium_diets", magnesium_diets, LONGEST_SWEEP, "factors"):
        rat = _rat(single("magnesium_diets", diet, 0, 5), **changes)
        near = _settled(rat, _start(rat) if near is None else near)
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
    levels = _integrated(_rat(**changes), times * MINUTES_A_DAY)
    return Course(times, *levels)


# --- one animal


@cache
def _published() -> Mapping[str, float]:
    return tables.by("mineral_balance", "parameter", "value")


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
    rat.held = {one_of("held", word, SIGNALS) for word in words}
    rat.intake_mg *= single("magnesium_diet", magnesium_diet, 0, 5)
    rat.intake_ca *= single("calcium_diet", calcium_diet, 0, 5)
    rat.calcidiol *= single("calcidiol", calcidiol, 0, 5)
    rat.pth_synthesis *= single("pth_synthesis", pth_synthesis, 0.05, 20)
    rat.filtration *= single("filtration", filtration, 0.05, 20)
    if thick_limb_magnesium is not None:
        rat.thick_base_mg = single("thick_limb_magnesium", thick_limb_magnesium, 0, 0.75)
    return rat


def _hill(level: float, half: float, power: float) -> float:
    """How far something has come to its full effect, from 0 to 1; half of it at `half`."""
    return 0.0 if level <= 0 else 1 / (1 + (half / level) ** power)


# --- what flows


def _state(levels: Array, rat: SimpleNamespace) -> MineralState:
    names = (field.name for field in fields(MineralState))
    return MineralState(**dict(zip(names, levels.tolist())), fluxes=_fluxes(levels, rat))


def _fluxes(levels: Any, rat: SimpleNamespace) -> dict[str, float]:
    gland_pth, *in_plasma, bone_calcium, bone_magnesium = map(float, levels)
    pth, calcitriol, magnesium, calcium = in_plasma
    heard = rat.start_magnesium if "magnesium" in rat.held else magnesium
    absorbed = _absorbed(calcitriol, rat)
    kept = _kept_by_kidney(pth, calcitriol, heard, calcium, rat)
    freed = _freed_from_bone(pth, calcitriol, rat)
    plasma = {"calcium": calcium, "magnesium": magnesium}
    bone = {"calcium": bone_calcium, "magnesium": bone_magnesium}
    found = {
        "pth_synthesis": rat.pth_synthesis / (1 + rat.synthesis_calcitriol_brake * calcitriol),
        "pth_release": _release(heard, calcium, rat) * gland_pth,
        "pth_gland_loss": rat.gland_loss * gland_pth,
        "pth_loss": rat.pth_loss * pth,
        "calcitriol_making": _calcitriol_made(pth, calcitriol, heard, calcium, rat),
        "calcitriol_loss": _calcitriol_lost(pth, calcitriol, heard, rat),
    }
    for ion, short in zip(IONS, ("ca", "mg")):
        eaten = getattr(rat, f"intake_{short}")
        found |= {
            f"{ion}_eaten": eaten,
            f"{ion}_absorption": absorbed[ion] * eaten,
            f"{ion}_absorbed_share": absorbed[ion],
            f"{ion}_reabsorbed_share": kept[ion],
            f"{ion}_urine": (1 - kept[ion]) * rat.filtration * plasma[ion],
            f"{ion}_resorption": freed[ion],
            f"{ion}_to_bone": getattr(rat, f"to_bone_{short}") * rat.plasma_volume * plasma[ion],
            f"{ion}_from_bone": getattr(rat, f"from_bone_{short}") * bone[ion],
            f"{ion}_accretion": getattr(rat, f"accretion_{short}") * bone[ion],
        }
    return found


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


def _absorbed(calcitriol: float, rat: SimpleNamespace) -> dict[str, float]:
    """The share of what is eaten that the gut lets in."""
    by_calcitriol = _hill(calcitriol, rat.absorption_calcitriol_half, 2)
    saturable = rat.absorption_active_rate / (rat.absorption_active_half + rat.intake_mg)
    share = (
        rat.absorption_passive_mg
        + rat.absorption_active_mg * saturable
        + rat.absorption_calcitriol_mg * by_calcitriol
    )
    return {
        "calcium": rat.absorption_base_ca + rat.absorption_calcitriol_ca * by_calcitriol,
        "magnesium": min(share, 1.0) if rat.limited else share,
    }


def _kept_by_kidney(
    pth: float, calcitriol: float, magnesium: float, calcium: float, rat: SimpleNamespace
) -> dict[str, float]:
    """The share of the filtered ions that three pieces of the tubule take back."""
    proximal = 1 - _hill(pth, rat.proximal_pth_half, rat.proximal_pth_power)
    sensor = (1 + (calcium / rat.thick_calcium_half) ** rat.thick_sensor_power) * (
        1 + rat.thick_magnesium_weight
        * (magnesium / rat.thick_magnesium_half) ** rat.thick_sensor_power
    )  # fmt: skip
    by_sensor, by_pth = rat.thick_sensor_weight, rat.distal_pth_weight
    thick = by_sensor / sensor + (1 - by_sensor) * _hill(pth, rat.thick_pth_half, 1)
    distal = by_pth * _hill(pth, rat.distal_pth_half, 1)
    distal += (1 - by_pth) * _hill(calcitriol, rat.distal_calcitriol_half, 1)
    return {
        ion: min(
            rat.reabsorption_most,
            _segment("proximal", short, proximal, rat)
            + _segment("thick", short, thick, rat)
            + _segment("distal", short, distal, rat),
        )
        for ion, short in zip(IONS, ("ca", "mg"))
    }


def _segment(name: str, ion: str, regulated: float, rat: SimpleNamespace) -> float:
    base, most = getattr(rat, f"{name}_base_{ion}"), getattr(rat, f"{name}_regulated_{ion}")
    return base + most * regulated


def _freed_from_bone(pth: float, calcitriol: float, rat: SimpleNamespace) -> dict[str, float]:
    by_pth = rat.resorption_pth_weight
    hormones = by_pth * _hill(pth, rat.resorption_pth_half, 2)
    hormones += (1 - by_pth) * _hill(calcitriol, rat.resorption_calcitriol_half, 2)
    calcium = rat.resorption_least + rat.resorption_hormones * hormones
    return {"calcium": calcium, "magnesium": rat.resorption_magnesium_share * calcium}


# --- what changes


def _rates(levels: Any, rat: SimpleNamespace) -> list[float]:
    """The change of each level in a minute."""
    flow = _fluxes(levels, rat)

    def plasma(ion: str, bound: float) -> float:
        gained = flow[f"{ion}_absorption"] + flow[f"{ion}_resorption"] + flow[f"{ion}_from_bone"]
        lost = flow[f"{ion}_to_bone"] + flow[f"{ion}_urine"]
        return (1 - bound) * (gained - lost) / rat.plasma_volume

    def bone(ion: str) -> float:
        return flow[f"{ion}_to_bone"] - flow[f"{ion}_from_bone"] - flow[f"{ion}_accretion"]

    pth = [
        flow["pth_synthesis"] - flow["pth_release"] - flow["pth_gland_loss"],
        flow["pth_release"] - flow["pth_loss"],
    ]
    calcitriol = [flow["calcitriol_making"] - flow["calcitriol_loss"]]
    # A held hormone drifts to its published level, and so stays there.
    return [
        *(_drift(levels[:2], _start(rat)[:2]) if "pth" in rat.held else pth),
        *(_drift(levels[2:3], _start(rat)[2:3]) if "calcitriol" in rat.held else calcitriol),
        plasma("magnesium", rat.bound_mg),
        plasma("calcium", rat.bound_ca),
        bone("calcium"),
        bone("magnesium"),
    ]


def _drift(levels: Any, published: Array) -> list[float]:
    return [there - here for here, there in zip(levels, published)]


def _start(rat: SimpleNamespace) -> Array:
    return np.array([getattr(rat, f"start_{level}") for level in LEVELS])


def _settled(rat: SimpleNamespace, near: Array) -> Array:
    """The levels at which no rate is left; the way there is followed in time if a jump fails."""
    found = _rest(rat, near)
    if found is None:
        far = _integrated(rat, np.array([0.0, SETTLING_DAYS * MINUTES_A_DAY]))[:, -1]
        found = _rest(rat, far)
        return far if found is None else found
    return found


def _rest(rat: SimpleNamespace, near: Array) -> Array | None:
    """The resting levels near a guess, as factors of the published ones; None if none is found."""
    start = _start(rat)

    def unrest(factors: Array) -> Array:
        return np.array(_rates(np.abs(factors) * start, rat)) / start

    found = root(unrest, near / start, method="hybr", options={"xtol": 1e-13})
    levels = np.abs(found.x) * start
    return levels if np.abs(unrest(found.x)).max() < 1e-11 else None


def _integrated(rat: SimpleNamespace, minutes: Array) -> Array:
    start = _start(rat)
    solution = solve_ivp(
        lambda _, factors: np.array(_rates(np.maximum(factors, 1e-12) * start, rat)) / start,
        (0.0, minutes[-1]),
        np.ones(len(start)),
        method="LSODA",
        t_eval=minutes,
        rtol=1e-7,
        atol=1e-9,
    )
    return solution.y * start[:, None]
