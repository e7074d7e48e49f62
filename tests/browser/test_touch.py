"""A lesson under a finger and in a system’s forced colours: what neither mouse nor eyes show."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.evidence import Evidence
from tools.lab import ALL_RAN, HANG_MS, ROOT, Server

LESSON = "05_supplement_forms.ipynb"
FILE = "touched.ipynb"
PHONE = {"width": 390, "height": 844}
STEPS = range(0, 201, 20)  # pixels of a swipe downwards, which leads back in the page
SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
BACK = f"(before) => ({SCROLLED})() < before - {STEPS[-1] / 2}"
# The middle of what is seen of the part in which plotly would listen to a drag; beside wide words
# none of it may be seen.
MIDDLE = """(picture) => {
  const seen = picture.getBoundingClientRect();
  const drag = (picture.querySelector(".nsewdrag") ?? picture).getBoundingClientRect();
  const plot = drag.left < seen.right ? drag : seen;
  const middle = (low, high) =>
    (Math.max(seen[low], plot[low]) + Math.min(seen[high], plot[high])) / 2;
  return [middle("left", "right"), middle("top", "bottom")];
}"""
BARE = """(parts) => parts.filter((part) => part.checkVisibility()
  && parseFloat(getComputedStyle(part).borderTopWidth) < 1).map((part) => part.textContent)"""


@pytest.fixture(scope="module")
def phone(window: BrowserContext, server: Server, evidence: Evidence) -> Iterator[Page]:
    """A lesson that was started on a phone."""
    server.copy(LESSON, FILE)
    touched = window.browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    touched.set_default_timeout(HANG_MS)
    evidence.watch(touched)
    page = touched.new_page()
    page.add_init_script(path=ROOT / "tools" / "page.js")
    page.goto(server.address(f"lab/workspaces/touched/tree/notebooks/{FILE}"))
    page.get_by_role("button", name="Start this lesson").tap()
    page.wait_for_function(ALL_RAN)
    yield page
    touched.close()
    server.end_kernel(FILE)


def swipe(page: Page, picture: Locator) -> None:
    """Draw a finger down over the middle of a picture, and hold it at the end.

    The touches say their own times: after a quick end the page would go on by itself.
    """
    finger, start = page.context.new_cdp_session(page), time.time()
    x, y = picture.evaluate(MIDDLE)
    for n, step in enumerate([*STEPS, *[STEPS[-1]] * len(STEPS)]):
        kind, at = "touchMove" if n else "touchStart", start + n / 20
        touch = {"type": kind, "touchPoints": [{"x": x, "y": y + step}], "timestamp": at}
        finger.send("Input.dispatchTouchEvent", touch)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_swipe_over_a_picture_scrolls_the_page_and_zooms_nothing(phone: Page) -> None:
    pictures = phone.locator(".course-figure")
    expect(pictures).not_to_have_count(0)
    for picture in pictures.all():
        graph = picture.locator(".js-plotly-plot").element_handle()
        for _ in range(2):  # what comes into view for the first time gets its height, and pushes
            phone.evaluate("course.settled", graph)
        before, drawn = phone.evaluate(SCROLLED), phone.evaluate("course.drawn", graph)
        swipe(phone, picture)
        phone.wait_for_function(BACK, arg=before)
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
