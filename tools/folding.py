"""Which code of a lesson steps back behind what it shows, and what a reader may change."""

import ast
from typing import Any

from nbformat import NotebookNode

SHOWING = {"show", "show_table"}  # functions and methods that put a card or a table on the page
PAGES = {"lesson", "practice"}  # what a notebook calls the page that it is
CHECKING = "check"  # the method of a lesson that judges a reader's own code


def steps_back(source: str) -> bool:
    """Tell whether code only imports or shows something: there is nothing in it to read."""
    kinds = {_kind(statement) for statement in ast.parse(source).body}
    return kinds <= {"name", "shows"} and "shows" in kinds


def _kind(statement: ast.stmt) -> str:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return "shows"
        case ast.Assign():
            return "name"  # of what is shown
        case ast.Expr(ast.Call(ast.Name(name) | ast.Attribute(attr=name))) if name in SHOWING:
            return "shows"
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(page), name))) if page in PAGES:
            return "computes" if name == CHECKING else "shows"
    return "computes"


def seat(cell: NotebookNode) -> dict[str, Any]:
    """The metadata that folds and locks a cell: only code to read can be changed."""
    folded = cell.cell_type == "code" and steps_back(cell.source)
    locked = cell.cell_type == "markdown" or folded
    return (
        {"deletable": False}
        | ({"editable": False} if locked else {})
        | ({"jupyter": {"source_hidden": True}} if folded else {})
    )
