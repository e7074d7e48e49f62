"""A lesson on a phone, and with letters of twice the size."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tools.lab import Server

LESSON = "05_supplement_forms.ipynb"
READY_MS = 120_000
SIZES = {"a phone": (390, 844), "200 % of 1366 x 650": (683, 325)}
INSIDE = """(card) => {
  const room = card.closest(".jp-WindowedPanel-outer").getBoundingClientRect();
  return [card, ...card.querySelectorAll("label, input, select, button")].every((part) => {
    const { left, right, width } = part.getBoundingClientRect();
    return !width || (left >= room.left - 1 && right <= room.right + 1);
  });
}"""


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_lesson_is_started_and_used(window: BrowserContext, server: Server, size):
    file = server.copy(LESSON, f"narrow{size[0]}.ipynb")
    page: Page = window.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(server.address(f"lab/workspaces/narrow{size[0]}/tree/notebooks/{file}"))
    page.get_by_role("button", name="Start this lesson").click()
    expect(page.get_by_text("Ready.")).to_be_visible(timeout=READY_MS)
    expect(page.locator(".jp-DirListing")).to_be_hidden()
    room = page.locator(".jp-WindowedPanel-outer")
    assert room.evaluate("(part) => part.clientWidth") >= 0.75 * size[0]
    assert room.evaluate("(part) => part.scrollWidth - part.clientWidth") <= 1
    for card in page.locator(".course-card").all()[:4]:
        card.scroll_into_view_if_needed()
        assert card.evaluate(INSIDE), card.text_content()
    decoder = page.locator(".course-card:has(.widget-dropdown)").first
    label, box = (decoder.locator(f".widget-dropdown {part}").first for part in ("label", "select"))
    assert label.bounding_box()["y"] < box.bounding_box()["y"] - 5
    page.close()
    server.end_kernel(file)
