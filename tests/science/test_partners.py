"""Partners of magnesium: published values, and what must hold whatever is entered."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.science.intake import habitual_intake
from helpers.science.partners import (
    B6Day,
    B12Day,
    Together,
    arms,
    b12_absorbed_ug,
    b12_years_left,
    calcium_mg,
    calcium_reference,
    compare,
    fact,
    fewer_per_10000,
    finding,
    risk_percent,
    transient_gain_percent,
)

WOMEN = ("United States", "female", "40-44")


@pytest.mark.parametrize(
    ("formula", "calcium", "whole"),
    [
        ("CaCO3", 40.078, 100.086),
        ("Ca3(C6H5O7)2", 3 * 40.078, 498.43),
        ("Ca3(C6H5O7)2.4H2O", 3 * 40.078, 570.49),
    ],
)
def test_calcium_of_a_compound_by_hand(formula, calcium, whole):
    assert calcium_mg(1000, formula) == pytest.approx(1000 * calcium / whole, rel=1e-4)


def test_a_compound_without_calcium_is_refused():
    with pytest.raises(ValueError, match=r"^formula: 'MgO' contains no 'Ca'\."):
        calcium_mg(500, "MgO")


@pytest.mark.parametrize(
    ("age", "sex", "authority", "recommended", "upper"),
    [
        (30, "female", "us", 1000, 2500),
        (55, "female", "us", 1200, 2000),
        (55, "male", "us", 1000, 2000),
        (71, "male", "us", 1200, 2000),
        (24, "male", "eu", 1000, 2500),
        (25, "male", "eu", 950, 2500),
        (15, "female", "uk", 800, None),
        (80, "female", "uk", 700, None),
    ],
)
def test_calcium_by_age(age, sex, authority, recommended, upper):
    known = calcium_reference(age, sex, authority)
    assert (known.recommended, known.upper) == (recommended, upper)


@given(st.floats(1, 120), st.sampled_from(["female", "male"]))
def test_every_age_has_one_american_value_of_each_kind(age, sex):
    known = calcium_reference(age, sex)
    assert known.ear < known.recommended < known.upper


def test_together_keeps_the_published_means():
    group = Together(*WOMEN)
    for mineral, eaten in (("calcium", group.calcium_mg), ("magnesium", group.magnesium_mg)):
        assert eaten.mean() == pytest.approx(habitual_intake(*WOMEN, mineral).mean(), rel=0.02)


@pytest.mark.parametrize("correlation", [0, 0.4, 0.8])
def test_together_goes_together_as_assumed(correlation):
    group = Together(*WOMEN, correlation)
    found = np.corrcoef(np.log(group.calcium_mg), np.log(group.magnesium_mg))[0, 1]
    assert found == pytest.approx(correlation, abs=0.04)


def test_a_ratio_hides_who_is_short():
    """Calcium for everyone moves every ratio, and nobody's magnesium."""
    before, after = Together(*WOMEN), Together(*WOMEN, added_calcium_mg=500)
    assert after.in_window_percent < before.in_window_percent / 10
    assert after.low_magnesium_percent == before.low_magnesium_percent
    assert before.low_inside_percent > 40


def test_shares_inside_and_outside_add_up_to_the_whole():
    group = Together(*WOMEN)
    inside = group.in_window_percent / 100
    both = inside * group.low_inside_percent + (1 - inside) * group.low_outside_percent
    assert both == pytest.approx(group.low_magnesium_percent)


def test_nobody_in_the_window_has_no_share():
    assert Together(*WOMEN, added_calcium_mg=5000).low_inside_percent is None


def test_the_transient_ends_after_one_cycle():
    gain = transient_gain_percent(np.array([0, 3, 6, 12, 60]), 4, 30, 6)
    assert gain == pytest.approx([0, 0.6, 1.2, 1.2, 1.2])


def test_fractures_in_absolute_numbers():
    row = tables.row("calcium_fractures", finding="whi_hip_none")
    fewer = fewer_per_10000(row["control_percent_a_year"], row["ratio"])
    assert fewer == pytest.approx(3.2)  # printed: 0.16 against 0.20 % a year


