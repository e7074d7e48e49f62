"""Status: published shares and tests, Bayes by counting, and impossible laboratories."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.science.status import (
    Cutoff,
    LoadingTest,
    Outcomes,
    Risk,
    albumin_corrected,
    depletion_score,
    excess_levels,
    natural_frequencies,
    predictive_values,
    published_shares,
    retention_percent,
    serum_category,
    serum_distribution,
    share_below,
    simulate_people,
)

SHARES = st.floats(0.01, 0.99)


def test_albumin_correction_by_hand():
    assert albumin_corrected(0.68, 24) == pytest.approx(0.76)
    assert albumin_corrected(0.8, 40) == 0.8
    assert albumin_corrected(2.0, 40) == 2.0
    assert albumin_corrected(np.array([0.7, 0.8]), 30) == pytest.approx([0.75, 0.85])


def test_unit_of_the_albumin_correction_by_what_albumin_can_hold():
    """20 to 30 % of 0.85 mmol/L, shared among 40 g/L; in mg/dL the step would be 2.4 times less."""
    step = albumin_corrected(0.68, 39) - 0.68
    assert 0.20 * 0.85 / 40 < step < 0.30 * 0.85 / 40


def test_category_follows_the_chosen_limit():
    assert serum_category(0.72) == "low"
    assert serum_category(0.72, lower_limit=0.70) == "normal"
    assert serum_category(0.75) == "normal"
    assert serum_category(1.2) == "high"
    assert serum_category(2.5) == "high"
    assert serum_category(1.2, upper_limit=1.25) == "normal"
    assert list(serum_category(np.array([0.6, 0.8, 1.3]))) == ["low", "normal", "high"]
    assert list(serum_category(0.8, lower_limit=np.array([0.75, 0.85]))) == ["normal", "low"]


@pytest.mark.parametrize(("people", "tolerance"), [("germany", 1e-6), ("warsaw", 1.5)])
def test_distribution_meets_the_published_shares(people, tolerance):
    for row in published_shares(people).itertuples():
        assert share_below(row.cutoff_mmol_l, people) == pytest.approx(row.percent, abs=tolerance)


def test_published_shares_of_the_lesson():
    known = published_shares("warsaw").set_index("cutoff_mmol_l")["percent"]
    assert known.to_dict() == {0.65: 7, 0.75: 25, 0.85: 60}
    assert set(published_shares("germany")["percent"]) == {2, 14.5}


@given(st.floats(0.3, 1.2), st.floats(0.3, 1.2), st.sampled_from(["warsaw", "germany"]))
def test_a_higher_limit_never_calls_fewer_low(one, other, people):
    low, high = sorted((one, other))
    assert 0 <= share_below(low, people) <= share_below(high, people) <= 100


def test_distribution_by_two_equations():
    """The German curve a second way: z = (x - mean) / sd at two points, solved by hand."""
    curve = serum_distribution("germany")
    sd = 0.06 / (2.0537489 - 1.0581216)
    assert curve.stdev == pytest.approx(sd, rel=1e-5)
    assert curve.mean == pytest.approx(0.70 + 2.0537489 * sd, rel=1e-5)


def test_cutoff_in_all_units():
    chosen = Cutoff(0.75, "warsaw")
    assert chosen.in_units == pytest.approx(
        {"mmol/L": 0.75, "mg/dL": 1.823, "mEq/L": 1.5}, abs=5e-4
    )
    assert chosen.percent == share_below(0.75, "warsaw")


def test_severe_is_far_below_every_lower_limit():
    limits = tables.table("serum_intervals").query("measures == 'total, serum'")
    lowest = limits.set_index("interval")["low_mmol_l"]
    severe = lowest[["serum_signs", "serum_infusion"]]
    assert severe.to_list() == [0.4, 0.5]
    assert severe.max() < lowest.drop(severe.index).min()


def test_ionised_magnesium_is_part_of_the_total():
    rows = tables.table("serum_intervals").set_index("interval")
    assert rows.loc["ionised", ["low_mmol_l", "high_mmol_l"]].to_list() == [0.44, 0.59]
    assert rows.loc["ionised", "high_mmol_l"] < rows.loc["serum_iom", "low_mmol_l"]


def test_rows_of_excess_that_readers_are_warned_of():
    rows = tables.table("toxicity").set_index("row")
    assert rows.loc["medscape_1", "low_mmol_l"] < 1.1  # inside the interval of alfred_path
    assert rows.loc["jahnen_5", ["low_mmol_l", "high_mmol_l"]].to_list() == [7.3, 7.65]
    coma = rows[rows["signs"].str.contains("coma")]
    assert coma["low_mmol_l"].to_list() == [8.9, 5, 5.5]


@pytest.mark.parametrize(
    ("scale", "levels"),
    [
        ("Jahnen-Dechent 2012", [2.5, 2.5, 2.5, 3.7, 5, 5, 8.9, np.nan]),
        ("Medscape", [1, 1.75, 2.5, 4, 5, 5, 5, 5]),
        ("Swiss label", [np.nan, 3.5, 1.5, np.nan, 5, np.nan, 5.5, 7]),
    ],
)
def test_first_levels_of_each_sign_of_excess(scale, levels):
    """As read in the three sources."""
    assert excess_levels()[scale].to_list() == pytest.approx(levels, nan_ok=True)


def test_retention_by_hand():
    assert retention_percent(30, 24, 3) == pytest.approx(30)
    assert retention_percent(30, 24) == pytest.approx(20)
    assert retention_percent(30, 35.85) == pytest.approx(-19.5)
    assert retention_percent(np.array([30, 20]), 15) == pytest.approx([50, 25])


@pytest.mark.parametrize(
    ("protocol", "dose", "subtracts"),
    [("hours_8", 30, False), ("hours_4", 7, True), ("hours_1", 7, False)],
)
def test_protocols(protocol, dose, subtracts):
    test = LoadingTest(protocol, weight_kg=70, urine_24h_mmol=7, baseline_24h_mmol=3)
    assert test.dose_mmol == pytest.approx(dose)
    assert test.subtracts is subtracts
    assert test.retentions[True] == pytest.approx(retention_percent(dose, 7, 3))
    assert test.retentions[False] == pytest.approx(retention_percent(dose, 7))


@pytest.mark.parametrize(
    ("egfr", "points"), [(15, 2), (59.9, 2), (60, 1), (89.9, 1), (90, 0), (120, 0)]
)
def test_score_steps_at_60_and_90(egfr, points):
    assert depletion_score(False, False, egfr, False) == points


def test_score_adds_one_for_each_answer():
    for answers in product([False, True], repeat=3):
        diuretic, ppi, drinking = answers
        assert depletion_score(diuretic, ppi, 95, drinking) == sum(answers)
        assert Risk(diuretic, ppi, drinking, 50).score == sum(answers) + 2
    assert Risk(True, True, True, 70).kidney_points == 1


def test_score_of_arrays():
    scores = depletion_score(np.array([True, False]), False, np.array([50.0, 95.0]), True)
    assert scores.tolist() == [4, 1]
    assert scores.dtype.kind == "i"


def test_published_scores_are_shares_of_a_whole():
    assert tables.table("depletion_scores")["percent"].sum() == pytest.approx(100, abs=0.01)


def test_bayes_by_counting_people():
    values = predictive_values(0.4, 0.95, 0.1)
    assert values.ppv == pytest.approx(40 / 85)
    assert values.npv == pytest.approx(855 / 915)
    assert natural_frequencies(0.4, 0.95, 0.1) == Outcomes(40, 60, 45, 855)


@given(SHARES, SHARES, SHARES)
def test_bayes_by_odds(sensitivity, specificity, prevalence):
    """Post-test odds are pre-test odds times the likelihood ratio."""
    values = predictive_values(sensitivity, specificity, prevalence)
    odds = prevalence / (1 - prevalence) * sensitivity / (1 - specificity)
    assert values.ppv == pytest.approx(odds / (1 + odds))
    against = (1 - prevalence) / prevalence * specificity / (1 - sensitivity)
    assert values.npv == pytest.approx(against / (1 + against))


@given(SHARES, SHARES, SHARES)
def test_thousand_people_stay_a_thousand(sensitivity, specificity, prevalence):
    people = natural_frequencies(sensitivity, specificity, prevalence)
    groups = list(vars(people).values())
    assert sum(groups) == 1000
    assert min(groups) >= 0


def test_predictive_values_of_arrays_and_of_nobody():
    values = predictive_values(0.5, 0.5, np.array([0.0, 0.5, 1.0]))
    assert values.ppv == pytest.approx([0, 0.5, 1])
    assert np.isnan(predictive_values(0, 1, 0.5).ppv)


def test_simulated_people_approach_the_formula():
    people = simulate_people(0.4, 0.95, 0.1, people=200_000)
    assert sum(vars(people).values()) == 200_000
    positive = people.true_positive + people.false_positive
    assert people.true_positive / positive == pytest.approx(40 / 85, abs=0.01)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: serum_category(0), ["magnesium_mmol_l", "0.05"]),
        (lambda: serum_category(float("nan")), ["nan"]),
        (lambda: serum_category(0.8, lower_limit=3), ["lower_limit", "3"]),
        (lambda: serum_category(0.8, lower_limit=0.9, upper_limit=0.8), ["upper_limit", "0.8"]),
        (lambda: albumin_corrected(0.7, 4), ["4.0 g/L", "did you mean 4.0 g/dL (40 g/L)?"]),
        (lambda: albumin_corrected(0.7, 400), ["albumin_g_l", "400"]),
        (lambda: serum_category(15.1), ["magnesium_mmol_l", "15"]),
        (lambda: albumin_corrected(0.05, 60), ["0.05", "60", "low albumin"]),
        (lambda: share_below(0.7, "mars"), ["people", "mars", "warsaw, germany"]),
        (lambda: share_below(7), ["lower_limit", "7"]),
        (lambda: retention_percent(0, 10), ["dose_mmol", "0"]),
        (lambda: retention_percent(30, -1), ["urine_24h_mmol", "-1"]),
        (lambda: LoadingTest("hours_4", 0, 10, 3).dose_mmol, ["weight_kg", "0"]),
        (lambda: depletion_score("yes", False, 70, False), ["diuretic", "yes", "True or False"]),
        (lambda: depletion_score(True, 2, 70, False), ["ppi", "2"]),
        (lambda: depletion_score(True, False, None, False), ["egfr", "None"]),
        (lambda: predictive_values(80, 0.9, 0.1), ["sensitivity", "80", "0.8"]),
        (lambda: predictive_values(0.8, 0.9, -0.1), ["prevalence", "-0.1"]),
        (lambda: simulate_people(0.8, 0.9, 0.1, people=0), ["people", "0"]),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(call, words):
    with pytest.raises(ValueError) as error:
        call()
    assert all(word in str(error.value) for word in words), error.value
