"""The widgets that stand in for stock ones: number, status and live figure."""

import gzip
import math
from typing import Any

import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets import RadioButtons, Text

from helpers.lesson import CheckBoxes, Number
from helpers.lesson.live import CardStyle, LiveFigure, Press, Status, card_style, plotly_library


def number() -> Number:
    return Number("Daily amount", 300, 20, 1000, step=10, unit="mg elemental")


def from_page(widget, content: Any) -> None:
    """Deliver what the page sends."""
    widget._handle_msg(
        {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}
    )


@pytest.mark.parametrize("entry", ["310", "310 mg", "310 MG", "310 mg elemental", "310,0", " 310 "])
def test_a_number_takes_what_is_typed(entry: str) -> None:
    widget = number()
    widget.type(entry)
    assert (widget.value, widget.problem) == (310, "")


def test_a_number_takes_its_bounds() -> None:
    widget = number()
    for entry, value in {"20": 20, "1,000": 1000, "1e3": 1000, "20.0 mg": 20}.items():
        widget.type(entry)
        assert (widget.value, widget.problem) == (value, "")


@pytest.mark.parametrize("entry", [
    "abc", "", "NaN", "-3", "−3", "0", "19.99", "1000.1", "1e9", "1e999", "300 stones", "1 g",
    "3 1", "<b>",
])  # fmt: skip
def test_a_number_keeps_its_value_and_says_what_fits(entry: str) -> None:
    widget = number()
    widget.type(entry)
    assert widget.value == 300
    assert widget.problem == (
        f"“{entry}” does not fit in “Daily amount”. Enter a number from 20 to 1000 mg elemental."
    )


def test_a_unit_that_does_not_exist_is_named() -> None:
    widget = number()
    widget.type("300 mgg")
    assert "“mgg” is no unit. Did you mean mg?" in widget.problem
    assert widget.value == 300


def test_the_problem_ends_with_the_next_good_value() -> None:
    widget = number()
    widget.type("abc")
    widget.type("300")  # the value it had before
    assert widget.problem == ""
    widget.type("abc")
    widget.value = 400  # the slider was moved
    assert widget.problem == ""


@given(st.floats())
def test_no_value_outside_the_bounds_can_be_set(value: float) -> None:
    widget = number()
    if 20 <= value <= 1000:
        widget.value = value
        assert widget.value == value
    else:
        with pytest.raises(traitlets.TraitError, match="from 20 to 1000 mg"):
            widget.value = value
        assert widget.value == 300


@pytest.mark.parametrize("value", [math.nan, 19, 1001])
def test_a_number_cannot_start_outside_its_bounds(value: float) -> None:
    with pytest.raises(traitlets.TraitError):
        Number("Dose", value, 20, 1000)


def test_what_the_page_sends_is_typed() -> None:
    widget = number()
    widget.set_state({"typed": "400"})
    assert widget.value == 400
    widget.set_state({"typed": "four hundred"})
    assert "four hundred" in widget.problem
    widget.set_state({"value": 500})
    widget.set_state({"typed": "four hundred"})  # once more
    assert (widget.value, "four hundred" in widget.problem) == (500, True)
    widget.set_state({"typed": ""})
    assert "“”" in widget.problem


def in_units() -> Number:
    return Number("Dose", 300, 20, 1000, step=10, units={"mg": 1, "g": 0.001}, usual=(100, 500))


def test_what_was_never_typed_keeps_what_it_means_in_another_unit() -> None:
    widget = in_units()
    from_page(widget, {"unit": "g"})
    assert (widget.value, widget.amount) == (pytest.approx(0.3), pytest.approx(300))
    assert (widget.low, widget.high, widget.step) == (0.02, 1, 0.01)
    from_page(widget, {"unit": "mg"})
    assert (widget.value, widget.low, widget.high) == (pytest.approx(300), 20, 1000)
    from_page(widget, {"unit": "lb"})
    assert widget.unit == "mg"


def test_what_was_typed_keeps_its_digits_in_another_unit() -> None:
    widget = in_units()
    widget.type("0.4")
    assert "does not fit" in widget.problem
    assert (widget.offer, widget.value) == ("g", 300)
    assert widget.remark == f"{widget.problem} 0.4 looks like g: use it?"
    from_page(widget, {"unit": "g"})
    assert (widget.value, widget.problem, widget.remark, widget.offer) == (0.4, "", "", "")
    from_page(widget, {"unit": "mg"})
    assert (widget.entry, widget.value) == ("0.4", 400)
    assert "does not fit" in widget.problem


