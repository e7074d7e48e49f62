"""An explorer: controls in, picture and sentence out."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets import HTML, VBox, Widget
from ipywidgets.widgets.widget import _instances

from helpers.lesson import Explorer, Number, Picture, choice
from helpers.lesson.card import plain
from helpers.references import reference

WIDGET, PLOTLY = "application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json"


def share(dose: float, form: str) -> float:
    if dose > 90:
        raise ValueError(f"dose: {dose:g} is <too> much & more; give at most 90.")
    return dose * {"oxide": 1, "citrate": 2}[form]


def picture(result: float) -> Picture:
    data = [{"y": [result]}]
    return Picture({"data": data, "layout": {"title": f"{result:g}"}}, f"One bar of {result:g}.")


def explorer(name: str = "Test explorer", table: Any = None, **more: Any) -> Explorer:
    controls = {
        "dose": Number("Dose", 10, 0, 100, unit="mg"),
        "form": choice("Form", {"Oxide": "oxide", "Citrate": "citrate"}, "oxide"),
    }
    return Explorer(
        name, controls, share, picture, lambda x: f"It is <strong>{x:g}</strong>.", table, **more
    )


def test_a_choice_takes_plain_words_too() -> None:
    words = choice("Form", ("oxide", "citrate"), "citrate")
    assert words.value == "citrate"
    words.index = 0
    assert words.value == "oxide"


def state(shown: Explorer) -> tuple[Any, ...]:
    return (
        drawn(shown),
        shown.live.alt,
        shown.status.html,
        shown.status.kind,
    )


def drawn(shown: Explorer) -> float | None:
    """What the picture shows, or None for an empty one."""
    bars = shown.live.figure["data"]
    return bars[0]["y"][0] if bars else None


def empty(words: str) -> tuple[None, str]:
    return None, f"No answer: {words}. The picture is empty."


def good(result: float) -> tuple[Any, ...]:
    return result, f"One bar of {result:g}.", f"It is <strong>{result:g}</strong>.", "note"


def test_it_starts_with_its_default() -> None:
    assert state(explorer()) == good(10)


def test_picture_and_sentence_follow_each_control() -> None:
    live = explorer()
    live.controls["dose"].type("20 mg")
    assert state(live) == good(20)
    live.controls["form"].value = "citrate"
    assert state(live) == good(40)
    live.controls["dose"].value = 30
    assert state(live) == good(60)


def test_what_cannot_be_read_is_said_and_no_old_picture_stays() -> None:
    live = explorer()
    live.controls["dose"].type("abc")
    assert state(live)[:2] == empty("dose abc does not fit")
    assert state(live)[3] == "problem"
    assert "“abc” does not fit in “Dose”" in live.status.html
    assert live.controls["dose"].remark in plain(live.status.html)
    live.controls["form"].value = "citrate"  # another control does not hide the problem
    assert "“abc”" in live.status.html
    live.controls["dose"].type("10")
    assert state(live) == good(20)


def test_what_science_refuses_is_said_beside_its_control_and_no_old_picture_stays() -> None:
    live = explorer()
    live.controls["dose"].value = 95
    assert state(live)[:2] == empty("dose 95 does not fit")
    assert live.controls["dose"].remark == "95 is <too> much & more; give at most 90."
    assert live.status.kind == "problem"
    assert live.status.html == "Dose: 95 is &lt;too&gt; much &amp; more; give at most 90."
    live.controls["dose"].value = 90
    assert state(live) == good(90)
    assert live.controls["dose"].remark == ""


def test_entries_that_do_not_fit_together_are_named_as_such() -> None:
    def compute(dose: float, form: str) -> float:
        raise ValueError("Both are too much.") if dose > 90 else ValueError("form: no.")

    live = Explorer("Broken", explorer().controls, compute, picture, str)
    assert live.live.alt.startswith("No answer: the entries do not fit together.")
    assert live.status.html == "Form: no."


def test_what_is_typed_is_shown_and_not_obeyed() -> None:
    live = explorer()
    live.controls["dose"].type("<img src=x onerror=alert(1)>")
    assert "<img" not in live.status.html
    assert "<img" not in live.live.figure["layout"]["title"]["text"]


def test_a_mistake_in_the_code_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        Explorer("Broken", {}, lambda: 1 / 0, picture, str)


steps = st.lists(
    st.tuples(st.just("type"), st.sampled_from(["5", "50", "91", "101", "abc", "7 mg"]))
    | st.tuples(st.just("form"), st.sampled_from(["oxide", "citrate"])),
    max_size=8,
)


@given(steps)
def test_after_any_steps_the_picture_is_that_of_the_entries_or_empty(steps) -> None:
    live = explorer()
    dose = live.controls["dose"]
    for control, value in steps:
        if control == "form":
            live.controls["form"].value = value
        else:
            dose.type(value)
        fits = not dose.problem and dose.value <= 90
        assert live.status.kind == ("note" if fits else "problem")
        assert drawn(live) == (share(dose.value, live.controls["form"].value) if fits else None)


def test_the_table_follows_while_it_is_open() -> None:
    live = explorer(table=lambda result: pd.DataFrame({"form": ["oxide"], "mg": [result]}))
    assert live.numbers.html == ""
    live.numbers.unfolded = True
    assert "<td>10.0</td>" in live.numbers.html
    assert '<th scope="row">oxide</th>' in live.numbers.html
    assert '<th scope="col">mg</th>' in live.numbers.html
    assert "<caption>Test explorer</caption>" in live.numbers.html
    live.controls["dose"].value = 20
    assert "<td>20.0</td>" in live.numbers.html
    live.numbers.unfolded = False
    live.controls["dose"].value = 30
    assert "<td>30.0</td>" not in live.numbers.html  # nobody sees it
    live.numbers.unfolded = True
    assert "<td>30.0</td>" in live.numbers.html
    live.controls["dose"].type("abc")
    assert live.numbers.html == ""


def counted() -> tuple[Explorer, list[float]]:
    """An explorer with an open table, and the doses for which it computed."""
    doses: list[float] = []

    def compute(dose: float, form: str) -> float:
        doses.append(dose)
        return share(dose, form)

    plainly = explorer()
    live = Explorer(
        "Counted", plainly.controls, compute, picture, str, lambda x: pd.DataFrame({"mg": [x]})
    )
    live.numbers.unfolded = True
    doses.clear()
    return live, doses


@pytest.mark.parametrize("steps", [["20"], ["abc", "20"], ["1e9", "xyz", "20"], ["95", "20"]])
def test_each_change_is_computed_once_and_so_what_comes_after_a_problem(steps: list[str]) -> None:
    live, doses = counted()
    for entry in steps:
        live.controls["dose"].type(entry)
    assert doses == [95.0, 20.0] if "95" in steps else doses == [20.0]


def test_a_unit_that_is_chosen_is_computed_once() -> None:
    doses: list[float] = []
    controls = {"dose": Number("Dose", 10, 0, 100, units={"mg": 1, "g": 0.001})}
    Explorer("Units", controls, lambda dose: doses.append(dose) or dose, picture, str)
    doses.clear()
    controls["dose"].unit = "g"
    assert len(doses) == 1


def press(shown: Explorer, name: str) -> None:
    card = VBox(shown.parts())
    [found] = [part for part in inside(card) if name in getattr(part, "names", ())]
    found.click(name)


def test_reset_brings_back_the_start_whatever_was_entered() -> None:
    live = explorer()
    start = state(live)
    live.controls["form"].value = "citrate"
    live.controls["dose"].type("abc")
    press(live, "Reset")
    assert state(live) == start
    assert (live.controls["dose"].value, live.controls["dose"].problem) == (10, "")


def test_reset_waits_for_an_example_again() -> None:
    live = Explorer(
        "Examples", explorer().controls, share, picture, str, examples={"Load one": {"dose": 30}}
    )
    start = state(live)
    live.load("Load one")
    assert drawn(live) == 30
    press(live, "Reset")
    assert state(live) == start
    live.load("Load one")
    assert drawn(live) == 30


@pytest.mark.parametrize(("main", "folded"), [((), []), (("form",), ["dose"])])
def test_what_matters_less_is_folded_away(main: tuple[str, ...], folded: list[str]) -> None:
    live = Explorer("Folded", explorer().controls, share, picture, str, main=main)
    more = [part for part in live.parts() if "course-more" in part._dom_classes]
    found = [control for box in more for control in box.children]
    assert found == [live.controls[name] for name in folded]
    assert live.controls["form"] not in found


def take(result: float) -> tuple[str, str]:
    return f"Take {result:g}.", "caution"


def test_the_first_sentence_stands_above_the_picture_and_does_not_outlive_it(shown) -> None:
    dose = {"dose": explorer().controls["dose"]}
    live = Explorer("First", dose, lambda dose: dose, picture, str, headline=take)
    assert (live.first.html, live.first.kind) == ("Take 10.", "caution")
    live.show()
    [bundle] = shown()
    assert bundle["text/plain"] == "Take 10.\n\n10.0"
    parts = list(inside(_instances[bundle[WIDGET]["model_id"]]))
    assert parts.index(live.first) < parts.index(live.live) < parts.index(live.status)
    dose["dose"].type("abc")
    assert live.first.html == ""


def test_an_example_sets_all_controls_in_one_step() -> None:
    seen: list[float] = []

    def draw(result: float) -> Picture:
        seen.append(result)
        return picture(result)

    controls = {"dose": Number("Dose", 10, 0, 100, units={"mg": 1, "g": 0.001})}
    controls |= {"form": explorer().controls["form"]}
    examples = {"Load one": {"dose": 30}, "Load two": {"form": "citrate"}}
    live = Explorer("Examples", controls, share, draw, str, examples=examples)
    assert (seen, drawn(live)) == ([], None)  # nothing is answered before somebody is loaded
    assert "button" in live.status.html
    controls["dose"].unit = "g"
    controls["dose"].type("abc")
    seen.clear()
    live.load("Load one")
    assert seen == [30]
    assert (controls["dose"].value, controls["dose"].unit, controls["dose"].problem) == (
        30,
        "mg",
        "",
    )
    live.load("Load two")
    assert seen == [30, 20]  # what an example does not name is as at the start


def test_the_same_digits_in_another_unit_are_another_answer() -> None:
    controls = {"dose": Number("Dose", 10, 0, 100, units={"mg": 1, "double": 2})}
    live = Explorer("Units", controls, lambda dose: dose, picture, str)
    controls["dose"].type("20")
    controls["dose"].unit = "double"
    assert (controls["dose"].value, drawn(live)) == (20, 10)


def test_one_bundle_holds_widget_picture_and_words(shown) -> None:
    live = explorer()
    assert live.show() is None
    [bundle] = shown()
    assert bundle.keys() == {WIDGET, PLOTLY, "text/plain"}
    assert bundle[PLOTLY] == live.live.figure
    assert bundle["text/plain"] == "It is 10."
    json.dumps(bundle)


def test_groups_of_controls_stand_under_their_headings(shown) -> None:
    groups = {"In view": ["dose"], "Salt & form": ["form"]}
    grouped = explorer("Grouped", groups=groups, main=["dose"])
    grouped.show()
    card = _instances[shown()[0][WIDGET]["model_id"]]
    parts = list(inside(card))
    words = [part.value for part in parts if isinstance(part, HTML)]
    assert ["Salt &amp; form" in text for text in words] == [False, True]
    form, dose = grouped.controls["form"], grouped.controls["dose"]
    order = [parts.index(part) for part in (dose, form, grouped.live, grouped.status)]
    assert order == sorted(order)


def inside(widget: Widget) -> Iterator[Widget]:
    """A widget and all within it, in the order of the page."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def test_sources_of_the_picture_are_linked_on_the_card_and_kept_with_the_output(displayed) -> None:
    sourced = Picture(picture(1.0).figure, "One bar of one.", ("firoz2001", "fine1991"))
    explorer = Explorer("Sourced", {}, lambda: 1.0, lambda x: sourced, str)
    explorer.show()
    [output] = displayed()
    assert output.metadata == {"sources": "firoz2001;fine1991"}
    assert all(reference(key).url in explorer.parts()[-1].value for key in sourced.sources)


