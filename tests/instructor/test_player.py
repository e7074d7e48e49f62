"""The question files in a player that others wrote: every kind is shown, answered and scored.

@citolab/qti-components plays QTI 3; version 2.1 becomes that by other names for the same elements.
npm fetches it once, with a page to play in (jsdom), into build/players/.
"""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from helpers.lesson.card import plain
from helpers.lesson.questions import Numeric
from tests.exam.test_exam import SEED
from tests.instructor import bank
from tools import lessons
from tools.exam.choosing import choose, served
from tools.exam.drawing import papers
from tools.exam.files import quiz
from tools.instructor.bank import Item, Quiz, html, items, of_lesson
from tools.instructor.qti import package
from tools.lessons import ROOT, lesson

PACKAGES = ("@citolab/qti-components@7.27.4", "jsdom@26.1.0")
FOLDER = ROOT / "build" / "players"
SCRIPT = Path(__file__).with_name("player.mjs")
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
HTML = {"p", "div", "em", "strong", "code", "a", "ul", "ol", "li", "pre"}

Played = dict[tuple[str, str, str], dict[str, Any]]  # by lesson, item and answer


def player() -> Path:
    """The folder of the player."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("Node.js is not installed; test_qti.py answers the same questions")
    if not all((FOLDER / "node_modules" / name.rpartition("@")[0]).exists() for name in PACKAGES):
        command = [npm, "install", "--no-save", "--prefix", str(FOLDER), *PACKAGES]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        if done.returncode:
            pytest.skip(f"npm could not fetch the player: {done.stderr.strip()[-200:]}")
    return FOLDER


@pytest.fixture(scope="module")
def played() -> Played:
    """All answers in one run, for the player takes seconds to start: words, score, feedback."""
    quizzes = (*map(of_lesson, (bank.bank(), *map(lesson, lessons.names()))), exam())
    shown = {one.name: upgraded_items(one) for one in quizzes}
    given = [*ANSWERS.values(), *map(bank.key, keys().values())]
    asked = dict(zip([*ANSWERS, *keys()], given, strict=True))
    questions = [{"item": shown[one[0]][one[1]], "answer": asked[one]} for one in asked]
    done = subprocess.run(
        ["node", SCRIPT, player()], input=json.dumps(questions), capture_output=True,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(asked, json.loads(done.stdout), strict=True))


def upgraded_items(quiz: Quiz) -> dict[str, str]:
    """The questions of a package, each as an item of QTI 3."""
    with zipfile.ZipFile(io.BytesIO(package(quiz))) as archive:
        names = [name for name in archive.namelist() if name.startswith("items/")]
        return {Path(name).stem: upgraded(archive.read(name)) for name in names}


def upgraded(content: bytes) -> str:
    """An item with the names that its elements and attributes have in QTI 3."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.removeprefix(QTI)
        if element.tag not in HTML:
            element.tag = f"qti-{hyphens(element.tag)}"
            element.attrib = {hyphens(key): value for key, value in element.attrib.items()}
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def hyphens(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


BANK = {item.id: item for item in items(bank.bank())}
ANSWERS = {
    ("98_bank", name, typed): typed if isinstance(BANK[name].key, Numeric) else f"option-{typed}"
    for name, typed, *_ in bank.ANSWERS
}
PAPER = "paper_A"


@cache
def exam() -> Quiz:
    return quiz(next(papers(SEED, PAPER[-1], choose(served([]), 30, SEED))))


@cache
def keys() -> dict[tuple[str, str, str], Item]:
    """One question of each kind from each lesson (test_qti.py answers them all), and a paper."""
    of_lessons = [(name, item) for name in lessons.names() for item in kinds(items(lesson(name)))]
    asked = [*of_lessons, *((PAPER, item) for item in exam().items)]
    return {(name, item.id, ""): item for name, item in asked}


def kinds(asked: Iterable[Item]) -> Iterable[Item]:
    return {(type(item.key), item.points): item for item in asked}.values()


@pytest.mark.parametrize(("item", "typed", "right", "said"), bank.ANSWERS)
def test_each_answer_is_scored_as_in_the_lesson(
    played: Played, item: str, typed: str, right: bool, said: str
) -> None:
    assert played["98_bank", item, typed]["score"] == BANK[item].points * right


@pytest.mark.parametrize("name", [*lessons.names(), PAPER])
def test_questions_of_a_lesson_or_a_paper_are_asked_and_their_keys_are_right(
    played: Played, name: str
) -> None:
    asked = [item for (of, *_), item in keys().items() if of == name]
    assert asked
    for item in asked:
        found = played[name, item.id, ""]
        assert words(plain(html(item.text))) in words(found["words"])
        assert found["score"] == item.points, item.id


def words(text: str) -> str:
    return " ".join(text.split())
