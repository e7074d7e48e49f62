"""The page as such: pictures with names and words, whatever the width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from helpers.drawing import FONT
from tests.browser.pages import WIDGET, LessonPage
from tools.lab import PLOTLY


def test_stored_pictures_show_before_anything_runs(lesson: LessonPage):
    assert lesson.stored_pictures == lesson.stored(PLOTLY)
    assert not lesson.broken


def test_every_stored_card_is_on_the_page(lesson: LessonPage):
    expect(lesson.cards).to_have_count(lesson.stored(WIDGET))
    assert len(lesson.figures()) == lesson.stored(PLOTLY)


def test_every_figure_has_a_name_and_a_visible_sentence(lesson: LessonPage):
    for figure in lesson.figures():
        name = figure.card.locator("[role=img]").get_attribute("aria-label")
        assert len(name) >= 40
        static = not figure.status.count()
        sentence = lesson.page.locator("em", has_text=name) if static else figure.status
        expect(sentence, name).to_be_visible()
        assert sentence.text_content().strip(), name


def test_the_page_has_the_letters_of_its_pictures(lesson: LessonPage):
    written = lesson.page.locator(".jp-RenderedMarkdown p, .course-status")
    families = written.evaluate_all("(all) => all.map((one) => getComputedStyle(one).fontFamily)")
    assert set(families) == {FONT}


# A picture has the words if it is wider than its place, and only then.
TOLD = """(figure) => {
  const told = getComputedStyle(figure, "::after").content.includes("sideways");
  return told === figure.scrollWidth > figure.clientWidth;
}"""
WIDTHS = {"wide": (1280, True), "middle": (800, True), "narrow": (420, False)}
sized = pytest.fixture(params=WIDTHS.values(), ids=WIDTHS)


@sized
def lesson_at(request: pytest.FixtureRequest, lesson: LessonPage) -> Iterator[LessonPage]:
    """The lesson in a window of some width, in the widest letters."""
    with lesson.as_wide_as(*request.param):
        yield lesson


def test_nothing_overflows(lesson_at: LessonPage):
    found = lesson_at.page.evaluate("course.overflow()")
    assert not found, "\n".join(found)


def test_a_picture_that_goes_on_to_the_side_says_so(lesson_at: LessonPage):
    for figure in lesson_at.page.locator(".course-figure").all():
        figure.scroll_into_view_if_needed()  # JupyterLab lays a card out when it comes into view
        lesson_at.page.wait_for_function(TOLD, arg=figure.element_handle())
