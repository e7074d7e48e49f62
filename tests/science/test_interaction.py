"""Simulated trials: the arithmetic against NumPy, power against its formula, chance at 5 %."""

import numpy as np
import pytest

from helpers.science.interaction import Design, seen, simulate


def test_same_seed_same_people():
    first, second = (simulate(Design(), 3, seed=7) for _ in range(2))
    assert np.array_equal(first.change, second.change)
    assert not np.array_equal(first.change, simulate(Design(), 3, seed=8).change)


def test_lines_are_least_squares():
    trials = simulate(Design(people=60), 4)
    for row in range(4):
        for arm in (False, True):
            mine = trials.treated == arm
            x, y = trials.baseline[row, mine], trials.change[row, mine]
            (slope, _), covariance = np.polyfit(x, y, 1, cov=True)
            assert trials.lines[arm][0][row] == pytest.approx(slope)
            assert trials.lines[arm][1][row] == pytest.approx(np.sqrt(covariance[0, 0]))


def test_effect_crosses_zero_where_it_should():
    trials = simulate(Design(people=5000, slope=-4, crossing_ng_ml=25, noise_ng_ml=0.5), 20)
    assert trials.effect_at(25).mean() == pytest.approx(0, abs=0.1)
    assert trials.effect_at(15).mean() == pytest.approx(4, abs=0.2)


def test_interaction_is_diluted_by_chance_in_the_baseline():
    design = Design(people=400)
    assert design.reliability == pytest.approx(0.8)
    assert simulate(design, 1000).interaction.mean() == pytest.approx(-0.2 * 0.8, abs=0.01)


def test_average_hides_a_symmetrical_effect():
    assert seen(simulate(Design(), 1000).average_z) < 10


@pytest.mark.parametrize("slope", [-2.0, -4.0, 3.0])
def test_people_needed_see_it_in_four_of_five_trials(slope):
    people = Design(slope=slope).people_needed
    assert people % 2 == 0
    power = seen(simulate(Design(people=people, slope=slope), 1000).interaction_z)
    assert power == pytest.approx(80, abs=5)


def test_without_effect_the_controlled_trial_is_right_and_the_uncontrolled_is_fooled():
    nothing = simulate(Design(slope=0), 1000)
    assert seen(nothing.interaction_z) == pytest.approx(5, abs=3)
    assert seen(nothing.uncontrolled_z) > 75


@pytest.mark.parametrize(
    ("field", "value"),
    [("people", 10), ("people", 41), ("slope", 99), ("crossing_ng_ml", -1), ("noise_ng_ml", None)],
)
def test_bad_design(field, value):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        Design(**{field: value})


def test_nobody_sees_what_is_not_there():
    with pytest.raises(ValueError, match=r"^slope: 0 does not work here"):
        _ = Design(slope=0).people_needed
