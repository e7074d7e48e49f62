"""A lesson under a finger and in a system’s forced colours: what neither mouse nor eyes show."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tools.lab import ALL_RAN, HANG_MS, ROOT, Server

LESSON = "05_supplement_forms.ipynb"
FILE = "touched.ipynb"
PHONE = {"width": 390, "height": 844}
SWIPE_PX = 200
SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
MIDDLE = """(graph) => {
  const { x, y, width, height } = graph.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}"""
BARE = """(parts) => parts.filter((part) => part.checkVisibility()
  && parseFloat(getComputedStyle(part).borderTopWidth) < 1).map((part) => part.textContent)"""


@pytest.fixture(scope="module")
def phone(window: BrowserContext, server: Server) -> Iterator[Page]:
    """A lesson that was started on a phone."""
    shutil.copy(ROOT / "notebooks" / LESSON, server.notebooks / FILE)
    touched = window.browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    touched.set_default_timeout(HANG_MS)
    page = touched.new_page()
    page.add_init_script(path=ROOT / "tools" / "page.js")
    page.goto(server.address(f"lab/workspaces/touched/tree/notebooks/{FILE}"))
    page.get_by_role("button", name="Start this lesson").tap()
    page.wait_for_function(ALL_RAN)
    yield page
    touched.close()
    server.end_kernel(FILE)


@pytest.fixture
def finger(phone: Page) -> CDPSession:
    """What moves a finger over the screen."""
    return phone.context.new_cdp_session(phone)


def test_a_swipe_over_a_picture_scrolls_the_page_and_zooms_nothing(
    phone: Page, finger: CDPSession
) -> None:
    pictures = phone.locator(".course-figure .js-plotly-plot")
    expect(pictures).not_to_have_count(0)
    for picture in pictures.all():
        graph = picture.element_handle()
        phone.evaluate("course.settled", graph)
        before, drawn = phone.evaluate(SCROLLED), phone.evaluate("course.drawn", graph)
        start = graph.evaluate(MIDDLE)
        swipe = {"yDistance": SWIPE_PX, "gestureSourceType": "touch"}  # downwards: back in the page
        finger.send("Input.synthesizeScrollGesture", start | swipe)
        assert before - phone.evaluate(SCROLLED) >= 0.5 * SWIPE_PX
        assert phone.evaluate("course.drawn", graph) == drawn


def test_a_slider_is_moved_by_a_finger(phone: Page) -> None:
    card = phone.locator(".course-card:has(.course-controls [type=range]:enabled)").first
    slider = card.locator("[type=range]:enabled").first
    slider.scroll_into_view_if_needed()
    before = card.inner_text()
    box = slider.bounding_box()
    phone.touchscreen.tap(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    expect(card).not_to_have_text(before, use_inner_text=True)


def test_in_forced_colours_every_button_and_message_has_a_border(phone: Page) -> None:
    phone.emulate_media(forced_colors="active")
    try:
        parts = phone.locator(".course-card :is(button, .course-status:not(:empty))")
        expect(parts).not_to_have_count(0)
        assert parts.evaluate_all(BARE) == []
    finally:
        phone.emulate_media(forced_colors="none")
