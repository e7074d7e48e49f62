"""Pictures: a plotly figure as a plain dict, its description, and what all of them share."""

import base64
import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

# Okabe and Ito's palette: told apart by readers of every kind of colour vision.
BLUE, ORANGE, GREEN, PURPLE, SKY, GREY = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#aa4499",
    "#56b4e9",
    "#767676",
)


# Around a bar that is paler than 3:1 on white.
OUTLINE = {"color": "#444444", "width": 1}

# Around dark words on a hatch, a line or a dark bar.
HALO = ", ".join(f"{x}px {y}px 3px #ffffff" for x in (-3, -1, 1, 3) for y in (-2, 0, 2))


def ink(fill: str) -> str:
    """The colour of words that stand out on a bar of the palette."""
    return "#ffffff" if fill in (BLUE, PURPLE, GREY) else "#000000"


@dataclass(frozen=True)
class Picture:
    """A plotly figure (`data` and `layout` in plain dicts), its text alternative, its sources.

    The sources are keys of references.bib: of all that is drawn, whatever the controls say.
    """

    figure: dict[str, Any]
    alt: str
    sources: tuple[str, ...] = ()


# What all axes share. No lesson needs zoom, and a finger that swipes over a picture means to scroll
# the page.
AXIS = {"automargin": True, "fixedrange": True, "title": {"standoff": 8, "font": {"size": 13}}}


# In rows at the picture's lower edge, however high it is drawn. Plotly makes the bottom margin as
# large as the rows and the words of the axes need; a figure says what it needs at the other sides.
LEGEND = {"orientation": "h", "y": 0, "yref": "container", "yanchor": "bottom"}
MARGIN = {"l": 64, "r": 16, "t": 48, "b": 12}


# With the same widths on Windows, macOS and (through fontconfig: Liberation Sans, Arimo) Linux.
# The page has the same list: lesson.css, and the style sheet of JupyterLab's extension in jupyter/.
FONT = "Arial, sans-serif"


def layout(title: str, **more: Any) -> dict[str, Any]:
    """The house layout, so that no figure carries plotly's default template of 6.5 kB.

    `margin` gives the sides alone that differ from MARGIN.
    """
    house = {
        "title": {"text": title, "x": 0.01, "xref": "container", "font": {"size": 16}},
        "font": {"family": FONT, "size": 13, "color": "#222222"},
        "height": 340,
        "margin": MARGIN | more.pop("margin", {}),
        "legend": LEGEND,
        "dragmode": False,
        "template": {"layout": {"xaxis": AXIS, "yaxis": AXIS}},
    }
    return house | more


def axis(title: str, standoff: float | None = None, **more: Any) -> dict[str, Any]:
    """An axis with its title; give the unit in it, and `standoff` in pixels.

    No title takes no room.
    """
    return {"title": _given({"text": title or None, "standoff": standoff})} | more


ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def from_zero(values: Iterable[float], room: float = 1.05) -> list[float]:
    """The range of an axis from zero to a round number, with some room above the largest value.

    It stays where it is while a slider moves a little: so does the eye, and plotly draws new
    numbers into an axis that stands much faster than it finds the ends of another.
    """
    most = room * max(values) or 1.0
    size = 10 ** math.floor(math.log10(most))
    return [0, next(size * end for end in ROUND if size * end >= most)]


def places(count: int) -> list[float]:
    """The range of an axis along which so many bars or names stand; backwards from the top."""
    return [-0.5, count - 0.5]


def note(text: str, x: float = 0, y: float = 1.0, **more: Any) -> dict[str, Any]:
    """A small line on the picture, placed in parts of the plot; None leaves a word to plotly."""
    place = {"xref": "paper", "yref": "paper", "x": x, "y": y}
    place |= {"xanchor": "left", "yanchor": "bottom", "align": "left"}
    style = {"showarrow": False, "font": {"size": 12, "color": "#444444"}}
    return _given({"text": text} | place | style | more)


def upright(
    x: float, color: str = GREY, dash: str = "dash", width: float | None = None, **more: Any
) -> dict[str, Any]:
    """A straight line at x over the height of the plot; None leaves a word to plotly."""
    ends = {"type": "line", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1}
    return _given(ends | {"line": _given({"color": color, "dash": dash, "width": width})} | more)


def level(
    y: float, color: str = GREY, dash: str = "dash", width: float | None = None, **more: Any
) -> dict[str, Any]:
    """A straight line at y over the width of the plot; None leaves a word to plotly."""
    ends = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
    return _given(ends | {"line": _given({"color": color, "dash": dash, "width": width})} | more)


def _given(words: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in words.items() if value is not None}


def rounded(values: Iterable[float]) -> list[float]:
    """Plotted numbers to five significant digits: every processor stores the same notebook."""
    return [float(f"{value:.5g}") for value in values]


def packed(values: Iterable[float], dtype: str = "f4") -> dict[str, str]:
    """Numbers as base64: "f4" for fractions, rounded first, "u1" for whole numbers up to 255.

    Use it instead of `rounded` for a trace of dozens of numbers: a notebook stores a list with one
    line for each number, this as one short line. A short list is better left readable.
    """
    numbers = np.array(rounded(values), dtype=f"<{dtype}")
    return {"dtype": dtype, "bdata": base64.b64encode(numbers.tobytes()).decode()}


def count(number: int, thing: str) -> str:
    """A number of things in words: "1 tablet", "3 tablets"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def printed(value: float, spec: str = "g") -> str:
    """A number as text, in Python's format language, with a real minus sign."""
    return format(value, spec).replace("-", "−")


def empty_picture(title: str, height: float) -> Picture:
    """A picture of nothing, with a title that says why."""
    hidden = {"visible": False}
    return Picture(
        {"data": [], "layout": layout(escape(title), xaxis=hidden, yaxis=hidden, height=height)},
        f"{title} The picture is empty.",
    )


def no_answer(words: str, height: float) -> Picture:
    """An empty picture for entries that do not fit, as high as the one that it stands in for."""
    return empty_picture(f"No answer: {words}.", height)


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them: “0.5, 2 and 3”."""
    *most, last = words if (words := list(words)) else [""]
    return f"{', '.join(most)} and {last}" if most else last
