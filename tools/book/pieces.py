"""What a code cell becomes on a page of the book."""

import re
from collections.abc import Iterator
from html import escape

from nbformat import NotebookNode

from helpers.lesson.explorer import Explorer
from tools.book import explorers, questions
from tools.lessons import ASKED, Material, calls, outputs
from tools.notebooks import PLOTLY
from tools.slides.pieces import markdown

LONG = re.compile("<td>(?=[^<]{60})")  # a cell of a table that is a sentence
COLUMNS = re.compile(r"\S {2,}\S")  # in a printed line


def cards(material: Material, cell: NotebookNode, explorer: Explorer | None) -> Iterator[str]:
    """The cards of a cell, in order; what it has put out, where it shows no card."""
    kinds = {
        "predict": lambda name: questions.prediction(material, material.predictions[name]),
        "claim_court": lambda _: questions.court(material),
        "unseen_article": lambda _: questions.article(material),
        "progress": lambda _: questions.progress(material),
        "course_map": lambda _: questions.course_map(),
        **dict.fromkeys(ASKED, lambda name: questions.question(material, material.questions[name])),
    }
    called = [(kind, name) for kind, name in calls(cell) if kind in kinds]
    if explorer:
        yield explorer_card(material, cell, explorer)
    elif called:
        yield from (kinds[kind](name) for kind, name in called)
    else:
        yield from results(cell)
    if "header" in {kind for kind, _ in calls(cell)}:
        yield questions.bar(material)


def explorer_card(material: Material, cell: NotebookNode, explorer: Explorer) -> str:
    """The card of an explorer, under a name that it alone has."""
    return explorers.html(explorer, f"{material.number}-{cell.id}", next(outputs(cell)))


def results(cell: NotebookNode) -> Iterator[str]:
    """Pictures, tables and printed lines."""
    for output in outputs(cell):
        if PLOTLY in output:
            yield explorers.picture(output)
        elif "text/markdown" in output:
            yield LONG.sub('<td class="long">', markdown(output["text/markdown"]))
        elif "text/html" in output:
            yield output["text/html"]
        else:
            yield printed(output["text/plain"].rstrip())


def printed(text: str) -> str:
    """Printed lines; where they stand in columns they are never broken."""
    columns = ' class="columns" tabindex="0"' if COLUMNS.search(text) else ""
    return f"<pre{columns}>{escape(text)}</pre>"
