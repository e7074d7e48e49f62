"""The decks: what stands on their slides. How they look is for tests/browser/test_slides.py."""

import re
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

import msgspec
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.lesson.card import plain
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import IN_PYTHON, Choice
from tools import lessons
from tools.lessons import Material, lesson
from tools.notebooks import is_references
from tools.slides import __main__ as command
from tools.slides.deck import deck, slides
from tools.slides.pieces import Piece, inline, pieces, table

NAMES = lessons.names()


def words(html: str) -> str:
    return " ".join(unescape(plain(html)).split())


def material(*cells: object) -> Material:
    """The lesson 05 with other cells."""
    real = lesson("05_supplement_forms")
    for cell in cells:
        cell.metadata = {"slideshow": {"slide_type": "slide"}} | cell.metadata
    notebook = new_notebook(cells=list(cells))
    return Material(real.name, real.page, real.questions, real.claims, notebook)


def later(piece: Piece) -> bool:
    return piece.place == "fragment"


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_holds_the_lesson_and_no_code(name: str) -> None:
    whole, page = lesson(name), deck(lesson(name))
    for cell in whole.notebook.cells:
        if cell.cell_type == "code":
            assert cell.source not in unescape(page)
    for section in whole.sections:
        assert section.title in unescape(page)
    assert "lesson.ask" not in page and "import " not in words(page)


@pytest.mark.parametrize("name", NAMES)
def test_every_question_stands_with_its_answer_one_step_later(name: str) -> None:
    whole = lesson(name)
    shown = {words(piece.html): slide for slide in slides(whole) for piece in slide.pieces}
    for question in whole.questions.values():
        (asked,) = [text for text in shown if text.startswith(words(inline(question.text)))]
        here = shown[asked].pieces
        solved = words(inline(question.solution.partition(IN_PYTHON)[0]))
        (answer,) = [piece for piece in here if solved in words(piece.html)]
        assert IN_PYTHON.strip() not in words(answer.html), "no code in class"
        assert answer.place == "fragment"
        if isinstance(question, Choice):
            assert all(words(inline(option.text)) in asked for option in question.options)


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_stands_outside_of_a_later_step(name: str) -> None:
    whole = lesson(name)
    at_once = (piece for slide in slides(whole) for piece in slide.pieces if not later(piece))
    first = " ".join(words(piece.html) for piece in at_once)
    secrets = [one.solution.partition(IN_PYTHON)[0] for one in whole.questions.values()]
    secrets += [*whole.claims["reason"]]
    assert [secret for secret in secrets if words(inline(secret)) in first] == []


def test_a_prediction_is_asked_and_answered_in_its_own_step_or_by_its_picture() -> None:
    guess = PredictionEntry(
        id="share", text="How much?", right="half", options=("half", "all"), explanation="So it is."
    )
    for opens in ("", "Absorption explorer"):
        entry = msgspec.structs.replace(guess, opens=opens)
        whole = replace(
            material(new_code_cell('lesson.predict("share")')), predictions={"share": entry}
        )
        asked, *answer = [piece for slide in slides(whole) for piece in slide.pieces]
        assert words(asked.html) == "Predict. How much? halfall"  # one option under the other
        assert [words(piece.html) for piece in answer] == ([] if opens else ["half. So it is."])


