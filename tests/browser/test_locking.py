"""Keys, clicks and drags leave a lesson as it is; a fresh copy mends the rest."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tools.lab import Lab, Server

LESSON = "00_start_here.ipynb"
FILE = "locked.ipynb"
HARMFUL = (
    "d d", "x", "v", "y", "m", "r", "1", "a", "b", "z", "0 0", "Enter", "Shift+M", "Alt+Enter",
    "ArrowLeft", "Shift+ArrowDown", "Control+Shift+ArrowDown", "Control+Shift+ArrowUp",
    "Control+Shift+m", "Control+Backspace", "Control+Shift+ArrowLeft",
)  # fmt: skip


@pytest.fixture(scope="module")
def lab(window: BrowserContext, server: Server) -> Iterator[Lab]:
    """A copy of the start page, with a kernel of its own."""
    server.copy(LESSON, FILE)
    lab = Lab(window, server)
    lab.open(FILE)
    lab.run_all()
    yield lab
    lab.page.close()


def stored(lab: Lab) -> list[tuple[str, str]]:
    """The cells as they are saved."""
    lab.save()
    file = lab.server.notebooks / lab.file
    while not (whole := file.read_text("utf-8")).endswith("}\n"):
        lab.page.wait_for_timeout(50)  # while JupyterLab is still writing
    cells = json.loads(whole)["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def text(lab: Lab, heading: str) -> Locator:
    return lab.page.locator(".jp-MarkdownCell", has_text=heading).first


def press(lab: Lab, keys: str) -> None:
    for key in keys.split():
        lab.page.keyboard.press(key)


def test_keys_that_hurt_change_nothing(lab: Lab):
    before = stored(lab)
    for keys in HARMFUL:
        text(lab, "What this course is").click()
        press(lab, keys)
        expect(lab.page.locator(".jp-Dialog")).to_have_count(0)
    assert stored(lab) == before
    expect(text(lab, "What this course is").locator(".cm-content:visible")).to_have_count(0)
    expect(text(lab, "Your way through the course")).to_be_visible()  # no section is folded


def test_a_double_click_leaves_the_text_as_it_is_read(lab: Lab):
    text(lab, "What this course is").dblclick()
    expect(text(lab, "What this course is").locator(".jp-RenderedMarkdown")).to_be_visible()


def test_a_cell_cannot_be_dragged(lab: Lab):
    before = stored(lab)
    text(lab, "What this course is").locator(".jp-InputPrompt").hover()
    lab.page.mouse.down()
    text(lab, "Your way through the course").hover()
    lab.page.mouse.up()
    assert stored(lab) == before


def test_after_an_exercise_typing_changes_no_text(lab: Lab):
    before = stored(lab)
    exercise = lab.page.locator(".jp-CodeCell", has_text="print(f").first
    exercise.locator(".cm-content").click()
    press(lab, "Control+Shift+- Shift+Enter")
    lab.page.keyboard.type("12.4 mg dd xx")
    assert stored(lab) == before
    exercise.locator(".cm-content").click()
    lab.page.keyboard.type("# ")  # a reader's own code
    assert stored(lab) != before
    press(lab, "Control+z")


def test_a_cell_of_ones_own_can_go_again(lab: Lab):
    before = stored(lab)
    text(lab, "What this course is").click()
    lab.page.locator(
        ".jp-NotebookPanel-toolbar [data-command='notebook:insert-cell-below']"
    ).click()
    assert len(stored(lab)) == len(before) + 1
    lab.page.locator(".jp-Cell.jp-mod-active .cm-content").click()
    press(lab, "Escape d d")
    assert stored(lab) == before


def test_an_author_opens_the_lesson_and_a_fresh_copy_brings_it_back(lab: Lab):
    whole = stored(lab)
    answers = lab.server.folder / "progress.json"
    answers.write_text('{"answers": {}}', "utf-8")
    lab.menu("Lesson", "magnesium:edit")
    text(lab, "What this course is").dblclick()
    text(lab, "What this course is").locator(".cm-content").click()
    lab.page.keyboard.type("Broken.")
    press(lab, "Shift+Enter")
    assert stored(lab) != whole
    lab.menu("Lesson", "magnesium:fresh")
    dialog = lab.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("all your answers are kept")
    dialog.get_by_role("button", name="Fresh copy").click()
    expect(dialog).to_have_count(0)
    expect(lab.page.get_by_text("Broken.")).to_have_count(0)
    expect(lab.page.get_by_role("button", name="Start this lesson")).to_be_visible()
    [kept] = lab.server.notebooks.glob("locked *.ipynb")
    assert "Broken." in kept.read_text("utf-8")
    assert stored(lab)[0][1].startswith("# Magnesium and bone health")
    assert answers.read_text("utf-8") == '{"answers": {}}'
    text(lab, "What this course is").click()
    press(lab, "d d")
    expect(text(lab, "What this course is")).to_be_visible()
    lab.restart_and_run_all()
    assert not lab.errors
