"""When magnesium and a medicine can be taken on the same day.

Hours come from data/medicine_spacing.csv. Times are hours of a 24-hour clock that repeats every
day, so what is taken at night also counts for the next morning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from helpers.science.checks import instance, one_of, refusal, several, single, whole
from helpers.science.rules import NOTICE
from helpers.tables import table

DAY_HOURS = 24
APART_HOURS = 4  # assumption of this course: servings are at least this far apart
FAST_HOURS = 6  # assumption of this course: an overnight fast before a medicine taken on waking
NOON = 12
MOST_MEDICINES = 12  # of one day; more than that is for a pharmacist
MOST_HOURS = 100
LAST_DIGIT = 1e-9  # a rounding error is no conflict
NEVER = "never"  # a direction: no distance protects
Taken = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Spacing:
    """The distance that a medicine keeps from magnesium; hours are None where none is enough.

    before_hours: from the medicine to the next magnesium. after_hours: from magnesium to the
    medicine. direction: "both ways", "medicine first" (in the morning, after an overnight fast,
    which this course takes to be 6 h) or "never". monitoring: its own blood tests, in a sentence.
    refer: whether magnesium beside it is for the prescriber to decide. also: its other names.
    """

    medicine: str
    name: str
    before_hours: float | None
    after_hours: float | None
    direction: str
    source_key: str
    note: str
    monitoring: str
    refer: bool
    also: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The rule in words."""
        if self.direction == NEVER:
            return f"{self.name}: no distance from magnesium is enough. {self.note}"
        if self.direction == "medicine first":
            return (
                f"{self.name}: first thing of the day; magnesium {self.before_hours:g} h later or "
                "more, and never earlier that day."
            )
        return (
            f"{self.name}: {self.before_hours:g} h or more before magnesium, or "
            f"{self.after_hours:g} h or more after it."
        )


def spacing(drug: str) -> Spacing:
    """The hours between a medicine and magnesium: .before_hours and .after_hours.

    `drug` is a medicine of data/medicine_spacing.csv by its key, its name or another name. Raises
    ValueError for others: that a medicine is not listed does not mean that it needs no distance.
    """
    names = _names()
    word = drug.strip().casefold() if isinstance(drug, str) else ""
    if word not in names:
        one_of("drug", drug, [rule.name for rule in _spacings().values()])
    return names[word]


@cache
def _names() -> dict[str, Spacing]:
    return {
        name.casefold(): rule
        for rule in _spacings().values()
        for name in (rule.medicine, rule.name, *rule.also)
    }


@cache
def _spacings() -> dict[str, Spacing]:
    return {row["medicine"]: _spacing(row) for row in table("medicine_spacing").to_dict("records")}


def _spacing(row: dict[Any, Any]) -> Spacing:
    given = {key: row[key] for key in Spacing.__dataclass_fields__ if row[key] == row[key]}
    given["refer"] = row["refer"] == "yes"
    given["also"] = tuple(filter(None, row["also"].split("; ")))
    return Spacing(**{"before_hours": None, "after_hours": None, **given})  # NaN: not given


@dataclass(frozen=True)
class Conflict:
    """A magnesium time that breaks the rule of a medicine taken at `hour`."""

    hour: float
    rule: Spacing


def conflicts(magnesium_hours: Iterable[float], medicines: Taken) -> tuple[Conflict, ...]:
    """Every magnesium time (h, 0 to 24) that is too close to a medicine, pair by pair."""
    taken = _taken(medicines)
    return tuple(
        Conflict(hour, rule)
        for magnesium in _hours(magnesium_hours)
        for rule, hour in taken
        if _too_close(magnesium, hour, rule)
    )


def _too_close(magnesium: float, hour: float, rule: Spacing) -> bool:
    if rule.before_hours is None:
        return True
    early = _from(hour, magnesium) < rule.before_hours - LAST_DIGIT
    if rule.after_hours is None:  # the medicine comes first of the day, which starts at midnight
        same_day = LAST_DIGIT < magnesium % DAY_HOURS < hour + rule.before_hours - LAST_DIGIT
        return early or same_day or _from(magnesium, hour) < FAST_HOURS - LAST_DIGIT
    return early or _from(magnesium, hour) < rule.after_hours - LAST_DIGIT


def _from(start: float, end: float) -> float:
    """The hours from one clock time to the next other one, 0 to 24."""
    return (end - start) % DAY_HOURS


@dataclass(frozen=True)
class Timetable:
    """Magnesium times that keep every rule, or who is in the way.

    times: hours of the day, none if there is no schedule. windows: where magnesium may be taken
    while awake. blockers: the fewest medicines without which there would be a schedule.
    """

    servings: int
    wake_hour: float
    bed_hour: float
    taken: tuple[tuple[Spacing, float], ...]
    times: tuple[float, ...]
    windows: tuple[tuple[float, float], ...]
    blockers: tuple[Spacing, ...]
    notice: str = NOTICE

    @property
    def found(self) -> bool:
        """Whether there is a schedule."""
        return len(self.times) == self.servings


