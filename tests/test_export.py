"""An exported lesson has its pictures, each with the words that the course has for it."""

from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from traitlets.config import Config

from helpers.export import PLOTLY

LESSONS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("0[35]_*.ipynb"))


class Pictures(HTMLParser):
    """Collects the alternative texts of a page's pictures."""

    def __init__(self, page: str):
        super().__init__()
        self.alts: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alts.append(dict(attributes)["alt"])


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_exported_picture_says_what_the_lesson_says(lesson: Path) -> None:
    notebook = nbformat.read(lesson, as_version=4)
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    said = [output.data["text/plain"] for output in outputs if PLOTLY in output.get("data", {})]
    described = Config({"HTMLExporter": {"preprocessors": ["helpers.export.Described"]}})
    page, _ = HTMLExporter(config=described).from_notebook_node(notebook)
    assert Pictures(page).alts == said
