"""Question cards, claim court and lesson as a learner uses them: choose, click, read."""

import math
import os
import re
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import tables
from helpers.lesson import Lesson
from helpers.lesson.ask import ExerciseCard, HelpCard, QuestionCard
from helpers.lesson.card import markdown
from helpers.lesson.course import EndCard, ended
from helpers.lesson.court import VERDICTS, ClaimCourt
from helpers.lesson.progress import progress
from helpers.lesson.questions import Choice, Exercise, questions
from helpers.lesson.standing import standing
from helpers.lesson.stock import is_seen
from helpers.references import cited
from tests.lesson.test_live import from_page

LESSONS = sorted(path.stem for path in (tables.DATA / "questions").glob("*.toml"))
LESSON = "05_supplement_forms"
EVERY = [
    pytest.param(question, id=f"{lesson}-{question.id}")
    for lesson in LESSONS
    for question in questions(lesson).values()
]
ASKED = [case for case in EVERY if not isinstance(case.values[0], Exercise)]
KINDS = {type(case.values[0]): case for case in ASKED}  # what a card does hangs on its kind alone
each_kind = pytest.mark.parametrize("question", KINDS.values())


def words(html: str) -> str:
    """What a reader sees of a piece of HTML."""
    text = unescape(re.sub(r"<[^>]+>", "", html))
    return " ".join(text.split())


def plain(text: str) -> str:
    """What a reader sees of a piece of Markdown."""
    return words(markdown(text))


def answered(card: QuestionCard, answer: Any) -> str:
    card.field.value = answer
    card.buttons.click("Check")
    return words(card.status.html)


def foreseen(question: Any) -> list[tuple[Any, bool, str]]:
    """Every answer that has a message: what to enter, whether it is right, and the message."""
    if isinstance(question, Choice):
        return [(option.text, option.right, option.message) for option in question.options]
    right = (f"{question.answer:.6g} {question.unit}", True, question.right)
    wrong = [(f"{mistake.value:.6g}", False, mistake.message) for mistake in question.mistakes]
    return [right, *wrong]


# --- one question


@pytest.mark.parametrize("question", ASKED)
def test_each_answer_shows_its_message_and_is_kept(question, restart) -> None:
    for entry, right, message in foreseen(question):
        card = QuestionCard(question)
        text = answered(card, entry)
        assert text.startswith("✓ Right." if right else "✗ Not right.")
        assert plain(message) in text
        assert card.status.kind == ("right" if right else "wrong")
        restart()
        assert progress().answers[question.id]["answer"] == entry
    assert progress().right(question.id)


def test_an_answer_that_comes_with_the_press_is_the_one_that_is_judged() -> None:
    card = QuestionCard(questions(LESSON)["citrate-elemental"])
    from_page(card.buttons, {"pressed": 0, "held": [{"value": "121 mg"}]})
    assert card.status.kind == "right"
    card.field.set_state({"value": "121 mg"})
    assert card.status.kind == "right"


@each_kind
def test_no_answer_is_no_attempt(question) -> None:
    card = QuestionCard(question)
    card.buttons.click("Check")
    assert card.status.kind == "problem"
    assert "✗" not in card.status.html
    assert progress().answers == {}


@pytest.mark.parametrize(("entry", "said"), [
    ("  ", "The box is empty. Type a number"), ("abc", "“abc”"), ("300 stones", "stones"),
    ("NaN", "“NaN”"),
    ("1e999", "“1e999”"), ("<img src=x onerror=alert(1)>", "“<img src=x onerror=alert(1)>”"),
])  # fmt: skip
def test_what_cannot_be_read_is_no_attempt_and_is_not_obeyed(entry: str, said: str) -> None:
    card = QuestionCard(questions(LESSON)["citrate-elemental"])
    assert said in answered(card, entry)
    assert card.status.kind == "problem"
    assert "<img" not in card.status.html
    assert progress().answers == {}


@pytest.mark.parametrize("question", EVERY)
def test_hints_come_one_by_one_the_last_stays_and_the_solution_opens(question) -> None:
    card = HelpCard(question)
    for number, hint in enumerate(question.hints, 1):
        card.buttons.click("Solution")
        assert words(card.status.html).startswith("The solution opens after")
        card.buttons.click("Hint")
        text = words(card.status.html)
        assert text.startswith(f"Hint {number} of 3.")
        assert plain(hint) in text
    for _ in range(2):
        card.buttons.click("Hint")
        text = words(card.status.html)
        assert text.startswith("That was the last hint:")
        assert plain(question.hints[-1]) in text
    card.buttons.click("Solution")
    assert words(card.status.html).startswith("Solution.")
    assert plain(question.solution) in words(card.status.html)


