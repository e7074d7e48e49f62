"""The sources of the course: data/references.bib, read and formatted with pybtex."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pybtex.database import BibliographyData, Entry, parse_string
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin

from helpers import tables

LINK_TARGET = re.compile(r"\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Reference:
    """One source: its key, a short label, where it is found, and the full text."""

    key: str
    label: str
    url: str
    text: str


def reference(key: str) -> Reference:
    """The source with this key. Raises ValueError for a key that references.bib does not have."""
    known = _references(tables.DATA)
    if key not in known:
        raise ValueError(f"key: {key!r} is not in data/references.bib; add it there or correct it.")
    return known[key]


def link(key: str) -> str:
    """A citation for Markdown text, such as [Fine 1991](https://doi.org/10.1172/JCI115317)."""
    source = reference(key)
    return f"[{source.label}]({source.url})"


def bibliography(keys: Iterable[str]) -> str:
    """A numbered Markdown list of these sources, by label, each with its link."""
    sources = sorted((reference(key) for key in set(keys)), key=lambda source: source.label)
    lines = (f"{i}. {link(source.key)}. {source.text}" for i, source in enumerate(sources, 1))
    return "\n".join(lines)


def cited(text: str) -> list[str]:
    """The keys of the sources that a Markdown text links to, in order of appearance."""
    keys = {source.url: source.key for source in _references(tables.DATA).values()}
    targets = dict.fromkeys(LINK_TARGET.findall(text))
    return [keys[target] for target in targets if target in keys]


@cache
def _references(folder: Path) -> dict[str, Reference]:
    entries = _bibliography(folder)
    urls = {key: _url(entry) for key, entry in entries.entries.items()}
    for entry in entries.entries.values():  # the link stands beside the text, not in it
        entry.fields.pop("doi", None)
        entry.fields.pop("url", None)
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    texts = {item.key: item.text.render_as("text") for item in style.format_bibliography(entries)}
    return {
        key: Reference(key, _label(entry), urls[key], texts[key])
        for key, entry in entries.entries.items()
    }


def _bibliography(folder: Path) -> BibliographyData:
    try:
        return parse_string(tables.read_text(folder, "references.bib"), "bibtex")
    except PybtexError as error:
        raise tables.TableError(f"data/references.bib cannot be read: {error}.") from error


def _label(entry: Entry) -> str:
    """First author (or the organisation's short name), and the year where there is one."""
    author = " ".join(entry.persons["author"][0].last_names).strip("{}")
    return f"{entry.fields.get('shortauthor', author)} {entry.fields.get('year', '')}".strip()


def _url(entry: Entry) -> str:
    """The address of a source; brackets would end a Markdown link too early."""
    doi = entry.fields.get("doi")
    address = f"https://doi.org/{doi}" if doi else entry.fields["url"]
    return address.replace("(", "%28").replace(")", "%29")
