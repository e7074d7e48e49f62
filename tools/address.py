"""Write the public address of the course into every place that needs it.

    python start.py address https://github.com/somebody/their-course

It stands in pyproject.toml and in all links to the repository, its pages and Binder. Until the
course is published, a placeholder stands there.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
GITHUB = "https://github.com/"
PLACEHOLDER = f"{GITHUB}OWNER/REPOSITORY"
FILES = (
    "pyproject.toml", "CITATION.cff", "README.md", "notebooks/00_start_here.ipynb", "docs/hub.md",
    "deploy/tljh.sh",
)  # fmt: skip
NOTICE = re.compile(r"> \*\*Not published yet\.\*\*.*?\n\n", re.DOTALL)  # in the README


def main(arguments: list[str] | None = None) -> int:
    """Take the address from the command line."""
    parser = argparse.ArgumentParser(
        prog="python start.py address",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("address", help="of the repository on GitHub")
    try:
        publish(ROOT, parser.parse_args(arguments).address)
    except ValueError as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


def publish(root: Path, address: str) -> None:
    """Replace the address that pyproject.toml names by another one, in all files."""
    old, new = owner_and_name(current(root)), owner_and_name(address)
    kinds = (str, pages, lambda name: quote(name, safe=""))
    for name in FILES:
        text = (root / name).read_text("utf-8")
        for one, other in ((kind(old), kind(new)) for kind in kinds):
            text = re.sub(rf"{re.escape(one)}(?![\w-])", other, text)  # not owner/name-of-another
        (root / name).write_text(NOTICE.sub("", text), "utf-8", newline="\n")
    print(f"{GITHUB}{new} stands in {', '.join(FILES)}.")


def current(root: Path) -> str:
    """The address that stands in pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["urls"]["Repository"])


def pages(name: str) -> str:
    """The place of a repository's web pages, from its owner and name."""
    owner, _, repository = name.partition("/")
    return f"{owner}.github.io/{repository}"


def owner_and_name(address: str) -> str:
    """The part of the address that Binder wants. Raises ValueError for another kind of address."""
    match = re.fullmatch(rf"{GITHUB}([\w-]+/[\w.-]+?)(?:\.git)?/?", address)
    if not match:
        raise ValueError(f"{address!r} is no address of a repository such as {PLACEHOLDER}.")
    return match[1]


if __name__ == "__main__":
    sys.exit(main())