def schedule(
    medicines: Taken,
    servings: int = 1,
    wake_hour: float = 7,
    bed_hour: float = 23,
    apart_hours: float = APART_HOURS,
) -> Timetable:
    """Times for magnesium next to medicines at fixed hours; one is found if there is one.

    `medicines`: pairs of a medicine and its hour, such as ("levothyroxine", 7). Magnesium is
    taken while awake, its servings at least `apart_hours` apart, from one day to the next as well.
    Raises ValueError for unknown medicines, hours outside 0 to 24, a medicine for the morning at
    noon or later, more than 12 medicines, and a bed time that is not after waking.
    """
    count = whole("servings", servings, 1, 6)
    wake, bed = _hour("wake_hour", wake_hour), _hour("bed_hour", bed_hour)
    if bed <= wake:
        raise ValueError(f"bed_hour: {bed:g} is not after waking at {wake:g}; give a later hour.")
    apart = single("apart_hours", apart_hours, 0.25, DAY_HOURS, "h")
    taken = tuple(_taken(medicines))
    windows = _windows(taken, wake, bed)
    times = _times(windows, count, apart)
    blockers = () if times else _blockers(taken, count, wake, bed, apart)
    return Timetable(count, wake, bed, taken, times, windows, blockers)


def _hours(values: Iterable[float]) -> list[float]:
    hours = several("magnesium_hours", values, MOST_HOURS, "hours")
    return [_hour("magnesium_hours", time) for time in hours]


def _hour(name: str, value: float) -> float:
    return single(name, value, 0, DAY_HOURS, "h")


def _taken(medicines: Taken) -> list[tuple[Spacing, float]]:
    taken = [
        (spacing(drug), _hour("medicines", hour) % DAY_HOURS) for drug, hour in _pairs(medicines)
    ]
    for rule, hour in taken:
        if rule.direction == "medicine first" and hour >= NOON:
            raise ValueError(
                f"{rule.name} is taken on waking, on an empty stomach; {hour:g} h is no morning."
            )
    return taken


def _pairs(medicines: Taken) -> list[tuple[str, float]]:
    wanted = 'pairs such as [("iron", 8)]'
    pairs = several("medicines", medicines, MOST_MEDICINES, wanted)
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
        raise refusal("medicines", medicines, wanted)
    return [(drug, hour) for drug, hour in pairs]


def _windows(
    taken: Iterable[tuple[Spacing, float]], wake: float, bed: float
) -> tuple[tuple[float, float], ...]:
    """What is left of the waking day between the closed hours of all medicines."""
    windows, start = [], wake
    for closed_from, closed_to in sorted(span for pair in taken for span in closed(*pair)):
        if closed_from >= start - LAST_DIGIT:
            windows.append((start, max(start, min(closed_from, bed))))
        start = max(start, closed_to)
    windows.append((start, bed))
    return tuple(
        (min(low, bed), high) for low, high in windows if low <= min(high, bed) + LAST_DIGIT
    )


def closed(rule: Spacing, hour: float) -> list[tuple[float, float]]:
    """The hours around a medicine in which no magnesium is taken; their ends are free.

    They may begin before midnight or end after it.
    """
    instance("rule", rule, Spacing)
    time = _hour("hour", hour)
    if rule.before_hours is None:
        return [(-DAY_HOURS, 2 * DAY_HOURS)]
    # A medicine that comes first closes its day from midnight, and the fast before it.
    start = min(0, time - FAST_HOURS) if rule.after_hours is None else time - rule.after_hours
    days = (-DAY_HOURS, 0, DAY_HOURS)
    return [(start + day, time + day + rule.before_hours) for day in days]


def _times(
    windows: Sequence[tuple[float, float]], servings: int, apart: float
) -> tuple[float, ...]:
    """The earliest times that keep apart all round the clock, or none if there are none.

    Any such times can be moved until one lies at the start of a window, and those before it until
    each lies `apart` before the next or at the end of a window: so one of these firsts will do.
    A first that lies just `apart` after the last of the day before may be earlier.
    """
    edges = {edge for window in windows for edge in window}
    steps = [n * apart for n in range(servings + 1)]
    firsts = sorted({t for edge in edges for n in steps for t in (edge - n, edge + n - DAY_HOURS)})
    for first in firsts:
        times = _earliest(windows, servings, apart, first)
        if times and times[-1] - times[0] <= DAY_HOURS - apart + LAST_DIGIT:
            return times
    return ()


def _earliest(
    windows: Iterable[tuple[float, float]], servings: int, apart: float, first: float
) -> tuple[float, ...]:
    """The earliest times from `first` on; if this misses a serving, so does every other choice."""
    times: list[float] = []
    earliest = first
    for low, high in windows:
        time = max(low, earliest)
        while time <= high + LAST_DIGIT and len(times) < servings:
            times.append(min(time, high))
            time = earliest = time + apart
    return tuple(times) if len(times) == servings else ()


def _blockers(
    taken: tuple[tuple[Spacing, float], ...], servings: int, wake: float, bed: float, apart: float
) -> tuple[Spacing, ...]:
    """The smallest set of medicines whose rules stand in the way; none if the day is too short."""
    if not _times(_windows((), wake, bed), servings, apart):
        return ()
    for size in range(1, len(taken) + 1):
        for group in combinations(taken, size):
            rest = [pair for pair in taken if pair not in group]
            if _times(_windows(rest, wake, bed), servings, apart):
                return tuple(rule for rule, _ in group)
    return ()
