"""Kidney function and FEMg: published examples, a second derivation, impossible laboratories."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.science.kidney import (
    KidneyFunction,
    UrineTest,
    ckd_epi_2021,
    cockcroft_gault,
    convert_creatinine,
    excreted_mmol_per_day,
    fractional_excretion,
)

AGES, WEIGHTS, CREATININE = st.floats(18, 120), st.floats(20, 350), st.floats(0.1, 30)
SEX = st.sampled_from(["female", "male"])
POSITIVE = st.floats(0.01, 1000)

# Values that other calculators print for the same input, to one decimal.
PUBLISHED_EGFR = [
    (50, 1.0, "female", 68.6),
    (34, 1.14, "male", 86.5),
    (60, 0.8, "female", 84.3),
    (40, 0.9, "male", 110.7),
    (55, 1.8, "male", 43.9),
    (55, 1.8, "female", 32.9),
]
PUBLISHED_CLEARANCE = [
    (60, 80, 1.2, "male", 74.1),
    (70, 75, 1.0, "male", 72.9),
    (50, 80, 1.0, "male", 100.0),
    (65, 70, 1.4, "male", 52.1),
    (45, 60, 0.9, "female", 74.8),
]


@pytest.mark.parametrize(("age", "creatinine", "sex", "expected"), PUBLISHED_EGFR)
def test_published_egfr(age, creatinine, sex, expected):
    assert ckd_epi_2021(age, creatinine, sex) == pytest.approx(expected, abs=0.051)


@pytest.mark.parametrize(("age", "weight", "creatinine", "sex", "expected"), PUBLISHED_CLEARANCE)
def test_published_clearance(age, weight, creatinine, sex, expected):
    assert cockcroft_gault(age, weight, creatinine, sex) == pytest.approx(expected, abs=0.051)


@pytest.mark.parametrize(("sex", "k", "women"), [("female", 0.7, 1.012), ("male", 0.9, 1.0)])
def test_egfr_at_the_bend_needs_no_exponent(sex, k, women):
    assert ckd_epi_2021(50, k, sex) == pytest.approx(142 * 0.9938**50 * women)


@given(AGES, CREATININE, CREATININE, SEX)
def test_more_creatinine_never_more_filtration(age, one, other, sex):
    less, more = sorted((one, other))
    assert ckd_epi_2021(age, more, sex) <= ckd_epi_2021(age, less, sex)
    assert cockcroft_gault(age, 70, more, sex) <= cockcroft_gault(age, 70, less, sex)


@given(AGES, WEIGHTS, CREATININE)
def test_women_by_the_old_equation_have_85_percent(age, weight, creatinine):
    men = cockcroft_gault(age, weight, creatinine, "male")
    assert cockcroft_gault(age, weight, creatinine, "female") == pytest.approx(0.85 * men)


def test_arrays_element_by_element():
    levels = np.array([0.5, 1.0, 2.0])
    expected = [ckd_epi_2021(50, level, "female") for level in levels]
    assert ckd_epi_2021(50, levels, "female") == pytest.approx(expected)
    assert cockcroft_gault(np.array([20, 80]), 70, 1.0, "male") == pytest.approx(
        [120 * 70 / 72, 60 * 70 / 72]
    )
    assert isinstance(ckd_epi_2021(50, 1.0, "female"), float)


def test_creatinine_units():
    assert convert_creatinine(1, "mg/dL", "µmol/L") == pytest.approx(88.4, abs=0.05)
    assert convert_creatinine(8, "mmol/L", "umol/L") == pytest.approx(8000)


def test_femg_by_hand():
    assert fractional_excretion(4.0, 0.55, 6.0, 0.080) == pytest.approx(
        100 * (4.0 / 6.0) * 0.080 / (0.55 * 0.7)
    )
    assert fractional_excretion(0, 0.6, 90, 0.8) == 0


@given(POSITIVE, POSITIVE, st.floats(0.05, 20))
def test_units_of_a_pair_cancel(magnesium_factor, creatinine_factor, urine):
    femg = fractional_excretion(urine, 0.6, 90, 0.8)
    scaled = fractional_excretion(
        urine * magnesium_factor,
        0.6 * magnesium_factor,
        90 * creatinine_factor,
        0.8 * creatinine_factor,
    )
    assert scaled == pytest.approx(femg)


def test_excreted_by_hand():
    """144 L a day at 100 mL/min; seven tenths of 0.60 mmol/L in each; 2 % of that."""
    assert excreted_mmol_per_day(2, 0.60, 100) == pytest.approx(0.02 * 0.7 * 0.60 * 144)
    assert excreted_mmol_per_day(0, 0.60, 100) == 0


@given(st.floats(0.05, 2), st.floats(0.3, 1.2), st.floats(20, 150), st.floats(1, 20))
def test_the_share_and_the_day_tell_the_same(daily, plasma, filtration, creatinine):
    """A day's urine, collected and counted, against the share of what was filtered in that day."""
    litres = 1.44 * filtration  # of plasma, cleared of all its creatinine
    femg = fractional_excretion(daily, plasma, litres * creatinine, creatinine)
    assert excreted_mmol_per_day(femg, plasma, filtration) == pytest.approx(daily)


