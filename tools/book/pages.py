"""The pages that Sphinx reads: a lesson as a notebook whose cells hold what the book shows."""

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.lesson.explorer import Explorer
from helpers.references import link
from tools.book import questions
from tools.book.around import about
from tools.book.data import store
from tools.book.pieces import cards, explorer_card
from tools.glossary import Term, is_glossary, terms
from tools.lessons import Material, calls, explorers, lesson, names
from tools.slides.deck import only_for_code
from tools.slides.pieces import inline

HERE = Path(__file__).parent
LIVE = "live"  # the tag of a cell that is true only where Python runs
TERM = re.compile(r"\[([^\]]+)\]\(00_start_here\.ipynb#([^)]+)\)")
NOTEBOOK = re.compile(r"\((\w+)\.ipynb(?:#[^)]*)?\)")  # where a link leads
FRONT = ("05_supplement_forms", "Absorption explorer")  # what moves on the first page


def write(folder: Path, material: Material) -> None:
    """The page of a lesson."""
    shown = explorers(material.notebook)
    cells = [
        page_cell(material, cell, shown.get(cell.id))
        for cell, following in pairwise([*material.notebook.cells, None])
        if not (is_left_out(cell) or only_for_code(following))
    ]
    notebook = new_notebook(cells=cells, metadata=material.notebook.metadata)
    nbformat.write(notebook, folder / f"{material.name}.ipynb")


def anchor(title: str) -> str:
    """The anchor of a heading, as JupyterLab names it: lessons link to each other by it."""
    return title.replace(" ", "-")


def is_left_out(cell: NotebookNode) -> bool:
    """Tell whether a cell is for the notebook alone: for Python, or what is a page here."""
    to_run = any(kind == "check" for kind, _ in calls(cell))
    return to_run or LIVE in cell.metadata.get("tags", ()) or is_glossary(cell)


def page_cell(material: Material, cell: NotebookNode, explorer: Explorer | None) -> NotebookNode:
    """A cell as the book has it: code that only shows a card is left out, other code is folded."""
    if cell.cell_type == "markdown":
        cell = nbformat.from_dict(cell)
        text = TERM.sub(r'<a class="term" href="glossary.html#\2">\1</a>', cell.source)
        cell.source = NOTEBOOK.sub(in_book, text)
        return cell
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
    shown = [
        new_output("display_data", {"text/html": f'<div class="piece">{html}</div>'})
        for html in cards(material, cell, explorer)
    ]
    tags = ["remove-input" if hidden else "hide-input"]
    return new_code_cell(
        cell.source, id=cell.id, execution_count=1, outputs=shown, metadata={"tags": tags}
    )


def in_book(link: re.Match[str]) -> str:
    """Where a link to a notebook leads; one that is no lesson runs live only."""
    return link[0] if link[1] in names() else "(about.md#Open-it-live)"


# --- pages beside the lessons


def write_others(folder: Path) -> None:
    """The first page, the glossary, and what there is to know about the book."""
    filled = {
        "index": {
            "lessons": lessons(),
            "names": contents(),
            "explorer": front_explorer(),
            "answers": questions.everything(),
        },
        "glossary": {"terms": "\n".join(map(entry, terms()))},
        "about": about(),
    }
    for name, words in filled.items():
        page = Template((HERE / "text" / f"{name}.md").read_text("utf-8"))
        (folder / f"{name}.md").write_text(page.substitute(words), "utf-8")
    store("terms", {term.address.partition("#")[2]: inline(term.text) for term in terms()})


def contents() -> str:
    """The lessons in the list of contents, by the first words of their titles."""
    return "\n".join(f"{short(lesson(name).page.title)} <{name}>" for name in names())


def short(title: str) -> str:
    """The part of a title before its colon, if that has a number; else the part behind it."""
    before, _, after = title.partition(": ")
    return before if title[0].isdigit() else after.capitalize()


def lessons() -> str:
    """The lessons on the first page: title, question, minutes."""
    return "\n".join(_line(lesson(name)) for name in names())


def _line(material: Material) -> str:
    page = material.page
    return (
        f'<li><a href="{material.name}.html">{escape(page.title)}</a> '
        f'<span class="minutes">{page.minutes} min</span> {questions.done(material)}<br>'
        f"{inline(page.asks)}</li>"
    )


def front_explorer() -> str:
    """The explorer on the first page, as its lesson has it."""
    name, wanted = FRONT
    material = lesson(name)
    found = explorers(material.notebook)
    cells = (cell for cell in material.notebook.cells if cell.id in found)
    cell = next(cell for cell in cells if found[cell.id].name == wanted)
    return explorer_card(material, cell, found[cell.id])


def entry(term: Term) -> str:
    """A term of the glossary."""
    name = term.address.partition("#")[2]
    return f'<dt id="{name}">{escape(term.name)}</dt><dd>{"".join(_meaning(term))}</dd>'


def _meaning(term: Term) -> Iterator[str]:
    yield inline(term.text)
    if term.source:
        yield f" ({inline(link(term.source))})"
    title = lesson(term.lesson).page.title
    yield f' First used in <a href="{term.lesson}.html">{escape(title)}</a>.'
