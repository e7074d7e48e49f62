"""Patients and days of eating are consistent in themselves, whoever is drawn."""

from collections import Counter
from random import Random

import pytest

from helpers.practice import eating, people
from helpers.science.dosing import CONDITIONS, PLAN, REFUSAL, UNKNOWN
from helpers.science.kidney import KidneyFunction
from helpers.science.rules import limit

DRAWN = [people.patient(Random(seed)) for seed in range(400)]
KNOWN = [one for one in DRAWN if one.age >= 18 and one.creatinine is not None and one.stable]


def test_weight_and_age_are_those_of_such_people() -> None:
    for one in DRAWN:
        assert 14 <= one.age <= 89
        assert 46 <= one.weight <= 108 and (one.sex == "female" or one.weight >= 58)


def test_kidneys_are_clearly_well_or_clearly_failed() -> None:
    for one in KNOWN:
        kidney = KidneyFunction(one.age, one.weight, one.creatinine, one.sex)
        estimates = sorted((kidney.clearance, kidney.egfr))
        failed = estimates[1] < limit("kidney_stop")
        assert failed or estimates[0] > limit("kidney_caution"), one
        assert one.lowest == estimates[0]


def test_each_answer_is_that_of_many() -> None:
    found = Counter(one.plan.answer for one in DRAWN)
    assert len(found) == 4 and min(found.values()) > 40
    assert {one.rule for person in DRAWN for one in person.plan.reasons} >= {
        "adult", "kidney_stop", "kidney_unknown", "kidney_unstable", "heart_block", "struvite",
    }  # fmt: skip


@pytest.mark.parametrize("one", DRAWN[:60], ids=lambda one: one.who)
def test_the_words_say_what_decides(one: people.Patient) -> None:
    sentence = f"{one.who}; {one.blood}. {one.they} eats {one.diet} mg{one.history}. {one.said}"
    assert "None" not in sentence and ".." not in sentence
    if one.plan.answer in (REFUSAL, UNKNOWN):
        assert one.said == " ".join(reason.sentence for reason in one.plan.reasons)
    if one.plan.answer == PLAN:
        assert f"{one.plan.gap_mg:g} mg are missing" in one.said
    assert (one.illness in CONDITIONS) <= (one.plan.answer == REFUSAL)


def test_medicines_fit_to_age_and_sex() -> None:
    for one in DRAWN:
        for key in one.medicines:
            _, age, sex = people.MEDICINES[key]
            assert one.age >= age and sex in ("", one.sex)


def test_illnesses_fit_to_age() -> None:
    assert {*people.HARMLESS, *people.FORBIDDING} == {*people.ILLNESSES}
    for one in DRAWN:
        assert one.age >= people.HARMLESS.get(one.illness, 14), one


def test_a_product_counts_and_fails_with_the_kidneys() -> None:
    for one in (people.with_product(Random(seed)) for seed in range(100)):
        assert one.plan.already_mg > 80
        assert bool(one.plan.urgent) == (one.lowest < limit("kidney_stop"))


def test_who_gets_a_plan_may_have_one() -> None:
    for one in (people.to_plan(Random(seed)) for seed in range(100)):
        assert one.plan.answer in (PLAN, "nothing to add") and not one.medicines


def test_a_day_is_one_that_somebody_eats() -> None:
    for one in (eating.day(Random(seed)) for seed in range(100)):
        assert len(one.eaten) == len(eating.MEALS)
        assert 100 < one.magnesium_mg < 900
        assert all(10 <= part.grams <= 500 and part.grams % 5 == 0 for part in one.eaten)
