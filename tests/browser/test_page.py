"""The page as such: pictures with names and words, accessible to all, at every width."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import expect

from helpers.drawing import FONT
from tests.browser.pages import WIDGET, LessonPage
from tools.lab import PLOTLY

AXE = files("axe_playwright_python").joinpath("axe.min.js")
CONTENT = ".jp-OutputArea-output, .jp-RenderedMarkdown"
SERIOUS = ("serious", "critical")
# The sentences of the cards in each of their looks, for their colours.
ALL_LOOKS = """() => {
  const looks = ["note", "right", "wrong", "problem"];
  document.querySelectorAll(".course-status").forEach((sentence, place) => {
    sentence.className = `course-status course-${looks[place % looks.length]}`;
  });
}"""
# JupyterLab's body is no pixel high and hides what reaches beyond: axe would see no text at all.
OPEN = """() => document.head.append(Object.assign(document.createElement("style"), {
  textContent: "html, body { height: 100% }",
}))"""
# Every finding once: what is wrong and where; and in how many places the colours of words were
# measured. The rest of a notebook's page is JupyterLab's own.
RUN_AXE = """async (content) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const lesson = { include: [".jp-Notebook"], exclude: [".cm-editor", "svg"] };
  const { violations, passes } = await axe.run(lesson, { runOnly: tags });
  const ours = (node) => document.querySelector(node.target[0])?.closest(content);
  const colors = [...violations, ...passes].filter(({ id }) => id === "color-contrast");
  return {
    found: violations.flatMap(({ id, impact, help, nodes }) => nodes.filter(ours).map((node) => ({
      rule: id, impact, help, place: node.html.slice(0, 160),
    }))),
    measured: colors.flatMap(({ nodes }) => nodes).filter(ours).length,
  };
}"""


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


def test_axe_finds_nothing_serious_in_the_lesson(lesson: LessonPage):
    lesson.page.evaluate(ALL_LOOKS)
    lesson.page.evaluate(OPEN)
    lesson.page.evaluate(AXE.read_text(encoding="utf-8"))
    with lesson.as_high_as_it_is():
        found, measured = lesson.page.evaluate(RUN_AXE, CONTENT).values()
    assert measured > lesson.cards.count(), "axe has not seen the words"
    serious = [finding for finding in found if finding["impact"] in SERIOUS]
    assert not serious, "\n".join(f"{f['rule']}: {f['help']}\n  {f['place']}" for f in serious)


def test_the_page_has_the_letters_of_its_pictures(lesson: LessonPage):
    written = lesson.page.locator(".jp-RenderedMarkdown p, .course-status")
    families = written.evaluate_all("(all) => all.map((one) => getComputedStyle(one).fontFamily)")
    assert set(families) == {FONT}


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
