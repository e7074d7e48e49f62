"""How much magnesium a day's food holds: portions of foods, by database entry."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from helpers import tables
from helpers.science.checks import instance, one_of, refusal, several, single, text, whole

PORTIONS_LIMIT = 20
SERVINGS_LIMIT = 100  # of one day


@dataclass(frozen=True)
class Serving:
    """Some household portions of a food of data/foods.csv (usda_sr28, usda_fdc)."""

    food: str
    portions: float = 1

    def __post_init__(self) -> None:
        one_of("food", self.food, _foods())
        single("portions", self.portions, 0, PORTIONS_LIMIT)

    @property
    def entry(self) -> dict[str, Any]:
        """The food's row of the table."""
        return _entry(self.food)

    @property
    def grams(self) -> float:
        """What the serving weighs (g)."""
        return self.portions * self.entry["portion_g"]

    @property
    def magnesium_mg(self) -> float:
        """Magnesium in the serving (mg)."""
        return self.grams * self.entry["mg_per_100_g"] / 100


@dataclass(frozen=True)
class Plate:
    """A day's food."""

    servings: tuple[Serving, ...] = ()

    def __post_init__(self) -> None:
        for serving in several("servings", self.servings, SERVINGS_LIMIT, "servings"):
            instance("servings", serving, Serving)

    @property
    def magnesium_mg(self) -> float:
        """Magnesium in the day's food (mg)."""
        return sum(serving.magnesium_mg for serving in self.servings)

    def added(self, serving: Serving) -> "Plate":
        """The plate with one more serving."""
        return Plate((*self.servings, instance("serving", serving, Serving)))

    def removed(self, place: int) -> "Plate":
        """The plate without the serving at this place (0 is the first)."""
        at = self._place(place)
        return Plate(self.servings[:at] + self.servings[at + 1 :])

    def swapped(self, place: int, serving: Serving) -> "Plate":
        """The plate with another serving at this place."""
        at, new = self._place(place), instance("serving", serving, Serving)
        return replace(self, servings=(*self.servings[:at], new, *self.servings[at + 1 :]))

    def _place(self, place: int) -> int:
        if not self.servings:
            raise refusal("place", place, "a plate with food on it first")
        return whole("place", place, 0, len(self.servings) - 1)


@cache
def _foods() -> tuple[str, ...]:
    return tuple(tables.table("foods")["food"])


def _entry(food: str) -> dict[str, Any]:
    return tables.row("foods", food=one_of("food", food, _foods()))


def magnesium_mg(food: str, grams: float) -> float:
    """Magnesium (mg) in an amount of a food (g). Source: data/foods.csv (usda_sr28, usda_fdc)."""
    return single("grams", grams, 0, 10_000, "g") * _entry(food)["mg_per_100_g"] / 100


def search(words: str) -> list[str]:
    """The foods whose names hold all of these words or parts of words."""
    parts = text("words", words).casefold().split()
    return [food for food in _foods() if all(part in food.casefold() for part in parts)]


def one_food(words: str) -> str:
    """The food of this name, or the only one that fits. Raises ValueError that names a few."""
    found = search(words)
    exact = [food for food in found if food.casefold() == words.strip().casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not words.strip():
        raise ValueError(
            "food: nothing is typed yet; type a part of a name, then choose one of the list."
        )
    named = f"several foods, such as {'; '.join(found[:3])}" if found else "no food of the list"
    raise ValueError(f"food: {words!r} fits {named}; choose one of the list.")
