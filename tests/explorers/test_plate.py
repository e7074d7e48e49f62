"""The plate builder: what its buttons do, say and write."""

import csv
from io import StringIO
from urllib.parse import unquote

import plotly.graph_objects as go
import pytest

from helpers.explorers import intake
from helpers.lesson.card import plain


@pytest.fixture
def shown():
    """The explorer, with an open table."""
    explorer = intake.plate()
    explorer.numbers.unfolded = True
    return explorer


@pytest.fixture
def builder(shown):
    return shown.controls["plate"]


def sentence(shown):
    return plain(shown.status.html)


def test_opens_with_picture_sentence_and_table(shown):
    go.Figure(shown.live.figure)
    assert "163 mg" in shown.live.alt
    assert "163 mg" in sentence(shown)
    assert "SR28 18069" in shown.numbers.html


def test_every_control_is_named(builder):
    fields = [builder.food, builder.portions, builder.place]
    assert all(field.description for field in fields)
    assert all(all(press.names) for press in (builder.add, builder.swap, builder.remove))


def test_add_says_what_it_did(shown, builder):
    builder.food.value, builder.portions.value = "almonds", 2
    builder.add.click()
    assert sentence(shown).startswith("Added Almonds: +153 mg.")
    assert builder.value.servings[-1].portions == 2
    assert "8. Almonds" in dict(builder.place.options)


def test_each_button_says_what_it_would_do(builder):
    builder.portions.value, builder.place.value = 2, 4
    assert builder.add.names == ["Add 2 of the food"]
    assert builder.swap.names == ["Swap no. 5 for the food"]
    assert builder.remove.names == ["Remove no. 5"]
    for _ in range(7):
        builder.remove.click()
    assert builder.remove.names == ["Remove"]


def test_swap_keeps_the_portions(shown, builder):
    builder.place.value, builder.food.value = 4, "brown rice, long"
    builder.swap.click()
    assert "White rice, long-grain, cooked became Brown rice" in sentence(shown)
    assert builder.value.servings[4].portions == 2
    assert builder.place.value == 4


def test_remove_until_nothing_is_left(shown, builder):
    for _ in range(7):
        builder.remove.click()
    assert "0 mg" in sentence(shown)
    go.Figure(shown.live.figure)
    for button in (builder.remove, builder.swap):
        button.click()
        assert (shown.status.kind, sentence(shown)) == (
            "problem",
            "The plate is empty. Add a food first.",
        )
    builder.food.value = "almonds"
    builder.add.click()
    assert builder.place.value == 0


@pytest.mark.parametrize("entry", ["", "rice", "granite", "<b>rice</b>"])
def test_an_unclear_food_is_explained_and_the_plate_stays(shown, builder, entry):
    before, builder.food.value = state(shown), entry
    builder.add.click()
    assert shown.status.kind == "problem"
    assert "<b>" not in shown.status.html
    assert state(shown) == before
    builder.food.value = "almonds"
    builder.add.click()
    assert sentence(shown).startswith("Added Almonds: +77 mg.")


def state(shown):
    return shown.controls["plate"].value, shown.live.figure, shown.numbers.html


def test_reset_brings_back_the_plate_and_forgets_the_problem(shown, builder):
    start = sentence(shown)
    builder.remove.click()
    builder.food.value = "granite"
    builder.add.click()
    shown.reset()
    assert (shown.status.kind, sentence(shown)) == ("note", start)
    assert builder.value == intake.WHITE_DAY


def test_a_food_is_not_swapped_for_itself(shown, builder):
    builder.food.value = "Bread, white"
    builder.swap.click()
    assert "in this place already" in sentence(shown)


def test_person_changes_the_comparison(shown, builder):
    builder.remove.click()
    for person in list(intake.PEOPLE.values())[::-1]:
        shown.controls["person"].value = person
        assert sentence(shown).startswith("The day holds")
        assert f"{person.us.ear:.0f} mg" in sentence(shown)


def test_file_is_the_plate(shown, builder):
    link = shown.numbers.html.split('href="')[1].split('"')[0]
    text = unquote(link.removeprefix("data:text/csv;charset=utf-8,"))
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["Food"] for row in rows] == [one.food for one in builder.value.servings]
    total = sum(float(row["Magnesium (mg)"]) for row in rows)
    assert total == pytest.approx(builder.value.magnesium_mg, abs=0.5)
