"""Check what you have changed, in seconds; `python start.py test` checks everything.

    python start.py check        what git says is changed, and the lessons that it touches
    python start.py check 05     this lesson as well, changed or not

Derived files are brought up to date on the way, and each is named: a lesson's list of references
and its glossary links, what instructors get, and how facts were verified.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path, PurePath

import nbformat

from helpers import tables
from helpers.records import read
from helpers.tables import TableError
from tools import audit, evidence, glossary, lessons
from tools.instructor import __main__ as instructor
from tools.instructor import syllabus
from tools.instructor.syllabus import SyllabusFile
from tools.notebooks import NOTEBOOKS, citations, set_references, write
from tools.test import IMPORT_LINTER, NBVAL, PYTEST

ROOT = Path(__file__).resolve().parents[1]
# A file in one of these belongs to a lesson.
FOLDERS = {"notebooks", "data/questions", "data/lessons", "data/guide"}
WORKED = "tests/lesson/test_worked.py"  # each number a second way
DRAWN = ("data/questions/", "data/practice/", "src/helpers/practice/")
TABLES = "tests/test_tables.py"
OWN_TESTS = {"data/forms.csv": "tests/science/test_supplements.py"}  # of a table
GOOD_CASE = "every_public_name_has_a_good_case"
EXPLORERS = "src/helpers/explorers/[a-z]*.py"
SCRIPTS = (".js", ".mjs", ".cjs")
TERSE = [*PYTEST, "--no-header", "--color=no"]
Findings = list[str]
Asked = Iterator[tuple[str, list[str]]]  # of programs, each with its name
Running = dict[Future[Findings], str]


def main(arguments: list[str] | None = None) -> int:
    """Check; the last line counts what was found."""
    start, files = time.monotonic(), changed()
    names = sorted({*touched(files), *named(arguments)})
    print(f"Changed files: {len(files)}. Lessons: {', '.join(names) or 'none'}.", flush=True)
    found = tell("tables, glossary and syllabus", shared())
    asked = list(on_code(files))
    if not found:
        update_lessons(names)
        asked += on_data(files, names)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        own = os.environ | {"MAGNESIUM_COURSE_PROGRESS": str(Path(folder) / "progress.json")}
        with ThreadPoolExecutor(max_workers=2) as pool:
            running = {pool.submit(run, command, own): name for name, command in asked}
            found = found or on_lessons(names)
            found += gathered(running)
    print(f"\n{verdict(found)} ({time.monotonic() - start:.0f} s)")
    return 1 if found else 0


def verdict(wrong: list[str]) -> str:
    """The last line."""
    return f"To be mended: {', '.join(wrong)}." if wrong else "All is well."


def named(arguments: list[str] | None) -> list[str]:
    """The lessons that the command line names; none if it names none."""
    parser = argparse.ArgumentParser(
        "python start.py check",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("lesson", nargs="*", help="number or name, such as 05")
    words = parser.parse_args(arguments).lesson
    try:
        return lessons.named(words, lessons.pages()) if words else []
    except ValueError as problem:
        parser.error(str(problem))


def tell(name: str, found: Findings) -> list[str]:
    """Print a part that is done, and what it found; return its name if that is anything."""
    print(f"{'✗' if found else '✓'} {name}", flush=True)
    for finding in found:
        print(f"    {finding}", flush=True)
    return [name] if found else []


# --- what has changed


def changed() -> list[str]:
    """The files that differ from the last commit, and new ones, as git names them."""
    kept = git("diff", "--name-only", "--diff-filter=d", "HEAD")
    return sorted({*kept, *git("ls-files", "--others", "--exclude-standard")})


def git(*arguments: str) -> list[str]:
    """The lines that git prints."""
    command = ["git", "-c", "core.quotePath=off", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    return done.stdout.splitlines()


def touched(files: list[str]) -> list[str]:
    """The lessons to which a changed notebook, question file or header belongs."""
    return [path.stem for path in map(Path, files) if path.parent.as_posix() in FOLDERS]


# --- derived files


def update_lessons(names: list[str]) -> None:
    """Write references and glossary links of the lessons that have a notebook."""
    for path in (NOTEBOOKS / f"{name}.ipynb" for name in names):
        if path.exists() and relinked(path):
            print(f"↻ {path.relative_to(ROOT)}: references and glossary links written anew")


def relinked(path: Path) -> bool:
    """Write references and glossary links of one lesson; tell whether that has changed it."""
    notebook = nbformat.read(path, as_version=4)
    try:
        glossary.set_glossary(path.stem, notebook)
    except TableError:
        return False  # told with the data
    set_references(notebook, citations(path.stem, notebook))
    return write(path, nbformat.writes(notebook) + "\n")


def update_instructor(names: list[str]) -> Findings:
    """Write what instructors get of these lessons; what does not fit them is found."""
    try:
        pages = syllabus.syllabuses()
        wanted = {f"syllabus_{name}.md": page.encode() for name, page in pages.items()}
        for name in lessons.names():
            if name not in names:
                continue
            wanted |= instructor.of_lesson(lessons.lesson(name))
    except TableError as error:
        return str(error).splitlines()
    for name in instructor.update(instructor.FOLDER, wanted):
        print(f"↻ instructor/{name} written anew")
    return []


def update_evidence() -> Findings:
    """Write how facts were verified; a table that cannot be read is found."""
    try:
        if write(evidence.FILE, evidence.report()):
            print("↻ docs/evidence.md written anew")
    except ValueError as error:
        return str(error).splitlines()
    return []


# --- data and audit: in this Python. Where tables are wrong, whatever rests on them is left out: it
# would tell the same again.


def on_lessons(names: list[str]) -> list[str]:
    """Which lessons are wrong; if none are, what is derived from them is made anew."""
    found = [
        part for name in names for part in tell(f"{name}: data and audit", audit.findings(name))
    ]
    return found or tell("derived files", [*update_instructor(names), *update_evidence()])


def shared() -> Findings:
    """What is wrong with the data that all lessons share."""
    readings: list[Callable[[], object]] = [
        *(partial(tables.table, name) for name in tables.names()),
        glossary.terms,
        partial(read, "syllabus", SyllabusFile),
    ]
    found: Findings = []
    for reading in readings:
        try:
            reading()
        except TableError as error:
            found += str(error).splitlines()
    return found


# --- programs: beside it


def on_data(files: list[str], names: list[str]) -> Asked:
    """What pytest is asked of the lessons' results and numbers, and of tables that have changed."""
    readable = [name for name in names if is_read(name)]
    if readable:
        stored = [str(NOTEBOOKS / f"{name}.ipynb") for name in readable]
        yield "stored results (nbval)", [*TERSE, *NBVAL, *stored]
    if asking := [name for name in readable if name in lessons.names()]:
        yield "numbers worked out twice", [*TERSE, WORKED, "-k", " or ".join(asking)]
    if any(PurePath(file).match("data/*.*") for file in files):
        own = [test for table, test in OWN_TESTS.items() if table in files]
        yield "tables of data", [*TERSE, TABLES, *own]
    if any(file.startswith(DRAWN) for file in files):
        yield "fresh cases", [*TERSE, "tests/practice"]


