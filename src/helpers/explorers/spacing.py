"""The spacing timeline."""

from collections.abc import Mapping
from typing import Any

from helpers.clock import clock
from helpers.drawing import count
from helpers.explorers.dosing import Controls
from helpers.figures import spacing as figures
from helpers.figures.spacing import Timeline
from helpers.lesson import Clock, Explorer, choice
from helpers.lesson.card import markdown
from helpers.lesson.explorer import Said
from helpers.references import link
from helpers.science.spacing import (
    DAY_HOURS,
    FAST_HOURS,
    NEVER,
    Conflict,
    Spacing,
    Timetable,
    conflicts,
    schedule,
)
from helpers.tables import by

DEFAULTS = (("alendronate", 7), ("levothyroxine", 8), ("doxycycline", 20))
# In the book nobody can enter anything: it has these days, each with its whole answer.
DAYS: Mapping[str, Mapping[str, Any]] = {
    "A day with three medicines, magnesium at 18:00": {},
    "The same day, magnesium at 12:00": {"own_hour": 12},
    "The same day, three servings": {"servings": 3},
    "The same day, raltegravir for doxycycline": {"medicine_3": "raltegravir"},
    "Anna’s day, magnesium at 13:00": {
        "medicine_1": "levothyroxine", "hour_1": 7, "medicine_2": "iron", "hour_2": 19,
        "medicine_3": "", "own_hour": 13,
    },
}  # fmt: skip


def timeline() -> Explorer:
    """Medicines at fixed hours, and magnesium -> a schedule, or who is in the way."""
    groups = {"Medicines": _medicines(), "The day": _day(), "Magnesium": _magnesium()}
    controls = {name: control for group in groups.values() for name, control in group.items()}
    return Explorer(
        "Spacing timeline", controls, _timeline, figures.day, _sentences, figures.day_table, groups,
        headline=_first, main=("medicine_3", "hour_3", "own_hour"), cases=DAYS,
    )  # fmt: skip


def _medicines() -> Controls:
    names = {"none": ""} | by("medicine_spacing", "name", "medicine")
    controls = {}
    for n, (medicine, hour) in enumerate(DEFAULTS, 1):
        controls[f"medicine_{n}"] = choice(f"Medicine {n}", names, medicine)
        controls[f"hour_{n}"] = _clock(f"Medicine {n}: taken at", hour, 0, 23.5)
    return controls


def _day() -> Controls:
    return {
        "wake_hour": _clock("Awake from", 7, 4, 11),
        "bed_hour": _clock("Awake until", 23, 18, 24),
    }


def _magnesium() -> Controls:
    return {
        "servings": choice("Shared over", {count(n, "serving"): n for n in (1, 2, 3)}, 2),
        "own_hour": _clock("Your own time", 18, 0, 23.5),
    }


def _clock(description: str, value: float, low: float, high: float) -> Clock:
    return Clock(description, value, low, high, step=0.5)


def _timeline(
    servings: int, wake_hour: float, bed_hour: float, own_hour: float, **medicines: float
) -> Timeline:
    numbers = range(1, len(DEFAULTS) + 1)
    taken = [
        (str(medicines[f"medicine_{n}"]), medicines[f"hour_{n}"])
        for n in numbers
        if medicines[f"medicine_{n}"]
    ]
    found = schedule(taken, servings, wake_hour, bed_hour)
    return Timeline(found, own_hour, conflicts([own_hour], taken))


def _first(result: Timeline) -> Said:
    """Whether the day has room, and whether the own time fits: it stands above the picture."""
    fits = result.schedule.found and not result.conflicts
    return markdown(f"{_answer(result.schedule)} {_own(result)}"), "note" if fits else "caution"


def _sentences(result: Timeline) -> str:
    """Every rule of the day."""
    found = result.schedule
    day = f"Awake from {clock(found.wake_hour)} to {clock(found.bed_hour)}."
    return markdown("\n\n".join([*_rules(found), f"{day} *{found.notice}*"]))


def _answer(found: Timetable) -> str:
    servings = count(found.servings, "serving")
    if found.found:
        times = " and ".join(map(clock, found.times))
        return f"**A schedule for {servings} of magnesium: {times}.**"
    if not found.blockers:
        return f"**No schedule:** the day is too short for {servings}."
    names = " and ".join(rule.name for rule in found.blockers)
    return f"**No schedule for {servings}:** {names} is in the way. {_advice(found)}"


def _advice(found: Timetable) -> str:
    if any(rule.direction == NEVER for rule in found.blockers):
        return "No time of day helps: ask a pharmacist; do not leave the medicine out."
    return (
        "Ask a pharmacist whether it, or magnesium, can move to another time or day; do not leave "
        "a medicine out."
    )


def _own(result: Timeline) -> str:
    time = clock(result.own_hour)
    if not result.conflicts:
        return f"**Your time, {time}:** no rule speaks against it."
    hits = "; ".join(map(_hit, result.conflicts))
    return f"**Your time, {time}**, {hits}."


def _hit(hit: Conflict) -> str:
    if hit.rule.direction == NEVER:
        return f"does not go with {hit.rule.name}"
    return f"is too close to {hit.rule.name} at {clock(hit.hour)}"


def _rules(found: Timetable) -> list[str]:
    return [
        f"{rule.sentence} Here it is taken at {clock(hour)}.{_fast(rule, hour)} "
        f"({link(rule.source_key)})"
        for rule, hour in found.taken
    ]


def _fast(rule: Spacing, hour: float) -> str:
    """The fast before a medicine on waking, where it begins on the day before."""
    if rule.direction != "medicine first" or hour >= FAST_HOURS:
        return ""
    start = clock(DAY_HOURS + hour - FAST_HOURS)
    return (
        f" The evening before, magnesium stops at {start}: this course assumes a fast of "
        f"{FAST_HOURS} h."
    )
