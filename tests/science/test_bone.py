"""Magnesium in the body, bone as a bank, and the remodelling model: published values and laws."""

import math
import time
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables
from helpers.science import bone
from helpers.science.bone import (
    Bank,
    bank,
    body_map,
    published,
    remodelling,
    simulate,
    steady_state,
)

# --- where it is


def test_parts_are_those_of_the_sources():
    body = body_map(70)
    assert body.total == pytest.approx(24_000 / 24.305)
    assert body.percent("serum") == pytest.approx(0.3)
    assert body.percent("serum") + body.percent("other_fluid") == pytest.approx(1)
    in_bone = body.bone_surface + body.bone_lattice
    assert body.bone_surface / in_bone == pytest.approx(0.30)
    assert 30 <= body.percent("soft_tissue") <= 45


@given(st.floats(30, 250), st.floats(40, 75), st.floats(1, 60))
def test_parts_add_up_and_none_is_negative(weight, bone_percent, surface):
    body = body_map(weight, bone_percent, surface)
    assert min(body.amounts().values()) > 0
    assert body.total == pytest.approx(24_000 / 24.305 * weight / 70)
    assert body.percent("bone_surface") + body.percent("bone_lattice") == pytest.approx(
        bone_percent
    )


@pytest.mark.parametrize("name", ["weight_kg", "bone_percent", "surface_percent"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1, 0, 1e9, "70", True])
def test_bad_body(name, value):
    with pytest.raises(ValueError, match=rf"^{name}: .* from [\d.]+ to [\d.]+ (kg|%)\.$"):
        body_map(**{"weight_kg": 70} | {name: value})


def test_unknown_part():
    with pytest.raises(ValueError, match=r"^part: 'blood' is not known here; use one of bone_"):
        body_map(70).percent("blood")


# --- bone as a bank

BANKS = st.builds(
    Bank,
    intake_mg=st.floats(0, 500),
    urine_mmol=st.floats(0.5, 10),
    other_loss_mmol=st.floats(0, 10),
    surface_percent=st.floats(5, 40),
    absorption=st.sampled_from(bank.ABSORPTION),
    payer=st.sampled_from(bank.PAYER),
    lattice=st.sampled_from(bank.LATTICE),
)


@given(BANKS, st.floats(0, 5000))
def test_nothing_is_made_and_nothing_is_lost(bank, days):
    start, pools = bank.body, bank.after(days)
    before = start.bone_surface + start.bone_lattice
    paid = bank.bone_pays * pools.lost
    assert pools.surface + pools.lattice + paid == pytest.approx(before)
    assert pools.surface >= -1e-6 * start.bone_surface
    assert pools.lost >= 0


@given(BANKS, st.floats(1, 99))
def test_the_store_stands_at_the_asked_share_on_the_day_that_is_told(bank, percent):
    days = bank.days_until(percent)
    if bank.shortfall_mmol < 1e-6:
        return
    assert bank.after(days).surface == pytest.approx(
        bank.body.bone_surface * percent / 100, rel=1e-6
    )


def test_closed_form_is_the_solution_of_the_two_pools():
    """Solved a second way: many small steps of the exchange and of the shortfall."""
    bank = Bank(30, 1, 1, 30)
    x, y = bank.body.bone_surface, bank.body.bone_lattice
    back = math.log(2) / 1000
    out, daily = back * y / x, bank.shortfall_mmol
    for _ in range(10_000):
        flow = back * y - out * x
        x, y = x + (flow - daily) * 1e-2, y - flow * 1e-2
    pools = bank.after(100.0)
    assert (pools.surface, pools.lattice) == pytest.approx((x, y), rel=1e-4)


def test_locked_crystal_is_a_division():
    bank = Bank(0, 1, 1, 30, lattice="locked")
    assert bank.days_until(50) == pytest.approx(bank.body.bone_surface / 2 / 2)


def test_each_switch_moves_the_day_the_right_way():
    bank = Bank(30, 1, 1, 30)
    days = bank.days_until(50)
    assert replace(bank, lattice="locked").days_until(50) < days
    assert replace(bank, urine_mmol=6).days_until(50) < days
    assert replace(bank, payer="bone and muscle").days_until(50) > days
    assert replace(bank, absorption="half").days_until(50) < days


