"""Questions as data: what each kind answers to right, wrong, foreseen and unreadable answers."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.lesson.questions import Choice, Exercise, Mistake, Numeric, questions, texts
from helpers.science.quantities import convert_amount
from helpers.tables import TableError

PAGE = """\
imports = "from helpers.science.supplements import servings_for"

[[question]]
id = "in-mg"
objective = "amount"
difficulty = "medium"
text = "How much is it?"
unit = "mg"
function = "helpers.science.supplements:elemental_mg"
arguments = { compound_mg = 500, formula = "MgO" }
right = "About {answer:.0f} mg."
hints = ["One.", "Two.", "Three."]
solution = "It is {answer:.1f} mg."
[[question.mistakes]]
value = 500
message = "That is the compound."
[[question.mistakes]]
function = "helpers.science.quantities:convert_amount"
arguments = { value = 301.5, from_unit = "mg", to_unit = "mmol" }
message = "That is in mmol."

[[question]]
id = "which"
objective = "amount"
difficulty = "medium"
text = "Which one?"
options = [
  { text = "This", right = true, message = "Yes." },
  { text = "That", message = "No, because." },
]
hints = ["One.", "Two.", "Three."]
solution = "This."

[[question]]
id = "in-code"
objective = ["amount", "dose"]
difficulty = "medium"
text = "Compute both."
hints = ["One.", "Two.", "Three."]
solution = "It is {a:.0f} and {b:.0f}."
code = '''
a = 2 * 5
b = servings_for(300, 70)
'''
[[question.parts]]
name = "a"
label = "The first"
unit = "mg"
right = "{answer:.0f} it is."
[[question.parts]]
name = "b"
label = "The second"
unit = "tablets"
tolerance = 0.001
right = "Yes."
mistakes = [{ value = 4, message = "Too few." }]
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Read questions from a file of the test's own."""
    monkeypatch.setattr(tables, "DATA", tmp_path)
    (tmp_path / "questions").mkdir()

    def read(text: str = PAGE) -> dict[str, Any]:
        (tmp_path / "questions" / "99_small.toml").write_text(text, "utf-8")
        questions.cache_clear()
        return dict(questions("99_small"))

    yield read
    questions.cache_clear()


# --- numbers


@pytest.mark.parametrize("answer", [
    "301.5", "301,5 mg", "302", "0.3015 g", "0,3015 g", "301500 µg", "301.5 MG", 301.5,
    np.float64(301.5), 302, "3.015e2",
])  # fmt: skip
def test_a_right_number_is_right_in_every_unit(page, answer: Any) -> None:
    verdict = page()["in-mg"].judge(answer)
    assert verdict.right
    assert verdict.message.endswith("About 302 mg.")


@pytest.mark.parametrize(("answer", "message"), [
    ("302", "About 302 mg."), ("302 MG a day", "About 302 mg."),
    ("0,3015 g", "0,3015 g is 302 mg. About 302 mg."),
    ("301500 MCG", "301500 MCG is 302 mg. About 302 mg."),
])  # fmt: skip
def test_a_right_value_in_another_unit_says_so(page, answer: str, message: str) -> None:
    assert page()["in-mg"].judge(answer).message == message


LEVEL = {"unit": "ng/mL", "converts": "helpers.science.quantities:convert_vitamin_d_concentration"}


def number(answer: float, unit: str = "mg", **more: Any) -> Numeric:
    shared = {"id": "x", "objective": "x", "text": "", "hints": (), "solution": "", "right": "Yes."}
    return Numeric(**shared | {"answer": answer, "unit": unit} | more)


def test_a_level_in_the_other_unit_is_right() -> None:
    verdict = number(25, **LEVEL).judge("62.3 nmol/L")
    assert (verdict.right, verdict.message) == (True, "62.3 nmol/L is 25 ng/mL. Yes.")


