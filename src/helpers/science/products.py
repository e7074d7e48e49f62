"""What a product costs and delivers when it is taken to reach a daily target."""

from dataclasses import dataclass

from helpers.science.absorption import INTAKE_LIMIT_MG, Schedule
from helpers.science.checks import instance, single
from helpers.science.supplements import SMALLEST_MG, price_per_gram, servings_for


@dataclass(frozen=True)
class Product:
    """A pack: elemental magnesium per tablet (mg), tablets, and price in any currency."""

    elemental_mg: float
    tablets: float
    price: float

    def __post_init__(self) -> None:
        single("elemental_mg", self.elemental_mg, SMALLEST_MG, INTAKE_LIMIT_MG, "mg")
        single("tablets", self.tablets, 1, 100_000)
        single("price", self.price, 0, 1_000_000)


@dataclass(frozen=True)
class Purchase:
    """A product taken until a target (mg of elemental magnesium a day) is met.

    Assumption: every tablet is a serving of its own, and absorption follows the illustrative curve.
    """

    product: Product
    target_mg: float

    def __post_init__(self) -> None:
        instance("product", self.product, Product)
        single("target_mg", self.target_mg, 0, INTAKE_LIMIT_MG, "mg")

    @property
    def tablets_a_day(self) -> int:
        """Whole tablets that reach the target."""
        return servings_for(self.target_mg, self.product.elemental_mg)

    @property
    def elemental_mg_a_day(self) -> float:
        """Elemental magnesium in those tablets (mg)."""
        return self.tablets_a_day * self.product.elemental_mg

    @property
    def price_a_month(self) -> float:
        """The price of 30 days."""
        return 30 * self.tablets_a_day / self.product.tablets * self.product.price

    @property
    def price_per_elemental_gram(self) -> float:
        """The price of one gram of elemental magnesium."""
        return price_per_gram(self.product.price, self.product.tablets, self.product.elemental_mg)

    @property
    def price_per_absorbed_gram(self) -> float:
        """The price of one gram of absorbed magnesium."""
        absorbed_mg = Schedule(self.product.elemental_mg, 1).absorbed_mg
        return price_per_gram(self.product.price, self.product.tablets, absorbed_mg)
