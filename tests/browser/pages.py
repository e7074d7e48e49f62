"""What the tests see and do on a lesson's page: its cards, explorers, questions and claims."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.resources import files
from itertools import islice

from playwright.sync_api import ElementHandle, Locator, TimeoutError, expect

from helpers.lesson.standing import lessons
from tools.lab import LIGHT, PLOTLY, ROOT, Lab

AXE = files("axe_playwright_python").joinpath("axe.min.js")
LESSONS = [ROOT / "notebooks" / f"{name}.ipynb" for name in lessons()]
SLIDERS = ".course-controls [type=range]:enabled:visible"
# A list, a group of options, and the first check box of each group.
LISTS = (
    ".course-controls :is(select, [type=radio]:checked, .widget-checkbox [type=checkbox],"
    " .course-checks label:nth-child(1 of :has([type=checkbox])) > input):enabled"
)
MAP = ".jp-RenderedMarkdown table"
SOON_MS = 30  # between two looks
MOST_PAGES = 4  # that a long slide takes
WIDGET = "application/vnd.jupyter.widget-view+json"
MARK = "(part) => (part.dataset.seen ??= crypto.randomUUID())"


def marked(part: Locator) -> Locator:
    """The same part by a mark of its own: to search a whole page by its words takes long."""
    return part.page.locator(f'{LIGHT}[data-seen="{part.evaluate(MARK)}"]')


class LessonPage(Lab):
    """One lesson in JupyterLab."""

    @property
    def name(self) -> str:
        """The lesson's name in data/."""
        return self.file.removesuffix(".ipynb")

    @property
    def cards(self) -> Locator:
        """All that the teaching kit shows."""
        return self.page.locator(".course-card")

    def note_stored_pictures(self) -> None:
        """Note how many pictures are there before any cell has run, and what is said instead."""
        # The bar has JupyterLab draw them once more.
        self.page.locator("[data-course=still]:visible").wait_for()
        pictures = self.page.locator(".jp-RenderedPlotly, .jp-RenderedImage")
        with suppress(AssertionError):
            expect(pictures).to_have_count(self.stored(PLOTLY))
        self.stored_pictures = pictures.count()
        outputs = self.page.locator(".jp-OutputArea-output")
        self.broken = outputs.filter(has_text="Error displaying widget").count()

    def figures(self) -> list["Figure"]:
        """The cards with a picture."""
        return [Figure(card) for card in self._cards_with(".course-figure")]

    def explorers(self) -> list["Explorer"]:
        """The cards with controls and a picture; all their controls are in sight."""
        self.page.evaluate("course.unfold(true)")
        return [Explorer(card) for card in self._cards_with(".course-controls")]

    def stuck(self) -> list[str]:
        """What does not follow when the controls are moved, one of each explorer at most."""
        return [problem for explorer in self.explorers() for problem in explorer.stuck()]

    def card(self, text: str) -> "Card":
        """The card that shows this text; the map of the course may name it as well."""
        return Card(self.cards.filter(has_text=text, has_not=self.page.locator(MAP)))

    def course_map(self) -> "Card":
        """The card with the map of the course."""
        return Card(self.cards.filter(has=self.page.locator(MAP)))

    @contextmanager
    def as_wide_as(self, width: int, sidebar: bool) -> Iterator[None]:
        """A window of this width; a narrow one closes JupyterLab's list of files by itself."""
        usual = self.page.viewport_size
        self.page.set_viewport_size(usual | {"width": width})
        expect(self.page.locator(".jp-DirListing")).to_be_visible(visible=sidebar)
        yield
        self.page.set_viewport_size(usual)

    @contextmanager
    def as_high_as_it_is(self) -> Iterator[None]:
        """A window so high that nothing of the notebook is scrolled out of it."""
        usual = self.page.viewport_size
        cells = self.page.locator(".jp-WindowedPanel-viewport")
        height = usual["height"] + int(cells.evaluate("(cells) => cells.offsetHeight"))
        self.page.set_viewport_size(usual | {"height": height})
        try:
            self.page.evaluate("course.settled(document.body)")
            yield
        finally:
            self.page.set_viewport_size(usual)

    def complaints(self) -> list[str]:
        """Console errors, and requests to other machines, since this was asked last."""
        own = [f"{protocol}://127.0.0.1:{self.server.port}/" for protocol in ("http", "ws")]
        own += ["data:", "blob:"]
        elsewhere = [url for url in self.asked_for if not url.startswith(tuple(own))]
        found = [*self.errors, *(f"asked for {url}" for url in elsewhere)]
        self.errors.clear()
        self.asked_for.clear()
        return found

    @contextmanager
    def presented(self) -> Iterator["Presentation"]:
        """The lesson as slides, from the first one; the notebook again at the end."""
        self.present()
        presentation = Presentation(self)
        self.page.keyboard.press("Home")
        try:
            yield presentation
        finally:
            presentation.end()

    def _cards_with(self, part: str) -> list[Locator]:
        return self.cards.filter(has=self.page.locator(part)).all()


