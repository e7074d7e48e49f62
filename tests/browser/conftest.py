"""One JupyterLab and one browser for all browser tests; one page for each lesson."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.pages import LESSONS, LessonPage
from tools.lab import NO_BROWSER, Server, browser_program, launch, running_server

apart = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def window() -> Iterator[BrowserContext]:
    if not browser_program():
        pytest.fail(NO_BROWSER)
    with sync_playwright() as playwright:
        yield launch(playwright).new_context(viewport={"width": 1280, "height": 720})


@pytest.fixture(scope="session")
def server(window: BrowserContext) -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def new_tab(window: BrowserContext, server: Server) -> Callable[[], LessonPage]:
    """Opens JupyterLab in a browser tab of its own."""
    return lambda: LessonPage(window, server)


@pytest.fixture(scope="session")
def tab(new_tab: Callable[[], LessonPage]) -> LessonPage:
    """The tab in which one lesson after the other is opened."""
    return new_tab()


@pytest.fixture(scope="session", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest, tab: LessonPage) -> Iterator[LessonPage]:
    """A lesson as it is after Run > Run All Cells."""
    tab.open(request.param.name)
    try:
        tab.note_stored_pictures()
        tab.run_all()
        yield tab
    finally:
        tab.save()
        tab.close()
        tab.server.end_kernel(tab.file)


@pytest.fixture(scope="session")
def start_page(new_tab: Callable[[], LessonPage], server: Server) -> LessonPage:
    """A copy of the start page, with a kernel of its own, after Run > Run All Cells."""
    shutil.copy(server.notebooks / LESSONS[0].name, server.notebooks / "start_page.ipynb")
    page = new_tab()
    page.open("start_page.ipynb")
    page.run_all()
    return page


@pytest.fixture
def list_apart(request: pytest.FixtureRequest):
    """Takes what is to be known and is not the course's own; printed after all tests."""
    return request.config.stash.setdefault(apart, []).append


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser say so once for each file; in CI the fixture fails."""
    if browser_program() or os.environ.get("REQUIRE_BROWSER") == "1":
        return
    for item in items:
        if "window" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for line in dict.fromkeys(config.stash.get(apart, [])):
        terminalreporter.write_line(line)
