"""Once answers were given (test_questions.py): every look of the cards is accessible to all."""

from helpers.lesson.questions import Choice
from tests.browser.pages import AXE, LessonPage
from tests.browser.test_questions import a_wrong_and_the_right, answer, card_of, one_of_each_kind

CONTENT = ".jp-OutputArea-output, .jp-RenderedMarkdown"
SERIOUS = ("serious", "critical")
# The sentences of the cards in each of their looks, for their colours; answers keep their own.
ALL_LOOKS = """() => {
  const looks = ["note", "right", "wrong", "problem"];
  document.querySelectorAll(".course-status.course-note").forEach((sentence, place) => {
    sentence.className = `course-status course-${looks[place % looks.length]}`;
  });
}"""
# What has an animation, or takes time to change its look.
MOVING = """() => [...document.querySelectorAll(".course-card *")].filter((part) => {
  const { animationName, transitionDuration } = getComputedStyle(part);
  return animationName !== "none" || parseFloat(transitionDuration) > 0;
}).map((part) => part.outerHTML.slice(0, 160))"""
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


def test_axe_finds_nothing_serious_in_an_answered_lesson(lesson: LessonPage):
    """Hints, solutions, verdicts and the score stand there already; a wrong answer joins them."""
    for question in one_of_each_kind(lesson, Choice):
        answer_wrong(lesson, question)
    lesson.page.evaluate(ALL_LOOKS)
    lesson.page.evaluate(OPEN)
    lesson.page.evaluate(AXE.read_text(encoding="utf-8"))
    with lesson.as_high_as_it_is():
        found, measured = lesson.page.evaluate(RUN_AXE, CONTENT).values()
    assert measured > lesson.cards.count(), "axe has not seen the words"
    serious = [finding for finding in found if finding["impact"] in SERIOUS]
    assert not serious, "\n".join(f"{f['rule']}: {f['help']}\n  {f['place']}" for f in serious)


def answer_wrong(lesson: LessonPage, question: Choice) -> None:
    card = card_of(lesson, question)
    answer(card, question, next(a_wrong_and_the_right(question)))
    card.expect_status("wrong", "Not right.")


def test_nothing_moves_by_itself(lesson: LessonPage):
    """So those who asked their system for less motion have nothing to switch off."""
    assert not lesson.page.evaluate(MOVING)