def test_an_entry_that_names_its_unit_chooses_it() -> None:
    widget = in_units()
    widget.type("0.5 G")
    assert (widget.unit, widget.value, widget.problem) == ("g", 0.5, "")
    widget.type("abc")
    widget.unit = "mg"
    assert "“abc” does not fit" in widget.problem
    widget.type("5 miles")
    assert "“5 miles” does not fit" in widget.problem


def test_an_unusual_number_is_taken_and_asked_about_only_if_another_unit_would_fit() -> None:
    widget = Number("Weight", 70, 20, 250, units={"kg": 1, "lb": 2.2}, usual=(40, 100))
    widget.type("150")
    assert (widget.value, widget.problem, widget.offer) == (150, "", "lb")
    widget.type("240")
    assert (widget.value, widget.offer, widget.remark) == (240, "", "")
    widget.type("150")
    widget.value = 151  # the slider
    assert (widget.remark, widget.entry) == ("", "")


def test_a_sentence_and_its_kind_change_together() -> None:
    status = Status()
    assert status.kind == "note"
    status.say("No.", "wrong")
    assert (status.html, status.kind) == ("No.", "wrong")
    status.say("Well.")
    assert (status.html, status.kind) == ("Well.", "note")


def test_a_status_answers_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    status = Status()
    monkeypatch.setattr(status, "send", sent.append)
    from_page(status, "alive?")
    assert sent == ["here"]


def test_one_widget_has_the_style_of_all_cards() -> None:
    assert card_style() is card_style()
    assert isinstance(card_style(), CardStyle)
    assert not Status().has_trait("_css")


def test_plotly_js_is_sent_on_request_and_is_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = [LiveFigure(figure={"data": [], "layout": {}}, alt=f"{n}") for n in range(3)]
    library = plotly_library()
    assert library is plotly_library()
    assert all(len(str(widget.get_state())) < 10_000 for widget in (library, *figures))
    sent: list[bytes] = []
    monkeypatch.setattr(library, "send", lambda content, buffers: sent.extend(buffers))
    from_page(library, "plotly.js")
    assert b"window.Plotly = Plotly" in gzip.decompress(sent[0])


def boxes() -> CheckBoxes:
    return CheckBoxes("Medicines", {"Bone": {"Alendronate": "a"}, "": {"Iron": "i", "Zinc": "z"}})


def test_check_boxes_start_empty_and_keep_the_order_of_the_page() -> None:
    widget = boxes()
    assert widget.value == []
    widget.value = ["z", "a", "a"]
    assert widget.value == ["a", "z"]
    assert widget.known == ["a", "i", "z"]


def test_check_boxes_know_only_their_own() -> None:
    widget = boxes()
    with pytest.raises(traitlets.TraitError, match="“Medicines” has no box for"):
        widget.value = ["a", "arsenic"]
    assert widget.value == []


def test_a_press_brings_along_what_is_not_there_yet() -> None:
    box, dose, options = Text(), number(), RadioButtons(options=["a", "b"], value=None)
    seen = []

    def act() -> None:
        seen.append((box.value, dose.value, options.value))

    press = Press({"Hint": seen.clear, "Check": act}, [box, dose, options])
    held = [{"value": "12 mg"}, {"value": 300, "typed": "310 mg"}, {"index": 1}]
    from_page(press, {"pressed": 1, "held": held})
    held = [{"value": ""}, {"value": 300, "typed": None}, {"index": None}]
    from_page(press, {"pressed": 1, "held": held})
    assert seen == [("12 mg", 310, "b"), ("", 300, None)]


def test_what_comes_after_a_press_that_brought_it_along_changes_nothing() -> None:
    dose, changes = number(), []
    press = Press({"Check": lambda: None}, [dose])
    from_page(press, {"pressed": 0, "held": [{"value": 300, "typed": "abc"}]})
    dose.observe(changes.append, ["value", "entry", "problem"])
    dose.set_state({"typed": "abc"})
    assert not changes
    assert "abc" in dose.problem
