"""`python start.py notebooks`: a second run changes no byte, and a failure changes nothing."""

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import references
from tools import notebooks

FIGURE = {
    "data": [{"type": "scatter", "x": [1, 2], "y": [1, 4]}],
    "layout": {"height": 200, "title": {"text": "Two"}},
}
SHOW = f"""\
from IPython.display import display
display({{{notebooks.PLOTLY!r}: {FIGURE}, "text/plain": "Two points."}}, raw=True)"""


@pytest.fixture
def stored(tmp_path: Path):
    """Store a notebook as an editor would leave it and return its path."""

    def store(*sources: str, name: str = "99_small", **metadata: Any) -> Path:
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        cells = [new_markdown_cell("# Small"), *map(new_code_cell, sources)]
        nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
        return path

    return store


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Draw nothing, and collect what would have been drawn."""
    figures: list[dict] = []

    def draw(path: Path, new: list[dict]) -> list[str]:
        figures.extend(new)
        return [base64.b64encode(f"picture {len(figures)}".encode()).decode() for _ in new]

    monkeypatch.setattr(notebooks, "draw", draw)
    return figures


def fail_to_draw(path: Path, figures: list[dict]) -> list[str]:
    raise AssertionError("nothing is new, so nothing may be drawn")


# --- whole runs, each with a kernel of its own


def test_a_second_run_changes_no_byte(stored, drawn, capsys) -> None:
    path = stored("print('a', flush=True)\nprint('b')", SHOW, "1 + 1", widgets={"state": {}})
    assert notebooks.main([str(path)]) == 0
    first, drawn_first = path.read_bytes(), len(drawn)
    assert notebooks.main([str(path)]) == 0
    assert path.read_bytes() == first
    assert (drawn_first, len(drawn)) == (1, 1)
    assert capsys.readouterr().out.split("\n")[:2] == [
        "99_small: stored anew", "99_small: unchanged"
    ]  # fmt: skip


def test_what_is_stored(stored, drawn) -> None:
    path = stored("print('a', flush=True)\nprint('b')", SHOW, "1 + 1", widgets={"state": {}})
    notebooks.main([str(path)])
    text = path.read_text("utf-8")
    raw = json.loads(text)
    code = [cell for cell in raw["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [1, 2, 3]
    assert [len(cell["outputs"]) for cell in code] == [1, 1, 1]
    assert "widgets" not in raw["metadata"]
    assert "version" not in raw["metadata"]["language_info"]
    assert all(cell["metadata"] == {} for cell in raw["cells"])
    assert text == json.dumps(raw, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert code[1]["outputs"][0]["data"][notebooks.PNG] == base64.b64encode(b"picture 1").decode()


def test_a_cell_runs_beside_its_notebook_in_this_python(stored, drawn) -> None:
    path = stored("import sys\nfrom pathlib import Path", "Path.cwd().name, sys.prefix")
    assert notebooks.main([str(path)]) == 0
    assert outputs(path)[0].data["text/plain"] == str(("notebooks", sys.prefix))


def test_a_cell_does_not_see_the_learners_answers(stored, drawn, monkeypatch) -> None:
    monkeypatch.setenv("MAGNESIUM_COURSE_PROGRESS", "/home/learner/progress.json")
    path = stored(
        "from helpers.lesson.progress import progress",
        "progress().path.parts[1:2], progress().answers",
    )
    assert notebooks.main([str(path)]) == 0
    value = outputs(path)[0].data["text/plain"]
    assert "home" not in value
    assert value.endswith("{})")


def test_a_cell_that_fails_is_named_and_the_file_is_kept(stored, drawn, capsys) -> None:
    path = stored("1 + 1", "amount = -3\nraise ValueError('amount: -3 does not work here')")
    before = path.read_bytes()
    assert notebooks.main([str(path)]) == 1
    assert path.read_bytes() == before
    assert capsys.readouterr().err.strip() == (
        "notebooks/99_small.ipynb, cell 3 (`amount = -3`) stopped: "
        "ValueError: amount: -3 does not work here. The file is left as it was."
    )
    assert list(path.parent.iterdir()) == [path]


def test_a_kernel_that_dies_is_named(stored, drawn, capsys) -> None:
    path = stored("import os", "os._exit(1)")
    assert notebooks.main([str(path)]) == 1
    assert "cell 3 (`os._exit(1)`) stopped: Python ended." in capsys.readouterr().err


def test_a_cell_that_never_ends_is_named(stored, drawn, capsys, monkeypatch) -> None:
    monkeypatch.setattr(notebooks, "TIMEOUT_S", 1)
    path = stored("import time", "time.sleep(60)")
    assert notebooks.main([str(path)]) == 1
    assert "stopped: it ran for more than 1 s." in capsys.readouterr().err


def outputs(path: Path) -> list[Any]:
    cells = nbformat.read(path, as_version=4).cells
    return [output for cell in cells for output in cell.get("outputs", ())]


# --- which notebooks


def test_names_and_paths_are_understood(stored, monkeypatch) -> None:
    path = stored()
    monkeypatch.setattr(notebooks, "NOTEBOOKS", path.parent)
    for name in ("99_small", "99_small.ipynb", str(path), os.path.relpath(path)):
        assert notebooks.find(name) == path.resolve()


@pytest.mark.parametrize("name", ["99_smal", "", "notebooks", "../99_small/"])
def test_an_unknown_name_is_answered_with_the_known_ones(stored, monkeypatch, capsys, name) -> None:
    monkeypatch.setattr(notebooks, "NOTEBOOKS", stored().parent)
    assert notebooks.main([name]) == 1
    assert capsys.readouterr().err == f"There is no notebook {name!r}; use one of 99_small.\n"


def test_a_copy_that_a_reader_kept_is_none_of_the_courses(stored, monkeypatch) -> None:
    path = stored()
    path.with_name(f"{path.stem} 2026-03-01 101500.ipynb").write_text("whatever")
    monkeypatch.setattr(notebooks, "NOTEBOOKS", path.parent)
    assert notebooks.own() == [path]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": 3}', '{"cells": [{}]}'])
def test_a_damaged_notebook_is_named(stored, capsys, text: str) -> None:
    path = stored()
    path.write_text(text, "utf-8")
    assert notebooks.main([str(path)]) == 1
    assert "notebooks/99_small.ipynb cannot be read as a notebook" in capsys.readouterr().err
    assert path.read_text("utf-8") == text


# --- ids


def test_ids_are_kept_or_derived_once() -> None:
    cells = [
        {"source": "a", "id": "own"},
        {"source": "b"},
        {"source": ["b"]},
        {"source": "c", "id": "own"},
    ]
    again = [dict(cell) for cell in cells]
    notebooks.give_ids(cells)
    notebooks.give_ids(again)
    ids = [cell["id"] for cell in cells]
    assert ids[0] == "own"
    assert len(set(ids)) == 4
    assert cells == again
    notebooks.give_ids(cells)
    assert [cell["id"] for cell in cells] == ids


def test_only_an_authors_metadata_stays() -> None:
    mine = {"tags": ["worked-example"], "slideshow": {"slide_type": "slide"}}
    cell = new_markdown_cell("a", metadata=mine | {"collapsed": True, "trusted": True})
    notebook = new_notebook(cells=[cell], metadata={"widgets": {}, "toc": 1})
    notebooks.normalise(notebook)
    assert cell.metadata == mine
    assert notebook.metadata.keys() == {"kernelspec", "language_info"}


def test_only_pieces_of_one_stream_are_joined() -> None:
    def stream(name: str, text: str) -> Any:
        return new_output("stream", name=name, text=text)

    shown = new_output("display_data", {"text/plain": "x"})
    pieces = [stream("stdout", "a"), stream("stdout", "b"), stream("stderr", "c"), shown,
              shown.copy(), stream("stdout", "d"), stream("stdout", "e")]  # fmt: skip
    texts = [output.get("text", "x") for output in notebooks.joined(pieces)]
    assert texts == ["ab", "c", "x", "x", "de"]


# --- references


def test_everything_cited_is_listed_once_by_label() -> None:
    fine, firoz = references.link("fine1991"), references.link("firoz2001")
    printed = new_output("display_data", {"text/markdown": f"As in {firoz}."})
    notebook = new_notebook(cells=[
        new_markdown_cell(f"{firoz} and {fine}, again {fine}; not [this](https://example.org)."),
        new_code_cell("x", outputs=[printed]),
    ])  # fmt: skip
    notebooks.set_references(notebook, notebooks.citations("99_small", notebook))
    lines = notebook.cells[-1].source.splitlines()
    assert lines[:2] == ["## References", ""]
    assert [line[: line.index("]")] for line in lines[2:]] == ["1. [Fine 1991", "2. [Firoz 2001"]
    assert notebook.cells[-1].metadata.tags == ["references"]


def test_questions_and_claims_are_cited(monkeypatch) -> None:
    claims = notebooks.tables.table("claims").head(1)
    claims = claims.assign(lesson="99_small", source_keys="fine1991;firoz2001")
    monkeypatch.setattr(notebooks.tables, "table", lambda name: claims)
    monkeypatch.setattr(notebooks, "questions_text", lambda name: references.link("walker2003"))
    assert notebooks.citations("99_small", new_notebook()) == [
        "walker2003",
        "fine1991",
        "firoz2001",
    ]
    assert notebooks.citations("98_other", new_notebook()) == ["walker2003"]


def test_what_an_explorer_shows_is_cited() -> None:
    output = new_output("display_data", metadata={"sources": "fine1991;firoz2001"})
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[output])])
    assert notebooks.citations("98_other", notebook) == ["fine1991", "firoz2001"]


def test_a_lesson_may_be_without_questions(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(notebooks.tables, "DATA", tmp_path)
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "99_small.toml").write_text("# none yet", "utf-8")
    assert notebooks.questions_text("99_small") == "# none yet"
    assert notebooks.questions_text("98_other") == ""


def test_the_list_itself_cites_nothing() -> None:
    listed = f"## References\n\n1. {references.link('fine1991')}"
    cell = new_markdown_cell(listed, metadata={"tags": ["references"]})
    assert notebooks.citations("99_small", new_notebook(cells=[cell])) == []


def test_the_list_is_kept_up_to_date_and_last() -> None:
    mine = {"tags": ["references"], "slideshow": {"slide_type": "skip"}}
    old = new_markdown_cell("## References\n\n1. old", id="kept", metadata=mine)
    notebook = new_notebook(cells=[old, new_markdown_cell("text")])
    notebooks.set_references(notebook, ["fine1991"])
    assert notebook.cells[0].source == "text"
    assert notebook.cells[-1].id == "kept"
    assert notebook.cells[-1].metadata == mine
    assert "old" not in notebook.cells[-1].source
    notebooks.set_references(notebook, [])
    assert [cell.source for cell in notebook.cells] == ["text"]


# --- pictures


def figure_notebook(*figures: dict, **data: Any) -> Any:
    shown = [new_output("display_data", {notebooks.PLOTLY: figure, **data}) for figure in figures]
    return new_notebook(cells=[new_code_cell("x", outputs=shown)])


def test_only_a_figure_that_changed_is_drawn(drawn) -> None:
    other = FIGURE | {"layout": {"height": 300}}
    known = notebooks.stored_pictures(figure_notebook(FIGURE, **{notebooks.PNG: "old"}))
    moved = dict(reversed(FIGURE.items()))
    notebook = figure_notebook(other, moved, other)
    notebooks.add_pictures(Path("a/b.ipynb"), notebook, known)
    assert drawn == [other]
    new = base64.b64encode(b"picture 1").decode()
    pictures = [output.data[notebooks.PNG] for output in notebook.cells[0].outputs]
    assert pictures == [new, "old", new]


def test_unchanged_pictures_need_no_browser(monkeypatch) -> None:
    monkeypatch.setattr(notebooks, "draw", fail_to_draw)
    notebooks.add_pictures(Path("a/b.ipynb"), figure_notebook(FIGURE), {
        notebooks.fingerprint(FIGURE): "old"
    })  # fmt: skip


def test_without_a_browser_a_new_picture_is_refused_with_a_sentence(monkeypatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/no/such/browser")
    with pytest.raises(notebooks.Stop, match=r"^a/b\.ipynb: .* draw: 1\. This needs Chromium"):
        notebooks.add_pictures(Path("a/b.ipynb"), figure_notebook(FIGURE), {})


def test_a_picture_is_drawn_the_same_each_time() -> None:
    try:
        one, two = notebooks.draw(Path("a/b.ipynb"), [FIGURE, FIGURE])
    except notebooks.Stop as sentence:
        pytest.skip(str(sentence))
    assert one == two
    assert base64.b64decode(one).startswith(b"\x89PNG")


# --- writing


def test_a_stop_while_writing_leaves_the_old_file(stored, monkeypatch) -> None:
    path = stored()
    before = path.read_bytes()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(notebooks.Stop, match=r"99_small\.ipynb cannot be written \(No space"):
        notebooks.write(path, "new")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
