"""What is fading: how surely each lesson's questions are still known, in words and as a picture."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import mean

from helpers.drawing import (
    BLUE,
    GREEN,
    LEGEND,
    ORANGE,
    PURPLE,
    SKY,
    Picture,
    axis,
    count,
    ink,
    layout,
    listed,
)
from helpers.lesson.question_file import Objective, lesson_page
from helpers.lesson.standing import lessons
from helpers.practice.bank import catalogue
from helpers.practice.schedule import FADING, FRESH, Memory

# From the best to the least; their colours differ in lightness, too, and words stand in the bars.
MISSED = "missed last time"
STATES = {
    "lasting": GREEN, "fresh": BLUE, "fading": SKY, "nearly gone": ORANGE, MISSED: PURPLE,
}  # fmt: skip
TO_REFRESH = ("fading", "nearly gone", MISSED)
NEW = "not practised yet"
TITLE = "What you still know, by lesson"
ROW_PX, FRAME_PX = 30, 130


@dataclass(frozen=True)
class Remembered:
    """How many questions of a lesson or an objective are in which state, and the mean chance."""

    lesson: str
    states: Mapping[str, int]
    total: int
    chance: float | None

    @property
    def practised(self) -> int:
        """How many of them were met."""
        return sum(self.states.values())

    @property
    def state(self) -> str:
        """The state of all of them in a word: what is known to last is mastered."""
        if self.chance is None:
            return NEW
        if self.states.get("lasting", 0) == self.total:
            return "mastered"
        if MISSED in self.states:
            return "to repeat"
        return next(name for name, least in _LEAST if self.chance >= least)


_LEAST = (("fresh", FRESH), ("fading", FADING), ("nearly gone", 0.0))


def state(memory: Memory, day: date) -> str:
    """How a question stands on a day, in a word."""
    chance = memory.chance(day)
    if not memory.known:
        return MISSED
    if chance >= FRESH and memory.lasts:
        return "lasting"
    return next(name for name, least in _LEAST if chance >= least)


def by_lesson(known: Mapping[str, Memory], day: date) -> list[Remembered]:
    """How each lesson is remembered of which something was practised."""
    found = (_remembered(known, day, lesson) for lesson in lessons())
    return [one for one in found if one.practised]


def by_objective(known: Mapping[str, Memory], day: date) -> Iterator[tuple[Objective, Remembered]]:
    """How each objective of these lessons is remembered."""
    for lesson in (one.lesson for one in by_lesson(known, day)):
        for goal in lesson_page(lesson).objectives:
            if (one := _remembered(known, day, lesson, goal.id)).total:
                yield goal, one


def _remembered(
    known: Mapping[str, Memory], day: date, lesson: str, objective: str = ""
) -> Remembered:
    names = [
        item.id
        for item in catalogue().values()
        if item.lesson == lesson and objective in ("", item.objective)
    ]
    mine = [known[name] for name in names if name in known]
    chance = mean(memory.chance(day) for memory in mine) if mine else None
    return Remembered(lesson, Counter(state(one, day) for one in mine), len(names), chance)


def in_words(found: Iterable[Remembered]) -> str:
    """What is fading, in a sentence or two for everyone to read."""
    every = list(found)
    if not every:
        return "Nothing was practised yet."
    told = [_told(one) for one in every if set(one.states) & set(TO_REFRESH)]
    if not told:
        met = count(sum(one.practised for one in every), "question")
        return f"Nothing is fading: you have met {met}, and all of it is fresh."
    rest = any({"fresh", "lasting"} & set(one.states) for one in every)
    fresh = " The rest of what you have met is fresh." if rest else ""
    return f"To refresh: {listed(told)}.{fresh}"


def _told(one: Remembered) -> str:
    parts = [f"{one.states[name]} {name}" for name in TO_REFRESH if name in one.states]
    return f"lesson {int(one.lesson[:2])} ({listed(parts)}, of {one.practised})"


def picture(found: Iterable[Remembered]) -> Picture:
    """A bar for each lesson, its questions by how surely they are still known."""
    every = list(found)
    names = [_short(one.lesson) for one in every]
    states = [name for name in STATES if any(name in one.states for one in every)]
    bars = [
        {
            "type": "bar", "orientation": "h", "name": name, "y": names,
            "x": [one.states.get(name, 0) for one in every],
            "text": [str(one.states.get(name, "")) for one in every],
            "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
            "constraintext": "none", "textfont": {"size": 12, "color": ink(STATES[name])},
            "marker": {"color": STATES[name], "line": {"color": "#ffffff", "width": 1}},
            "hoverinfo": "skip",
        }
        for name in states
    ]  # fmt: skip
    whole = max(one.practised for one in every)
    figure = layout(
        TITLE, barmode="stack", showlegend=True, height=FRAME_PX + ROW_PX * len(every),
        xaxis=axis("Questions that you have met", dtick=max(1, whole // 8), range=[0, whole]),
        yaxis={"autorange": "reversed", "type": "category"},
        legend=LEGEND | {"traceorder": "normal"},
    )  # fmt: skip
    return Picture({"data": bars, "layout": figure}, in_words(every))


def _short(lesson: str) -> str:
    """A title as far as its colon."""
    return lesson_page(lesson).title.partition(":")[0]


def table(found: Iterable[tuple[Objective, Remembered]]) -> str:
    """The objectives as a table in Markdown: what a learner can do, and how surely."""
    rows = [
        f"| {int(one.lesson[:2])} | {goal.text.rstrip('.;')} | {_words(one)} |"
        for goal, one in found
    ]
    return "\n".join(["| Lesson | You can | In practice |", "|--:|:--|:--|", *rows]) if rows else ""


def _words(one: Remembered) -> str:
    if one.chance is None:
        return NEW
    return f"**{one.state}** ({one.practised} of {count(one.total, 'question')} met)"