class Card:
    """One card with its announced sentence."""

    def __init__(self, card: Locator):
        self.card, self.page = marked(card), card.page
        # A first sentence may stand above the picture, a remark beside a box.
        self.status = self.card.locator(".course-status").last

    def press(self, button: str) -> None:
        """Press one of the card's buttons."""
        self.card.get_by_role("button", name=button, exact=True).click()

    def choose(self, option: str) -> None:
        """Choose one of the card's options."""
        self.card.get_by_role("radio", name=option, exact=True).check()

    def expect_status(self, kind: str, text: str) -> None:
        """Wait until the announced sentence is of this kind and contains the text."""
        status = self.status.and_(self.page.locator(f".course-{kind}"))
        expect(status).to_contain_text(text)


class Figure(Card):
    """A card with a picture."""

    @cached_property
    def graph(self) -> ElementHandle:
        """The element that plotly draws in, in view and at rest."""
        graph = self.card.locator(".js-plotly-plot").element_handle()
        self.page.evaluate("course.settled", graph)
        return graph

    def drawn(self) -> str:
        """All curves, bars, markers and words of the picture."""
        return self.page.evaluate("course.drawn", self.graph)

    def draws_other(self, before: str) -> bool:
        """Whether the picture comes to differ from `before`."""
        return self._comes("([graph, was]) => course.drawn(graph) !== was", self.graph, before)

    def _comes(self, condition: str, *arguments: object) -> bool:
        try:
            self.page.wait_for_function(condition, arg=list(arguments), polling=SOON_MS)
        except TimeoutError:
            return False
        return True


class Explorer(Figure):
    """A card with controls, a picture and a sentence."""

    @property
    def title(self) -> str:
        """What the explorer is called."""
        return self.card.locator(".course-title").text_content().strip()

    @property
    def sliders(self) -> list[Locator]:
        """Its sliders."""
        return self._all(SLIDERS)

    @property
    def lists(self) -> list[Locator]:
        """Its drop-down lists, groups of options and check boxes, one box of each group."""
        return self._all(LISTS)

    @property
    def boxes(self) -> list[Locator]:
        """Its number boxes."""
        return self._all(".course-number input[type=text]")

    def _all(self, parts: str) -> list[Locator]:
        return list(map(marked, self.card.locator(parts).all()))

    def empty(self) -> bool:
        """Whether the picture says that there is no answer, and shows nothing else."""
        return "No answer: " in self.drawn()

    def is_too_high(self) -> bool:
        """Whether its main controls, picture and sentence cannot be in view together."""
        self.page.evaluate("course.unfold(false)")
        self.page.evaluate("course.settled", self.graph)
        needed, room = self.page.evaluate("course.together", self.card.element_handle())
        return needed > room

    def sentence(self) -> str:
        """What it says about the picture, once it says so."""
        return self.status.and_(self.page.locator(".course-note")).text_content()

    def stuck(self) -> list[str]:
        """The first of its controls that nothing follows, in words; each is moved by one step."""
        return list(islice(self._stuck(), 1))

    def _stuck(self) -> Iterator[str]:
        # A picture that gets its size only now would pass for one that follows.
        self.page.evaluate("course.settled", self.card.element_handle())
        for slider in self.sliders:
            yield from self.left_behind(slider, step_key(slider))
        for control in self.lists:  # and back: another choice may leave a later list without use
            key = step_key(control)
            yield from self.left_behind(control, key)
            yield from self.left_behind(control, OPPOSITE[key])

    def left_behind(self, control: Locator, key: str) -> Iterator[str]:
        """What does not follow when a control is moved by a key."""
        card = self.card.element_handle()
        before = self.page.evaluate("course.state", card)
        moved = control.element_handle()
        control.press(key)
        if not self._comes(FOLLOWED, card, before, moved):
            after = self.page.evaluate("course.state", card)
            same = [part for part in ("picture", "sentence") if after[part] == before[part]]
            yield f"{self.title}: {name(control)}: {key} leaves the {' and '.join(same)} as before"


