"""Explorers answer to the keyboard, with their picture and with their sentence."""

import pytest
from playwright.sync_api import Locator

from tests.browser.pages import LESSONS, OPPOSITE, Explorer, LessonPage, name, step_key

NONSENSE = ("abc", "", "nan", "1e9", "-1e9")


def test_some_lesson_has_explorers():
    assert any(".show()" in path.read_text(encoding="utf-8") for path in LESSONS)


def test_every_explorer_is_on_the_page(lesson: LessonPage):
    calls = sum(cell.source.count(".show()") for cell in lesson.notebook.cells)
    assert len(lesson.explorers()) == calls


def test_each_control_moves_picture_and_sentence(lesson: LessonPage):
    stuck = [
        f"{explorer.title}: {name(control)}: {problem}"
        for explorer in lesson.explorers()
        for control in explorer.controls()
        for problem in stays(explorer, control)
    ]
    assert not stuck, "\n".join(stuck)


def stays(explorer: Explorer, control: Locator) -> list[str]:
    """What does not follow when a control is moved by one step and back."""
    picture, sentence, key = explorer.drawn(), explorer.sentence(), step_key(control)
    control.press(key)
    problems = []
    if not explorer.redrawn(picture):
        problems.append(f"{key} leaves the picture as it was")
    if not explorer.sentence_changed(sentence):
        problems.append(f"{key} leaves the sentence as it was")
    control.press(OPPOSITE[key])
    if not explorer.drawn_again(picture):
        problems.append(f"{OPPOSITE[key]} does not bring the picture back")
    return problems


@pytest.mark.parametrize("entry", NONSENSE)
def test_what_does_not_fit_gets_a_sentence_and_the_picture_stays(lesson: LessonPage, entry: str):
    for explorer in lesson.explorers():
        picture, sentence = explorer.drawn(), explorer.sentence()
        for box in explorer.boxes():
            fitting = box.input_value()
            enter(box, entry)
            explorer.expect_status("problem", "Enter a number from")
            assert explorer.drawn() == picture
            enter(box, fitting)
            explorer.expect_status("note", sentence)


def enter(box: Locator, text: str) -> None:
    """Type a text into a number box."""
    box.fill(text)
    box.press("Enter")


