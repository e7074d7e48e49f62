"""Laboratory values and weights in the units of the reader; a likely slip is asked about."""

import pytest

from helpers.explorers import dosing, kidney, status
from helpers.lesson.card import plain


def test_femg_does_not_care_about_units():
    explorer = kidney.excretion()
    before = explorer.status.html
    for control in explorer.controls.values():
        for unit in control.units:
            control.unit = unit
            assert explorer.status.html == before
            assert explorer.status.kind == "note"


def test_the_numbers_follow_the_unit():
    explorer = kidney.function()
    creatinine = explorer.controls["creatinine_mg_dl"]
    creatinine.unit = "µmol/L"
    assert creatinine.value == pytest.approx(97.24, abs=0.01)
    assert creatinine.low < creatinine.value < creatinine.high
    assert creatinine.step == 4
    creatinine.type("88.4")
    assert "1.00 mg/dL" in plain(explorer.status.html)


def test_a_cut_off_in_mg_dl():
    explorer = status.cutoff()
    explorer.controls["lower_limit"].type("1.7 mg/dL")
    assert "0.70 mmol/L" in plain(explorer.status.html)


def test_a_creatinine_of_80_is_asked_about_and_taken_by_a_press():
    explorer = kidney.function()
    creatinine = explorer.controls["creatinine_mg_dl"]
    creatinine.type("80")
    assert explorer.live.figure["layout"]["title"]["text"] == (
        "No answer: creatinine in plasma 80 does not fit."
    )
    assert creatinine.remark.endswith("80 looks like µmol/L: use it?")
    creatinine.hear({"unit": creatinine.offer})
    assert "(80 µmol/L)" in plain(explorer.status.html)


@pytest.mark.parametrize("typed", ["1.8", "2.5", "9"])
def test_a_true_high_magnesium_is_answered_and_asked_about(typed):
    explorer = kidney.excretion()
    plasma = explorer.controls["plasma_magnesium"]
    plasma.type(typed)
    assert explorer.status.kind == "note"
    assert plasma.amount == float(typed)
    assert bool(plasma.offer) == (typed != "9")  # 9 mg/dL would not be usual either


@pytest.mark.parametrize("typed", ["45", "100", "120", "140"])
def test_a_plausible_weight_of_an_adult_is_taken_without_a_question(typed):
    for weight in (kidney.function().controls["weight_kg"], dosing.planner().controls["weight_kg"]):
        weight.type(typed)
        assert (weight.amount, weight.remark) == (float(typed), "")


def test_pounds_are_asked_about_and_answered():
    weight = kidney.function().controls["weight_kg"]
    weight.type("150")
    assert (weight.amount, weight.offer) == (150, "lb")
    weight.hear({"unit": "lb"})
    assert weight.value == 150
    assert weight.amount == pytest.approx(68.04, abs=0.01)
