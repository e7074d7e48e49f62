"""The other files of typed data: a slip is told by file, item, key and what is allowed."""

from pathlib import Path

import pytest

from helpers import tables
from helpers.lesson.question_file import LessonPage
from helpers.records import Record, read
from helpers.tables import TableError
from tools.glossary import Glossary
from tools.instructor.syllabus import SyllabusFile


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Copy one file of data/ with one change."""
    folder = tables.DATA

    def spoil(path: str, old: str, new: str) -> None:
        text = (folder / f"{path}.toml").read_text("utf-8")
        assert old in text
        copy = tmp_path / f"{path}.toml"
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text.replace(old, new, 1), "utf-8")

    monkeypatch.setattr(tables, "DATA", tmp_path)
    return spoil


LESSON = "lessons/05_supplement_forms"


@pytest.mark.parametrize(("path", "kind", "old", "new", "said"), [
    (LESSON, LessonPage, "minutes = ", "minutes = 0.5 # ",
     "the key 'minutes' is 0.5; expected a whole number."),
    (LESSON, LessonPage, "minutes = ", "# ", "the key 'minutes' is missing; expected a whole"),
    (LESSON, LessonPage, 'id = "dose"', 'id = "label"', "objective 'label': the id stands twice"),
    ("syllabus", SyllabusFile, "home = ", "homes = ",
     "syllabus 'four_sessions': session 'Where magnesium is, and what bone does with it': "),
    ("syllabus", SyllabusFile, "talk = 5", "talk = 5.5",
     "the key 'talk' is 5.5; expected a whole number."),
    ("glossary", Glossary, 'forms = ["AI"]', 'forms = "AI"',
     "term 'adequate intake': the key 'forms' is 'AI'; expected a list of text."),
    ("glossary", Glossary, 'name = "albumin"', 'name = "adequate intake"',
     "term 'adequate intake': the name stands twice"),
])  # fmt: skip
def test_a_slip_is_told_by_name(
    spoiled, path: str, kind: type[Record], old: str, new: str, said: str
) -> None:
    spoiled(path, old, new)
    with pytest.raises(TableError) as problem:
        read(path, kind)
    assert str(problem.value).startswith(f"data/{path}.toml, ")
    assert said in str(problem.value)


def test_every_slip_is_told(spoiled) -> None:
    spoiled(LESSON, "minutes = ", "minute = ")
    with pytest.raises(TableError) as problem:
        read(LESSON, LessonPage)
    unknown, missing = str(problem.value).splitlines()
    assert "the key 'minute' is not known; did you mean 'minutes'?" in unknown
    assert "the key 'minutes' is missing" in missing
