"""A number and its unit stay on one line."""

import pytest

from helpers.lesson.card import markdown, plain
from helpers.lesson.live import Status
from helpers.lesson.typography import unbroken


@pytest.mark.parametrize("text", ["300 mg", "57 %", "1 g", "2.4 mmol/L", "12 µg", "21 days"])
def test_a_unit_stays_with_its_number(text: str) -> None:
    assert unbroken(f"Take {text}.") == f"Take {text.replace(' ', chr(160))}."


@pytest.mark.parametrize("text", ["3 gulps", "in 2 a mg", "lesson 5 moles"])
def test_other_words_break_as_they_like(text: str) -> None:
    assert unbroken(text) == text


def test_cards_and_sentences_do_it_and_stored_words_do_not() -> None:
    assert "300\u00a0mg" in markdown("About **300 mg**.")
    assert "300\u00a0mg" in Status(html="About 300 mg.").html
    assert plain(Status(html="<p>About 300 mg.</p>").html) == "About 300 mg."
