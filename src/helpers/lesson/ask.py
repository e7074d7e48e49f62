"""Question cards: answer, feedback, hints and the worked solution."""

from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets

from helpers.lesson.card import html, markdown, show_card
from helpers.lesson.live import Status, after_entries
from helpers.lesson.progress import progress
from helpers.lesson.questions import Choice, Numeric, Question


def answer_field(question: Choice | Numeric) -> ipywidgets.Widget:
    """Where the learner answers: a list of options or a line of text."""
    if isinstance(question, Choice):
        options = [option.text for option in question.options]
        return radio_buttons(options, "Your answer")
    unit = question.unit
    return ipywidgets.Text(
        description=f"Your answer ({unit})",
        placeholder=question.wanted,
        style={"description_width": "initial"},
        continuous_update=False,  # or a quick Check would overtake the last letters
    )


def radio_buttons(options: Sequence[Any], description: str) -> ipywidgets.RadioButtons:
    """Options of any length, none chosen yet."""
    return ipywidgets.RadioButtons(
        options=options,
        value=None,
        description=description,
        layout={"width": "auto"},
        style={"description_width": "initial"},
    )


class HelpCard:
    """A question's text with its hints and its solution."""

    def __init__(self, question: Question):
        self.question, self.hints_given = question, 0
        self.status = Status()
        self.hint = ipywidgets.Button(description="Hint")
        self.solution = ipywidgets.Button(description="Solution")
        self.hint.on_click(self._hint)
        self.solution.on_click(self._solution)

    def show(self) -> None:
        """Display the card."""
        show_card(self.question.id, self.parts(), text=self.question.text)

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        buttons = ipywidgets.HBox([self.hint, self.solution])
        return [html(markdown(self.question.text)), buttons, self.status]

    def _hint(self, button: ipywidgets.Button) -> None:
        hints = self.question.hints
        self.hints_given = self.hints_given % len(hints) + 1
        progress().used_hints(self.question.id, self.hints_given)
        text = f"**Hint {self.hints_given} of {len(hints)}.** {hints[self.hints_given - 1]}"
        self.status.say(markdown(text))

    def _solution(self, button: ipywidgets.Button) -> None:
        tried = progress().tried(self.question.id)
        if tried or self.hints_given == len(self.question.hints):
            self.status.say(markdown(f"**Solution.** {self.question.solution}"))
        else:
            self.status.say("The solution opens after your first attempt or after the last hint.")


class QuestionCard(HelpCard):
    """One question with its answer field and feedback."""

    def __init__(self, question: Choice | Numeric):
        super().__init__(question)
        self.judge = question.judge
        self.field = answer_field(question)
        self.check = ipywidgets.Button(description="Check", button_style="primary")
        self.check.on_click(lambda button: after_entries(self._check))
        if progress().tried(question.id):
            right = progress().right(question.id)
            self.status.say(
                "✓ You have answered this one correctly before."
                if right
                else "You have tried this one before. Have another go."
            )

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        text, buttons, status = super().parts()
        buttons.children = (self.check, *buttons.children)
        return [text, self.field, buttons, status]

    def _check(self) -> None:
        verdict = self.judge(self.field.value)
        if verdict.right is not None:
            progress().record(self.question.id, verdict.right, str(self.field.value))
        text = markdown(f"**{verdict.mark}** {verdict.message}")
        self.status.say(text + trouble(), verdict.kind)


def trouble() -> str:
    """What is wrong with saving, if anything, as a paragraph."""
    return f"<p>{escape(progress().trouble)}</p>" if progress().trouble else ""