def test_a_bare_number_that_fits_another_unit_is_asked_about() -> None:
    verdict = number(25, **LEVEL).judge("62.3")
    assert verdict.right is None
    assert "“62.3” would be right in nmol/L. The box asks for ng/mL" in verdict.message
    assert number(72).judge("0.072").right is None


@pytest.mark.parametrize("answer", [
    "25", "25 %", "25%", "25 percent", "25 per cent", "0.25", "0,25", ".25", "1/4", 0.25, 25,
])  # fmt: skip
def test_percent_and_fraction_are_both_right(answer: Any) -> None:
    assert number(25, "%").judge(answer).right


def test_a_fraction_is_told_as_percent() -> None:
    assert number(-21.8, "%").judge("-0.218").message == "-0.218 is -21.8 %. Yes."
    assert number(25, "%").judge("0.25 %").right is False


@pytest.mark.parametrize(("answer", "entry"), [
    (30.049, "30,049"), (1830, "1,830"), (30.049, "30.049"), (30.049, "30,05"),
])  # fmt: skip
def test_of_two_readings_the_one_that_fits_is_taken(answer: float, entry: str) -> None:
    assert number(answer).judge(entry).right


def test_two_readings_of_which_none_fits_are_asked_about() -> None:
    verdict = number(500).judge("30,049")
    assert verdict.right is None
    assert "can be read as 30049 or as 30.049" in verdict.message


def test_a_reading_that_is_a_foreseen_mistake_is_taken() -> None:
    mistaken = number(296, mistakes=(Mistake(1830, "That is the compound."),))
    assert mistaken.judge("1,830 mg").message == "That is the compound."


@pytest.mark.parametrize(("answer", "rounded"), [
    (17.391, 17), (21.5, 22), (-21.8, -22), (14.353, 14), (0.0347, 0.035), (12.42, 12),
])  # fmt: skip
def test_sound_rounding_is_right(answer: float, rounded: float) -> None:
    assert number(answer).judge(rounded).right


@pytest.mark.parametrize(("answer", "entry", "tolerance"), [
    (17.391, 16.9, 0.02), (17.391, 20, 0.02), (21.5, 21, 0.02), (0.78, 0.8, 0.02), (5, 5.1, 0.001),
])  # fmt: skip
def test_what_is_rounded_too_far_is_not(answer: float, entry: float, tolerance: float) -> None:
    assert number(answer, tolerance=tolerance).judge(entry).right is False


@pytest.mark.parametrize(("entry", "said"), [
    ("13850", "1,000 times too large"), ("0.1385", "100 times too small"),
    ("138.5", "10 times too large"),
])  # fmt: skip
def test_a_slipped_point_is_told(entry: str, said: str) -> None:
    verdict = number(13.85, "L").judge(entry)
    assert verdict.right is False
    assert said in verdict.message
    assert "A hint may help" in number(100, "L").judge("1000").message  # one figure: chance


def test_a_decimal_comma_in_code_is_told() -> None:
    verdict = number(12.4).judge((12, 4))
    assert verdict.right is None
    assert "Python reads “12,4” as two numbers" in verdict.message


@pytest.mark.parametrize(("answer", "message"), [
    ("500", "That is the compound."), ("0.5 g", "That is the compound."),
    ("12.4", "That is in mmol."),
    ("400", "That is too high. A hint may help."),
    ("100 mg", "That is too low. A hint may help."),
])  # fmt: skip
def test_a_wrong_number_is_told_its_own_message(page, answer: str, message: str) -> None:
    verdict = page()["in-mg"].judge(answer)
    assert (verdict.right, verdict.message) == (False, message)


@pytest.mark.parametrize("answer", [
    None, ..., "", "   ", "abc", "NaN", "1e999", "300 stones", "300 l", "12.4 mmol", [], [1, 2], {},
    True, np.array([1.0, 2.0]), float("nan"), float("inf"), object(), 3 + 4j,
])  # fmt: skip
def test_what_cannot_be_judged_is_said_and_is_no_attempt(page, answer: Any) -> None:
    verdict = page()["in-mg"].judge(answer)
    assert verdict.right is None
    assert verdict.message


