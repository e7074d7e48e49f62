"""Explorers of needs, foods and populations."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets
import traitlets

from helpers.figures import food as food_figures
from helpers.figures.intake import needs as figures
from helpers.figures.intake import population as population_figures
from helpers.figures.intake.reference_values import person_name
from helpers.lesson import Explorer, Number, choice
from helpers.lesson.explorer import kept
from helpers.lesson.live import Press
from helpers.lesson.stock import Box
from helpers.science.foods import Plate, Serving, one_food, search
from helpers.science.intake import REQUIREMENT_CV, Person, Population, age_groups, countries

SEXES = {"Female": "female", "Male": "male"}
LIFE_STAGES = {
    "Neither pregnant nor breastfeeding": "none",
    "Pregnant": "pregnant",
    "Breastfeeding": "lactating",
}
PEOPLE = {
    "Woman of 40 years": Person(40, "female"),
    "Man of 40 years": Person(40, "male"),
    "Pregnant woman of 25 years": Person(25, "female", "pregnant"),
    "Girl of 16 years": Person(16, "female"),
    "Boy of 16 years": Person(16, "male"),
}
PORTIONS = {"½": 0.5, "1": 1, "1½": 1.5, "2": 2, "3": 3, "4": 4}
WHITE_DAY = Plate(
    (
        Serving("Bread, white", 2),
        Serving("Cheddar cheese"),
        Serving("Yogurt, plain, whole milk"),
        Serving("Banana, raw"),
        Serving("White rice, long-grain, cooked", 2),
        Serving("Chicken breast, roasted"),
        Serving("Broccoli, raw"),
    )
)


def _swap(plate: Plate, old: str, new: str) -> Plate:
    """The plate with another food in the place of one, as many portions of it."""
    place, serving = next(
        (place, each) for place, each in enumerate(plate.servings) if each.food == old
    )
    return plate.swapped(place, Serving(new, serving.portions))


BROWN = _swap(WHITE_DAY, "White rice, long-grain, cooked", "Brown rice, long-grain, cooked")
# In the book, where no Python runs, these stand for all that can be built.
PLATES = {
    "as it is": WHITE_DAY,
    "brown rice for white": BROWN,
    "brown rice, and whole-wheat bread for white": _swap(
        BROWN, "Bread, white", "Bread, whole-wheat"
    ),
    "boiled spinach for broccoli": _swap(WHITE_DAY, "Broccoli, raw", "Spinach, boiled"),
    "black beans for chicken": _swap(WHITE_DAY, "Chicken breast, roasted", "Black beans, boiled"),
    "with an ounce of pumpkin kernels": WHITE_DAY.added(Serving("Pumpkin seed kernels, dried")),
}


def needs() -> Explorer:
    """Reference values of a person, and whose need an intake meets."""
    return Explorer(
        "What does a person need?",
        {
            "age_years": Number("Age", 35, 0, 90, unit="years"),
            "sex": choice("Sex", SEXES, "female"),
            "life_stage": choice("Life stage", LIFE_STAGES, "none"),
            "intake_mg": Number("Usual intake", 250, 0, 550, step=5, unit="mg a day"),
        },
        Person,
        figures.needs,
        _describe_needs,
        figures.needs_table,
        main=("age_years", "sex", "intake_mg"),
        telling=("age_years", "sex", "intake_mg"),
    )


def _describe_needs(person: Person) -> str:
    us, eu, uk = person.us, person.eu, person.uk
    return (
        f"A {person_name(person)}, from all sources and a day: US EAR {_mg(us.ear)}, RDA "
        f"{_mg(us.rda)}, AI {_mg(us.ai)}; EU AI {_mg(eu.ai)}; UK RNI {_mg(uk.rda)}. "
        f"Not counting what food holds by nature, at most: US {_mg(us.supplement_ul)}, EU "
        f"{_mg(eu.supplement_ul)}, UK {_mg(uk.supplement_ul)}. {_covered(person)}"
    )


def _mg(value: float | None) -> str:
    return "none set" if value is None else f"<strong>{value:.0f} mg</strong>"


def _covered(person: Person) -> str:
    share = person.covered_percent
    if share is None:
        return f"Whether {person.intake_mg:g} mg is enough cannot be said without an EAR."
    return (
        f"If need spreads by {100 * REQUIREMENT_CV:g} %, a usual intake of {person.intake_mg:g} "
        f"mg is enough for <strong>{share:.0f} %</strong> of such people."
    )


def population() -> Explorer:
    """A group's usual intake against EAR and RDA."""
    return Explorer(
        "How many people eat too little?",
        {
            "country": choice("Country", countries(), "United States"),
            "sex": choice("Sex", SEXES, "female"),
            "age_group": choice(
                "Age",
                {f"{ages} years": ages for ages in age_groups("United States", "female")},
                "40-44",
            ),
            "added_mg": Number("Added for all", 0, 0, 150, step=5, unit="mg a day"),
        },
        Population,
        population_figures.population,
        _describe_population,
        population_figures.population_table,
        main=("country", "age_group", "added_mg"),
    )


