"""What is done in class with a lesson, as data/guide/<lesson>.toml says, and how long it takes.

Of a section that is taken in class, what it shows is told there; some of its questions are voted
on, some claims judged. The other questions and claims, and every other section, are for home.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec
from nbformat import NotebookNode

from helpers.lesson.court import SITTING
from helpers.records import Record, read, refuse
from tools.lessons import (
    ASKED,
    MINUTES,
    WIDGET,
    Material,
    Section,
    answering,
    calls,
    lesson,
    outputs,
    pictures,
    words,
)

WORDS_TOLD_PER_MINUTE = 130
MINUTES_IN_CLASS = {
    "picture": 1.0,  # or a table: say what stands where, then wait
    "explorer": 2.5,  # move what the class calls for
    "prediction": 2.0,  # read, think, vote
    "vote": 2.5,  # read, think, vote, the reason
    "claim": 2.0,
}
SHORTEST = 20  # letters that say what a table shows
STEPPED = ASKED | {"predict"}  # what has a step of its own, also where a cell has several
NO_RESULT = {"header", "check", "progress"}  # cells that print no result


class Discussion(Record):
    """An open question to the class, and what a good answer has in it."""

    text: str
    listen_for: str
    minutes: int


class Work(Record):
    """A task without a key, and what tells three levels of an answer apart."""

    text: str
    minutes: int
    full: str
    partly: str
    not_yet: str


class TaughtSection(Record):
    """A section that is taken in class, by its title without the number.

    vote: the ids of the questions that the class votes on; claims: those of the claims it judges.
    """

    title: str
    vote: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    discuss: tuple[Discussion, ...] = ()
    work: tuple[Work, ...] = ()


class GuidePage(Record):
    """All of data/guide/<lesson>.toml.

    board: what is written on the board, in order; exit_ticket: asked before everybody leaves;
    see: what a table, a printed result or a picture shows, by the id of its cell.
    """

    section: tuple[TaughtSection, ...]
    board: tuple[str, ...]
    exit_ticket: Work
    see: dict[str, str] = msgspec.field(default_factory=dict)


@dataclass(frozen=True)
class Teaching:
    """A lesson and what is done in class with it."""

    material: Material
    page: GuidePage

    def taught(self, section: Section) -> TaughtSection | None:
        """What is done in class with a section; None if it stays for home.

        The last one, what to take home, is always told.
        """
        if section is self.material.sections[-1]:
            return TaughtSection(unnumbered(section))
        return next((one for one in self.page.section if one.title == unnumbered(section)), None)

    def in_class(self, section: Section) -> int:
        """Its minutes in class."""
        taught = self.taught(section)
        return round(told(section) + done(taught)) if taught else 0

    def at_home(self, section: Section) -> int:
        """Its minutes at home: what is left of it, or all of it."""
        taught = self.taught(section)
        return round(self._left(section, taught)) if taught else section.minutes

    def _left(self, section: Section, taught: TaughtSection) -> float:
        """Minutes for the questions and one sitting of the claims that the class leaves."""
        questions = (self.material.questions[name] for name in section.asked)
        left = sum(answering(one) for one in questions if one.id not in taught.vote)
        claims = len(self.material.claims) - len(taught.claims) if section.has_claims else 0
        return left + min(claims, SITTING) * MINUTES["claim"]

    @property
    def class_minutes(self) -> int:
        """All minutes in class, the exit ticket among them."""
        return sum(map(self.in_class, self.material.sections)) + self.page.exit_ticket.minutes

    @property
    def home_minutes(self) -> int:
        """All minutes at home, without what can be left out."""
        needed = (section for section in self.material.sections if not section.optional)
        return sum(map(self.at_home, needed))

    @cached_property
    def steps(self) -> dict[str, int]:
        """At which step of the presentation each cell comes, by its id."""
        return steps(self.material.notebook.cells)

    def steps_of(self, cell: NotebookNode) -> range:
        """All steps of a cell; none if no slide shows it."""
        first = self.steps.get(cell.id)
        return range(first, first + max(1, len(stepped(cell)))) if first else range(0)


def teaching(name: str) -> Teaching:
    """What is done in class with a lesson. Raises TableError with a line for each fault."""
    path, material = f"guide/{name}", lesson(name)
    page = read(path, GuidePage)
    refuse(path, faults(page, material))
    return Teaching(material, page)


def unnumbered(section: Section) -> str:
    """The title of a section without the number in front."""
    number, _, words = section.title.partition(". ")
    return words if number.isdigit() else section.title


# --- minutes


def told(section: Section) -> float:
    """Minutes to tell what the slides of a section hold."""
    cells = [cell for cell in section.cells if on_slide(cell)]
    times = Counter(call for cell in cells for call, _ in calls(cell))
    things = {
        "picture": pictures(cells),
        "explorer": times["show"],
        "prediction": times["predict"],
    }
    doing = sum(count * MINUTES_IN_CLASS[thing] for thing, count in things.items())
    return sum(map(words, cells)) / WORDS_TOLD_PER_MINUTE + doing


def done(taught: TaughtSection) -> float:
    """Minutes for what a class does in a section."""
    voted = len(taught.vote) * MINUTES_IN_CLASS["vote"]
    judged = len(taught.claims) * MINUTES_IN_CLASS["claim"]
    return voted + judged + sum(one.minutes for one in open_tasks(taught))


def open_tasks(taught: TaughtSection) -> list[Discussion | Work]:
    """What has no key in a section."""
    return [*taught.discuss, *taught.work]


# --- slides


def on_slide(cell: NotebookNode) -> bool:
    """Whether a cell is seen when the lesson is presented."""
    return slide_type(cell) not in ("skip", "notes")


def slide_type(cell: NotebookNode) -> str:
    """Where a cell stands on the slides."""
    return str(cell.metadata.get("slideshow", {}).get("slide_type", "-"))


def steps(cells: list[NotebookNode]) -> dict[str, int]:
    """The step at which each cell is first seen, counted from 1 as presenting.js counts them."""
    found: dict[str, int] = {}
    step = 0
    for cell in filter(on_slide, cells):
        step += slide_type(cell) != "-" or not step
        found[cell.id] = step
        step += max(0, len(stepped(cell)) - 1)
    return found


def stepped(cell: NotebookNode) -> list[str]:
    """The ids of the questions and predictions of a cell, each at a step of its own."""
    return [name for call, name in calls(cell) if call in STEPPED]


def tables(cells: tuple[NotebookNode, ...] | list[NotebookNode]) -> list[NotebookNode]:
    """The cells that put a table or printed lines on a slide, and no picture with its own words."""
    return [cell for cell in cells if on_slide(cell) and _has_table(cell)]


def _has_table(cell: NotebookNode) -> bool:
    called = {call for call, _ in calls(cell)}
    shown = list(outputs(cell))
    return bool(shown) and not called & NO_RESULT and not any(WIDGET in one for one in shown)


# --- faults


def faults(page: GuidePage, material: Material) -> Iterator[str]:
    """What does not fit to the lesson, in sentences."""
    sections = {unnumbered(section): section for section in material.sections[:-1]}
    if not page.section:
        yield f"no section is taken in class; expected some of {', '.join(sections)}."
    for taught in page.section:
        place = f"section {taught.title!r}: "
        if section := sections.get(taught.title):
            yield from (f"{place}{fault}" for fault in section_faults(taught, section, material))
        else:
            yield f"{place}the lesson has no such section; expected {', '.join(sections)}."
    yield from see_faults(page.see, material)
    yield from time_faults("exit_ticket", page.exit_ticket)


def section_faults(taught: TaughtSection, section: Section, material: Material) -> Iterator[str]:
    """What does not fit to a section of the lesson."""
    claims = list(material.claims["claim_id"]) if section.has_claims else []
    for key, names, known in (
        ("vote", taught.vote, section.asked),
        ("claims", taught.claims, claims),
    ):
        for name in names:
            if name not in known:
                allowed = ", ".join(known) or f"no {key} here"
                yield f"the key {key!r} names {name!r}; expected {allowed}."
    for entry in open_tasks(taught):
        yield from time_faults(f"{entry.text[:30]!r}", entry)


def time_faults(place: str, entry: Discussion | Work) -> Iterator[str]:
    """A task takes time."""
    if entry.minutes < 1:
        yield f"{place}: the key 'minutes' is {entry.minutes}; expected at least 1."


def see_faults(see: dict[str, str], material: Material) -> Iterator[str]:
    """Each table on a slide has its words; a picture may have them instead of its own."""
    cells = material.notebook.cells
    shown = {cell.id: cell.source for cell in tables(cells)}
    for name, source in shown.items():
        if len(see.get(name, "")) < SHORTEST:
            begins = " ".join(source.split())[:60]
            yield f"see: the cell {name!r} ({begins} …) lacks a sentence; expected what it shows."
    pictured = [cell.id for cell in cells if picture(cell)]
    for name in see.keys() - {*shown, *pictured}:
        allowed = ", ".join([*shown, *pictured]) or "none"
        yield f"see: {name!r} shows nothing on a slide; cells that do are {allowed}."


def picture(cell: NotebookNode) -> str:
    """What a picture or an explorer on a slide says of itself; "" for other cells."""
    texts = (one["text/plain"] for one in outputs(cell) if "image/png" in one and on_slide(cell))
    return " ".join(next(texts, "").partition("\n\n")[0].split())
