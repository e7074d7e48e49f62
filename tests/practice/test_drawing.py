"""Fresh cases: whatever the seed, they can be solved, read well, and have the right key.

A few seeds of each question are drawn; PRACTICE_SEEDS=200 draws as many as are promised.
"""

import math
import os
import re
from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from helpers.lesson.question_file import lesson_page
from helpers.lesson.questions import questions as asked_by_lesson
from helpers.practice import Case, catalogue, draw, questions
from helpers.practice.people import FORBIDDING, Patient
from helpers.science.kidney import ckd_epi_2021

SEEDS = int(os.environ.get("PRACTICE_SEEDS", "8"))
PROMISED = 200
NUMBERS = [name for name, item in catalogue().items() if item.kind == "number"]
CHOICES = [name for name, item in catalogue().items() if item.kind == "choice"]

every = pytest.mark.parametrize("name", questions())
each_number = pytest.mark.parametrize("name", NUMBERS)
each_choice = pytest.mark.parametrize("name", CHOICES)


@cache
def cases(name: str) -> list[Case]:
    return [draw(name, seed) for seed in range(SEEDS)]


def texts(case: Case) -> list[str]:
    """Everything that is read of a case, sooner or later."""
    said = [option.message for option in getattr(case.question, "options", ())]
    said += filter(None, [getattr(case.question, "right", "")])
    return [case.text, *case.options, *case.hints, case.solution, *case.mistakes.values(), *said]


# --- the key, and what is wrong


@every
def test_its_key_is_judged_right(name: str):
    for case in cases(name):
        verdict = case.question.judge(case.answer)
        assert verdict.right is True and verdict.message, (case.seed, case.answer)


@each_number
def test_its_key_is_a_number_that_can_be_typed(name: str):
    for case in cases(name):
        assert isinstance(case.answer, float) and math.isfinite(case.answer)
        typed = case.question.judge(f"{case.answer:.4g} {case.unit}")
        assert typed.right is True, (case.seed, case.answer, typed)


@each_number
def test_foreseen_mistakes_are_told_from_the_key_and_from_each_other(name: str):
    for case in cases(name):
        values = [float(value) for value in case.mistakes]
        assert values, name
        for value in values:
            assert not math.isclose(value, case.answer, rel_tol=case.tolerance), case.seed
            assert case.question.judge(repr(value)).message == case.mistakes[value], case.seed
        for one, other in combinations(values, 2):
            assert not math.isclose(one, other, rel_tol=case.tolerance), (case.seed, one)


@each_choice
def test_one_option_is_right_and_no_two_are_alike(name: str):
    for case in cases(name):
        assert len(set(case.options)) == len(case.options) >= 3
        assert case.answer in case.options
        assert {*case.options} == {case.answer, *case.mistakes}


@every
def test_options_do_not_tell_which_case_it_is(name: str):
    assert len({case.options for case in cases(name)}) == 1


# --- what is read


NO_LEFTOVERS = re.compile(
    r"[{}]|\bnan\b|\binf\b|None|namespace|\be[+-]\d\d|  |\.\.|\s[,.;]|\?\.|^\s|\s$"
)
ONE_OF_MANY = re.compile(
    r"(?<![\d.,/^])1 (tablets|teaspoons|tablespoons|hours|days|servings|people|women)\b"
)


@every
def test_its_words_have_no_leftovers(name: str):
    for case in cases(name):
        for text in texts(case):
            assert text and not NO_LEFTOVERS.search(text), (case.seed, text)
            assert not ONE_OF_MANY.search(text), (case.seed, text)


CONSTANTS = {"24.305", "400.647", "451.11", "2.496", "30.44"}


def figures(number: str) -> int:
    """How many figures a decimal has; whole numbers have as many as it takes."""
    return len(number.replace(".", "").lstrip("0")) if "." in number else 0


@every
def test_its_numbers_are_those_that_a_person_writes(name: str):
    for case in cases(name):
        for text in [case.text, *case.hints]:
            found = set(re.findall(r"\d+\.?\d*", text.replace(",", ""))) - CONSTANTS
            assert all(figures(number.rstrip(".")) <= 4 for number in found), (case.seed, text)