def test_a_covered_day_never_empties_the_store():
    bank = Bank(400, 1, 1, 30)
    assert bank.days_until(50) == math.inf
    assert bank.after(1e5).surface == bank.body.bone_surface


def test_arrays_go_element_by_element():
    bank, days = Bank(30, 1, 1, 30), np.array([0.0, 30.0, 1e5])
    assert bank.after(days).surface.tolist() == [bank.after(float(d)).surface for d in days]


@pytest.mark.parametrize("name", ["intake_mg", "urine_mmol", "other_loss_mmol", "surface_percent"])
@pytest.mark.parametrize("value", [float("nan"), -1, 1e9, "1", None])
def test_bad_bank(name, value):
    with pytest.raises(ValueError, match=rf"^{name}: .* give a number from "):
        replace(Bank(30, 1, 1, 30), **{name: value})


@pytest.mark.parametrize("name", ["absorption", "payer", "lattice"])
def test_unknown_switch(name):
    with pytest.raises(ValueError, match=rf"^{name}: 'maybe' is not known here"):
        replace(Bank(30, 1, 1, 30), **{name: "maybe"})


def test_bad_day_and_share():
    with pytest.raises(ValueError, match=r"^days: "):
        Bank(30, 1, 1, 30).after(-1.0)
    with pytest.raises(ValueError, match=r"^percent: "):
        Bank(30, 1, 1, 30).days_until(101)


# --- remodelling


def test_published_steady_state():
    """Gamma is −1, so the closed form is (α1/β1) · (α2/β2)^g21 and so on."""
    steady = steady_state(published())
    assert steady.osteoclasts == pytest.approx(15 / math.sqrt(200), abs=1e-6)
    assert steady.osteoblasts == pytest.approx(15 * math.sqrt(200), abs=1e-6)
    assert (steady.osteoclasts, steady.osteoblasts) == pytest.approx((1.0607, 212.13), abs=5e-3)
    assert steady_state() == steady


def test_nothing_moves_from_the_steady_state_for_1000_days():
    course, steady = simulate(published(), 1000, added_osteoclasts=0), steady_state()
    assert course.osteoclasts == pytest.approx(steady.osteoclasts, abs=1e-6)
    assert course.osteoblasts == pytest.approx(steady.osteoblasts, abs=1e-6)
    assert course.bone_percent == pytest.approx(100, abs=1e-9)


def test_production_equals_removal_at_the_steady_state():
    m, s = published(), steady_state()
    made = m.alpha1 * s.osteoclasts**m.g11 * s.osteoblasts**m.g21
    assert made == pytest.approx(m.beta1 * s.osteoclasts)
    made = m.alpha2 * s.osteoclasts**m.g12 * s.osteoblasts**m.g22
    assert made == pytest.approx(m.beta2 * s.osteoblasts)


def test_a_cycle_dips_and_comes_back():
    course = simulate(published(), 300)
    assert course.osteoclasts[0] == pytest.approx(11.06, abs=0.01)
    assert np.argmax(course.osteoblasts) > np.argmax(course.osteoclasts)
    assert course.bone_percent.min() == pytest.approx(89.8, abs=0.1)
    assert course.bone_percent[-1] == pytest.approx(100, abs=0.1)


def test_same_course_by_small_steps():
    """Solved a second way: Euler's method on the equations as printed."""
    m, s = published(), steady_state()
    x1, x2, z, h = s.osteoclasts + 10, s.osteoblasts, 100.0, 1e-3
    for _ in range(50_000):
        d1 = m.alpha1 * x1**m.g11 * x2**m.g21 - m.beta1 * x1
        d2 = m.alpha2 * x1**m.g12 * x2**m.g22 - m.beta2 * x2
        z += h * (m.k2 * max(0, x2 - s.osteoblasts) - m.k1 * max(0, x1 - s.osteoclasts))
        x1, x2 = x1 + h * d1, x2 + h * d2
    course = simulate(m, 50)
    last = course.osteoclasts[-1], course.osteoblasts[-1], course.bone_percent[-1]
    assert last == pytest.approx((x1, x2, z), rel=1e-3)


def test_repeated_events_are_added_one_by_one():
    course = simulate(published(), 300, every_days=100, points=301)
    for day in (0, 100, 200):
        assert course.osteoclasts[day] > 10
    assert len(course.days) == 301


