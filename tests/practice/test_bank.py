"""What is told of an id, a seed or a file that does not work."""

import re
from pathlib import Path

import pytest

from helpers import tables
from helpers.lesson.question_file import question_page
from helpers.practice import bank, catalogue, draw, questions
from helpers.tables import TableError

LESSON = """\
imports = "from helpers.science.quantities import convert_amount"

[[question]]
id = "asked"
objective = "amount"
difficulty = "easy"
draw = [{ name = "mmol", low = 1, high = 2, step = 1, example = 1 }]
text = "How many mg are {mmol} mmol?"
unit = "mg"
expression = "convert_amount(mmol, 'mmol', 'mg')"
right = "Yes."
hints = ["One.", "Two.", "Three."]
solution = "It is {answer:.0f} mg."
[[question.mistakes]]
expression = "mmol"
message = "That is in mmol."
"""
PRACTICE = """\
[[question]]
id = "fresh"
objective = "amount"
difficulty = "hard"
draw = [
  { name = "mg", low = 1, high = 99, step = 1 },
  { name = "form", of = [{ word = "oxide", share = 0.6 }, { word = "citrate", share = 0.16 }] },
]
where = "element = mg * form.share"
only = ["element > 2"]
text = "{mg} mg of the {form.word}: much magnesium?"
options = [
  { text = "Yes", when = "element > 20", right = "{element:.0f} mg.", wrong = "{element:.0f}." },
  { text = "No", when = "element <= 20", right = "{element:.0f} mg.", wrong = "{element:.0f}." },
]
hints = ["One.", "Two.", "Three."]
solution = "It is {element:.0f} mg."
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A course of one lesson, of the test's own."""
    monkeypatch.setattr(tables, "DATA", tmp_path)
    for folder in ("questions", "practice"):
        (tmp_path / folder).mkdir()

    def write(lesson: str = LESSON, practice: str = PRACTICE) -> None:
        (tmp_path / "questions" / "99_small.toml").write_text(lesson, "utf-8")
        (tmp_path / "practice" / "99_small.toml").write_text(practice, "utf-8")
        bank.catalogue.cache_clear()

    yield write
    bank.catalogue.cache_clear()


@pytest.mark.parametrize("name", ["albumin-trp", "", "who-is-asked", None, []])
def test_an_id_that_does_not_draw_is_refused_with_others_that_do(name: str) -> None:
    with pytest.raises(ValueError, match="is none that draws; use an id of questions"):
        draw(name, 1)


def test_a_near_id_is_named() -> None:
    with pytest.raises(ValueError, match="such as albumin-trap"):
        draw("albumin-trp", 1)


@pytest.mark.parametrize("seed", [-1, 1.0, True, "7", None])
def test_a_seed_that_is_no_whole_number_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=r"seed: .* does not work here; give a whole number"):
        draw("albumin-trap", seed)


def test_both_files_are_one_bank(course) -> None:
    course()
    assert questions() == ("asked", "fresh")
    asked, fresh = catalogue()["asked"], catalogue()["fresh"]
    assert (asked.kind, asked.in_lesson, asked.difficulty) == ("number", True, "easy")
    assert (fresh.kind, fresh.in_lesson, fresh.difficulty) == ("choice", False, "hard")
    assert fresh.lesson == "99_small" and fresh.objective == "amount"


def test_the_lesson_has_its_example_and_practice_all_others(course) -> None:
    course()
    assert {draw("asked", seed).text for seed in range(20)} == {"How many mg are 2 mmol?"}
    assert question_page("99_small").question[0].id == "asked"


def test_a_choice_follows_from_what_is_drawn(course) -> None:
    course()
    for seed in range(40):
        case = draw("fresh", seed)
        element = case.given["mg"] * case.given["form"].share
        assert element > 2 and case.options == ("Yes", "No")
        assert case.answer == ("Yes" if element > 20 else "No")
        assert case.question.judge(case.answer).message == f"{element:.0f} mg."
        assert case.unit == "" and case.tolerance == 0


@pytest.mark.parametrize(("old", "new", "said"), [
    ('element > 2"', 'element > 200"', "question 'fresh': none of 2000 draws keeps its conditions"),
    ('when = "element <= 20"', 'when = "element > 20"', "none of 2000 draws"),
    ("{form.word}", "{form.words}", "AttributeError"),
    ('wrong = "{element:.0f}.', 'wrong = "{elements:.0f}.', "NameError, name 'elements'"),
    ('id = "fresh"', 'id = "asked"', "question 'asked': stands twice"),
    ("only = [", "just = [", "the key 'just' is not known"),
    ('when = "element > 20"', "when = true", "the key 'when' is True; expected text"),
])  # fmt: skip
def test_a_mistake_in_the_file_is_named(course, old: str, new: str, said: str) -> None:
    course(practice=PRACTICE.replace(old, new, 1))
    with pytest.raises(TableError, match=re.escape(said)) as told:
        [draw("fresh", seed) for seed in range(20)]
    assert "data/practice/99_small.toml" in str(told.value)