def _describe_population(group: Population) -> str:
    added = f", with {group.added_mg:g} mg added for everyone" if group.added_mg else ""
    return (
        f"{population_figures.group_name(group)}{added}: "
        f"<strong>{group.cutpoint_percent:.1f} %</strong> eat too little by the cut-point "
        f"method (below the EAR of {group.ear:.0f} mg) and "
        f"{group.probability_percent:.1f} % by the probability method. "
        f"{group.below_rda_percent:.1f} % are below the RDA of {group.rda:.0f} mg, "
        "which is not a count of people who lack magnesium."
    )


class PlateBuilder(Box):
    """A control whose value is a plate: it grows serving by serving, by keyboard as well."""

    value = traitlets.Instance(Plate)
    problem = traitlets.Unicode()  # why the last press did nothing
    description = "the plate"

    def __init__(self, plate: Plate, offered: Mapping[str, Plate]) -> None:
        self.offered = offered
        self.food = ipywidgets.Combobox(
            description="Food",
            options=search(""),
            placeholder="a part of a name, such as rice",
            style={"description_width": "initial"},
            layout={"width": "320px", "max_width": "98%"},
        )
        self.portions = choice("Portions", PORTIONS, 1)
        self.place = choice("On the plate", {}, None)
        self.add = self._button(self._add, primary=True)
        self.swap, self.remove = map(self._button, (self._swap, self._remove))
        self._done = ""  # what the last press did, until it is told
        parts = [self.food, self.portions, self.add, self.place, self.swap, self.remove]
        super().__init__(parts, value=plate)
        self.add_class("course-controls")
        self._offer_servings()
        for choice_made in (self.portions, self.place):
            choice_made.observe(self._name_buttons, "value")

    def _name_buttons(self, change: Any = None) -> None:
        """Say on each button what a press would do now."""
        chosen = "" if self.place.value is None else f" no. {self.place.value + 1}"
        self.add.names = [f"Add {self.portions.label} of the food"]
        self.swap.names = [f"Swap{chosen} for the food"]
        self.remove.names = [f"Remove{chosen}"]

    def _button(self, act: Callable[[], tuple[Plate, str]], primary: bool = False) -> Press:
        return Press({"": lambda: self._try(act)}, [self.food, self.portions, self.place], primary)

    def _try(self, act: Callable[[], tuple[Plate, str]]) -> None:
        try:
            plate, done = act()
        except ValueError as problem:
            self.problem = str(problem)
            return
        self._done = f"{done}: {plate.magnesium_mg - self.value.magnesium_mg:+.0f} mg. "
        with self.hold_trait_notifications():
            self.value, self.problem = plate, ""

    def tell(self) -> str:
        """What the last press did, once: the next change may be of another control."""
        done, self._done = self._done, ""
        return done

    def _add(self) -> tuple[Plate, str]:
        serving = Serving(one_food(self.food.value), self.portions.value)
        return self.value.added(serving), f"Added {serving.food}"

    def _swap(self) -> tuple[Plate, str]:
        old = self._chosen()
        new = Serving(one_food(self.food.value), old.portions)
        if new == old:
            raise ValueError(f"{old.food} is in this place already. Choose another food.")
        return self.value.swapped(self.place.value, new), f"{old.food} became {new.food}"

    def _remove(self) -> tuple[Plate, str]:
        old = self._chosen()
        return self.value.removed(self.place.value), f"Removed {old.food}"

    def _chosen(self) -> Serving:
        if self.place.value is None:
            raise ValueError("The plate is empty. Add a food first.")
        return self.value.servings[self.place.value]

    @traitlets.observe("value")
    def _offer_servings(self, change: Any = None) -> None:
        """List what is on the plate; the chosen place stays if it is still there."""
        chosen, last = self.place.value, len(self.value.servings) - 1
        self.place.options = {
            f"{i}. {serving.food}": i - 1 for i, serving in enumerate(self.value.servings, 1)
        }
        if last >= 0:
            self.place.value = min(chosen or 0, last)
        self._name_buttons()


def plate() -> Explorer:
    """A day's food against EAR and RDA."""
    builder = PlateBuilder(WHITE_DAY, PLATES)
    person = choice("Compare with", PEOPLE, PEOPLE["Woman of 40 years"])
    return Explorer(
        "What does a day's food give?",
        {"plate": builder, "person": person},
        food_figures.DayOfFood,
        food_figures.day_of_food,
        lambda day: escape(builder.tell()) + _describe_day(day),
        food_figures.day_table,
        misfit=kept,
    )


def _describe_day(day: food_figures.DayOfFood) -> str:
    total, us = day.plate.magnesium_mg, day.person.us
    shares = " and ".join(
        f"{100 * total / mg:.0f} % of the {name} ({mg:.0f} mg)"
        for name, mg in (("EAR", us.ear), ("RDA", us.rda))
        if mg
    )
    return (
        f"The day holds <strong>{total:.0f} mg</strong>: {shares} of a {person_name(day.person)}."
    )
