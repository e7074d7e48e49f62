"""Pictures: a plotly figure as a plain dict, its description, and how a lesson shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from IPython.display import Markdown, display

from helpers.lesson.card import show_card
from helpers.lesson.live import LiveFigure

# Okabe and Ito's palette: told apart by readers of every kind of colour vision.
BLUE, ORANGE, GREEN, PURPLE, SKY, GREY = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#aa4499",
    "#56b4e9",
    "#767676",
)


@dataclass(frozen=True)
class Picture:
    """A plotly figure (`data` and `layout` in plain dicts) and its text alternative."""

    figure: dict[str, Any]
    alt: str


def layout(title: str, **more: Any) -> dict[str, Any]:
    """The house layout, so that no figure carries plotly's default template of 6.5 kB."""
    house = {
        "title": {"text": title, "x": 0.01, "xref": "container", "font": {"size": 16}},
        "font": {"family": "Arial, sans-serif", "size": 13, "color": "#222222"},
        "height": 340,
        "margin": {"l": 64, "r": 16, "t": 48, "b": 56},
        "colorway": [BLUE, ORANGE, GREEN, PURPLE, SKY, GREY],
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "hoverlabel": {"font": {"size": 13}},
        "legend": {"orientation": "h", "y": -0.2, "yanchor": "top"},
    }
    return house | more


def axis(title: str, **more: Any) -> dict[str, Any]:
    """An axis with its title (give the unit in it) and quiet grid lines."""
    quiet = {"gridcolor": "#e5e5e5", "zerolinecolor": "#999999", "automargin": True}
    return {"title": {"text": title}} | quiet | more


def rounded(values: Iterable[float]) -> list[float]:
    """Plotted numbers to five significant digits: every processor stores the same notebook."""
    return [float(f"{value:.5g}") for value in values]


def count(number: int, thing: str) -> str:
    """A number of things in words: "1 tablet", "3 tablets"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def show(picture: Picture) -> None:
    """Show a picture and, under it, its description for everyone to read."""
    live = LiveFigure(figure=picture.figure, alt=picture.alt)
    show_card(picture.alt, [live], text=picture.alt, figure=picture.figure)
    display(Markdown(f"*{picture.alt}*"))
