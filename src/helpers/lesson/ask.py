"""Question cards: answer, feedback, hints and the worked solution."""

from collections.abc import Mapping, Sequence
from html import escape
from textwrap import shorten
from typing import Any

import ipywidgets

from helpers.lesson.card import html, markdown, plain, show_card
from helpers.lesson.live import AnswerBoxes, Press, Status
from helpers.lesson.progress import progress
from helpers.lesson.questions import Choice, Exercise, Numeric, Question
from helpers.lesson.stock import RadioButtons, Text


def answer_field(question: Choice | Numeric) -> ipywidgets.Widget:
    """Where the learner answers: a list of options or a line of text."""
    if isinstance(question, Choice):
        options = [option.text for option in question.options]
        return radio_buttons(options, "Your answer")
    return Text(
        description=question.name,
        placeholder=question.wanted,
        continuous_update=False,
    )


def radio_buttons(options: Sequence[Any], description: str) -> ipywidgets.RadioButtons:
    """Options of any length, none chosen yet."""
    return RadioButtons(options=options, value=None, description=description)


class HelpCard:
    """A question's text with its hints and its solution."""

    def __init__(self, question: Question):
        self.question, self.hints_given = question, 0
        self.status = Status()
        self.help = {"Hint": self._hint, "Solution": self._solution}
        self.buttons = self._buttons()

    def show(self) -> None:
        """Display the card."""
        show_card(self.question.id, self.parts(), text=self.question.text)

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        return [html(markdown(self.question.text)), self.buttons, self.status]

    def _buttons(self) -> Press:
        return Press(self.help)

    def _hint(self) -> None:
        hints = self.question.hints
        if self.hints_given == len(hints):
            text = f"**That was the last hint:** {hints[-1]} The solution is open now."
        else:
            self.hints_given += 1
            self.note_hints()
            text = f"**Hint {self.hints_given} of {len(hints)}.** {hints[self.hints_given - 1]}"
        self.status.say(markdown(text))

    def note_hints(self) -> None:
        """Keep how many hints were read."""
        progress().used_hints(self.question.id, self.hints_given)

    def tried(self) -> bool:
        """Whether there was an attempt."""
        return progress().tried(self.question.id)

    def _solution(self) -> None:
        if self.tried() or self.hints_given == len(self.question.hints):
            self.status.say(markdown(f"**Solution.** {self.question.solution}"))
        else:
            self.status.say("The solution opens after your first attempt or after the last hint.")


class AnswerCard(HelpCard):
    """A question or an exercise that is answered on the card."""

    def __init__(self, question: Question, field: ipywidgets.DOMWidget):
        self.field = field
        super().__init__(question)
        if self.tried():
            right = progress().right(question.id)
            self.status.say(
                "✓ You have answered this one correctly before."
                if right
                else "You have tried this one before. Have another go."
            )

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        text, *rest = super().parts()
        return [text, self.field, *rest]

    def _buttons(self) -> Press:
        return Press({"Check": self._check, **self.help}, [self.field], primary=True)

    def answered(self) -> tuple[str, str]:
        """What is said to the answer, in Markdown, and its kind; an attempt is recorded."""
        raise NotImplementedError

    def _check(self) -> None:
        text, kind = self.answered()
        self.status.say(markdown(text) + trouble(), kind)


class QuestionCard(AnswerCard):
    """One question with its answer field and feedback."""

    def __init__(self, question: Choice | Numeric):
        super().__init__(question, answer_field(question))
        self.judge = question.judge
        self.field.observe(self._forget_mark, "value")

    def _forget_mark(self, change: Any) -> None:
        """A mark belongs to the answer that was judged."""
        if self.status.kind != "note":
            self.status.say("")

    def answered(self) -> tuple[str, str]:
        """The verdict on what is chosen or typed."""
        verdict = self.judge(self.field.value)
        if verdict.right is not None:
            self.note(verdict.right, str(self.field.value))
        return f"**{verdict.mark}** {verdict.message}", verdict.kind

    def note(self, right: bool, answer: str) -> None:
        """Keep an attempt."""
        progress().record(self.question.id, right, answer)


class ExerciseCard(AnswerCard):
    """An exercise with a labelled box for each of its numbers."""

    def __init__(self, exercise: Exercise):
        super().__init__(exercise, answer_boxes(exercise))
        self.exercise = exercise

    def answered(self) -> tuple[str, str]:
        """The verdict on each box."""
        return judged(self.exercise, self.field.value)


def answer_boxes(exercise: Exercise) -> AnswerBoxes:
    """A box for each part, under the name of the exercise."""
    return AnswerBoxes(
        description=f"Your answers: {shorten(plain(markdown(exercise.text)), 80)}",
        labels={name: part.name for name, part in exercise.parts.items()},
        placeholders={name: part.wanted for name, part in exercise.parts.items()},
        value=dict.fromkeys(exercise.parts, ""),
    )


def judged(exercise: Exercise, answers: Mapping[str, Any]) -> tuple[str, str]:
    """The verdict on each part as a list in Markdown, and its kind; an attempt is recorded."""
    verdicts = exercise.judge(answers)
    rights = [verdict.right for verdict in verdicts.values()]
    if any(right is not None for right in rights):
        given = "; ".join(f"{name}: {answer}" for name, answer in answers.items())
        progress().record(exercise.id, all(rights), given)
    kind = "right" if all(rights) else "wrong" if False in rights else "problem"
    named = {exercise.label(name): verdict for name, verdict in verdicts.items()}
    lines = (f"- **{name}**: {verdict.mark} {verdict.message}" for name, verdict in named.items())
    return "\n".join(lines), kind


def trouble() -> str:
    """What is wrong with saving, if anything, as a paragraph."""
    return f"<p>{escape(progress().trouble)}</p>" if progress().trouble else ""
