"""The sets of studies, their pools and the pool year by year, against published numbers."""

import math

import pytest

from helpers.science.pooling import egger, mantel_haenszel, peto, trim_and_fill
from helpers.science.trials import History, Pooling, counts, studies

DL = "dersimonian-laird"


def ratios(found) -> list[float]:
    return [math.exp(value) for value in (found.estimate, found.low, found.high)]


def test_the_early_trials_are_those_of_teo_1991() -> None:
    events, total, control_events, control_total = (part.sum() for part in counts("early"))
    assert (events, total, control_events, control_total) == (25, 657, 53, 644)
    assert ratios(peto(*counts("early"))) == pytest.approx([0.45, 0.28, 0.71], abs=0.005)


@pytest.mark.parametrize(
    ("name", "method", "printed"),
    [
        ("before", "fixed", [0.575, 0.459, 0.721]),
        ("before", DL, [0.426, 0.289, 0.629]),
        ("all", "fixed", [1.015, 0.956, 1.077]),
        ("all", DL, [0.483, 0.329, 0.710]),
        ("cochrane", DL, [0.66, 0.53, 0.82]),
        ("cohorts", "fixed", [1.30, 1.12, 1.50]),
        ("cohorts", DL, [1.51, 1.05, 2.16]),
    ],
)
def test_pools_of_the_lesson(name: str, method: str, printed: list[float]) -> None:
    assert ratios(Pooling(name, method).pooled) == pytest.approx(printed, abs=0.005)


def test_cochranes_common_effect_is_that_of_mantel_and_haenszel() -> None:
    assert ratios(mantel_haenszel(*counts("cochrane"))) == pytest.approx(
        [0.99, 0.94, 1.04], abs=0.005
    )


def test_who_speaks_how_loudly() -> None:
    """In per cent: ISIS-4, LIMIT-2, and the largest cohort."""
    names = studies("all").names
    isis, limit = names.index("ISIS-4 1995"), names.index("LIMIT-2 1992")
    fixed, random = (100 * Pooling("all", method).pooled.weights for method in ("fixed", DL))
    assert [fixed[isis], random[isis], random[limit]] == pytest.approx([93, 17, 16], abs=0.6)
    assert 100 * Pooling("cohorts", "fixed").pooled.weights.max() == pytest.approx(88, abs=0.5)


def test_the_wide_interval_of_three_cohorts_is_not_narrowed_by_luck() -> None:
    """Plain it would be 0.72 to 3.18: the factor from the seen spread is below 1."""
    wide, normal = (Pooling("cohorts", DL, way) for way in ("hksj", "normal"))
    assert ratios(wide.pooled)[1:] == pytest.approx([0.69, 3.33], abs=0.01)
    found, y = normal.pooled, wide.studies.effects
    weights = found.weights / found.standard_error**2
    q = float(weights @ (y - found.estimate) ** 2) / 2
    reach = 4.302653 * found.standard_error * math.sqrt(q)
    assert q < 1
    plain = [math.exp(found.estimate - reach), math.exp(found.estimate + reach)]
    assert plain == pytest.approx([0.72, 3.18], abs=0.01)


def test_a_prediction_needs_random_effects_and_more_than_three_studies() -> None:
    assert Pooling("cohorts", DL).prediction is None
    assert Pooling("all", "fixed").prediction is None
    ends = Pooling("all", DL).prediction
    assert ends is not None
    assert [math.exp(end) for end in ends] == pytest.approx([0.16, 1.45], abs=0.01)


def test_two_trials_of_one_author_are_told_apart_by_year() -> None:
    names = studies("all").names
    assert len(set(names)) == 16
    assert sum(name.startswith("Shechter") for name in names) == 3


def test_the_largest_or_the_smallest_is_left_out() -> None:
    assert "ISIS-4 1995" not in studies("all").without("largest").names
    assert studies("before").names == studies("all").without("largest").names
    smallest = studies("all").without("smallest")
    assert min(smallest.people) >= min(studies("all").people)
    assert len(smallest.names) == 15


@pytest.mark.parametrize(
    ("year", "trials", "ratio"),
    [(1986, 3, 0.34), (1991, 13, 0.41), (1992, 14, 0.60), (1995, 16, 1.01)],
)
def test_the_pool_year_by_year(year: int, trials: int, ratio: float) -> None:
    history = History(year)
    assert len(history.trials.names) == trials == len(history.pools)
    assert ratios(history.pools[-1])[0] == pytest.approx(ratio, abs=0.006)


def test_what_is_told_before_each_commitment_is_in_the_table() -> None:
    assert History(1991).deaths == (43, 1024, 105, 1002)
    before, after = History(1991).deaths, History(1992).deaths
    assert tuple(b - a for a, b in zip(before, after)) == (90, 1159, 118, 1157)


def test_the_warning_was_there_and_trim_and_fill_was_wrong() -> None:
    before, every = studies("before"), studies("all")
    line = egger(before.effects, before.errors)
    assert line.p == pytest.approx(0.007, abs=0.0005)
    ends = [math.exp(v) for v in (line.limit, line.limit_low, line.limit_high)]
    assert ends == pytest.approx([0.86, 0.60, 1.23], abs=0.005)
    filled = trim_and_fill(every.effects, every.errors, DL).pooled
    assert ratios(filled) == pytest.approx([0.69, 0.49, 0.98], abs=0.005)


def test_a_wide_interval_of_one_common_effect_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^interval: the wide one needs random effects"):
        Pooling("all", "fixed", "hksj")
