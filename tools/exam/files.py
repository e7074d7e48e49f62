"""Writes an examination: papers and keys as pages to print, and quizzes for learning platforms."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template, ascii_lowercase

import helpers
from helpers.drawing import count
from helpers.lesson.questions import Choice, Numeric
from helpers.practice import Case
from tools.exam.choosing import named
from tools.exam.drawing import Paper
from tools.instructor import canvas, moodle, qti
from tools.instructor.bank import COURSE, Item, Quiz, html, plain_number, right_ranges

PAGE = Template((Path(__file__).parent / "paper.html").read_text("utf-8"))
RULES = (
    "Each question gives one point. Mark one box, or write one number in the unit that is asked "
    "for, with at least three figures where it is not a whole number. People in the questions are "
    "invented. Nothing here is medical advice."
)


def files(papers: Sequence[Paper], again: str) -> dict[str, bytes]:
    """All files by name. again: the call that gives the same papers again."""
    found = {"keys.html": keys(papers, again).encode()}
    for one in papers:
        asked, name = quiz(one), f"paper_{one.letter}"
        found |= {
            f"papers/{name}.html": page(one).encode(),
            f"moodle/{name}.xml": moodle.questions(asked),
            f"qti/{name}.zip": qti.package(asked),
            f"canvas/{name}.zip": canvas.package(asked),
        }
    return found


# --- for learning platforms


def quiz(paper: Paper) -> Quiz:
    """A paper for a learning platform. It tells nothing but the points: no hint, no reason."""
    title = f"Examination, paper {paper.letter}"
    items = (_item(number, case) for number, case in enumerate(paper.cases, start=1))
    return Quiz(f"paper_{paper.letter}", title, paper.letter, tuple(items))


def _item(number: int, case: Case) -> Item:
    name = f"q{number:02}"
    return Item(name, name, case.text, _silent(case.question), hints=(), solution="")


def _silent(key: Numeric | Choice) -> Numeric | Choice:
    if isinstance(key, Numeric):
        return replace(key, right="", mistakes=())
    return replace(key, options=tuple(replace(option, message="") for option in key.options))


# --- to print


def page(paper: Paper) -> str:
    """A paper as HTML."""
    asked = "\n".join(f"<li>{html(case.text)}{_field(case)}</li>" for case in paper.cases)
    title = f"{COURSE}: paper {paper.letter}"
    body = (
        f'<h1>{title}</h1>\n<div class="who"><span>Name:</span><span>Date:</span></div>\n'
        f'<div class="rules"><p>{count(len(paper.cases), "question")}. {RULES}</p></div>\n'
        f'<ol class="questions">\n{asked}\n</ol>'
    )
    return PAGE.substitute(title=title, body=body)


def _field(case: Case) -> str:
    """Where the answer goes: a box before each option, or a line before the unit."""
    if isinstance(case.question, Numeric):
        line = f'Answer: <span class="line"></span> {escape(case.unit)}'
        return f'<p class="answer">{line}</p>'
    rows = (
        f'<li><span class="box"></span>{letter})<div>{html(text)}</div></li>'
        for letter, text in zip(ascii_lowercase, case.options)
    )
    return f'<ol class="options">{"".join(rows)}</ol>'


def keys(papers: Iterable[Paper], again: str) -> str:
    """The keys of all papers as HTML, and how to get the same papers again."""
    title = f"{COURSE}: keys of the papers"
    body = (
        f"<h1>{title}</h1>\n<p><strong>Keep this page to yourself.</strong> It has the right "
        "answers, and the seed from which anybody can draw the papers. With version "
        f"{helpers.__version__} of the course and the same questions in it, this gives them "
        f'again:</p>\n<p class="seed"><code>{escape(again)}</code></p>\n'
        "<p>One point for each answer that is right. Numbers count within the range that stands "
        "beside them.</p>\n"
    )
    return PAGE.substitute(title=title, body=body + "\n".join(map(_key, papers)))


def _key(paper: Paper) -> str:
    rows = "\n".join(f"<li>{_right(case)}</li>" for case in paper.cases)
    return (
        f'<section class="key"><h2>Paper {paper.letter}</h2>\n'
        f'<ol class="questions">\n{rows}\n</ol></section>'
    )


def _right(case: Case) -> str:
    goal = f"{named(case.item)}, {case.item.difficulty}"
    return f"<p><strong>{answer(case)}</strong> ({goal})</p>{html(case.solution)}"


def answer(case: Case) -> str:
    """The right answer, in words: an option by its letter, a number with what counts as it."""
    if isinstance(case.question, Choice):
        place = case.options.index(str(case.answer))
        return f"{ascii_lowercase[place]}) {escape(str(case.answer))}"
    bounds = (
        f"{low:.5g} to {high:.5g}" if low != high else plain_number(low)
        for low, high in right_ranges(case.question)
    )
    return f"{case.question.answer:.4g} {escape(case.unit)} (right: {', or '.join(bounds)})"
