"""The doctor names what is broken, in one line with its remedy, and never breaks itself."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from helpers import doctor, tables

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "progress.json"
    monkeypatch.setenv("MAGNESIUM_COURSE_PROGRESS", str(path))
    return path


def problems(check: str) -> list[str]:
    """What one check complains about."""
    return list(doctor.found(doctor.CHECKS[check]))


def test_a_sound_installation_is_well(capsys) -> None:
    assert doctor.main([]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "All is well."


def test_a_bare_python_is_told_to_install(tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", symlinks=os.name != "nt")
    python = tmp_path / "bare" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    said = subprocess.run(
        [python, ROOT / "src" / "helpers" / "doctor.py"], env=kept, capture_output=True, text=True
    )
    assert said.returncode == 1
    assert "PROBLEM  packages:" in said.stdout
    assert "-m pip install --no-deps --requirement requirements.txt" in said.stdout
    assert "Traceback" not in said.stdout + said.stderr


def test_an_older_python_is_told(monkeypatch) -> None:
    monkeypatch.setattr(doctor, "NEEDED", (99, 0))
    [line] = problems("Python")
    assert "the course needs 99.0 or newer" in line and "python.org" in line


def test_missing_packages_are_counted_and_stop_what_needs_them(capsys, monkeypatch) -> None:
    found = doctor.version
    gone = {"plotly", "pandas", "narwhals", "six"}
    monkeypatch.setattr(doctor, "version", lambda name: "" if name in gone else found(name))
    assert doctor.main([]) == 1
    said = capsys.readouterr().out
    assert "packages are missing (narwhals, pandas, plotly, ...)." in said and "4 of " in said
    assert "later    data" in said


def test_a_wrong_version_is_named_with_what_is_needed(monkeypatch) -> None:
    found = doctor.version
    monkeypatch.setattr(
        doctor, "version", lambda name: "5.24.1" if name == "plotly" else found(name)
    )
    [line] = problems("packages")
    assert "plotly 5.24.1 is installed; needed is" in line


def test_a_package_that_cannot_be_imported_is_named(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    [line] = problems("imports")
    assert line.startswith("anywidget cannot be used")


@pytest.mark.parametrize(("info", "said"), [
    ({"disabled": ["anywidget"]}, "jupyter labextension enable anywidget"),
    ({"federated_extensions": [*doctor.EXTENSIONS.keys() - {"anywidget"}]}, "not find anywidget"),
])  # fmt: skip
def test_controls_that_cannot_appear_are_named(monkeypatch, info, said) -> None:
    found = {"disabled": [], "federated_extensions": list(doctor.EXTENSIONS)}
    monkeypatch.setattr("jupyterlab.commands.get_app_info", lambda options: found | info)
    [line] = problems("controls")
    assert said in line


def test_a_damaged_table_is_named_with_its_place(monkeypatch, tmp_path) -> None:
    data = shutil.copytree(tables.DATA, tmp_path / "data")
    (data / "forms.csv").write_text("form_id\n")
    monkeypatch.setattr(tables, "DATA", data)
    lines = problems("data")
    assert lines and "data/forms.csv, row 1" in lines[0] and "Get the folder data/ anew" in lines[0]


def test_a_folder_without_write_access_is_named(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("MAGNESIUM_COURSE_PROGRESS", str(tmp_path / "none" / "progress.json"))
    [line] = problems("saving")
    assert "Answers cannot be saved in" in line and "a folder of your own" in line


@pytest.mark.parametrize("text", ["{", "[]", '{"answers": 3}', '{"answers": {"label": "right"}}'])
def test_a_damaged_progress_file_is_named(own_progress: Path, text: str) -> None:
    own_progress.write_text(text)
    [line] = problems("saving")
    assert "is damaged" in line and "Bring it back" in line


def test_a_check_that_breaks_is_a_problem(monkeypatch) -> None:
    def broken():
        raise RuntimeError("out of order")
        yield

    monkeypatch.setitem(doctor.CHECKS, "controls", broken)
    [line] = problems("controls")
    assert "cannot be checked (RuntimeError: out of order)" in line


# --- the first cells, with a `helpers` that is hidden, half there, or not there


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one lesson."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    shutil.copy(ROOT / "notebooks" / "05_supplement_forms.ipynb", folder)
    monkeypatch.setattr(doctor, "notebooks", lambda: folder)
    return folder


def test_a_file_of_the_reader_that_hides_the_course_is_named(lessons: Path) -> None:
    (lessons / "helpers.py").write_text("")
    [line] = problems("first cells")
    assert "helpers.py, which hides the course. Move or rename it." in line


def test_another_helpers_on_pythons_path_is_named(lessons, monkeypatch, tmp_path) -> None:
    (tmp_path / "other" / "helpers").mkdir(parents=True)
    (tmp_path / "other" / "helpers" / "__init__.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "other"))
    [line] = problems("first cells")
    assert "Take its folder out of the environment variable PYTHONPATH." in line


def test_a_half_installed_course_is_named(lessons, monkeypatch, tmp_path) -> None:
    half = shutil.copytree(ROOT / "src" / "helpers", tmp_path / "half" / "helpers")
    shutil.rmtree(half / "explorers")
    monkeypatch.setenv("PYTHONPATH", str(half.parent))
    [line] = problems("first cells")
    assert "The first cell of a lesson stops (ModuleNotFoundError: No module named" in line


@pytest.mark.parametrize(("code", "said"), [
    ("print(None)", "Python does not find the course"),
    ("raise SystemExit('Fatal: no codec')", "cannot start in the folder of the lessons (Fatal"),
])  # fmt: skip
def test_a_kernel_that_finds_nothing_or_does_not_start(lessons, monkeypatch, code, said) -> None:
    monkeypatch.setattr(doctor, "FIRST_CELLS", code)
    [line] = problems("first cells")
    assert said in line
