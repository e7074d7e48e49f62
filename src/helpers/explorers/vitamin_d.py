"""Explorers of the vitamin D pathway, its clocks and magnesium's part in it."""

from math import isnan

from helpers.drawing import printed
from helpers.figures import pathway as map_figures
from helpers.figures.vitamin_d import kinetics as figures
from helpers.figures.vitamin_d.mechanism import Fit
from helpers.figures.vitamin_d.mechanism import mechanism as mechanism_picture
from helpers.lesson import Explorer, Number, choice
from helpers.references import reference
from helpers.science.pathway import PUSHES_BACK, Arrow, Wave, block
from helpers.science.quantities import DAYS_A_MONTH
from helpers.science.vitamin_d import (
    POOLS,
    Scenario,
    days_to,
    levels_at,
    magnesium_change,
    measured_change,
    published,
    source,
)  # fmt: skip

STEPS = {
    "nothing": "none",
    "the supply: no sun, little in food": "supply",
    "the liver’s enzyme, CYP2R1": "liver",
    "the kidney’s enzyme, CYP27B1": "kidney",
    "the brake, CYP24A1": "brake",
    "calcium in food": "diet",
    "magnesium, if it acts on PTH": "mg_pth",
    "magnesium, if it acts on the kidney’s enzyme": "mg_kidney",
    "magnesium, if it acts on the liver’s enzyme": "mg_liver",
}


def pathway() -> Explorer:
    """A part of the map and a blocked step -> what rises and falls, and how well it is known."""
    controls = {
        "among": choice("Map", map_figures.STAGES, map_figures.WAY),
        "step": choice("Block", STEPS, "none"),
    }
    return Explorer(
        "Pathway explorer",
        controls,
        block,
        map_figures.pathway,
        _wave_sentence,
        map_figures.wave_table,
        table_title="The arrows as a table",
    )


def _wave_sentence(wave: Wave) -> str:
    if not wave.changes:
        return (
            "Nothing is blocked. Solid arrows were shown in people. Dashed ones are said in "
            "reviews, articles that sum up the work of others. Dotted ones: the dish, or assumed."
        )
    first = ", ".join(
        f"{map_figures.node_name(node)} {'rises' if turn > 0 else 'falls'}"
        for node, turn in wave.changes.items()
    )
    back = [_push(arrow, wave) for arrow in wave.arrows if wave.roles[arrow.name] == PUSHES_BACK]
    return (
        f"<strong>First wave:</strong> {first}. <strong>Pushing back:</strong> "
        f"{'; '.join(back) or 'nothing on this map'}. "
        "Arrows give directions, not sizes; which side wins must be measured."
    )


def _push(arrow: Arrow, wave: Wave) -> str:
    """What an arrow that pushes back does now, such as “less PTH lowers calcium in blood”."""
    turn = wave.changes[arrow.start]
    start, goal = map_figures.node_name(arrow.start), map_figures.node_name(arrow.goal)
    raises = "raises" if turn * arrow.sign > 0 else "lowers"
    return f"{'more' if turn > 0 else 'less'} {start.removeprefix('the ')} {raises} {goal}"


def kinetics() -> Explorer:
    """A supplement and three enzyme activities -> four forms of vitamin D over months."""
    controls = {
        "daily_iu": Number("Supplement", 1000, 0, 4000, step=100, unit="IU a day"),
        "taken": choice("Taken", {"every day": "daily", "all at once on day 0": "bolus"}, "daily"),
        "start_ng_ml": Number("25(OH)D before", 20, 5, 50, step=1, unit="ng/mL"),
        "half_life_days": Number("Half-life of 25(OH)D", 17.5, 14, 21, step=0.5, unit="days"),
        "cyp2r1": Number("CYP2R1 (liver)", 100, 10, 200, step=5, unit="% of usual"),
        "cyp27b1": Number("CYP27B1 (kidney)", 100, 10, 200, step=5, unit="% of usual"),
        "cyp24a1": Number("CYP24A1 (brake)", 100, 10, 200, step=5, unit="% of usual"),
        "months": Number("Follow-up", 6, 1, 12, step=1, unit="months"),
        "units": choice(
            "Units", {"ng/mL and pg/mL": "usual", "nmol/L and pmol/L": "molar"}, "usual"
        ),
    }
    return Explorer(
        "Kinetics explorer",
        controls,
        _follow,
        figures.kinetics,
        _kinetics_sentence,
        figures.kinetics_table,
        main=("daily_iu", "cyp27b1"),
    )


