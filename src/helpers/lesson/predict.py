"""Predictions: a guess before the answer is in sight, and the guess beside it afterwards."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ipywidgets
import traitlets

from helpers.drawing import listed
from helpers.lesson.ask import radio_buttons, trouble
from helpers.lesson.card import html, markdown, plain, show_card
from helpers.lesson.live import Number, Press, Status, sent, source
from helpers.lesson.progress import progress
from helpers.lesson.question_file import PredictionEntry, computed, imported, question_page
from helpers.lesson.stock import AnyWidget, Box, Button, VBox, set_seen

TOUCHED = ("value", "entry")  # of a number: moved, or typed
SKIPPED = ""  # what is kept of a prediction that was skipped
OPENS = "Then the rest of this section opens"
OPEN = "MAGNESIUM_COURSE_OPEN"  # a copy in which nothing is covered: to measure, to test


# By key: a cell that runs again makes a new prediction, for which the same explorer waits.
_watchers: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)


class Prediction:
    """One prediction of a lesson: what is asked, what was guessed, what turned out."""

    def __init__(self, lesson: str, entry: PredictionEntry):
        self.key, self.entry, self.lesson = f"{lesson}/{entry.id}", entry, lesson
        self.watchers = _watchers[self.key]

    @property
    def made(self) -> bool:
        """Whether it was made or skipped."""
        return progress().predicted(self.key) is not None

    def make(self, guess: str) -> None:
        """Keep a guess, and open what waited for it."""
        progress().predict(self.key, guess)
        for watcher in self.watchers:
            watcher()

    @property
    def said(self) -> str:
        """What was guessed, in words."""
        guess = progress().predicted(self.key)
        return f"You said {self._quoted(guess)}." if guess else "You skipped this prediction."

    @property
    def outcome(self) -> str:
        """The guess beside what turned out, and why, as Markdown."""
        guess = progress().predicted(self.key) or SKIPPED
        right = turned_out(self.lesson, self.entry)
        if guess == right:
            return f"**You said {self._quoted(guess)}, and so it is.** {self.entry.explanation}"
        told = f"You said {self._quoted(guess)}; it is" if guess else "It is"
        return f"**{told} {self._quoted(right)}.** {self.entry.explanation}"

    @property
    def recalled(self) -> str:
        """The outcome below its question, which is out of sight by now, as Markdown."""
        asked = self.entry.text.replace("\n", "\n> ")
        return f"> {asked}\n\n{self.outcome}"

    def _quoted(self, answer: str) -> str:
        """An option is a piece of a sentence, or a whole one."""
        return f"“{answer}”" if self.entry.options else answer


def turned_out(lesson: str, entry: PredictionEntry) -> str:
    """What turned out, in words."""
    if entry.options:
        return entry.right
    names = imported(question_page(lesson).imports)
    return entry.right.format(answer=computed(entry, names))


_covering: dict[str, Prediction] = {}


def covering(explorer: str) -> Prediction | None:
    """The prediction that an explorer of this title waits for, or waited for."""
    return None if os.environ.get(OPEN) else _covering.get(explorer)


class Cover(AnyWidget):
    """Stands in a card's place until a prediction is made, and hides the rest of its section.

    Paper and export never see it.
    """

    _esm = sent(source("cover.js"))
    text = traitlets.Unicode().tag(sync=True)
    lifted = traitlets.Bool(False).tag(sync=True)

    def __init__(self, prediction: Prediction, text: str):
        super().__init__(text=text, lifted=prediction.made)
        prediction.watchers.append(self._lift)

    def _lift(self) -> None:
        self.lifted = True


class Comparison:
    """Cover and comparison of a card that waits for a prediction."""

    def __init__(self, prediction: Prediction, controls: Sequence[str]):
        self.prediction = prediction
        what = f": change {listed(f'“{name}”' for name in controls)}." if controls else "."
        text = f"Make your prediction above, or skip it. {OPENS}, and you try it yourself{what}"
        self.cover, self.status = Cover(prediction, text), Status()
        self.compare = Button(description="Compare with your prediction")
        self.compare.on_click(lambda button: self.status.say(markdown(prediction.recalled)))


def covered(
    explorer: str,
    title: ipywidgets.Widget,
    rest: Iterable[ipywidgets.Widget],
    controls: Sequence[str],
) -> list[ipywidgets.Widget]:
    """What an explorer's card holds, with cover and comparison if it waits for a prediction.

    The cover names the `controls` that wait behind it.
    """
    if not (prediction := covering(explorer)):
        return [title, *rest]
    waiting = Comparison(prediction, controls)
    return [title, waiting.cover, *rest, waiting.compare, waiting.status]


def opened_by(number: Number, lesson: str, ends: Mapping[str, float]) -> None:
    """Let a number reach further with each prediction that is made: its id -> the new end.

    Before the first is made it reaches as far as after it: that prediction covers the explorer.
    """
    if os.environ.get(OPEN):
        return

    def reach() -> None:
        made = [
            e for name, e in ends.items() if progress().predicted(f"{lesson}/{name}") is not None
        ]
        number.high = max([next(iter(ends.values())), *made])

    for name in ends:
        _watchers[f"{lesson}/{name}"].append(reach)
    reach()


class PredictionCard:
    """Asks for one guess, ungraded. It can be skipped, and it stays as it was first made.

    Then the words of what was said stand in the place of field and buttons.
    """

    def __init__(self, lesson: str, entry: PredictionEntry):
        self.prediction, self.entry = Prediction(lesson, entry), entry
        self.field = self._field()
        acts = {"That is my guess": self._commit, "Skip": lambda: self._make(SKIPPED)}
        self.buttons = Press(acts, [self.field], primary=True)
        self.status = Status()
        self.touched = bool(entry.options)  # a slider stands somewhere before it is moved
        self.field.observe(self._forget_problem, "value")
        self.field.observe(self._touch, [t for t in TOUCHED if self.field.has_trait(t)])
        self.asking = VBox([self.field, self.buttons])
        if entry.opens:
            _covering[entry.opens] = self.prediction
        if self.prediction.made:
            self._say()

    def _field(self) -> ipywidgets.Widget:
        entry = self.entry
        if entry.options:
            return radio_buttons(entry.options, "Your guess")
        middle = entry.low + entry.step * round((entry.high - entry.low) / entry.step / 2)
        return Number("Your guess", middle, entry.low, entry.high, unit=entry.unit, step=entry.step)

    def show(self) -> None:
        """Display the card."""
        text = html(markdown(f"**Predict.** {self.entry.text}"))
        children = [text, self.asking, self.status, *self._cover()]
        options = "".join(f"\n- {option}" for option in self.entry.options)
        text = f"**Predict.** {self.entry.text}\n{options}".strip()
        show_card(self.prediction.key, children, text=plain(text), linked=text)

    def _cover(self) -> list[ipywidgets.Widget]:
        """Without a card to open, what covers the rest of the section stands here."""
        if self.entry.opens or os.environ.get(OPEN):
            return []
        # In a box, for what stands in a card itself covers that card.
        return [Box([Cover(self.prediction, f"Guess, or skip it. {OPENS}.")])]

    def _forget_problem(self, change: Any) -> None:
        """What was missing is there now."""
        if self.status.kind == "problem":
            self.status.say("")

    def _touch(self, change: Any) -> None:
        self.touched = True

    def _commit(self) -> None:
        if problem := getattr(self.field, "problem", ""):
            return self.status.say(problem, "problem")
        if self.field.value is None:
            return self.status.say("Choose one of the options first, or skip.", "problem")
        if not self.touched:
            self.touched = True
            return self.status.say(
                f"The slider stands in the middle, at {self._words()}. Move it, or press again if "
                "that is your guess.", "problem",
            )  # fmt: skip
        return self._make(self._words())

    def _words(self) -> str:
        if self.entry.options:
            return str(self.field.value)
        return f"{self.field.value:g} {self.entry.unit}".strip()

    def _make(self, guess: str) -> None:
        self.prediction.make(guess)
        self._say()

    def _say(self) -> None:
        """What was said; the answer too, unless it waits in an explorer."""
        set_seen(self.asking, False)  # nothing looks as if it could be changed
        below = " Now find out: the part below is open." if self.entry.opens else ""
        words = f"{self.prediction.said}{below}" if below else self.prediction.outcome
        self.status.say(markdown(words) + trouble())