def test_a_mark_goes_when_another_option_is_chosen() -> None:
    question = next(case.values[0] for case in ASKED if isinstance(case.values[0], Choice))
    card = QuestionCard(question)
    wrong, right = (
        next(option.text for option in question.options if option.right == is_right)
        for is_right in (False, True)
    )
    assert answered(card, wrong).startswith("✗")
    card.field.value = right
    assert card.status.html == ""
    card.buttons.click("Check")
    assert card.status.kind == "right"


def test_options_stand_in_the_same_mixed_order_each_time() -> None:
    choices = [case.values[0] for case in ASKED if isinstance(case.values[0], Choice)]
    places = [[option.right for option in choice.options].index(True) for choice in choices]
    assert len(set(places)) > 1
    questions.cache_clear()
    again = [question for lesson in LESSONS for question in questions(lesson).values()]
    assert [choice for choice in again if isinstance(choice, Choice)] == choices


def test_the_longest_option_is_right_no_more_often_than_chance_allows() -> None:
    choices = [case.values[0] for case in ASKED if isinstance(case.values[0], Choice)]
    right_is_longest = sum(
        max(choice.options, key=lambda option: len(option.text)).right for choice in choices
    )
    chance = sum(1 / len(choice.options) for choice in choices) / len(choices)
    assert at_least(right_is_longest, len(choices), chance) > 0.01


def at_least(found: int, tries: int, chance: float) -> float:
    """How probable it is that something happens so often, or more often, in some tries."""
    return sum(
        math.comb(tries, n) * chance**n * (1 - chance) ** (tries - n)
        for n in range(found, tries + 1)
    )


@each_kind
def test_the_solution_opens_after_an_attempt_also_after_a_restart(question, restart) -> None:
    answered(
        QuestionCard(question), next(entry for entry, right, _ in foreseen(question) if not right)
    )
    restart()
    card = QuestionCard(question)
    assert "Have another go" in card.status.html
    card.buttons.click("Solution")
    assert words(card.status.html).startswith("Solution.")


def test_a_question_answered_before_says_so(restart) -> None:
    question = questions(LESSON)["citrate-elemental"]
    answered(QuestionCard(question), "121.2 mg")
    restart()
    assert "correctly before" in QuestionCard(question).status.html


def test_where_nothing_can_be_saved_the_card_says_so(monkeypatch, tmp_path, restart) -> None:
    monkeypatch.setenv("MAGNESIUM_COURSE_PROGRESS", str(tmp_path / "missing" / "progress.json"))
    restart()
    text = answered(QuestionCard(questions(LESSON)["citrate-elemental"]), "121.2 mg")
    assert text.startswith("✓ Right.")
    assert "cannot be saved" in text


def test_a_damaged_file_is_told_with_the_first_answer(progress_file: Path) -> None:
    progress_file.write_text("{")
    text = answered(QuestionCard(questions(LESSON)["citrate-elemental"]), "121.2 mg")
    assert "was damaged" in text


# --- an exercise in boxes


def exercise_card() -> ExerciseCard:
    return ExerciseCard(questions(LESSON)["three-labels"])


def filled(card: ExerciseCard, **typed: str) -> str:
    card.field.value = card.field.value | typed
    card.buttons.click("Check")
    return words(card.status.html)


RIGHT = {"oxide": "0,2412 g", "chloride": "64 MG", "lactate": "7 mEq"}


def test_each_box_names_its_number_and_its_unit() -> None:
    for exercise in (case.values[0] for case in EVERY):
        if isinstance(exercise, Exercise):
            labels = ExerciseCard(exercise).field.labels
            assert list(labels) == list(exercise.parts)
            for name, part in exercise.parts.items():
                assert labels[name] == (f"{part.label} ({part.unit})" if part.unit else part.label)


def test_boxes_are_judged_and_kept(restart) -> None:
    text = filled(exercise_card(), **RIGHT | {"oxide": "400"})
    assert "Oxide tablet (mg): ✗ Not right. 400 mg is the mass of magnesium oxide" in text
    assert "Chloride tablet (mg): ✓ Right." in text
    card = exercise_card()
    assert "Have another go" in card.status.html
    assert filled(card, **RIGHT).count("✓ Right.") == 3
    assert card.status.kind == "right"
    restart()
    assert "correctly before" in exercise_card().status.html
    assert progress().answers["three-labels"]["tries"] == 2


