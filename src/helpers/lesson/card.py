"""Puts widgets on the page so that they survive a reload, a second run and a missing kernel."""

import re
import uuid
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any, cast

import ipywidgets
import mistune
from IPython.display import display

# What a learner types may come back in a message: tags in it are shown, not obeyed.
markdown = cast(Callable[[str], str], mistune.create_markdown(escape=True))

STYLE = ("layout", "style")  # widgets of their own, which a closed widget leaves behind
_shown: dict[str, ipywidgets.Box] = {}


def show_card(
    name: str,
    children: Sequence[ipywidgets.Widget],
    text: str,
    linked: str = "",
    figure: dict[str, Any] | None = None,
) -> None:
    """Display `children` as one card.

    `text` and `figure` stand in for the widgets where no Python runs. The widget id follows from
    `name` alone: a page that is reloaded before it was saved finds the same card again. `linked`,
    Markdown, stands in as well, with links that JupyterLab opens.
    """
    _close(_shown.get(name))
    model_id = uuid.uuid5(uuid.NAMESPACE_URL, f"magnesium-course/{name}").hex
    card = _shown[name] = ipywidgets.VBox(children, model_id=model_id)
    card.add_class("course-card")
    bundle = card._repr_mimebundle_() | {"text/plain": text}
    if linked:
        bundle["text/markdown"] = linked
    if figure is not None:
        bundle["application/vnd.plotly.v1+json"] = figure
    display(bundle, raw=True)


def _close(card: ipywidgets.Widget | None) -> None:
    if card is not None:
        for child in (*getattr(card, "children", ()), *map(card.trait_values().get, STYLE)):
            _close(child)
        card.close()


def plain(text: str) -> str:
    """The words of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", text))


def html(text: str, kind: str = "") -> ipywidgets.HTML:
    """A piece of text in a card."""
    return ipywidgets.HTML(f'<div class="{kind}">{text}</div>' if kind else text)