def on_code(files: list[str]) -> Asked:
    """What each program is asked of the files that have changed."""
    code = [file for file in files if file.endswith((".py", ".ipynb"))]
    if code:
        yield "style", ["-m", "ruff", "check", "--quiet", "--output-format=concise", *code]
        yield "layout", ["-m", "ruff", "format", "--check", "--quiet", "--force-exclude", *code]
    if any(file.endswith(".py") for file in files):
        yield "types", ["-m", "mypy", "--no-error-summary"]
        yield "import floors", ["-c", IMPORT_LINTER, "--no-logo"]
    if any(file.startswith("src/helpers/science/") for file in files):
        yield "good cases of science", [*TERSE, "tests/science/test_bad_input.py", "-k", GOOD_CASE]
    if explorers := [PurePath(file).stem for file in files if PurePath(file).match(EXPLORERS)]:
        yield "explorers", [*TERSE, "tests/test_explorers.py", "-k", " or ".join(explorers)]
    if any(file.endswith(SCRIPTS) for file in files):
        yield "JavaScript", [*TERSE, "tests/test_javascript.py"]
    if files:
        yield "spelling", ["-m", "codespell_lib", *files]


def is_read(name: str) -> bool:
    """Whether a lesson can be read; if not, one sentence says so, and not each of its cells."""
    try:
        return bool(audit.page(name))
    except TableError:
        return False


def run(command: list[str], environment: dict[str, str]) -> Findings:
    """The lines of a program that is not content."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return done.stdout.splitlines() if done.returncode else []


def gathered(running: Running) -> list[str]:
    """Which programs find something; each is told as it ends."""
    return [name for done in as_completed(running) for name in tell(running[done], done.result())]


if __name__ == "__main__":
    sys.exit(main())