@every
def test_three_hints_of_which_none_is_the_answer(name: str):
    for case in cases(name):
        assert len(set(case.hints)) == 3
        if isinstance(case.answer, str):
            assert case.answer not in case.hints
            continue
        given = {float(found) for found in re.findall(r"\d+(?:\.\d+)?", case.text.replace(",", ""))}
        for hint in case.hints:
            for found in re.findall(r"\d+(?:\.\d+)?", hint.replace(",", "")):
                told = math.isclose(float(found), abs(case.answer), rel_tol=1e-3)
                assert not told or float(found) in given, (case.seed, hint, case.answer)


# --- a seed


@every
def test_a_seed_gives_the_same_case_again(name: str):
    first, again = draw(name, 2**120 + 7), draw(name, 2**120 + 7)
    assert first.text == again.text and first.answer == again.answer
    assert first.mistakes == again.mistakes and first.solution == again.solution
    assert len({case.text for case in cases(name)}) > 1


@every
def test_what_the_lesson_asks_is_not_drawn(name: str):
    item = catalogue()[name]
    if item.in_lesson:
        public = asked_by_lesson(item.lesson)[name]
        assert all(case.text != public.text for case in cases(name))


@each_choice
def test_every_option_is_right_in_some_case(name: str):
    waiting = {*draw(name, 0).options}
    for seed in range(PROMISED):
        waiting.discard(draw(name, seed).answer)
        if not waiting:
            return
    pytest.fail(f"never right in {PROMISED} cases: {waiting}")


@pytest.mark.skipif(SEEDS < PROMISED, reason="PRACTICE_SEEDS=200 draws enough to see it")
@each_number
def test_seeds_give_many_keys(name: str):
    assert len({f"{case.answer:.9g}" for case in cases(name)}) >= 20


# --- all of them


def test_at_least_sixty_draw_and_every_lesson_has_some():
    items = catalogue().values()
    assert len(items) >= 60
    assert {item.lesson[:2] for item in items} == {f"{number:02d}" for number in range(10)}
    for item in items:
        goals = {goal.id for goal in lesson_page(item.lesson).objectives}
        assert item.objective in goals, item.id
        assert item.difficulty in ("easy", "medium", "hard")


CALCULATORS = (
    "convert_amount", "convert_concentration", "elemental_mg", "price_per_gram", "Schedule",
    "conflicts", "spacing", "people:patient", "products_mg", "cockcroft_gault",
    "fractional_excretion", "retention_percent", "depletion_score", "albumin_corrected",
    "predictive_values", "reference_intake", "inadequate_percent", "covered_percent",
    "eating:day", "block", "plateau_time", "remaining_percent", "Bank", "body_map", "calcium_mg",
    "calcium_reference", "B6Day",
    "b12_absorbed_ug", "transient_gain_percent", "pool", "log_odds_ratios", "number_needed",
    "false_alarm", "steady_state", "ledger",
)  # fmt: skip


@pytest.mark.parametrize("calculator", CALCULATORS)
def test_every_calculator_has_a_question_that_draws(calculator: str):
    entries = [item.entry for item in catalogue().values()]
    asked = "\n".join(f"{entry.where}\n{getattr(entry, 'expression', '')}" for entry in entries)
    drawn = "\n".join(one.function for entry in entries for one in entry.draw)
    assert re.search(rf"\b{calculator}\b", f"{asked}\n{drawn}")


@pytest.mark.parametrize("difficulty", ["easy", "medium", "hard"])
def test_every_difficulty_has_its_share(difficulty: str):
    assert sum(item.difficulty == difficulty for item in catalogue().values()) >= 10


# --- a second way to the key


