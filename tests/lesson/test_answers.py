"""Numbers as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lesson.answers import amount_in

UNITS = st.sampled_from(["", "mg", "g", "mmol", "mEq", "%", "mg elemental", "µg", "mg/day"])


@pytest.mark.parametrize(("entry", "amount"), [
    ("296", (296, "")), ("296 mg", (296, "mg")), ("310mg", (310, "mg")), ("  7  ", (7, "")),
    ("1,830 mg", (1830, "mg")), ("1,830.5 mg", (1830.5, "mg")), ("1,234,567", (1234567, "")),
    ("1 830 mg", (1830, "mg")), ("1\u202f830 mg", (1830, "mg")), ("1\u00a0830", (1830, "")),
    ("0,5 g", (0.5, "g")), ("0,310 g", (0.31, "g")), ("12,15", (12.15, "")), (".5", (0.5, "")),
    ("5.", (5, "")), ("−3", (-3, "")), ("-3 mg", (-3, "mg")), ("+4", (4, "")),
    ("1e3 mg", (1000, "mg")),
    ("2.5E-1", (0.25, "")), ("0", (0, "")), ("3 %", (3, "%")), ("300 mg/day", (300, "mg/day")),
])  # fmt: skip
def test_an_amount_is_split_into_number_and_unit(entry: str, amount: tuple[float, str]) -> None:
    assert amount_in(entry) == amount


@pytest.mark.parametrize("entry", [
    "", "   ", "abc", "mg", "NaN", "nan mg", "inf", "-inf", "1e999", "-1e999", "~300", "< 5", "½",
    "1.830,5", "1,2,3", "1..5", "--3", "e5", "-", ".", ",", "None", "[1, 2]", "<b>5</b>", "\x00",
    "٫5",
])  # fmt: skip
def test_what_is_no_number_is_answered_with_a_sentence(entry: str) -> None:
    with pytest.raises(ValueError, match="Write for example") as problem:
        amount_in(entry)
    assert f"“{entry}”" in str(problem.value)


@given(st.integers(-(10**9), 10**9), UNITS)
def test_whole_numbers_with_and_without_thousands_marks(number: int, unit: str) -> None:
    for text in (f"{number} {unit}", f"{number:,} {unit}", f"{number:,}".replace(",", " ") + unit):
        assert amount_in(text) == (number, unit)


@given(st.decimals(-(10**6), 10**6, places=2), UNITS)
def test_a_decimal_comma_is_a_decimal_point(number, unit: str) -> None:
    assert amount_in(f"{number} {unit}") == amount_in(f"{number} {unit}".replace(".", ","))
    assert amount_in(f"{number}")[0] == float(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_prints_is_read_back(number: float) -> None:
    assert amount_in(str(number)) == (number, "")


@given(st.text() | st.floats().map(str) | st.from_regex(r"[-+]?[\d., ]{1,12}( ?m?g)?"))
def test_any_text_is_a_finite_number_or_a_sentence(entry: str) -> None:
    try:
        number, unit = amount_in(entry)
    except ValueError as problem:
        assert entry in str(problem)
    else:
        assert math.isfinite(number)
        assert unit == unit.strip()