def test_the_id_on_the_page_is_the_same_in_every_run(shown) -> None:
    for name in ("One", "One", "Two"):
        explorer(name).show()
    first, again, other = (bundle[WIDGET]["model_id"] for bundle in shown())
    assert first == again != other


def test_running_the_cell_again_closes_what_was_there(shown) -> None:
    first, second = explorer(), explorer()
    first.show()
    second.show()
    assert first.live.comm is None
    assert first.status.comm is None
    assert second.live.comm is not None
    second.controls["dose"].value = 50
    assert state(second) == good(50)


def test_a_copy_of_the_cell_leaves_the_first_card_alive(shown, shell, monkeypatch) -> None:
    cards = {}
    for cell in ("original", "copy", "copy", "original"):
        parent = {"metadata": {"cellId": cell}}
        monkeypatch.setattr(shell, "get_parent", lambda parent=parent: parent, raising=False)
        cards.setdefault(cell, []).append(explorer("Copied"))
        cards[cell][-1].show()
        assert cards[cell][-1].live.comm is not None
    for first, again in cards.values():
        assert first.live.comm is None, "this very cell was run again"
        assert again.live.comm is not None
    ids = [bundle[WIDGET]["model_id"] for bundle in shown()]
    assert ids[0] == ids[3] != ids[1] == ids[2]


def test_every_control_has_a_description() -> None:
    assert [control.description for control in explorer().controls.values()] == ["Dose", "Form"]
