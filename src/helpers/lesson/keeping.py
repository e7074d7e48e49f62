"""Carries the learner's answers away from this machine, and back: a Binder session ends soon."""

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

import ipywidgets
import traitlets

from helpers.lesson.card import show_card
from helpers.lesson.live import Status, sent, source
from helpers.lesson.progress import LARGEST, brought_back, progress
from helpers.lesson.stock import AnyWidget


class ProgressFile(AnyWidget):
    """The buttons. The page handles files; what is in them is Python's affair."""

    _esm = sent(source("progress_file.js"))
    largest = traitlets.Int(LARGEST).tag(sync=True)
    record = traitlets.Bool(False).tag(sync=True)  # whether there is a page to print as well


class ProgressCard:
    """Where the learner stands, in a sentence of `standing`, with the buttons to keep it."""

    def __init__(self, name: str, standing: Callable[[], str]):
        self.name, self.standing = name, standing
        self.status, self.file = Status(html=standing()), ProgressFile()
        self.file.on_msg(lambda widget, content, buffers: self.act(content))
        progress().watchers[name] = self.update

    def show(self) -> None:
        """Display the card."""
        show_card(self.name, self.parts(), text="Your progress is shown here.")

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        return [self.status, self.file]

    def update(self) -> None:
        """Show the latest standing, in silence: the answer that changed it is to be heard."""
        self.status.say(self.standing(), spoken=False)

    def act(self, wish: dict[str, Any]) -> None:
        """Do what a button, or the page itself, asks for."""
        if wish["act"] == "save":
            self._save()
        elif wish["act"] == "bring back":
            self._bring_back(wish["name"], wish["size"], wish["text"])
        else:
            progress().look_again()

    def _save(self) -> None:
        progress().look_again()
        count = progress().kept.count
        if not count:
            return self._say("There is nothing to save yet: no question is answered.")
        name = f"magnesium-progress-{datetime.now():%Y-%m-%d}.json"
        file = {"name": name, "type": "application/json", "text": progress().text()}
        self.file.send(file)
        return self._say(f"{_answers(count)} saved as “{name}”. Look among your downloads.")

    def _bring_back(self, name: str, size: int, text: str) -> None:
        try:
            kept = brought_back(name, size, text)
        except ValueError as problem:
            return self._say(f"{problem} Nothing was changed.", "problem")
        new = progress().add(kept)
        return self._say(
            f"{_answers(kept.count)} brought back from “{name}”, {new} of them new here. "
            "To see them in the questions, choose Run › Run All Cells."
        )

    def _say(self, sentence: str, kind: str = "note") -> None:
        self.status.say(f"{self.standing()}<p>{escape(sentence)}</p>", kind)


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