@pytest.mark.parametrize("answer", ["300 stones", "12.4 mmol", "12.4 mmol/L"])
def test_another_kind_of_unit_is_sent_back_for_conversion(page, answer: str) -> None:
    message = page()["in-mg"].judge(answer).message
    assert message == f"“{answer}”: the answer is wanted in mg. Convert it first."


@pytest.mark.parametrize(("answer", "unit"), [
    ("300 mgg", "mg"), ("0.3 gramm", "g"), ("12 mmoll", "mmol"),
])  # fmt: skip
def test_a_unit_that_does_not_exist_is_named(page, answer: str, unit: str) -> None:
    typed = answer.split()[1]
    message = page()["in-mg"].judge(answer).message
    assert message == f"“{answer}”: “{typed}” is no unit. Did you mean {unit}?"


@pytest.mark.parametrize("answer", [12, 12.1, 34, 5])
def test_the_example_in_the_box_is_not_the_answer(answer: float) -> None:
    question = number(answer)
    example = question.wanted.removeprefix("a number, for example ")
    assert question.judge(example).right is False


@pytest.mark.parametrize("answer", ["dunno", "1/0", "7:80"])
def test_what_cannot_be_read_is_answered_in_the_unit_of_the_box(page, answer: str) -> None:
    verdict = page()["in-mg"].judge(answer)
    assert verdict.right is None
    assert verdict.message.endswith(f" Type {page()['in-mg'].wanted}.")
    assert "for example 12 mg" in verdict.message


def test_the_tolerance_is_that_of_the_question(page) -> None:
    parts = page()["in-code"].parts
    assert parts["a"].judge(10.19).right
    assert not parts["a"].judge(10.21).right
    assert parts["b"].judge("5 tablets").right
    assert not parts["b"].judge(5.01).right


def test_answer_and_solution_come_from_science(page) -> None:
    question = page()["in-mg"]
    assert question.answer == pytest.approx(301.5, abs=0.1)
    assert question.solution == "It is 301.5 mg."


@given(st.floats(1e-3, 1e6))
def test_the_answer_counts_in_whatever_unit_of_mass_it_is_given(answer: float) -> None:
    question = Numeric(
        id="x", objective="x", text="", hints=(), solution="", answer=answer, unit="mg",
        right="Yes.",
    )  # fmt: skip
    for unit in ("mg", "g", "ug"):
        assert question.judge(f"{convert_amount(answer, 'mg', unit)!r} {unit}").right


# --- choices


def test_each_option_has_its_message(page) -> None:
    choice = page()["which"]
    assert choice.judge("This").right is True
    assert choice.judge("That").message == "No, because."


@pytest.mark.parametrize("answer", [None, "", "Something else", 0])
def test_no_choice_is_no_attempt(page, answer: Any) -> None:
    verdict = page()["which"].judge(answer)
    assert verdict.right is None
    assert verdict.message == "Choose one of the options first."


# --- exercises


def test_each_part_is_judged(page) -> None:
    verdicts = page()["in-code"].judge({"a": 10, "b": 4})
    assert [verdicts["a"].right, verdicts["b"].right] == [True, False]
    assert verdicts["b"].message == "Too few."


def test_parts_that_are_missing_or_not_asked_for_are_named(page) -> None:
    verdicts = page()["in-code"].judge({"a": ..., "c": 3})
    assert [verdict.right for verdict in verdicts.values()] == [None, None, None]
    assert "no answer yet" in verdicts["a"].message
    assert "a, b" in verdicts["c"].message


def test_a_solution_is_made_from_the_code_that_gives_the_answers(page) -> None:
    question = page(PAGE.replace("2 * 5", "len({1: 1}) * 8"))["in-code"]
    assert question.parts["a"].answer == 8
    assert question.solution.startswith("It is 8 and 5.")
    assert "\na = len({1: 1}) * 8\nb = servings_for(300, 70)\n" in question.solution


