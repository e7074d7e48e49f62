"""Hours of the day: whatever a person types for a time is that time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.clock import clock
from helpers.lesson import Clock
from helpers.lesson.answers import clock_in, readings


@pytest.mark.parametrize(
    ("entry", "hour"),
    [
        ("13:30", 13.5), ("7:30", 7.5), ("07:30", 7.5), ("7.30 am", 7.5), ("7.30", 7.5),
        ("7,30", 7.5), ("7:30 p.m.", 19.5), ("7 pm", 19), ("7PM", 19), ("12 am", 0), ("12 pm", 12),
        ("12:15 a. m.", 0.25), ("13h30", 13.5), ("13 h", 13), ("8 hours", 8), ("19 Uhr", 19),
        ("7 o'clock", 7), ("13.5", 13.5), ("13,5 h", 13.5), ("0", 0), ("24", 24), ("noon", 12),
        ("midnight", 0), (" 6 : 45 ", 6.75), (9, 9),
        ("7:30:00", 7.5), ("\u200f7:30", 7.5), ("７：３０", 7.5), ("٧:٣٠", 7.5),
    ],
)  # fmt: skip
def test_a_time_is_read(entry, hour):
    assert clock_in(entry) == pytest.approx(hour)


@pytest.mark.parametrize(
    "entry", ["13:30", "7.30 am", "7:30 p.m.", "7 pm", "12 am", "13h30", "19 Uhr", "noon", "7：30"]
)
def test_an_answer_is_read_by_the_same_clock(entry):
    [amount] = readings(entry)
    assert (amount.number, amount.unit) == (pytest.approx(clock_in(entry)), "h")


@pytest.mark.parametrize(
    "entry", ["", "soon", "7:60", "7:75", "25", "13 pm", "7:30:15", "-1", "7:", "1e1", "7 mg", "³"]
)
def test_what_is_no_time_is_told(entry):
    with pytest.raises(ValueError, match="cannot be read as a time"):
        clock_in(entry)


@given(st.integers(0, 24 * 60).map(lambda minutes: minutes / 60))
def test_what_a_clock_shows_is_read_back(hour):
    assert clock_in(clock(hour)) == pytest.approx(hour)


def test_a_number_with_a_clock_takes_times_and_says_which():
    number = Clock("Taken at", 8, 0, 23.5, step=0.5)
    number.type("13:30")
    assert (number.value, number.problem) == (13.5, "")
    number.type("23:45")
    assert number.value == 13.5
    assert number.problem == (
        "“23:45” does not fit in “Taken at”. Enter a time from 00:00 to 23:30, such as 7:30 or "
        "19:00."
    )
