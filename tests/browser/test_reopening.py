"""Pictures follow their controls however the page, the tab or the kernel came back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import without_complaint
from tests.browser.pages import LESSONS, LessonPage, step_key
from tools.lab import PLOTLY, Server

RUN_ALL = "Run › Run All Cells"


@pytest.fixture(scope="module")
def opened_copy(server: Server, new_tab: Callable[[], LessonPage]) -> LessonPage:
    """A copy, with a kernel of its own, of the first lesson that has an explorer."""
    lesson = next(path for path in LESSONS if ".show()" in path.read_text(encoding="utf-8"))
    page = new_tab()
    page.open(server.copy(lesson.name, "reopened.ipynb"))
    page.run_all()
    return page


@pytest.fixture
def page(opened_copy: LessonPage) -> Iterator[LessonPage]:
    yield from without_complaint(opened_copy)


def assert_all_follow(page: LessonPage) -> None:
    assert page.explorers()
    assert not page.stuck()


def test_after_closing_and_reopening_the_tab(page: LessonPage):
    page.save()
    page.close()
    page.open(page.file)
    page.wait_for_pictures()
    assert_all_follow(page)


def test_pictures_stand_still_for_another_python(page: LessonPage):
    page.save()
    page.close()
    page.server.end_kernel(page.file)
    page.open(page.file)
    still = page.page.locator(".jp-RenderedImage, .jp-RenderedPlotly")
    expect(still).to_have_count(page.stored(PLOTLY))
    expect(page.cards).to_have_count(0)
    outputs = page.page.locator(".jp-OutputArea-output")
    expect(outputs.filter(has_text="Error displaying widget")).to_have_count(0)
    expect(page.page.locator(".lm-mod-current.jp-mod-dirty")).to_have_count(0)
    page.run_all()
    assert_all_follow(page)


def test_after_a_reload(page: LessonPage):
    page.save()
    page.reload()
    assert_all_follow(page)


def test_after_a_reload_without_saving(page: LessonPage):
    page.save()
    page.run_all()
    page.reload()
    assert_all_follow(page)


def test_in_a_second_tab(page: LessonPage, new_tab: Callable[[], LessonPage]):
    page.save()
    second = new_tab()
    second.open(page.file)
    second.wait_for_pictures()
    assert_all_follow(second)
    here, there = page.explorers()[0], second.explorers()[0]
    picture = here.drawn()
    slider = there.sliders[0]
    slider.press(step_key(slider))
    assert here.draws_other(picture), "the first tab stays behind the second"
    second.page.close()


def test_when_the_cell_is_run_twice(page: LessonPage):
    for explorer in page.explorers():
        page.run_cell(explorer.card)
    assert_all_follow(page)


def test_a_restarted_kernel_says_what_to_run_and_comes_back(page: LessonPage):
    page.restart_kernel()
    for explorer in page.explorers():
        slider = explorer.sliders[0]
        slider.press(step_key(slider))
        expect(explorer.status).to_contain_text(RUN_ALL)
    page.run_all()
    assert_all_follow(page)


def test_when_its_cell_is_copied(page: LessonPage):
    """Last: the notebook then has one picture more than it was stored with."""
    pictures = page.page.locator(".course-figure:has(svg)")
    before = pictures.count()
    page.explorers()[0].card.locator(".course-title").click()  # selects its cell
    page.menu("Edit", "notebook:copy-cell")
    page.menu("Edit", "notebook:paste-cell-below")
    expect(pictures).to_have_count(before + 1)
    assert_all_follow(page)
