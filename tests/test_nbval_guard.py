"""The notebooks' own test is honest: it fails when a constant behind a lesson has changed.

It compares stored outputs, so it would also pass where nothing is stored or nothing is compared.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
LESSON = "notebooks/05_supplement_forms.ipynb"
HELPER = "src/helpers/science/quantities.py"
CONSTANT, CHANGED = "MEQ_PER_MMOL = 2", "MEQ_PER_MMOL = 3"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """What a lesson needs to run, away from the repository, with another constant."""
    for part in ("src", "data"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / LESSON, tmp_path / LESSON)
    text = (ROOT / HELPER).read_text("utf-8")
    assert CONSTANT in text, f"{HELPER} has no {CONSTANT!r} any more: choose another constant."
    (tmp_path / HELPER).write_text(text.replace(CONSTANT, CHANGED), "utf-8")
    return tmp_path


def notebook_test(course: Path) -> str:
    """What the notebooks' test says of the lesson, with the helpers of the same copy."""
    cells = ROOT / "tests" / "nbval_sanitize.cfg"
    nbval = ["--nbval", "--nbval-current-env", f"--nbval-sanitize-with={cells}"]
    own = {
        "PYTHONPATH": str(course / "src"),
        "MAGNESIUM_COURSE_PROGRESS": str(course / "progress.json"),
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rfE", "-p", "no:cacheprovider", *nbval, LESSON],
        cwd=course,
        env=os.environ | own,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def test_a_changed_constant_fails_where_it_shows_and_nowhere_else(changed: Path) -> None:
    printed = notebook_test(changed)
    assert "Cell outputs differ" in printed and "mismatch" in printed, printed
    cells = [cell for cell in nbformat.read(ROOT / LESSON, 4).cells if cell.cell_type == "code"]
    failed = [
        int(number) for number in re.findall(r"^FAILED .*::Cell (\d+)", printed, re.MULTILINE)
    ]
    assert failed, printed
    assert [cell for cell in (cells[n] for n in failed) if "mEq" not in str(cell)] == []
    assert f"{len(failed)} failed, {len(cells) - len(failed)} passed" in printed, printed
