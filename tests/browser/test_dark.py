"""In a dark theme no picture glares, and each is bright again in the light one."""

from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest

from tests.browser.pages import LessonPage
from tools.lab import Server

LESSON, FILE = "03_assessing_deficiency.ipynb", "in_the_dark.ipynb"
# How bright an image is, from 0 for black to 255 for white.
BRIGHTNESS = """async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
  paper.drawImage(image, 0, 0);
  const { data } = paper.getImageData(0, 0, image.width, image.height);
  return data.reduce((sum, part) => sum + part, -255 * data.length / 4) / (data.length * 3 / 4);
}"""


@pytest.fixture(scope="module")
def lesson(new_tab: Callable[[], LessonPage], server: Server) -> Iterator[LessonPage]:
    """A lesson before it runs."""
    page = new_tab()
    page.open(server.copy(LESSON, FILE))
    yield page
    page.page.close()
    server.end_kernel(FILE)


@pytest.fixture
def dark(lesson: LessonPage) -> Iterator[LessonPage]:
    """The lesson in JupyterLab's dark theme."""
    choose(lesson, "JupyterLab Dark", light="false")
    yield lesson
    choose(lesson, "JupyterLab Light", light="true")


def choose(lesson: LessonPage, theme: str, light: str) -> None:
    """Settings > Theme, until the page has it."""
    lesson.page.locator(".lm-MenuBar-item", has_text="Settings").click()
    lesson.page.locator(".lm-Menu-item", has_text="Theme").first.click()
    lesson.page.locator(".lm-Menu-item", has_text=theme).first.click()
    lesson.page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")


def brightness(lesson: LessonPage, kind: str) -> float:
    """Of the first picture of a kind, as it is seen."""
    picture = lesson.page.locator(f"{kind} > *").first
    png = b64encode(picture.screenshot()).decode()
    return picture.evaluate(f"(_, png) => ({BRIGHTNESS})(png)", png)


def test_a_stored_picture_is_dark(dark: LessonPage) -> None:
    assert brightness(dark, ".jp-RenderedPlotly") < 70


def test_a_drawn_picture_is_dark(dark: LessonPage) -> None:
    dark.run_all()
    assert brightness(dark, ".course-figure") < 70


def test_it_is_bright_again_in_the_light_theme(lesson: LessonPage) -> None:
    lesson.run_all()
    assert brightness(lesson, ".course-figure") > 200
