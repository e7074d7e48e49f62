"""The map of the course: every lesson with its link, its minutes and where the learner stands."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Any

import ipywidgets

from helpers.lesson.ask import trouble
from helpers.lesson.card import markdown, show_card
from helpers.lesson.keeping import ProgressCard
from helpers.lesson.progress import progress
from helpers.lesson.record import NAME, record_page
from helpers.lesson.standing import Standing, lessons, standing

HEAD = "| Lesson | Questions right | Claims judged |\n|:--|--:|--:|"
SHOWN = 3  # questions to repeat that are named; a longer list would hide the next lesson


class CourseMap(ProgressCard):
    """All lessons in a table that follows the answers, in whichever lesson they are given.

    `here` is the page that it stands on: what it names to go on with is another one.
    """

    def __init__(self, here: str) -> None:
        self.here = here
        # Shown through an Output, because JupyterLab opens links to lessons only from Markdown.
        self.table = ipywidgets.Output()
        super().__init__("course map", overall)
        self.file.record = True
        self.update()

    def show(self) -> None:
        """Display the card."""
        text = "Your map of the lessons is shown here."
        show_card(self.name, self.parts(), text=text, linked=self._now())

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        return [self.table, *super().parts()]

    def act(self, wish: dict[str, Any]) -> None:
        """Do what a button asks for; here there is one more, for the record."""
        if wish["act"] != "record":
            return super().act(wish)
        progress().look_again()
        page = record_page(everywhere(), date.today())
        return self.file.send({"name": NAME, "type": "text/html", "text": page})

    def update(self) -> None:
        """Show the latest standing."""
        self.table.outputs = (as_output(self._now()),)
        super().update()

    def _now(self) -> str:
        return as_markdown(everywhere(), self.here)


class EndCard(ProgressCard):
    """At the end of a lesson: a score, what is missing, what to repeat, and the next lesson."""

    def __init__(self, lesson: str) -> None:
        super().__init__(f"{lesson} progress", lambda: ended(standing(lesson)))
        after = [name for name in lessons() if name > lesson]
        self.next = ipywidgets.Output()
        if after:
            self.next.outputs = (as_output(f"**Next:** {_link(standing(after[0]))}"),)

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card consists of."""
        return [*super().parts(), *([self.next] if self.next.outputs else [])]


def ended(one: Standing) -> str:
    """Where the learner stands in a lesson, as HTML."""
    asked, claims = one.questions, one.claims
    words = [f"**Your progress:** {asked.right} of {asked.total} answered correctly."]
    if claims.total:
        words[0] += f" {claims.tried} of {claims.total} claims judged."
    if one.done:
        words.append("**Well done: that is the whole lesson.**")
    if one.repeat:
        words.append(f"To repeat: {_named(one.repeat)}.")
    if one.missing and asked.tried:
        words.append(f"Not answered yet: {_named(one.missing)}.")
    return markdown("\n\n".join(words)) + trouble()


def everywhere() -> list[Standing]:
    """Where the learner stands in each lesson."""
    return [standing(name) for name in lessons()]


def overall() -> str:
    """One sentence on the whole course."""
    found = everywhere()
    right, total = (sum(getattr(one.questions, key) for one in found) for key in ("right", "total"))
    judged, claims = (sum(getattr(one.claims, key) for one in found) for key in ("tried", "total"))
    return (
        f"<strong>Your progress:</strong> {right} of {total} questions right, "
        f"{judged} of {claims} claims judged.{trouble()}"
    )


def as_markdown(found: Sequence[Standing], here: str) -> str:
    """The table, what to do next but the page `here`, and what to repeat."""
    rows = "\n".join(map(_row, found))
    repeat = "\n".join(_to_repeat(one) for one in found if one.repeat)
    heading = "\n\n**To repeat**\n\n" if repeat else ""
    return f"{HEAD}\n{rows}\n\n{_next(found, here)}{heading}{repeat}"


def _row(one: Standing) -> str:
    mark = "✓ " if one.done else ""
    about = f"{one.page.asks} About {one.page.minutes} minutes."
    right = f"{one.questions.right} of {one.questions.total}"
    judged = f"{one.claims.tried} of {one.claims.total}" if one.claims.total else ""
    return f"| {mark}{_link(one)}<br>{about} | {right} | {judged} |"


def _link(one: Standing) -> str:
    return f"[{one.page.title}]({one.name}.ipynb)"


def _next(found: Sequence[Standing], here: str) -> str:
    unfinished = [one for one in found if not one.done and one.name != here]
    if not unfinished:
        return "**All lessons are done.**"
    begun = [one for one in unfinished if one.questions.tried or one.claims.tried]
    follows = begun[-1] if begun else unfinished[0]
    return f"**{'Go on with' if begun else 'Begin with'}** {_link(follows)}."


def _to_repeat(one: Standing) -> str:
    return f"- {_link(one)}: {_named(one.repeat)}"


def _named(texts: Sequence[str]) -> str:
    """The first of some questions, and how many more there are."""
    named = "; ".join(f"“{shorten(text, 80, placeholder=' …')}”" for text in texts[:SHOWN])
    return named + (f"; and {len(texts) - SHOWN} more" if len(texts) > SHOWN else "")


def as_output(text: str) -> dict[str, Any]:
    """Markdown as an Output shows it: there, links to lessons open in JupyterLab."""
    data = {"text/markdown": text, "text/plain": text}
    return {"output_type": "display_data", "data": data, "metadata": {}}
