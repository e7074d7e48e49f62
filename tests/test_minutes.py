"""The minutes that a lesson states follow one formula, for all that is not optional."""

import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.lesson.questions import questions
from tools import lessons, minutes

ASKED = questions("04_intake_from_food")
TEN_MINUTES_OF_WORDS = new_markdown_cell("word " * 10 * lessons.WORDS_PER_MINUTE)


def counted(*cells, claims: int = 0) -> float:
    tried = lessons.controls(new_notebook(cells=list(cells)))
    return lessons.counted(cells, ASKED, tried, claims)


def code(line: str):
    return new_code_cell(f"from helpers.explorers import intake as explorers\n{line}")


@pytest.mark.parametrize(("cell", "expected"), [
    (TEN_MINUTES_OF_WORDS, 10),
    (code("show(figures.richest_foods())"), 0.5),
    (code('show_table(foods, "foods", ["food"])'), 0.5),
    (code("explorers.population().show()"), 1 + 4 * 0.4),
    (code("explorers.plate().show()"), 1 + 4 * 0.4),
    (code('lesson.predict("plain-day")'), 0.5),
    (code('lesson.ask("cup-of-spinach")'), 1.75),
    (code('lesson.exercise("bread-swap")'), 1 + 3 * 1),
    (code("print(1)"), 0),
    (code("not python"), 0),
])  # fmt: skip
def test_what_takes_how_long(cell, expected: float) -> None:
    assert counted(cell) == pytest.approx(expected)


@pytest.mark.parametrize(("claims", "judged"), [(0, 0), (4, 4), (6, 6), (35, 6)])
def test_a_sitting_of_claims_counts_and_more_are_on_request(claims: int, judged: int) -> None:
    assert counted(code("lesson.claim_court()"), claims=claims) == pytest.approx(0.75 * judged)


def test_what_is_optional_is_left_out_of_the_whole() -> None:
    title = new_markdown_cell("# 9. Title")
    needed = new_markdown_cell("## 1. What is needed")
    extra = new_markdown_cell("## 2. Optional: more of it")
    cells = [title, needed, TEN_MINUTES_OF_WORDS, extra, new_markdown_cell("More.")]
    left = lessons.required(new_notebook(cells=cells))
    assert left == [title, needed, TEN_MINUTES_OF_WORDS]


@pytest.mark.parametrize("name", lessons.names())
def test_every_lesson_states_what_is_counted(name: str) -> None:
    course = lessons.lesson(name)
    assert course.page.minutes % 5 == 0
    assert abs(course.page.minutes - lessons.minutes(course)) <= 5


def test_the_minutes_are_put_where_they_are_stated(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("| [A](notebooks/09_a.ipynb) | 10 |", "utf-8")
    minutes.put(file, minutes.ROW.format(name="09_a"), 25)
    assert file.read_text("utf-8") == "| [A](notebooks/09_a.ipynb) | 25 |"
    with pytest.raises(ValueError, match=re.escape("README.md: 0 places")):
        minutes.put(file, minutes.ROW.format(name="08_b"), 25)
