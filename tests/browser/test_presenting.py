"""A lesson presented in class: its slides, with the widgets live."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LESSONS, Explorer, LessonPage, Presentation, step_key


def test_every_slide_fits_and_its_widgets_live(lesson: LessonPage):
    moved = False
    with lesson.presented() as slides:
        for at in slides.steps():
            found = [f"slide {at}: {fault}" for fault in slides.faults()]
            for explorer in slides.explorers()[: not moved]:
                found += moved_slider(explorer)
                moved = True
            assert not found, "\n".join(found)
    assert moved, "no slider was on any slide"


def moved_slider(explorer: Explorer) -> list[str]:
    """What does not follow the first slider; it keeps the focus."""
    slider = explorer.sliders[0]
    return list(explorer.left_behind(slider, step_key(slider)))


@pytest.fixture
def slides(new_tab: Callable[[], LessonPage]) -> Iterator[Presentation]:
    """A lesson at the address that `python start.py present` opens."""
    tab = new_tab()
    tab.open_slides(LESSONS[0].name)
    yield Presentation(tab)
    tab.page.close()
    tab.server.end_kernel(tab.file)


def test_only_the_slides_are_seen_and_every_key_is_safe(slides: Presentation):
    page, keys = slides.page, slides.page.keyboard
    cells = page.locator(".jp-Cell").count()
    code = page.locator(".course-on-slide .jp-CodeMirrorEditor:visible")
    assert slides.at == 1
    expect(slides.shell).to_have_count(0)
    for key, at in {
        "ArrowRight": 2,
        "ArrowLeft": 1,
        "Space": 2,
        "PageUp": 1,
        "ArrowDown": 2,
    }.items():
        keys.press(key)
        assert slides.at == at, key
    expect(code).to_have_count(0)
    page.get_by_role("button", name="Code").click()
    expect(code).not_to_have_count(0)
    for letter in ("d", "d", "x", "a", "Enter"):  # JupyterLab's shortcuts for cells
        keys.press(letter)
    assert page.locator(".jp-Cell").count() == cells


def test_keys_stay_with_a_control_and_page_keys_turn_the_page(slides: Presentation):
    explorer = next(found for _ in slides.steps() for found in slides.explorers())
    keys, at = slides.page.keyboard, slides.at
    assert not moved_slider(explorer)
    assert slides.at == at
    keys.press("PageDown")
    assert slides.at == at + 1
    keys.press("ArrowLeft")
    assert slides.at == at
    box = explorer.boxes[0]
    box.fill("123")
    keys.press("ArrowLeft")
    keys.press("Escape")  # leaves the box
    assert slides.at == at
    keys.press("Escape")
    expect(slides.place).to_have_count(0)
    expect(slides.shell).not_to_have_count(0)
