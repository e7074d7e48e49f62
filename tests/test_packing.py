"""The course installs into folders of any name, and an ordinary installation has its data."""

import os
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LETTERS = "Kürs Mg & Knochen 日本 Ωμ"
BUILD = "import sys, course_build; print(getattr(course_build, sys.argv[1])(sys.argv[2]))"
# The name of the folder is read as the two old ways of reading a file with its path would.
LOCALES = {
    "plain C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "western": {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0"},
    "UTF-8": {"PYTHONUTF8": "1"},
}


def build(kind: str, root: Path, into: Path) -> Path:
    """Unpack a wheel of the course in `root`, as pip does, and return where its files are."""
    backend = os.environ | {"PYTHONPATH": str(ROOT / "tools" / "packing"), "PYTHONUTF8": "1"}
    into.mkdir(parents=True)
    said = subprocess.run(
        [sys.executable, "-c", BUILD, kind, into], cwd=root, env=backend, check=True,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    with zipfile.ZipFile(into / said.stdout.strip()) as wheel:
        wheel.extractall(into)
    return into


@pytest.mark.parametrize("locale", LOCALES.values(), ids=LOCALES)
def test_a_course_in_a_folder_of_any_name_is_found(tmp_path: Path, locale: dict[str, str]) -> None:
    root = tmp_path / LETTERS
    (root / "src" / "helpers").mkdir(parents=True)
    (root / "src" / "helpers" / "__init__.py").write_text("where = 'found'", "utf-8")
    (root / "data").mkdir()
    (root / "jupyter").mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    where = build("build_editable", root, tmp_path / "site")
    assert (where / "helpers.pth").read_bytes().isascii()
    code = "import site, sys; site.addsitedir(sys.argv[1]); import helpers; print(helpers.where)"
    said = subprocess.run(
        [sys.executable, "-S", "-c", code, where], cwd=tmp_path, env=os.environ | locale,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert said.stdout.strip() == "found", said.stderr


def test_an_ordinary_installation_has_its_data(tmp_path: Path) -> None:
    where = build("build_wheel", ROOT, tmp_path / "site")
    code = "from helpers import tables; print(tables.DATA, len(tables.table('forms')))"
    others = os.pathsep.join([str(where), *site.getsitepackages()])
    said = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": others},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.startswith(str(where / "helpers" / "data"))
    packed = where / "helpers" / "data"
    names = ["datapackage.json", "references.bib", "lessons", "questions"]
    assert {path.name for path in packed.iterdir()} > {*names}
    assert len(list(packed.rglob("*.*"))) == len(list((ROOT / "data").rglob("*.*")))
