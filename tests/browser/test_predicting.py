"""A prediction covers its explorer and the rest of its section until it is made, by keyboard alone.

It stays as it was. A still picture waits below a prediction that opens no explorer.
"""

from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.pages import Explorer
from tools.lab import PLOTLY, Lab, Server, running_server

FILE = "guess.ipynb"
ASK = """\
from helpers.explorers.absorption import schedule
from helpers.lesson.predict import PredictionCard
from helpers.lesson.question_file import PredictionEntry

entry = PredictionEntry(
    id="guess", text="How much of it is absorbed?", options=("a third", "all"), right="a third",
    explanation="So it is.", opens="Absorption explorer")
PredictionCard("05_supplement_forms", entry).show()"""
SHOW = "schedule().show()"
ASK_AGAIN = """\
entry = PredictionEntry(
    id="again", text="Which form dissolves best?", options=("oxide", "chloride"), right="chloride",
    explanation="So it is.")
PredictionCard("05_supplement_forms", entry).show()"""
ASK_NUMBER = """\
entry = PredictionEntry(
    id="number", text="How many of a hundred?", unit="%", low=0.0, high=100.0, step=5.0,
    expression="60", right="{answer:.0f} %", explanation="So many.")
PredictionCard("05_supplement_forms", entry).show()"""
PICTURE = """\
from helpers.figures.supplements import solubility
from helpers.lesson import show
show(solubility())"""
SLIDE = {"slideshow": {"slide_type": "slide"}}
LOW = 120  # pixels


@pytest.fixture(scope="module")
def server(window: BrowserContext) -> Iterator[Server]:
    """A server in which predictions cover what waits for them."""
    with running_server(covered=True) as server:
        still = new_output("display_data", {PLOTLY: {"data": [], "layout": {}}})
        cells = [
            *(new_code_cell(ASK), new_code_cell(SHOW, outputs=[still])),
            *(
                new_markdown_cell("A third it is."),
                new_markdown_cell("## The next section", metadata=SLIDE),
            ),
            *(new_code_cell(ASK_AGAIN), new_code_cell(PICTURE, outputs=[still])),
            *(new_markdown_cell("Chloride it is."), new_markdown_cell("## The last section")),
            *(new_markdown_cell("Its words."), new_code_cell(ASK_NUMBER)),
        ]
        kernel = server.notebook("05_supplement_forms.ipynb").metadata
        nbformat.write(new_notebook(cells=cells, metadata=kernel), server.notebooks / FILE)
        yield server


@pytest.fixture(scope="module")
def lab(window: BrowserContext, server: Server) -> Iterator[Lab]:
    lab = Lab(window, server)
    lab.open(FILE)
    lab.run_all()
    yield lab
    lab.page.close()


def asked(lab: Lab, what: str = "How much") -> Locator:
    return lab.page.locator(".course-card", has_text=f"Predict. {what}")


def waiting(lab: Lab) -> Locator:
    return lab.page.locator(".course-card", has_text="Absorption explorer")


def covered(card: Locator) -> None:
    """Its title and what it waits for are seen, and nothing else."""
    expect(card.get_by_text("Make your prediction above, or skip it")).to_be_visible()
    expect(card.locator(".course-title")).to_be_visible()
    expect(card.locator(".course-figure")).to_be_hidden()
    expect(card.get_by_role("slider")).to_have_count(0)
    expect(card.get_by_role("button")).to_have_count(0)
    expect(card.get_by_role("status")).to_have_count(0)


def opened(card: Locator) -> None:
    expect(card.get_by_text("Make your prediction above")).to_be_hidden()
    expect(card.locator(".course-figure .js-plotly-plot")).to_be_visible()
    expect(card.get_by_role("slider").first).to_be_visible()


def said(card: Locator, words: str) -> None:
    """The words of a guess stand in the place of all that could change it."""
    expect(card.get_by_role("status")).to_contain_text(words)
    for role in ("radio", "textbox", "slider", "button"):
        expect(card.get_by_role(role)).to_have_count(0)


def picture(lab: Lab) -> Locator:
    """The still picture."""
    return lab.page.get_by_role("img", name="Dots on a logarithmic scale")


def told(lab: Lab, words: str) -> Locator:
    return lab.page.locator(".jp-MarkdownCell", has_text=words)


def test_it_is_predicted_by_keyboard_and_stays_open_after_a_restart(lab: Lab):
    covered(waiting(lab))
    expect(told(lab, "A third it is.")).to_be_hidden()
    expect(told(lab, "The next section")).to_be_visible()
    assert waiting(lab).bounding_box()["height"] < LOW, "a cover is no empty space"
    asked(lab).get_by_role("radio", name="a third").focus()
    lab.page.keyboard.press("Space")
    lab.page.keyboard.press("Tab")
    expect(asked(lab).get_by_role("button", name="That is my guess")).to_be_focused()
    lab.page.keyboard.press("Enter")
    said(asked(lab), "You said “a third”.")
    lab.page.keyboard.press("Tab")
    expect(waiting(lab).locator(":focus")).to_be_visible()  # on into what has opened
    opened(waiting(lab))
    expect(told(lab, "A third it is.")).to_be_visible()
    explorer = Explorer(waiting(lab))
    explorer.press("Compare with your prediction")
    explorer.expect_status("note", "You said “a third”, and so it is.")
    lab.restart_and_run_all()
    opened(waiting(lab))
    said(asked(lab), "You said “a third”.")
    assert not lab.errors


def test_a_number_cannot_be_changed_either_nor_after_a_reload(lab: Lab):
    box = asked(lab, "How many").get_by_role("textbox")
    box.fill("40")
    box.press("Enter")
    said(asked(lab, "How many"), "You said 40 %; it is 60 %.")
    lab.save()
    lab.reload()
    said(asked(lab, "How many"), "You said 40 %; it is 60 %.")
    lab.run_all()
    said(asked(lab, "How many"), "You said 40 %; it is 60 %.")


def test_a_still_picture_waits_and_stays_open_after_a_restart(lab: Lab):
    waits = asked(lab, "Which form").get_by_text("Then the rest of this section opens.")
    hidden = [picture(lab), lab.page.locator("em", has_text="Dots"), told(lab, "Chloride it is.")]
    expect(waits).to_be_visible()
    for part in hidden:
        expect(part).to_be_hidden()
    expect(told(lab, "Its words.")).to_be_visible()
    asked(lab, "Which form").get_by_role("button", name="Skip").press("Enter")
    for part in hidden:
        expect(part).to_be_visible()
    lab.restart_and_run_all()
    for part in hidden:
        expect(part).to_be_visible()
    expect(waits).to_be_hidden()
    assert not lab.errors


def test_on_paper_nothing_is_covered(lab: Lab, server: Server):
    server.forget_answers()
    lab.restart_and_run_all()
    covered(waiting(lab))
    expect(picture(lab)).to_be_hidden()
    lab.page.emulate_media(media="print")
    try:
        expect(waiting(lab).locator(".course-figure")).to_be_visible()
        expect(picture(lab)).to_be_visible()
        expect(waiting(lab).get_by_text("Make your prediction above")).to_be_hidden()
    finally:
        lab.page.emulate_media(media="screen")


def test_in_class_it_is_open_for_a_vote_was_taken_on_the_slide_before(lab: Lab):
    covered(waiting(lab))
    lab.present()
    opened(waiting(lab))
    expect(waiting(lab).get_by_role("button", name="Compare with your prediction")).to_have_count(0)
    lab.page.locator(".course-bar").get_by_role("button", name="End").click()
    covered(waiting(lab))
