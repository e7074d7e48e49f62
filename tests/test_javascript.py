"""JavaScript that loads as it stands: a linter finds no fault in it, and what is pure is right.

The linter comes with the tools for tests. Node.js runs the tests where a machine has it; the page
itself is tested in a browser.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import anywidget
import pytest

ROOT = Path(__file__).resolve().parents[1]
LINTER = Path(sys.executable).with_name("oxlint")
NODE = shutil.which("node")
EXTENSION = ROOT / "jupyter/share/jupyter/labextensions/magnesium-course/static"
TESTS = sorted(ROOT.glob("tests/javascript/*.test.mjs"))


def said(*command: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """What a program says."""
    return subprocess.run(
        [*map(str, command)], capture_output=True, encoding="utf-8", errors="replace", cwd=folder
    )


def test_the_linter_finds_no_fault() -> None:
    found = said(LINTER, "--deny-warnings")
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("const a = 1;", "no-unused-vars"),
        ("missing();", "no-undef"),
        ("export const f = (a) => a == 1;", "eqeqeq"),
        ("export const f = (", "but found `EOF`"),
    ],
)
def test_the_linter_bites(tmp_path: Path, code: str, fault: str) -> None:
    shutil.copy(ROOT / ".oxlintrc.json", tmp_path)
    (tmp_path / "spoiled.js").write_text(code, "utf-8")
    found = said(LINTER, "--deny-warnings", folder=tmp_path)
    assert found.returncode and fault in found.stdout


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed; browsers test it")
@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_what_is_pure(file: Path) -> None:
    done = said(NODE, "--test", file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_anywidget_still_waits_for_two_seconds_only() -> None:
    """If this fails, look whether patience.js of the extension is still needed, or its number."""
    static = Path(anywidget.__file__).parent / "labextension" / "static"
    loaded = "".join(path.read_text("utf-8") for path in static.glob("*.js"))
    assert "AbortSignal.timeout(2000)" in loaded
    assert "ANYWIDGET_MS = 2000" in (EXTENSION / "patience.js").read_text("utf-8")
