"""The kinetic model of vitamin D: published values, closed forms, conservation, bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from helpers.science import vitamin_d
from helpers.science.quantities import convert_vitamin_d_concentration
from helpers.science.vitamin_d import (
    ASSUMED_CATABOLITE_RATIO,
    ASSUMED_D3_SHARE,
    MECHANISMS,
    POOLS,
    Scenario,
    apparent_volume_l,
    course,
    days_to,
    elimination_rate,
    inflow,
    levels_at,
    magnesium_change,
    measured_change,
    plateau_time,
    remaining_percent,
    steady_rise,
    steady_state,
)

SCENARIOS = st.builds(
    Scenario,
    start_ng_ml=st.floats(5, 50),
    daily_iu=st.floats(0, 4000),
    bolus_iu=st.floats(0, 300_000),
    cyp2r1=st.floats(0.1, 2),
    cyp27b1=st.floats(0.1, 2),
    cyp24a1=st.floats(0.1, 2),
    half_life_days=st.floats(14, 21),
)


def state(levels):
    return np.array([getattr(levels, pool) for pool in POOLS])


def test_one_large_dose_does_what_it_did_in_30_adults():
    _, levels = course(Scenario(start_ng_ml=27.1, bolus_iu=100_000), 60, 6001)
    assert levels.calcidiol_ng_ml.max() == pytest.approx(42.0, abs=0.01)


def test_daily_dose_rises_by_about_what_was_seen_in_people_though_not_fitted_to_them():
    low, middle, high = (steady_rise(1000, days) for days in (14, 17.5, 21))
    assert (low, middle, high) == pytest.approx((9.9, 12.4, 14.9), abs=0.05)
    assert (
        low
        < vitamin_d.published("daily_slope")
        < high
        < vitamin_d.published("daily_slope_measured")
    )


def test_steady_state_lands_in_the_reference_ranges():
    levels = steady_state(Scenario())
    assert levels.calcidiol_ng_ml == pytest.approx(20)
    assert levels.calcitriol / levels.calcidiol == pytest.approx(0.001)
    hormone = convert_vitamin_d_concentration(levels.calcitriol, "nmol/L", "pg/mL", "1,25(OH)2D")
    assert 18 < hormone < 78
    assert levels.catabolite / levels.calcidiol == pytest.approx(ASSUMED_CATABOLITE_RATIO)


def test_half_lives_are_the_published_ones():
    assert remaining_percent(17.5, vitamin_d.published("half_life_25ohd")) == pytest.approx(50)
    assert remaining_percent(6.5, vitamin_d.published("half_life_125ohd")) == pytest.approx(50)
    assert [vitamin_d.published("half_life_125ohd", end) for end in ("low", "high")] == [5, 8]
    assert (
        14 < vitamin_d.published("half_life_25ohd_tracer") < vitamin_d.published("half_life_25ohd")
    )
    assert elimination_rate(10) == pytest.approx(np.log(2) / 10)


def test_nine_tenths_of_a_plateau_take_3_3_half_lives():
    assert plateau_time(15) == pytest.approx(49.83, abs=0.01)
    assert plateau_time(15, 0.5) == pytest.approx(15)
    assert remaining_percent(plateau_time(7, 0.8), 7) == pytest.approx(20)


def test_store_decays_with_its_half_life_when_nothing_enters():
    """The liver step is (almost) shut, so only what is there is lost."""
    late = Scenario(cyp2r1=0.01)
    levels = [levels_at(late, day).calcidiol for day in (100, 117.5)]
    floor = steady_state(late).calcidiol
    assert (levels[1] - floor) / (levels[0] - floor) == pytest.approx(0.5, rel=1e-3)


def test_hormone_answers_within_hours_to_its_enzyme_and_within_months_to_its_store():
    assert 8 / 24 < days_to(Scenario(cyp27b1=0.5), "calcitriol") < 1
    assert 50 < days_to(Scenario(daily_iu=1000), "calcitriol") < 70


@settings(deadline=None)
@given(st.floats(10, 4000))
def test_rise_has_a_closed_form(daily_iu):
    by_hand = inflow(daily_iu) * 17.5 / np.log(2)
    rise = steady_state(Scenario(daily_iu=daily_iu)).calcidiol - steady_state(Scenario()).calcidiol
    assert rise == pytest.approx(by_hand)
    assert steady_rise(daily_iu) == pytest.approx(by_hand)


@settings(deadline=None, max_examples=50)  # a busy machine is not a wrong model
@given(SCENARIOS)
def test_what_enters_leaves_or_stays(scenario):
    """Conservation: over 50 days, stock gained = supply − all losses (integrated a second way)."""
    days, levels = course(scenario, 50, 1001)
    matrix, supply = vitamin_d._matrix(scenario), vitamin_d._supply(scenario)
    states = state(levels)
    lost = -matrix.sum(axis=0) @ states  # what leaves the four pools together
    gained = states[:, -1].sum() - states[:, 0].sum()
    assert gained == pytest.approx(
        supply.sum() * 50 - np.trapezoid(lost, days),
        rel=1e-3,
        abs=0.05 + 1e-4 * states.sum(0).max(),
    )


@settings(deadline=None)
@given(SCENARIOS)
def test_steady_state_is_where_the_course_ends(scenario):
    assert state(levels_at(scenario, 3000)) == pytest.approx(
        state(steady_state(scenario)), rel=1e-6
    )


@settings(deadline=None)
@given(SCENARIOS)
def test_levels_are_never_negative(scenario):
    _, levels = course(scenario, 200, 30)
    assert state(levels).min() >= 0


def test_agrees_with_a_numerical_solver():
    scenario = Scenario(daily_iu=2000, bolus_iu=50_000, cyp27b1=0.5, cyp24a1=1.5)
    matrix, supply = vitamin_d._matrix(scenario), vitamin_d._supply(scenario)
    solved = solve_ivp(
        lambda t, x: matrix @ x + supply, (0, 90), vitamin_d._start(scenario), "LSODA", rtol=1e-9
    )
    assert state(levels_at(scenario, 90)) == pytest.approx(solved.y[:, -1], rel=1e-5)
    assert state(course(scenario, 90, 10)[1])[:, -1] == pytest.approx(solved.y[:, -1], rel=1e-5)


def test_ninety_percent_of_the_way_is_ninety_percent():
    scenario = Scenario(daily_iu=1000)
    start, end = steady_state(vitamin_d.usual(scenario)), steady_state(scenario)
    reached = levels_at(scenario, days_to(scenario))
    assert (reached.calcidiol - start.calcidiol) / (end.calcidiol - start.calcidiol) == (
        pytest.approx(0.9, abs=1e-4)
    )


def test_no_way_to_go_is_nan():
    assert np.isnan(days_to(Scenario()))
    assert np.isnan(days_to(Scenario(bolus_iu=100_000)))


def test_dose_enters_the_calibrated_volume():
    assert 40 < apparent_volume_l() < 100
    assert inflow(1000) * apparent_volume_l() / ASSUMED_D3_SHARE == pytest.approx(25_000 / 384.648)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_magnesium_is_off_by_default(mechanism):
    assert state(magnesium_change(mechanism, 0)) == pytest.approx(0, abs=1e-9)


def test_mechanisms_that_the_model_cannot_tell_apart():
    assert magnesium_change("kidney", 30) == magnesium_change("pth", 30)


def test_more_than_one_mechanism_fits_the_measurement():
    measured = measured_change()
    assert measured == pytest.approx(-21.8, abs=0.05)
    for mechanism, percent in (("kidney", 23), ("brake", 42), ("liver", 53)):
        assert magnesium_change(mechanism, percent).calcitriol == pytest.approx(measured, abs=2)
    assert magnesium_change("brake", 42).catabolite > 20 > magnesium_change("kidney", 23).catabolite


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start_ng_ml", 0),
        ("start_ng_ml", float("nan")),
        ("daily_iu", -1),
        ("bolus_iu", 1e9),
        ("cyp27b1", 0),
        ("cyp24a1", "1"),
        ("half_life_days", 100),
    ],
)
def test_bad_scenario(field, value):
    with pytest.raises(ValueError, match=rf"^{field}: .* give a number from"):
        Scenario(**{field: value})


def test_bad_arguments():
    with pytest.raises(ValueError, match=r"^pool: .* use one of vitamin_d3, calcidiol"):
        days_to(Scenario(daily_iu=1), "calcium")
    with pytest.raises(ValueError, match=r"^mechanism: .* use one of liver"):
        magnesium_change("magic", 10)
    with pytest.raises(ValueError, match=r"^percent: "):
        magnesium_change("liver", 95)
    with pytest.raises(ValueError, match=r"^days: "):
        course(Scenario(), -1)
    with pytest.raises(ValueError, match=r"^half_life: "):
        remaining_percent(1, 0)
    with pytest.raises(ValueError, match=r"^time: "):
        remaining_percent(-1, 1)