def test_empty_boxes_are_no_attempt() -> None:
    card = exercise_card()
    assert filled(card).count("The box is empty. Type a number, for example 12 mg") == 3
    assert card.status.kind == "problem"
    assert progress().answers == {}


def test_boxes_and_code_are_the_same_exercise(shown) -> None:
    filled(exercise_card(), oxide="400")
    Lesson(LESSON).check("three-labels", **right_answers())
    assert progress().right("three-labels")
    assert progress().answers["three-labels"]["tries"] == 2


# --- the court


CLAIMS = pd.DataFrame(
    {"claim": f"Claim {name}.", "claim_id": name, "verdict": verdict, "holds": holds,
     "fails": fails, "reason": f"Reason {name}.", "source_keys": "fine1991", "checked": "read"}
    for name, verdict, holds, fails in [
        ("a", "partly", "It is gentle", "It is absorbed well"),
        ("b", "supported", "", ""), ("c", "animals", "", ""), ("d", "untested", "", ""),
        ("e", "contradicted", "", ""), ("f", "partly", "", ""), ("g", "untested", "", ""),
    ]
)  # fmt: skip


def court(claims: pd.DataFrame = CLAIMS) -> ClaimCourt:
    return ClaimCourt("test claims", claims)


def judge(tried: ClaimCourt, verdict: str, part: str | None = None) -> str:
    """What is said to a verdict on the claim that is shown."""
    tried.verdict.value = verdict
    tried.judge.click()
    if part:
        tried.part.value = part
        tried.judge.click()
    return words(tried.status.html)


def judge_all(tried: ClaimCourt, verdict: str = "untested") -> None:
    """Give the same verdict on each claim of a sitting."""
    for _ in tried.sitting:
        judge(tried, verdict)
        tried.next.click()


def other(verdict: str) -> str:
    return next(key for key in VERDICTS if key != verdict)


@pytest.mark.parametrize("lesson", tables.table("claims")["lesson"].unique())
def test_every_claim_is_judged_with_reason_and_source(lesson: str) -> None:
    claims = tables.table("claims").query("lesson == @lesson")
    tried, seen = court(claims), []
    while len(seen) < len(claims):
        for claim in tried.sitting:
            assert claim.claim in words(tried.claim.html)
            for verdict, opening in ((other(claim.verdict), "✗"), (claim.verdict, "✓")):
                text = judge(tried, verdict, claim.fails if verdict == claim.verdict else None)
                assert text.startswith(opening)
                assert VERDICTS[claim.verdict] in text
                assert plain(claim.reason) in text
                assert ("href" in tried.status.html) == bool(claim.source_keys)
            seen.append(claim.claim_id)
            tried.next.click()
        assert "as we judge" in words(tried.status.html)
        tried.next.click()
    assert all(progress().right(key) for key in claims["claim_id"])


def test_parts_are_given_in_pairs_and_for_what_holds_partly_alone() -> None:
    claims = tables.table("claims")
    assert ((claims["holds"] == "") == (claims["fails"] == "")).all()
    assert set(claims.loc[claims["fails"] != "", "verdict"]) <= {"partly"}


def test_a_claim_hides_its_verdict_until_it_is_judged() -> None:
    tried = court()
    assert tried.verdict.value is None
    assert tried.status.html == ""
    tried.judge.click()
    assert tried.status.html == "Choose a verdict first."
    assert progress().answers == {}
    tried.verdict.value = "animals"
    assert tried.status.html == ""


def test_partly_alone_is_not_enough_where_a_claim_has_parts() -> None:
    tried = court()
    assert "Choose the part" in judge(tried, "partly")
    assert set(tried.part.options) == {"It is gentle", "It is absorbed well"}
    assert progress().answers == {}
    tried.judge.click()
    assert tried.status.kind == "problem"
    tried.part.value = "It is gentle"
    assert tried.status.html == ""
    assert judge(tried, "partly", "It is gentle").startswith("✗ Partly it is, but the other part")
    assert not progress().right("a")
    assert judge(tried, "partly", "It is absorbed well").startswith("✓ We agree.")
    assert "Does not hold: It is absorbed well." in words(tried.status.html)
    assert progress().answers["a"]["answer"] == "partly: It is absorbed well"


def test_partly_is_enough_where_a_claim_has_none() -> None:
    assert judge(court(CLAIMS[5:6]), "partly").startswith("✓ We agree.")


