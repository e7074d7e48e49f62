"""Spacing: the hours of the labels, and schedules that keep them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.science.rules import NOTICE
from helpers.science.spacing import conflicts, schedule, spacing
from helpers.tables import table

MEDICINES = list(table("medicine_spacing")["medicine"])
QUARTERS = [quarter / 4 for quarter in range(96)]
hours = st.sampled_from(QUARTERS)
days = st.lists(st.tuples(st.sampled_from(MEDICINES), hours), max_size=4)
wakes, beds = st.sampled_from([5, 6.5, 8]), st.sampled_from([20, 22.5, 24])


@pytest.mark.parametrize(
    ("drug", "before", "after"),
    [
        ("alendronate", 0.5, None), ("risedronate", 0.5, None), ("ibandronate", 1, None),
        ("etidronate", 2, 2), ("tiludronate", 2, 2), ("levothyroxine", 4, 4),
        ("ciprofloxacin", 2, 6), ("moxifloxacin", 4, 8), ("dolutegravir", 2, 6),
        ("bictegravir", 2, 6), ("eltrombopag", 2, 4), ("raltegravir", None, None),
    ],
)  # fmt: skip
def test_hours_of_the_labels(drug, before, after):
    found = spacing(drug)
    assert (found.before_hours, found.after_hours) == (before, after)
    assert found.sentence.startswith(found.name)


@pytest.mark.parametrize("drug", MEDICINES)
def test_every_row_agrees_with_its_direction(drug):
    found = spacing(drug)
    assert (found.before_hours is None) == (found.direction == "never")
    assert (found.after_hours is None) == (found.direction != "both ways")
    assert spacing(found.name.upper()) == found


@given(days, st.integers(1, 3), wakes, beds)
@settings(max_examples=200, deadline=None)
def test_a_schedule_never_breaks_a_rule(medicines, servings, wake, bed):
    found = schedule(medicines, servings, wake, bed)
    assert found.notice == NOTICE
    assert conflicts(found.times, medicines) == ()
    assert all(wake <= time <= bed for time in found.times)
    assert all(b - a >= 4 for a, b in itertools.pairwise(found.times))
    assert found.found == bool(found.times)


@given(days, st.integers(1, 3), wakes, beds)
@settings(max_examples=200, deadline=None)
def test_a_schedule_that_exists_is_found(medicines, servings, wake, bed):
    """Against brute force on a grid: all hours of the labels are quarters, so it misses nothing."""
    free = [hour for hour in [*QUARTERS, 24.0] if wake <= hour <= bed]
    free = [hour for hour in free if not conflicts([hour], medicines)]
    exists = any(
        all(b - a >= 4 for a, b in itertools.pairwise(times))
        for times in itertools.combinations(free, servings)
    )
    assert schedule(medicines, servings, wake, bed).found == exists


@given(days, st.integers(1, 3), wakes, beds)
@settings(deadline=None)
def test_who_is_in_the_way_is_named_and_really_is(medicines, servings, wake, bed):
    found = schedule(medicines, servings, wake, bed)
    assert not (found.found and found.blockers)
    if found.blockers:
        named = {rule.medicine for rule in found.blockers}
        rest = [pair for pair in medicines if pair[0] not in named]
        assert schedule(rest, servings, wake, bed).found
    elif not found.found:
        assert not schedule([], servings, wake, bed).found


def test_a_bisphosphonate_is_one_way():
    assert conflicts([7.25], [("alendronate", 7)])
    assert not conflicts([7.5], [("alendronate", 7)])
    assert conflicts([8], [("alendronate", 10)])  # two hours before: not allowed
    assert conflicts([6], [("alendronate", 7)])  # nor before getting up
    assert not conflicts([22], [("alendronate", 7)])  # the evening before


def test_the_night_counts():
    assert conflicts([23], [("moxifloxacin", 6)])  # 7 h later, in the morning
    assert not conflicts([22], [("moxifloxacin", 6)])


def test_a_worked_day():
    found = schedule([("alendronate", 7), ("levothyroxine", 8), ("doxycycline", 20)], 2)
    assert found.windows == ((12, 14), (22, 23))
    assert found.times == (12, 22)


def test_a_conflict_is_named():
    found = schedule([("raltegravir", 7), ("levothyroxine", 8)])
    assert [rule.medicine for rule in found.blockers] == ["raltegravir"]


def test_a_day_too_short_blames_nobody():
    assert schedule([], 3, 8, 12).blockers == ()
    assert not schedule([], 3, 8, 12).found


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: spacing("aspirin"), "drug"), (lambda: spacing(3), "drug"),
        (lambda: schedule([("alendronate", 25)]), "medicines"),
        (lambda: schedule([("aspirin", 5)]), "drug"), (lambda: schedule([], 0), "servings"),
        (lambda: schedule([], 1.5), "servings"), (lambda: schedule([], 1, 9, 8), "bed_hour"),
        (lambda: schedule([], 1, -1), "wake_hour"),
        (lambda: conflicts([30], []), "magnesium_hours"),
        (lambda: schedule([], 1, apart_hours=0), "apart_hours"),
    ],
)  # fmt: skip
def test_impossible_input_is_named(call, name):
    with pytest.raises(ValueError, match=f"^{name}: "):
        call()
