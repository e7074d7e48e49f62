"""The start page from control to control by keyboard alone, and what a screen reader is told."""

from playwright.sync_api import Locator, expect

from helpers.lesson.questions import questions
from tests.browser.pages import Card, LessonPage
from tests.browser.test_questions import card_of

MOST_TABS = 300  # more than this page has
OUTLINE = "(part) => { const { outlineStyle, outlineWidth } = getComputedStyle(part);\
  return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth); }"


def tab_to(page: LessonPage, control: Locator) -> None:
    """Press Tab until the control has the focus, and see that the focus is seen."""
    goal = control.element_handle()
    for _ in range(MOST_TABS):
        page.page.keyboard.press("Tab")
        if page.page.evaluate("(goal) => document.activeElement === goal", goal):
            assert goal.evaluate(OUTLINE) >= 2, "the focus is not visible"
            return
    raise AssertionError(f"Tab does not reach {control}")


def announced(card: Card) -> str:
    """What the accessibility tree holds as the card's announcement."""
    return card.status.aria_snapshot()


def test_the_page_is_walked_by_keyboard_alone(start_page: LessonPage):
    press, type_ = start_page.page.keyboard.press, start_page.page.keyboard.type
    start_page.page.locator(".jp-Cell").first.focus()

    [converter] = start_page.explorers()
    before = converter.sentence()
    tab_to(start_page, converter.sliders[0])
    press("ArrowRight")
    expect(converter.status).not_to_have_text(before)
    assert all(word in announced(converter) for word in converter.sentence().split())

    number, choice = (card_of(start_page, q) for q in list(questions("00_start_here").values())[:2])
    tab_to(start_page, number.card.get_by_label("Your answer"))
    type_("10")
    press("Enter")
    number.expect_status("wrong", "Not right")
    tab_to(start_page, number.card.get_by_role("button", name="Hint"))
    press("Space")
    number.expect_status("note", "Hint 1 of 3")
    assert "Hint 1 of 3" in announced(number)

    tab_to(start_page, choice.card.get_by_role("radio").first)
    press("Space")
    press("ArrowDown")
    press("Tab")
    expect(choice.card.get_by_role("button", name="Check")).to_be_focused()
    press("Enter")
    choice.expect_status("right", "Right")


def test_escape_leads_from_a_control_to_its_cell_and_on_to_the_code(start_page: LessonPage):
    start_page.page.locator(".jp-Cell").first.focus()
    exercise = card_of(start_page, questions("00_start_here")["first-exercise"])
    tab_to(start_page, exercise.card.get_by_role("button", name="Hint"))
    for key in ("Escape", "ArrowDown", "ArrowDown", "Enter", "Control+a"):
        start_page.page.keyboard.press(key)
    start_page.page.keyboard.insert_text('lesson.check("first-exercise", low=291.7, high=583.3)')
    start_page.page.keyboard.press("Shift+Enter")
    said = start_page.page.locator(".jp-RenderedMarkdown").filter(
        has_text="12 mmol are (mg): ✓ Right."
    )
    expect(said).to_contain_text("24 mmol are (mg): ✓ Right.")
