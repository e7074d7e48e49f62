"""Questions as the book's scripts take them: right answers, bounds, every message as HTML.

All of it comes from the records that lessons read; nothing is written here a second time.
"""

from collections.abc import Iterable, Iterator, Mapping
from random import Random
from textwrap import shorten
from typing import Any

from helpers.lesson import answers, court
from helpers.lesson.article import HOLDS, Sentence, articles, told
from helpers.lesson.card import plain
from helpers.lesson.predict import turned_out
from helpers.lesson.progress import LARGEST, MOST_TRIES, VERSION
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import (
    IN_PYTHON,
    OTHER_UNITS,
    Choice,
    Exercise,
    Numeric,
    Question,
    two_figures,
)
from helpers.lesson.typography import unbroken
from helpers.references import links
from tools.lessons import Material, calls
from tools.slides import pieces

Data = dict[str, Any]
RUNS_LIVE = (
    "This code needs Python. It runs in the live lesson, where you can also write your own; here "
    "the boxes above take the numbers."
)
TITLE = 70  # letters of a question in a list
EXACT = 1e-9  # the distance at which math.isclose calls two numbers the same


def tables() -> Data:
    """What the scripts know beside the questions: words for units, verdicts, limits of files."""
    units = (*answers.WORDS, *answers.MG_PER_MASS)
    return {
        "spelling": answers.SPELLING,
        "known": answers.SPELLING | {answers.plain_unit(unit): unit for unit in units},
        "signs": answers.SIGNS,
        "spaces": answers.SPACES,
        "otherUnits": OTHER_UNITS,
        "verdicts": court.VERDICTS,
        "near": {" ".join(pair): words for pair, words in court.NEAR.items()},
        "sitting": court.SITTING,
        "holds": HOLDS,
        "kinds": articles().kinds,
        "version": VERSION,
        "largest": LARGEST,
        "mostTries": MOST_TRIES,
    }


def markdown(text: str) -> str:
    """Markdown as HTML, with each number beside its unit."""
    return pieces.markdown(unbroken(text))


def inline(text: str) -> str:
    """The same without a paragraph of its own."""
    return pieces.inline(unbroken(text))


def titles(materials: Iterable[Material]) -> dict[str, tuple[str, str]]:
    """Each question in short, by its id, with its lesson."""
    return {
        name: (material.name, shorten(plain(inline(asked.text)), TITLE, placeholder=" …"))
        for material in materials
        for name, asked in material.questions.items()
    }


def cards(material: Material) -> Data:
    """What is behind each card of a lesson, by the id of the card."""
    asked = {f"ask-{name}": question(one) for name, one in material.questions.items()}
    guessed = {
        f"predict-{name}": prediction(material.name, entry)
        for name, entry in material.predictions.items()
    }
    pages = range(len(articles().titles)) if shows_articles(material) else ()
    read = {f"article-{page}": article(page) for page in pages}
    return asked | guessed | read | ({"court": claims(material)} if len(material.claims) else {})


def shows_articles(material: Material) -> bool:
    """Whether the unseen articles stand in a lesson."""
    return any(
        kind == "unseen_article" for cell in material.notebook.cells for kind, _ in calls(cell)
    )


# --- questions


def question(asked: Question) -> Data:
    """One question or exercise."""
    return helped(asked) | answered(asked)


def helped(asked: Question) -> Data:
    """What all questions have."""
    hints = [inline(hint) for hint in asked.hints]
    return {"id": asked.id, "hints": hints, "solution": with_code(asked.solution)}


def with_code(solution: str) -> str:
    """A solution as HTML; the code of an exercise is a worked example to unfold."""
    words, _, code = solution.partition(IN_PYTHON)
    summary = f"<summary>Worked in Python</summary><p>{RUNS_LIVE}</p>"
    return markdown(words) + (f"<details>{summary}{markdown(code)}</details>" if code else "")


