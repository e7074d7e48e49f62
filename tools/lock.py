"""Choose the exact versions of all packages: both locks and environment.yml.

A version that a lock names is kept while it is allowed; with --upgrade the newest is taken.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"]
# One lock for all systems and Pythons, and no address: where packages come from is the user's.
UNIVERSAL = ["--universal", "--python-version=3.11", "--generate-hashes"]
BARE = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
GROUPS = ["--group=build", "--group=lock"]
ENVIRONMENT = """\
# For conda and Binder; written by `python start.py lock` from requirements.txt.
name: magnesium-and-bone
channels:
  - conda-forge
dependencies:
  - python=3.12
  - pip
  - pip:
"""


def main() -> None:
    """Write the three files."""
    options = sys.argv[1:]
    lock("requirements.txt", *options)
    lock("requirements-dev.txt", "--group=dev", "-c=requirements.txt", *options)
    pins = "".join(f"      - {pin}\n" for pin in pinned(ROOT / "requirements.txt"))
    (ROOT / "environment.yml").write_text(ENVIRONMENT + pins, "utf-8", newline="\n")


def lock(name: str, *options: str) -> None:
    """Compile one lock with uv."""
    command = [*COMPILE, *UNIVERSAL, *BARE, *GROUPS, *options, f"--output-file={name}"]
    subprocess.run(command, cwd=ROOT, check=True)
    print(f"{name}: {len(pinned(ROOT / name))} packages")


def pinned(path: Path) -> list[str]:
    """Return each package with its version and where it is needed, without the hashes."""
    return re.findall(r"^([\w.-]+==[^\\\n]*[^\\\s])", path.read_text("utf-8"), re.MULTILINE)


if __name__ == "__main__":
    main()
