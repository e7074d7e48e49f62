"""On paper and in an exported page the pictures of one's own run are there, with their words."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.pages import LESSONS, LessonPage
from tools.lab import PLOTLY, Server

FILE = "on_paper.ipynb"
LESSON = next(path for path in LESSONS if path.stem.startswith("05"))
ALTS = "(pictures) => pictures.map((picture) => picture.getAttribute('aria-label'))"


@pytest.fixture(scope="module")
def lesson(new_tab: Callable[[], LessonPage], server: Server) -> Iterator[LessonPage]:
    """A copy of a lesson after Run > Run All Cells, with one control moved, and saved."""
    page = new_tab()
    page.open(server.copy(LESSON.name, FILE))
    page.run_all()
    slider = page.page.locator(".course-controls [type=range]:enabled").first
    slider.press("ArrowRight")
    page.save()
    yield page
    page.page.close()
    server.end_kernel(FILE)


@pytest.fixture
def exported(lesson: LessonPage, window: BrowserContext, server: Server) -> Iterator[Page]:
    """What File > Print prints and File > Save and Export Notebook As > HTML saves."""
    page = window.new_page()
    page.goto(f"{server.address(f'nbconvert/html/notebooks/{FILE}')}&download=false")
    yield page
    page.close()


def test_every_picture_is_on_paper_with_its_words_as_they_stand(
    lesson: LessonPage, exported: Page
) -> None:
    shown = lesson.page.locator(".course-figure [role=img]").evaluate_all(ALTS)
    assert len(shown) == lesson.stored(PLOTLY)
    pictures = exported.locator("img[src^='data:image/png']")
    expect(pictures).to_have_count(len(shown))
    assert [picture.get_attribute("alt") for picture in pictures.all()] == shown
    assert pictures.evaluate_all("(all) => all.every((one) => one.naturalWidth === 1400)")


def test_a_picture_keeps_within_the_sheet(exported: Page) -> None:
    exported.set_viewport_size({"width": 640, "height": 900})  # A4 within its margins
    exported.emulate_media(media="print")
    wide = "(all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length"
    assert exported.locator("img").evaluate_all(wide) == 0


def test_the_lesson_opens_with_its_pictures_before_it_runs(
    lesson: LessonPage, server: Server
) -> None:
    saved = server.notebook(FILE)
    kinds = [
        set(output.get("data", {})) for cell in saved.cells for output in cell.get("outputs", ())
    ]
    assert all("image/png" in data for data in kinds if PLOTLY in data)