# --- damaged files


@pytest.mark.parametrize(("old", "new", "said"), [
    ('hints = ["One.", "Two.", "Three."]\nsolution = "This."', 'solution = "This."',
     "'which': the key 'hints' is missing; expected a list of text."),
    ('hints = ["One.", "Two.", "Three."]\nsolution = "This."', 'hint = []\nsolution = "This."',
     "'which': the key 'hint' is not known; did you mean 'hints'? allowed are id, text, hints"),
    ('id = "which"', 'id = "in-mg"', "'in-mg': the id stands twice"),
    ('text = "That", message', 'text = "That", mesage',
     "'which': option 'That': the key 'mesage' is not known; did you mean 'message'?"),
    ('unit = "tablets"\n', "", "'in-code': part 'b': the key 'unit' is missing; expected text."),
    ("tolerance = 0.001", "tolerances = 0.5",
     "part 'b': the key 'tolerances' is not known; did you mean 'tolerance'?"),
    ("tolerance = 0.001", 'tolerance = "high"',
     "part 'b': the key 'tolerance' is 'high'; expected a number."),
    ("value = 500", 'value = "500"',
     "mistake number 1: the key 'value' is '500'; expected a number"),
    ('function = "helpers.science.supplements:elemental_mg"\narguments', "value = 301.5\narguments",
     "'in-mg': the key 'value' is not known"),
    ('function = "helpers.science.supplements:elemental_mg"', 'expression = " -301.5"',
     "'in-mg': the answer  -301.5 is typed in; expected 'function', or an 'expression'"),
    ('function = "helpers.science.supplements:elemental_mg"\n', "",
     "'in-mg': 0 ways to its number; expected one of 'function' or 'expression'"),
    ("a = 2 * 5", "a = 10",
     "'in-code': the answer 'a' is typed in; expected code that computes it"),
    ("a = 2 * 5\n", "", "'in-code': the code gives no 'a'; expected a line “a = ...”."),
    ("a = 2 * 5", "a = 2 *", "'in-code': the code cannot be read in line 1"),
    ("a = 2 * 5", "a = mass(5)", "'in-code': NameError, name 'mass' is not defined"),
    ('name = "a"', 'name = "open"', "part 'open': the name 'open' is Python's own"),
    ("supplements:elemental_mg", "supplements:elemental_mgs", "elemental_mgs"),
    ('formula = "MgO"', 'formula = "NaCl"', "NaCl"),
    ("{answer:.0f} mg.", "{answers:.0f} mg.", "'in-mg': NameError, name 'answers' is not"),
    ('id = "which"', 'id = "which', "line"),
])  # fmt: skip
def test_a_mistake_in_the_file_is_named(page, old: str, new: str, said: str) -> None:
    assert old in PAGE
    with pytest.raises(TableError, match=r"data/questions/99_small\.toml") as problem:
        page(PAGE.replace(old, new, 1))
    assert said in str(problem.value)


def test_all_mistakes_of_a_file_are_told_at_once(page) -> None:
    broken = PAGE.replace("tolerance", "tolerances").replace('text = "Which one?"\n', "")
    with pytest.raises(TableError) as problem:
        page(broken.replace('right = "Yes."', "right = 1"))
    assert [line.split(" ")[2].strip("':") for line in str(problem.value).splitlines()] == [
        "which", "in-code", "in-code",
    ]  # fmt: skip


# --- every question of every lesson

EVERY = [
    pytest.param(lesson.stem, name, id=f"{lesson.stem}-{name}")
    for lesson in sorted((tables.DATA / "questions").glob("*.toml"))
    for name in questions(lesson.stem)
]


def judged(question: Any) -> list[Choice | Numeric]:
    return list(question.parts.values()) if isinstance(question, Exercise) else [question]