@pytest.mark.parametrize(
    ("arm", "against", "printed"),
    [
        ("magnesium", "pellets", (0.85, 0.60, 1.22)),
        ("both", "pellets", (0.64, 0.44, 0.94)),
        ("both", "magnesium", (0.75, 0.51, 1.11)),
        ("pellets", "hay", (0.558, 0.436, 0.714)),
    ],
)
def test_horses(arm, against, printed):
    found = compare(arm, against)
    assert (found.ratio, found.low, found.high) == pytest.approx(printed, abs=0.006)


@given(st.permutations(arms()), st.floats(0, 0.95))
def test_a_comparison_turned_round_is_its_inverse(names, correlation):
    there = compare(names[0], names[1], correlation)
    back = compare(names[1], names[0], correlation)
    assert there.ratio * back.ratio == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1)
    assert {there.shows, back.shows} in ({"less", "more"}, {"open"})


def test_what_two_estimates_share_narrows_the_interval():
    alone, alike = (compare("both", "magnesium", correlation) for correlation in (0, 0.5))
    assert alone.ratio == alike.ratio
    assert (alone.shows, alike.shows) == ("open", "less")


def test_what_an_interval_shows():
    assert compare("magnesium", "pellets").shows == "open"
    assert compare("both", "pellets").shows == "less"
    assert compare("pellets", "both").shows == "more"


def test_a_feed_is_not_compared_with_itself():
    with pytest.raises(ValueError, match=r"^against: 'both' does not work here"):
        compare("both", "both")


def test_b6_of_three_products():
    day = B6Day((30, 50, 2))
    assert day.total_mg == 82
    assert day.percent_of_limits == pytest.approx({"us": 82, "eu": 100 * 82 / 12, "uk": 820})
    assert day.over == ("eu", "uk")


def test_each_b6_limit_is_what_its_factor_makes_of_its_start():
    limits = tables.table("pyridoxine_limits").dropna(subset="factor")
    assert list(limits["reference_mg"] // limits["factor"]) == list(limits["limit_mg"])


@pytest.mark.parametrize(("dose", "percent"), [(1, 50), (2, 50), (5, 20.6), (25, 4.9), (1000, 1.1)])
def test_b12_by_two_routes(dose, percent):
    assert 100 * b12_absorbed_ug(dose) / dose == pytest.approx(percent, abs=0.05)


@given(st.floats(0.01, 5000), st.floats(0.01, 5000))
def test_more_b12_lets_more_in_and_a_smaller_share(one, other):
    small, large = sorted((one, other))
    assert b12_absorbed_ug(small) <= b12_absorbed_ug(large) <= large
    assert b12_absorbed_ug(small) * large >= b12_absorbed_ug(large) * small * (1 - 1e-9)


@given(st.floats(0, 5000), st.integers(1, 24), st.booleans())
def test_the_two_routes_are_the_whole(dose, times, factor):
    day = B12Day(dose, times, factor)
    assert day.carried_ug + day.free_ug == pytest.approx(day.absorbed_ug)
    assert day.carried_ug == pytest.approx(0.5 * min(dose, 2) * times * factor)


def test_without_intrinsic_factor_a_large_dose_still_meets_the_need():
    assert B12Day(2.4, 1, False).absorbed_ug < B12Day(1, 1).needed_ug == pytest.approx(1.2)
    assert B12Day(1000, 1, False).absorbed_ug == pytest.approx(10)


def test_b12_store_lasts_as_printed():
    """Page 331 of the report: from 1 mg at 0.1 % a day to 0.3 mg."""
    assert b12_years_left(1, 0.1, 0.3) == pytest.approx(math.log(1 / 0.3) / 0.365, rel=0.002)
    assert b12_years_left(0.2, 0.1, 0.3) == 0


def test_an_odds_ratio_is_no_risk_ratio():
    assert risk_percent(13.5, 1.71) == pytest.approx(21.07, abs=0.01)
    assert risk_percent(13.5, 1.71) / 13.5 < 1.71
    assert risk_percent(0.1, 1.71) / 0.1 == pytest.approx(1.71, rel=0.001)


def test_every_pair_of_the_map_has_a_finding():
    rows = tables.table("partner_map")
    pairs = {(partner, way) for partner in rows["partner"] for way in rows["way"]}
    assert len(rows) == len(pairs) == 16
    assert finding("Calcium", "the way in")["shown"] == "no"


def test_the_famous_ratio_is_a_median():
    assert fact("ratio_low") == fact("ratio_shanghai")
