"""The book's questions in a browser: one page with each kind, from a stick and from a server."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.lesson.progress import Progress, kept_in
from tests.browser.pages import AXE
from tests.browser.test_book_pages import browser, served, tab
from tools.book import data, questions
from tools.book.conf import QUESTIONS
from tools.lessons import ROOT, lesson

__all__ = ["browser"]
STATIC = ROOT / "tools" / "book" / "static"
KEY = "magnesium-course-progress"
SMALL = """() => [...document.querySelectorAll(
    ".ask :is(button, select, summary, [type=text], .ask-option, [type=range])")]
  .filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < 44)
  .map((part) => part.outerHTML.slice(0, 80))"""
FAULTS = "axe.run({ preload: false }).then(({ violations }) => violations.map((one) => one.help))"
OVER = "document.documentElement.scrollWidth - innerWidth"
PAGE = """<!doctype html><html lang="en" data-theme="light"><head><title>Questions</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta charset="utf-8">
<link rel="icon" href="data:,"><link rel="stylesheet" href="_static/book.css">
<link rel="stylesheet" href="_static/questions.css">
<style>body {{ color: var(--ink); background: var(--paper); }}</style>
<script src="_static/documentation_options.js"></script><script src="_static/book.js"></script>
{scripts}</head><body><main><h1>Questions</h1><h2>All</h2>{cards}</main></body></html>"""


def cards() -> Iterator[str]:
    food, trial = lesson("04_intake_from_food"), lesson("08_articles_on_trial")
    yield questions.bar(food)
    yield from (questions.prediction(food, one) for one in food.predictions.values())
    yield from (questions.question(food, asked) for asked in food.questions.values())
    yield questions.court(food)
    yield questions.article(trial)
    yield questions.progress(food)
    yield questions.course_map()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page and what it loads."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copytree(STATIC, folder / "_static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "STATIC", folder / "_static")
        questions.store_records(map(lesson, ("04_intake_from_food", "08_articles_on_trial")))
    options = folder / "_static" / "documentation_options.js"  # Sphinx would write them
    options.write_text("const DOCUMENTATION_OPTIONS = {};", "utf-8")
    scripts = "".join(f'<script defer src="_static/{name}.js"></script>' for name in QUESTIONS)
    page = PAGE.format(scripts=scripts, cards="".join(cards()))
    (folder / "page.html").write_text(page, "utf-8")
    return folder


@pytest.fixture(scope="module", params=["stick", "server"])
def address(request: pytest.FixtureRequest, shelf: Path) -> Iterator[str]:
    if request.param == "stick":
        yield f"{shelf.as_uri()}/"
    else:
        with served(shelf) as root:
            yield root


def opened(page: Page, root: str) -> Page:
    page.goto(f"{root}page.html")
    expect(page.locator(".ask-claim blockquote")).not_to_be_empty()  # the scripts have run
    return page


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name, exact=True).click()


def says(card: Locator, words: str) -> None:
    expect(card.get_by_role("status")).to_contain_text(words)


def test_each_kind_of_question_works(browser: Browser, address: str, tmp_path: Path) -> None:
    with tab(browser, address, accept_downloads=True) as page:
        opened(page, address)
        number(page.locator("#ask-girl-of-sixteen"))
        choice(page.locator("#ask-between-ear-and-rda"))
        exercise(page.locator("#ask-bread-swap"))
        prediction(page)
        claim(page.locator("#court"))
        article(page.locator("#article-0"))
        expect(page.locator(".ask-bar")).to_contain_text("2 of 12 questions right, 1 of 16 claims")
        row = page.locator("tr", has_text="Intake from food").first
        expect(row).to_contain_text("2 of 12")
        page.reload()
        says(page.locator("#ask-girl-of-sixteen"), "You have answered this one correctly before.")
        says(page.locator("#predict-need-320"), "You said 51 in 100.")
        says(page.locator("#article-0"), "14 sentences as we judge")
        expect(page.locator("#your-answers .ask-again")).to_contain_text(
            "To repeat: Two slices of white bread"
        )
        record(page)
        other = opened(page.context.new_page(), address)
        carried(page, tmp_path)
        expect(other.locator(".ask-bar")).to_contain_text("3 of 12 questions right")


def number(card: Locator) -> None:
    box = card.get_by_label("Your answer (mg)")
    press(card, "Solution")
    says(card, "opens after your first attempt")
    press(card, "Check")
    says(card, "The box is empty.")
    box.fill("300 mmol")
    box.press("Enter")
    says(card, "Not judged. “300 mmol”: the answer is wanted in mg.")
    box.fill("320")
    expect(card.get_by_role("status")).to_be_empty()
    box.press("Enter")
    says(card, "✗ Not right. That is the row of grown women.")
    for words in ("Hint 1 of 3.", "Hint 2 of 3.", "Hint 3 of 3.", "That was the last hint:"):
        press(card, "Hint")
        says(card, words)
    press(card, "Solution")
    says(card, "The row for girls of 14 to 18 years")
    box.fill("0,36 g")
    press(card, "Check")
    says(card, "✓ Right. 0,36 g is 360 mg.")


def choice(card: Locator) -> None:
    group = card.get_by_role("group")
    press(card, "Check")
    says(card, "Choose one of the options first.")
    group.get_by_label("She lacks magnesium").check()
    press(card, "Check")
    says(card, "You used the RDA as a line")
    group.get_by_label("It is probably enough").check()
    press(card, "Check")
    says(card, "✓ Right.")


def exercise(card: Locator) -> None:
    card.get_by_label("White bread, 2 slices (mg)").fill("14 mg")
    card.get_by_label("Whole-wheat bread, 2 slices (mg)").fill("75")
    press(card, "Check")
    expect(card.locator(".ask-said li")).to_contain_text(["✓ Right.", "100 g", "The box is empty."])
    press(card, "Solution")
    card.get_by_text("Worked in Python").click()
    expect(card.get_by_text("It runs in the live lesson")).to_be_visible()
    expect(card.locator("pre")).to_contain_text('magnesium_mg("Bread, white", 56)')


def prediction(page: Page) -> None:
    card = page.locator("#predict-need-320")
    card.get_by_label("Your guess").press("ArrowRight")
    press(card, "That is my guess")
    says(card, "You said 51 in 100. Now find out")
    expect(card.get_by_role("status")).to_be_focused()
    press(card, "Compare with your prediction")
    says(card, "You said 51 in 100; it is 2 in 100.")
    options = page.locator("#predict-flaxseed-or-rice")
    press(options, "That is my guess")
    says(options, "Choose one of the options first, or skip.")
    press(options, "Skip")
    says(options, "It is “the cup of brown rice”.")


def claim(card: Locator) -> None:
    press(card, "Judge")
    says(card, "Choose a verdict first.")
    card.get_by_label("Partly:").check()
    press(card, "Judge")
    says(card, "Partly, yes. Choose the part")
    part = card.get_by_role("group", name="Which part does not hold?")
    expect(part.get_by_role("radio").first).to_be_focused()
    part.get_by_label("So a lack in the body is widespread.").check()
    press(card, "Judge")
    says(card, "✓ We agree. Partly: one part of it holds, another does not.")
    press(card, "Next claim")
    expect(card.locator(".ask-claim")).to_be_focused()
    expect(card.locator(".ask-claim")).to_contain_text("Claim 2 of 6")
    press(card, "Previous claim")
    says(card, "✓ We agree.")


def article(card: Locator) -> None:
    press(card, "Mark this page")
    says(card, "Not judged yet: sentence 1, 2, 3")
    lists = card.get_by_role("combobox")
    expect(lists.first).to_be_focused()
    for at in range(lists.count()):
        lists.nth(at).select_option("It holds")
    press(card, "Mark this page")
    says(card, "14 sentences as we judge. You saw 0 of")
    expect(card.locator(".ask-reason").first).to_contain_text("✗ We judge: eating too little")


def record(page: Page) -> None:
    """The record counts by objective, and is printed alone."""
    card = page.locator(".ask-record")
    card.get_by_text("Open my record").click()
    expect(card.get_by_role("row", name="04: tell EAR")).to_contain_text("2 of 4")
    expect(card.get_by_role("row", name="03: tell low intake")).to_contain_text("0 of 1")
    page.emulate_media(media="print")
    page.evaluate("print = () => { seen = document.querySelector('h1').checkVisibility(); }")
    page.evaluate("document.querySelector('[data-act=print]').click()")
    assert page.evaluate("[seen, document.querySelector('h1').checkVisibility()]") == [False, True]
    page.emulate_media(media="screen")


def carried(page: Page, folder: Path) -> None:
    """Saved, forgotten, and brought back from the notebooks' own file."""
    panel = page.locator("#your-answers")
    with page.expect_download() as download:
        press(panel, "Save my answers")
    saved = folder / "saved.json"
    download.value.save_as(saved)
    kept = kept_in(saved.read_text("utf-8"))
    assert kept.answers["girl-of-sixteen"]["answer"] == "0,36 g"
    assert kept.predictions["04_intake_from_food/need-320"]["value"] == "51 in 100"
    notebooks = Progress(folder / "progress.json")
    notebooks.add(kept)
    notebooks.record("two-pumpkins", True, "Neither: the kernels are two different foods")
    press(panel, "Forget them")
    page.get_by_role("dialog").get_by_role("button", name="Keep them").click()
    expect(panel).to_contain_text("2 of 12")
    press(panel, "Forget them")
    page.get_by_role("dialog").get_by_role("button", name="Forget them").click()
    says(panel, "Your answers are forgotten.")
    expect(panel).to_contain_text("0 of 12")
    expect(page.locator("#ask-girl-of-sixteen").get_by_role("status")).to_be_empty()
    panel.locator("[type=file]").set_input_files(saved.with_name("progress.json"))
    says(panel, "brought back from “progress.json”")
    expect(panel).to_contain_text("3 of 12")
    panel.locator("[type=file]").set_input_files(__file__)
    says(panel, "is damaged, or is no file of your answers. Nothing was changed.")


FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
DAMAGED = f"if (!localStorage.length) localStorage.setItem('{KEY}', '{{');"
FIRST = json.dumps({"answers": {"two-pumpkins": {"right": True, "tries": 1, "answer": "x"}}})
STALE = f"localStorage.setItem('{KEY}', {json.dumps(FIRST)});"


@pytest.mark.parametrize(("storage", "said", "right"), [
    (FORBIDDEN, "does not let the page keep your answers", 1),
    (FULL, "storage is full", 1),
    (DAMAGED, "was damaged. It is set aside", 1),
    (STALE, "", 2),
], ids=["forbidden", "full", "damaged", "stale"])  # fmt: skip
def test_whatever_becomes_of_the_storage(
    browser: Browser, shelf: Path, storage: str, said: str, right: int
) -> None:
    root = f"{shelf.as_uri()}/"
    with tab(browser, root) as page:
        page.add_init_script(storage)
        opened(page, root)
        card, panel = page.locator("#ask-girl-of-sixteen"), page.locator("#your-answers")
        card.get_by_role("textbox").fill("360")
        press(card, "Check")
        says(card, "✓ Right. 360 mg: more than a grown woman's")
        says(card, said)
        expect(panel).to_contain_text(f"{right} of 12 questions right")
        with page.expect_download():
            press(panel, "Save my answers")
        kept = page.get_by_role("button", name="Save the damaged record")
        expect(kept).to_have_count(2 if storage is DAMAGED else 0)


