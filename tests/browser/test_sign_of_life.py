"""A card whose Python is silent says so; one that answers asks nothing more of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from helpers.lesson.live import source

# Two sentences of one card; `say` is Python's answer, and `asked` counts what the page asks of it.
CARD = """({ render }) => {
  const card = document.querySelector(".course-card");
  window.asked = 0;
  window.say = [];
  for (const html of ["first", "last"]) {
    const heard = [];
    const traits = { html, kind: "note", spoken: true };
    const model = {
      get: (trait) => traits[trait],
      on: (events, hear) => heard.push([events.split(" "), hear]),
      send: () => (window.asked += 1),
    };
    const el = card.appendChild(document.createElement("div"));
    render({ model, el });
    window.say.push((words) => {
      traits.html = words;
      for (const [events, hear] of heard) if (events.includes("change:html")) hear();
    });
  }
}"""
PAST_QUIET_MS, PAST_PATIENCE_MS = 600, 4100


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    with window.browser.new_context() as alone:  # a clock is set for all pages of a context
        page = alone.new_page()
        page.clock.install()
        page.set_content("<main class='course-card'><input type='range'></main>")
        script = source("status.js").replace("export default", "window.widget =")
        page.add_script_tag(content=f"{{{script}}}")
        page.evaluate(f"({CARD})(window.widget)")
        yield page


@pytest.mark.parametrize("which", [0, 1])
def test_any_sentence_that_changes_is_a_sign_of_life(page: Page, which: int):
    page.get_by_role("slider").press("ArrowRight")
    page.evaluate(f"say[{which}]('new')")
    page.clock.run_for(PAST_QUIET_MS + PAST_PATIENCE_MS)
    assert page.evaluate("asked") == 0
    expect(page.get_by_role("status").nth(which)).to_have_text("new")


def test_a_silent_python_is_asked_once_and_told_until_it_answers(page: Page):
    page.get_by_role("slider").press("ArrowRight")
    page.clock.run_for(PAST_QUIET_MS + PAST_PATIENCE_MS)
    assert page.evaluate("asked") == 1
    for sentence in page.get_by_role("status").all():  # none stands beside entries it does not fit
        expect(sentence).to_contain_text("Python does not answer")
    page.evaluate("say[1]('late')")
    expect(page.get_by_role("status")).to_have_text(["first", "late"])