def _follow(
    daily_iu: float, taken: str, start_ng_ml: float, half_life_days: float, months: float,
    units: str, **activities: float,
) -> figures.Followed:  # fmt: skip
    total = daily_iu * months * DAYS_A_MONTH
    dose = {"daily_iu": daily_iu} if taken == "daily" else {"bolus_iu": total}
    enzymes = {name: percent / 100 for name, percent in activities.items()}
    scenario = Scenario(start_ng_ml=start_ng_ml, half_life_days=half_life_days, **dose, **enzymes)
    return figures.Followed(scenario, months, units)


def _kinetics_sentence(followed: figures.Followed) -> str:
    scenario, units = followed.scenario, followed.units
    start, end = (levels_at(scenario, day) for day in (0, followed.months * DAYS_A_MONTH))
    words = " and ".join(
        f"{figures.NAMES[pool]} from {figures.shown(start, pool, units):.3g} to "
        f"{figures.shown(end, pool, units):.3g} {figures.UNITS[units][pool]}"
        for pool in ("calcidiol", "calcitriol")
    )
    return (
        f"In {followed.months:g} months the model takes <strong>{words}</strong>. "
        f"{_clock_words(scenario)} No hormone steers this model; in a person PTH would hold "
        f"1,25(OH)₂D nearer to its start. {figures.ASSUMED}"
    )


def _clock_words(scenario: Scenario) -> str:
    if scenario.bolus_iu:
        return (
            f"The single dose of {scenario.bolus_iu:,.0f} IU leaves no lasting level. <strong>It "
            "is a thought experiment, not a dose to take</strong>: older women who took "
            f"{published('harmful_dose'):,.0f} IU at once, each year, fell more often and broke "
            f"more bones than with placebo ({reference(source('harmful_dose')).label})."
        )
    times = {figures.NAMES[pool]: days_to(scenario, pool) for pool in POOLS[1:3]}
    told = [
        f"{name} in {figures.end_time(days)}" for name, days in times.items() if not isnan(days)
    ]
    if not told:
        return "Nothing changes, so there is no new steady state."
    return f"90 % of the way to the new steady state: {', '.join(told)}."


MECHANISMS = {
    "CYP27B1 in the kidney works less": "kidney",
    "PTH drives CYP27B1 less": "pth",
    "CYP24A1 destroys more": "brake",
    "25-hydroxylation in the liver works less": "liver",
}


def mechanism() -> Explorer:
    """An assumed effect of low magnesium -> the model's change beside the measured one."""
    controls = {
        "mechanism": choice("Assume that with too little magnesium", MECHANISMS, "kidney"),
        "percent": Number("Strength of the effect", 10, 0, 80, step=1, unit="%"),
        "days": Number("After", 21, 1, 90, step=1, unit="days"),
    }
    return Explorer("Magnesium’s hand", controls, _fit, mechanism_picture, _fit_sentence)


def _fit(mechanism: str, percent: float, days: float) -> Fit:
    return Fit(mechanism, percent, days, magnesium_change(mechanism, percent, days))


def _fit_sentence(fit: Fit) -> str:
    distance = abs(fit.change.calcitriol - measured_change())
    verdict = "fits the measurement" if distance < 2 else "does not fit the measurement"
    measured = printed(measured_change(), "+.0f")
    here = "" if fit.days == 21 else f" (here: {fit.days:g} days)"
    return (
        f"{_effect(fit)} For 1,25(OH)₂D this <strong>{verdict}</strong>, {measured} % "
        f"after 21 days{here}. The effect itself is our assumption."
    )


def _effect(fit: Fit) -> str:
    if not fit.percent:
        return "The assumption is off: nothing changes."
    assumed = next(words for words, key in MECHANISMS.items() if key == fit.mechanism)
    pools = {"1,25(OH)₂D": "calcitriol", "25(OH)D": "calcidiol", "24,25(OH)₂D": "catabolite"}
    *first, last = (
        f"{name} {printed(getattr(fit.change, pool), '+.1f')} %" for name, pool in pools.items()
    )
    return (
        f"Assumed: {assumed}, by {fit.percent:g} %, for {fit.days:g} days. The model then gives "
        f"{', '.join(first)} and {last}."
    )
