"""Pictures in the book, and explorers that move."""

from html import escape
from typing import Any

from helpers.lesson.explorer import Explorer


def html(explorer: Explorer, name: str, stored: dict[str, Any]) -> str:
    """An explorer; `name` is its own in the whole book, `stored` what the notebook keeps of it."""
    return f"<div class='card explorer'>{picture(stored)}</div>"


def picture(stored: dict[str, Any]) -> str:
    """A picture without controls, from what the notebook keeps of it by media type."""
    source = f"data:image/png;base64,{stored['image/png']}"
    alt = escape(stored["text/plain"])
    return f'<figure><img alt="{alt}" src="{source}"></figure>'
