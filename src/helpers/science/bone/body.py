"""Where magnesium is in the body. Measured amounts come from data/body_magnesium.csv."""

from dataclasses import dataclass, fields

from helpers.science.checks import looked_up, one_of, single
from helpers.science.quantities import convert_amount


def measured(quantity: str) -> float:
    """One number of data/body_magnesium.csv: its value, or the middle of its range."""
    row = looked_up("quantity", quantity, "body_magnesium", "quantity")
    return float(row["value"] if row["value"] == row["value"] else (row["low"] + row["high"]) / 2)


@dataclass(frozen=True)
class BodyMap:
    """Magnesium (mmol) by compartment; the five parts add up to the whole."""

    bone_surface: float
    bone_lattice: float
    soft_tissue: float
    other_fluid: float
    serum: float

    @property
    def total(self) -> float:
        """Magnesium in the whole body (mmol)."""
        return sum(self.amounts().values())

    def amounts(self) -> dict[str, float]:
        """The parts by name, in mmol."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def percent(self, part: str) -> float:
        """The share of one part in the whole body (%)."""
        return 100 * self.amounts()[one_of("part", part, self.amounts())] / self.total


def body_map(
    weight_kg: float, bone_percent: float = 55, surface_percent: float | None = None
) -> BodyMap:
    """Where an adult's magnesium is, in mmol.

    bone_percent is bone's share of the body (50 to 60 in most sources, up to 67); surface_percent
    the exchangeable share of bone's magnesium (measured if None: 30). Assumption: the total grows
    with body weight, from 24 g at 70 kg. Sources: elin1987, fao_mg, alfrey1973.
    """
    weight = single("weight_kg", weight_kg, 30, 250, "kg")
    per_kg = measured("total_body") / measured("reference_weight")
    total = convert_amount(per_kg * weight, "g", "mmol")
    bone = total * single("bone_percent", bone_percent, 40, 75, "%") / 100
    share = measured("surface_share") if surface_percent is None else surface_percent
    surface = bone * single("surface_percent", share, 1, 60, "%") / 100
    fluid, serum = (total * measured(f"{part}_share") / 100 for part in ("extracellular", "serum"))
    return BodyMap(surface, bone - surface, total - bone - fluid, fluid - serum, serum)
