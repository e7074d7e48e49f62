"""The glossary explains words in words, and each lesson's first use of one leads to it."""

import re

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers import references, tables
from helpers.lesson.standing import lessons
from tools import audit, glossary

TERMS = glossary.terms()
TO_SERUM = "00_start_here.ipynb#serum"


def lesson_text(name: str) -> str:
    notebook = nbformat.read(audit.NOTEBOOKS / f"{name}.ipynb", as_version=4)
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_an_entry_is_short_plain_and_used_in_the_lesson_that_it_names(term) -> None:
    assert 10 < len(term.text) <= 130 and term.text.endswith(".")
    assert not re.search(r'["|<>\[\]`]', term.text)
    assert re.search(term.pattern, lesson_text(term.lesson))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_no_lesson_before_the_one_that_is_named_uses_a_term(term) -> None:
    """The start page, which has the list, apart."""
    before = [name for name in lessons()[1:] if name < term.lesson]
    assert not [name for name in before if f"({term.address})" in lesson_text(name)]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_fact_has_its_source(term) -> None:
    assert bool(term.source) >= bool(audit.FACT.search(term.text))
    assert not term.source or references.reference(term.source)


def test_every_word_has_one_entry() -> None:
    words = [word.casefold() for term in TERMS for word in (term.name, *term.forms)]
    assert sorted(words) == sorted(set(words))


def test_the_list_on_the_start_page_is_the_glossary() -> None:
    assert glossary.listing() in lesson_text(glossary.START_PAGE)


def linked(*texts: str) -> list[str]:
    return list(glossary.linked(texts))


def test_only_the_first_use_in_a_lesson_is_linked() -> None:
    first, second = linked("Blood, and serum in it. Serum again.", "More serum.")
    assert first == f"Blood, and [serum]({TO_SERUM}) in it. Serum again."
    assert second == "More serum."


def test_linking_again_changes_nothing() -> None:
    once = linked("The **serum** of RDAs.", "Two osteoclasts.")
    assert linked(*once) == once


def test_a_link_moves_when_the_text_before_it_changes() -> None:
    once = linked("The **serum**.")
    assert linked("New: serum.", *once) == [f"New: [serum]({TO_SERUM}).", "The **serum**."]


@pytest.mark.parametrize("kept", [
    "## Serum", "# All about serum", "| serum | 3 |", "`serum`", "```\nserum\n```", "$serum_1$",
    "[serum](https://example.org/a)", "[the serum test](03_assessing_deficiency.ipynb)",
    "![serum](picture.png)", '<a id="serum">', "serumless", "non-serum", "serum-free",
    "25(OH)Dx", "ears and EARLY", "Ai", "ul",
])  # fmt: skip
def test_what_is_no_use_of_a_word_in_prose_is_left_alone(kept: str) -> None:
    assert linked(kept) == [kept]


@pytest.mark.parametrize(("text", "words"), [
    ("The **EAR** and the RDAs.", ["EAR"]), ("Osteoclasts eat.", ["Osteoclasts"]),
    ("Both 25(OH)D and 1,25(OH)₂D.", ["25(OH)D", "1,25(OH)₂D"]),
    ("the elemental magnesium", ["elemental magnesium"]), ("$x$ in mmol/L", ["mmol"]),
    ("Parathyroid hormone (PTH)", ["Parathyroid hormone"]),
])  # fmt: skip
def test_words_are_found_in_their_forms(text: str, words: list[str]) -> None:
    [found] = linked(text)
    assert re.findall(r"\[(.+?)\]\(00_start", found) == words


def test_generated_cells_are_left_alone() -> None:
    tags = {"tags": ["references"]}
    cells = [new_markdown_cell("1. Serum.", metadata=tags), new_markdown_cell("In serum.")]
    notebook = new_notebook(cells=cells)
    glossary.set_glossary("99_small", notebook)
    assert [cell.source for cell in cells] == ["1. Serum.", f"In [serum]({TO_SERUM})."]


def test_a_broken_glossary_is_told(monkeypatch, tmp_path) -> None:
    (tmp_path / "glossary.toml").write_text("[[term]\n")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(tables.TableError, match=r"glossary\.toml cannot be read"):
        glossary.terms()
