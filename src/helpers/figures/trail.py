"""A picture of the steps from a sentence to what was measured."""

from textwrap import wrap
from typing import Any

from helpers.drawing import BLUE, GREY, ORANGE, Picture, layout, note
from helpers.references import reference
from helpers.science.trail import PLACES, STEPS, Trail
from helpers.tables import sources

LETTERS = 78  # of a line in a box
HEIGHT = 330


def steps(result: Trail) -> Picture:
    """A box for each step; those that were not taken yet are empty."""
    said = result.said
    words = [note_ for place in range(STEPS) for note_ in _words(result, place)]
    told = " ".join(f"{place.capitalize()}: {text}" for place, text in zip(PLACES, said))
    return Picture(
        {"data": [], "layout": _layout(len(said), words)},
        f"Three boxes, one below the other, {len(said)} of them filled. {told}",
        sources("source_trails"),
    )


def _words(result: Trail, place: int) -> list[dict[str, Any]]:
    """What stands in a box: where we are, and what is said there."""
    top, known = _top(place), place < len(result.said)
    head = f"<b>{place + 1}. {PLACES[place]}</b>{_label(result, place)}"
    lines = wrap(result.said[place], LETTERS) if known else ["?"]
    return [
        note(head, x=0.02, y=top - 0.02, yanchor="top"),
        note("<br>".join(lines), x=0.02, y=top - 0.1, yanchor="top",
             font={"size": 14, "color": "#222222" if known else GREY}),
    ]  # fmt: skip


def _label(result: Trail, place: int) -> str:
    """The paper, once its step was taken."""
    taken = result.rows["source_key"].tolist()
    return f" ({reference(taken[place - 1]).label})" if 0 < place <= len(taken) else ""


def _top(place: int) -> float:
    return 1 - place / STEPS


def _layout(taken: int, words: list[dict[str, Any]]) -> dict[str, Any]:
    hidden = {"visible": False, "range": [0, 1]}
    return layout(
        "From the sentence down to what was measured",
        xaxis=hidden,
        yaxis=hidden,
        shapes=[_box(place, taken) for place in range(STEPS)],
        annotations=words,
        height=HEIGHT,
        margin={"l": 12, "r": 12, "t": 36, "b": 8},
    )


def _box(place: int, taken: int) -> dict[str, Any]:
    """The last step that was taken has the thick frame, those to come a broken one."""
    last, known = place == taken - 1, place < taken
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": _top(place) - 1 / STEPS + 0.03,
        "y1": _top(place),
        "line": {
            "color": ORANGE if last else BLUE if known else GREY,
            "width": 3 if last else 1,
            "dash": "solid" if known else "dot",
        },
    }