def test_a_near_miss_is_told_as_such() -> None:
    tried = court()
    assert judge(tried, "supported").startswith("✗ We judge differently. Close: one part")
    tried.next.click()
    assert judge(tried, "partly").startswith("✗ We judge differently. Close, but here all of it")
    assert judge(tried, "animals").startswith("✗ We judge differently. Supported:")


def test_six_claims_make_a_sitting_and_the_rest_come_on_request() -> None:
    tried = court()
    judge_all(tried)
    text = words(tried.status.html)
    assert text.startswith("6 judged, 1 as we judge. Still to judge: 1.")
    assert "“Claim a.”" in text and "“Claim d.”" not in text
    assert not is_seen(tried.verdict)
    assert tried.next.description == "More claims"
    tried.next.click()
    assert "Claim g." in tried.claim.html
    judge_all(tried)
    assert "You have judged them all." in words(tried.status.html)
    tried.next.click()
    assert "Claim 1 of 7" in tried.claim.html
    assert tried.verdict.value == "untested"


def test_a_sitting_tells_how_many_claims_the_lesson_has_and_what_is_open_in_it() -> None:
    tried = court()
    assert "Claim 1 of 6 in this sitting (7 in this lesson)" in tried.claim.html
    assert "Claim 1 of 2<" in court(CLAIMS[:2]).claim.html
    for _ in range(6):
        tried.next.click()
    assert "Still to judge: 7, 6 of them of this sitting." in words(tried.status.html)


def test_the_court_goes_back_and_says_again_what_it_said() -> None:
    tried = court()
    assert tried.back.disabled
    said = judge(tried, "partly", "It is gentle")
    tried.next.click()
    assert tried.status.html == ""
    assert tried.verdict.value is None
    tried.back.click()
    assert words(tried.status.html) == said


def test_answers_that_are_no_longer_asked_for_are_forgotten() -> None:
    progress().record("a", True, "partly")
    progress().record("b", False, "misleading")
    tried = court(CLAIMS[:2])
    assert tried.verdict.value is None
    tried.next.click()
    assert tried.verdict.value is None


def test_a_claim_is_shown_as_text() -> None:
    claims = CLAIMS.head(1).assign(claim="<b>5 < 6</b> & more")
    assert "&lt;b&gt;5 &lt; 6&lt;/b&gt; &amp; more" in court(claims).claim.html


# --- the lesson


def last_markdown(shown) -> str:
    return shown()[-1]["text/markdown"]


@pytest.mark.parametrize("name", LESSONS)
def test_the_header_promises_and_warns(shown, name: str) -> None:
    lesson = Lesson(name)
    assert lesson.header() is None
    text = last_markdown(shown)
    assert all(goal.text in text for goal in lesson.page.objectives)
    assert f"about {lesson.page.minutes} minutes" in text
    assert "no" in text
    assert "medical advice" in text


@pytest.mark.parametrize("name", LESSONS)
def test_every_question_can_be_shown(shown, name: str) -> None:
    lesson = Lesson(name)
    for key, question in questions(name).items():
        (lesson.exercise if isinstance(question, Exercise) else lesson.ask)(key)
        assert shown()[-1]["text/plain"] == question.text


@pytest.mark.parametrize(("method", "name", "expected"), [
    ("ask", "citrat-elemental", "citrate-elemental"), ("ask", "three-labels", "citrate-elemental"),
    ("exercise", "citrate-elemental", "three-labels"), ("ask", "", "citrate-elemental"),
])  # fmt: skip
def test_an_unknown_question_is_answered_with_the_known_ones(method, name, expected) -> None:
    with pytest.raises(ValueError, match=expected) as problem:
        getattr(Lesson(LESSON), method)(name)
    assert repr(name) in str(problem.value)


def test_an_unknown_exercise_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="three-labels"):
        Lesson(LESSON).check("two-labels")


def test_an_unknown_lesson_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="06_no_such_lesson"):
        Lesson("06_no_such_lesson")


def right_answers() -> dict[str, float]:
    return {name: part.answer for name, part in questions(LESSON)["three-labels"].parts.items()}


def test_an_exercise_is_checked_part_by_part(shown, restart) -> None:
    lesson = Lesson(LESSON)
    assert lesson.check("three-labels", **right_answers() | {"oxide": 400}) is None
    lines = last_markdown(shown).splitlines()
    assert [("✓" in line, "✗" in line) for line in lines] == [
        (False, True),
        (True, False),
        (True, False),
    ]
    assert not progress().right("three-labels")
    lesson.check("three-labels", **right_answers())
    assert last_markdown(shown).count("✓") == 3
    restart()
    assert progress().right("three-labels")
    assert progress().answers["three-labels"]["tries"] == 2


