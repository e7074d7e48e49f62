"""The learner's record: one page to print or keep, with what was done in each lesson."""

from collections.abc import Sequence
from datetime import date
from html import escape

from helpers.lesson.card import markdown
from helpers.lesson.live import source
from helpers.lesson.standing import Standing

NAME = "my-record-magnesium-and-bone.html"
NOTHING = "<p>Nothing at the moment.</p>"
COLUMNS = ("Lesson", "Questions right", "Tries", "Claims judged", "Judged as here", "Last answer")


def record_page(found: Sequence[Standing], day: date) -> str:
    """The page as HTML, complete in itself: it asks for nothing and sends nothing."""
    parts = {
        "day": f"{day:%Y-%m-%d}",
        "head": "".join(f'<th scope="col">{column}</th>' for column in COLUMNS),
        "rows": "\n".join(map(_row, found)),
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
    return f'<tr><th scope="row">{escape(one.page["title"])}</th>{cells}</tr>'


def _to_repeat(one: Standing) -> str:
    questions = "".join(f"<li>{markdown(text)}</li>" for text in one.repeat)
    return f"<h3>{escape(one.page['title'])}</h3>\n<ul>{questions}</ul>" if questions else ""
