"""The course on a real JupyterHub: two students in a browser, each with a server of their own."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.pages import MAP, Card, Explorer, step_key
from tools.hub import Hub, missing, running_hub
from tools.lab import HANG_MS, NO_BROWSER, ROOT, browser_program, launch, wait_until

LACKING = missing() or ("" if browser_program() else NO_BROWSER)
if LACKING and not os.environ.get("REQUIRE_HUB"):
    pytest.skip(LACKING, allow_module_level=True)
expect.set_options(timeout=HANG_MS)
STUDENTS = ("ada", "zoë")  # the second prefix is /user/zo%C3%AB/
PREDICTION, EXPLORER = "Predict.", "Unit converter"
QUESTION, KEY = "A friend with kidney disease", "who-is-asked"
RIGHT, WRONG = "“Ask your doctor before you take any”", "“Half of the usual dose, to be safe”"


class Seat:
    """One student before a browser, and the folder in which their work is kept."""

    def __init__(self, hub: Hub, browser: Browser, link: str, name: str):
        self.hub, self.link, self.name = hub, link, name
        self.folder = hub.homes / name / "course" / "notebooks"
        self.page = browser.new_context(viewport={"width": 1366, "height": 650}).new_page()
        self.page.set_default_timeout(HANG_MS)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.add_init_script(path=ROOT / "tools" / "page.js")

    @property
    def prefix(self) -> str:
        """Where the hub has put this student's server."""
        return f"{self.hub.url}/user/{quote(self.name)}/"

    def log_in(self) -> None:
        """Follow the link of the course, and give name and password on the way."""
        self.page.goto(self.link)
        self.page.get_by_label("Username").fill(self.name)
        self.page.get_by_label("Password").fill(self.hub.password)
        self.page.get_by_role("button", name="Sign in").click()

    def start_lesson(self) -> None:
        """Press the button over the lesson that the link has opened."""
        bar = self.page.get_by_role("region", name="Start of the lesson")
        bar.get_by_role("button", name="Start this lesson").click()
        expect(bar.get_by_role("status")).to_contain_text("Ready")

    def card(self, text: str) -> Card:
        """The first card that shows this text, the map of the course apart."""
        cards = self.page.locator(".course-card", has_text=text)
        return Card(cards.filter(has_not=self.page.locator(MAP)).first)

    def answer(self, option: str) -> None:
        """Answer the question."""
        card = self.card(QUESTION)
        card.choose(option)
        card.press("Check")
        card.expect_status("right" if option == RIGHT else "wrong", "")

    def kept(self) -> dict[str, dict]:
        """What has been kept of the answers."""
        return json.loads((self.folder / "progress.json").read_text("utf-8"))["answers"]


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    assert not LACKING
    with running_hub() as hub:
        yield hub


@pytest.fixture(scope="module")
def link(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The link of docs/hub.md, to this hub and to a repository on this machine."""
    course = repository(tmp_path_factory.mktemp("course"))
    text = (ROOT / "docs" / "hub.md").read_text("utf-8")
    published = re.search(r"^https://HUB/\S+$", text, re.MULTILINE)[0]
    here = re.sub(r"repo=[^&]+", f"repo={quote(course.as_uri(), safe='')}", published)
    return here.replace("https://HUB", hub.url)


def repository(folder: Path) -> Path:
    """A git repository with the lessons."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copy(ROOT / ".gitignore", folder)
    who = ["-c", "user.name=Course", "-c", "user.email=course@localhost"]
    commit = ["commit", "--quiet", "--message=The lessons"]
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "."], commit):
        subprocess.run(["git", "-C", folder, *who, *command], check=True)
    return folder


@pytest.fixture(scope="module")
def seats(hub: Hub, link: str) -> Iterator[list[Seat]]:
    """Both students have logged in by the link, at the same time, and started the lesson."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        seats = [Seat(hub, browser, link, name) for name in STUDENTS]
        for seat in seats:
            seat.log_in()
        for seat in seats:
            seat.start_lesson()
        yield seats


@pytest.fixture
def ada(seats: list[Seat]) -> Seat:
    return seats[0]


@pytest.fixture
def zoe(seats: list[Seat]) -> Seat:
    return seats[1]


def test_a_picture_follows_its_slider(zoe: Seat) -> None:
    zoe.card(PREDICTION).press("Skip")
    explorer = Explorer(zoe.card(EXPLORER).card)
    before = explorer.drawn()
    slider = explorer.card.locator("[type=range]").first  # it comes when the cover is lifted
    slider.press(step_key(slider))
    assert explorer.draws_other(before)


def test_each_answer_is_kept_in_the_students_own_folder(ada: Seat, zoe: Seat) -> None:
    ada.answer(RIGHT)
    zoe.answer(WRONG)
    assert ada.kept()[KEY]["right"] and not zoe.kept()[KEY]["right"]
    files = [file.relative_to(ada.hub.homes) for file in ada.hub.homes.rglob("progress.json")]
    assert {file.parts[0] for file in files} == set(STUDENTS) and len(files) == 2


@pytest.mark.parametrize("path", ["lab", "files/course/notebooks/progress.json"])
def test_no_student_reaches_the_server_of_another(ada: Seat, zoe: Seat, path: str) -> None:
    assert zoe.page.request.get(zoe.prefix + path).status == 200
    assert ada.page.request.get(zoe.prefix + path).status == 403


def test_printing_and_originals_work_under_the_prefix(zoe: Seat) -> None:
    lesson = "course/notebooks/00_start_here.ipynb"
    printed = zoe.page.request.get(f"{zoe.prefix}nbconvert/html/{lesson}?download=false")
    assert QUESTION in printed.text()
    original = f"{zoe.prefix}magnesium-course/originals/00_start_here?beside={quote(lesson)}"
    assert zoe.page.request.get(original).json()["cells"]


@contextmanager
def idle_culler(hub: Hub) -> Iterator[None]:
    """The idle culler, in a hurry: what was idle for a second is ended."""
    command = [sys.executable, "-m", "jupyterhub_idle_culler", f"--url={hub.url}/hub/api"]
    variables = os.environ | {"JUPYTERHUB_API_TOKEN": hub.token}
    culler = subprocess.Popen([*command, "--timeout=1", "--cull-every=1"], env=variables)
    yield
    culler.terminate()
    culler.wait()


def test_an_idle_server_is_ended_and_nothing_is_lost(ada: Seat) -> None:
    before = ada.kept()
    with idle_culler(ada.hub):
        wait_until(lambda: not ada.hub.server_of(ada.name))
    ada.page.goto(ada.link)  # the student comes back
    ada.start_lesson()
    assert ada.kept() == before
    ada.answer(WRONG)
    after = ada.kept()[KEY]
    assert after["right"] and after["tries"] == 2 and after["first"] == before[KEY]["first"]
