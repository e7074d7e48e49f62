"""Reference values as published, intake distributions as fitted, and two ways to count."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from helpers.science.intake import (
    AUTHORITIES,
    Person,
    Population,
    age_groups,
    countries,
    covered_percent,
    habitual_intake,
    inadequate_percent,
    reference_intake,
    usual_intake_sd,
)
from helpers.tables import table

GROUPS = [
    (row.country, row.sex, row.age_group) for row in table("intake_distributions").itertuples()
]
PERSONS = st.one_of(
    st.tuples(st.floats(0, 120), st.sampled_from(["female", "male"]), st.just("none")),
    st.tuples(st.floats(14, 50.99), st.just("female"), st.sampled_from(["pregnant", "lactating"])),
)


@pytest.mark.parametrize(
    ("person", "ear", "rda", "ai", "limit"),
    [
        ((0.3, "male"), None, None, 30, None),
        ((0.5, "female"), None, None, 75, None),
        ((1, "female"), 65, 80, None, 65),
        ((8.9, "male"), 110, 130, None, 110),
        ((9, "male"), 200, 240, None, 350),
        ((18.99, "male"), 340, 410, None, 350),
        ((14, "female"), 300, 360, None, 350),
        ((30.9, "female"), 255, 310, None, 350),
        ((31, "female"), 265, 320, None, 350),
        ((31, "male"), 350, 420, None, 350),
        ((19, "male"), 330, 400, None, 350),
        ((85, "female"), 265, 320, None, 350),
        ((17, "female", "pregnant"), 335, 400, None, 350),
        ((25, "female", "pregnant"), 290, 350, None, 350),
        ((40, "female", "pregnant"), 300, 360, None, 350),
        ((17, "female", "lactating"), 300, 360, None, 350),
        ((25, "female", "lactating"), 255, 310, None, 350),
        ((40, "female", "lactation"), 265, 320, None, 350),
        ((0.3, "male", "none", "eu"), None, None, None, None),
        ((0.6, "male", "none", "eu"), None, None, 80, None),
        ((2, "male", "none", "eu"), None, None, 170, None),
        ((3, "female", "none", "eu"), None, None, 230, None),
        ((4, "female", "none", "eu"), None, None, 230, 250),
        ((10, "male", "none", "EU"), None, None, 300, 250),
        ((17.9, "female", "none", "eu"), None, None, 250, 250),
        ((18, "Male", "none", "eu"), None, None, 350, 250),
        ((60, "female", "none", "eu"), None, None, 300, 250),
        ((25, "female", "pregnant", "eu"), None, None, 300, 250),
        ((16, "female", "lactating", "eu"), None, None, 250, 250),
        ((1, "male", "none", "uk"), None, 85, None, None),
        ((6.9, "female", "none", "uk"), None, 120, None, None),
        ((10, "male", "none", "uk"), None, 200, None, None),
        ((14, "female", "none", "uk"), None, 280, None, None),
        ((17, "male", "none", "UK"), None, 300, None, None),
        ((18, "female", "none", "uk"), None, 300, None, 400),
        ((40, "male", "none", "uk"), None, 300, None, 400),
        ((40, "female", "none", "uk"), None, 270, None, 400),
        ((80, "female", "none", "uk"), None, 270, None, 400),
        ((30, "female", "pregnant", "uk"), None, 270, None, 400),
        ((30, "female", "lactating", "uk"), None, 320, None, 400),
    ],
)
def test_published_values(person, ear, rda, ai, limit):
    found = reference_intake(*person)
    assert (found.ear, found.rda, found.ai, found.supplement_ul) == (ear, rda, ai, limit)


@given(PERSONS, st.sampled_from(AUTHORITIES))
def test_everyone_older_than_a_year_has_a_value_of_their_own(person, authority):
    found = reference_intake(*person, authority)
    if person[0] >= 1:
        assert (found.rda is None) == (authority == "eu") != (found.ai is None)
        assert (found.ear is None) == (authority != "us")
    if found.ear:
        assert found.rda == pytest.approx(1.2 * found.ear, abs=5)  # 10 % twice, rounded to tens


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ((400, "male"), "age_years"),
        ((-1, "male"), "age_years"),
        ((float("nan"), "male"), "age_years"),
        (("40", "male"), "age_years"),
        (([40, 50], "male"), "age_years"),
        ((None, "male"), "age_years"),
        ((40, "other"), "sex"),
        ((40, "male", "none", "fr"), "authority"),
        ((40, "female", "menopause"), "life_stage"),
        ((40, "male", "pregnant"), "life_stage"),
        ((55, "female", "pregnant"), "age_years"),
        ((12, "female", "lactating", "eu"), "age_years"),
    ],
)
def test_impossible_persons(person, name):
    with pytest.raises(ValueError, match=rf"^{name}: .*\.$"):
        reference_intake(*person)


def test_a_need_is_covered():
    assert covered_percent(265, 265) == pytest.approx(50)
    assert covered_percent(320, 265) == pytest.approx(100 * stats.norm.cdf(55 / 26.5))
    assert covered_percent(np.array([0.0, 530.0]), 265).tolist() == pytest.approx([0, 100])
    assert Person(0.5, "male", intake_mg=75).covered_percent is None


@pytest.mark.parametrize("group", GROUPS)
def test_distribution_has_the_published_mean(group):
    row = table("intake_distributions").set_index(["country", "sex", "age_group"]).loc[group]
    mean = habitual_intake(*group).mean()
    assert mean == pytest.approx(row["mean_mg_per_day"], rel=2e-3)


def test_all_american_groups_and_the_adults_of_many_countries():
    assert len(age_groups("United States", "female")) == 17
    assert len(age_groups("United States", "male")) == 17
    with_adults = [name for name in countries() if "40-44" in age_groups(name, "female")]
    assert len(with_adults) >= 7


def test_group_is_found_whatever_the_case():
    assert habitual_intake("united states", "Females", "30-34").mean() == pytest.approx(
        254.9, abs=0.1
    )


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (("Atlantis", "female", "30-34"), "country"),
        (("Italy", "nobody", "30-34"), "sex"),
        (("Italy", "female", "30-35"), "age_group"),
        (("Estonia", "female", "0-4"), "age_group"),
        ((None, "female", "30-34"), "country"),
    ],
)
def test_unknown_groups(group, name):
    with pytest.raises(ValueError, match=rf"^{name}: "):
        habitual_intake(*group)


@pytest.mark.parametrize("group", GROUPS[::40])
def test_probability_method_is_an_integral(group):
    """The same share, integrated over intakes instead of needs."""
    usual, ear = habitual_intake(*group), 265
    need = stats.norm(ear, 0.1 * ear)
    whole = integrate.quad(lambda x: usual.pdf(x) * need.sf(x), 0, 2000, points=[ear], limit=200)
    assert inadequate_percent(usual, ear, "probability") == pytest.approx(100 * whole[0], abs=0.01)
    assert inadequate_percent(usual, ear) == pytest.approx(100 * usual.cdf(ear))


def test_variances_subtract():
    assert usual_intake_sd(110, 85) == pytest.approx(70, abs=0.2)
    assert usual_intake_sd(110, 0) == 110
    assert usual_intake_sd(110, 110) == 0


def test_usual_intakes_of_sampled_people():
    """Each person has a usual intake, each day swings around it; the mean of some days is seen."""
    chance = np.random.default_rng(1)
    usual = chance.normal(260, 70, 200_000)
    for days in (1, 3):
        seen = usual + chance.normal(0, 85, (days, len(usual))).mean(axis=0)
        assert usual_intake_sd(float(seen.std()), 85, days) == pytest.approx(70, abs=1)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [((80, 110), "within_mg"), ((-1, 0), "all_days_mg"), ((110, None), "within_mg"),
     ((110, 85, 0), "days"), ((110, 85, 1.5), "days"), (([110, 90], 85), "all_days_mg")],
)  # fmt: skip
def test_impossible_spreads(arguments, name):
    with pytest.raises(ValueError, match=rf"^{name}: .*\.$"):
        usual_intake_sd(*arguments)


def test_a_million_people_are_sampled_within_a_second():
    usual = habitual_intake("United States", "female", "40-44")
    start = time.process_time()
    people = usual.rvs(1_000_000, random_state=1)
    assert time.process_time() - start < 1
    for method in ("cutpoint", "probability"):
        sampled, exact = (inadequate_percent(group, 265, method) for group in (people, usual))
        assert sampled == pytest.approx(exact, abs=0.2)


def test_intakes_of_a_class():
    intakes = [200, 300, 400]
    assert inadequate_percent(intakes, 265) == pytest.approx(100 / 3)
    by_hand = np.mean([stats.norm.sf((x - 265) / 26.5) for x in intakes])
    assert inadequate_percent(intakes, 265, "probability") == pytest.approx(100 * by_hand, abs=0.1)
    assert inadequate_percent([265], 265) == 0  # at the EAR is not below it


@given(st.sampled_from(GROUPS), st.floats(50, 500), st.floats(50, 500))
def test_a_higher_need_is_met_less_often(group, one, other):
    usual, (less, more) = habitual_intake(*group), sorted((one, other))
    for method in ("cutpoint", "probability"):
        low, high = (inadequate_percent(usual, ear, method) for ear in (less, more))
        assert 0 <= low <= high + 1e-9 <= 100 + 1e-9


@given(st.sampled_from(GROUPS), st.floats(50, 500))
def test_methods_agree_when_nobody_differs_in_need(group, ear):
    usual = habitual_intake(*group)
    by_need = inadequate_percent(usual, ear, "probability", ear_cv=0)
    assert by_need == pytest.approx(inadequate_percent(usual, ear), abs=1e-9)


@settings(max_examples=30)
@given(st.sampled_from(GROUPS), st.floats(0, 150))
def test_more_for_everyone_leaves_fewer_short_and_the_rda_overstates(group, added):
    before, after = Population(*group), Population(*group, added)
    assert after.cutpoint_percent <= before.cutpoint_percent
    assert after.probability_percent <= before.probability_percent
    assert after.below_rda_percent >= after.probability_percent - 0.01
    assert after.below_rda_percent >= after.cutpoint_percent


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([], 265), "distribution"),
        (([200, -1], 265), "distribution"),
        (([200, float("nan")], 265), "distribution"),
        (("many", 265), "distribution"),
        ((None, 265), "distribution"),
        (([200], 0), "ear"),
        (([200], None), "ear"),
        (([200], [265, 300]), "ear"),
        (([200], 265, "guess"), "method"),
        (([200], 265, "probability", -0.1), "ear_cv"),
        (([200], 265, "probability", float("nan")), "ear_cv"),
    ],
)
def test_bad_questions_about_a_group(arguments, name):
    with pytest.raises(ValueError, match=rf"^{name}: "):
        inadequate_percent(*arguments)
