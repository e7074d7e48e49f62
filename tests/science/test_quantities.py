"""Units of magnesium: known conversions, round trips and sentences for bad input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.science.quantities import (
    MG_L_PER_UNIT,
    MG_PER_UNIT,
    VITAMIN_D_FORMULAS,
    convert_amount,
    convert_concentration,
    convert_vitamin_d,
    convert_vitamin_d_concentration,
    molar_mass,
)

AMOUNT_UNITS = st.sampled_from(list(MG_PER_UNIT))
VITAMIN_D_UNITS = st.sampled_from(["ng/mL", "pg/mL", "nmol/L", "pmol/L"])
CONCENTRATION_UNITS = st.sampled_from(list(MG_L_PER_UNIT))


@pytest.mark.parametrize(
    ("value", "start", "goal", "expected"),
    [
        (1, "mmol", "mg", 24.305),
        (1, "mmol", "mEq", 2),
        (1, "mEq", "mg", 12.1525),
        (12, "mmol", "mg", 291.66),
        (24, "mmol", "mg", 583.32),
        (80, "mEq", "mg", 972.2),
        (24.305, "mg", "mEq", 2),
        (0.35, "g", "mg", 350),
        (1000, "ug", "mg", 1),
        (1, "mg", "µg", 1000),
        (0, "mg", "mmol", 0),
    ],
)
def test_known_amounts(value, start, goal, expected):
    assert convert_amount(value, start, goal) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "start", "goal", "expected", "within"),
    [
        (1, "mg/dL", "mmol/L", 0.4114, 5e-5),
        (1, "mg/dL", "mEq/L", 0.8229, 5e-5),
        (0.75, "mmol/L", "mEq/L", 1.5, 1e-12),
        (0.75, "mmol/L", "mg/dL", 1.823, 5e-4),
    ],
)
def test_known_concentrations(value, start, goal, expected, within):
    assert convert_concentration(value, start, goal) == pytest.approx(expected, abs=within)


@given(st.floats(0, 1e4), AMOUNT_UNITS, AMOUNT_UNITS)
def test_amount_comes_back(value, start, goal):
    value = value * MG_PER_UNIT["mg"] / MG_PER_UNIT[start]  # at most 10 g, in any unit
    there = convert_amount(value, start, goal)
    assert convert_amount(there, goal, start) == pytest.approx(value)


@given(st.floats(0, 1e3), CONCENTRATION_UNITS, CONCENTRATION_UNITS)
def test_concentration_comes_back(value, start, goal):
    there = convert_concentration(value, start, goal)
    assert convert_concentration(there, goal, start) == pytest.approx(value)


def test_arrays_go_element_by_element_and_floats_stay_floats():
    result = convert_amount(np.array([1.0, 2.0]), "mmol", "mEq")
    assert isinstance(result, np.ndarray)
    assert result.tolist() == [2, 4]
    assert type(convert_amount(1, "mmol", "mEq")) is float


@pytest.mark.parametrize("unit", ["MEQ", "meq", " mEq "])
def test_case_of_a_unit_does_not_matter(unit):
    assert convert_amount(1, "mmol", unit) == 2


@pytest.mark.parametrize("sign", ["µg", "μg"])  # the micro sign and the Greek letter
def test_both_micro_signs(sign):
    assert convert_amount(1, "mg", sign) == 1000


@pytest.mark.parametrize("unit", ["mgg", "mole", "mg/dL", "", None, 5])
def test_unknown_unit(unit):
    with pytest.raises(ValueError, match=r"^to_unit: .* use one of mg, mmol, mEq, g, ug, µg"):
        convert_amount(1, "mg", unit)
    with pytest.raises(ValueError, match=r"^from_unit: .* is not known here"):
        convert_amount(1, unit, "mg")


def test_unknown_unit_of_concentration():
    with pytest.raises(ValueError, match=r"use one of mg/dL, mmol/L, mEq/L"):
        convert_concentration(1, "mg", "mmol/L")


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), -1, -1e-9, 1e9, "5", "", None, True, [1, [2]], [1, -1], 1j],
)
def test_bad_value(value):
    with pytest.raises(ValueError, match=r"^value: .* give a number from 0 to 1,000,000 mg"):
        convert_amount(value, "mg", "mmol")
    with pytest.raises(ValueError, match=r"^value: .* give a number from 0 to 10,000 mg/dL"):
        convert_concentration(value, "mg/dL", "mmol/L")


@pytest.mark.parametrize(
    ("substance", "mass"),
    [
        ("vitamin D3", 384.648),
        ("25(OH)D", 400.647),
        ("1,25(OH)2D", 416.646),
        ("24,25(oh)2d", 416.646),
    ],
)
def test_molar_masses_of_vitamin_d(substance, mass):
    assert molar_mass(substance) == pytest.approx(mass, abs=5e-4)


@pytest.mark.parametrize(
    ("value", "start", "goal", "substance", "expected"),
    [
        (1, "ng/mL", "nmol/L", "25(OH)D", 2.496),
        (20, "ng/mL", "nmol/L", "25(OH)D", 49.92),
        (1, "pg/mL", "pmol/L", "1,25(OH)2D", 2.400),
        (50, "nmol/L", "ng/mL", "25(OH)D", 20.03),
        (1000, "pg/mL", "ng/mL", "25(OH)D", 1),
        (1, "nmol/L", "pmol/L", "24,25(OH)2D", 1000),
    ],
)
def test_known_concentrations_of_vitamin_d(value, start, goal, substance, expected):
    found = convert_vitamin_d_concentration(value, start, goal, substance)
    assert found == pytest.approx(expected, rel=2e-4)


@pytest.mark.parametrize(
    ("value", "start", "goal", "expected"),
    [
        (1000, "IU", "ug", 25),
        (15, "µg", "IU", 600),
        (2.5, "mg", "IU", 100_000),
        (1, "nmol", "ug", 0.384648),
    ],
)
def test_known_amounts_of_vitamin_d(value, start, goal, expected):
    assert convert_vitamin_d(value, start, goal) == pytest.approx(expected, rel=1e-6)


@given(
    st.floats(0, 500), VITAMIN_D_UNITS, VITAMIN_D_UNITS, st.sampled_from(list(VITAMIN_D_FORMULAS))
)
def test_concentration_of_vitamin_d_comes_back(value, start, goal, substance):
    there = convert_vitamin_d_concentration(value, start, goal, substance)
    assert convert_vitamin_d_concentration(there, goal, start, substance) == pytest.approx(value)


def test_bad_vitamin_d():
    with pytest.raises(ValueError, match=r"use one of ng/mL, pg/mL, nmol/L, pmol/L"):
        convert_vitamin_d_concentration(1, "IU", "ng/mL")
    with pytest.raises(ValueError, match=r"^substance: 'vitamin C' is not known here"):
        convert_vitamin_d_concentration(1, "ng/mL", "nmol/L", "vitamin C")
    with pytest.raises(ValueError, match=r"use one of ug, µg, IU, mg, nmol"):
        convert_vitamin_d(1, "mmol", "IU")
    for value in (-1, float("nan"), "5"):
        with pytest.raises(ValueError, match=r"^value: "):
            convert_vitamin_d(value, "IU", "ug")
