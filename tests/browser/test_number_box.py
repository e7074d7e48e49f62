"""The box of a number tells what a person typed, once, and nothing that stands there by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from helpers.lesson.live import with_elements

# A number in two units whose Python is `answer`; `sent` is what the page tells it.
NUMBER = """({ render }) => {
  window.sent = [];
  const heard = [];
  const traits = {
    description: "Magnesium", units: ["mg/dL", "mmol/L"], unit: "mg/dL", value: 1.9, low: 0.5,
    high: 5, step: 0.1, typed: null, entry: "", problem: "", remark: "", offer: "",
  };
  const model = {
    get: (trait) => traits[trait],
    set: (trait, value) => trait === "typed" && sent.push(value),
    save_changes: () => {},
    on: (events, hear) => heard.push([events.split(" "), hear]),
    send: () => {},
  };
  render({ model, el: document.querySelector("main") });
  window.answer = (changed) => {
    Object.assign(traits, changed);
    for (const [events, hear] of heard)
      if (Object.keys(changed).some((name) => events.includes(`change:${name}`))) hear();
  };
}"""


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    with window.new_page() as page:
        page.set_content("<main></main>")
        script = with_elements("number.js").replace("export default", "window.widget =")
        script = script.replace("export function", "function")
        page.add_script_tag(content=f"{{{script}}}")
        page.evaluate(f"({NUMBER})(window.widget)")
        yield page


def test_a_box_that_is_left_after_enter_tells_nothing_more(page: Page):
    """Else Reset, pressed next, could be followed by what stood there before."""
    box = page.get_by_role("textbox")
    box.fill("")
    box.press_sequentially("2 mmol/L")
    box.dispatch_event("change")  # as the card does at Enter
    page.evaluate("answer({ unit: 'mmol/L', value: 2 })")
    assert box.input_value() == "2"
    box.blur()
    assert page.evaluate("sent") == ["2 mmol/L"]


def test_a_box_that_is_left_tells_what_was_typed(page: Page):
    box = page.get_by_role("textbox")
    box.fill("")
    box.press_sequentially("abc")
    box.blur()
    page.evaluate("answer({ entry: 'abc', problem: '“abc” does not fit' })")
    box.press("End")
    box.press_sequentially("d")
    box.blur()
    assert page.evaluate("sent") == ["abc", "abcd"]


def test_what_stands_there_can_be_typed_as_well(page: Page):
    """The middle of a prediction is a guess, if somebody typed it."""
    box = page.get_by_role("textbox")
    box.fill("1.9")
    box.dispatch_event("change")
    assert page.evaluate("sent") == ["1.9"]
