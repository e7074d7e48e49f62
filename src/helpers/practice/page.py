"""The practice page: what is due today, one question after the other, and what is fading."""

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets

from helpers.drawing import count
from helpers.lesson.ask import QuestionCard, trouble
from helpers.lesson.card import markdown, show_card, show_words
from helpers.lesson.course import as_output
from helpers.lesson.keeping import ProgressCard
from helpers.lesson.lesson import SAFETY
from helpers.lesson.live import LiveFigure, Status
from helpers.lesson.progress import now, progress
from helpers.lesson.question_file import lesson_page
from helpers.lesson.stock import Button, VBox, set_seen
from helpers.practice.drawing import Case, draw
from helpers.practice.memory import by_lesson, by_objective, in_words, picture, table
from helpers.practice.schedule import DAY_MIN, QUESTION_MIN, day_of
from helpers.practice.today import Today, comes_back, known_by, next_draw, today

Clock = Callable[[], str]
EMPTY = (
    "**Nothing to practise yet.** Answer questions in the lessons, and questions like it come back "
    "here, with other numbers, some days later: begin with "
    "[1. Magnesium in bone](01_magnesium_in_bone.ipynb) or with any other. If you know the "
    "subject already, tick the box below and begin here."
)


UNANSWERED = "Answer it first, or take a hint. You can also stop here: the question waits for you."
WAYS_ON = ("Ten more minutes", "Finish for today", "Next question")  # by how many are left


class Practice:
    """What the practice page shows. `clock` tells the time as `progress.now` does."""

    def __init__(self, clock: Clock = now):
        self.clock = clock

    def safety(self) -> None:
        """Show the safety line."""
        show_words(f"> {SAFETY}")

    def questions(self) -> None:
        """Show what is due, one question after the other."""
        PracticeCard(self.clock).show()

    def fading(self) -> None:
        """Show what is fading."""
        FadingCard(self.clock).show()

    def progress(self) -> None:
        """Keep the answers."""
        ProgressCard("practice progress", kept_words).show()


def kept_words() -> str:
    """How much practice is kept."""
    done = sum(map(len, progress().kept.reviews.values()))
    return f"<strong>Your practice:</strong> {count(done, 'answer')} so far.{trouble()}"


class DrawnCard(QuestionCard):
    """A question drawn anew. Its first answer counts for when it comes back."""

    def __init__(self, case: Case, clock: Clock):
        self.case, self.clock, self.answered_once = case, clock, False
        super().__init__(case.question)

    def tried(self) -> bool:
        """Whether this case was answered."""
        return self.answered_once

    def note_hints(self) -> None:
        """Hints are kept with the answer."""

    def note(self, right: bool, answer: str) -> None:
        """Keep the first answer."""
        if self.answered_once:
            return
        self.answered_once = True
        entry = {"draw": self.case.seed, "right": right, "answer": answer}
        entry |= {"hints": self.hints_given, "when": self.clock()}
        progress().review(self.case.id, entry)

    def answered(self) -> tuple[str, str]:
        """The verdict, and when the question comes back."""
        text, kind = super().answered()
        if not self.answered_once:
            return text, kind
        due = comes_back(progress().kept, self.case.id)
        return f"{text}\n\n{returns(due, day_of(self.clock()))}", kind


def returns(due: date | None, day: date) -> str:
    """When a question comes back, in words."""
    days = (due - day).days if due else 0
    when = "tomorrow" if days <= 1 else f"in {days} days"
    return f"It comes back {when}, with other numbers."