def test_it_fits_a_phone_and_axe_finds_nothing(browser: Browser, shelf: Path) -> None:
    root = f"{shelf.as_uri()}/"
    with tab(browser, root, viewport={"width": 320, "height": 640}, has_touch=True) as page:
        opened(page, root)
        press(page.locator("#ask-bread-swap"), "Check")
        press(page.locator("#predict-flaxseed-or-rice"), "Skip")
        page.get_by_text("Open my record").click()
        assert (page.evaluate(SMALL), page.evaluate(OVER)) == ([], 0)
        page.evaluate(AXE.read_text("utf-8"))
        for colours in ("light", "dark"):
            page.evaluate(f"document.documentElement.dataset.theme = '{colours}'")
            assert page.evaluate(FAULTS) == []


def test_answers_unfold_without_scripts(browser: Browser, shelf: Path) -> None:
    root = f"{shelf.as_uri()}/"
    with tab(browser, root, java_script_enabled=False) as page:
        page.goto(f"{root}page.html")
        card = page.locator("#ask-girl-of-sixteen")
        answer = card.locator("details p", has_text="The row for girls of 14 to 18 years")
        expect(answer).to_be_hidden()
        card.locator("summary").click()
        expect(answer).to_be_visible()
        expect(card.get_by_role("button")).to_have_count(0)
        expect(page.locator("#court blockquote")).to_have_count(16)