def test_an_untouched_cell_is_not_judged(shown) -> None:
    Lesson(LESSON).check("three-labels", **dict.fromkeys(right_answers(), ...))
    assert last_markdown(shown).startswith("Nothing is filled in yet")
    assert not progress().tried("three-labels")


def test_two_right_parts_are_not_yet_right(shown) -> None:
    Lesson(LESSON).check("three-labels", **right_answers() | {"oxide": ...})
    assert not progress().right("three-labels")
    Lesson(LESSON).check("three-labels", **right_answers() | {"more": 3})
    assert "not asked for" in last_markdown(shown)


@pytest.mark.parametrize("answers", [
    {}, {"oxide": ...}, {"oxide": None}, {"oxide": "abc"}, {"more": 2}, {"oxide": (241, 2)},
    {"oxide": [1, 2]}, {"oxide": object()},
])  # fmt: skip
def test_what_cannot_be_checked_is_said_and_is_no_attempt(shown, answers: dict[str, Any]) -> None:
    Lesson(LESSON).check("three-labels", **answers)
    text = last_markdown(shown)
    assert "✓" not in text
    assert "✗" not in text
    assert progress().answers == {}


def test_an_exercise_takes_texts_with_units(shown) -> None:
    Lesson(LESSON).check("three-labels", oxide="0.2412 g", chloride="64 mg", lactate="84")
    assert last_markdown(shown).count("✓") == 3


def test_a_check_says_where_nothing_can_be_saved(shown, monkeypatch) -> None:
    def refuse(*names: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    Lesson(LESSON).check("three-labels", **right_answers())
    assert "Read-only file system" in last_markdown(shown)


def test_a_lesson_without_claims_says_so() -> None:
    lesson = Lesson(LESSON)
    lesson.name = "99_small"
    with pytest.raises(ValueError, match="99_small"):
        lesson.claim_court()


def test_the_claims_of_the_lesson_are_shown(shown) -> None:
    Lesson(LESSON).claim_court()
    first = tables.table("claims").query("lesson == @LESSON").iloc[0]
    assert first["claim"] in shown()[-1]["text/plain"]


def test_every_source_of_a_claim_is_linked() -> None:
    trial = court(tables.table("claims").query("lesson == @LESSON"))
    for claim in trial.sitting:
        judge(trial, claim.verdict, claim.fails)
        addresses = re.findall(r'href="([^"]+)"', trial.status.html)
        links = "".join(f"[x]({address})" for address in addresses)
        assert set(claim.source_keys.split(";")) <= set(cited(links))
        trial.next.click()


def test_progress_follows_the_answers(shown, monkeypatch) -> None:
    from helpers.lesson import keeping as module

    statuses: list[Any] = []
    original = module.Status
    monkeypatch.setattr(
        module, "Status", lambda **traits: statuses.append(original(**traits)) or statuses[-1]
    )
    lesson = Lesson(LESSON)
    lesson.progress()
    total = len(questions(LESSON))
    assert f"0 of {total}" in statuses[-1].html
    progress().record("citrate-elemental", True, "121.2")
    assert f"1 of {total}" in statuses[-1].html
    lesson.progress()  # the cell is run again
    progress().record("oxide-mmol", True, "4")
    assert f"2 of {total}" in statuses[-1].html


def test_the_end_of_a_lesson_names_what_is_missing_and_what_to_repeat() -> None:
    assert "Not answered yet" not in words(end())  # it would be a list of all
    asked = list(questions(LESSON).values())
    progress().record(asked[0].id, True, "")
    progress().record(asked[1].id, False, "")
    text = words(end())
    repeat, missing = text.split("To repeat:")[1].split("Not answered yet:")
    assert plain(asked[1].text)[:40] in repeat
    assert plain(asked[2].text)[:40] in missing
    assert f"; and {len(asked) - 5} more" in missing
    for question in asked:
        progress().record(question.id, True, "")
    assert "Well done" not in end()
    for claim in tables.table("claims").query("lesson == @LESSON")["claim_id"]:
        progress().record(claim, False, "partly")
    assert "Well done" in end()


def end() -> str:
    return ended(standing(LESSON))


def test_the_end_of_a_lesson_leads_to_the_next_one() -> None:
    following = LESSONS[LESSONS.index(LESSON) + 1]
    [shown] = EndCard(LESSON).parts()[-1].outputs
    assert f"({following}.ipynb)" in shown["data"]["text/markdown"]
    assert len(EndCard(LESSONS[-1]).parts()) == 2
