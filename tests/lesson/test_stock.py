"""Widgets that look alike share what says how they look; each is hidden and closed by itself."""

import ipywidgets
import pytest

from helpers.lesson import card, stock


@pytest.mark.parametrize(
    "kind", [stock.Button, stock.HTML, stock.Text, stock.Dropdown, stock.RadioButtons]
)
def test_widgets_of_a_kind_share_layout_and_style(kind: type[ipywidgets.DOMWidget]) -> None:
    one, other = kind(), kind()
    assert one.layout is other.layout
    assert one.style is other.style
    assert type(one.style) is type(getattr(ipywidgets, kind.__name__)().style)


def test_what_looks_otherwise_has_its_own() -> None:
    assert stock.Box().layout.flex_flow == "row wrap"
    assert stock.HBox().layout.flex_flow is None
    assert stock.Button(layout={"width": "9em"}).layout.width == "9em"
    assert stock.Button().layout.width is None


def test_one_widget_is_hidden_and_shown_alone() -> None:
    one, other = stock.Button(), stock.Button()
    stock.set_seen(one, False)
    assert (stock.is_seen(one), stock.is_seen(other)) == (False, True)
    stock.set_seen(one, True)
    assert stock.is_seen(one)


def test_what_the_page_would_go_on_showing_is_not_hidden() -> None:
    with pytest.raises(TypeError, match="hide a box around it"):
        stock.set_seen(stock.AnyWidget(), False)


def test_a_card_that_is_shown_again_leaves_what_others_share(shown) -> None:
    kept = stock.Button()
    for _ in range(2):
        card.show_card("shared", [stock.Button()], "words")
    assert kept.layout.comm and kept.style.comm
