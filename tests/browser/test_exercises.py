"""Exercises in the page: boxes by keyboard, and a wrong cell that stops nothing."""

import pytest
from playwright.sync_api import Locator, expect

from helpers.lesson.questions import questions
from tests.browser.pages import LESSONS, LessonPage
from tests.browser.test_questions import card_of

BUSY = "import time\ntime.sleep(2)"
LESSON, NAME = LESSONS[0], "first-exercise"
MISTYPED = 'low = 12,4 mmol\nhigh = 583.3\nlesson.check("first-exercise", low=low, high=high)'


@pytest.fixture(scope="module")
def page(new_tab, server) -> LessonPage:
    """A copy of the first lesson, with a kernel of its own, after Run > Run All Cells."""
    page = new_tab()
    page.open(server.copy(LESSON.name, "exercises.ipynb"))
    page.run_all()
    return page


def exercise(page: LessonPage) -> Locator:
    return card_of(page, questions(LESSON.stem)[NAME]).card


def test_the_boxes_form_a_named_group_and_each_has_a_name(page: LessonPage):
    group = exercise(page).get_by_role("group", name="Your answers: How many mg")
    expect(group.get_by_role("textbox")).to_have_count(2)
    for name in ("12 mmol are (mg)", "24 mmol are (mg)"):
        expect(group.get_by_role("textbox", name=name, exact=True)).to_be_visible()


def test_boxes_are_filled_and_checked_by_keyboard(page: LessonPage):
    card = card_of(page, questions(LESSON.stem)[NAME])
    press, type_ = page.page.keyboard.press, page.page.keyboard.type
    card.card.get_by_role("textbox").first.focus()
    type_("0,2917 g")
    press("Tab")
    type_("24")
    press("Enter")
    card.expect_status("wrong", "12 mmol are (mg): ✓ Right. 0,2917 g is 292 mg.")
    card.expect_status("wrong", "24 mmol are (mg): ✗ Not right.")
    press("Control+a")
    type_("583.3 mg")
    press("Enter")
    card.expect_status("right", "24 mmol are (mg): ✓ Right.")
    expect(card.card.get_by_role("textbox").first).to_have_value("0,2917 g")


def test_a_wrong_cell_says_one_sentence_and_stops_nothing(page: LessonPage):
    cell = page.page.locator(".jp-CodeCell", has_text="lesson.check").first
    cell.locator(".cm-content").fill(MISTYPED)
    page.restart_and_run_all()
    said = cell.locator(".jp-RenderedMarkdown")
    expect(said).to_contain_text("“12,4 mmol”: in Python a number stands without its unit.")
    expect(cell.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
    expect(page.page.get_by_role("status").filter(has_text="Ready.")).to_be_visible()
    expect(
        page.cards.filter(has_text="answered correctly")
    ).to_be_visible()  # the last cell ran, too


def test_what_was_entered_last_is_judged_however_busy_python_is(page: LessonPage):
    """Entries wait in line then; one that would come after the press comes along with it."""
    cell = page.page.locator(".jp-CodeCell", has_text="lesson.check").first
    cell.locator(".cm-content").fill(BUSY)
    page.page.keyboard.press("Control+Enter")
    card = card_of(page, questions(LESSON.stem)[NAME])
    press, type_ = page.page.keyboard.press, page.page.keyboard.type
    card.card.get_by_role("textbox").first.focus()
    for entry in ("1", "2", "292"):
        press("Control+a")
        type_(f"{entry} mg")
        press("Tab")
        press("Shift+Tab")
    press("Enter")
    card.expect_status("problem", "12 mmol are (mg): ✓ Right.")
