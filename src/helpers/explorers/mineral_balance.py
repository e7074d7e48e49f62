"""Explorers of the calcium and magnesium model: its loops, its knobs, its curve and its doubts."""

from functools import cache
from typing import Any

from ipywidgets import Dropdown

from helpers.figures.mineral_balance import curve as curves
from helpers.figures.mineral_balance import day as days
from helpers.figures.mineral_balance import experiment as experiments
from helpers.figures.mineral_balance import levels as levels_figures
from helpers.figures.mineral_balance import loops as maps
from helpers.figures.mineral_balance.words import NAMES, against_usual, percent, told
from helpers.lesson import Explorer, Number, choice
from helpers.science.mineral_balance import (
    SIGNALS,
    Answered,
    MineralState,
    answered,
    course,
    steady_state,
    sweep,
)

RULES = {"as published": False, "at most what is eaten (ours)": True}
CHANGES: dict[str, dict[str, Any]] = {
    "Half of the calcium eaten": {"calcium_diet": 0.5},
    "Half of the magnesium eaten": {"magnesium_diet": 0.5},
    "Half of the store, 25(OH)D": {"calcidiol": 0.5},
}


def _of_usual(name: str, value: float, low: float, high: float, step: float) -> Number:
    """A number in % of what the published animal has."""
    return Number(name, value, low, high, step=step, unit="% of usual")


def _rule() -> Dropdown:
    return choice("Absorbed", RULES, False)


def loops() -> Explorer:
    """A change and the loops that are closed -> what they make of it."""
    controls = {
        "held": choice("Loops", maps.STAGES, SIGNALS),
        "change": choice("Change", list(CHANGES), "Half of the calcium eaten"),
    }
    return Explorer(
        "Loop explorer", controls, _looped, maps.loops, _loop_sentence, maps.loops_table,
        table_title="The arrows as a table",
    )  # fmt: skip


def _looped(held: tuple[str, ...], change: str) -> maps.Looped:
    settled = steady_state(**CHANGES[change], held=held)
    return maps.Looped(change, held, settled, steady_state(**CHANGES[change], held=SIGNALS))


def _loop_sentence(looped: maps.Looped) -> str:
    now, alone = (each.changes["calcium"] for each in (looped.state, looped.unanswered))
    compared = (
        "This is what food alone does, before a signal answers."
        if looped.held == SIGNALS
        else f"If nothing answered, calcium would stand {against_usual(alone)}."
    )
    return (
        f"{looped.change}, {looped.stage}: {told(looped.state)}. "
        f"<strong>Calcium {percent(now)}.</strong> "
        f"{compared} Left out of the picture: weak arrows onto "
        "magnesium, and what a level does to itself."
    )


def system() -> Explorer:
    """Six knobs of the animal -> its levels now against before, over days, and who answered."""
    controls = {
        "magnesium_diet": _of_usual("Magnesium eaten", 50, 0, 200, 5),
        "calcium_diet": _of_usual("Calcium eaten", 100, 0, 200, 5),
        "calcidiol": _of_usual("Store, 25(OH)D", 100, 0, 200, 5),
        "pth_synthesis": _of_usual("PTH that the gland makes", 100, 10, 500, 10),
        "filtration": _of_usual("Filtration of the kidney", 100, 10, 200, 10),
        "thick_limb_magnesium": Number(
            "Thick limb takes back, of what is filtered", 66, 40, 70, step=1, unit="%"
        ),
        "days": Number("Followed for", 14, 2, 30, step=1, unit="days"),
    }
    return Explorer(
        "System explorer", controls, _turned, levels_figures.levels, _turned_sentence,
        levels_figures.levels_table,
    )  # fmt: skip


def _turned(days: float, **percents: float) -> levels_figures.Turned:
    changes = {name: percent / 100 for name, percent in percents.items()}
    return levels_figures.Turned(answered(**changes), course(days, days / 120, **changes))


def _turned_sentence(turned: levels_figures.Turned) -> str:
    return (
        f"At rest: <strong>{told(turned.state, 1)}</strong>. {_who_answered(turned.answered)} "
        f"Magnesium would stand {against_usual(turned.answered.unanswered.changes['magnesium'])} "
        f"if nothing answered. Shown: the first {turned.course.days[-1]:g} days."
    )


SMALL = 1.0  # percentage points of calcium
SIGNAL_NAMES = {**NAMES, "magnesium": "what magnesium says to gland and kidney"}