class Presentation:
    """A lesson on the screen, one slide after the other."""

    def __init__(self, lesson: LessonPage):
        self.lesson, self.page = lesson, lesson.page
        self.place = self.page.locator(".course-bar [role=status]")

    @property
    def at(self) -> int:
        """The number of the step that is shown."""
        return int(self.place.text_content().split(" / ")[0])

    def steps(self) -> Iterator[int]:
        """Show one step after the other, by the key that a remote clicker sends.

        On a slide that is longer than the window the key scrolls first.
        """
        last = int(self.place.text_content().split(" / ")[1])
        for at in range(1, last + 1):
            assert self.at == at
            yield at
            for _ in range(MOST_PAGES):
                self.page.keyboard.press("PageDown")
                if self.at != at:
                    break

    def letters(self) -> tuple[tuple[float, str], tuple[float, str]]:
        """The smallest prose and the smallest letters of all: % of the height, and the words."""
        found = self.page.evaluate("course.letters()")
        return found["prose"], found["all"]

    def cells(self) -> tuple[set[int], set[int]]:
        """The places in the notebook of the cells that are seen, and of those pushed aside."""
        seen, aside = self.page.evaluate(ON_SLIDE)
        return set(seen), set(aside)

    def faults(self) -> list[str]:
        """What is wrong with this step once its picture has its size; a few parts tell enough."""
        return self.page.evaluate("course.slideAtRest()")[:4]

    def explorers(self) -> list[Explorer]:
        """The explorers with a slider that are seen."""
        card = ".course-card:has(.course-controls [type=range])"
        shown = self.page.locator(f".course-on-slide:not(.course-before) {card}")
        return [Explorer(card) for card in shown.all()]

    @property
    def shell(self) -> Locator:
        """JupyterLab's own bars, where they are seen."""
        bars = ".lm-MenuBar, .jp-SideBar, .jp-NotebookPanel-toolbar, #jp-main-statusbar"
        return self.page.locator(f":is({bars}):visible")

    def end(self) -> None:
        """Leave as a person does."""
        self.page.locator(".course-bar").get_by_role("button", name="End").click()


# What a slide has, and what of it makes room for what comes later.
ON_SLIDE = """() => [":not(.course-before)", ".course-before"].map((which) =>
  [...document.querySelectorAll(".jp-Cell")].flatMap((cell, at) =>
    cell.matches(`.course-on-slide${which}`) ? [at] : []))"""
# A slider moves picture and sentence. A list or box may change what only one of them shows, or,
# where it chooses a unit, the numbers in the boxes, or what a button says that it would do.
FOLLOWED = """([card, before, control]) => {
  const after = course.state(card);
  const changed = (part) => after[part] !== before[part];
  const both = changed("picture") && changed("sentence");
  return control.type === "range" ? both : Object.keys(after).some(changed);
}"""
OPPOSITE = {
    "ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight", "ArrowDown": "ArrowUp",
    "ArrowUp": "ArrowDown", "Space": "Space",
}  # fmt: skip
KEY = """(control) => {
  if (control.type === "checkbox") return "Space";
  if (control.type === "radio") return "ArrowDown";
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


def enter(box: Locator, text: str) -> None:
    """Replace what is in a number box."""
    box.fill(text)
    box.press("Enter")


def other_number(box: Locator) -> str:
    """A number that fits into a box and is not in it: an end of its slider."""
    return box.evaluate(
        "(box) => { const { min, max, value } ="
        " box.closest('.course-number').querySelector('[type=range]');"
        " return value === min ? max : min; }"
    )
