"""Reads students' files. Nothing in them is trusted: what cannot be is left out and named."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from helpers.lesson.article import KEPT
from helpers.lesson.progress import LARGEST, UNREADABLE, Entry, checked, moment, reviewed
from helpers.practice import catalogue

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)  # before there was a course
MOST_TRIES = 1000  # of one question
LONGEST = 200  # characters of an answer or a name


@dataclass
class Student:
    """One student's file. latest: the time of the newest answer, or of the file without times.

    reviews: the answers in practice, by question.
    """

    file: str
    learner: str
    nickname: str
    answers: dict[str, Entry]
    latest: datetime
    reviews: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the page calls them: the nickname, or the file."""
        return self.nickname or self.file


@dataclass
class Handed:
    """All that was handed in: one file for each student, and what was left out, in sentences."""

    students: list[Student] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def handed_in(files: Iterable[Path], folder: Path, known: Iterable[str]) -> Handed:
    """Read files; of several with one learner's id the newest counts.

    `known` are the ids of questions and claims; others are left out and named.
    """
    found, newest, ids = Handed(), dict[str, Student](), frozenset(known)
    for path in files:
        name = _printable(path.relative_to(folder).as_posix())
        try:
            student = _student(name, path, ids, found.left_out)
        except (OSError, *UNREADABLE) as error:
            found.left_out.append(f"{name}: {_why(error)}.")
            continue
        key = student.learner or name  # the first files had no id
        rival = newest.setdefault(key, student)
        if rival is not student:
            older, newest[key] = sorted((rival, student), key=lambda one: one.latest)
            found.left_out.append(f"{older.file}: an older file of the same student.")
    found.students = sorted(newest.values(), key=lambda one: (one.name.casefold(), one.file))
    return found


def _why(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror})"
    return str(error) if type(error) is _Refused else "it is damaged, or no file of answers"


class _Refused(ValueError):
    """Why a file is not taken, in words."""


def _student(name: str, path: Path, known: frozenset[str], left_out: list[str]) -> Student:
    if path.stat().st_size > LARGEST:
        raise _Refused("it is too large for a file of answers")
    page = json.loads(path.read_text("utf-8-sig"))  # some editors write a mark before it
    answers = dict(_entries(name, page["answers"].items(), known, left_out))
    reviews = dict(_reviews(name, page.get("reviews", {}).items(), left_out))
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    times = [moment(entry["when"]) for entry in answers.values() if entry["when"]]
    learner, nickname = (_printable(page.get(key, "")) for key in ("learner", "nickname"))
    return Student(name, learner, nickname.strip(), answers, max(times, default=written), reviews)


def _reviews(
    file: str, pairs: Iterable[tuple[str, Any]], left_out: list[str]
) -> Iterator[tuple[str, list[Entry]]]:
    for question, page in pairs:
        try:
            if question not in catalogue():
                raise _Refused("the course has no such question")
            entries = [*map(reviewed, page)]
        except UNREADABLE as error:
            why = str(error) if type(error) is _Refused else "it is damaged"
            left_out.append(f"{file}, practice of “{_printable(question)}”: {why}.")
            continue
        yield question, [one | {"answer": _printable(one["answer"])} for one in entries]


def _entries(
    file: str, pairs: Iterable[tuple[str, Any]], known: frozenset[str], left_out: list[str]
) -> Iterator[tuple[str, Entry]]:
    for question, page in pairs:
        if question.startswith(KEPT):  # for the learner's own record; a class's page counts none
            continue
        try:
            yield question, _believable(question, page, known)
        except UNREADABLE as error:
            reason = str(error) if type(error) is _Refused else "it is damaged"
            left_out.append(f"{file}, answer to “{_printable(question)}”: {reason}.")


def _believable(question: str, page: Any, known: frozenset[str]) -> Entry:
    if question not in known:
        raise _Refused("the course has no such question")
    entry = checked(page)
    if entry["tries"] > MOST_TRIES:
        raise _Refused(f"{entry['tries']:,} tries cannot be")
    when = moment(entry["when"])
    if entry["when"] and not FIRST_DAY <= when <= datetime.now(UTC) + timedelta(days=1):
        raise _Refused(f"it is of {when:%Y-%m-%d}")
    return entry | {key: _printable(entry[key]) for key in ("answer", "first")}


def _printable(text: Any) -> str:
    """The start of a text without signs that cannot be written or that turn a line round."""
    return "".join(filter(str.isprintable, str(text)[:LONGEST]))
