"""Every check of the course, one after the other, also after one has failed."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ["-m", "pytest", "--quiet"]
TWO = ["-n2", "--dist=loadscope"]  # all cells of a notebook go to one kernel
NBVAL = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with=tests/nbval_sanitize.cfg"]
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as lint; lint()"
STEPS = {
    "style": ["-m", "ruff", "check"],
    "layout": ["-m", "ruff", "format", "--check"],
    "spelling": ["-m", "codespell_lib"],
    "types": ["-m", "mypy"],
    "import floors": ["-c", IMPORT_LINTER, "--no-logo"],
    "unit tests and lesson audit": [*PYTEST, *TWO, "tests", "--ignore=tests/browser"],
    "notebooks": [*PYTEST, *TWO, *NBVAL, "notebooks"],
    "browser tests": [*PYTEST, "tests/browser"],
}


def main() -> int:
    """Run all steps; the last line says which failed."""
    one = "A single one: .venv/bin/python -m pytest tests/science -k NAME"
    argparse.ArgumentParser("python start.py test", description=__doc__, epilog=one).parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        progress = str(Path(folder) / "progress.json")  # not the learner's own
        environment = os.environ | {"MAGNESIUM_COURSE_PROGRESS": progress}
        failed = [name for name, step in STEPS.items() if not passes(name, step, environment)]
    print(f"\n{verdict(failed)} ({time.monotonic() - start:.0f} s)")
    return 1 if failed else 0


def passes(name: str, step: list[str], environment: dict[str, str]) -> bool:
    """Run one step under its heading."""
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, *step], cwd=ROOT, env=environment).returncode == 0


def verdict(failed: list[str]) -> str:
    """Return the last line."""
    if failed:
        return f"{len(failed)} of {len(STEPS)} steps failed: {', '.join(failed)}."
    return f"All {len(STEPS)} steps passed."


if __name__ == "__main__":
    sys.exit(main())
