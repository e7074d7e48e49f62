"""Static pictures and the house style of figures."""

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.drawing import (
    axis,
    layout,
    level,
    note,
    packed,
    printed,
    rounded,
    upright,
)
from helpers.lesson import Picture, show

ALT = "A straight line that rises from one to two."
FIGURE = {"data": [{"y": [1, 2]}], "layout": layout("Line", xaxis=axis("Dose (mg)"))}


def test_a_picture_is_shown_with_its_words_for_everyone(shown) -> None:
    assert show(Picture(FIGURE, ALT)) is None
    bundle, words = shown()
    assert bundle["application/vnd.plotly.v1+json"] == FIGURE
    assert bundle["text/plain"] == ALT
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert words["text/markdown"] == f"*{ALT}*"


def test_its_sources_are_kept_with_the_output(displayed) -> None:
    show(Picture(FIGURE, ALT, ("fine1991", "firoz2001")))
    assert displayed()[0].metadata == {"sources": "fine1991;firoz2001"}


def test_negative_numbers_have_a_minus_sign() -> None:
    assert printed(-2.5, "+.1f") == "−2.5"
    assert printed(2.5) == "2.5"


def test_the_same_picture_has_the_same_id_in_every_run(shown) -> None:
    show(Picture(FIGURE, ALT))
    show(Picture(FIGURE, ALT))
    first, _, again, _ = shown()
    assert first == again


def test_the_house_style_is_small_and_can_be_changed() -> None:
    assert len(json.dumps(layout("Title"))) < 1000
    assert layout("Title")["title"]["text"] == "Title"
    assert layout("Title", height=500)["height"] == 500
    assert axis("Dose (mg)", range=[0, 1])["range"] == [0, 1]


def test_lines_and_notes_lie_on_the_plot_and_can_be_changed() -> None:
    line = {"type": "line", "x0": 2, "x1": 2, "y0": 0, "y1": 1, "yref": "paper"}
    assert upright(2, "#333333") == line | {"line": {"color": "#333333", "dash": "dash"}}
    assert level(2, width=3, xref="x2 domain")["xref"] == "x2 domain"
    assert level(2, width=3)["line"]["width"] == 3
    assert {"x": 0, "y": 1.1, "xanchor": "left", "yanchor": "bottom"}.items() <= (
        note("Assumed", y=1.1).items()
    )
    assert "align" not in note("Assumed", align=None)
    assert axis("Dose (mg)", standoff=4)["title"]["standoff"] == 4
    assert axis("")["title"] == {}


@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False)))
def test_packed_numbers_are_the_rounded_ones(values: list[float]) -> None:
    kept = np.frombuffer(base64.b64decode(packed(values)["bdata"]), "<f4")
    assert kept == pytest.approx(rounded(values), rel=1e-6)


@given(st.floats(-1e12, 1e12, allow_subnormal=False))
def test_plotted_numbers_keep_five_digits(value: float) -> None:
    [number] = rounded([value])
    assert number == pytest.approx(value, rel=1e-4, abs=0)
    assert float(f"{number:.4e}") == number


def test_the_last_digits_of_another_processor_are_dropped() -> None:
    assert rounded([0.1 + 0.2, 1 / 3]) == rounded([0.3, 1 / 3 + 1e-12])


def test_no_swipe_zooms_a_picture() -> None:
    house = layout("Any")
    assert house["dragmode"] is False
    assert all(axis["fixedrange"] for axis in house["template"]["layout"].values())
