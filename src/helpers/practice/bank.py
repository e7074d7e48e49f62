"""Which questions draw, and what is known of each before it is drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from helpers import tables
from helpers.lesson.question_file import CaseEntry, NumericEntry, practice_page, question_page
from helpers.records import refuse


@dataclass(frozen=True)
class Item:
    """A question that draws: where it belongs, and what it is like.

    kind: "number" or "choice". difficulty: "easy", "medium" or "hard". in_lesson: whether the
    lesson asks it as well, with numbers that everybody can read. entry, imports: as in its file.
    """

    id: str
    lesson: str
    objective: str
    kind: str
    difficulty: str
    in_lesson: bool
    entry: NumericEntry | CaseEntry = field(repr=False)
    imports: str = field(repr=False)


def questions() -> tuple[str, ...]:
    """The ids of all questions that draw, in the order of the lessons."""
    return tuple(catalogue())


@cache
def catalogue() -> Mapping[str, Item]:
    """All questions that draw, by id. Raises TableError for a file with faults."""
    found: dict[str, Item] = {}
    for item in _items():
        twice = [f"question {item.id!r}: stands twice; expected an id of its own."]
        refuse(f"practice/{item.lesson}", twice if item.id in found else [])
        found[item.id] = item
    return MappingProxyType(found)


def _items() -> Iterator[Item]:
    for lesson in sorted(path.stem for path in (tables.DATA / "questions").glob("*.toml")):
        asked = question_page(lesson)
        for entry in asked.question:
            if isinstance(entry, NumericEntry) and entry.draw:
                yield _item(entry, lesson, asked.imports, in_lesson=True)
        if (tables.DATA / "practice" / f"{lesson}.toml").exists():
            more = practice_page(lesson)
            for one in more.question:
                yield _item(one, lesson, more.imports, in_lesson=False)


def _item(entry: NumericEntry | CaseEntry, lesson: str, imports: str, in_lesson: bool) -> Item:
    kind = "number" if isinstance(entry, NumericEntry) else "choice"
    shared = (entry.id, lesson, entry.objective, kind, entry.difficulty)
    return Item(*shared, in_lesson, entry, imports)