Given = dict[str, Any]
SECOND: dict[str, Callable[[Given], float]] = {
    "mg-to-mmol": lambda g: g["mg"] / 24.305,
    "meq-to-mg": lambda g: g["meq"] * 12.1525,
    "mmol-to-mg": lambda g: (g["mmol"] + g["half"]) * 24.305,
    "serum-amount": lambda g: round(24 * g["kg"] / 70, 1) * 3,
    "days-to-half": lambda g: g["store"] / (2 * g["lack"]),
    "bone-store": lambda g: 24000 / 24.305 * g["kg"] / 70 * g["bone"] * g["surface"] / 1e4,
    "day-lacks": lambda g: g["urine"] + g["gut"] - g["eaten"] / 2,
    "left-after-five-weeks": lambda g: 100 * 2 ** (-g["days"] / g["half_life"]),
    "gap-still-open": lambda g: 100 * math.exp(-math.log(2) * g["days"] / g["half_life"]),
    "ninety-percent": lambda g: g["half_life"] * math.log(10) / math.log(2),
    "half-life-passed": lambda g: -g["half_life"] * math.log2(1 - g["share"] / 100),
    "iu-to-ug": lambda g: g["iu"] / 40,
    "ng-to-nmol": lambda g: g["level"] / 0.400647,
    "seventy-five": lambda g: g["level"] * 0.400647,
    "percent-change": lambda g: 100 * (g["after"] - g["before"]) / g["before"],
    "difference-error": lambda g: math.hypot(g["women_error"], g["men_error"]),
    "next-value": lambda g: g["kept"] * g["first"] + (1 - g["kept"]) * g["mean"],
    "second-value": lambda g: g["kept"] * g["first"] + (1 - g["kept"]) * g["mean"],
    "mg-dl-to-mmol": lambda g: g["value"] * 10 / 24.305,
    "albumin-trap": lambda g: g["magnesium"] + 0.2 - g["albumin"] / 200,
    "femg-by-hand": lambda g: (
        g["urine"] * g["micromoles"] / (7 * g["plasma"] * g["urine_creatinine"])
    ),
    "ppv-by-counting": lambda g: 100 / (
        1 + (1000 / g["depleted"] - 1) * (100 - g["specificity"]) / g["sensitivity"]
    ),
    "npv-by-counting": lambda g: 100 / (
        1 + (100 - g["sensitivity"]) / g["specificity"] / (1000 / g["depleted"] - 1)
    ),
    "loading-retained": lambda g: 100 * (g["dose"] - g["urine"] + g["baseline"]) / g["dose"],
    "clearance-by-hand": lambda g: (
        (140 - g["who"].age) * g["who"].weight / (72 * g["who"].creatinine)
        * (0.85 if g["who"].sex == "female" else 1)
    ),
    "slip-creatinine": lambda g: g["micromoles"] / 88.4,
    "a-portion": lambda g: g["eaten"].per_100_g * g["eaten"].grams / 100,
    "day-of-eating": lambda g: sum(one.per_100_g * one.grams / 100 for one in g["day"].eaten),
    "group-below": lambda g: 100 * sum(one < 265 for one in g["intakes"]) / len(g["intakes"]),
    "usual-spread": lambda g: math.sqrt(g["all_days"] ** 2 - g["within"] ** 2),
    "citrate-elemental": lambda g: g["mass"] * 3 * 24.305 / 451.11,
    "oxide-mmol": lambda g: g["oxide"] / 40.304,
    "percent-of-daily-value": lambda g: 4.2 * g["percent"],
    "label-in-meq": lambda g: g["meq"] * 24.305 / 2,
    "gram-price": lambda g: 1000 * g["price"] / (g["tablets"] * g["mg"]),
    "month-price": lambda g: 30 * math.ceil(g["target"] / g["mg"]) * g["price"] / g["tablets"],
    "patient-dose": lambda g: g["who"].tablet * math.floor(
        (g["who"].reference.rda - g["who"].diet) / g["who"].tablet
    ),
    "whole-tablets": lambda g: g["tablet"] * math.floor((320 - g["diet"]) / g["tablet"]),
    "level-in-mmol": lambda g: g["level"] / 2,
    "level-in-mg-dl": lambda g: g["level"] * 2.4305,
    "ratio-to-reach": lambda g: g["calcium"] / g["magnesium"],
    "fewer-of-ten-thousand": lambda g: 100 * g["percent"] * (1 - g["ratio"]),
    "hidden-b6": lambda g: (g["first"] + g["second"] + g["third"]) / 12,
    "b12-tablet": lambda g: 0.01 * g["dose"] + (0.98 if g["works"] else 0),
    "odds-to-risk": lambda g: 100 / (1 + (100 / g["without"] - 1) / g["odds_ratio"]),
    "false-find": lambda g: 100 * (1 - math.prod([0.95] * g["tests"])),
    "ratio-of-two": lambda g: g["younger"] / g["older"],
    "weight-by-hand": lambda g: 100 * g["large"] ** 2 / (g["small"] ** 2 + g["large"] ** 2),
    "odds-ratio-by-hand": lambda g: (
        g["events"] * (g["control_total"] - g["control_events"])
        / (g["control_events"] * (g["total"] - g["events"]))
    ),
    "pooled-by-hand": lambda g: (
        (g["first"] * g["second_error"] ** 2 + g["second"] * g["first_error"] ** 2)
        / (g["first_error"] ** 2 + g["second_error"] ** 2)
    ),
    "more-of-thousand": lambda g: 1000 * (g["control_events"] - g["events"]) / g["total"],
    "needed-for-one": lambda g: 1 / (
        g["control_events"] / g["control_total"] - g["events"] / g["total"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SECOND)
def test_the_key_agrees_with_a_second_computation(name: str):
    for case in cases(name):
        assert case.answer == pytest.approx(SECOND[name](dict(case.given)), rel=2e-4), case.seed


def patient_by_rule(given: Given) -> int:
    """The answer for a patient by the rules as the lesson tells them."""
    who = given["who"]
    if who.age < 18 or who.illness in FORBIDDING:
        return 2
    if who.creatinine is None:
        return 3
    if min(by_cockcroft(who), ckd_epi_2021(who.age, who.creatinine, who.sex)) < 30:
        return 2
    if not who.stable:
        return 3
    return 0 if who.reference.rda - who.diet >= who.tablet else 1


def by_cockcroft(who: Patient) -> float:
    woman = 0.85 if who.sex == "female" else 1
    return (140 - who.age) * who.weight / (72 * who.creatinine) * woman


def band(value: float, *lines: float) -> int:
    """In which of the bands between the lines a value lies."""
    return sum(value > line for line in lines)


def by_wald(given: Given) -> int:
    """Which side of 0 the interval of a difference of two risks is on."""
    total, risks = given["total"], (given["control_events"], given["events"])
    without, with_it = (count / total for count in risks)
    error = math.sqrt((without * (1 - without) + with_it * (1 - with_it)) / total)
    if abs(without - with_it) < 1.96 * error:
        return 2
    return int(with_it > without)


# The number of the right option, counted from 0.
SECOND_CHOICE: dict[str, Callable[[Given], int]] = {
    "patient-answer": patient_by_rule,
    "who-pays": lambda g: (
        0 if (lack := g["urine"] + g["gut"] - g["eaten"] / 2) <= 0 else 1 if 80 / lack > 91 else 2
    ),
    "ratio-of-a-cohort": lambda g: (
        2 if abs(math.log(g["ratio"])) < 1.96 * g["error"] else int(g["ratio"] > 1)
    ),
    "slip-femg-reading": lambda g: (0, 2, 1)[band(
        g["urine"] * g["micromoles"] / (7 * g["plasma"] * g["urine_creatinine"]), 0.5, 4
    )],
    "slip-serum-albumin": lambda g: (
        3 if g["magnesium"] > 1.1 else 2 if g["magnesium"] > 0.75
        else int(g["magnesium"] + max(0, 40 - g["albumin"]) / 200 > 0.75)
    ),
    "points-of-risk": lambda g: (
        g["diuretic"] + g["blocker"] + (g["egfr"] < 60) + (g["egfr"] < 90)
        + (g["drinks"] > (1 if g["sex"] == "woman" else 2))
    ),
    "loading-rules": lambda g: band(1 - g["urine"] / g["dose"], 0.2, 0.5),
    "need-share": lambda g: g["steps"] + 1,
    "label-counts": lambda g: ("element", "compound", "unclear").index(g["counts"]),
    "which-holds-more": lambda g: max(range(4), key=lambda n: (
        0.603 * g["oxide"], 0.1616 * g["citrate"], 0.141 * g["bisglycinate"], 0.1196 * g["chloride"]
    )[n]),
    "patient-product": lambda g: (
        0 if by_cockcroft(g["who"]) < 30 else 1 if "milk_of_magnesia" in g["who"].products else 2
    ),
    "limits-passed": lambda g: band(g["tablet"] * g["tablets"] + 83 * g["spoons"], 250, 350),
    "b6-limits-passed": lambda g: band(g["first"] + g["second"], 12, 100),
    "differ-or-not": lambda g: (
        2 if abs(g["women"] - g["men"]) < 1.96 * math.hypot(g["women_error"], g["men_error"])
        else int(g["men"] > g["women"])
    ),
    "trial-result": by_wald,
}  # fmt: skip


@pytest.mark.parametrize("name", SECOND_CHOICE)
def test_the_right_option_agrees_with_a_second_way(name: str):
    for case in cases(name):
        right = SECOND_CHOICE[name](dict(case.given))
        assert case.answer == case.options[right], (case.seed, case.text)
