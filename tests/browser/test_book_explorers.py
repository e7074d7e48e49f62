"""All explorers of the book on one page from a stick: each control moves picture and sentence."""

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from helpers.lesson import Explorer
from helpers.lesson.predict import OPEN
from tests.test_explorers import explorers
from tools.book import data
from tools.book import explorers as book
from tools.book.positions import controls, shown

BUILDERS = [parameter.values[0] for parameter in explorers.args[1]]
OWN = Path(book.__file__).parent / "static"
BUDGET = 120_000  # bytes of what one explorer holds
PAGE = """<!doctype html><html lang="en" data-theme="light"><title>All</title>
<link rel="stylesheet" href="_static/book.css"><link rel="stylesheet" href="_static/explorers.css">
<script>const DOCUMENTATION_OPTIONS = {};</script><script src="_static/book.js"></script>
<script src="_static/explorers.js" defer></script>
<body class="bd-content"><article class="bd-article">%s</article>"""

# Moves each control of a card from its start to another place and back; what is seen there.
MOVE_ALL = """async (card) => {
  const picture = () => card.querySelector(".js-plotly-plot");
  const put = async (input, place) => {
    const drawn = new Promise((done, late) => {
      picture().once("plotly_react", done);
      setTimeout(late, 5000);
    });
    input.value = place;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await drawn;
  };
  const said = () => card.querySelector(".explorer-said").innerHTML;
  const traces = () => JSON.stringify(picture().data);
  card.scrollIntoView();
  for (let i = 0; !picture()?.once; i++) {
    if (i > 1000) throw new Error("no picture");
    card.dispatchEvent(new Event("pointerover"));
    await new Promise((again) => setTimeout(again, 10));
  }
  const seen = [];
  for (const input of card.querySelectorAll("[data-start]")) {
    const { start } = input.dataset;
    const last = input.max ?? input.options.length - 1;
    const before = { said: said(), traces: traces() };
    await put(input, start === String(last) ? 0 : last);
    seen.push({
      places: [...card.querySelectorAll("[data-start]")].map((one) => Number(one.value)),
      said: said(), alt: picture().getAttribute("aria-label"), title: picture().layout.title.text,
      moved: said() !== before.said, redrawn: traces() !== before.traces,
    });
    await put(input, start);
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Explorer]]:
    """The explorers by name, as they are on the page; `folder` is where the page is."""
    folder = tmp_path_factory.mktemp("a stick")
    static = folder / "_static"
    shutil.copytree(OWN, static)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(OPEN, "1")
        for module in (data, book):
            patch.setattr(module, "STATIC", static)
        found = {explorer.name: explorer for explorer in (build() for build in BUILDERS)}
        cards = [card(explorer, f"all-{at}") for at, explorer in enumerate(found.values())]
        (folder / "all.html").write_text(PAGE % "\n".join(cards), "utf-8")
        yield found | {"folder": folder}


def card(explorer: Explorer, name: str) -> str:
    stored = {
        book.PLOTLY: json.loads(json.dumps(explorer.live.figure)),
        book.PNG: base64.b64encode(b"none").decode(),
    }
    return book.html(explorer, name, stored)


@pytest.fixture(scope="module")
def page(window: BrowserContext, made: dict[str, Any]) -> Iterator[Page]:
    with window.browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((made["folder"] / "all.html").as_uri())
        yield page
        assert complaints == []


def explorer_card(page: Page, name: str) -> Locator:
    card = page.locator(f'[data-explorer="{name}"]')
    card.scroll_into_view_if_needed()
    return card


def test_every_control_moves_picture_and_sentence(page: Page, made: dict[str, Any]) -> None:
    for name, explorer in made.items():
        if name == "folder":
            continue
        chosen = controls(explorer)
        start = shown(explorer, chosen, tuple(control.start for control in chosen))
        moves = explorer_card(page, name).evaluate(MOVE_ALL)
        assert len(moves) == len(chosen)
        for move in moves:
            state = shown(explorer, chosen, move["places"])
            assert words(page, state["said"][1]) == move["said"], name
            assert move["alt"] == state["alt"]
            assert move["title"] == state["figure"]["layout"]["title"]["text"]
            assert move["redrawn"] == (state["figure"]["data"] != start["figure"]["data"]), name
            assert move["moved"] == (state["said"] != start["said"]), name
        explorer.reset()


def words(page: Page, html: str) -> str:
    """HTML as a browser writes it."""
    return page.evaluate(
        "(html) => new DOMParser().parseFromString(html, 'text/html').body.innerHTML", html
    )


def test_what_was_not_computed_is_said_and_not_made_up(page: Page) -> None:
    kinetics = explorer_card(page, "Kinetics explorer")
    kinetics.get_by_label("Supplement").press("End")
    kinetics.get_by_label("CYP27B1 (kidney)").press("Home")
    expect(kinetics.locator(".explorer-note")).to_be_empty()  # the two are known together
    kinetics.get_by_text("More to change").click()
    kinetics.get_by_label("Follow-up").press("End")
    expect(kinetics.locator(".explorer-note")).to_contain_text("“Supplement”, “CYP27B1 (kidney)”")
    expect(kinetics.get_by_label("Supplement")).to_have_attribute("aria-valuetext", "1000 IU a day")
    expect(kinetics.locator(".explorer-said")).to_contain_text("In 12 months the model takes")
    kinetics.get_by_role("button", name="Reset").click()
    expect(kinetics.locator(".explorer-said")).to_contain_text("In 6 months the model takes")


def test_a_combination_that_is_not_there_shows_no_dose(page: Page) -> None:
    planner = explorer_card(page, "Dose planner")
    expect(planner).to_contain_text("A plan: 97 mg of magnesium a day")
    patient = planner.get_by_role("combobox")
    patient.evaluate("(list) => list.add(new Option('somebody else', 99))")
    patient.select_option("somebody else")
    expect(planner.locator(".explorer-said")).to_contain_text("not computed")
    told = planner.locator(".explorer-first, .explorer-said, .explorer-entered, .explorer-note")
    assert " mg" not in " ".join(told.all_inner_texts())
    expect(planner.locator(".explorer-picture")).to_be_hidden()
    patient.select_option(index=2)
    expect(planner.locator(".explorer-first")).to_contain_text("No plan")


def test_no_explorer_is_heavy(made: dict[str, Any]) -> None:
    sizes = [file.stat().st_size for file in made["folder"].glob("_static/data/explorers/*.js")]
    assert len(sizes) == len(BUILDERS)
    assert max(sizes) < BUDGET
