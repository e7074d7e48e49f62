"""The decks in a browser without a network: nothing is asked for, nothing is cut, nothing empty."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.pages import LESSONS
from tools.slides.__main__ import make

SMALLEST_WORDS = 11  # pixels in a window of 1280 x 720; a table's small print
SMALLEST_PICTURE = 0.85  # of the size for which its words were chosen
# All slides one after the other, each with its last step; what is seen of them.
WALK = """() => {
  const seen = [];
  for (let more = true; more; ) {
    const slide = deck.getCurrentSlide();
    const hidden = [...slide.querySelectorAll(".answer")].filter((answer) => answer.checkVisibility(
      { visibilityProperty: true, opacityProperty: true }));
    deck.navigateFragment(slide.querySelectorAll(".fragment").length);
    const body = slide.querySelector(".slide");
    const pictures = [...slide.querySelectorAll("figure img")];
    const words = document.createTreeWalker(body, NodeFilter.SHOW_TEXT,
      (node) => node.data.trim() && !node.parentElement.closest("script, math, sub, sup")
        ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    const sizes = [];
    while (words.nextNode())
      sizes.push(parseFloat(getComputedStyle(words.currentNode.parentElement).fontSize));
    const edge = body.getBoundingClientRect();
    seen.push({
      text: body.innerText.trim(),
      early: hidden.length,
      over: Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth),
      inside: edge.left >= 0 && edge.top >= 0
        && edge.right <= innerWidth && edge.bottom <= innerHeight,
      smallest: Math.min(...sizes),
      pictures: pictures.map((image) => !image.complete ? 0 : Math.min(
        image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight)),
    });
    const { down, right } = deck.availableRoutes();
    more = down || right;
    if (down) deck.down(); else if (right) deck.right();
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a folder of slides")
    make(folder, [path.stem for path in LESSONS])
    return folder


@pytest.fixture
def tab(window: BrowserContext) -> Iterator[Page]:
    with window.new_page() as tab:
        yield tab


@pytest.fixture(params=["window", "wide_window"])
def any_tab(request: pytest.FixtureRequest) -> Iterator[Page]:
    """In the letters of most readers, and in the widest ones."""
    with request.getfixturevalue(request.param).new_page() as tab:
        yield tab


def opened(tab: Page, file: Path) -> list[str]:
    """Open a page; returns the list that takes what it asks for elsewhere, and its errors."""
    trouble: list[str] = []

    def note(address: str) -> None:
        if not address.startswith(("file:", "data:", "blob:")):
            trouble.append(address)

    tab.on("request", lambda request: note(request.url))
    tab.on("requestfailed", lambda request: trouble.append(f"failed: {request.url}"))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.goto(file.as_uri())
    return trouble


@pytest.mark.parametrize("name", [path.stem for path in LESSONS])
def test_every_slide_is_whole(decks: Path, any_tab: Page, name: str) -> None:
    trouble = opened(any_tab, decks / f"{name}.html")
    any_tab.locator("body[data-ready]").wait_for()
    seen = any_tab.evaluate(WALK)
    assert len(seen) == any_tab.evaluate("deck.getTotalSlides()")
    faults = [
        f"slide {number}: {fault} ({slide['text'][:50]!r})"
        for number, slide in enumerate(seen, 1)
        for fault in faults_of(slide)
    ]
    assert not trouble
    assert not faults


def faults_of(slide: dict[str, Any]) -> Iterator[str]:
    if not slide["text"] and not slide["pictures"]:
        yield "empty"
    if slide["over"] > 0 or not slide["inside"]:
        yield f"{slide['over']} pixels too long"
    if slide["early"]:
        yield "the answer is there at once"
    if slide["smallest"] < SMALLEST_WORDS:
        yield f"words of {slide['smallest']} pixels"
    if slide["pictures"] and min(slide["pictures"]) < SMALLEST_PICTURE:
        yield f"a picture at {min(slide['pictures']):.2f} of its size"


def test_the_index_leads_to_every_deck(decks: Path, tab: Page) -> None:
    trouble = opened(tab, decks / "index.html")
    assert tab.get_by_role("listitem").count() == len(LESSONS)
    tab.get_by_role("link", name="5. Supplement forms").click()
    tab.locator("body[data-ready]").wait_for()
    assert tab.title().startswith("5. Supplement forms")
    assert not trouble


def test_the_space_bar_shows_the_answer(decks: Path, tab: Page) -> None:
    opened(tab, decks / "00_start_here.html")
    tab.locator("body[data-ready]").wait_for()
    answer = tab.locator("section.present > section.present .answer")
    while not answer.count():
        tab.keyboard.press("Space")
    assert answer.evaluate("(answer) => getComputedStyle(answer.parentElement).opacity") == "0"
    tab.keyboard.press("Space")
    assert answer.evaluate("(answer) => getComputedStyle(answer.parentElement).opacity") == "1"


def test_a_handout_shows_every_picture(decks: Path, tab: Page) -> None:
    tab.goto((decks / "05_supplement_forms.html").as_uri() + "?print-pdf")
    tab.locator("body[data-ready]").wait_for()
    tab.locator(".pdf-page").first.wait_for()
    pages, stored = tab.locator(".pdf-page"), tab.locator("figure img")
    assert pages.count() >= 40
    drawn = stored.evaluate_all(
        "(all) => all.filter((i) => i.naturalWidth && i.clientHeight > 200)"
    )
    assert len(drawn) == stored.count() > 0
