"""The sources of the course: data/references.bib, read and formatted with pybtex."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin

from helpers import tables

LINK_TARGET = re.compile(r"\]\(([^()\s]+)\)")
ENTRY = re.compile(r"^@\w+\{([^,\s]+),.*?(?=^@|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """One source: its key, a short label, and where it is found."""

    key: str
    label: str
    url: str

    @property
    def text(self) -> str:
        """The source in full; lessons seldom need it, and formatting takes its time."""
        return _text(tables.DATA, self.key)


def reference(key: str) -> Reference:
    """The source with this key. Raises ValueError for a key that references.bib does not have."""
    if key not in _written(tables.DATA):
        raise ValueError(f"key: {key!r} is not in data/references.bib; add it there or correct it.")
    return _reference(tables.DATA, key)


def link(key: str) -> str:
    """A citation for Markdown text, such as [Fine 1991](https://doi.org/10.1172/JCI115317)."""
    source = reference(key)
    return f"[{source.label}]({source.url})"


def links(keys: Iterable[str]) -> str:
    """Citations of these sources by label, each once, with commas between them."""
    return ", ".join(sorted(map(link, set(keys)), key=str.casefold))


def bibliography(keys: Iterable[str]) -> str:
    """A numbered Markdown list of these sources, by label, each with its link."""
    sources = sorted((reference(key) for key in set(keys)), key=lambda source: source.label)
    lines = (f"{i}. {link(source.key)}. {source.text}" for i, source in enumerate(sources, 1))
    return "\n".join(lines)


def cited(text: str) -> list[str]:
    """The keys of the sources that a Markdown text links to, in order of appearance."""
    keys = {reference(key).url: key for key in _written(tables.DATA)}
    targets = dict.fromkeys(LINK_TARGET.findall(text))
    return [keys[target] for target in targets if target in keys]


@cache
def _reference(folder: Path, key: str) -> Reference:
    entry = _entry(folder, key)
    return Reference(key, _label(entry), _url(entry))


@cache
def _text(folder: Path, key: str) -> str:
    """The full text of a source, without its link, which stands beside it."""
    entry = _entry(folder, key)
    fields = {name: text for name, text in entry.fields.items() if name not in ("doi", "url")}
    style, plain = _format()
    people = {role: _first_of(persons) for role, persons in entry.persons.items()}
    formatted = style.format_entry(key, Entry(entry.type, fields, people))
    return formatted.text.render(plain)


def _first_of(persons: list[Person]) -> list[Person]:
    """Two by name; of more the first, and the others."""
    return persons if len(persons) <= 2 else [persons[0], Person("others")]


@cache
def _format() -> tuple[Any, Any]:
    """Style and output of the list; found once, as pybtex searches all packages for each."""
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    return style, find_plugin("pybtex.backends", "plaintext")()


def _entry(folder: Path, key: str) -> Entry:
    try:
        return Parser().parse_string(_written(folder)[key]).entries[key]
    except PybtexError as error:
        raise tables.TableError(f"data/references.bib cannot be read: {error}.") from error


@cache
def _written(folder: Path) -> dict[str, str]:
    """Each entry as it is written: a lesson needs a few, and pybtex reads for 0.1 s at all."""
    text = tables.read_text(folder, "references.bib")
    return {entry[1]: entry[0] for entry in ENTRY.finditer(text)}


def _label(entry: Entry) -> str:
    """First author (or the organisation's short name), and the year where there is one."""
    author = " ".join(entry.persons["author"][0].last_names).strip("{}")
    return f"{entry.fields.get('shortauthor', author)} {entry.fields.get('year', '')}".strip()


def _url(entry: Entry) -> str:
    """The address of a source; brackets would end a Markdown link too early."""
    doi = entry.fields.get("doi")
    address = f"https://doi.org/{doi}" if doi else entry.fields["url"]
    return address.replace("(", "%28").replace(")", "%29")
