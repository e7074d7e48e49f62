"""Writes what a class did: one page that needs no network, and tables for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from io import StringIO
from pathlib import Path
from string import Template
from typing import Any

from helpers.lesson.card import markdown
from helpers.lesson.question_file import lesson_page
from tools.classroom.files import Handed, Student
from tools.classroom.practice import Practised, practised
from tools.classroom.results import (
    ObjectiveResult,
    Result,
    objectives,
    results,
    to_revise,
    to_take_up,
)

PAGE = Template((Path(__file__).parent / "page.html").read_text("utf-8"))
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet's formula begins
QUESTIONS = (
    "Lesson", "Question", "What is asked", "Students", "Right at first", "Right in the end",
    "Tries", "Hints", "Commonest mix-up", "Students who began with it",
)  # fmt: skip
OBJECTIVES = ("Lesson", "Objective", "Questions answered", "Right at first")
RESULTS = ("Question", "Students", "Right at first", "In the end", "Tries", "Hints", "Mix-up")
STUDENTS = ("Name", "File", "Answered", "Right", "Tries", "Last answer")


def files(handed: Handed) -> dict[str, str]:
    """All files by name."""
    found = results(handed.students)
    goals = objectives(found)
    return {
        "class.html": page(handed, found, goals),
        "questions.csv": as_csv(QUESTIONS, map(question_row, found)),
        "objectives.csv": as_csv(OBJECTIVES, map(objective_row, goals)),
        "students.csv": as_csv(STUDENTS, map(student_row, handed.students)),
    }


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table for a spreadsheet, in which no text of a student is taken for a formula."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def question_row(one: Result) -> tuple[Any, ...]:
    """One question for the spreadsheet; shares in percent."""
    mixed = one.mixed_up or ("", "")
    shares = (_percent(one.right_at_first), _percent(one.right))
    means = (round(one.tries, 1), round(one.hints, 1))
    return (one.lesson, one.name, one.text, one.answered, *shares, *means, *mixed)


def objective_row(one: ObjectiveResult) -> tuple[Any, ...]:
    """One objective for the spreadsheet."""
    return one.lesson, one.text, one.questions, _percent(one.right_at_first)


def student_row(one: Student) -> tuple[Any, ...]:
    """One student for the spreadsheet."""
    answered = [entry for entry in one.answers.values() if entry["tries"]]
    right, tries = (sum(entry[key] for entry in answered) for key in ("right", "tries"))
    return one.name, one.file, len(answered), right, tries, f"{one.latest.astimezone():%Y-%m-%d}"


def _percent(share: float | None) -> Any:
    return "" if share is None else round(100 * share)


# --- the page


def page(handed: Handed, found: Sequence[Result], goals: Sequence[ObjectiveResult]) -> str:
    """The page as HTML. What comes from a file is text in it, never markup."""
    count = len(handed.students)
    return PAGE.substitute(
        day=f"{date.today():%Y-%m-%d}",
        students=f"{count} student" + ("" if count == 1 else "s"),
        next=_next(to_take_up(found)),
        revise=_list(_revised(handed, found)) or "<p>No question stands out.</p>",
        lessons="\n".join(_lesson(name, found, goals) for name in _lessons(found)),
        people=_table(STUDENTS, map(student_row, handed.students)),
        left_out=_list(map(escape, handed.left_out)) or "<p>Nothing was left out.</p>",
    )


def _lessons(found: Iterable[Result]) -> list[str]:
    return list(dict.fromkeys(one.lesson for one in found))


def _next(found: Sequence[Result]) -> str:
    return _list(map(_taken_up, found)) or "<p>No question stands out.</p>"


def _taken_up(one: Result) -> str:
    share = f"{_percent(one.right_at_first)} % of {one.answered} were right at first."
    mixed = ""
    if one.mixed_up:
        message, count = one.mixed_up
        mixed = f'<p class="mixed">{count} began with this: {_inline(message)}</p>'
    opening = "Claim: " if one.is_claim else ""
    return f"<p>{opening}{_inline(one.text)}</p><p><strong>{share}</strong></p>{mixed}"


def _revised(handed: Handed, found: Sequence[Result]) -> Iterator[str]:
    """What tells little, of the lessons and of practice."""
    yield from map(_to_revise, to_revise(found))
    yield from (_practised(one) for one in practised(handed.students) if one.tells_little)


def _practised(one: Practised) -> str:
    alike = ["All were right."] * (one.right == 1) + ["None was right."] * (one.right == 0)
    reasons = " ".join([*alike, *_idle(one.unchosen)])
    said = f"{one.answered} answers in practice. {reasons}"
    return f"<p>In practice, for example: {_inline(one.text)}</p><p><strong>{said}</strong></p>"


def _idle(options: Iterable[str]) -> list[str]:
    return [f"Nobody chose “{_inline(option)}”." for option in options]


def _to_revise(one: Result) -> str:
    who = "Nobody" if one.right_at_first == 0 else "Everybody"
    alike = [f"{who} was right at first."] if one.right_at_first in (0, 1) else []
    reasons = " ".join([*alike, *_idle(one.unchosen)])
    return f"<p>{_inline(one.text)}</p><p><strong>{reasons}</strong></p>"


def _lesson(name: str, found: Iterable[Result], goals: Iterable[ObjectiveResult]) -> str:
    title = escape(lesson_page(name).title)
    mine = [goal for goal in goals if goal.lesson == name]
    can = _list(f"{_bar(goal.right_at_first)} {_inline(goal.text)}" for goal in mine)
    rows = "\n".join(_row(one) for one in found if one.lesson == name)
    return f"<h2>{title}</h2>\n{can}\n{_wide(RESULTS, rows)}"


def _row(one: Result) -> str:
    mixed = f"{one.mixed_up[1]}: {_inline(one.mixed_up[0])}" if one.mixed_up else ""
    right = f"{_percent(one.right)} %"
    numbers = (
        one.answered,
        _bar(one.right_at_first),
        right,
        f"{one.tries:.1f}",
        f"{one.hints:.1f}",
    )
    cells = "".join(f"<td>{cell}</td>" for cell in numbers)
    heading = f'<th scope="row">{_inline(one.text)}</th>'
    return f'<tr>{heading}{cells}<td class="words">{mixed}</td></tr>'


def _bar(share: float | None) -> str:
    """A share as a number and a bar beside it."""
    if share is None:
        return "not known"
    percent = _percent(share)
    return f'<span class="bar" style="--share: {percent}%">{percent} %</span>'


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = (
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return _wide(head, "\n".join(lines))


def _wide(head: Sequence[str], rows: str) -> str:
    """A table that scrolls by itself where the window is narrow."""
    names = "".join(f'<th scope="col">{name}</th>' for name in head)
    table = f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _list(items: Iterable[str]) -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""


def _inline(text: str) -> str:
    """The course's own Markdown, without the paragraph around it."""
    return markdown(text).strip().removeprefix("<p>").removesuffix("</p>")