@pytest.mark.parametrize("name", NAMES)
def test_a_slide_with_a_heading_names_the_lesson_once_over_it(name: str) -> None:
    assert f"<b>{escape(lesson(name).page.title)}</b>" not in deck(lesson(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_has_a_slide_of_its_own(name: str) -> None:
    whole = lesson(name)
    texts = [[words(piece.html) for piece in slide.pieces] for slide in slides(whole)]
    for claim in whole.claims.itertuples():
        (here,) = [text for text in texts if any(t.startswith(words(claim.claim)) for t in text)]
        assert words(inline(claim.reason)) in here[-1]


@pytest.mark.parametrize("name", NAMES)
def test_all_references_stand_at_the_end(name: str) -> None:
    whole = lesson(name)
    listed = {
        link
        for cell in whole.notebook.cells
        if is_references(cell)
        for link in re.findall(r"\]\((https?[^)]+)\)", cell.source)
    }
    assert listed or name == "00_start_here"
    last = [slide for slide in slides(whole) if "<h2>References" in slide.pieces[0].html]
    assert last == slides(whole)[len(slides(whole)) - len(last) :]
    links = (re.findall(r'href="([^"]+)"', slide.pieces[0].html) for slide in last)
    assert {unescape(link) for found in links for link in found} == listed


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_loads_only_what_lies_beside_it(name: str) -> None:
    loaded = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"', deck(lesson(name)))
    assert loaded
    assert all(re.fullmatch(r"files/[\w.]+", address) for address in loaded)


def test_skipped_cells_and_unanswered_exercises_are_left_out() -> None:
    skip = {"slideshow": {"slide_type": "skip"}}
    instruction = new_markdown_cell("Replace each dot.")
    check = new_code_cell('lesson.check("three-labels", {})')
    hidden = new_markdown_cell("Run the next cell first.", metadata=skip)
    found = slides(material(new_markdown_cell("Seen."), hidden, instruction, check))
    assert [words(piece.html) for slide in found for piece in slide.pieces] == ["Seen."]


def test_what_is_too_much_for_a_slide_opens_the_next_one() -> None:
    place = {"slideshow": {"slide_type": "fragment"}}
    texts = [new_markdown_cell(letter * 400, metadata=place) for letter in "abcd"]
    found = slides(material(new_markdown_cell("Seen."), *texts))
    assert [len(slide.pieces) for slide in found] == [3, 2]
    page = deck(material(new_markdown_cell("Seen."), *texts))
    assert page.count('<div class="fragment">') == 3, "the first on a slide waits for no step"


def test_a_picture_may_come_with_the_next_step() -> None:
    drawing = {"application/vnd.plotly.v1+json": {"data": [], "layout": {}}, "text/plain": "Dots."}
    picture = new_code_cell("explorer.show()", outputs=[new_output("display_data", drawing)])
    picture.metadata = {"slideshow": {"slide_type": "fragment"}}
    page = deck(material(new_markdown_cell("**Predict.**"), picture))
    assert '<div class="slide"><p><strong>Predict.</strong></p>' in page
    assert '<figure class="fragment tall" style="--least: 450"><img alt="Dots.">' in page


def test_a_formula_is_shown_without_a_script() -> None:
    (piece,) = pieces(
        material(), material(new_markdown_cell("So $a = \\frac{b}{c}$.")).notebook.cells[0]
    )
    assert "<mfrac>" in piece.html and "$" not in piece.html


def test_printed_text_is_shown_as_text() -> None:
    output = new_output("stream", text="a < b\n")
    cell = material(new_code_cell("print()", outputs=[output])).notebook.cells[0]
    assert [piece.html for piece in pieces(material(), cell)] == ["<pre>a &lt; b</pre>"]


@pytest.mark.parametrize(("rows", "sizes"), [(3, [3]), (8, [8]), (9, [5, 4]), (25, [7, 7, 7, 4])])
def test_a_long_table_goes_on_on_the_next_slide(rows: int, sizes: list[int]) -> None:
    text = "\n".join(["| a |", "| --- |", *(f"| {row} |" for row in range(rows))])
    found = list(table(text))
    assert [piece.html.count("<td>") for piece in found] == sizes
    assert all("<th>a</th>" in piece.html for piece in found)
    assert [piece.place for piece in found[1:]] == ["subslide"] * (len(sizes) - 1)


def test_a_link_to_a_lesson_leads_to_its_deck() -> None:
    text = "[a](05_supplement_forms.ipynb) [b](https://example.org/x.ipynb) [c](00_a.ipynb#serum)"
    (piece,) = pieces(material(), material(new_markdown_cell(text)).notebook.cells[0])
    assert 'href="05_supplement_forms.html"' in piece.html
    assert 'href="https://example.org/x.ipynb"' in piece.html
    assert piece.html.endswith(" c</p>\n"), "the glossary has no slide to lead to"


def test_the_command_makes_what_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    assert command.main(["00_start_here"]) == 0
    assert (tmp_path / "index.html").as_uri() in capsys.readouterr().out
    assert command.main(["05"]) == 0
    index = (tmp_path / "index.html").read_text("utf-8")
    for name in ("00_start_here", "05_supplement_forms"):
        assert f'href="{name}.html"' in index, "a deck that was made before stays"
        page = (tmp_path / f"{name}.html").read_text("utf-8")
        for address in re.findall(r'(?:src|href)="(files/[^"]+)"', page):
            assert (tmp_path / address).stat().st_size
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    command.main(["00_start_here", "05_supplement_forms"])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_an_unknown_lesson_is_answered_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        command.main(["07_more"])
    assert "there is no lesson 07_more; use 00_start_here" in capsys.readouterr().err
