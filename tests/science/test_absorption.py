"""The illustrative absorption curve: through its end points, and never against common sense."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.science.absorption import (
    absorbed_daily_mmol,
    absorbed_fraction,
    absorbed_mmol,
    illustrative_uptake,
)

INTAKES = st.floats(0, 200)


def end_point(name):
    points = tables.table("absorption_end_points").set_index("quantity")["value"]
    return points[f"{name}_intake"] / 24.305, points[f"{name}_absorbed"] / 100


@pytest.mark.parametrize("name", ["lowest", "highest"])
def test_curve_passes_through_the_end_points(name):
    intake, share = end_point(name)
    assert absorbed_fraction(intake) == pytest.approx(share, rel=1e-9)


def test_constants_are_the_solution_of_two_equations():
    """Solved a second way: Vmax + (c - f) Km = (f - c) x is linear in Vmax and Km."""
    (x1, f1), (x2, f2) = end_point("lowest"), end_point("highest")
    matrix = [[1, 0.07 - f1], [1, 0.07 - f2]]
    vmax, km = np.linalg.solve(matrix, [(f1 - 0.07) * x1, (f2 - 0.07) * x2])
    curve = illustrative_uptake()
    assert (curve.vmax_mmol, curve.km_mmol) == pytest.approx((vmax, km))
    assert (curve.vmax_mmol, curve.km_mmol) == pytest.approx((1.66, 1.37), abs=0.005)
    assert curve.linear_share == 0.07


def test_hyperbola_plus_line():
    curve = illustrative_uptake()
    by_hand = curve.vmax_mmol * 10 / (curve.km_mmol + 10) + 0.07 * 10
    assert absorbed_mmol(10) == pytest.approx(by_hand)


def test_all_of_a_very_small_intake():
    assert absorbed_fraction(0) == 1
    assert absorbed_mmol(0) == 0
    assert absorbed_fraction(0.4) == 1
    assert absorbed_fraction(0.41) < 1


@given(INTAKES)
def test_between_nothing_and_the_whole_intake(intake):
    assert 0 <= absorbed_mmol(intake) <= intake
    assert 0.07 < absorbed_fraction(intake) <= 1


@given(INTAKES, INTAKES)
def test_more_intake_more_absorbed_but_a_smaller_share(one, other):
    less, more = sorted((one, other))
    assert absorbed_mmol(less) <= absorbed_mmol(more) * (1 + 1e-12)
    assert absorbed_fraction(less) >= absorbed_fraction(more)


@given(INTAKES, st.integers(1, 23))
def test_splitting_a_dose_never_absorbs_less(daily, servings):
    once = absorbed_daily_mmol(daily, servings)
    assert absorbed_daily_mmol(daily, servings + 1) >= once


@given(INTAKES)
def test_one_serving_is_one_meal(daily):
    assert absorbed_daily_mmol(daily, 1) == absorbed_mmol(daily)


def test_arrays_go_element_by_element_and_floats_stay_floats():
    intakes = np.array([0.0, 0.2, 5.0, 40.0])
    assert absorbed_mmol(intakes).tolist() == [absorbed_mmol(float(x)) for x in intakes]
    assert type(absorbed_mmol(5)) is float
    assert type(absorbed_fraction(5)) is float


@pytest.mark.parametrize(
    "intake", [float("nan"), float("inf"), -1, 1e9, "5", "", None, True, [1, [2]]]
)
def test_bad_intake(intake):
    for calculate in (absorbed_mmol, absorbed_fraction):
        with pytest.raises(ValueError, match=r"^intake_mmol: .* from 0 to 200 mmol\.$"):
            calculate(intake)
    with pytest.raises(ValueError, match=r"^daily_mmol: .* from 0 to 200 mmol\.$"):
        absorbed_daily_mmol(intake, 2)


@pytest.mark.parametrize("servings", [0, -1, 25, float("nan"), "2", None, 1.5])
def test_bad_servings(servings):
    with pytest.raises(ValueError, match=r"^servings: "):
        absorbed_daily_mmol(10, servings)
