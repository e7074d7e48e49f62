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
      on: (events, hear) => heard.push(hear),
      send: () => (window.asked += 1),
    };
    const el = card.appendChild(document.createElement("div"));
    render({ model, el });
    window.say.push((words) => {
      traits.html = words;
      for (const hear of heard) hear();
    });
  }
}"""
QUIET_MS, PATIENCE_MS = 600, 4000


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    with window.new_page() as page:
        page.clock.install()
        page.set_content("<main class='course-card'><input type='range'></main>")
        script = source("status.js").replace("export default", "window.widget =")
        page.add_script_tag(content=f"{{{script}}}")
        page.evaluate(f"({CARD})(window.widget)")
        yield page


def test_a_sentence_that_changes_is_a_sign_of_life(page: Page):
    page.get_by_role("slider").press("ArrowRight")
    page.evaluate("say[1]('new')")
    page.clock.run_for(QUIET_MS + PATIENCE_MS)
    assert page.evaluate("asked") == 0
    expect(page.get_by_role("status").last).to_have_text("new")


def test_a_silent_python_is_asked_once_and_told_until_it_answers(page: Page):
    page.get_by_role("slider").press("ArrowRight")
    page.clock.run_for(QUIET_MS + PATIENCE_MS)
    assert page.evaluate("asked") == 1
    expect(page.get_by_role("status").last).to_contain_text("Python does not answer")
    expect(page.get_by_role("status").first).to_have_text("first")
    page.evaluate("say[1]('late')")
    expect(page.get_by_role("status").last).to_have_text("late")
