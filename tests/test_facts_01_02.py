"""What lessons 1 and 2 say of magnesium, bone and vitamin D, held against what was published."""

import numpy as np
import pytest

from helpers import tables
from helpers.explorers import bone as bone_explorers
from helpers.explorers import vitamin_d as vitamin_d_explorers
from helpers.figures import bone as figures
from helpers.figures import pathway
from helpers.figures.bone.bank import assumptions
from helpers.figures.bone.body import body_parts
from helpers.figures.bone.studies import BEYOND
from helpers.figures.vitamin_d.kinetics import ASSUMED, Followed
from helpers.science.bone import (
    Account,
    Bank,
    Cycle,
    body_map,
    published,
    simulate,
    steady_state,
    towards_more,
)
from helpers.science.pathway import PUSHES_BACK, arrows, block
from helpers.science.vitamin_d import Scenario


def claim(number):
    return tables.row("claims", claim_id=number)


# --- tables and verdicts


def test_serum_fell_by_24_percent_in_three_weeks():
    study = tables.row("pth_studies", finding="fatemi1991")
    change = study["magnesium_after_mmol_l"] / study["magnesium_before_mmol_l"] - 1
    assert round(100 * change) == -24
    assert "24 %" in claim("A2-04")["reason"]
    assert claim("A2-04")["verdict"] == "partly"


def test_no_pth_finding_is_from_rats_whose_calcium_was_high():
    assert set(tables.table("pth_studies")["evidence"]) <= {"people", "dish"}


def test_a_small_fall_of_magnesium_did_not_move_pth():
    assert tables.row("pth_studies", finding="toffaletti1991")["limb"] == "small fall"


def test_the_half_life_rests_on_a_tracer_and_the_ratio_on_a_review():  # Jones 2014, Chesney 1981
    rows = tables.table("vitamin_d_kinetics").set_index("quantity")
    tracer = rows.loc["half_life_25ohd_tracer"]
    assert (tracer["value"], tracer["low"], tracer["high"]) == (15.1, 12.0, 18.2)
    assert rows.loc["ratio_125_to_25", "source_key"] == "chesney1981"


def test_balance_needs_less_than_the_authorities_recommend_and_urine_never_stops():
    rows = tables.table("body_magnesium").set_index("quantity")
    assert rows.loc["requirement", "value"] == 175
    assert tuple(rows.loc["urine_low_intake", ["low", "high"]]) == (40, 80)


def test_only_trials_say_that_they_are_randomised_and_markers_are_not_called_better():
    studies = tables.table("bone_studies")
    assert set(studies.loc[studies["randomised"] != "no", "design"]) == {"trial"}
    old = studies["study"].isin(["stendig1993", "abraham1990"])
    assert set(studies.loc[old, "randomised"]) == {"not stated"}
    markers = studies["outcome_kind"] == "turnover marker"
    assert set(studies.loc[markers, "more_magnesium"]) == {"unclear"}


def test_a_claim_of_which_one_part_holds_is_partly_right():
    """Inflammation goes with eating little, the hormone falls in lack; the rest is not shown."""
    for number in ("A1-09", "A1-15"):
        assert claim(number)["verdict"] == "partly"
    assert "1.49" in claim("A1-09")["reason"]  # Dibaba 2014: 1.18 to 1.89


@pytest.mark.parametrize("number", ["A3-01", "A3-19", "A2-08"])
def test_what_nobody_tested_is_not_contradicted(number):
    assert claim(number)["verdict"] == "untested"


def test_both_trials_on_arteries_are_told():
    assert set(claim("A1-06")["source_keys"].split(";")) == {"sakaguchi2019", "bressendorff2023"}
    assert "adverse events" in claim("A1-06")["reason"]


@pytest.mark.parametrize("number", ["A2-23", "A2-24"])
def test_what_an_article_leaves_out_is_told(number):
    assert "left out" in claim(number)["reason"] or "leaves out" in claim(number)["reason"]


