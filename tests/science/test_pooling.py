"""Pools against metafor 3.8 (R 4.2) for two lists of trials, and what must always hold."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from helpers.science.pooling import (
    TAU2,
    cumulative,
    egger,
    expected_second,
    leave_one_out,
    log_odds_ratios,
    mantel_haenszel,
    number_needed,
    peto,
    pool,
    ratio_of_ratios,
    trim_and_fill,
)
from helpers.tables import table

COUNTS = ["events", "total", "control_events", "control_total"]
DL = "dersimonian-laird"
RANDOM = [DL, "paule-mandel", "reml"]
# review, without ISIS-4, method: odds ratio with its interval, tau2, Q, I2 (%), trim and fill
METAFOR = [
    ("li2007", False, "fixed", 0.9931994, 0.9412831, 1.047979, 0, 10, 1.012349),
    ("li2007", False, DL, 0.6620059, 0.531774, 0.8241316, 0.06673173, 8, 0.7967773),
    ("li2007", False, "reml", 0.5793494, 0.4314795, 0.777895, 0.1765615, 7, 0.7257021),
    ("li2007", True, "fixed", 0.8191772, 0.735868, 0.911918, 0, 8, 0.8636456),
    ("egger2001", False, "fixed", 1.014864, 0.9559499, 1.077409, 0, 8, 1.035833),
    ("egger2001", False, DL, 0.4830752, 0.3287839, 0.7097722, 0.2238831, 7, 0.6938788),
    ("egger2001", True, DL, 0.4264321, 0.2892138, 0.6287539, 0.1528406, 7, 0.625417),
    ("egger2001", True, "reml", 0.4170504, 0.2774295, 0.6269377, 0.1910632, 6, 0.5963376),
]  # fmt: skip


def counts(review: str, without_largest: bool = False) -> list[np.ndarray]:
    trials = table("heart_attack_trials").query("review == @review")
    if without_largest:
        trials = trials[trials["trial"] != "ISIS-4"]
    return [trials[column].to_numpy() for column in COUNTS]


def odds(value: float) -> Any:
    """An odds ratio as printed by metafor, on the log scale."""
    return pytest.approx(math.log(value), abs=1e-5)


@pytest.mark.parametrize("known", METAFOR, ids=lambda known: "-".join(map(str, known[:3])))
def test_pools_and_filled_funnels_are_those_of_metafor(known):
    review, without, method, estimate, low, high, tau2, added, filled = known
    y, se = log_odds_ratios(*counts(review, without))
    found, full = pool(y, se, method), trim_and_fill(y, se, method)
    assert (found.estimate, found.low, found.high) == (odds(estimate), odds(low), odds(high))
    assert found.tau2 == pytest.approx(tau2, abs=1e-5)
    assert found.weights.sum() == pytest.approx(1)
    assert (full.added, full.pooled.estimate) == (added, odds(filled))


def test_what_stands_beside_a_pool_is_that_of_metafor():
    y, se = log_odds_ratios(*counts("li2007"))
    found = pool(y, se, "dersimonian-laird")
    assert found.q == pytest.approx(57.71605, abs=1e-4)
    assert found.i2 == pytest.approx(63.61497, abs=1e-4)
    assert found.p_heterogeneity == pytest.approx(2.812969e-05, rel=1e-4)
    assert found.p == pytest.approx(0.0002237252, rel=1e-4)
    assert (found.prediction_low, found.prediction_high) == (odds(0.3680233), odds(1.190826))
    wider = pool(y, se, "dersimonian-laird", "hksj")
    assert (wider.low, wider.high) == (odds(0.5159598), odds(0.8493913))


def test_paule_mandel_is_near_metafor_which_stops_earlier():
    y, se = log_odds_ratios(*counts("li2007"))
    assert pool(y, se, "paule-mandel").tau2 == pytest.approx(0.0998955, abs=1e-5)


@pytest.mark.parametrize(("method", "other"), [(DL, "dl"), ("paule-mandel", "iterated")])
@pytest.mark.parametrize("review", ["egger2001", "li2007"])
def test_pools_are_those_of_statsmodels_too(review, method, other):
    y, se = log_odds_ratios(*counts(review))
    found, second = pool(y, se, method), combine_effects(y, se**2, method_re=other)
    rows = second.summary_frame().loc[["fixed effect", "random effect"], ["eff", "sd_eff"]]
    fixed = pool(y, se)
    ours = [[one.estimate, one.standard_error] for one in (fixed, found)]
    assert np.array(ours) == pytest.approx(rows.to_numpy(), abs=1e-6)
    assert (found.tau2, found.q) == (pytest.approx(second.tau2), pytest.approx(second.q))
    assert found.i2 == pytest.approx(100 * second.i2)


@pytest.mark.parametrize(
    ("review", "without", "bias", "p", "limit", "low", "high"),
    [
        ("li2007", False, -1.381804, 6.532815e-05, 0.07899842, 0.005258071, 0.1527388),
        ("egger2001", True, -1.192429, 0.007264435, -0.1512257, -0.5130019, 0.2105505),
    ],
)
def test_eggers_line_is_that_of_a_weighted_regression(review, without, bias, p, limit, low, high):
    found = egger(*log_odds_ratios(*counts(review, without)))
    assert (found.bias, found.limit) == (
        pytest.approx(bias, abs=1e-5),
        pytest.approx(limit, abs=1e-5),
    )
    assert found.p == pytest.approx(p, rel=1e-4)
    assert [found.limit_low, found.limit_high] == pytest.approx([low, high], abs=1e-5)


@pytest.mark.parametrize(
    ("method", "review", "estimate", "low", "high"),
    [
        (mantel_haenszel, "li2007", 0.9869941, 0.9356403, 1.041166),
        (peto, "li2007", 0.9869806, 0.9356016, 1.041181),
        (mantel_haenszel, "egger2001", 1.006101, 0.9479941, 1.067769),
        (peto, "egger2001", 1.006107, 0.947972, 1.067807),
    ],
)
def test_pools_of_counts_are_those_of_metafor(method, review, estimate, low, high):
    found = method(*counts(review))
    assert (found.estimate, found.low, found.high) == (odds(estimate), odds(low), odds(high))


def test_the_year_in_which_the_promise_ended():
    trials = table("heart_attack_trials").query("review == 'egger2001'")
    steps = cumulative(*log_odds_ratios(*counts("egger2001")))
    before, after = steps[-2], steps[-1]
    assert trials["trial"].iloc[-1] == "ISIS-4"
    assert before.high < 0 < after.estimate
    assert math.exp(before.estimate) == pytest.approx(0.574957, abs=1e-5)


def test_only_the_largest_trial_moves_the_fixed_pool():
    trials = table("heart_attack_trials").query("review == 'egger2001'")["trial"].tolist()
    pools = [one.estimate for one in leave_one_out(*log_odds_ratios(*counts("egger2001")))]
    assert min(pools) == pools[trials.index("ISIS-4")] == odds(0.574957)
    assert sorted(pools)[1] > math.log(0.99)


def test_three_cohorts_by_hand():
    y, se = np.log([1.80, 1.23, 2.31]), [0.2508, 0.0782, 0.4116]
    fixed = pool(y, se)
    assert fixed.weights == pytest.approx([0.086, 0.882, 0.032], abs=0.001)
    assert (fixed.q, fixed.i2) == (pytest.approx(4.135, abs=0.01), pytest.approx(51.6, abs=0.1))
    found = pool(y, se, "dersimonian-laird")
    ratios = np.exp([found.estimate, found.low, found.high])
    assert ratios == pytest.approx([1.51, 1.05, 2.16], abs=0.01)
    wide = pool(y, se, "dersimonian-laird", "hksj")
    # Without the rule that the interval may not shrink it would be 0.72 to 3.18.
    assert np.exp([wide.low, wide.high]) == pytest.approx([0.69, 3.33], abs=0.01)


# --- what must always hold


def studies(least: int = 2) -> st.SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    size = st.integers(least, 12)
    return size.flatmap(
        lambda k: st.tuples(
            st.lists(st.floats(-3, 3), min_size=k, max_size=k).map(np.array),
            st.lists(st.floats(0.05, 2), min_size=k, max_size=k).map(np.array),
        )
    )


@given(studies(), st.sampled_from(list(TAU2)))
def test_a_pool_lies_among_its_studies_and_moves_with_them(pair, method):
    y, se = pair
    found, shifted = pool(y, se, method), pool(y + 1, se, method)
    assert y.min() - 1e-9 <= found.estimate <= y.max() + 1e-9
    assert found.low < found.estimate < found.high
    assert shifted.estimate == pytest.approx(found.estimate + 1, abs=1e-4)
    assert found.tau2 >= 0 and 0 <= found.i2 <= 100


@given(studies(), st.sampled_from(RANDOM))
def test_the_order_of_studies_plays_no_part(pair, method):
    y, se = pair
    turned = pool(y[::-1], se[::-1], method)
    assert turned.estimate == pytest.approx(pool(y, se, method).estimate, abs=1e-6)


@given(studies(), st.sampled_from(RANDOM))
def test_hksj_never_narrows_an_interval(pair, method):
    normal, wide = pool(*pair, method), pool(*pair, method, "hksj")
    assert wide.low <= normal.low + 1e-9 and normal.high <= wide.high + 1e-9


@given(studies(), st.sampled_from(RANDOM))
def test_random_effects_give_small_studies_more_weight(pair, method):
    y, se = pair
    smallest = se.argmax()
    assert pool(y, se, method).weights[smallest] >= pool(y, se).weights[smallest] - 1e-12


@pytest.mark.parametrize("method", TAU2)
def test_one_study_and_equal_studies_have_no_spread(method):
    one, equal = pool([0.5], [0.2], method), pool([0.5] * 4, [0.2, 0.3, 0.1, 0.4], method)
    assert (one.estimate, one.tau2, one.i2, one.p_heterogeneity) == (0.5, 0, 0, 1)
    assert one.prediction_low is None
    assert pool([0.1], [0.2], method).tau2 == 0  # Q is not quite 0, by rounding
    assert (equal.tau2, equal.i2) == (0, 0)
    assert pool([0.1, 0.9], [0.2, 0.2], method).prediction_high is None


def test_zero_cells_get_a_half_and_others_do_not():
    y, se = log_odds_ratios([0, 5], [20, 50], [2, 10], [22, 50])
    assert y[0] == pytest.approx(math.log(0.5 * 20.5 / (20.5 * 2.5)))
    assert y[1] == pytest.approx(math.log(5 * 40 / (45 * 10)))
    assert se[1] == pytest.approx(math.sqrt(1 / 5 + 1 / 45 + 1 / 10 + 1 / 40))


def test_small_arithmetic():
    assert expected_second(60, 40, 0.5) == 50
    assert expected_second(60, 40, 1) == 40
    both = ratio_of_ratios(math.log(0.67), 0.1, math.log(0.88), 0.1)
    assert math.exp(both.estimate) == pytest.approx(0.761, abs=0.001)
    needed = number_needed(80, 1000, 150, 1000)
    assert needed.number == pytest.approx(1 / 0.07)
    assert needed.interval[0] < needed.number < needed.interval[1]
    unclear = number_needed(10, 100, 12, 100)
    assert unclear.interval[1] < 0 < unclear.interval[0]  # through infinity to harm


WRONG: list[tuple[Any, str]] = [
    (lambda: pool([], []), "effects"),
    (lambda: pool([1, 2], [0.1]), "standard_errors"),
    (lambda: pool([1, math.nan], [0.1, 0.1]), "effects"),
    (lambda: pool([1, 2], [0.1, 0]), "standard_errors"),
    (lambda: pool([1, 2], [0.1, -1]), "standard_errors"),
    (lambda: pool([1, 2], [0.1, 0.1], "random"), "method"),
    (lambda: pool([1, 2], [0.1, 0.1], "fixed", "hksj"), "interval"),
    (lambda: pool([1], [0.1], "reml", "hksj"), "interval"),
    (lambda: pool([1, 2], [0.1, 0.1], "reml", "wide"), "interval"),
    (lambda: egger([1, 2, 3], [0.1, 0.1, 0.1]), "standard_errors"),
    (lambda: leave_one_out([1], [0.1]), "effects"),
    (lambda: log_odds_ratios([5], [4], [1], [4]), "events"),
    (lambda: log_odds_ratios([1.5], [4], [1], [4]), "events"),
    (lambda: log_odds_ratios([1], [4], [1, 2], [4, 4]), "control_totals"),
    (lambda: mantel_haenszel([0], [4], [0], [4]), "events"),
    (lambda: peto([4], [4], [4], [4]), "events"),
    (lambda: expected_second(60, 40, 1.2), "reliability"),
]


@pytest.mark.parametrize(("call", "argument"), WRONG)
def test_wrong_input_is_told_by_name(call, argument):
    with pytest.raises(ValueError, match=rf"^{argument}: "):
        call()
