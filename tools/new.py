"""Begin a lesson from a template that passes every check, entered wherever a lesson is entered.

    python start.py new 11_fractures "Fractures: who breaks what"

Its number and name become those of its files. What is yours to write is marked TODO in them.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from string import Template

import nbformat
from nbformat import NotebookNode

from helpers import references

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = Path(__file__).parent / "template"
NAME = re.compile(r"(?P<number>\d\d)_[a-z][a-z0-9_]*")
TITLE = re.compile(r"[^|\[\]`\n]{3,80}")  # it stands in a table and in links
MINUTES = 10  # what the template takes
FILES = {
    "data/lessons/{}.toml": "lesson.toml",
    "data/questions/{}.toml": "questions.toml",
    "data/guide/{}.toml": "guide.toml",
}


class Stop(Exception):
    """Why no lesson is made, in one sentence."""


def main(arguments: list[str] | None = None) -> int:
    """Make the lesson, run it, and check it."""
    parser = argparse.ArgumentParser(
        prog="python start.py new",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", help="two digits and a word or more, such as 11_fractures")
    parser.add_argument("title", help='such as "Fractures: who breaks what"')
    given = parser.parse_args(arguments)
    try:
        made = make(ROOT, given.name, given.title)
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    print("\n".join(["Made or changed:", *(f"  {path}" for path in made)]), flush=True)
    return run("notebooks", given.name) or run("check", given.name) or tell(given.name)


def run(tool: str, name: str) -> int:
    """Run another task, which reads the new files for itself."""
    return subprocess.run([sys.executable, "-m", f"tools.{tool}", name], cwd=ROOT).returncode


def tell(name: str) -> int:
    """Say what comes next."""
    print(f"\nNow write: look for TODO in the files above. Then: python start.py check {name[:2]}")
    return 0


def make(root: Path, name: str, title: str) -> list[str]:
    """Write the files of a lesson and enter it in the lists; return what has changed.

    Raises Stop for a name or a title that does not fit, and then changes nothing.
    """
    number = refuse(root, name, title)
    words = {
        "name": name, "title": f"{int(number)}. {title}", "minutes": str(MINUTES),
        "source": references.link("iom1997"),
        "heading": json.dumps(f"{int(number)}. {title}", ensure_ascii=False),
    }  # fmt: skip
    texts = {path.format(name): filled(source, words) for path, source in FILES.items()}
    texts[f"notebooks/{name}.ipynb"] = nbformat.writes(notebook(number, words)) + "\n"
    for path, enter in LISTS.items():
        texts[path] = enter((root / path).read_text("utf-8"), name, title)
    for path, text in texts.items():
        (root / path).write_text(text, "utf-8", newline="\n")
    return list(texts)


def refuse(root: Path, name: str, title: str) -> str:
    """The number in a name that fits. Raises Stop for others."""
    match = NAME.fullmatch(name)
    if not match:
        raise Stop(f"{name} is no name for a lesson; give two digits and words: 11_fractures.")
    if not TITLE.fullmatch(title):
        raise Stop(f"{title!r} is no title; give 3 to 80 letters without | [ ] and `.")
    pages = [*root.glob("data/lessons/*.toml"), *root.glob("notebooks/[0-9][0-9]_*.ipynb")]
    taken = sorted({path.stem for path in pages})
    if same := [other for other in taken if other[:2] == match["number"]]:
        raise Stop(f"{same[0]} has this number; the next free one is {int(taken[-1][:2]) + 1:02}.")
    return match["number"]


def filled(source: str, words: dict[str, str]) -> str:
    """A file of the template with the lesson's words."""
    return Template((TEMPLATE / source).read_text("utf-8")).substitute(words)


def notebook(number: str, words: dict[str, str]) -> NotebookNode:
    """The cells of the template; each begins with a line: %% kind, slide type, tags."""
    pieces = filled("cells.txt", words).split("%% ")[1:]
    found = nbformat.v4.new_notebook()
    found.cells = [cell(f"{number}new-{n:02}", piece) for n, piece in enumerate(pieces)]
    return found


def cell(name: str, piece: str) -> NotebookNode:
    """One cell."""
    first, _, source = piece.partition("\n")
    kind, slide, *tags = first.split()
    new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    metadata = {"slideshow": {"slide_type": slide}} | ({"tags": tags} if tags else {})
    return new(source.strip(), id=name, metadata=metadata)


# --- where a lesson is listed


def in_readme(text: str, name: str, title: str) -> str:
    """A row of the table after the last one, and its link to Binder like that of the others."""
    mark = f"binder-{name[:2]}"
    row = f"| {name[:2]} [{title}](notebooks/{name}.ipynb) | {MINUTES} | [on Binder][{mark}] |"
    (*_, last) = re.finditer(r"^\| \d\d \[.*\n", text, re.M)
    text = f"{text[: last.end()]}{row}\n{text[last.end() :]}"
    (*_, link) = re.finditer(r"^\[binder-\d\d\]: (?P<address>.*/)[^/]*\n", text, re.M)
    return f"{text[: link.end()]}[{mark}]: {link['address']}{name}.ipynb\n{text[link.end() :]}"


def in_issue_form(text: str, name: str, title: str) -> str:
    """A choice before the last one, which is somewhere else."""
    short = title.partition(":")[0]
    return re.sub(r"^( +- )(Somewhere else)$", rf"\g<1>{name[:2]} {short}\n\1\2", text, flags=re.M)


def in_syllabus(text: str, name: str, title: str) -> str:
    """At home after the last session of the first syllabus, until a teacher finds it a place."""
    first = text.find("[[syllabus]]", text.index("[[syllabus]]") + 1)
    start = text.rindex("home = [", 0, first) + len("home = [")
    end = text.index("]", start)
    return f"{text[:end]}{', ' if text[start:end].strip() else ''}{json.dumps(name)}{text[end:]}"


LISTS: dict[str, Callable[[str, str, str], str]] = {
    "README.md": in_readme,
    ".github/ISSUE_TEMPLATE/wrong-number.yml": in_issue_form,
    "data/syllabus.toml": in_syllabus,
}


if __name__ == "__main__":
    sys.exit(main())
