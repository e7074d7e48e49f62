"""JavaScript that loads as it stands: every file can be read, and what is pure is right.

Node.js reads and runs it; the page itself is tested in a browser.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NODE = shutil.which("node")
FOLDERS = ("src/helpers/lesson", "jupyter/share", "tools")
FILES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.js")
    if "reveal" not in path.parts
)
TESTS = sorted(ROOT.glob("tests/javascript/*.test.mjs"))

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed; browsers test it")


def node(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What Node.js says."""
    command = [str(NODE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_can_be_read(file: Path, tmp_path: Path) -> None:
    module = shutil.copy(file, tmp_path / f"{file.stem}.mjs")  # by this ending Node.js knows one
    checked = node("--check", module)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "file", sorted(ROOT.glob("tests/javascript/*.test.mjs")), ids=lambda f: f.stem
)
def test_what_is_pure(file: Path) -> None:
    done = node("--test", file)
    assert done.returncode == 0, done.stdout + done.stderr
