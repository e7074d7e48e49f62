"""The glossary: its list on the start page, and a link from each term's first use in a lesson."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from nbformat import NotebookNode

from helpers.records import Record, read
from helpers.references import link

START_PAGE = "00_start_here"
# What a term is not looked for in: headings, tables, code, formulas, links, tags.
KEPT = re.compile(
    r"^[#|][^\n]*|```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$|!?\[[^\]]*\]\([^)]*\)|<[^>]+>",
    re.MULTILINE | re.DOTALL,
)


class Term(Record):
    """One entry of data/glossary.toml."""

    name: str
    forms: tuple[str, ...]
    text: str
    lesson: str
    source: str = ""

    @property
    def pattern(self) -> str:
        """Where the term is used: a whole word; a plain one also in the plural or at a start."""
        return "|".join(map(_spelled, sorted((self.name, *self.forms), key=len, reverse=True)))

    @property
    def address(self) -> str:
        """Where its entry stands, as JupyterLab names a heading."""
        return f"{START_PAGE}.ipynb#{quote(self.name.replace(' ', '-'))}"


class Glossary(Record):
    """All of data/glossary.toml."""

    term: tuple[Term, ...]


def _spelled(form: str) -> str:
    if not form.islower():
        return re.escape(form)
    return f"[{form[0].upper()}{form[0]}]{re.escape(form[1:])}s?"


def terms() -> list[Term]:
    """All entries, in the order of their names."""
    return sorted(read("glossary", Glossary).term, key=lambda term: term.name.casefold())


def listing() -> str:
    """The glossary as Markdown: each term is a heading, so that a link can lead to it."""
    intro = "Each lesson links its first use of these words to this list."
    return "\n\n".join(["## Glossary", intro, *map(_entry, terms())])


def _entry(term: Term) -> str:
    source = f" ({link(term.source)})" if term.source else ""
    lesson = f"[lesson {int(term.lesson[:2])}]({term.lesson}.ipynb)"
    return f"### {term.name}\n\n{term.text}{source} First used in {lesson}."


def is_glossary(cell: NotebookNode) -> bool:
    """Tell whether this is the generated list."""
    return "glossary" in cell.metadata.get("tags", ())


def set_glossary(name: str, notebook: NotebookNode) -> None:
    """Write the list into the start page; in a lesson, link each term where it is first used."""
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown" and is_prose(cell)]
    if name == START_PAGE:
        for cell in filter(is_glossary, notebook.cells):
            cell.source = listing()
    else:
        for cell, text in zip(prose, linked(cell.source for cell in prose), strict=True):
            cell.source = text


def is_prose(cell: NotebookNode) -> bool:
    """Tell whether an author wrote this cell."""
    return not {"references", "glossary"} & set(cell.metadata.get("tags", ()))


def linked(texts: Iterable[str]) -> Iterator[str]:
    """The texts of a lesson, with a link at the first use of each term and at no other."""
    waiting = {f"t{number}": term for number, term in enumerate(terms())}
    addresses = "|".join(re.escape(term.address) for term in waiting.values())
    for text in texts:
        yield _linked(re.sub(rf"\[([^\]]+)\]\((?:{addresses})\)", r"\1", text), waiting)


def _linked(text: str, waiting: dict[str, Term]) -> str:
    """One text; the terms that it uses no longer wait."""
    groups = "|".join(f"(?P<{group}>{term.pattern})" for group, term in waiting.items())
    words = re.compile(rf"(?<![\w(-])(?:{groups})(?![\w(-])")

    def to_link(match: re.Match[str]) -> str:
        term = waiting.pop(match.lastgroup or "", None)
        return f"[{match[0]}]({term.address})" if term else match[0]

    parts, end = [], 0
    for kept in [*KEPT.finditer(text), None]:
        start = kept.start() if kept else len(text)
        parts += [words.sub(to_link, text[end:start]), kept[0] if kept else ""]
        end = kept.end() if kept else start
    return "".join(parts)
