"""Explorers answer to the keyboard, with their picture and with their sentence."""

from tests.browser.pages import LESSONS, LessonPage, enter, name

NONSENSE = ("abc", "", "1e9")


def test_some_lesson_has_explorers():
    assert any(".show()" in path.read_text(encoding="utf-8") for path in LESSONS)


def test_every_explorer_is_on_the_page(lesson: LessonPage):
    calls = sum(cell.source.count(".show()") for cell in lesson.notebook.cells)
    assert len(lesson.explorers()) == calls


def test_each_control_moves_picture_and_sentence(lesson: LessonPage):
    assert not lesson.stuck()


def test_what_does_not_fit_gets_a_sentence_and_the_picture_stays(lesson: LessonPage):
    for explorer in lesson.explorers():
        picture, sentence = explorer.drawn(), explorer.sentence()
        for box in explorer.boxes:
            fitting = box.input_value()
            for entry in NONSENSE:
                enter(box, entry)
                explorer.expect_status("problem", f"“{entry}”")
                assert explorer.drawn() == picture
            enter(box, fitting)
            explorer.expect_status("note", sentence)


def test_a_typed_number_moves_slider_and_picture(lesson: LessonPage):
    for explorer in lesson.explorers():
        for box in explorer.boxes:
            slider = box.locator("xpath=ancestor::*[contains(@class, 'course-number')]").locator(
                "[type=range]"
            )
            fitting, picture, sentence = box.input_value(), explorer.drawn(), explorer.sentence()
            enter(box, lowest := slider.get_attribute("min"))
            assert explorer.draws_other(picture), f"{explorer.title}: {name(box)}"
            assert slider.input_value() == lowest
            enter(box, fitting)
            explorer.expect_status("note", sentence)
