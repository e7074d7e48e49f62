"""A prediction is a commitment: it opens what waits for it, stays as it was, and is compared."""

from typing import Any

import pytest

from helpers.lesson import Explorer, Number, Picture
from helpers.lesson.predict import (
    OPEN,
    Comparison,
    Cover,
    PredictionCard,
    covering,
    opened_by,
)
from helpers.lesson.progress import progress
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.stock import is_seen
from helpers.records import _faults

LESSON = "05_supplement_forms"
CHOICE = {
    "id": "below", "text": "How many are below 0.85?", "opens": "Cut-off", "right": "60 %",
    "options": ("30 %", "60 %", "90 %"), "explanation": "Most people stand close together.",
}  # fmt: skip
SCALE = {
    "id": "oxide", "text": "How much of oxide is magnesium?", "right": "{answer:.0f} %",
    "unit": "%", "low": 0.0, "high": 100.0, "step": 5.0, "explanation": "Oxygen is light.",
    "function": "helpers.science.supplements:elemental_mg",
    "arguments": {"compound_mg": 100, "formula": "MgO"},
}  # fmt: skip


def card(entry: dict[str, Any], **changes: Any) -> PredictionCard:
    return PredictionCard(LESSON, PredictionEntry(**entry | changes))


def waiting(title: str = "Cut-off") -> Comparison:
    prediction = covering(title)
    assert prediction is not None
    return Comparison(prediction, [])


def words(shown: PredictionCard | Comparison) -> str:
    return shown.status.html.replace("\u00a0", " ")


def test_a_guess_opens_what_waits_for_it_and_is_compared() -> None:
    asked, explorer = card(CHOICE), waiting()
    assert not explorer.cover.lifted
    asked.field.value = "30 %"
    asked.buttons.click()
    assert explorer.cover.lifted
    assert "You said “30 %”" in words(asked)
    assert "60 %" not in words(asked)  # the answer is for the explorer to find
    explorer.compare.click()
    assert "You said “30 %”; it is “60 %”." in words(explorer)
    assert "How many are below 0.85?" in words(explorer)  # the question is out of sight by now
    assert "close together" in words(explorer)


def test_a_number_without_an_explorer_is_compared_at_once() -> None:
    asked = card(SCALE)
    assert asked.field.value == 50
    asked.field.value = 40
    asked.buttons.click()
    assert "You said 40 %; it is 60 %." in words(asked)


def test_a_slider_that_nobody_moved_is_no_guess_at_once() -> None:
    asked = card(SCALE)
    asked.buttons.click()
    assert not asked.prediction.made
    assert "stands in the middle, at 50 %. Move it, or press again" in words(asked)
    asked.buttons.click()
    assert "You said 50 %; it is 60 %." in words(asked)


def test_the_middle_that_was_typed_is_a_guess() -> None:
    asked = card(SCALE)
    asked.field.type("50")
    asked.buttons.click()
    assert "You said 50 %; it is 60 %." in words(asked)


@pytest.mark.parametrize("entry", [CHOICE, SCALE], ids=["options", "number"])
def test_what_was_said_replaces_what_could_be_changed(entry: dict[str, Any]) -> None:
    asked = card(entry)
    assert is_seen(asked.asking)
    asked.field.value = entry["options"][0] if "options" in entry else 40
    asked.buttons.click()
    assert not is_seen(asked.asking)
    assert "You said" in words(asked)


def test_a_guess_that_is_right_is_told_so() -> None:
    asked = card(SCALE)
    asked.field.value = 60
    asked.buttons.click()
    assert "You said 60 %, and so it is." in words(asked)


def test_a_skipped_prediction_opens_too() -> None:
    asked, explorer = card(CHOICE), waiting()
    asked.buttons.click("Skip")
    assert explorer.cover.lifted
    assert "skipped" in words(asked)
    explorer.compare.click()
    assert "It is “60 %”." in words(explorer)


def test_it_stays_open_and_as_it_was_after_a_restart(restart) -> None:
    first = card(CHOICE)
    first.field.value = "30 %"
    first.buttons.click()
    restart()
    again, explorer = card(CHOICE), waiting()
    assert explorer.cover.lifted
    assert "You said “30 %”" in words(again)
    assert not is_seen(again.asking)
    progress().predict(again.prediction.key, "90 %")
    assert again.prediction.said == "You said “30 %”."


