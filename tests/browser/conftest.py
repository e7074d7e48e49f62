"""A JupyterLab and a browser for each worker; one page for each lesson, whatever came before."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.browser.evidence import Evidence
from tests.browser.pages import LESSONS, LessonPage
from tools import fonts
from tools.lab import HANG_MS, NO_BROWSER, Server, browser_program, launch, running_server

SIZE = {"width": 1280, "height": 720}
seen = pytest.StashKey[Evidence]()
expect.set_options(timeout=HANG_MS)


# --- browser and server


@pytest.fixture(scope="session")
def evidence(request: pytest.FixtureRequest) -> Evidence:
    return request.config.stash.setdefault(seen, Evidence())


@pytest.fixture(scope="session")
def window_with(
    evidence: Evidence, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], BrowserContext | None]]:
    """Starts a browser that has one family of fonts; None where the machine lacks them."""
    if not browser_program():
        pytest.fail(NO_BROWSER)
    folder = tmp_path_factory.mktemp("fonts")
    with sync_playwright() as playwright:

        def start(family: str) -> BrowserContext | None:
            variables = fonts.only(family, folder)
            if not variables and family != fonts.USUAL:
                return None
            window = launch(playwright, variables).new_context(viewport=SIZE)
            window.set_default_timeout(HANG_MS)
            evidence.watch(window)
            return window

        yield start


@pytest.fixture(scope="session")
def window(window_with: Callable[[str], BrowserContext]) -> BrowserContext:
    """The browser of most readers; with the machine's own fonts where these are not told apart."""
    return window_with(fonts.USUAL)


@pytest.fixture(scope="session")
def wide_window(
    window: BrowserContext, window_with: Callable[[str], BrowserContext | None]
) -> BrowserContext:
    """A browser that has the widest fonts alone: what fits in them fits in the others."""
    return window_with(fonts.WIDEST) or window


@pytest.fixture(scope="session")
def server(window: BrowserContext) -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def new_tab(window: BrowserContext, server: Server) -> Callable[[], LessonPage]:
    """Opens JupyterLab in a browser tab of its own."""
    return lambda: LessonPage(window, server)


# --- pages


@pytest.fixture(scope="session")
def tab(wide_window: BrowserContext, server: Server) -> LessonPage:
    """The tab in which one lesson after the other is opened, in the widest letters."""
    return LessonPage(wide_window, server)


@pytest.fixture(scope="session", params=LESSONS, ids=lambda path: path.stem)
def opened(request: pytest.FixtureRequest, tab: LessonPage) -> Iterator[LessonPage]:
    """A lesson as it is after Run > Run All Cells, without answers."""
    tab.server.forget_answers()
    tab.open(request.param.name)
    try:
        tab.note_stored_pictures()
        tab.run_all()
        yield tab
    finally:
        tab.save()
        tab.close()
        tab.server.end_kernel(tab.file)


@pytest.fixture(scope="module")
def opened_start_page(new_tab: Callable[[], LessonPage], server: Server) -> Iterator[LessonPage]:
    """The start page as it is installed, after Run > Run All Cells, without answers."""
    page = new_tab()
    page.open(server.copy(LESSONS[0].name, LESSONS[0].name))
    page.run_all()
    yield page
    page.page.close()
    server.end_kernel(page.file)


def without_complaint(page: LessonPage) -> Iterator[LessonPage]:
    """The page for one test, in which no error may come and nothing may ask for another machine."""
    yield page
    complaints = page.complaints()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def lesson(opened: LessonPage) -> Iterator[LessonPage]:
    yield from without_complaint(opened)


@pytest.fixture
def start_page(opened_start_page: LessonPage) -> Iterator[LessonPage]:
    yield from without_complaint(opened_start_page)


# --- order, workers, what is kept of a failure


class ByPage(LoadScopeScheduling):
    """Gives all tests of a lesson to one worker, and so those of a file that opens its own page.

    (xdist's loadgroup would do, but its marks are lost with pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return next((path.stem for path in LESSONS if f"[{path.stem}" in test), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByPage:
    return ByPage(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser say so once for each file; in CI the fixture fails."""
    if browser_program() or os.environ.get("REQUIRE_BROWSER") == "1":
        return
    for item in items:
        if "window_with" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if evidence := item.config.stash.get(seen, None):
        evidence.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    evidence = item.config.stash.get(seen, None)
    if report.failed and evidence:
        report.sections.append(("What was seen", evidence.keep(item.name, report.longreprtext)))
    return report
