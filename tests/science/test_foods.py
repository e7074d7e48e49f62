"""Foods by entry and portion, and a day's plate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.science.foods import Plate, Serving, magnesium_mg, one_food, search
from helpers.tables import table

FOODS = list(table("foods")["food"])
SERVINGS = st.builds(Serving, st.sampled_from(FOODS), st.floats(0, 20))


@pytest.mark.parametrize(
    ("food", "printed_mg"),
    [
        ("Spinach, raw", 23.7),
        ("Spinach, baby, raw", 27.9),
        ("Pumpkin seed kernels, dried", 167.8),
        ("Pumpkin seed kernels, roasted", 155.9),
        ("Brown rice, medium-grain, cooked", 85.8),
        ("Black beans, boiled", 120.4),
    ],
)
def test_portions_as_printed(food, printed_mg):
    assert Serving(food).magnesium_mg == pytest.approx(printed_mg, abs=0.05)


def test_table_is_rich_enough():
    foods = table("foods")
    assert len(foods) >= 60
    assert foods["entry"].is_unique
    assert foods["food"].str.strip().is_unique


def test_magnesium_of_a_mass():
    assert magnesium_mg("almonds", 100) == 270
    for food, grams in [("Almonds", -1), ("Almonds", float("nan")), ("Almonds", "30"), ("Rock", 1)]:
        with pytest.raises(ValueError, match=r"^(grams|food): "):
            magnesium_mg(food, grams)


@given(st.lists(SERVINGS, max_size=6), SERVINGS)
def test_a_plate_is_the_sum_of_its_servings(servings, more):
    plate = Plate(tuple(servings))
    total = sum(serving.magnesium_mg for serving in servings)
    assert plate.magnesium_mg == pytest.approx(total)
    assert plate.added(more).magnesium_mg == pytest.approx(total + more.magnesium_mg)
    assert plate.added(more).removed(len(servings)) == plate


@given(st.lists(SERVINGS, min_size=1, max_size=6), SERVINGS, st.data())
def test_a_swap_changes_one_serving(servings, new, data):
    plate, place = Plate(tuple(servings)), data.draw(st.integers(0, len(servings) - 1))
    swapped = plate.swapped(place, new)
    gain = new.magnesium_mg - servings[place].magnesium_mg
    assert swapped.magnesium_mg - plate.magnesium_mg == pytest.approx(gain, abs=1e-9)
    assert len(swapped.servings) == len(servings)


def test_search_finds_parts_of_words():
    assert search("rice brown") == [food for food in FOODS if "Brown rice" in food]
    assert search("") == FOODS
    assert search("granite") == []


def test_one_food_is_the_exact_name_or_the_only_hit():
    assert one_food("almonds") == "Almonds"
    assert one_food(" mussels") == "Mussels, cooked"
    for text in ("rice", "granite", ""):
        with pytest.raises(ValueError, match=r"^food: .* choose one of the list\.$"):
            one_food(text)
    with pytest.raises(ValueError, match="nothing is typed yet"):
        one_food(" ")


@pytest.mark.parametrize("portions", [-1, 21, float("nan"), "2", None])
def test_bad_portions(portions):
    with pytest.raises(ValueError, match=r"^portions: "):
        _ = Serving("Almonds", portions).magnesium_mg
