"""A lesson starts by one press, stays at its top, and says when Python has ended."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tools.lab import ROOT, Lab, Server

LESSON = "05_supplement_forms.ipynb"
READY_MS = 120_000
CONTENT = ".jp-WindowedPanel-outer"
# All sentences that a part comes to hold.
HEARD = """(part) => {
  const heard = [];
  new MutationObserver(() => heard.push(part.textContent)).observe(part, { childList: true });
  return heard;
}"""


@pytest.fixture(scope="module")
def lab(window: BrowserContext, server: Server) -> Iterator[Lab]:
    """A copy of a lesson, with a kernel of its own, in which nothing has run."""
    lab = Lab(window, server)
    lab.open(server.copy(LESSON, "started.ipynb"))
    yield lab
    lab.page.close()


def bar(lab: Lab) -> Locator:
    return lab.page.get_by_role("region", name="Start of the lesson")


def said(lab: Lab) -> Locator:
    return bar(lab).get_by_role("status")


def press(lab: Lab, name: str) -> None:
    bar(lab).get_by_role("button", name=name).click()


def wait_for(lab: Lab, sentence: str) -> None:
    expect(said(lab)).to_contain_text(sentence, timeout=READY_MS)


def test_nothing_runs_before_the_press_and_still_parts_say_so(lab: Lab):
    question = lab.page.locator(".jp-RenderedMarkdown", has_text="This part stands still").first
    expect(question).to_contain_text("press Start this lesson at the top")
    wait_for(lab, "stand still until you start")
    expect(lab.page.locator(".course-card")).to_have_count(0)
    picture = lab.page.locator(".jp-RenderedPlotly").first
    told = picture.evaluate("(part) => getComputedStyle(part, '::after').content")
    assert "press Start this lesson" in told


def test_one_press_runs_all_and_the_view_stays_at_the_top(lab: Lab):
    press(lab, "Start this lesson")
    expect(bar(lab).get_by_text(" of 3")).to_be_visible()
    wait_for(lab, "Ready")
    assert lab.page.locator(CONTENT).evaluate("(part) => part.scrollTop") < 40
    expect(lab.page.get_by_role("heading", name="A label is not a dose").first).to_be_in_viewport()
    lab.wait_for_pictures()
    assert not lab.errors


def test_a_reload_finds_the_lesson_ready(lab: Lab):
    lab.save()
    lab.reload()
    wait_for(lab, "Ready")
    press(lab, "Close this line")
    expect(bar(lab)).to_have_count(0)


def test_a_restart_is_told_and_one_press_starts_again(lab: Lab):
    lab.restart_kernel()
    wait_for(lab, "Python was restarted")
    card = lab.page.locator(".course-card").first
    told = card.evaluate("(part) => getComputedStyle(part, '::after').content")
    assert "press Start again" in told
    press(lab, "Start again")
    wait_for(lab, "Ready")


def test_run_all_from_the_menu_is_as_good(lab: Lab):
    lab.restart_kernel()
    wait_for(lab, "Python was restarted")
    lab.run_all()
    wait_for(lab, "Ready")
    expect(said(lab)).to_be_focused()
    assert lab.page.locator(CONTENT).evaluate("(part) => part.scrollTop") < 40


@pytest.fixture
def slow_python(server: Server) -> Iterator[None]:
    """Python takes longer to come than a break of the connection may take."""
    startup = server.folder / "ipythondir/profile_default/startup/slow.py"
    startup.write_text("import time\n\ntime.sleep(8)\n", "utf-8")
    yield
    startup.unlink()


def test_python_that_was_shut_down_is_told_and_started_again(lab: Lab, slow_python: None):
    lab.menu("Kernel", "kernelmenu:shutdown")
    wait_for(lab, "Python has stopped")
    told = said(lab).evaluate_handle(HEARD)
    press(lab, "Start again")
    wait_for(lab, "Ready")
    sentences = told.json_value()
    assert sentences == [sentences[0], "Ready. All controls and questions work."], sentences


def test_one_switch_shows_the_code_and_stores_nothing(lab: Lab):
    folded = lab.page.locator(".jp-CodeCell", has_text="lesson.header()")
    expect(folded.get_by_text("lesson.header()")).to_be_hidden()
    expect(folded.locator(".jp-InputPlaceholder")).to_be_hidden()
    lab.menu("Lesson", "magnesium:code")
    expect(folded.locator(".cm-content")).to_be_visible()
    lab.save()
    assert '"source_hidden": true' in (server_file(lab)).read_text("utf-8")
    lab.menu("Lesson", "magnesium:code")
    expect(folded.locator(".cm-content")).to_be_hidden()


def server_file(lab: Lab):
    return lab.server.notebooks / lab.file


def test_a_notebook_that_is_no_lesson_is_left_alone(window: BrowserContext, server: Server):
    text = (ROOT / "notebooks" / LESSON).read_text("utf-8").replace('"magnesium_course"', '"x"')
    (server.notebooks / "own.ipynb").write_text(text, "utf-8")
    lab = Lab(window, server)
    lab.open("own.ipynb")
    expect(lab.page.locator(".jp-Notebook")).to_be_visible()
    expect(bar(lab)).to_have_count(0)
    lab.page.close()
    server.end_kernel("own.ipynb")
