"""Explorers answer to the keyboard, with their picture and with their sentence."""

from playwright.sync_api import expect

from tests.browser.pages import LESSONS, LessonPage, enter, name, other_number

SMALL = {"width": 1366, "height": 650}
NONSENSE = "1e9"  # tests/test_explorers.py types other kinds, into every box


def test_some_lesson_has_explorers():
    assert any(".show()" in path.read_text(encoding="utf-8") for path in LESSONS)


def test_every_explorer_is_on_the_page(lesson: LessonPage):
    calls = sum(cell.source.count(".show()") for cell in lesson.notebook.cells)
    expect(lesson.cards.filter(has=lesson.page.locator(".course-controls"))).to_have_count(calls)


def test_controls_picture_and_sentence_share_a_small_screen(lesson: LessonPage):
    usual = lesson.page.viewport_size
    lesson.page.set_viewport_size(SMALL)
    try:
        higher = [explorer.title for explorer in lesson.explorers() if explorer.is_too_high()]
    finally:
        lesson.page.set_viewport_size(usual)
    assert not higher


def test_each_slider_and_each_list_is_followed(lesson: LessonPage):
    stuck = lesson.stuck()
    assert not stuck, "\n".join(stuck)


def test_number_boxes_take_what_fits_and_say_what_does_not(lesson: LessonPage):
    for explorer in lesson.explorers():
        for box in explorer.boxes[:1]:
            fitting, which = box.input_value(), f"{explorer.title}: {name(box)}"
            enter(box, NONSENSE)
            explorer.expect_status("problem", f"“{NONSENSE}”")  # comes after the picture
            assert explorer.empty(), "an old picture stands beside an entry that does not fit"
            enter(box, fitting)
            expect(explorer.status, which).not_to_contain_text(f"“{NONSENSE}”")
            picture, sentence = explorer.drawn(), explorer.sentence()
            enter(box, other_number(box))
            expect(explorer.status, which).not_to_have_text(sentence)
            assert explorer.draws_other(picture), which
            enter(box, fitting)
            explorer.expect_status("note", sentence)
