"""The question files in a player that others wrote: every kind is shown, answered and scored.

@citolab/qti-components, from npm, plays QTI 3; version 2.1 becomes that by other names for the same
elements. It is fetched once, into build/players/.
"""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext, Page

from helpers.lesson.card import plain
from helpers.lesson.questions import Choice, Numeric
from tests.instructor import bank
from tools import lessons
from tools.instructor.bank import Item, items, plain_number
from tools.instructor.qti import package
from tools.lessons import ROOT, Material, lesson

PLAYER = "@citolab/qti-components@7.27.4"
FOLDER = ROOT / "build" / "players"
SCRIPT = FOLDER / "node_modules/@citolab/qti-components/cdn/index.global.js"
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
HTML = {"p", "div", "em", "strong", "code", "a", "ul", "ol", "li", "pre"}
ANSWERED = """([answer]) => {
  const item = document.querySelector("qti-assessment-item");
  if (answer !== null) item.updateResponseVariable("RESPONSE", answer);
  item.processResponse();
  return [item.getOutcome("SCORE").value, item.getOutcome("FEEDBACK").value];
}"""


@pytest.fixture(scope="module")
def script() -> Path:
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("Node.js is not installed; tests/instructor answers the same questions")
    if not SCRIPT.exists():
        command = [npm, "install", "--no-save", "--prefix", str(FOLDER), PLAYER]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        if done.returncode:
            pytest.skip(f"npm cannot fetch the player: {done.stderr.strip()[-200:]}")
    return SCRIPT


@pytest.fixture(scope="module")
def player(window: BrowserContext, script: Path) -> Iterator[Page]:
    page = window.new_page()
    page.set_content("<main></main>")
    page.add_script_tag(path=str(script))
    yield page
    page.close()


def files(material: Material) -> dict[str, str]:
    """The questions of a package, each as an item of QTI 3."""
    with zipfile.ZipFile(io.BytesIO(package(material))) as archive:
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


def show(player: Page, item: str) -> None:
    player.evaluate("item => { document.querySelector('main').innerHTML = item; }", item)
    player.wait_for_function("document.querySelector('qti-assessment-item').getOutcome('SCORE')")


def answer(player: Page, item: str, value: str | None) -> tuple[float, str]:
    """Score and feedback after an answer, by the player's own response processing."""
    show(player, item)
    score, feedback = player.evaluate(ANSWERED, [value])
    return float(score), feedback


BANK = {item.id: item for item in items(bank.bank())}


@pytest.mark.parametrize(("item", "typed", "right", "said"), bank.ANSWERS)
def test_a_player_scores_as_the_lesson_does(
    player: Page, item: str, typed: str, right: bool, said: str
) -> None:
    is_choice = isinstance(BANK[item].key, Choice)
    found = answer(player, BANKED[item], f"option-{typed}" if is_choice else typed)
    assert found[0] == BANK[item].points * right


BANKED = files(bank.bank())


def test_a_person_types_and_chooses(player: Page) -> None:
    show(player, BANKED["negative"])
    player.locator("qti-text-entry-interaction input").fill("-3.44")
    assert player.evaluate(ANSWERED, [None]) == [1, "right"]
    show(player, BANKED["markup"])
    player.locator("qti-simple-choice").filter(has_text="more than this").click()
    assert player.evaluate(ANSWERED, [None]) == [1, "option-2"]


@pytest.mark.parametrize("name", lessons.names())
def test_every_question_of_a_lesson_is_shown_and_its_key_is_right(player: Page, name: str) -> None:
    material = lesson(name)
    shown, wrong = files(material), []
    for item in items(material):
        right, score, slips = key(item), item.points, mistakes(item)
        if answer(player, shown[item.id], right)[0] != score:
            wrong.append(f"{item.id}: {right}")
        words = player.locator("qti-item-body").inner_text()
        wrong += [f"{item.id}: not asked"] * (start(item) not in " ".join(words.split()))
        found = [answer(player, shown[item.id], slip) for slip in slips]
        wrong += [f"{item.id}: {slip}" for slip, (points, _) in zip(slips, found) if points]
    assert not wrong, "\n".join(wrong)


def key(item: Item) -> str:
    """The right answer, as it is sent."""
    if isinstance(item.key, Numeric):
        return plain_number(item.key.answer)
    return next(f"option-{n}" for n, option in enumerate(item.key.options, 1) if option.right)


def mistakes(item: Item) -> list[str]:
    """The foreseen wrong answers."""
    if isinstance(item.key, Numeric):
        return [plain_number(mistake.value) for mistake in item.key.mistakes]
    return [f"option-{n}" for n, option in enumerate(item.key.options, 1) if not option.right]


def start(item: Item) -> str:
    """The first words of a question as they are read."""
    return " ".join(plain(item.text).split())[:20]
