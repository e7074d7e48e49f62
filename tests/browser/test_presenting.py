"""A lesson presented in class: its slides, with the widgets live."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.pages import LESSONS, Explorer, LessonPage, Presentation, step_key
from tools.instructor.teaching import teaching
from tools.lab import running_server

# In % of the slide's height: 16 pixels of 720, and what is read as prose.
SMALLEST_WORDS, SMALLEST_PROSE = 2.2, 3
CHECK = "button:text-is('Check')"


def too_small(slides: Presentation) -> list[str]:
    """The smallest letters of a slide, if the back row cannot read them."""
    (prose, sentence), (size, words) = slides.letters()
    found = [f"prose of {prose} %: {sentence}"] * (prose < SMALLEST_PROSE)
    return found + [f"letters of {size} %: {words}"] * (size < SMALLEST_WORDS)


def test_every_slide_fits_and_its_widgets_live(lesson: LessonPage):
    as_started(lesson)
    moved, seen, aside = False, set(), {}
    waiting, pressed = lesson.page.locator(CHECK).count(), 0
    with lesson.presented() as slides:
        for at in slides.steps():
            found = [f"slide {at}: {fault}" for fault in slides.faults() + too_small(slides)]
            pressed += slides.page.locator(f".course-on-slide {CHECK}:visible").count()
            on_slide, made_room = slides.cells()
            seen |= on_slide
            aside |= dict.fromkeys(made_room, at)
            for explorer in slides.explorers()[: not moved]:
                found += moved_slider(explorer)
                moved = True
            assert not found, "\n".join(found)
    assert moved, "no slider was on any slide"
    assert pressed >= waiting, "an answer cannot be checked on its slide"
    lost = {cell: at for cell, at in aside.items() if cell not in seen}
    assert not lost, f"cells that no slide shows, by the step that has no room for them: {lost}"


# All slides grow with the window in one way: the fullest lessons show it. A low window squeezes
# pictures the most.
LARGE, LOW = {"width": 1920, "height": 1080}, {"width": 1366, "height": 650}
ROOMS = {LESSONS[2]: LARGE, LESSONS[7]: LARGE, LESSONS[5]: LOW}


# By its lesson alone: with another parameter pytest would run it last, when claims are judged.
@pytest.mark.parametrize("opened", ROOMS, ids=lambda path: path.stem, indirect=True)
def test_every_slide_is_read_from_the_back_row_of_another_room(lesson: LessonPage):
    usual = lesson.page.viewport_size
    lesson.page.set_viewport_size(next(ROOMS[path] for path in ROOMS if path.name == lesson.file))
    with lesson.presented() as slides:
        for at in slides.steps():
            found = slides.faults() + too_small(slides)
            assert not found, f"slide {at}: " + "\n".join(found)
    lesson.page.set_viewport_size(usual)


def as_started(lesson: LessonPage) -> None:
    """Other tests have opened More and moved controls; a longer sentence takes more room."""
    for reset in lesson.page.get_by_role("button", name="Reset", exact=True).all():
        reset.click()
    lesson.page.evaluate("course.unfold(false)")


def moved_slider(explorer: Explorer) -> list[str]:
    """What does not follow the first slider; it keeps the focus."""
    slider = explorer.sliders[0]
    return list(explorer.left_behind(slider, step_key(slider)))


@pytest.fixture
def slides(
    new_tab: Callable[[], LessonPage], request: pytest.FixtureRequest
) -> Iterator[Presentation]:
    """A lesson at the address that `python start.py present` opens; the first if none is named."""
    tab = new_tab()
    tab.server.forget_answers()
    tab.open_slides(getattr(request, "param", LESSONS[0]).name)
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


@pytest.fixture(scope="module")
def talk(window: BrowserContext) -> Iterator[Presentation]:
    """A talk where a person's own setting keeps cells that are out of sight out of the page.

    On a server of its own: any page that is loaded from it has the setting.
    """
    with running_server() as server:
        settings = server.folder / "jupyter_config_dir/lab/user-settings/@jupyterlab"
        setting = settings / "notebook-extension/tracker.jupyterlab-settings"
        setting.parent.mkdir(parents=True)
        setting.write_text('{"windowingMode": "full"}', "utf-8")
        tab = LessonPage(window, server)
        tab.open_slides("05_supplement_forms.ipynb")
        yield Presentation(tab)
        tab.page.close()


def test_no_setting_leaves_a_slide_empty(talk: Presentation):
    talk.page.keyboard.press("Home")
    empty = [at for at in talk.steps() if "nothing is on it" in talk.faults()]
    assert not empty


def test_a_link_explains_in_place_and_the_talk_goes_on(talk: Presentation):
    page, said = talk.page, talk.page.get_by_role("dialog")
    page.keyboard.press("Home")
    link = page.locator(".course-on-slide a[href*='00_start_here']:visible").first
    while not link.count():
        page.keyboard.press("PageDown")
    at = talk.at
    link.click()
    expect(said.get_by_role("heading")).to_be_visible()
    assert len(said.locator("p").text_content()) > 20
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    assert talk.at == at


def test_a_reload_comes_back_to_the_same_step(talk: Presentation):
    talk.page.keyboard.type("12")
    talk.page.keyboard.press("Enter")
    assert talk.at == 12
    talk.page.reload()
    expect(talk.place).to_have_text(re.compile("^12 / "))
    expect(talk.shell).to_have_count(0)


# A full lesson: what takes long to restore can be disturbed.
@pytest.mark.parametrize("slides", [LESSONS[7]], ids=lambda path: path.stem, indirect=True)
def test_a_reload_before_anything_was_saved_brings_the_cards_back(slides: Presentation):
    """The cells run again; they must not come in the way of what JupyterLab restores."""
    next(found for _ in slides.steps() for found in slides.explorers())
    slides.page.reload()
    expect(slides.page.locator(".course-on-slide .course-card input").first).to_be_visible()


def test_black_screen_overview_and_help(talk: Presentation):
    page, black, said = (
        talk.page,
        talk.page.locator("body.course-black"),
        talk.page.get_by_role("dialog"),
    )
    page.keyboard.press("b")
    expect(black).to_have_count(1)
    page.keyboard.press("PageDown")
    expect(black).to_have_count(0)
    page.keyboard.press("?")
    expect(said).to_contain_text("black screen")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    said.get_by_role("button").nth(4).click()
    expect(said).to_be_hidden()
    expect(page.get_by_title("Minutes since the start")).to_contain_text("min")
    expect(page.get_by_role("button", name="Back")).to_be_visible()


def test_notes_stand_in_a_window_of_their_own_and_the_answer_on_the_slide(talk: Presentation):
    page, keys = talk.page, talk.page.keyboard
    keys.press("Home")
    with page.expect_popup() as opened:
        keys.press("n")
    notes = opened.value
    expect(notes.get_by_text("On the board")).to_be_visible()
    notes.keyboard.press("PageDown")  # the presenter's own screen has the focus
    expect(talk.place).to_have_text(re.compile("^2 / "))
    step = teaching("05_supplement_forms").steps["05supplement-26"]
    for key in (*str(step), "Enter"):
        notes.keyboard.press(key)
    expect(notes.get_by_text("Vote")).to_be_visible()
    expect(page.locator(".course-box")).to_be_hidden()
    keys.press("s")
    answer = page.get_by_role("dialog", name="Answer")
    expect(answer).to_contain_text(re.compile(r"^AnswerA\. "))
    keys.press("Escape")
    expect(answer).to_be_hidden()
    with notes.expect_event("close"):
        keys.press("Escape")