def _who_answered(answer: Answered) -> str:
    """Which loop moved calcium most, and which way."""
    pushes = {signal: answer.push(signal) for signal in SIGNALS}
    strongest = max(SIGNALS, key=lambda signal: abs(pushes[signal]))
    if abs(pushes[strongest]) < SMALL:
        return "Which loop answered? None did much to calcium."
    without = answer.without[strongest].changes["calcium"]
    verb = "kept calcium nearer to" if pushes[strongest] > 0 else "drove calcium away from"
    return (
        f"<strong>Which loop answered?</strong> Most of all {SIGNAL_NAMES[strongest]}: it {verb} "
        f"its usual level. Without it calcium would stand {against_usual(without)}."
    )


def curve() -> Explorer:
    """A magnesium diet, a calcium diet and a rule -> where on the inverted U the animal is."""
    controls = {
        "magnesium_diet": _of_usual("Magnesium eaten", 100, 2, 200, 2),
        "calcium_diet": _of_usual("Calcium eaten", 100, 10, 300, 10),
        "limited": _rule(),
    }
    return Explorer("Curve explorer", controls, _drawn, curves.curve, _curve_sentence)


@cache
def _swept(calcium: float, limited: bool) -> list[MineralState]:
    return sweep(list(curves.DIETS), calcium_diet=calcium, limit_absorption=limited)


def _drawn(magnesium_diet: float, calcium_diet: float, limited: bool) -> curves.Curve:
    magnesium, calcium = magnesium_diet / 100, calcium_diet / 100
    rest: dict[str, Any] = {"calcium_diet": calcium, "limit_absorption": limited}
    return curves.Curve(
        _swept(calcium, limited), _swept(1.0, False),
        steady_state(magnesium_diet=magnesium, **rest), magnesium, calcium, limited,
    )  # fmt: skip


def _curve_sentence(drawn: curves.Curve) -> str:
    diet, height = drawn.peak
    return (
        f"{100 * drawn.magnesium_diet:.0f} % of the magnesium and {100 * drawn.calcium_diet:.0f} % "
        f"of the calcium: <strong>{told(drawn.chosen)}</strong>. The top of this curve is "
        f"{percent(height - 100)}, at {diet:.0f} % of the usual magnesium."
    )


def day() -> Explorer:
    """Magnesium eaten, filtration and a rule -> a day's ledger of magnesium."""
    controls = {
        "magnesium_diet": _of_usual("Magnesium eaten", 100, 5, 200, 1),
        "filtration": _of_usual("Filtration of the kidney", 100, 10, 200, 10),
        "limited": _rule(),
    }
    return Explorer("Ledger explorer", controls, _day, days.day, _day_sentence)


def _day(magnesium_diet: float, filtration: float, limited: bool) -> days.Day:
    magnesium, filtered = magnesium_diet / 100, filtration / 100
    state = steady_state(magnesium, filtration=filtered, limit_absorption=limited)
    return days.Day(state, magnesium, filtered, limited)


def _day_sentence(drawn: days.Day) -> str:
    book = drawn.ledger
    doubt = " <strong>More than is eaten: no gut can do that.</strong>" if drawn.impossible else ""
    return (
        f"Of {book.eaten:.3f} mmol eaten a day the gut takes up {book.absorbed:.3f}, "
        f"<strong>{book.absorbed_percent:.0f} %</strong>.{doubt} Bone keeps "
        f"<strong>{book.bone_percent:.0f} %</strong> of that, urine takes the rest. Filtration "
        f"{100 * drawn.filtration:.0f} %: magnesium in blood stands "
        f"<strong>{against_usual(drawn.state.changes['magnesium'])}</strong>."
    )


def experiment() -> Explorer:
    """A magnesium diet, what is held and what is measured -> three groups."""
    held = {words: key for key, words in experiments.HELD_WORDS.items()}
    controls = {
        "magnesium_diet": _of_usual("Magnesium eaten", 25, 5, 100, 5),
        "held": choice("Third group", held, "none"),
        "measure": choice("Measure", {name: level for level, name in NAMES.items()}, "magnesium"),
    }
    return Explorer("Experiment", controls, _run, experiments.experiment, _run_sentence)


def _run(magnesium_diet: float, held: str, measure: str) -> experiments.Experiment:
    magnesium = magnesium_diet / 100
    return experiments.Experiment(
        steady_state(magnesium), steady_state(magnesium, held=experiments.HELD[held]),
        magnesium, held, measure,
    )  # fmt: skip


def _run_sentence(run: experiments.Experiment) -> str:
    poor, treated = (against_usual(state.changes[run.measure]) for state in (run.poor, run.treated))
    verdict = "can tell" if run.telling else "cannot tell"
    return (
        f"With {100 * run.magnesium_diet:.0f} % of the magnesium, {NAMES[run.measure]} stands "
        f"{poor}; with {experiments.HELD_WORDS[run.held]}, <strong>{treated}</strong>. "
        f"{run.expected} <strong>This experiment {verdict} the two ideas apart.</strong>"
    )
