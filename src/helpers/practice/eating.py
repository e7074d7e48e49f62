"""Foods and days of eating, drawn from data/foods.csv in amounts that a kitchen scale shows."""

from dataclasses import dataclass
from random import Random

from helpers.science.foods import magnesium_mg
from helpers.tables import by

POOREST = 10  # mg in 100 g: a question about less is one about nothing
# A day has one food of each group.
MEALS = (
    ("Oatmeal, cooked with water", "Shredded wheat", "Bread, white", "Bread, whole-wheat"),
    ("Milk, whole", "Yogurt, plain, skim", "Soy milk, unfortified", "Cheddar cheese"),
    ("White rice, long-grain, cooked", "Brown rice, long-grain, cooked", "Quinoa, cooked",
     "Couscous, cooked", "Potato, baked, with skin"),
    ("Chicken breast, roasted", "Salmon, Atlantic, farmed, cooked", "Black beans, boiled",
     "Lentils, boiled", "Tofu, firm"),
    ("Broccoli, raw", "Spinach, boiled", "Carrots, raw", "Green peas, boiled", "Kale, raw"),
    ("Almonds", "Banana, raw", "Apple, raw, with skin", "Walnuts", "Cashew nuts, raw",
     "Dark chocolate, 70 to 85 % cacao"),
)  # fmt: skip


@dataclass(frozen=True)
class Eaten:
    """Some grams of a food of data/foods.csv."""

    food: str
    grams: int

    @property
    def magnesium_mg(self) -> float:
        """Magnesium in it (mg)."""
        return magnesium_mg(self.food, self.grams)

    @property
    def per_100_g(self) -> float:
        """What the table gives (mg in 100 g)."""
        return magnesium_mg(self.food, 100)

    @property
    def words(self) -> str:
        """The food with its grams and with what the table gives."""
        return f"{self.food}: {self.grams} g ({self.per_100_g:g} mg in 100 g)"


@dataclass(frozen=True)
class Day:
    """A day of eating."""

    eaten: tuple[Eaten, ...]

    @property
    def magnesium_mg(self) -> float:
        """All magnesium of the day (mg)."""
        return sum(one.magnesium_mg for one in self.eaten)

    @property
    def words(self) -> str:
        """All foods, one after the other."""
        return "; ".join(one.words for one in self.eaten)


def day(random: Random) -> Day:
    """A food of each group, in a portion or a larger one."""
    return Day(tuple(_eaten(random, random.choice(foods)) for foods in MEALS))


def food(random: Random) -> Eaten:
    """One food of the whole table that has magnesium worth counting."""
    rich = [name for name, mg in by("foods", "food", "mg_per_100_g").items() if mg >= POOREST]
    return _eaten(random, random.choice(rich))


def _eaten(random: Random, name: str) -> Eaten:
    """A portion or half as much again, to 5 g; heavy ones to 10 g."""
    grams = by("foods", "food", "portion_g")[name] * random.choice((1, 1, 1.5))
    step = 5 if grams < 100 else 10
    return Eaten(name, max(10, step * round(grams / step)))


def intakes(random: Random) -> list[int]:
    """What some women usually eat (mg a day)."""
    people = random.choice((8, 10, 12, 15, 16, 20))
    return sorted(10 * round(random.gauss(27, 6)) for _ in range(people))
