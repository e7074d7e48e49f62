"""What is stored in instructor/ is what the lessons give."""

import re
from pathlib import Path

import pytest

from tools.instructor import __main__ as instructor
from tools.lessons import names

AGAIN = "instructor/ is not what the lessons give; run: python start.py instructor"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return instructor.made()


def test_the_stored_files_are_up_to_date(made: dict[str, bytes]) -> None:
    stored = instructor.stored(instructor.FOLDER)
    changed = [name for name in made.keys() | stored.keys() if made.get(name) != stored.get(name)]
    assert not changed, f"{AGAIN} (changed: {', '.join(sorted(changed))})"


def test_a_second_run_changes_no_byte(made: dict[str, bytes]) -> None:
    assert instructor.made() == made


def test_every_lesson_has_its_files(made: dict[str, bytes]) -> None:
    for name in names():
        assert {
            f"guide/{name}.md",
            f"notes/{name}.json",
            f"moodle/{name}.xml",
            f"qti/{name}.zip",
            f"canvas/{name}.zip",
        } <= made.keys()


def test_only_what_has_changed_is_written(
    tmp_path: Path, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instructor, "made", lambda: made)
    (tmp_path / "my_own_plan.md").write_text("by hand", "utf-8")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "99_gone.md").write_text("old", "utf-8")
    assert instructor.write(tmp_path) == len(made) + 1
    assert instructor.write(tmp_path) == 0
    assert instructor.stored(tmp_path) == made
    assert (tmp_path / "my_own_plan.md").read_text("utf-8") == "by hand"


def test_the_command(
    tmp_path: Path,
    made: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(instructor, "made", lambda: made)
    monkeypatch.setattr(instructor, "FOLDER", tmp_path)
    assert instructor.main([]) == 0
    assert instructor.main([]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [f"instructor/: {count} files changed" for count in (len(made), 0)]


def test_every_file_is_told_in_the_readme(made: dict[str, bytes]) -> None:
    readme = (instructor.FOLDER / "README.md").read_text("utf-8")
    pages = {name.split("/")[0] for name in made}
    assert [page for page in pages if f"({page})" not in readme] == []


def test_links_between_files_lead_somewhere(made: dict[str, bytes]) -> None:
    pages = {name: text.decode() for name, text in made.items() if name.endswith(".md")}
    pages["README.md"] = (instructor.FOLDER / "README.md").read_text("utf-8")
    for name, text in pages.items():
        folder = (instructor.FOLDER / name).parent
        for link in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", text):
            assert (folder / link).exists(), (name, link)
