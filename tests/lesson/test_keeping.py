"""The progress card: the answers as a file, and back, in words."""

import json
from typing import Any

import pytest

from helpers.lesson.keeping import ProgressCard
from helpers.lesson.progress import progress

ENTRY = {"right": True, "tries": 2, "answer": "296 mg", "when": "2026-03-01T10:00:00Z"}
KEPT = json.dumps({"version": 1, "answers": {"label": ENTRY}})


class Standing(ProgressCard):
    """A progress card whose page is a list of the files that it was handed."""

    def __init__(self) -> None:
        super().__init__("test progress", lambda: f"{len(progress().answers)} answered.")
        self.handed: list[dict[str, Any]] = []
        self.file.send = self.handed.append

    def bring(self, text: str, size: int | None = None) -> None:
        size = len(text) if size is None else size
        self.act({"act": "bring back", "name": "<b>.json", "size": size, "text": text})


@pytest.fixture
def card() -> Standing:
    return Standing()


def test_saving_hands_the_page_a_file_that_can_be_brought_back(card: Standing, restart) -> None:
    progress().record("label", True, "296 mg")
    before = progress().answers
    assert not card.status.spoken  # the answer itself is what is heard
    card.act({"act": "save"})
    assert card.status.spoken
    [file] = card.handed
    assert file["name"].startswith("magnesium-progress-20") and file["name"].endswith(".json")
    assert file["name"] in card.status.html
    progress().path.unlink()
    restart()
    card.bring(file["text"])
    assert progress().answers == before


def test_saving_includes_what_other_lessons_wrote(card: Standing, progress_file) -> None:
    progress_file.write_text(KEPT)
    card.act({"act": "save"})
    assert json.loads(card.handed[0]["text"])["answers"] == {
        "label": ENTRY | {"first": "", "hints": 0}
    }


def test_without_answers_nothing_is_saved(card: Standing) -> None:
    card.act({"act": "save"})
    assert card.handed == []
    assert "nothing to save" in card.status.html


def test_bringing_back_says_how_much_is_new(card: Standing) -> None:
    progress().record("dose", False, "less")
    card.bring(KEPT)
    assert card.status.html.startswith("2 answered.")
    assert "1 answer brought back from “&lt;b&gt;.json”, 1 of them new here" in card.status.html
    card.bring(KEPT)
    assert "0 of them new here" in card.status.html


@pytest.mark.parametrize(("text", "size", "said"), [
    ("", 0, "is empty"), ("{", 1, "is damaged"), ('{"cells": []}', 13, "is no file of your"),
    ("", 9_000_000, "too large"),
])  # fmt: skip
def test_another_file_changes_nothing_and_is_said(card: Standing, text, size, said) -> None:
    progress().record("label", True, "296 mg")
    before = progress().text()
    card.bring(text, size)
    assert progress().text() == before
    assert card.status.kind == "problem"
    assert said in card.status.html and "Nothing was changed" in card.status.html
    assert "<b>" not in card.status.html


def test_the_card_follows_when_it_comes_into_view(card: Standing, progress_file) -> None:
    progress_file.write_text(KEPT)
    card.act({"act": "look again"})
    assert card.status.html == "1 answered."