class PracticeCard:
    """What is due on this day, one question after the other; it can be left at any time."""

    def __init__(self, clock: Clock = now):
        self.clock, self.minutes = clock, DAY_MIN
        self.queue: list[str] = []
        self.head, self.place = Status(), VBox()
        self.words = ipywidgets.Output()
        self.everything = ipywidgets.Checkbox(
            description="Also from lessons that I have not met yet", indent=False,
            layout={"width": "auto"},
        )  # fmt: skip
        # One button for every way on: it stays where it is, and the keyboard's focus on it.
        self.onward = Button()
        self.onward.on_click(lambda button: self._go_on())
        self.everything.observe(lambda change: self.begin(), "value")
        progress().watchers["practice"] = self._follow
        self.begin(spoken=False)

    def show(self) -> None:
        """Display the card."""
        parts = [self.head, self.words, self.place, self.onward, self.everything]
        show_card("practice", parts, text="What is due today is asked here.")

    @property
    def day(self) -> date:
        """The day by the learner's own clock."""
        return day_of(self.clock())

    def begin(self, spoken: bool = True) -> None:
        """Look up what is due, and ask the first of it."""
        self.queue = list(self._today().names)
        self._ask(spoken)

    def _today(self) -> Today:
        return today(progress().kept, self.day, self.everything.value, self.minutes)

    def _follow(self) -> None:
        """Begin if answers of a lesson, or a file that was brought back, brought something due."""
        if not self.queue and self._today().names:
            self.begin(spoken=False)

    def _go_on(self) -> None:
        """To the next question, or to more of them after a full day."""
        if not self.queue:
            self.minutes += DAY_MIN
            self.begin()
        elif self.card.answered_once:
            self._next()
        else:
            self.card.status.say(UNANSWERED, "problem")

    def _next(self) -> None:
        """The next question; on another day than the last one, what is due then."""
        self.queue = self.queue[1:]
        is_another_day = day_of(self.started) != self.day
        if self.queue and not is_another_day:
            return self._ask()
        self.minutes = DAY_MIN if is_another_day else self.minutes
        return self.begin()

    def _ask(self, spoken: bool = True) -> None:
        """Show the first of the queue, or that there is none."""
        self.started = self.clock()
        for old in self.place.children:
            old.close()
        self.place.children = self._case() if self.queue else ()
        self._say(spoken)

    def _case(self) -> tuple[ipywidgets.Widget, ...]:
        """The parts of a fresh case of the first question."""
        name = self.queue[0]
        self.card = DrawnCard(draw(name, next_draw(progress().kept, name)), self.clock)
        return tuple(self.card.parts())

    def _say(self, spoken: bool) -> None:
        """Where the learner is in this day, or what to do where nothing is due."""
        now_due = self._today()
        nothing = not self.queue and not now_due.done and not any(now_due.coming)
        self.words.outputs = (as_output(EMPTY),) if nothing and not self._known() else ()
        set_seen(self.onward, bool(self.queue or now_due.waiting))
        self.onward.description = WAYS_ON[min(len(self.queue), 2)]
        self.head.say(self._words(now_due), spoken=spoken)

    def _known(self) -> bool:
        return bool(known_by(progress().kept))

    def _words(self, now_due: Today) -> str:
        if self.queue:
            title = lesson_page(self.card.case.item.lesson).title.partition(":")[0]
            return markdown(f"**{self._place(now_due.done)}** From lesson {title}") + trouble()
        return markdown(finished(now_due, self._known())) + trouble()

    def _place(self, done: int) -> str:
        left = count(round(len(self.queue) * QUESTION_MIN), "minute")
        return f"Today: question {done + 1} of {done + len(self.queue)}, about {left} left."


def finished(day: Today, known: bool) -> str:
    """What is said where nothing is to be asked on this day."""
    if not known:
        return ""
    opening = "**Done for today.**" if day.done else "**Nothing is due today.**"
    done = f" You have answered {count(day.done, 'question')}." if day.done else ""
    waiting = f" {day.waiting} more are due, and can wait until tomorrow." if day.waiting else ""
    return f"{opening}{done}{waiting} {coming(day.coming)}"


def coming(days: tuple[int, ...]) -> str:
    """When the next questions are due."""
    for number, due in enumerate(days, start=1):
        if due:
            when = "tomorrow" if number == 1 else f"in {number} days"
            return f"{count(due, 'question')} {'comes' if due == 1 else 'come'} back {when}."
    return "Nothing comes back in the next week."


class FadingCard:
    """What is fading, in words, as a picture and by objective; it follows the answers."""

    def __init__(self, clock: Clock = now):
        self.clock = clock
        self.figure, self.table = LiveFigure(), ipywidgets.Output()
        self.status = Status()
        self.place = VBox()
        progress().watchers["fading"] = self.update
        self.update()

    def show(self) -> None:
        """Display the card."""
        show_card("fading", [self.status, self.place], text="What is fading is shown here.")

    def update(self) -> None:
        """Show how it stands now, in silence."""
        known, day = known_by(progress().kept), day_of(self.clock())
        found = by_lesson(known, day)
        self.status.say(in_words(found), spoken=False)
        if found:
            drawn = picture(found)
            self.figure.alt, self.figure.figure = drawn.alt, drawn.figure
            self.table.outputs = (as_output(table(by_objective(known, day))),)
        parts: tuple[Any, ...] = (self.figure, self.table) if found else ()
        if self.place.children != parts:
            self.place.children = parts