def test_a_prediction_that_runs_again_still_opens_its_explorer() -> None:
    card(CHOICE)
    explorer, again = waiting(), card(CHOICE)
    again.buttons.click("Skip")
    assert explorer.cover.lifted


def cutoff() -> Explorer:
    """An explorer of that title."""
    controls = {"dose": Number("Dose", 10, 0, 100)}
    drawn = Picture({"data": [], "layout": {}}, "Nothing is drawn.")
    return Explorer("Cut-off", controls, lambda dose: dose, lambda dose: drawn, str)


def test_an_explorer_is_covered_until_its_prediction_is_made() -> None:
    asked, parts = card(CHOICE), cutoff().parts()
    title, cover, *_, compare, told = parts
    assert "Cut-off" in title.value
    assert isinstance(cover, Cover) and not cover.lifted
    assert "“Dose”" in cover.text  # what waits behind it
    assert compare.description == "Compare with your prediction"
    asked.buttons.click("Skip")
    assert cover.lifted
    compare.click()
    assert "It is “60 %”." in told.html.replace("\u00a0", " ")


def test_an_explorer_without_a_prediction_has_no_cover(monkeypatch: pytest.MonkeyPatch) -> None:
    card(CHOICE)
    monkeypatch.setenv(OPEN, "1")
    assert not any(isinstance(part, Cover) for part in cutoff().parts())


def below(asked: PredictionCard, monkeypatch: pytest.MonkeyPatch) -> list[Cover]:
    """The covers that stand below a prediction in its own card."""
    shown: list[Any] = []
    monkeypatch.setattr(
        "helpers.lesson.predict.show_card", lambda key, parts, **more: shown.extend(parts)
    )
    asked.show()
    return [
        cover
        for part in shown
        for cover in getattr(part, "children", ())
        if isinstance(cover, Cover)
    ]


def test_without_a_card_to_open_the_rest_of_the_section_waits(monkeypatch, restart) -> None:
    asked = card(SCALE)
    [cover] = below(asked, monkeypatch)
    assert "rest of this section" in cover.text and not cover.lifted
    asked.buttons.click("Skip")
    assert cover.lifted
    restart()
    [again] = below(card(SCALE), monkeypatch)
    assert again.lifted
    assert below(card(CHOICE), monkeypatch) == []  # its explorer has the cover
    monkeypatch.setenv(OPEN, "1")
    assert below(card(SCALE), monkeypatch) == []


def test_no_guess_is_asked_for_again() -> None:
    asked, explorer = card(CHOICE), waiting()
    asked.buttons.click()
    assert asked.status.kind == "problem"
    assert not explorer.cover.lifted
    asked.field.value = "30 %"
    assert asked.status.html == ""
    assert progress().predicted(asked.prediction.key) is None


def test_nothing_is_covered_in_a_copy_that_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    card(CHOICE)
    monkeypatch.setenv(OPEN, "1")
    assert covering("Cut-off") is None
    assert covering("never asked about") is None


@pytest.mark.parametrize(("changes", "said"), [
    ({"right": "70 %"}, "expected one of its options"),
    ({"options": ["60 %"]}, "two to four"),
    ({"function": "f"}, "no function beside"),
    ({"options": [], "low": 5.0, "high": 5.0}, "its scale no length"),
    ({"options": [], "high": 5.0}, "0 ways to its number"),
    ({"options": [], "high": 5.0, "expression": "4"}, "typed in"),
])  # fmt: skip
def test_what_does_not_fit_is_told(changes: dict[str, Any], said: str) -> None:
    entry = CHOICE | {"options": list(CHOICE["options"])} | changes
    assert said in "\n".join(_faults(entry, PredictionEntry))


def test_a_number_reaches_as_far_as_has_been_committed() -> None:
    year = Number("Year", 1986, 1984, 1995)
    opened_by(year, LESSON, {"first": 1991, "second": 1995})
    assert year.high == 1991
    for name, end in (("first", 1991), ("second", 1995)):
        asked = card(CHOICE, id=name, opens="")
        asked.field.value = "30 %"
        asked.buttons.click()
        assert year.high == end
    again = Number("Year", 1986, 1984, 1995)
    opened_by(again, LESSON, {"first": 1991, "second": 1995})
    assert again.high == 1995
