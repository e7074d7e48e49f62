"""What the explorers of lesson 6 say, and that no plan outlives its input."""

import pytest

from helpers.explorers.dosing import planner
from helpers.explorers.spacing import timeline


def _set(explorer, **values):
    for name, value in values.items():
        explorer.controls[name].value = value
    return explorer


def test_no_plan_stays_when_the_person_is_impossible():
    explorer = _set(planner(), life_stage="pregnant")
    assert explorer.status.kind == "problem"
    assert explorer.live.figure["data"] == []
    assert "A plan" not in explorer.live.figure["layout"]["title"]["text"]
    assert explorer.live.alt.startswith("No answer")
    assert _set(explorer, life_stage="none").live.figure["data"]


def test_no_table_stays_either():
    explorer = planner()
    explorer.numbers.selected_index = 0
    assert "Goal" in explorer.numbers.children[0].value
    assert not _set(explorer, life_stage="pregnant").numbers.children[0].value


def test_no_schedule_stays_when_a_morning_medicine_moves_to_the_evening():
    explorer = _set(timeline(), hour_1=20)
    assert "on waking" in explorer.status.html
    assert explorer.live.figure["data"] == []


def test_a_dose_that_something_speaks_against_is_not_waved_through():
    explorer = _set(planner(), dose_mg=100, medicines=["levothyroxine"])
    assert "No rule speaks against" not in explorer.status.html
    assert "the hours around Levothyroxine" in explorer.status.html
    assert "No rule speaks against" in _set(explorer, medicines=[]).status.html


@pytest.mark.parametrize(
    "change", [{"age_years": 15, "medicines": ["raltegravir", "iron", "ppi"]}, {"dose_mg": 800}]
)
def test_no_sentence_ends_twice(change):
    text = _set(planner(), **change).status.html
    assert ".;" not in text
    assert ".." not in text


def test_a_child_has_no_estimate():
    text = _set(planner(), age_years=15).status.html
    assert "no estimate: the equations are for adults" in text


def test_nothing_to_add_names_the_rule():
    text = _set(planner(), diet_mg=300).status.html
    assert "Nothing to add: tablet larger than the gap" in text
    assert "reaches the goal" in _set(planner(), diet_mg=400).status.html