# --- what the pictures show stands in words


def cycle(days=200, every_days=None, added=10):
    course = simulate(published(), days, added, every_days, points=days // 2 + 1)
    return Cycle(course, steady_state(), 0)


def test_times_of_a_cycle():
    course = cycle()
    assert (course.lowest_day, course.builders_day) == (12, 14)
    assert course.back_day() == pytest.approx(85, abs=1)
    assert cycle(days=40).back_day() is None


def test_times_of_a_cycle_are_told():
    words = bone_explorers._cycle_sentence(cycle())
    for part in ("on day 14", "lowest on day 12", "back at 99.5 % on day 86"):
        assert part in words
    assert "does not come back" in bone_explorers._cycle_sentence(cycle(days=40))


@pytest.mark.parametrize("every_days", [100, 200])
def test_equal_events_are_drawn_equal(every_days):
    course = bone_explorers._run(every_days, 0).course
    events = np.arange(every_days, 600, every_days)
    assert set(events) <= set(course.days)
    peaks = course.osteoclasts[np.isin(course.days, events)]
    assert peaks.min() == pytest.approx(peaks.max(), rel=0.02)


def test_every_ratio_of_the_forest_is_told_with_its_interval():
    told = figures.fractures().alt
    rows = tables.table("bone_studies")
    for row in rows[rows["outcome_kind"] == "fracture"].dropna(subset="value").itertuples():
        middle, low, high = towards_more(row.value, row.low, row.high, row.contrast)
        assert f"{row.outcome}, {middle:.2f} ({low:.2f} to {high:.2f})" in told


def test_findings_without_a_difference_are_named():
    rows = tables.table("bone_studies")
    same = rows[
        (rows["outcome_kind"] == "bone density") & (rows["more_magnesium"] == "no difference")
    ]
    assert len(same) == 3
    assert all(outcome in figures.density().alt for outcome in same["outcome"])


def test_the_column_of_ratios_stands_beyond_all_intervals():
    for ratios in figures.fractures().figure["data"][:2]:
        ends = np.add(ratios["x"], ratios["error_x"]["array"])
        assert ends.max() < BEYOND


def test_what_the_picture_of_density_prints_is_told():
    told = figures.density().alt
    for printed in ("hip density +3 %", "whole-body density +2 %", "+0.04 g/cm²"):
        assert printed in told
    assert "trial: Carpenter 2006, hip bone mineral" in told


def test_men_lost_less_bone_with_more_magnesium_and_women_did_not():  # Tucker 1999
    looks = tables.table("bone_studies").set_index("outcome")["more_magnesium"]
    assert looks["4-year change of density, men"] == "better"
    assert looks["4-year change of density, women"] == "no difference"


def test_assumptions_of_bank_and_kinetics_are_told():
    bank = Bank(30, 1, 1, 30)
    words = bone_explorers._bank_sentence(Account(bank, bank))
    assert all(assumption in words for assumption in assumptions(bank))
    assert ASSUMED in vitamin_d_explorers._kinetics_sentence(Followed(Scenario(), 6, "usual"))


def test_what_is_inside_bone_is_not_called_all_of_bone():
    labels = body_parts(body_map(70)).figure["data"][-1]["y"]
    assert "in bone" not in labels
    assert labels[:2] == ["bone, inside", "bone, surface"]


@pytest.mark.parametrize("step", ["supply", "liver", "kidney", "brake", "diet", "mg_pth"])
def test_what_pushes_back_is_told_as_it_moves_now(step):
    wave = block(step)
    words = vitamin_d_explorers._wave_sentence(wave).split("Pushing back:")[1]
    for arrow in arrows():
        if wave.roles[arrow.name] == PUSHES_BACK:
            now = "more" if wave.changes[arrow.start] > 0 else "less"
            assert f"{now} {pathway.node_name(arrow.start).removeprefix('the ')} " in words
