"""Make the book: the course as pages for any browser, without Python and without a server.

    python start.py book

Open build/book/index.html. The folder can be copied as a whole, to a stick or to a web host.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from unittest.mock import patch

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from tqdm import tqdm

from helpers.lesson.predict import OPEN
from tools.book import pages, questions
from tools.book.data import STATIC
from tools.book.slim import slim
from tools.lessons import ROOT, lesson, names

HERE = Path(__file__).parent
FOLDER = ROOT / "build" / "book"
SOURCES = ROOT / "build" / "book-sources"  # what Sphinx reads


def main(arguments: list[str] | None = None) -> int:
    """Make the book, and tell where it is."""
    parser = argparse.ArgumentParser(
        prog="python start.py book",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    try:
        make(FOLDER)
    except SphinxError as problem:
        print(f"The book could not be made: {problem}", file=sys.stderr)
        return 1
    print(f"The book is ready: open {(FOLDER / 'index.html').as_uri()}")
    return 0


def make(folder: Path) -> None:
    """Write the pages that Sphinx reads, then the book."""
    for old in (SOURCES, STATIC, folder):
        shutil.rmtree(old, ignore_errors=True)
    SOURCES.mkdir(parents=True)
    STATIC.mkdir(parents=True)
    # A page of the book covers its explorers by itself; what they hold reaches as far as it goes.
    with patch.dict(os.environ, {OPEN: "1"}):
        for name in tqdm(names(), unit="lesson", leave=False, disable=None):
            pages.write(SOURCES, lesson(name))
        questions.store_records(map(lesson, names()))
        pages.write_others(SOURCES)
    build(folder)
    slim(folder)


def build(folder: Path) -> None:
    """Let Sphinx make the pages; a warning is an error."""
    app = Sphinx(
        SOURCES, HERE, folder, ROOT / "build" / "book-doctrees", "html",
        status=None, freshenv=True, warningiserror=True,
    )  # fmt: skip
    app.build(force_all=True)
    if app.statuscode:
        raise SphinxError("see the warnings above")


if __name__ == "__main__":
    sys.exit(main())
