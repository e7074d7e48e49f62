"""The guides hold what an instructor asks, expects and answers."""

import re
from itertools import chain

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.lesson.court import VERDICTS
from helpers.lesson.questions import Choice, Numeric
from tools import lessons
from tools.instructor.guide import guide, prompts, relinked
from tools.instructor.teaching import teaching
from tools.lessons import calls, in_figures, lesson, parts

NAMES = lessons.names()


@pytest.mark.parametrize("name", NAMES)
def test_minutes_in_class_and_at_home_add_up(name: str) -> None:
    given = teaching(name)
    rows = re.findall(r"^\| (.+) \| ([\d to]*) \| ([\d–]+) \| ([\d–]*) \|$", guide(given), re.M)
    *rows, (last, _, in_class, at_home) = rows
    assert last == "**Together**"
    taught, left = ([int(row[n]) for row in rows if row[n].isdigit()] for n in (2, 3))
    assert sum(taught) == int(in_class) > given.page.exit_ticket.minutes
    optional = sum(given.at_home(one) for one in given.material.sections if one.optional)
    assert sum(left) - optional == int(at_home)
    assert [row[0] for row in rows[:-1]] == [one.title for one in given.material.sections]


@pytest.mark.parametrize("name", NAMES)
def test_no_section_is_empty(name: str) -> None:
    for part in guide(teaching(name)).split("\n## ")[1:]:
        assert len(part.split()) > 15, part


@pytest.mark.parametrize("name", NAMES)
def test_every_question_stands_with_key_hints_and_solution(name: str) -> None:
    text, material = guide(teaching(name)), lesson(name)
    for question in material.questions.values():
        assert text.count(f"### `{question.id}`") == 1
        for said in (question.text, question.solution, *question.hints):
            assert said in text
        for part in parts(question).values():
            wrong = part.options if isinstance(part, Choice) else part.mistakes
            assert all(foreseen.message.replace("|", "\\|") in text for foreseen in wrong)


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_stands_with_verdict_and_reason(name: str) -> None:
    text = guide(teaching(name))
    for claim in lesson(name).claims.itertuples():
        after = text.partition(f"> {claim.claim}\n\n**")[2]
        assert after.startswith(VERDICTS[claim.verdict].partition(":")[0])
        assert claim.reason in after


def test_a_right_answer_is_marked_and_a_wrong_one_explained() -> None:
    text = guide(teaching("05_supplement_forms"))
    assert "| 121 mg (± 2 %) | ✓ | About 121 mg" in text
    assert "| 750 mg | ✗ | You read the mass of the compound as magnesium." in text
    assert "| Chloride tablet: 535 mg | ✗ |" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_number_is_shown_with_few_figures_and_still_right(name: str) -> None:
    asked = [parts(question).values() for question in lesson(name).questions.values()]
    for part in (part for part in chain(*asked) if isinstance(part, Numeric)):
        off = abs(float(in_figures(part.answer)) - part.answer)
        assert off <= part.tolerance * abs(part.answer) + 1e-9, part
    assert "  (±" not in guide(teaching(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_prediction_is_asked_before_its_picture(name: str) -> None:
    text = guide(teaching(name))
    material = lesson(name)
    asked = [
        prompt
        for cell in material.notebook.cells
        for prompt in (
            *prompts(cell),
            *(
                material.predictions[called].text
                for call, called in calls(cell)
                if call == "predict"
            ),
        )
    ]
    assert asked, "every lesson lets learners predict"
    places = [text.index(relinked(prompt.removeprefix("**Predict.** "))) for prompt in asked]
    assert places == sorted(places)
    after = text.partition("**Ask first.**")[2]
    assert "**They will see.**" in after or "**It turns out.**" in after


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("**Predict.** How much?", True),
        ("Before you look: **predict** how far apart they are.", True),
        ("Predict which of these can pass.", True),
        ("You **predict**, then **explore**.", False),
        ("Predict, explore, explain.", False),
        ("The predictive value.", False),
    ],
)
def test_what_asks_for_a_prediction(text: str, asks: bool) -> None:
    assert bool(prompts(new_markdown_cell(text))) == asks


def test_sections_begin_at_headings_and_leave_the_references_out() -> None:
    references = new_markdown_cell("## References\n\n1. A", metadata={"tags": ["references"]})
    texts = ["# Title", "## One\n\nwords", "more", "## Two"]
    cells = [*map(new_markdown_cell, texts), new_code_cell("1"), references]
    found = lessons.split(new_notebook(cells=cells))
    assert [lessons.title(section) for section in found] == ["One", "Two"]
    assert [len(section) for section in found] == [3, 2]


@pytest.mark.parametrize("total", [1, 10, 47])
def test_shares_are_whole_and_add_up(total: int) -> None:
    weights = [0.3, 1.5, 3.3, 4.5, 0.1]
    shares = lessons.shared(total, weights)
    assert sum(shares) == total
    exact = [total * weight / sum(weights) for weight in weights]
    assert all(abs(share - true) < 1 for share, true in zip(shares, exact))
