"""What the tests see and do on a lesson's page: its cards, explorers, questions and claims."""

from collections.abc import Iterator
from functools import cached_property

import nbformat
from playwright.sync_api import BrowserContext, Locator, TimeoutError, expect

from tools.lab import ROOT, Lab, Server

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CONTROLS = ".course-controls :is([type=range], [type=checkbox], [type=radio]:checked, select)"
ANSWER_MS = 5_000
PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"


class LessonPage(Lab):
    """One lesson in JupyterLab."""

    def __init__(self, context: BrowserContext, server: Server, notebook: str):
        super().__init__(context, server)
        self.name = notebook.removesuffix(".ipynb")
        self.notebook = nbformat.read(server.notebooks / notebook, as_version=4)
        self.open(notebook)

    def outputs(self, kind: str) -> int:
        """How many stored outputs the lesson's file has of a media type."""
        cells = (cell for cell in self.notebook.cells if cell.cell_type == "code")
        return sum(kind in output.get("data", {}) for cell in cells for output in cell.outputs)

    @cached_property
    def cards(self) -> Locator:
        return self.page.locator(".course-card")

    def figures(self) -> list["Figure"]:
        return [Figure(card) for card in self.cards.all() if card.locator(".course-figure").count()]

    def explorers(self) -> list["Explorer"]:
        with_controls = self.cards.filter(has=self.page.locator(".course-controls"))
        return [Explorer(card) for card in with_controls.all()]

    def question(self, text: str) -> "Card":
        """The card that shows this text."""
        return Card(self.cards.filter(has_text=text))


class Card:
    """One card with its announced sentence."""

    def __init__(self, card: Locator):
        self.card, self.page = card, card.page
        self.status = card.locator(".course-status").last

    def press(self, button: str) -> None:
        self.card.get_by_role("button", name=button, exact=True).click()

    def expect_status(self, kind: str, text: str) -> None:
        """Wait until the announced sentence is of this kind and contains the text."""
        expect(self.card.locator(f".course-status.course-{kind}")).to_contain_text(
            text, timeout=ANSWER_MS
        )


class Figure(Card):
    """A card with a picture."""

    @cached_property
    def graph(self):
        return self.card.locator(".js-plotly-plot").element_handle()

    def drawn(self) -> str:
        """All curves, bars, markers and words of the picture."""
        return self.page.evaluate("course.drawn", self.graph)

    def redrawn(self, before: str) -> bool:
        """Whether the picture becomes another one than `before` within the time for an answer."""
        return self._happens("([graph, before]) => course.drawn(graph) !== before", self.graph, before)

    def drawn_again(self, before: str) -> bool:
        """Whether the picture becomes what it was."""
        return self._happens("([graph, before]) => course.drawn(graph) === before", self.graph, before)

    def _happens(self, condition: str, *arguments) -> bool:
        try:
            self.page.wait_for_function(condition, arg=list(arguments), timeout=ANSWER_MS)
        except TimeoutError:
            return False
        return True


class Explorer(Figure):
    """A card with controls, a picture and a sentence."""

    @property
    def title(self) -> str:
        return self.card.locator(".course-title").inner_text()

    def sentence(self) -> str:
        return self.status.inner_text()

    def sentence_changed(self, before: str) -> bool:
        condition = "([status, before]) => status.innerText !== before"
        return self._happens(condition, self.status.element_handle(), before)

    def controls(self) -> Iterator[Locator]:
        yield from self.card.locator(CONTROLS).all()

    def boxes(self) -> list[Locator]:
        """The number boxes."""
        return self.card.locator(".course-number input[type=text]").all()


OPPOSITE = {
    "ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight", "ArrowDown": "ArrowUp",
    "ArrowUp": "ArrowDown", "Space": "Space",
}  # fmt: skip
KEY = """(control) => {
  if (control.type === "checkbox") return "Space";
  if (control.type !== "range")
    return control.selectedIndex === control.length - 1 ? "ArrowUp" : "ArrowDown";
  const room = Number(control.max) - control.valueAsNumber;
  return room < Number(control.step) ? "ArrowLeft" : "ArrowRight";
}"""
NAME = """(control) =>
  control.getAttribute("aria-label") ?? control.labels?.[0]?.innerText ?? control.name"""


def step_key(control: Locator) -> str:
    """The key that moves a control by one step and not past its end."""
    return control.evaluate(KEY)


def name(control: Locator) -> str:
    """What a control is called on the page."""
    return control.evaluate(NAME)
