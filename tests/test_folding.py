"""Which code steps back behind what it shows, and what a reader may change."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.folding import seat, steps_back
from tools.notebooks import normalise, set_page


@pytest.mark.parametrize("source", [
    "from helpers.lesson import Lesson\nlesson = Lesson('x')\nlesson.header()",
    "explorers.body().show()", "show(figures.density())", "lesson.ask('a')\nlesson.ask('b')",
    "rows = table('foods')\nshow_table(rows.head(3), 'foods', ['food'])", "import math",
])  # fmt: skip
def test_code_that_only_shows_something_steps_back(source: str) -> None:
    assert steps_back(source)


@pytest.mark.parametrize("source", [
    "print('a')", "amount = 3", "1 + 1", "lesson.check('a', {'x': ...})", "# only a remark",
    "import math\nprint(math.pi)", "for x in (1, 2):\n    show(x)", "other.ask('a')",
])  # fmt: skip
def test_code_that_there_is_to_read_stays(source: str) -> None:
    assert not steps_back(source)


def test_only_code_to_read_can_be_changed_and_nothing_deleted() -> None:
    assert seat(new_markdown_cell("# Text")) == {"deletable": False, "editable": False}
    assert seat(new_code_cell("print(1)")) == {"deletable": False}
    folded = {"deletable": False, "editable": False, "jupyter": {"source_hidden": True}}
    assert seat(new_code_cell("lesson.ask('a')")) == folded


def test_what_an_author_has_unlocked_is_locked_again() -> None:
    opened = new_code_cell("print(1)", metadata={"jupyter": {"source_hidden": True}})
    notebook = new_notebook(cells=[new_markdown_cell("# Text"), opened], metadata={"x": 1})
    normalise(notebook)
    set_page("05_supplement_forms", notebook)
    nbformat.validate(notebook)
    assert notebook.metadata["magnesium_course"] == {"lesson": "05_supplement_forms"}
    assert [cell.metadata for cell in notebook.cells] == [seat(cell) for cell in notebook.cells]
