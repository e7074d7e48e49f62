"""What a cell that answers an exercise says in place of a traceback."""

from typing import Any

import pytest

from helpers.lesson import Lesson
from helpers.lesson.progress import progress
from helpers.science.quantities import convert_amount
from helpers.science.supplements import elemental_mg

LESSON = "05_supplement_forms"


@pytest.fixture
def said(shell, shown):
    """Run a cell that answers an exercise, and return what it says."""
    names: dict[str, Any] = {
        "lesson": Lesson(LESSON), "elemental_mg": elemental_mg, "convert_amount": convert_amount,
    }  # fmt: skip
    shell.push(names)

    def run(first: str) -> str:
        call = 'lesson.check("three-labels", oxide=oxide, chloride=64, lactate=84)'
        shell.run_cell(f"{first}\n{call}", store_history=True)
        return shown()[-1]["text/markdown"]

    yield run
    shell.set_custom_exc((), None)
    shell.drop_by_id(names)


@pytest.mark.parametrize(("line", "sentence"), [
    ("oxide = 241 mg", "“241 mg”: in Python a number stands without its unit. Write 241."),
    ("oxide = 25 µg", "“25 µg”: in Python a number stands without its unit. Write 25."),
    ("oxide = 25 %", "“25 %”: in Python a number stands without its unit. Write 25."),
    ("oxide = 241,2 mg", "“241,2 mg”: in Python a number stands without its unit. Write 241.2."),
    ("oxide =", "In `oxide =` nothing stands behind the sign “=”."),
    ('oxide = elemental_mg(400, "MgO"', "a bracket or a quotation mark is missing"),
    ('oxide = elemental_mg(400, "MgO)', "a bracket or a quotation mark is missing"),
    ("oxide = 3 3", "Python cannot read `oxide = 3 3`."),
    ('oxide = elemental_mh(400, "MgO")',
     "Python does not know the name `elemental_mh`. Did you mean `elemental_mg`?"),
    ("oxide = elemental_mg(400, MgO)", "Python does not know the name `MgO`."),
    ("oxide = lesson.checks", "There is nothing called `checks` there. Did you mean `check`?"),
    ("oxide = 2 * ...", "A blank `...` still stands where a number is needed."),
    ('oxide = convert_amount(12,4, "mmol", "mg")', "a decimal is written with a point: 12.4."),
    ('oxide = elemental_mg(400, "NaCl")', "NaCl"),
    ("oxide = 1 / 0", "Division by zero."),
    ("oxide = {}[3]", "3."),
])  # fmt: skip
def test_a_slip_is_one_sentence_and_no_attempt(said, capsys, line: str, sentence: str) -> None:
    text = said(line)
    assert text.startswith("**Not judged.** ")
    assert sentence in text
    assert text.endswith("Correct the line and run the cell again; nothing is lost.")
    assert "Traceback" not in capsys.readouterr().out
    assert progress().answers == {}


def test_a_decimal_comma_is_told_by_the_check(said) -> None:
    assert "Python reads “241,2” as two numbers. Write a decimal point." in said("oxide = 241,2")


def test_a_text_with_a_unit_is_right(said) -> None:
    assert said('oxide = "0,2412 g"').count("✓ Right.") == 3


def test_other_cells_keep_their_traceback(said, shell, shown, capsys) -> None:
    shell.run_cell("oxide = elemental_mh(400)", store_history=True)
    assert shown() == []
    assert "NameError" in capsys.readouterr().out
