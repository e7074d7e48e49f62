"""Numbers and amounts as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lesson.answers import Amount, in_unit, plain_unit, readings, values

UNITS = st.sampled_from(["", "mg", "g", "mmol", "mEq", "%", "mg elemental", "µg", "mg/day"])


@pytest.mark.parametrize(("entry", "number", "unit"), [
    ("296", 296, ""), ("296 mg", 296, "mg"), ("310mg", 310, "mg"), ("  7  ", 7, ""),
    ("1,830.5 mg", 1830.5, "mg"), ("1,234,567", 1234567, ""), ("1.234.567", 1234567, ""),
    ("1 830 mg", 1830, "mg"), ("1\u202f830 mg", 1830, "mg"), ("1\u00a0830", 1830, ""),
    ("1.830,5", 1830.5, ""), ("1 830,5", 1830.5, ""), ("1'830", 1830, ""), ("30.049", 30.049, ""),
    ("0,5 g", 0.5, "g"), ("0,310 g", 0.31, "g"), ("12,15", 12.15, ""), (".5", 0.5, ""),
    ("5.", 5, ""), ("−3", -3, ""), ("-3 mg", -3, "mg"), ("+4", 4, ""),
    ("1e3 mg", 1000, "mg"), ("2.5E-1", 0.25, ""), ("0", 0, ""), ("3 %", 3, "%"),
    ("300 mg/day", 300, "mg/day"), ("20/80", 0.25, ""),
    ("\ufeff296 mg", 296, "mg"), ("2\u200b9\u20606 m\u00adg", 296, "mg"),
    ("\u202a296\u202c", 296, ""), ("\u200e−3", -3, ""), ("２９６　ｍｇ", 296, "mg"),
    ("１，８３０．５", 1830.5, ""), ("－３", -3, ""), ("５％", 5, "%"), ("２０／８０", 0.25, ""),
    ("٢٩٦ mg", 296, "mg"), ("٠٫٥", 0.5, ""), ("١٬٨٣٠٫٥", 1830.5, ""), ("٢٥٪", 25, "%"),
    ("۲۹۶", 296, ""), ("२९६ mg", 296, "mg"),
    ("7:30", 7.5, "h"), ("22:00", 22, "h"), ("10 pm", 22, "h"), ("12 am", 0, "h"),
])  # fmt: skip
def test_an_amount_is_split_into_number_and_unit(entry: str, number: float, unit: str) -> None:
    assert readings(entry) == [Amount(number, unit)]


@pytest.mark.parametrize("entry", ["30,049", "1,830", "100,000"])
def test_a_comma_before_three_digits_is_read_in_both_ways(entry: str) -> None:
    both = [float(entry.replace(",", "")), float(entry.replace(",", "."))]
    assert [amount.number for amount in readings(entry)] == both


@pytest.mark.parametrize("entry", [
    "", "   ", "abc", "mg", "NaN", "nan mg", "inf", "-inf", "1e999", "-1e999", "~300", "< 5", "½",
    "1,2,3", "1..5", "--3", "e5", "-", ".", ",", "None", "[1, 2]", "<b>5</b>", "\x00",
    "1 2", "12,34,567", "1,830,5", "5/0",
])  # fmt: skip
def test_what_is_no_number_is_answered_with_a_sentence(entry: str) -> None:
    with pytest.raises(ValueError, match="Write for example") as problem:
        readings(entry)
    assert f"“{entry}”" in str(problem.value)


@given(st.integers(-(10**9), 10**9), UNITS)
def test_whole_numbers_with_and_without_thousands_marks(number: int, unit: str) -> None:
    for text in (f"{number} {unit}", f"{number:,} {unit}", f"{number:,}".replace(",", " ") + unit):
        assert readings(text)[0] == Amount(number, unit)


@given(st.decimals(-(10**6), 10**6, places=2), UNITS)
def test_a_decimal_comma_is_a_decimal_point(number, unit: str) -> None:
    assert readings(f"{number} {unit}") == readings(f"{number} {unit}".replace(".", ","))
    assert readings(f"{number}")[0].number == float(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_prints_is_read_back(number: float) -> None:
    assert readings(str(number)) == [Amount(number)]


@given(st.text() | st.floats().map(str) | st.from_regex(r"[-+]?[\d., ]{1,12}( ?m?g)?"))
def test_any_text_is_a_finite_number_or_a_sentence(entry: str) -> None:
    try:
        found = readings(entry)
    except ValueError as problem:
        assert entry in str(problem)
    else:
        assert all(math.isfinite(amount.number) for amount in found)
        assert all(amount.unit == amount.unit.strip() for amount in found)


# --- units


@pytest.mark.parametrize(("typed", "unit"), [
    ("mcg", "µg"), ("MCG", "µg"), ("\u00b5g", "\u03bcg"), ("micrograms", "ug"), ("mcg a day", "µg"),
    ("mg/day", "mg"), ("mg a day", "mg"), ("mg per day", "mg"), ("mg daily", "mg/d"),
    ("mg / 24 h", "mg"), ("hours", "h"), ("hr", "h"), ("percent", "%"), ("per cent", "%"),
    ("Per Cent", "%"), ("MMOL/l", "mmol/L"), ("mmol per litre", "mmol/L"), ("meq", "mEq"),
    ("a gram", "per g"), ("/g", "per g"), ("mL/min", "mL/min/1.73 m²"), ("point", "points"),
    ("tablet", "tablets"), ("days", "d"),
])  # fmt: skip
def test_a_unit_is_known_in_every_spelling(typed: str, unit: str) -> None:
    assert plain_unit(typed) == plain_unit(unit)


@pytest.mark.parametrize(("one", "other"), [
    ("mg", "µg"), ("mg/dL", "mg"), ("mmol", "mEq"), ("mg/week", "mg"), ("h", "days"), ("", "mg"),
])  # fmt: skip
def test_different_units_stay_different(one: str, other: str) -> None:
    assert plain_unit(one) != plain_unit(other)


@pytest.mark.parametrize(("entry", "unit", "value"), [
    ("0.31 g", "mg", 310), ("500 MCG", "mg", 0.5), ("360 mg/day", "mg", 360), ("360", "mg", 360),
    ("90 min", "h", 1.5), ("2 months", "days", 60.875), ("2 weeks", "days", 14),
    ("6 hours", "h", 6), ("25 percent", "%", 25),
])  # fmt: skip
def test_masses_and_times_are_converted(entry: str, unit: str, value: float) -> None:
    assert values(entry, unit) == [pytest.approx(value)]


CONCENTRATION = "helpers.science.quantities:convert_vitamin_d_concentration"


def test_a_named_function_converts_more() -> None:
    assert in_unit(Amount(62.3, "nmol/l"), "ng/mL", CONCENTRATION) == pytest.approx(24.96, rel=1e-3)


def test_half_a_unit_is_told_from_the_whole() -> None:
    with pytest.raises(ValueError, match="“ng” is only a part of the unit"):
        in_unit(Amount(30, "ng"), "ng/mL")


@pytest.mark.parametrize(("amount", "unit", "converts"), [
    (Amount(62.3, "nmol/L"), "ng/mL", ""), (Amount(3, "mmol"), "ng/mL", CONCENTRATION),
    (Amount(-3, "nmol/L"), "ng/mL", CONCENTRATION), (Amount(3, "stones"), "mg", ""),
    (Amount(3, "mg"), "%", ""),
])  # fmt: skip
def test_another_kind_of_unit_is_sent_back(amount: Amount, unit: str, converts: str) -> None:
    with pytest.raises(ValueError, match=f"wanted in {unit}. Convert it first"):
        in_unit(amount, unit, converts)
