"""Part of nbconvert: pictures on paper and in exported pages keep their words."""

from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

PLOTLY, PNG = "application/vnd.plotly.v1+json", "image/png"


class Described(Preprocessor):
    """Gives each picture of the course its alternative text; nbconvert's own pages have none."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Describe what one cell shows."""
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if PNG in data and PLOTLY in data:
                data["text/html"] = picture(data[PNG], data["text/plain"])
        return cell, resources


def picture(png: str, words: str) -> str:
    """A picture (base64) as HTML that keeps within the page."""
    style = "width: 700px; max-width: 100%; height: auto; break-inside: avoid"
    source = f"data:{PNG};base64,{escape(png.strip())}"
    return f'<img alt="{escape(words)}" src="{source}" style="{style}">'
