"""The decks in a browser without a network: nothing is asked for, nothing is cut, nothing empty."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.pages import LESSONS
from tools.slides.__main__ import make

# In % of the slide's height: 16 pixels of 720, and what is read as prose.
SMALLEST_WORDS, SMALLEST_PROSE = 2.2, 3
# What fits in the widest letters fits in others; one deck is seen in those of most readers.
SIZES = {"window": (1280, 720), "wide_window": (1920, 1080)}
NAMES = [path.stem for path in LESSONS]
SEEN = [("wide_window", name) for name in NAMES] + [("window", NAMES[5])]
# All slides one after the other, each with its last step; what is seen of them.
WALK = """async () => {
  const seen = [];
  const APART = "script, math, sub, sup, figcaption";
  const PROSE = "p, .slide > :is(ul, ol):not(.verdicts) > li, .question li";
  for (let more = true; more; ) {
    const slide = deck.getCurrentSlide();
    await drawn;
    const hidden = [...slide.querySelectorAll(".answer")].filter((answer) => answer.checkVisibility(
      { visibilityProperty: true, opacityProperty: true }));
    deck.navigateFragment(slide.querySelectorAll(".fragment").length);
    const body = slide.querySelector(".slide");
    const scale = slide.getBoundingClientRect().width / slide.offsetWidth;
    const share = (size) => Math.round(size * scale / innerHeight * 10000) / 100;
    const words = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT,
      (node) => node.data.trim() && !node.parentElement.closest(APART)
        ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    const sizes = [], prose = [];
    while (words.nextNode()) {
      const parent = words.currentNode.parentElement;
      const size = share(parseFloat(getComputedStyle(parent).fontSize));
      sizes.push(size);
      const isSmall = parent.closest("code, kbd, small, .references, table, header");
      if (parent.closest(PROSE) && !isSmall) prose.push(size);
    }
    const pictures = [...slide.querySelectorAll("figure img")];
    for (const image of pictures) { // its letters, apart from sub- and superscripts
      const svg = decodeURIComponent(image.src);
      const letters = [...svg.matchAll(/font-size: ([\\d.]+)px/g)].map((found) => Number(found[1]));
      const drawn = Math.min(image.clientWidth / image.naturalWidth,
        image.clientHeight / image.naturalHeight);
      sizes.push(share(Math.min(...letters) * drawn));
    }
    const edge = body.getBoundingClientRect();
    seen.push({
      text: body.innerText.trim(),
      early: hidden.length,
      over: Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth),
      inside: edge.left >= 0 && edge.top >= 0
        && edge.right <= innerWidth && edge.bottom <= innerHeight,
      smallest: Math.min(...sizes),
      prose: Math.min(100, ...prose),
      pictures: pictures.length,
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
    make(folder, NAMES)
    return folder


@pytest.fixture
def tab(window: BrowserContext) -> Iterator[Page]:
    with window.new_page() as tab:
        yield tab


@pytest.fixture
def any_tab(request: pytest.FixtureRequest, letters: str) -> Iterator[Page]:
    with request.getfixturevalue(letters).new_page() as tab:
        width, height = SIZES[letters]
        tab.set_viewport_size({"width": width, "height": height})
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


@pytest.mark.parametrize(("letters", "name"), SEEN)
def test_every_slide_is_whole(decks: Path, any_tab: Page, letters: str, name: str) -> None:
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
        yield f"letters of {slide['smallest']} %"
    if slide["prose"] < SMALLEST_PROSE:
        yield f"prose of {slide['prose']} %"


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


def sheets(tab: Page) -> int:
    """How many pages the open page has on paper."""
    return len(re.findall(rb"/Type /Page\b", tab.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("name", NAMES)
def test_a_handout_has_one_whole_slide_on_each_sheet(decks: Path, tab: Page, name: str) -> None:
    tab.goto((decks / "index.html").as_uri())
    tab.locator(f"a[href='{name}.html?print-pdf']").click()
    tab.locator("body[data-ready]").wait_for()
    drawn = tab.locator("figure img").evaluate_all(
        "(all) => all.map((i) => i.naturalWidth && i.clientHeight)"
    )
    assert min(drawn, default=400) > 200
    assert tab.locator("figcaption:visible").count() == len(drawn)
    over = tab.locator(".slide").evaluate_all(
        "(all) => all.filter((s) => s.scrollHeight > s.clientHeight).map((s) => s.innerText)"
    )
    assert not over
    assert sheets(tab) == tab.locator(".slide").count()


def test_a_deck_printed_as_it_stands_says_what_to_print(decks: Path, tab: Page) -> None:
    opened(tab, decks / "05_supplement_forms.html")
    tab.locator("body[data-ready]").wait_for()
    assert sheets(tab) == 1
    tab.emulate_media(media="print")
    assert tab.get_by_role("link", name="Read as a page").is_visible()
    assert not tab.locator(".slide").first.is_visible()


def test_a_deck_is_read_as_a_page_at_any_size(decks: Path, tab: Page) -> None:
    opened(tab, decks / "05_supplement_forms.html")
    tab.locator("body[data-ready]").wait_for()
    assert not tab.get_by_role("application").count()
    tab.get_by_role("link", name="Read as a page").click()
    tab.set_viewport_size({"width": 320, "height": 256})  # 400 % of 1280 x 1024
    tab.reload()
    tab.locator("body[data-ready]").wait_for()
    sizes = tab.locator("p").evaluate_all("(all) => all.map((p) => getComputedStyle(p).fontSize)")
    assert min(float(size[:-2]) for size in sizes) >= 16
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.locator(".answer").first.is_visible()
    slides = tab.locator("section:has(> .slide)")
    assert slides.filter(has=tab.locator("h1, h2")).count() == slides.count()


def test_the_arrows_can_be_hit_and_seen(decks: Path, tab: Page) -> None:
    opened(tab, decks / "05_supplement_forms.html")
    tab.locator("body[data-ready]").wait_for()
    arrow = tab.locator(".controls button.enabled").first
    tab.keyboard.press("Tab")
    while not arrow.evaluate("(arrow) => arrow === document.activeElement"):
        tab.keyboard.press("Tab")
    assert min(arrow.bounding_box()[side] for side in ("width", "height")) >= 24
    assert arrow.evaluate("(arrow) => getComputedStyle(arrow).outlineStyle") == "solid"