def test_magnesium_is_our_assumption_and_off_unless_asked_for():
    assert not any("magnesium" in field.name for field in fields(bone.Remodelling))
    assert published().with_magnesium_lack(0) == published()
    lack = published().with_magnesium_lack(20)
    assert lack == replace(published(), k2=0.8 * published().k2)
    assert simulate(lack, 300).bone_percent[-1] < simulate(published(), 300).bone_percent[-1] - 1
    assert "ASSUMPTION" in bone.Remodelling.with_magnesium_lack.__doc__


PARAMETERS = st.fixed_dictionaries(
    {name: st.floats(*limits) for name, limits in remodelling.LIMITS.items()}
)
FACTORS = st.fixed_dictionaries(dict.fromkeys(remodelling.LIMITS, st.floats(0.5, 2)))
NEAR = FACTORS.map(lambda f: {name: f[name] * getattr(published(), name) for name in f})


@settings(max_examples=40)
@given(PARAMETERS | NEAR, st.floats(0, 1000), st.sampled_from([None, 50.0]))
def test_any_parameters_end_in_a_course_or_in_a_sentence(parameters, added, every_days):
    began = time.process_time()
    try:
        course = simulate(bone.Remodelling(**parameters), 300, added, every_days)
    except ValueError as sentence:
        assert str(sentence).startswith("model: ")
    else:
        assert len(course.days) == 300
        for values in (course.osteoclasts, course.osteoblasts, course.bone_percent):
            assert np.all(np.isfinite(values))
            assert np.all(values >= 0)
    assert time.process_time() - began < 2


def test_bone_mass_stops_at_zero_and_grows_again():
    course = simulate(replace(published(), k1=5.0), 200)
    assert course.bone_percent.min() == 0
    assert course.bone_percent[-1] > 0


def test_no_single_steady_state():
    with pytest.raises(ValueError, match=r"^model: .* no single steady state"):
        steady_state(replace(published(), g11=1.5))


@pytest.mark.parametrize("name", remodelling.LIMITS)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e9, 1e9, "1", None])
def test_bad_parameter(name, value):
    with pytest.raises(ValueError, match=rf"^{name}: .* give a number from "):
        replace(published(), **{name: value})


@pytest.mark.parametrize(
    ("argument", "value"),
    [("days", 0), ("days", 1e9), ("added_osteoclasts", -1), ("every_days", 0.1), ("points", 1),
     ("points", 10**9)],
)  # fmt: skip
def test_bad_run(argument, value):
    with pytest.raises(ValueError, match=rf"^{argument}: "):
        simulate(published(), **{"days": 100} | {argument: value})


def test_a_step_of_the_explorer_is_quick():
    simulate(published(), 600, every_days=100)
    began = time.process_time()
    simulate(published(), 600, every_days=100)
    assert time.process_time() - began < 0.25  # about 0.01 s on a quiet machine


def test_fewer_events_raise_the_mean_though_no_cell_works_better():
    often, seldom = (simulate(published(), 600, every_days=days) for days in (100, 200))
    assert seldom.bone_percent.mean() - often.bone_percent.mean() == pytest.approx(1.4, abs=0.2)


# --- what was found in people


def test_findings_are_counted():
    studies = tables.table("bone_studies")
    assert bone.findings() == len(studies)
    assert bone.findings("trial") == (studies["design"] == "trial").sum() == 6
    assert bone.findings("trial", randomised="yes") == 3
    assert bone.findings("trial", "fracture") == 0
    with pytest.raises(ValueError, match=r"^design: 'rct' is not known here"):
        bone.findings("rct")


def test_ratios_are_turned_to_more_against_less():
    kept = bone.towards_more(1.23, 1.07, 1.42, "highest against lowest")
    assert kept == (1.23, 1.07, 1.42)
    turned = bone.towards_more(1.8, 1.1, 2.94, "lowest against highest")
    assert turned == pytest.approx((0.556, 0.340, 0.909), abs=1e-3)


def test_printed_intervals_hold_their_ratio():
    studies = tables.table("bone_studies").dropna(subset=["value", "low", "high"])
    assert (studies["low"] < studies["value"]).all()
    assert (studies["value"] < studies["high"]).all()
