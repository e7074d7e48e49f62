"""Tell whether the course can run here, and what to do if not: `python -m helpers.doctor`.

Only Python's own library is imported at the top: a broken installation can still be looked at,
`python src/helpers/doctor.py` even where the course itself is not installed.
"""

import argparse
import ast
import importlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]  # of the course; an ordinary installation has none
NAME = "magnesium-and-bone"
EDITABLE = "pip install --no-deps --no-build-isolation --editable ."
NEEDED = (3, 11)
NO_CONTROL, NO_START = "no control appears", "no lesson can be started by one press"
EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": NO_CONTROL,
    "anywidget": NO_CONTROL,
    "magnesium-course": NO_START,
}


def check_python() -> Iterator[str]:
    """Whether this Python is new enough."""
    if sys.version_info < NEEDED:
        found = ".".join(map(str, sys.version_info[:3]))
        yield (
            f"This is Python {found}; the course needs {'.'.join(map(str, NEEDED))} or newer. "
            "Install one from https://www.python.org/downloads/ and start again with it."
        )


def check_packages() -> Iterator[str]:
    """Whether each package of the lock is installed, in a version that pyproject.toml allows."""
    from packaging.requirements import Requirement

    wanted = [pin for pin in map(Requirement, pins()) if not pin.marker or pin.marker.evaluate()]
    missing = [pin.name for pin in wanted if not version(pin.name)]
    if missing:
        yield f"{len(missing)} of {len(wanted)} packages are missing ({few(missing)}). {remedy()}"
    for need in map(Requirement, needs()):
        found = version(need.name)
        if found and not need.specifier.contains(found, prereleases=True):
            yield f"{need.name} {found} is installed; needed is {need.specifier}. {remedy()}"
    if not version(NAME):
        yield f"The course itself is not installed. {remedy()}"


def check_imports() -> Iterator[str]:
    """Whether the packages that are installed can be used."""
    for name in ("numpy", "pandas", "scipy", "ipywidgets", "anywidget", "jupyterlab", "ipykernel"):
        try:
            importlib.import_module(name)
        except Exception as error:  # a broken package may raise anything
            yield f"{name} cannot be used ({error}). {remedy()}"


def check_widgets() -> Iterator[str]:
    """Whether JupyterLab finds the widgets' parts and has not switched them off."""
    from jupyterlab.commands import AppOptions, get_app_info
    from jupyterlab.labapp import LabApp

    info = get_app_info(AppOptions(labextensions_path=LabApp().labextensions_path))
    for extension, loss in EXTENSIONS.items():
        if extension not in info["federated_extensions"]:
            yield f"JupyterLab does not find {extension}, so {loss}. {remedy()}"
        if extension in info["disabled"]:
            yield (
                f"{extension} is switched off in JupyterLab, so {loss}. "
                f"Call: jupyter labextension enable {extension}"
            )


# What a kernel does when a lesson starts: it works in the folder of its notebook and looks there
# first. The first line that is printed tells which `helpers` it finds.
FIRST_CELLS = """
import importlib.util, sys
found = importlib.util.find_spec("helpers")
print(ascii(found and (found.origin or list(found.submodule_search_locations)[0])), flush=True)
exec(sys.stdin.read())
"""


