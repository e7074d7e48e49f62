"""A file that the book saved opens in the notebooks, and the other way."""

import json
from dataclasses import asdict
from itertools import product
from typing import Any

import pytest

from helpers.lesson.progress import UNREADABLE, Kept, kept_in
from tests.book.node import answers, needs_node

pytestmark = needs_node
EARLY, LATE = "2026-01-02T10:00:00+01:00", "2026-01-02T09:30:00+00:00"
FULL = {"right": True, "tries": 3, "answer": "5 “µg”", "first": "½", "hints": 2, "when": EARLY}
ENTRIES: list[dict[str, Any]] = [
    FULL,
    FULL | {"right": False, "tries": 4, "answer": "6", "when": LATE},
    FULL | {"tries": 1, "first": "", "when": ""},
    {"right": False, "tries": 1, "answer": "first file"},
    {"right": True, "tries": 2, "answer": "x", "when": "yesterday"},
    {"right": False, "tries": 0, "answer": "", "hints": 1, "when": LATE},
]
FILES = [
    json.dumps({
        "version": 2, "learner": f"learner {at}", "nickname": "Ada" if at % 2 else "",
        "answers": {"girl-of-sixteen": entry, f"own {at}": entry},
        "predictions": {"04/need": {"value": str(at), "when": entry.get("when", "")}},
    })
    for at, entry in enumerate(ENTRIES)
]  # fmt: skip
DAMAGED = [
    "", "{", "[]", "3", "null", "{}", '{"answers": 3}', '{"answers": {"a": 1}}',
    '{"answers": {"a": {"right": true, "answer": "1"}}}',
    '{"answers": {"a": {"right": true, "tries": -1, "answer": "1"}}}',
    '{"answers": {"a": {"right": true, "tries": "many", "answer": "1"}}}',
    '{"answers": {}, "predictions": {"a": {}}}',
]  # fmt: skip


def of_notebooks(kept: Kept) -> dict[str, Any]:
    return asdict(kept)


def of_book(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in asdict(Kept())}


def test_both_read_the_same_in_a_file() -> None:
    found = answers([("read", text) for text in FILES])
    assert [of_book(one) for one in found] == [of_notebooks(kept_in(text)) for text in FILES]


@pytest.mark.parametrize("text", DAMAGED)
def test_what_is_no_file_of_answers_is_none_in_both(text: str) -> None:
    with pytest.raises(UNREADABLE):
        kept_in(text)
    [found] = answers([("read", text)])
    assert "problem" in found


def test_both_make_the_same_of_two_files() -> None:
    pairs = list(product(FILES, FILES))
    found = answers([("merged", one, other) for one, other in pairs])
    for (one, other), book in zip(pairs, found, strict=True):
        notebook = kept_in(one)
        notebook.merge(kept_in(other))
        assert of_book(book) == of_notebooks(notebook)


def test_a_file_of_the_book_opens_in_the_notebooks() -> None:
    for text, saved in zip(FILES, answers([("read", text) for text in FILES]), strict=True):
        assert kept_in(json.dumps(saved)) == kept_in(text)
