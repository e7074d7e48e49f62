"""Numbers and amounts as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lesson.answers import Amount, in_unit, plain_unit, readings, values
from tests.entries import AMOUNTS, CONVERTED, NO_NUMBER, OTHER_UNIT, SAME_UNIT, TWO_WAYS

UNITS = st.sampled_from(["", "mg", "g", "mmol", "mEq", "%", "mg elemental", "µg", "mg/day"])


@pytest.mark.parametrize(("entry", "number", "unit"), AMOUNTS)
def test_an_amount_is_split_into_number_and_unit(entry: str, number: float, unit: str) -> None:
    assert readings(entry) == [Amount(number, unit)]


@pytest.mark.parametrize("entry", TWO_WAYS)
def test_a_comma_before_three_digits_is_read_in_both_ways(entry: str) -> None:
    both = [float(entry.replace(",", "")), float(entry.replace(",", "."))]
    assert [amount.number for amount in readings(entry)] == both


@pytest.mark.parametrize("entry", NO_NUMBER)
def test_what_is_no_number_is_answered_with_a_sentence(entry: str) -> None:
    with pytest.raises(ValueError, match="cannot be read as") as problem:
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


@pytest.mark.parametrize(("typed", "unit"), SAME_UNIT)
def test_a_unit_is_known_in_every_spelling(typed: str, unit: str) -> None:
    assert plain_unit(typed) == plain_unit(unit)


@pytest.mark.parametrize(("one", "other"), OTHER_UNIT)
def test_different_units_stay_different(one: str, other: str) -> None:
    assert plain_unit(one) != plain_unit(other)


@pytest.mark.parametrize(("entry", "unit", "value"), CONVERTED)
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