def check_first_cells() -> Iterator[str]:
    """Whether the first cell of each lesson finds what it imports, as in a kernel."""
    said = subprocess.run(
        [sys.executable, "-c", FIRST_CELLS],
        cwd=notebooks(),
        input=first_imports(notebooks()),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    last = (said.stderr.strip().splitlines() or [""])[-1]
    if not said.stdout:
        yield f"Python cannot start in the folder of the lessons ({last}). {remedy()}"
        return
    origin = ast.literal_eval(said.stdout.splitlines()[0])
    if origin is None:
        yield f"In a lesson Python does not find the course. {remedy()}"
    elif not Path(origin).with_name("doctor.py").exists():
        yield f"In a lesson `helpers` is {origin}, which hides the course. {unhide(Path(origin))}"
    elif said.returncode:
        yield f"The first cell of a lesson stops ({last}). {remedy()}"


def first_imports(folder: Path) -> str:
    """The imports in the first code cell of each lesson, each once."""
    imports = ["from helpers.lesson import Lesson"]
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = next(("".join(c["source"]) for c in cells if c["cell_type"] == "code"), "")
        parts = ast.parse(code).body
        imports += [ast.unparse(p) for p in parts if isinstance(p, ast.Import | ast.ImportFrom)]
    return "\n".join(dict.fromkeys(imports))


def unhide(origin: Path) -> str:
    """How to get another `helpers` out of the way."""
    places = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if any(place and Path(place).resolve() in origin.resolve().parents for place in places):
        return "Take its folder out of the environment variable PYTHONPATH."
    return "Move or rename it."


def check_data() -> Iterator[str]:
    """Whether tables, references, lessons and questions can be read."""
    from helpers import references, tables
    from helpers.lesson.question_file import lesson_page
    from helpers.lesson.questions import questions
    from helpers.lesson.standing import lessons

    restore = "Get the folder data/ anew from where you got the course."
    readings: list[tuple[Callable[[str], object], list[str]]] = [
        (tables.table, tables.names()),
        (questions, lessons()),
        (lesson_page, lessons()),
        (references.cited, [""]),  # reads all of references.bib
    ]
    for reading, keys in readings:
        for key in keys:
            try:
                reading(key)
            except ValueError as error:
                yield f"{error} {restore}"


def check_progress() -> Iterator[str]:
    """Whether answers can be saved, and those saved before can be read."""
    from helpers.lesson.progress import progress_path

    path = progress_path(notebooks())
    yield from unsaved(path.parent)
    yield from unread(path)


def unsaved(folder: Path) -> Iterator[str]:
    """Why answers cannot be saved in a folder, if they cannot."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield (
            f"Answers cannot be saved in {folder} ({error.strerror}). Put the course into a "
            "folder of your own, or press Save my progress before you leave."
        )


def unread(path: Path) -> Iterator[str]:
    """Why the answers that were saved cannot be read, if they cannot."""
    from helpers.lesson.progress import UNREADABLE, kept_in

    try:
        if path.exists():
            kept_in(path.read_text("utf-8"))
    except OSError as error:
        yield (
            f"{path} cannot be read ({error.strerror}), so no answer is saved. Close what else "
            "uses it, or make it readable for yourself."
        )
    except UNREADABLE:
        yield (
            f"{path} is damaged. The next lesson sets it aside and begins a new one; "
            "to return to an older state, press Bring it back and choose a file that you kept."
        )


CHECKS = {
    "Python": check_python,
    "packages": check_packages,
    "imports": check_imports,
    "first cells": check_first_cells,
    "controls": check_widgets,
    "data": check_data,
    "saving": check_progress,
}
FIRST = ("packages", "imports")  # while these fail, the others would say nothing new
LATER = ("imports", "first cells", "controls", "data", "saving")


def main(arguments: list[str] | None = None) -> int:
    """Run all checks; 0 if nothing is wrong."""
    argparse.ArgumentParser("doctor", description=__doc__).parse_args(arguments)
    if str(HERE.parent) not in sys.path:
        sys.path.insert(0, str(HERE.parent))
    counts: dict[str, int] = {}
    for name, check in CHECKS.items():
        if name in LATER and any(counts.get(first) for first in FIRST):
            print(f"later    {name}: looked at when the packages work")
        else:
            counts[name] = report(name, check)
    count = sum(counts.values())
    if count:
        print(f"\n{count} {'problem' if count == 1 else 'problems'}; begin with the first.")
    else:
        print("\nAll is well.")
    return 1 if count else 0


def report(name: str, check: Callable[[], Iterator[str]]) -> int:
    """Print what a check finds, one line for each problem, and count the problems."""
    problems = list(found(check))
    for problem in problems:
        print(f"PROBLEM  {name}: {' '.join(problem.split())}")
    if not problems:
        print(f"ok       {name}")
    return len(problems)


def found(check: Callable[[], Iterator[str]]) -> Iterator[str]:
    """The problems of one check; that it cannot be made is one more."""
    try:
        yield from check()
    except Exception as error:  # whatever is broken, the next check is made
        yield f"cannot be checked ({type(error).__name__}: {error}). {remedy()}"


def remedy() -> str:
    """How to install again, as it was done here."""
    if Path(sys.prefix).resolve() == ROOT / ".venv":
        return "Delete the folder .venv, then call: python start.py"
    if os.environ.get("CONDA_DEFAULT_ENV") == "magnesium-and-bone":
        return f"Call: conda env update --file environment.yml, then: {EDITABLE}"
    if not is_course():
        return f"Install it anew: {sys.executable} -m pip install --force-reinstall {NAME}"
    if sys.prefix == sys.base_prefix:
        return "Call: python start.py"
    install = f"{sys.executable} -m pip install --no-deps --requirement requirements.txt"
    return f"Call: {install}, then: {sys.executable} -m {EDITABLE}"


def few(names: list[str]) -> str:
    """The first of some names."""
    return ", ".join([*names[:3], *(["..."] if len(names) > 3 else [])])


def is_course() -> bool:
    """Tell whether this file lies in the course's folder, and not in an ordinary installation."""
    return (ROOT / "start.py").exists()


def notebooks() -> Path:
    """The folder of the lessons; with an ordinary installation, the one where the doctor works."""
    return ROOT / "notebooks" if is_course() else Path.cwd()


def pins() -> list[str]:
    """The packages of the lock."""
    if not is_course():
        return needs()
    return re.findall(r"^[\w.-]+==[^\\\n]*[^\\\s]", read("requirements.txt"), re.M)


def needs() -> list[str]:
    """The packages that the course imports."""
    import tomllib

    if not is_course():
        return importlib.metadata.requires(NAME) or []
    return list(tomllib.loads(read("pyproject.toml"))["project"]["dependencies"])


def read(name: str) -> str:
    """The text of a file of the course."""
    return (ROOT / name).read_text("utf-8")


def version(package: str) -> str:
    """The version that is installed; nothing if none is."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
