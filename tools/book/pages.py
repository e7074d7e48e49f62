"""The pages that Sphinx reads: a lesson as a notebook whose cells hold what the book shows."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.lesson.explorer import Explorer
from tools.book.pieces import cards
from tools.lessons import Material, calls, explorers, names


def write(folder: Path, material: Material) -> None:
    """The page of a lesson."""
    shown = explorers(material.notebook)
    cells = [
        page_cell(material, cell, shown.get(cell.id))
        for cell in material.notebook.cells
        if not is_for_python(cell)
    ]
    notebook = new_notebook(cells=cells, metadata=material.notebook.metadata)
    nbformat.write(notebook, folder / f"{material.name}.ipynb")


def anchor(title: str) -> str:
    """The anchor of a heading, as JupyterLab names it: lessons link to each other by it."""
    return title.replace(" ", "-")


def is_for_python(cell: NotebookNode) -> bool:
    """Tell whether a cell is there to be completed and run."""
    return any(kind == "check" for kind, _ in calls(cell))


def page_cell(material: Material, cell: NotebookNode, explorer: Explorer | None) -> NotebookNode:
    """A cell as the book has it: code that only shows a card is left out, other code is folded."""
    if cell.cell_type == "markdown":
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


def write_front(folder: Path) -> None:
    """The first page."""
    listed = "\n".join(names())
    text = f"# Magnesium and bone health\n\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
    (folder / "index.md").write_text(text, "utf-8")
