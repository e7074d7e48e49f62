"""What is done in class: data/guide fits the lessons, and what does not is told by name."""

import json
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.tables import TableError
from tools import lessons
from tools.instructor import teaching as module
from tools.instructor.teaching import GuidePage, faults, steps, teaching
from tools.lessons import ROOT, lesson

NAME = "03_assessing_deficiency"
PAGE, MATERIAL = teaching(NAME).page, lesson(NAME)


@pytest.mark.parametrize("name", lessons.names())
def test_a_class_has_a_core_path(name: str) -> None:
    given = teaching(name)
    votes = sum(len(section.vote) for section in given.page.section)
    claims = sum(len(section.claims) for section in given.page.section)
    assert 1 <= votes <= 6
    assert claims <= 5
    assert given.class_minutes <= 70
    assert any(section.discuss or section.work for section in given.page.section)


def cell(source: str, kind: str) -> Any:
    make = new_code_cell if "lesson." in source else new_markdown_cell
    return make(source, metadata={"slideshow": {"slide_type": kind}})


def test_steps_are_counted_as_the_presenter_counts_them() -> None:
    cells = [
        cell("# Title", "slide"),
        cell("read at home", "skip"),
        cell("beside the title", "-"),
        cell("one more step", "fragment"),
        cell('lesson.ask("a")\nlesson.ask("b")', "subslide"),
        cell("next", "slide"),
    ]
    found = steps(cells)
    assert [found.get(one.id) for one in cells] == [1, None, 1, 2, 3, 5]


def first(page: GuidePage, **changed: Any) -> GuidePage:
    """The page with another first section."""
    section = msgspec.structs.replace(page.section[0], **changed)
    return msgspec.structs.replace(page, section=(section, *page.section[1:]))


def other(**changed: Any) -> Callable[[GuidePage], GuidePage]:
    return lambda page: msgspec.structs.replace(page, **changed)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (other(section=()), "no section is taken in class; expected some of Four different"),
        (lambda page: first(page, title="Coffee"), "section 'Coffee': the lesson has no such"),
        (
            lambda page: first(page, vote=("albumin-trap",)),
            "section 'Four different statements': the key 'vote' names 'albumin-trap'; "
            "expected below-the-ear, forty-five-percent.",
        ),
        (lambda page: first(page, claims=("A1-01",)), "names 'A1-01'; expected no claims here."),
        (other(see={}), "see: the cell 'c03-10' (intervals = table"),
        (other(see=PAGE.see | {"c03-04": "Words."}), "see: 'c03-04' shows nothing on a slide"),
        (
            other(exit_ticket=msgspec.structs.replace(PAGE.exit_ticket, minutes=0)),
            "exit_ticket: the key 'minutes' is 0; expected at least 1.",
        ),
    ],
)
def test_what_does_not_fit_is_told(spoil: Callable[[GuidePage], GuidePage], said: str) -> None:
    assert not list(faults(PAGE, MATERIAL))
    assert said in "\n".join(faults(spoil(PAGE), MATERIAL))


def test_a_refusal_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read", lambda path, kind: first(PAGE, title="Coffee"))
    with pytest.raises(TableError, match=r"data/guide/03_assessing_deficiency.toml, section 'Cof"):
        teaching(NAME)


COUNTED = """
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inside, LAB } from "./inside.mjs";
const { newIn, steps } = await inside(join(LAB, "presenting.js"), "newIn, steps");
const cells = JSON.parse(readFileSync(0, "utf-8")).cells.map(({ id, source, metadata }) => {
  const sharedModel = { source: [source].flat().join("") };
  return { model: { id, sharedModel, getMetadata: (key) => metadata[key] } };
});
const found = {};
steps(cells).forEach((step, at, all) => {
  for (const { model } of newIn(step, all[at - 1])) found[model.id] ??= at + 1;
});
console.log(JSON.stringify(found));
"""


@pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed; a browser tests it")
@pytest.mark.parametrize("name", lessons.names())
def test_the_presenter_shows_each_cell_at_the_step_of_the_guide(name: str) -> None:
    notebook = (ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8")
    command = ["node", "--input-type=module", "--eval", COUNTED]
    folder = ROOT / "tests" / "javascript"
    done = subprocess.run(
        command, input=notebook, cwd=folder, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == teaching(name).steps
