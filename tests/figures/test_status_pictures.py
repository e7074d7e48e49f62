"""What the pictures of lesson 03 say to who cannot see them: every number that is drawn."""

import pytest

from helpers.figures import kidney
from helpers.figures.status import loading, risk
from helpers.science.kidney import KidneyFunction, UrineTest
from helpers.science.status import LoadingTest, Risk
from helpers.tables import table


@pytest.mark.parametrize(
    ("picture", "name", "column"),
    [
        (risk.four_words, "status_shares", "percent"),
        (lambda: risk.risk(Risk(True, False, False, 72)), "depletion_scores", "percent"),
        (lambda: kidney.excretion(UrineTest(1.6, 0.6, 90, 0.8)), "femg", "femg_percent"),
        (
            lambda: loading.loading(LoadingTest("hours_4", 70, 7, 3)),
            "loading_test",
            "retention_percent",
        ),
    ],
)
def test_the_sentence_tells_every_published_number(picture, name, column):
    alt = picture().alt.replace("−", "-")
    missing = [value for value in table(name)[column].dropna() if f"{value:g}" not in alt]
    assert missing == []


@pytest.mark.parametrize(
    ("weight", "told"),
    [
        (70, "CKD-EPI overtakes at 0.66 mg/dL and Cockcroft-Gault overtakes at 0.88"),
        (120, "do not cross: Cockcroft-Gault"),
    ],
)
def test_where_the_two_equations_cross_is_told(weight, told):
    assert told in kidney.function(KidneyFunction(60, weight, 1.1, "female")).alt


def test_a_retention_far_below_all_others_is_drawn_at_the_end_of_the_axis():
    test = LoadingTest("hours_4", 70, 40, 6)
    figure = loading.loading(test).figure
    own = figure["data"][1]
    start = figure["layout"]["xaxis"]["range"][0]
    assert test.retentions[True] < start < own["x"][0]
    assert own["text"][0].strip() == f"−{-test.retentions[True]:.0f} %"
