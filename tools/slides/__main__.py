"""Make decks of the lessons that need no Python and no network, in build/slides/.

    python start.py slides          all of them
    python start.py slides 05 06    some of them

Open build/slides/index.html. The folder can be copied as a whole, for example to a stick.
"""

import argparse
import shutil
import sys
from html import escape
from pathlib import Path
from string import Template

from plotly.offline import get_plotlyjs
from tqdm import tqdm

from tools.lessons import ROOT, lesson, named, names
from tools.slides.deck import deck

HERE = Path(__file__).parent
FOLDER = ROOT / "build" / "slides"
INDEX = Template((HERE / "index.html").read_text("utf-8"))
FILES = ("deck.css", "deck.js", "reveal/reveal.css", "reveal/reveal.js", "reveal/LICENSE")


def main(arguments: list[str] | None = None) -> int:
    """Make the decks that the command line names, or all."""
    parser = argparse.ArgumentParser(
        prog="python start.py slides",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("lesson", nargs="*", help="name of a lesson; all of them if none is given")
    try:
        make(FOLDER, named(parser.parse_args(arguments).lesson))
    except ValueError as problem:
        parser.error(str(problem))
    print(f"The decks are ready: open {(FOLDER / 'index.html').as_uri()}")
    return 0


def make(folder: Path, chosen: list[str]) -> None:
    """Write the decks, what they share, and the page that leads to every deck in the folder."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(HERE / name, folder / "files")
    (folder / "files" / "plotly.min.js").write_text(get_plotlyjs(), "utf-8")
    for name in tqdm(chosen, unit="deck", leave=False, disable=None):
        (folder / f"{name}.html").write_text(deck(lesson(name)), "utf-8")
    made = [name for name in names() if (folder / f"{name}.html").exists()]
    (folder / "index.html").write_text(index(made), "utf-8")


def index(made: list[str]) -> str:
    """The page that leads to the decks."""
    titles = {name: escape(lesson(name).page.title) for name in made}
    return INDEX.substitute(decks="\n".join(map(line, titles, titles.values())))


def line(name: str, title: str) -> str:
    """The links to one deck."""
    paper = f'<small><a href="{name}.html?print-pdf">Slides to print</a></small>'
    return f'<li><a href="{name}.html">{title}</a> {paper}</li>'


if __name__ == "__main__":
    sys.exit(main())
