"""A new lesson: a template that keeps every rule, entered wherever a lesson is entered."""

import shutil
import tomllib
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers import tables
from helpers.lesson.question_file import lesson_page, question_page
from helpers.lesson.questions import questions
from helpers.records import read
from tools import audit, new
from tools.glossary import set_glossary
from tools.instructor.teaching import GuidePage, faults
from tools.lessons import Material
from tools.notebooks import citations, set_page, set_references

NAME, TITLE = "77_fractures", "Fractures: who breaks what"
NOT_RUN = {"counted", "safe"}  # what a kernel adds; `python start.py new` runs one


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """What a lesson is entered in, to be changed."""
    shutil.copytree(tables.DATA, tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    for path in ("README.md", ".github/ISSUE_TEMPLATE/wrong-number.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(new.ROOT / path, tmp_path / path)
    return tmp_path


def test_the_template_keeps_every_rule(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new.make(house, NAME, TITLE)
    monkeypatch.setattr(tables, "DATA", house / "data")
    notebook = nbformat.read(house / "notebooks" / f"{NAME}.ipynb", as_version=4)
    set_glossary(NAME, notebook)
    set_references(notebook, citations(NAME, notebook))
    set_page(NAME, notebook)
    more = question_page(NAME)
    page = audit.Page(
        NAME, notebook, lesson_page(NAME), questions(NAME), 0, more.imports, more.prediction
    )
    rules = [rule for rule in audit.RULES if rule.__name__ not in NOT_RUN]
    assert [finding for rule in rules for finding in rule(page)] == []
    claims = pd.DataFrame({"claim_id": []})
    material = Material(NAME, page.lesson, page.questions, claims, notebook)
    assert list(faults(read(f"guide/{NAME}", GuidePage), material)) == []


def test_the_lesson_is_entered_in_every_list(house: Path) -> None:
    made = new.make(house, NAME, TITLE)
    assert made[:4] == [
        f"data/lessons/{NAME}.toml", f"data/questions/{NAME}.toml", f"data/guide/{NAME}.toml",
        f"notebooks/{NAME}.ipynb",
    ]  # fmt: skip
    readme = (house / "README.md").read_text("utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| ")]
    assert rows[-1] == f"| 77 [{TITLE}](notebooks/{NAME}.ipynb) | 10 | [on Binder][binder-77] |"
    (link,) = [line for line in readme.splitlines() if line.startswith("[binder-77]: ")]
    assert link.endswith(f"urlpath=lab/tree/notebooks/{NAME}.ipynb")
    form = (house / ".github/ISSUE_TEMPLATE/wrong-number.yml").read_text("utf-8")
    assert "- 77 Fractures\n        - Somewhere else\n" in form
    syllabus = tomllib.loads((house / "data/syllabus.toml").read_text("utf-8"))
    assert NAME in syllabus["syllabus"][0]["session"][-1]["home"]


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("fractures", TITLE, "fractures is no name for a lesson; give two digits and words"),
        ("7_fractures", TITLE, "7_fractures is no name"),
        ("../07_x", TITLE, "is no name"),
        ("77_Fractures", TITLE, "is no name"),
        (NAME, "a | b and c", "is no title"),
        (NAME, "x", "is no title"),
        ("05_fractures", TITLE, "05_supplement_forms has this number; the next free one is"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_changes_nothing(
    house: Path, name: str, title: str, said: str
) -> None:
    before = {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}
    with pytest.raises(new.Stop, match=said):
        new.make(house, name, title)
    assert {path: path.read_bytes() for path in house.rglob("*") if path.is_file()} == before


def test_a_title_keeps_its_quotes(house: Path) -> None:
    new.make(house, NAME, 'The "strong" bone')
    page = tomllib.loads((house / f"data/lessons/{NAME}.toml").read_text("utf-8"))
    assert page["title"] == '77. The "strong" bone'


def test_the_command_tells_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert new.main(["fractures", TITLE]) == 1
    assert "is no name for a lesson" in capsys.readouterr().err
