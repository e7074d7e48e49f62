"""The original of a lesson: from git, else from the first start of JupyterLab."""

import subprocess
from pathlib import Path

import pytest

from helpers.originals import keep_originals, original

LESSON = "05_supplement_forms"
GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course with one lesson."""
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text("installed", "utf-8")
    return folder


def git(folder: Path, *words: str) -> None:
    subprocess.run([*GIT, *words], cwd=folder, check=True, capture_output=True)


def change(folder: Path, text: str) -> None:
    (folder / f"{LESSON}.ipynb").write_text(text, "utf-8")


def test_the_first_start_keeps_what_later_starts_do_not_replace(folder: Path, tmp_path: Path):
    for text in ("installed", "changed by a reader"):
        change(folder, text)
        keep_originals(folder, tmp_path / "kept")
    assert original(LESSON, folder, folder, tmp_path / "kept") == b"installed"


def test_git_knows_the_update_that_the_first_start_did_not(folder: Path, tmp_path: Path):
    keep_originals(folder, tmp_path / "kept")
    git(folder, "init")
    change(folder, "updated")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "An update")
    change(folder, "changed by a reader")
    assert original(LESSON, folder, folder, tmp_path / "kept") == b"updated"


def test_what_nbgitpuller_has_committed_is_not_the_original(folder: Path, tmp_path: Path):
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "The course")
    git(tmp_path, "clone", str(folder.parent / "notebooks"), "reader")
    change(tmp_path / "reader", "changed by a reader")
    git(tmp_path / "reader", "commit", "-am", "Automatic commit")
    assert original(LESSON, tmp_path / "reader", folder, tmp_path / "kept") == b"installed"


def test_where_nothing_can_be_kept_the_server_starts_all_the_same(folder: Path, tmp_path: Path):
    (tmp_path / "kept").write_text("a file in the way", "utf-8")
    keep_originals(folder, tmp_path / "kept")
    with pytest.raises(OSError):
        original(LESSON, folder, folder, tmp_path / "kept")