def test_urine_test_ratio_in_mg_for_mg():
    assert UrineTest(1.6, 0.6, 90, 0.8).ratio == pytest.approx(1.6 * 2.4305 / 90)
    assert UrineTest(1.6, 0.6, 90, 0.8).femg == fractional_excretion(1.6, 0.6, 90, 0.8)


def test_kidney_function_uses_both_equations():
    person = KidneyFunction(60, 80, 1.2, "male")
    assert person.clearance == cockcroft_gault(60, 80, 1.2, "male")
    assert person.egfr == ckd_epi_2021(60, 1.2, "male")


@given(st.floats(18, 95), st.floats(40, 150), SEX)
def test_estimates_agree_where_the_curves_cross(age, weight, sex):
    for level in KidneyFunction(age, weight, 1, sex).crossings_mg_dl:
        person = KidneyFunction(age, weight, level, sex)
        assert person.clearance == pytest.approx(person.egfr, rel=0.01)


@pytest.mark.parametrize(
    ("age", "weight", "sex", "crossings"),
    [(60, 70, "female", [0.66, 0.88]), (60, 120, "male", []), (90, 45, "female", [])],
)
def test_crossings(age, weight, sex, crossings):
    person = KidneyFunction(age, weight, 1, sex)
    assert person.crossings_mg_dl == pytest.approx(crossings, abs=0.005)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ckd_epi_2021(50, 0, "female"), ["creatinine_mg_dl", "0.0", "impossible", "0.1"]),
        (lambda: ckd_epi_2021(50, 88, "female"), ["88.0 µmol/L", "1.00 mg/dL"]),
        (lambda: ckd_epi_2021(17, 1, "female"), ["age_years", "17", "18"]),
        (lambda: ckd_epi_2021(400, 1, "female"), ["age_years", "400", "120"]),
        (lambda: ckd_epi_2021(float("nan"), 1, "female"), ["age_years", "nan"]),
        (lambda: ckd_epi_2021(50, 1, "woman"), ["sex", "woman", "female, male"]),
        (lambda: ckd_epi_2021(50, "1", "female"), ["creatinine_mg_dl", "'1'"]),
        (lambda: cockcroft_gault(50, 0, 1, "male"), ["weight_kg", "20"]),
        (lambda: cockcroft_gault(50, 70, -1, "male"), ["creatinine_mg_dl", "-1"]),
        (lambda: fractional_excretion(4, 0, 6, 0.08), ["plasma_magnesium", "above zero"]),
        (lambda: fractional_excretion(4, 0.55, 0, 0.08), ["urine_creatinine", "above zero"]),
        (lambda: fractional_excretion(4, 0.55, 6, 0), ["plasma_creatinine", "above zero"]),
        (lambda: fractional_excretion(-4, 0.55, 6, 0.08), ["urine_magnesium", "-4"]),
        (lambda: fractional_excretion(4, 0.55, 6, 80), ["impossible", "one unit"]),
        (lambda: excreted_mmol_per_day(101, 0.6, 100), ["femg_percent", "101", "100"]),
        (lambda: excreted_mmol_per_day(2, 0, 100), ["plasma_magnesium_mmol_l", "above zero"]),
        (lambda: excreted_mmol_per_day(2, 0.6, 0), ["filtration_ml_min", "above zero"]),
        (lambda: convert_creatinine(1, "mg", "mg/dL"), ["from_unit", "mg/dL"]),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(call, words):
    with pytest.raises(ValueError) as error:
        call()
    assert all(word in str(error.value) for word in words), error.value
