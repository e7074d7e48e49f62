"""Puts widgets on the page so that they survive a reload, a second run and a missing kernel."""

import re
import uuid
from collections.abc import Callable, Sequence
from html import escape, unescape
from typing import Any, cast

import ipywidgets
import mistune
import pandas as pd
from IPython import get_ipython
from IPython.display import display

from helpers.lesson.live import card_style
from helpers.lesson.stock import HTML, VBox, is_shared
from helpers.lesson.typography import unbroken
from helpers.references import links

# What a learner types may come back in a message: tags in it are shown, not obeyed.
_markdown = cast(Callable[[str], str], mistune.create_markdown(escape=True))

STILL = "*This part stands still until the lesson runs: press **Start this lesson** at the top.*"
STYLE = ("layout", "style")  # widgets, too, which a closed widget leaves behind; some are shared
_shown: dict[str, ipywidgets.Box] = {}
_first: dict[str, str] = {}  # the cell that has shown a card first


def show_card(
    name: str,
    children: Sequence[ipywidgets.Widget],
    text: str,
    linked: str = "",
    figure: dict[str, Any] | None = None,
    sources: Sequence[str] = (),
    classes: Sequence[str] = (),
) -> None:
    """Display `children` as one card.

    `text` and `figure` stand in for the widgets where no Python runs; without a figure it is
    `text` as Markdown, or `linked`, and says that it stands still. The widget id follows from
    `name` alone: a page that is reloaded before it was saved finds the same card again. A copy of
    the cell has a card of its own. `sources`, keys of references.bib, stay with the stored output,
    for the lesson's list of references. `classes` are for lesson.css.
    """
    card_style()
    key = _key(name, _running_cell())
    _close(_shown.get(key))
    model_id = uuid.uuid5(uuid.NAMESPACE_URL, f"magnesium-course/{key}").hex
    card = _shown[key] = VBox(children, model_id=model_id)
    for kind in ("course-card", *classes):
        card.add_class(kind)
    bundle = card._repr_mimebundle_() | {"text/plain": text}
    if figure is None:
        bundle["text/markdown"] = f"{linked or text}\n\n{STILL}"
    else:
        bundle["application/vnd.plotly.v1+json"] = figure
    display(
        bundle, raw=True, metadata={"sources": ";".join(dict.fromkeys(sources))} if sources else {}
    )


def _key(name: str, cell: str) -> str:
    """What tells a card from all others: its name, and its cell if that is a copy."""
    return name if _first.setdefault(name, cell) == cell else f"{name}/{cell}"


def _running_cell() -> str:
    """The id of the cell that runs; "" where the page does not tell it."""
    parent: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)()
    return str(parent.get("metadata", {}).get("cellId", ""))


def show_words(text: str) -> None:
    """Display Markdown, stored as such and as nothing else."""
    display({"text/markdown": text}, raw=True)


def markdown(text: str) -> str:
    """Markdown as HTML, with each number beside its unit."""
    return _markdown(unbroken(text))


def _close(card: ipywidgets.Widget | None) -> None:
    if card is not None and not is_shared(card):
        for child in (*getattr(card, "children", ()), *map(card.trait_values().get, STYLE)):
            _close(child)
        card.close()


def plain(text: str) -> str:
    """The words of a piece of HTML, with ordinary spaces."""
    return unescape(re.sub(r"<[^>]*>", "", text)).replace("\u00a0", " ")


def source_line(sources: Sequence[str]) -> list[ipywidgets.Widget]:
    """Links to the sources as the last line of a card, if there are any."""
    if not sources:
        return []
    words = html(markdown(f"Sources: {links(sources)}."), "course-sources")
    return [words.add_class("course-source-line")]


def table_html(frame: pd.DataFrame, caption: str) -> str:
    """A table with its caption; the first column heads the rows, for those who hear it."""
    rows = frame.to_html(index=False, border=0)
    rows = re.sub(r"(<tr>\s*)<td>(.*?)</td>", r'\1<th scope="row">\2</th>', rows)
    rows = rows.replace("<th>", '<th scope="col">')
    return rows.replace("<thead>", f"<caption>{escape(caption)}</caption><thead>", 1)


def html(text: str, kind: str = "") -> ipywidgets.HTML:
    """A piece of text in a card."""
    return HTML(f'<div class="{kind}">{text}</div>' if kind else text)
