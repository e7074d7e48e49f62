"""The quick check: which lessons a change touches, what it says, and what it brings up to date."""

import shutil
from pathlib import Path

import nbformat
import pytest

from helpers import tables
from helpers.lesson.questions import questions
from tools import audit, check

LESSON = "05_supplement_forms"


@pytest.mark.parametrize(("files", "names"), [
    (["notebooks/05_supplement_forms.ipynb"], [LESSON]),
    (["data/lessons/05_supplement_forms.toml", "data/questions/05_supplement_forms.toml"],
     [LESSON, LESSON]),
    (["data/claims.csv", "src/helpers/tables.py", "README.md"], []),
])  # fmt: skip
def test_a_change_touches_its_lesson(files: list[str], names: list[str]) -> None:
    assert check.touched(files) == names


def asked_of_code(*files: str) -> list[str]:
    return [name for name, _ in check.on_code([*files])]


def test_only_what_a_change_needs_is_run() -> None:
    assert asked_of_code() == []
    assert asked_of_code("data/claims.csv") == ["spelling"]
    assert asked_of_code("tools/page.js") == ["JavaScript", "spelling"]
    assert asked_of_code("start.py") == ["style", "layout", "types", "import floors", "spelling"]
    assert "good cases of science" in asked_of_code("src/helpers/science/bone/bank.py")
    assert dict(check.on_data([], [])) == {}
    assert [*dict(check.on_data(["data/claims.csv"], []))] == ["tables of data"]
    stored, numbers = dict(check.on_data([], [LESSON])).values()
    assert stored[-1].endswith(f"{LESSON}.ipynb") and numbers[-1] == LESSON
    assert [*dict(check.on_data([], ["10_practice"]))] == ["stored results (nbval)"]


def test_a_changed_explorer_is_tried() -> None:
    files = ["src/helpers/explorers/intake.py", "src/helpers/explorers/__init__.py"]
    assert dict(check.on_code(files))["explorers"][-2:] == ["-k", "intake"]


def test_a_new_form_is_counted_by_hand() -> None:
    [(_, command)] = check.on_data(["data/forms.csv"], [])
    assert command[-1].endswith("test_supplements.py")


def test_an_unknown_lesson_is_answered_with_the_known_ones(capsys) -> None:
    with pytest.raises(SystemExit):
        check.named(["77"])
    assert "there is no lesson 77; use 00_start_here" in capsys.readouterr().err


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A copy of data/ in which one file of questions has a slip."""
    shutil.copytree(tables.DATA, tmp_path / "data")
    file = tmp_path / "data" / "questions" / f"{LESSON}.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("hints =", "hint =", 2), "utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path / "data")
    for cached in (questions, audit.page):
        cached.cache_clear()
    yield
    for cached in (questions, audit.page):
        cached.cache_clear()


def test_a_slip_is_told_in_the_sentences_of_the_reader(spoiled, capsys) -> None:
    assert check.on_lessons([LESSON]) == [f"{LESSON}: data and audit"]
    printed = capsys.readouterr().out.splitlines()
    first = next(line for line in printed if "hint" in line)
    assert first.strip().startswith(
        f"data/questions/{LESSON}.toml, question 'citrate-elemental': the key 'hint' is not known; "
        "did you mean 'hints'?"
    )
    assert sum("question 'oxide-mmol'" in line for line in printed) == 2


def test_a_slip_in_a_table_is_told_once(spoiled, capsys, monkeypatch) -> None:
    table = tables.DATA / "foods.csv"
    table.write_text(table.read_text("utf-8").replace(",vegetables,", ",vegetable,", 1), "utf-8")
    monkeypatch.setattr(check, "changed", lambda: ["data/foods.csv"])
    assert check.main([LESSON]) == 1
    printed = capsys.readouterr().out
    assert printed.count("'vegetable' does not fit; expected one of") == 1
    assert "To be mended: tables, glossary and syllabus." in printed


def test_the_cells_of_a_lesson_with_a_slip_are_not_run(spoiled) -> None:
    """Each would tell the same slip once more, under a traceback."""
    assert "stored results (nbval)" not in dict(check.on_data([], [LESSON]))


def test_a_missing_glossary_link_is_written_and_told(tmp_path: Path) -> None:
    copy = tmp_path / f"{LESSON}.ipynb"
    shutil.copy(audit.NOTEBOOKS / copy.name, copy)
    assert not check.relinked(copy)
    notebook = nbformat.read(copy, as_version=4)
    notebook.cells[-1].source = "## References"
    nbformat.write(notebook, copy)
    assert check.relinked(copy)
    assert copy.read_text("utf-8") == (audit.NOTEBOOKS / copy.name).read_text("utf-8")


def test_how_facts_were_verified_is_brought_up_to_date(tmp_path: Path, monkeypatch, capsys) -> None:
    old = tmp_path / "evidence.md"
    old.write_text("old", "utf-8")
    monkeypatch.setattr(check.evidence, "FILE", old)
    assert check.update_evidence() == []
    assert "evidence.md written anew" in capsys.readouterr().out
    assert old.read_text("utf-8") == check.evidence.report()


def test_the_last_line_says_what_to_mend() -> None:
    assert check.verdict([]) == "All is well."
    assert check.verdict(["style", "types"]) == "To be mended: style, types."
