"""Pictures follow their controls: filled anew or drawn anew, what is seen is the same."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import ipywidgets
import pytest
from playwright.sync_api import BrowserContext, Page

from helpers.lesson import Explorer, Number
from helpers.lesson.live import source
from tests.figures.test_figures import DRAWING, drawn, name
from tests.test_explorers import EXPLORERS
from tools.lab import ROOT

PLOTLY = files("plotly").joinpath("package_data/plotly.min.js")


@pytest.fixture(scope="module")
def page(window: BrowserContext) -> Iterator[Page]:
    with window.new_page() as page:
        page.set_content(f"<style>{source('lesson.css')}</style><main style='width: 700px'></main>")
        page.add_script_tag(path=str(PLOTLY))
        script = source("live_figure.js").replace("export default", "window.widget =")
        page.add_script_tag(content=f"{{{script}}}")
        page.add_script_tag(path=ROOT / "tools" / "page.js")
        page.add_script_tag(path=Path(__file__).with_name("drawing.js"))
        yield page


def moves(explorer: Explorer) -> Iterator[dict[str, Any]]:
    """The pictures while one control after the other is moved, there and back."""
    for control in explorer.controls.values():
        start = control.value
        for value in [*some_values(control), start]:
            control.value = value
            yield explorer.live.figure


def some_values(control: ipywidgets.Widget) -> list[Any]:
    """A step of a number, the first options of a list."""
    if isinstance(control, Number):
        above = control.value + control.step
        return [above if above <= control.high else control.value - control.step]
    return [value for _, value in getattr(control, "_options_full", ())][:2]


@pytest.mark.parametrize("build", EXPLORERS)
def test_a_picture_that_was_moved_is_the_one_that_is_drawn_anew(
    build: Callable[[], Explorer], page: Page
):
    explorer = build()
    if explorer.examples:
        explorer.load(next(iter(explorer.examples)))
    figures = [explorer.live.figure, *moves(explorer)]
    found = page.evaluate("drawing.compared", figures)
    assert not [step for step in found if step["differs"] or step["lacks"]]
    assert max(step["drawings"] for step in found) == 1


def test_a_picture_that_was_out_of_sight_fits_into_its_new_place(page: Page):
    explorer = EXPLORERS[0].values[0]()
    figures = [explorer.live.figure, *moves(explorer)]
    width = page.evaluate("(figures) => drawing.widthInAnotherPlace(figures, '900px')", figures)
    assert width == 900


# A picture's least and its usual width; its own height, and what a full slide leaves of it.
WIDTHS, SHARES = (580, 700), (1, 0.75)


@pytest.mark.parametrize("function", DRAWING, ids=name)
def test_no_legend_lies_on_other_words(function: Callable[[], Any], page: Page):
    covered = page.evaluate(
        "([figure, ...sizes]) => drawing.covered(figure, ...sizes)",
        [drawn(function).figure, WIDTHS, SHARES],
    )
    assert not covered
