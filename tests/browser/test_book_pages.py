"""The book in a browser: from a stick and a server, narrow, dark, on paper, without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.pages import AXE
from tools.lab import HANG_MS

LESSON = "05_supplement_forms.html"
# What axe holds to be serious, each with the first place where it is.
FAULTS = """async () => (await axe.run({ preload: false })).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)"""
NARROW = {"width": 320, "height": 640}
pytestmark = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # of Sphinx


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of this folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def stick(book: Path) -> str:
    """Where the book is on a stick."""
    return f"{book.as_uri()}/"


@pytest.fixture(scope="module")
def server(book: Path) -> Iterator[str]:
    """Where the same files are on a server."""
    with served(book) as address:
        yield address


@pytest.fixture
def browser(window: BrowserContext) -> Browser:
    assert window.browser
    return window.browser


@contextmanager
def tab(browser: Browser, root: str, **options: object) -> Iterator[Page]:
    """A page in which no error may come and nothing may ask for what is not the book's."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(HANG_MS)
        page = context.new_page()
        complaints: list[str] = []
        own = (root, "data:", "blob:")
        page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(own) or complaints.append(asked.url))
        yield page
        assert complaints == []


@pytest.mark.parametrize("place", ["stick", "server"])
def test_a_word_is_found_and_its_meaning_is_shown(
    browser: Browser, place: str, request: pytest.FixtureRequest
) -> None:
    root = request.getfixturevalue(place)
    with tab(browser, root) as page:
        page.goto(f"{root}index.html")
        page.get_by_role("searchbox").fill("hydroxyapatite")
        page.keyboard.press("Enter")
        page.locator("#search-results li a").first.click()
        expect(page.locator("article").get_by_text("hydroxyapatite").first).to_be_visible()
        page.goto(f"{root}{LESSON}")
        term = page.locator("a.term").first
        term.focus()
        expect(page.get_by_role("tooltip")).not_to_be_empty()
        page.keyboard.press("Escape")
        expect(page.get_by_role("tooltip")).to_be_hidden()


def test_no_page_is_wider_than_a_small_phone(browser: Browser, stick: str, book: Path) -> None:
    wide = {}
    with tab(browser, stick, viewport=NARROW, has_touch=True) as page:
        for name in sorted(path.name for path in book.glob("*.html")):
            page.goto(f"{stick}{name}")
            over = "document.documentElement.scrollWidth - innerWidth"
            wide |= {name: pixels} if (pixels := page.evaluate(over)) > 0 else {}
        page.get_by_role("button", name="Contents").click()
        expect(page.get_by_role("link", name="9. The whole system")).to_be_visible()
    assert wide == {}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, server: str, colours: str) -> None:
    found = {}
    with tab(browser, server, color_scheme=colours) as page:
        for name in ("index.html", LESSON, "glossary.html", "search.html", "about.html"):
            page.goto(f"{server}{name}")
            expect(page.locator("html")).to_have_attribute("data-theme", colours)
            page.evaluate(AXE.read_text("utf-8"))
            found |= {name: faults} if (faults := page.evaluate(FAULTS)) else {}
    assert found == {}


def test_the_chosen_colours_stay(browser: Browser, server: str) -> None:
    with tab(browser, server, color_scheme="light") as page:
        page.goto(f"{server}index.html")
        page.get_by_role("button", name="Dark").click()
        page.goto(f"{server}{LESSON}")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_it_is_read_without_scripts_and_on_paper(browser: Browser, stick: str) -> None:
    with tab(browser, stick, java_script_enabled=False) as page:
        page.goto(f"{stick}{LESSON}")
        expect(page.locator("figure img").first).to_be_visible()
        question = page.locator("#ask-citrate-elemental")
        question.locator("summary").click()
        expect(question.locator("details strong")).to_be_visible()
    with tab(browser, stick) as page:
        page.goto(f"{stick}{LESSON}")
        page.emulate_media(media="print")
        expect(page.locator("#pst-primary-sidebar")).to_be_hidden()
        expect(page.locator("figure img").first).to_be_visible()
