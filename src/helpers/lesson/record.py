"""The learner's record: one page to print or keep, with what was done in each lesson."""

from collections.abc import Sequence
from datetime import date
from html import escape

from helpers.lesson.article import Articles, articles, judged_of
from helpers.lesson.card import markdown
from helpers.lesson.live import source
from helpers.lesson.question_file import Objective, question_page
from helpers.lesson.standing import Standing, tally

NAME = "my-record-magnesium-and-bone.html"
NOTHING = "<p>Nothing at the moment.</p>"
COLUMNS = ("Lesson", "Questions right", "Tries", "Claims judged", "Judged as here", "Last answer")


def record_page(found: Sequence[Standing], day: date) -> str:
    """The page as HTML, complete in itself: it asks for nothing and sends nothing."""
    parts = {
        "day": f"{day:%Y-%m-%d}",
        "head": "".join(f'<th scope="col">{column}</th>' for column in COLUMNS),
        "rows": "\n".join(map(_row, found)),
        "goals": "\n".join(_goals(one, articles()) for one in found),
        "article": _article(articles()),
        "repeat": "\n".join(filter(None, map(_to_repeat, found))) or NOTHING,
    }
    page = source("record.html")
    for name, text in parts.items():
        page = page.replace(f"<!-- {name} -->", text)
    return page


def _row(one: Standing) -> str:
    asked, claims = one.questions, one.claims
    last = max(asked.last, claims.last) or "not begun"
    right = f"{asked.right} of {asked.total}"
    judged = (f"{claims.tried} of {claims.total}", str(claims.right)) if claims.total else ("", "")
    cells = "".join(f"<td>{cell}</td>" for cell in (right, asked.tries, *judged, last))
    return f'<tr><th scope="row">{escape(one.page.title)}</th>{cells}</tr>'


def _goals(one: Standing, pages: Articles) -> str:
    """The objectives of a lesson: questions that are right, and sentences of the articles."""
    return "".join(_goal(one.name, goal, pages) for goal in one.page.objectives)


def _goal(lesson: str, goal: Objective, pages: Articles) -> str:
    asked = tally(
        entry.id for entry in question_page(lesson).question if goal.id in served(entry.objective)
    )
    right, judged = judged_of([s for s in pages.sentences if s.objective == f"{lesson}/{goal.id}"])
    found = f"{right} of {judged}" if judged else ""
    text = escape(f"{lesson[:2]}: {goal.text.rstrip('.;')}")
    cells = f"<td>{asked.right} of {asked.total}</td><td>{found}</td>"
    return f'<tr><th scope="row">{text}</th>{cells}</tr>'


def served(objective: str | tuple[str, ...]) -> tuple[str, ...]:
    """The objectives of a question; an exercise may have several."""
    return (objective,) if isinstance(objective, str) else objective


def _article(pages: Articles) -> str:
    """How many sentences of the unseen articles were judged as here, at the first go."""
    right, judged = judged_of(pages.sentences)
    if not judged:
        return "I have not judged an unseen article yet."
    return f"Of {judged} sentences of unseen articles I judged {right} as the course does."


def _to_repeat(one: Standing) -> str:
    questions = "".join(f"<li>{markdown(text)}</li>" for text in one.repeat)
    return f"<h3>{escape(one.page.title)}</h3>\n<ul>{questions}</ul>" if questions else ""
