"""The answers leave the machine as a file and come back from one, on the page."""

import json
from pathlib import Path

import pytest

from tests.browser.pages import Card, LessonPage
from tools.lab import Server

PROGRESS = "answered correctly"
KEPT = {"right": True, "tries": 3, "answer": "243 mg", "when": "2026-03-01T10:00:00Z"}
BROUGHT = {"version": 1, "answers": {"brought-back": KEPT}}


@pytest.fixture
def card(start_page: LessonPage) -> Card:
    return start_page.card(PROGRESS)


def bring(card: Card, name: str, content: bytes) -> None:
    """Choose a file as a person does, with a picker."""
    with card.page.expect_file_chooser() as chooser:
        card.press("Bring it back")
    file = {"name": name, "mimeType": "application/json", "buffer": content}
    chooser.value.set_files([file])


def answers(server: Server) -> dict:
    kept = server.progress
    return json.loads(kept.read_text("utf-8"))["answers"] if kept.exists() else {}


def test_a_kept_file_is_brought_back_and_saved_again(
    card: Card, server: Server, tmp_path: Path
) -> None:
    bring(card, "kept.json", json.dumps(BROUGHT).encode())
    card.expect_status("note", "1 answer brought back from “kept.json”")
    assert KEPT.items() <= answers(server)["brought-back"].items()
    with card.page.expect_download() as download:
        card.press("Save my progress")
    assert download.value.suggested_filename.startswith("magnesium-progress-20")
    download.value.save_as(tmp_path / "saved.json")
    assert json.loads((tmp_path / "saved.json").read_text("utf-8"))["answers"] == answers(server)


@pytest.mark.parametrize(("name", "content", "said"), [
    ("empty.json", b"", "is empty"), ("half.json", b'{"answers": {"a', "is damaged"),
    ("photo.jpg", b"\xff\xd8\xff\x00", "is damaged"), ("huge.json", b" " * 3_000_000, "too large"),
])  # fmt: skip
def test_other_files_are_refused_in_words(
    card: Card, server: Server, name: str, content: bytes, said: str
) -> None:
    before = answers(server)
    bring(card, name, content)
    card.expect_status("problem", said)
    card.expect_status("problem", f"“{name}”")
    assert answers(server) == before
