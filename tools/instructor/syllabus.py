"""The syllabuses: data/syllabus.toml says which sections, the lessons say how many minutes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import msgspec

from helpers.records import Record, read
from helpers.tables import TableError
from tools.instructor.guide import MADE
from tools.instructor.teaching import Teaching, teaching, unnumbered
from tools.lessons import Section, names

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

    teaching: Teaching
    section: Section

    @property
    def place(self) -> tuple[str, str]:
        """The lesson and the section that it is."""
        return self.teaching.material.name, self.section.title

    @property
    def order(self) -> tuple[str, int]:
        """Where it stands in the course."""
        material = self.teaching.material
        return material.name, material.sections.index(self.section)

    @property
    def is_taught(self) -> bool:
        """Whether the guide takes it in class."""
        return self.teaching.taught(self.section) is not None

    @property
    def in_class(self) -> int:
        """Its minutes in class."""
        return self.teaching.in_class(self.section)


@dataclass(frozen=True)
class Session:
    """One meeting: its steps in class, what they leave for home, and what is done there whole."""

    title: str
    minutes: int
    opening: int
    closing: int
    steps: list[Step]
    home: list[Step]

    @property
    def talk(self) -> int:
        """What is left for questions and discussion."""
        taught = sum(step.in_class for step in self.steps)
        return self.minutes - self.opening - self.closing - taught

    @property
    def left(self) -> list[tuple[Step, int]]:
        """What is done at home, each with its minutes, in the order of the lessons."""
        rest = [(step, step.teaching.at_home(step.section)) for step in self.steps]
        found = [*rest, *((step, step.section.minutes) for step in self.home)]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[0].order)


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
        done = {step.place for session in found for step in (*session.steps, *session.home)}
        done |= {step.place for step in home}
        new = [step for step in steps(part.taught) if step.place not in done]
        taught = [step for step in new if step.is_taught]
        home += [step for step in new if not step.is_taught]
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
    given = teaching(name)
    found = {unnumbered(section): Step(given, section) for section in given.material.sections}
    if heading and heading not in found:
        raise TableError(f"{FILE}: {name} has no section {heading!r}, but {', '.join(found)}.")
    needed = [step for step in found.values() if step.is_taught or not step.section.optional]
    return [found[heading]] if heading else needed


def page(entry: SyllabusEntry, planned: list[Session]) -> str:
    """A syllabus on one page."""
    pieces = [f"# {entry.title}", MADE, entry.intro]
    for number, session in enumerate(planned, 1):
        heading = f"{number}. {session.title}" if len(planned) > 1 else session.title
        pieces += [f"## {heading}", timetable(session), *at_home(session)]
    return "\n\n".join(pieces) + "\n"


def timetable(session: Session) -> str:
    """What follows what; the minutes add up to the session."""
    taught = [(step, step.in_class) for step in session.steps]
    rows = [("Opening: what was, what comes", session.opening), *map(row, runs(taught))]
    rows += [("Questions and discussion", session.talk), ("Closing: exit ticket", session.closing)]
    lines = [f"| {clock} | {what} | {time} |" for clock, what, time in clocked(rows)]
    return "\n".join(["| At | What | Minutes |", "|---|---|---|", *lines])


def runs(steps: Iterable[tuple[Step, int]]) -> list[list[tuple[Step, int]]]:
    """Steps of one lesson that follow each other stand together."""
    return [list(run) for _, run in groupby(steps, key=lambda pair: pair[0].place[0])]


def row(run: list[tuple[Step, int]]) -> tuple[str, int]:
    """The lesson and its sections, and their minutes."""
    material = run[0][0].teaching.material
    short = material.page.title.partition(":")[0]
    what = "; ".join(unnumbered(step.section) for step, _ in run)
    link = f"[{short}](../notebooks/{material.name}.ipynb): {what}"
    return link, sum(minutes for _, minutes in run)


def clocked(rows: list[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """Each row with the hours and minutes since the start."""
    passed = 0
    for what, time in rows:
        yield f"{passed // 60}:{passed % 60:02}", what, time
        passed += time


def at_home(session: Session) -> Iterator[str]:
    """What is left for home: questions and claims that the class did not do, and whole sections."""
    if session.left:
        left = (f"{what} ({time} min)" for what, time in map(row, runs(session.left)))
        yield f"**At home.** {'; '.join(left)}."