def answered(asked: Question) -> Data:
    """How an answer is judged."""
    if isinstance(asked, Exercise):
        parts = {name: number(part) for name, part in asked.parts.items()}
        return {"kind": "exercise", "parts": parts}
    if isinstance(asked, Numeric):
        return {"kind": "number", "number": number(asked)}
    assert isinstance(asked, Choice)
    options = {
        option.text: {"right": option.right, "said": inline(option.message)}
        for option in asked.options
    }
    return {"kind": "choice", "options": options}


def number(part: Numeric) -> Data:
    """One number: from where to where it is right, and where each foreseen mistake lies."""
    mistakes = [
        {"reach": reach(wrong.value, part.tolerance), "said": inline(wrong.message)}
        for wrong in part.mistakes
    ]
    return {
        "name": part.name,
        "wanted": part.wanted,
        "unit": part.unit,
        "answer": part.answer,
        "counts": part.counts,
        "right": rights(part),
        "said": inline(part.right),
        "mistakes": mistakes,
        "rates": rates(part),
    }


def rights(part: Numeric) -> list[tuple[float, float]]:
    """Where a number is right: near the answer, or the answer soundly rounded."""
    near = [reach(part.answer, part.tolerance)]
    return near if part.counts else [*near, reach(two_figures(part.answer), EXACT)]


def reach(value: float, tolerance: float) -> tuple[float, float]:
    """From where to where math.isclose takes a number for this one."""
    ends = sorted((value * (1 - tolerance), value / (1 - tolerance)))
    return ends[0], ends[1]


def rates(part: Numeric) -> dict[str, float]:
    """Units that are converted, in plain spelling, each with what one of it is in the part's."""
    units = (*answers.WORDS, *answers.MG_PER_MASS, *answers.HOURS_PER_TIME, *OTHER_UNITS)
    return dict(_rates(part, {answers.plain_unit(unit) for unit in units}))


def _rates(part: Numeric, units: Iterable[str]) -> Iterator[tuple[str, float]]:
    for unit in sorted(units):
        try:
            yield unit, answers.in_unit(answers.Amount(1.0, unit), part.unit, part.converts)
        except ValueError:
            continue


# --- predictions, claims, articles


def prediction(lesson: str, entry: PredictionEntry) -> Data:
    """One prediction, and what turned out."""
    return {
        "kind": "prediction",
        "key": f"{lesson}/{entry.id}",
        "choice": bool(entry.options),
        "right": turned_out(lesson, entry),
        "explanation": inline(entry.explanation),
        "opens": entry.opens,
        "unit": entry.unit,
    }


def claims(material: Material) -> Data:
    """The claims of a lesson, each with its verdict and why."""
    return {"kind": "court", "claims": [claim(row) for row in rows(material)]}


def rows(material: Material) -> list[Data]:
    """The claims of a lesson as their table has them."""
    return [
        {str(key): value for key, value in row.items()}
        for row in material.claims.to_dict("records")
    ]


def claim(row: Mapping[str, Any]) -> Data:
    """One claim."""
    parts = [row["holds"], row["fails"]] if row["fails"] else []
    return {
        "id": row["claim_id"],
        "claim": row["claim"],
        "verdict": row["verdict"],
        "fails": row["fails"],
        "parts": Random(row["claim_id"]).sample(parts, len(parts)),
        "said": reasons(row),
    }


def reasons(row: Mapping[str, Any]) -> str:
    """Why a claim is judged so, as HTML."""
    words = (
        court.parts_of(row["holds"], row["fails"]),
        row["reason"],
        court.sources_of(row["source_keys"], row["checked"]),
    )
    return markdown("\n\n".join(filter(None, words)))


def article(page: int) -> Data:
    """One of the unseen articles."""
    return {"kind": "article", "sentences": [sentence(one) for one in articles().page(page)]}


def sentence(one: Sentence) -> Data:
    """One sentence of it: its kinds, and what is said to each answer."""
    source = f" Sources: {links(one.sources)}." if one.sources else ""
    page = f"{one.objective.partition('/')[0]}.html"
    return {
        "key": one.key,
        "kinds": [one.kind, *one.also],
        "said": inline(f"{one.reason}{source}"),
        "objective": f'<a href="{page}">{told(one.objective)}</a>',
    }
