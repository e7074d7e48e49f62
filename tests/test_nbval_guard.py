"""The notebooks' own test is honest: it fails when a constant behind a lesson has changed.

It compares stored outputs, so it would also pass where nothing is stored or nothing is compared.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LESSON = "notebooks/05_supplement_forms.ipynb"
HELPER = "src/helpers/science/quantities.py"
CONSTANT, CHANGED = "MEQ_PER_MMOL = 2", "MEQ_PER_MMOL = 3"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[subprocess.Popen]]:
    """Test one lesson in a copy of the course and in a changed copy, at the same time."""
    copies = [copy(tmp_path_factory.mktemp(name)) for name in ("same", "changed")]
    text = (copies[1] / HELPER).read_text("utf-8")
    assert CONSTANT in text, f"{HELPER} has no {CONSTANT!r} any more: choose another constant."
    (copies[1] / HELPER).write_text(text.replace(CONSTANT, CHANGED), "utf-8")
    started = [start(folder) for folder in copies]
    yield started
    for process in started:
        process.kill()
        process.communicate()


def copy(folder: Path) -> Path:
    """What a lesson needs to run, away from the repository."""
    for part in ("src", "data"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / LESSON, folder / LESSON)
    return folder


def start(folder: Path) -> subprocess.Popen:
    """Test the lesson of a copy with the helpers of the same copy."""
    cells = ROOT / "tests" / "nbval_sanitize.cfg"
    nbval = ["--nbval", "--nbval-current-env", f"--nbval-sanitize-with={cells}"]
    own = {
        "PYTHONPATH": str(folder / "src"),
        "MAGNESIUM_COURSE_PROGRESS": str(folder / "progress.json"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *nbval, LESSON],
        cwd=folder,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def test_the_same_course_passes(runs: list[subprocess.Popen]) -> None:
    printed, _ = runs[0].communicate(timeout=120)
    assert runs[0].returncode == 0, printed


def test_a_changed_constant_fails(runs: list[subprocess.Popen]) -> None:
    printed, _ = runs[1].communicate(timeout=120)
    assert runs[1].returncode == 1, printed
    assert "Cell outputs differ" in printed, printed
    assert "mismatch" in printed, printed
