"""Simulated trials: what they must show on average, counted over many of them."""

import numpy as np
import pytest

from helpers.science.traps import (
    LIMIT,
    MEAN,
    RELIABILITY,
    SD,
    ManyOutcomes,
    Remeasured,
    Subgroups,
    false_alarm,
)

TRIALS = range(1, 401)


def test_those_who_began_low_rise_by_the_arithmetic_and_nobody_else_does() -> None:
    """Below the mean a normal value lies 0.798 SD lower on average; 1 - r of that is chance."""
    changes = np.array([Remeasured(400, number).changes for number in TRIALS])
    expected = 0.7979 * SD * (1 - RELIABILITY)
    assert LIMIT == MEAN
    assert changes.mean(axis=0) == pytest.approx([expected, -expected], abs=0.1)


def test_the_expected_second_value_is_met_on_average() -> None:
    trials = [Remeasured(400, number) for number in TRIALS]
    missed = [trial.values[1][trial.low].mean() - trial.expected for trial in trials]
    assert np.mean(missed) == pytest.approx(0, abs=0.1)


def test_two_values_of_a_person_correlate_as_supposed() -> None:
    found = [np.corrcoef(Remeasured(400, number).values)[0, 1] for number in TRIALS]
    assert np.mean(found) == pytest.approx(RELIABILITY, abs=0.01)


def test_half_of_the_useless_treatments_find_something_among_14_outcomes() -> None:
    share = np.mean([ManyOutcomes(100, number).found > 0 for number in TRIALS])
    assert false_alarm(14) == pytest.approx(1 - 0.95**14)
    assert share == pytest.approx(false_alarm(14), abs=0.08)


def test_24_tests_are_those_of_the_star_signs() -> None:
    assert false_alarm(24) == pytest.approx(0.708, abs=0.0005)


def test_equal_effects_part_at_the_line_as_often_as_is_said() -> None:
    trials = [Subgroups(180, number) for number in TRIALS]
    parted = np.mean([sum(one.p < 0.05 for one in trial.effects) == 1 for trial in trials])
    differ = np.mean([trial.difference.p < 0.05 for trial in trials])
    assert parted == pytest.approx(trials[0].one_only, abs=0.08)
    assert differ == pytest.approx(0.05, abs=0.04)


def test_a_number_names_one_trial() -> None:
    assert (Remeasured(100, 7).values == Remeasured(100, 7).values).all()
    assert Subgroups(100, 7).effects != Subgroups(100, 8).effects
