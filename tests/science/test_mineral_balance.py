"""The model of calcium and magnesium against its published state, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.science.mineral_balance import (
    SIGNALS,
    answered,
    bone_change,
    compared,
    course,
    ledger,
    steady_state,
    sweep,
)

LEVELS = ["pth_pmol_l", "calcitriol_pmol_l", "magnesium_mmol_l", "calcium_mmol_l"]
# Flows at the published steady state as the authors stored them, to six digits.
STORED = {
    "pth_release": 0.506788,
    "calcitriol_making": 0.315319,
    "calcium_absorption": 0.000594436,
    "magnesium_absorption": 0.000329706,
    "magnesium_absorbed_share": 0.824266,
    "calcium_reabsorbed_share": 0.971238,
    "magnesium_reabsorbed_share": 0.970111,
    "calcium_urine": 4.50234e-05,
    "magnesium_urine": 2.4329e-05,
    "calcium_resorption": 0.000532205,
    "magnesium_resorption": 1.33051e-05,
    "calcium_to_bone": 0.00152888,
    "calcium_from_bone": 0.00044726,
    "calcium_accretion": 0.00108162,
    "magnesium_to_bone": 0.000478682,
    "magnesium_from_bone": 0.00016,
    "magnesium_accretion": 0.000318682,
}
# Changes (%) of PTH, calcitriol, magnesium and calcium that an independent program computed.
CHANGES = [
    ({"magnesium_diet": 0.5}, [29.7, -24.8, -29.0, -11.7]),
    ({"magnesium_diet": 0.25}, [-41.3, -69.9, -54.5, -44.1]),
    ({"magnesium_diet": 0.1}, [-55.7, -78.1, -76.5, -50.7]),
    ({"magnesium_diet": 0.5, "calcium_diet": 0.5}, [61.0, -10.2, -27.4, -29.3]),
    ({"magnesium_diet": 0.5, "calcium_diet": 1.5}, [8.3, -35.4, -30.6, 3.5]),
    ({"calcium_diet": 0.5}, [26.1, 19.3, 2.9, -19.9]),
    ({"calcidiol": 0.5}, [34.0, -28.2, -1.8, -13.7]),
    ({"calcidiol": 0.0}, [226.4, -100.0, -10.7, -53.1]),
    ({"pth_synthesis": 2.0}, [61.0, 27.2, 1.1, 9.7]),
    ({"pth_synthesis": 0.1}, [-69.9, -79.2, -9.9, -53.7]),
    ({"thick_limb_magnesium": 0.56}, [19.5, -17.7, -20.1, -7.9]),
    ({"filtration": 0.5}, [-4.7, 2.2, 3.7, 2.8]),
    ({"magnesium_diet": 2.0}, [-20.7, 28.8, 37.5, 9.2]),
]
factors = st.floats(0.1, 3)
changed = st.fixed_dictionaries(
    {
        "magnesium_diet": factors,
        "calcium_diet": factors,
        "calcidiol": factors,
        "pth_synthesis": factors,
        "filtration": factors,
        "limit_absorption": st.booleans(),
        "held": st.sets(st.sampled_from(SIGNALS)),
    }
)


def levels(state):
    return np.array([getattr(state, level) for level in LEVELS])


def test_the_published_state_is_a_state_of_rest():
    state = steady_state()
    assert levels(state) == pytest.approx([6.279, 153.67, 0.65, 1.25], rel=1e-9)
    assert state.gland_pth_pmol == pytest.approx(34.9891, rel=1e-9)
    assert state.bone_calcium_mmol == pytest.approx(1.6264, rel=1e-9)
    assert state.bone_magnesium_mmol == pytest.approx(0.8, rel=1e-9)


def test_flows_are_those_that_the_authors_stored():
    fluxes = steady_state().fluxes
    assert {name: fluxes[name] for name in STORED} == pytest.approx(STORED, rel=5e-6)


@pytest.mark.parametrize(("change", "percent"), CHANGES, ids=lambda part: str(part))
def test_changes_are_those_of_an_independent_program(change, percent):
    found = 100 * (levels(steady_state(**change)) / levels(steady_state()) - 1)
    assert found == pytest.approx(percent, abs=0.06)


def test_pth_against_magnesium_is_an_inverted_u():
    eaten = np.arange(0.02, 1.01, 0.02)
    pth = np.array([steady_state(magnesium_diet=share).pth_pmol_l for share in eaten])
    assert eaten[pth.argmax()] == pytest.approx(0.44, abs=0.021)
    assert pth.max() / pth[-1] == pytest.approx(1.34, abs=0.005)
    assert pth[0] < 0.5 * pth[-1]


def test_calcium_alone_does_not_restore_pth():
    poor = steady_state(magnesium_diet=0.25)
    helped = steady_state(magnesium_diet=0.25, calcium_diet=1.5)
    assert helped.pth_pmol_l < 0.65 * steady_state().pth_pmol_l
    assert helped.magnesium_mmol_l == pytest.approx(poor.magnesium_mmol_l, rel=0.05)


def test_more_is_absorbed_than_eaten_unless_it_is_limited():
    assert steady_state(magnesium_diet=0.5).fluxes["magnesium_absorbed_share"] > 1
    limited = steady_state(magnesium_diet=0.5, limit_absorption=True)
    assert limited.fluxes["magnesium_absorbed_share"] == 1
    assert limited.magnesium_mmol_l < steady_state(magnesium_diet=0.5).magnesium_mmol_l


def test_most_of_what_is_absorbed_goes_to_bone():
    day = ledger(steady_state())
    assert day.eaten == pytest.approx(0.0004 * 1440)
    assert day.absorbed_percent == pytest.approx(82.4266, abs=1e-4)
    assert day.bone_percent == pytest.approx(92.6, abs=0.05)
    assert day.into_bone / 1.604 == pytest.approx(0.274, abs=0.001)  # of the slow pool, in a day


@pytest.mark.parametrize("filtration", [0.2, 0.5, 1, 3])
def test_what_is_absorbed_goes_to_bone_or_urine(filtration):
    for ion in ("magnesium", "calcium"):
        day = ledger(steady_state(filtration=filtration), ion)
        assert day.absorbed == pytest.approx(day.urine + day.into_bone)


def test_without_food_no_share_can_be_told():
    assert np.isnan(ledger(steady_state(magnesium_diet=0)).absorbed_percent)


def test_a_kidney_that_hardly_filters_hardly_changes_magnesium():
    assert steady_state(filtration=0.2).changes["magnesium"] == pytest.approx(6.2, abs=0.05)


def test_a_sweep_finds_what_single_searches_find():
    eaten = np.linspace(2, 0.02, 40)
    for diet, state in zip(eaten, sweep(eaten, calcium_diet=0.7)):
        alone = steady_state(magnesium_diet=diet, calcium_diet=0.7)
        assert levels(state) == pytest.approx(levels(alone), rel=1e-6)


def test_a_held_signal_says_what_it_said():
    poor = {"magnesium_diet": 0.25}
    assert steady_state(**poor, held=["pth"]).changes["pth"] == pytest.approx(0, abs=1e-6)
    assert steady_state(**poor, held=["calcitriol"]).changes["calcitriol"] == pytest.approx(0)
    deaf = steady_state(**poor, held=["magnesium"])
    assert deaf.changes["magnesium"] < -50
    assert [deaf.changes[level] for level in ("pth", "calcitriol", "calcium")] == pytest.approx(
        [0, 0, 0], abs=1e-6
    )


def test_a_loop_pushes_calcium_back_or_takes_it_away():
    little_calcium, little_magnesium = answered(calcium_diet=0.5), answered(magnesium_diet=0.25)
    assert little_calcium.push("calcitriol") > little_calcium.push("pth") > 4
    assert little_calcium.unanswered.changes["calcium"] == pytest.approx(-26.1, abs=0.05)
    assert little_magnesium.push("magnesium") == pytest.approx(-44.1, abs=0.05)
    assert little_magnesium.push("calcitriol") < little_magnesium.push("pth") < 0


def test_the_course_of_a_held_signal_stands_still():
    over_time = course(5, 0.5, magnesium_diet=0.25, held=["calcitriol"])
    assert over_time.calcitriol_pmol_l == pytest.approx(np.full(11, 153.67))
    assert over_time.pth_pmol_l[-1] < 5


# Of the article's figure: what an independent program computed for the same diets.
BESIDE = {
    "figure_50_pth": 29.7, "figure_50_calcitriol": -24.8, "figure_50_magnesium": -29.0,
    "figure_50_calcium": -11.7, "figure_50_bone_calcium": -0.1, "figure_50_bone_magnesium": -9.7,
    "figure_75_pth": -41.3, "figure_75_calcitriol": -69.9, "figure_75_magnesium": -54.5,
    "figure_75_calcium": -44.1,
    "figure_90_pth": -55.7, "figure_90_calcitriol": -78.1, "figure_90_magnesium": -76.5,
    "figure_90_calcium": -50.7, "figure_90_bone_calcium": -0.6, "figure_90_bone_magnesium": -25.5,
}  # fmt: skip


def test_the_model_beside_rats_is_that_of_an_independent_program():
    rows = compared().set_index("check")
    assert dict(rows["model_percent"][list(BESIDE)]) == pytest.approx(BESIDE, abs=0.06)
    assert rows["apart"]["figure_90_calcium"] == pytest.approx(59.7, abs=0.1)


def test_of_all_bone_little_changes():
    poor = steady_state(magnesium_diet=0.5)
    assert bone_change(poor) == pytest.approx(-9.7, abs=0.05)
    assert bone_change(poor, "calcium") == pytest.approx(-0.14, abs=0.01)


@settings(max_examples=60, deadline=None)
@given(changed)
def test_at_rest_nothing_is_made_or_lost(change):
    state = steady_state(**change)
    flow = state.fluxes
    for ion in ("calcium", "magnesium"):
        into = flow[f"{ion}_absorption"] + flow[f"{ion}_resorption"]
        assert into == pytest.approx(flow[f"{ion}_urine"] + flow[f"{ion}_accretion"], rel=1e-6)
    if "pth" not in change["held"]:
        assert flow["pth_release"] == pytest.approx(flow["pth_loss"], rel=1e-6)
    if "calcitriol" not in change["held"]:
        assert flow["calcitriol_making"] == pytest.approx(flow["calcitriol_loss"], rel=1e-6)
    assert (levels(state) > 0).all()


@pytest.mark.parametrize("change", [{}, {"magnesium_diet": 0.25}, {"calcidiol": 0.5}])
def test_the_course_begins_as_published_and_ends_at_rest(change):
    over_time, rest = course(60, step_days=0.5, **change), steady_state(**change)
    first = [getattr(over_time, level)[0] for level in LEVELS]
    last = [getattr(over_time, level)[-1] for level in LEVELS]
    assert first == pytest.approx([6.279, 153.67, 0.65, 1.25])
    assert last == pytest.approx(list(levels(rest)), rel=1e-3)
    assert len(over_time.days) == 121


@pytest.mark.parametrize("share", [0.05, 0.2, 0.3, 0.35, 0.38, 0.42, 0.7])
def test_where_it_settles_does_not_depend_on_the_way(share):
    end = course(150, step_days=10, magnesium_diet=share)
    assert end.pth_pmol_l[-1] == pytest.approx(
        steady_state(magnesium_diet=share).pth_pmol_l, rel=1e-4
    )


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("magnesium_diet", -0.1),
        ("magnesium_diet", float("nan")),
        ("calcium_diet", 6),
        ("calcidiol", "much"),
        ("pth_synthesis", 0),
        ("filtration", 0),
        ("thick_limb_magnesium", 0.9),
        ("limit_absorption", 1),
        ("held", ["insulin"]),
        ("held", "pth"),
    ],
)
def test_impossible_input_is_told_by_name(argument, value):
    with pytest.raises(ValueError, match=f"^{argument}: "):
        steady_state(**{argument: value})
    with pytest.raises(ValueError, match=f"^{argument}: "):
        course(1, **{argument: value})


@pytest.mark.parametrize(("days", "step"), [(0, 0.1), (1e9, 0.1), (365, 1e-6), (1, 2)])
def test_the_work_of_a_course_is_bounded(days, step):
    with pytest.raises(ValueError, match="days: "):
        course(days, step)


@pytest.mark.parametrize(
    ("ask", "argument"),
    [
        (lambda: sweep([1, -1]), "magnesium_diets"),
        (lambda: sweep("much"), "magnesium_diets"),
        (lambda: sweep(np.ones(2000)), "magnesium_diets"),
        (lambda: answered().push("insulin"), "signal"),
        (lambda: answered().push("pth", "sodium"), "level"),
        (lambda: ledger(steady_state(), "sodium"), "ion"),
        (lambda: bone_change(3), "state"),
    ],
)
def test_what_cannot_be_asked_is_told_by_name(ask, argument):
    with pytest.raises(ValueError, match=f"^{argument}: "):
        ask()
