"""The explorers of lesson 6: they show what the science says, and no plan outlives its input."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from helpers.explorers.dosing import planner
from helpers.explorers.spacing import timeline
from helpers.figures import dosing as figures
from helpers.lesson import CheckBoxes, Number
from helpers.lesson.card import plain
from helpers.science.dosing import plan
from helpers.science.spacing import conflicts
from helpers.science.supplements import elemental_mg
from helpers.tables import table


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
    explorer.numbers.unfolded = True
    assert "Goal" in explorer.numbers.html
    assert not _set(explorer, life_stage="pregnant").numbers.html


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


def test_every_year_of_a_child_and_every_late_hour_is_answered():
    child = [_set(planner(), age_years=age).status.html for age in range(10, 18)]
    assert len(set(child)) == len(child)
    late = [_set(timeline(), hour_1=hour).status.html for hour in (12, 12.5, 13)]
    assert len(set(late)) == len(late)


def test_nothing_to_add_names_the_rule():
    text = _set(planner(), diet_mg=300).status.html
    assert "Nothing to add: tablet larger than the gap" in text
    assert "reaches the goal" in _set(planner(), diet_mg=400).status.html


PRODUCTS = list(table("magnesium_products")["product"])
KNOWN = {
    "all": {},
    "changing": {"creatinine_stable": False},
    "creatinine": {"weight_kg": None},
    "weight": {"creatinine_mg_dl": None},
}


def _any(control):
    """Every setting of a control."""
    if isinstance(control, Number):
        steps = round((control.high - control.low) / control.step)
        return st.integers(0, steps).map(lambda n: control.low + n * control.step)
    if isinstance(control, CheckBoxes):
        return st.lists(st.sampled_from(control.known), unique=True, max_size=5)
    return st.sampled_from([value for _, value in control._options_full])


settings_of_all = st.fixed_dictionaries(
    {name: _any(control) for name, control in planner().controls.items()}
)


# A failure is shown as it was found: to make it small takes minutes with so many controls.
@given(settings_of_all)
@settings(max_examples=30, deadline=None, phases=[Phase.generate])
def test_the_planner_shows_just_what_plan_answers(chosen):
    _shows_the_plan(chosen)


@pytest.mark.parametrize("known", KNOWN)
def test_what_is_known_of_the_kidneys_reaches_the_plan(known):
    start = {name: control.value for name, control in planner().controls.items()}
    _shows_the_plan(start | {"known": known})


def _shows_the_plan(chosen):
    """The explorer with these settings against `plan` itself."""
    explorer = planner()
    explorer.enter(chosen)
    person = {name: chosen[name] for name in chosen if name not in (*PRODUCTS, "form", "known")}
    person["products"] = {name: chosen[name] for name in PRODUCTS}
    formula = table("forms").set_index("form").loc[chosen["form"], "formula"]
    person["tablet_mg"] = elemental_mg(person.pop("compound_mg"), formula)
    person["dose_mg"] = person["dose_mg"] or None
    try:
        expected = plan(**person | KNOWN[chosen["known"]])
    except ValueError:
        assert explorer.status.kind == "problem"
        assert explorer.live.figure["data"] == []
        return
    picture = figures.planner(expected)
    assert (explorer.live.figure, explorer.live.alt) == (picture.figure, picture.alt)
    own = expected.judgement.supplement_mg if expected.judgement else expected.already_mg
    drawn = [expected.total_mg, expected.supplement_mg, own, expected.tablet_mg]
    bars = [trace["x"] for trace in explorer.live.figure["data"] if trace.get("type") == "bar"]
    assert [sum(row) for row in zip(*bars, strict=True)] == pytest.approx(drawn, rel=1e-3)
    for found in (*expected.reasons, *expected.warnings):
        assert found.name.casefold() in explorer.status.html.casefold()
    assert expected.notice in explorer.status.html


@pytest.mark.parametrize("state", [{}, {"conditions": ["dialysis"]}, {"known": "weight"}])
def test_every_product_illness_and_medicine_is_seen_and_told(state):
    explorer = _set(planner(), **state)
    for name in ("conditions", "medicines"):
        for value in explorer.controls[name].known:
            if value not in state.get(name, ()):
                _moves(explorer, name, [*state.get(name, []), value])
    for product in PRODUCTS:
        _moves(explorer, product, 1)


@pytest.mark.parametrize("state", [{}, {"conditions": ["dialysis"]}, {"diet_mg": 500}])
@pytest.mark.parametrize("name", ["form", "compound_mg", "diet_mg", "supplement_mg", "dose_mg"])
def test_amounts_are_seen_and_told_with_and_without_a_plan(state, name):
    control = (explorer := _set(planner(), **state)).controls[name]
    step = control.value + control.step if isinstance(control, Number) else "oxide"
    _moves(explorer, name, step)


def _moves(explorer, name, value):
    """A control moves the picture and the sentence, and takes both back."""
    before, start = _seen(explorer), explorer.controls[name].value
    after = _seen(_set(explorer, **{name: value}))
    assert all(old != new for old, new in zip(before, after, strict=True)), (name, value)
    assert _seen(_set(explorer, **{name: start})) == before


def _seen(explorer):
    return explorer.live.figure, explorer.live.alt, explorer.status.html


def test_an_age_that_does_not_fit_the_life_stage_is_said_in_plain_words():
    text = plain(_set(planner(), life_stage="pregnant").status.html)
    assert text.startswith("Age: 62 does not fit")
    assert "women from 14 to under 51 years" in text
    assert (
        "Pregnant or breastfeeding"
        in _set(planner(), age_years=30, sex="male", life_stage="pregnant").status.html
    )


def test_every_number_in_a_bar_has_its_own_ground_so_that_no_line_crosses_it():
    explorer = _set(planner(), dose_mg=400, supplement_mg=150)  # the middle is at 350: a limit
    traces = explorer.live.figure["data"]
    at, line = next((n, trace) for n, trace in enumerate(traces) if 350 in trace["x"])
    assert line["mode"] == "lines"
    words = next(
        trace for trace in traces[at + 1 :] if "400" in trace["text"]
    )  # drawn later: above
    assert words["x"][words["text"].index("400")] == 350
    assert "#ffffff" in words["textfont"]["shadow"]


def test_every_form_of_tablet_has_a_short_name_of_its_own():
    names = [name for name, _ in planner().controls["form"]._options_full]
    assert len(names) == len(table("forms"))
    assert max(map(len, names)) <= 25


def test_a_medicine_that_no_distance_protects_is_not_told_to_move():
    explorer = _set(timeline(), medicine_3="raltegravir")
    text = plain(explorer.first.html)
    assert "No time of day helps: ask a pharmacist; do not leave the medicine out." in text
    assert "can move to another time" not in text
    assert "does not go with Raltegravir" in text
    assert "too close to Raltegravir" not in text
    assert "does not fit" in explorer.live.alt
    assert "does not fit" in explorer.live.figure["data"][-2]["text"][0]
    moving = plain(_set(explorer, medicine_3="moxifloxacin", hour_3=18).first.html)
    assert "is too close to Moxifloxacin at 18:00" in moving


def test_a_schedule_that_a_distance_blocks_may_move():
    explorer = _set(timeline(), medicine_3="moxifloxacin", hour_3=14, servings=3)
    assert "can move to another time or day" in plain(explorer.first.html)


MORNING = list(table("medicine_spacing").query("direction == 'medicine first'")["medicine"])
OTHERS = sorted({*table("medicine_spacing")["medicine"]} - {*MORNING})
halves = st.integers(0, 46).map(lambda n: n / 2)
pairs = st.tuples(st.sampled_from(OTHERS), halves) | st.tuples(
    st.sampled_from(MORNING), halves.filter(lambda hour: hour < 12)
)


@given(pairs, st.integers(0, 95).map(lambda n: n / 4 + 0.125))
@settings(max_examples=60, deadline=None)
def test_the_closed_hours_that_are_drawn_are_those_of_the_rule(pair, time):
    """Also across midnight; the times lie between the quarters at which a bar may end."""
    explorer = _set(timeline(), medicine_1="", medicine_2="", medicine_3=pair[0], hour_3=pair[1])
    [closed] = [t for t in explorer.live.figure["data"] if t.get("name") == "no magnesium"]
    bars = zip(closed["base"], closed["x"], strict=True)
    assert any(start < time < start + length for start, length in bars) == bool(
        conflicts([time], [pair])
    )


def test_one_way_is_drawn_as_one_way_and_only_there():
    explorer = _set(timeline(), hour_1=0, hour_2=8)
    [words] = [
        trace for trace in explorer.live.figure["data"] if "→" in "".join(trace.get("text", ""))
    ]
    assert words["y"] == ["1 Alendronate"]
    assert words["textposition"] == "middle right"
    assert words["x"][0] > 0
    assert "The evening before, magnesium stops at 18:00" in explorer.status.html
