"""A change of unit rewrites the numbers and leaves what they mean alone."""

import pytest

from helpers.explorers import kidney, status
from helpers.lesson.card import plain


def test_femg_does_not_care_about_units():
    explorer = kidney.excretion()
    before = explorer.status.html
    for name in ("magnesium_units", "creatinine_units"):
        control = explorer.controls[name]
        for _, units in control._options_full:
            control.value = units
            assert explorer.status.html == before
            assert explorer.status.kind == "note"


def test_the_numbers_follow_the_unit():
    explorer = kidney.function()
    creatinine = explorer.controls["creatinine"]
    explorer.controls["units"].value = ("µmol/L",)
    assert creatinine.value == pytest.approx(97.24, abs=0.01)
    assert creatinine.low < creatinine.value < creatinine.high
    assert creatinine.step == 4
    creatinine.type("88.4")
    assert "1.00 mg/dL" in plain(explorer.status.html)


def test_a_cut_off_in_mg_dl():
    explorer = status.cutoff()
    explorer.controls["units"].value = ("mg/dL",)
    explorer.controls["limit"].type("1.7")
    assert "0.70 mmol/L" in plain(explorer.status.html)
