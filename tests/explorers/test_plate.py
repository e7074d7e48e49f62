"""The plate builder: what its buttons do, say and write."""

import csv
from io import StringIO
from urllib.parse import unquote

import ipywidgets
import plotly.graph_objects as go
import pytest

from helpers.explorers import intake
from helpers.lesson.card import plain


@pytest.fixture
def builder():
    return intake.plate()


def sentence(builder):
    return plain(builder.status.html)


def test_opens_with_picture_sentence_and_table(builder):
    go.Figure(builder.live.figure)
    assert "163 mg" in builder.live.alt
    assert "163 mg" in sentence(builder)
    assert "SR28 18069" in builder.table.html


def test_every_control_is_named(builder):
    for control in vars(builder).values():
        if isinstance(control, ipywidgets.DOMWidget) and hasattr(control, "description"):
            assert control.description or isinstance(control, ipywidgets.HTML)


def test_add_says_what_it_did(builder):
    builder.food.value, builder.portions.value = "almonds", 2
    builder.add.click()
    assert sentence(builder).startswith("Added Almonds: +153 mg.")
    assert builder.plate.servings[-1].portions == 2
    assert "8. Almonds" in dict(builder.place.options)


def test_each_button_says_what_it_would_do(builder):
    builder.portions.value, builder.place.value = 2, 4
    assert builder.add.description == "Add 2 of the food"
    assert builder.swap.description == "Swap no. 5 for the food"
    assert builder.remove.description == "Remove no. 5"
    for _ in range(7):
        builder.remove.click()
    assert builder.remove.description == "Remove"


def test_swap_keeps_the_portions(builder):
    builder.place.value, builder.food.value = 4, "brown rice, long"
    builder.swap.click()
    assert "White rice, long-grain, cooked became Brown rice" in sentence(builder)
    assert builder.plate.servings[4].portions == 2
    assert builder.place.value == 4


def test_remove_until_nothing_is_left(builder):
    for _ in range(7):
        builder.remove.click()
    assert "0 mg" in sentence(builder)
    go.Figure(builder.live.figure)
    for button in (builder.remove, builder.swap):
        button.click()
        assert (builder.status.kind, sentence(builder)) == (
            "problem",
            "The plate is empty. Add a food first.",
        )
    builder.food.value = "almonds"
    builder.add.click()
    assert builder.place.value == 0


@pytest.mark.parametrize("entry", ["", "rice", "granite", "<b>rice</b>"])
def test_an_unclear_food_is_explained_and_the_plate_stays(builder, entry):
    before, builder.food.value = builder.plate, entry
    builder.add.click()
    assert builder.status.kind == "problem"
    assert "<b>" not in builder.status.html
    assert builder.plate == before


def test_person_changes_the_comparison(builder):
    for person in intake.PEOPLE.values():
        builder.person.value = person
        assert f"{person.us.ear:.0f} mg" in sentence(builder)


def test_file_is_the_plate(builder):
    link = builder.file.value.split('href="')[1].split('"')[0]
    text = unquote(link.removeprefix("data:text/csv;charset=utf-8,"))
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["Food"] for row in rows] == [one.food for one in builder.plate.servings]
    total = sum(float(row["Magnesium (mg)"]) for row in rows)
    assert total == pytest.approx(builder.plate.magnesium_mg, abs=0.5)
