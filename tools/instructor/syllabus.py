"""The syllabuses: data/syllabus.toml says which sections, the lessons say how many minutes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import msgspec

from helpers.records import Record, read
from helpers.tables import TableError
from tools.instructor.guide import MADE, in_minutes
from tools.lessons import Material, Section, lesson, names

FILE = "data/syllabus.toml"


class SessionEntry(Record):
    """One meeting: what is taught in class, and what stays for home."""

    title: str
    taught: tuple[str, ...] = msgspec.field(name="class")
    home: tuple[str, ...]


class SyllabusEntry(Record):
    """One syllabus and its sessions."""

    name: str
    title: str
    minutes: int
    intro: str
    session: tuple[SessionEntry, ...]


class SyllabusFile(Record):
    """All of data/syllabus.toml; opening, closing and talk are minutes of each session."""

    opening: int
    closing: int
    talk: int
    syllabus: tuple[SyllabusEntry, ...]


@dataclass(frozen=True)
class Step:
    """A section of a lesson as a part of a session."""

    material: Material
    section: Section


@dataclass(frozen=True)
class Session:
    """One meeting: its steps in class and at home, and the minutes left for questions."""

    title: str
    minutes: int
    opening: int
    closing: int
    steps: list[Step]
    home: list[Step]

    @property
    def talk(self) -> int:
        """What is left for questions and discussion."""
        taught = sum(step.section.minutes for step in self.steps)
        return self.minutes - self.opening - self.closing - taught


def syllabuses() -> dict[str, str]:
    """Every syllabus by its name, as a page of Markdown."""
    file = read("syllabus", SyllabusFile)
    return {entry.name: page(entry, sessions(file, entry)) for entry in file.syllabus}


def sessions(file: SyllabusFile, entry: SyllabusEntry) -> list[Session]:
    """The sessions of one syllabus. Raises TableError if a session is too long."""
    around = {"opening": file.opening, "closing": file.closing}
    found: list[Session] = []
    for part in entry.session:
        home = steps(part.home)
        done = [step for session in found for step in session.steps]
        taught = [step for step in steps(part.taught) if step not in home + done]
        session = Session(part.title, entry.minutes, **around, steps=taught, home=home)
        if session.talk < file.talk:
            raise TableError(
                f"{FILE}, {part.title!r}: {session.talk} of {entry.minutes} minutes are "
                f"left for questions; expected at least {file.talk}. Leave a section for home."
            )
        found.append(session)
    return found


def steps(places: Iterable[str]) -> list[Step]:
    """The sections that "05_supplement_forms" or "05_supplement_forms: Claim court" name."""
    return [step for place in places for step in named(*place.partition(": ")[::2])]


def named(name: str, heading: str) -> list[Step]:
    """The section under a heading, or all of the lesson that is not optional.

    Raises TableError for unknown ones.
    """
    if name not in names():
        raise TableError(f"{FILE}: {name!r} is no lesson; expected one of {', '.join(names())}.")
    material = lesson(name)
    found = {unnumbered(section.title): Step(material, section) for section in material.sections}
    if heading and heading not in found:
        raise TableError(f"{FILE}: {name} has no section {heading!r}, but {', '.join(found)}.")
    needed = [step for step in found.values() if not step.section.optional]
    return [found[heading]] if heading else needed


def unnumbered(heading: str) -> str:
    """A heading without the number in front."""
    number, _, words = heading.partition(". ")
    return words if number.isdigit() else heading


def page(entry: SyllabusEntry, planned: list[Session]) -> str:
    """A syllabus on one page."""
    pieces = [f"# {entry.title}", MADE, entry.intro]
    for number, session in enumerate(planned, 1):
        heading = f"{number}. {session.title}" if len(planned) > 1 else session.title
        pieces += [f"## {heading}", timetable(session), *at_home(session)]
    return "\n\n".join(pieces) + "\n"


def timetable(session: Session) -> str:
    """What follows what; the minutes add up to the session."""
    rows = [("Opening: what was, what comes", session.opening), *map(row, runs(session.steps))]
    rows += [("Questions and discussion", session.talk), ("Closing", session.closing)]
    lines = [f"| {clock} | {what} | {in_minutes(time)} |" for clock, what, time in clocked(rows)]
    return "\n".join(["| At | What | Minutes |", "|---|---|---|", *lines])


def runs(steps: list[Step]) -> list[list[Step]]:
    """Steps of one lesson that follow each other stand together."""
    return [list(run) for _, run in groupby(steps, key=lambda step: step.material.name)]


def row(run: list[Step]) -> tuple[str, int]:
    """The lesson and its sections, and their minutes."""
    material = run[0].material
    short = material.page.title.partition(":")[0]
    what = "; ".join(unnumbered(step.section.title) for step in run)
    minutes = sum(step.section.minutes for step in run)
    return f"[{short}](../notebooks/{material.name}.ipynb): {what}", minutes


def clocked(rows: list[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """Each row with the hours and minutes since the start."""
    passed = 0
    for what, time in rows:
        yield f"{passed // 60}:{passed % 60:02}", what, time
        passed += time


def at_home(session: Session) -> Iterator[str]:
    """What is left for home."""
    if session.home:
        left = (f"{what} ({in_minutes(time)} min)" for what, time in map(row, runs(session.home)))
        yield f"**At home.** {'; '.join(left)}."
