"""One JupyterLab and one browser for all browser tests; one page for each lesson."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.pages import LESSONS, LessonPage
from tools.lab import NO_BROWSER, Server, browser_program, launch, running_server

apart = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def window() -> Iterator[BrowserContext]:
    if not browser_program():
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        yield launch(playwright).new_context(viewport={"width": 1280, "height": 720})


@pytest.fixture(scope="session")
def server(window: BrowserContext) -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def opened() -> list[LessonPage]:
    """Every page that a test has opened."""
    return []


@pytest.fixture(scope="session")
def open_lesson(window: BrowserContext, server: Server, opened: list[LessonPage]):
    """Opens a notebook in a browser tab of its own."""

    def open_lesson(notebook: str) -> LessonPage:
        page = LessonPage(window, server, notebook)
        opened.append(page)
        return page

    return open_lesson


@pytest.fixture(scope="session", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest, open_lesson) -> Iterator[LessonPage]:
    """A lesson as it is after Run > Run All Cells."""
    page = open_lesson(request.param.name)
    page.note_stored_pictures()
    page.run_all()
    yield page
    page.shut_down()


@pytest.fixture
def list_apart(request: pytest.FixtureRequest):
    """Takes what is to be known and is not the course's own; printed after all tests."""
    return request.config.stash.setdefault(apart, []).append


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for line in dict.fromkeys(config.stash.get(apart, [])):
        terminalreporter.write_line(line)
