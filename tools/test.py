"""Every check of the course, one after the other, also after one has failed."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ["-m", "pytest", "--quiet", "-p", "no:nbval"]  # it is slow to load
SANITIZED = "tests/nbval_sanitize.cfg"
SCOPES = "--dist=loadscope"  # all cells of a notebook go to one kernel, and one browser
TWO, THREE = ["-n2", SCOPES], ["-n3", SCOPES]  # a browser waits now and then: a third one works
NBVAL = ["-p", "nbval", "--nbval", "--nbval-current-env", f"--nbval-sanitize-with={SANITIZED}"]
READERS_COPIES = "--ignore-glob=*notebooks?* *.ipynb"
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as lint; lint()"
STEPS = {
    "style": ["-m", "ruff", "check"],
    "layout": ["-m", "ruff", "format", "--check"],
    "spelling": ["-m", "codespell_lib"],
    "types": ["-m", "mypy"],
    "import floors": ["-c", IMPORT_LINTER, "--no-logo"],
    "unit tests and lesson audit": [*PYTEST, *TWO, "tests", "--ignore=tests/browser"],
    "notebooks": [*PYTEST, *TWO, *NBVAL, READERS_COPIES, "notebooks"],
    "browser tests": [*PYTEST, *THREE, "tests/browser"],
}
SLOW = {"notebooks", "browser tests"}
SEEDS = "200"  # drawn of each question, when time is there
COVERAGE = ["-m", "coverage"]


def main() -> int:
    """Run all steps; the last lines tell how long each took and which failed."""
    given = options()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        progress = str(Path(folder) / "progress.json")  # not the learner's own
        lines = str(Path(folder) / "coverage")
        environment = os.environ | {"MAGNESIUM_COURSE_PROGRESS": progress, "COVERAGE_FILE": lines}
        environment |= {"MAGNESIUM_COURSE_BOOK": folder}  # built by the first test that reads it
        environment |= {} if given.quick else {"PRACTICE_SEEDS": SEEDS}
        steps = {name: step for name, step in STEPS.items() if not (given.quick and name in SLOW)}
        if given.coverage:
            steps = {name: measured(step) for name, step in steps.items()}
        seconds, failed = timed(steps, environment)
        if given.coverage:
            report(environment)
    print(f"\n{table(seconds)}\n\n{verdict(failed, len(steps))} ({time.monotonic() - start:.0f} s)")
    return 1 if failed else 0


def options() -> argparse.Namespace:
    """Read the command line."""
    one = "A single one: .venv/bin/python -m pytest tests/science -k NAME"
    parser = argparse.ArgumentParser("python start.py test", description=__doc__, epilog=one)
    say = "tell which lines of Python no test runs (takes longer)"
    parser.add_argument("--coverage", action="store_true", help=say)
    say = "leave out what takes longest: " + " and ".join(sorted(SLOW))
    parser.add_argument("--quick", action="store_true", help=say)
    return parser.parse_args()


def timed(
    steps: dict[str, list[str]], environment: dict[str, str]
) -> tuple[dict[str, float], list[str]]:
    """Run the steps; return how many seconds each took, and which failed."""
    seconds, failed = {}, []
    for name, step in steps.items():
        start = time.monotonic()
        if not passes(name, step, environment):
            failed.append(name)
        seconds[name] = time.monotonic() - start
    return seconds, failed


def passes(name: str, step: list[str], environment: dict[str, str]) -> bool:
    """Run one step under its heading."""
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, *step], cwd=ROOT, env=environment).returncode == 0


def measured(step: list[str]) -> list[str]:
    """The step, with the lines noted that it runs; pytest's steps alone run the course."""
    return [*COVERAGE, "run", *step] if step[:2] == PYTEST[:2] else step


def report(environment: dict[str, str]) -> None:
    """Print the lines that were not run, file by file."""
    print("\n== lines of Python that no test runs", flush=True)
    for task in (["combine", "--quiet"], ["report"]):
        subprocess.run([sys.executable, *COVERAGE, *task], cwd=ROOT, env=environment)


def table(seconds: dict[str, float]) -> str:
    """One line for each step: how long it took."""
    return "\n".join(f"{spent:6.0f} s  {name}" for name, spent in seconds.items())


def verdict(failed: list[str], count: int) -> str:
    """Return the last line."""
    if failed:
        return f"{len(failed)} of {count} steps failed: {', '.join(failed)}."
    return f"All {count} steps passed."


if __name__ == "__main__":
    sys.exit(main())