@pytest.mark.parametrize(("lesson", "name"), EVERY)
def test_every_key_holds_in_every_unit(lesson: str, name: str) -> None:
    for question in judged(questions(lesson)[name]):
        if isinstance(question, Choice):
            assert [question.judge(option.text).right for option in question.options].count(
                True
            ) == 1
            continue
        assert question.judge(f"{question.answer} {question.unit}").right
        for unit in ("mg", "g", "ug") if question.unit == "mg" else ():
            amount = convert_amount(question.answer, question.unit, unit)
            assert question.judge(f"{amount:.6g} {unit}").right


@pytest.mark.parametrize(("lesson", "name"), EVERY)
def test_every_question_takes_any_answer(lesson: str, name: str) -> None:
    for question in judged(questions(lesson)[name]):
        for answer in (None, ..., "", "abc", "NaN", "1e9", "-1e9", "3 stones", "1e999", [1]):
            verdict = question.judge(answer)
            assert verdict.right in (None, False)
            assert verdict.message
            assert verdict.kind in ("wrong", "problem")


# --- entries that draw

DRAWN = """\
imports = "from helpers.science.supplements import elemental_mg"

[[question]]
id = "drawn"
objective = "amount"
difficulty = "easy"
draw = [
  { name = "mass", low = 100, high = 900, step = 100, example = 500 },
  { name = "unit", of = [{ word = "mg" }, { word = "milligrams" }] },
]
where = "twice = 2 * mass"
text = "How much magnesium is in {mass} {unit.word} of oxide, and not in {2 * mass}?"
unit = "mg"
expression = "elemental_mg(mass, 'MgO')"
right = "About {answer:.0f} mg of {mass}."
hints = ["One.", "Not {twice}.", "Three."]
solution = "{mass} mg hold {answer:.1f} mg."
[[question.mistakes]]
expression = "twice"
message = "That is {twice}."
[[question.mistakes]]
expression = "mass - answer"
message = "That is the rest."
"""


def test_a_lesson_asks_with_the_examples(page) -> None:
    asked = page(DRAWN)["drawn"]
    assert asked.text == "How much magnesium is in 500 mg of oxide, and not in 1000?"
    assert asked.answer == pytest.approx(301.5, abs=0.1)
    assert asked.judge("302 mg").message == "About 302 mg of 500."
    assert asked.judge("1000").message == "That is 1000."
    assert asked.judge("198.5").message == "That is the rest."
    assert asked.hints[1] == "Not 1000."
    assert asked.solution == "500 mg hold 301.5 mg."
    assert asked.difficulty == "easy"


def test_a_text_is_filled_without_the_answer(page) -> None:
    page(DRAWN)
    assert texts("99_small") == {
        "drawn": "How much magnesium is in 500 mg of oxide, and not in 1000?"
    }


@pytest.mark.parametrize(("old", "new", "said"), [
    ("low = 100, high = 900", "low = 900, high = 100", "from 900.0 to 100.0 by 100.0"),
    ("step = 100", "step = 0", "from 100.0 to 900.0 by 0.0"),
    ("example = 500", "example = 550", "the example 550 is not drawn"),
    (", example = 500", "", "question 'drawn': 'mass' has no example; expected the lesson's."),
    ("high = 900, ", "", "0 ways to its number; expected one of 'low' and 'high', 'of', or"),
    ("example = 500", "of = [1, 2]", "2 ways to its number"),
    ('difficulty = "easy"', 'difficulty = "fiendish"', "expected easy or medium or hard"),
    ('difficulty = "easy"', "", "the key 'difficulty' is missing; expected easy or medium or hard"),
    ("{mass} mg hold", "{masses} mg hold", "name 'masses' is not defined"),
    ("twice = 2 *", "twice = 2 */", "SyntaxError"),
])  # fmt: skip
def test_a_mistake_in_what_is_drawn_is_named(page, old: str, new: str, said: str) -> None:
    with pytest.raises(TableError, match=re.escape(said)):
        page(DRAWN.replace(old, new))
