"""A word of the glossary explains itself where it stands, by pointer and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tools.lab import Lab, Server

LESSON, WORD, MEANING = "05_supplement_forms.ipynb", "millimole", "Counts atoms"


@pytest.fixture(scope="module")
def lab(window: BrowserContext, server: Server) -> Iterator[Lab]:
    lab = Lab(window, server)
    lab.open(LESSON)
    yield lab
    lab.page.close()
    server.end_kernel(LESSON)


@pytest.fixture
def word(lab: Lab) -> Locator:
    link = lab.page.locator(f'.jp-RenderedMarkdown a[href$="#{WORD}"]').first
    link.scroll_into_view_if_needed()
    return link


def test_a_pointer_over_a_word_shows_what_it_means(lab: Lab, word: Locator):
    tip = lab.page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    word.hover()
    expect(tip).to_contain_text(MEANING)
    expect(word).to_have_accessible_description(tip.text_content())
    box = tip.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= lab.page.viewport_size["width"]
    lab.page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


def test_its_link_lands_on_the_word_in_the_list(lab: Lab, word: Locator):
    word.click()
    heading = lab.page.locator(f'h3[data-jupyter-id="{WORD}"]')
    expect(heading).to_be_in_viewport()
    page = lab.page.locator(".jp-WindowedPanel-outer:visible").bounding_box()
    assert heading.bounding_box()["y"] < page["y"] + page["height"] / 2, "its text is seen as well"
    lab.page.locator(".lm-TabBar-tab", has_text=LESSON).click()


def test_so_does_the_keyboard_and_escape_closes_it(lab: Lab, word: Locator):
    tip = lab.page.get_by_role("tooltip")
    word.focus()
    expect(tip).to_contain_text(MEANING)
    lab.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
