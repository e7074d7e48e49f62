"""Explorers of units."""

from helpers.figures import quantities as figures
from helpers.figures.quantities import readable
from helpers.lesson import Explorer, Number, choice
from helpers.science.quantities import Amount, amount


def unit_converter() -> Explorer:
    """An amount in one unit -> the same amount in three."""
    controls = {
        "value": Number("Amount of magnesium", 300, 0, 1000, step=1),
        "unit": choice("Unit", ("mg", "mmol", "mEq"), "mg"),
    }
    return Explorer("Unit converter", controls, amount, figures.rulers, _sentence)


def _sentence(result: Amount) -> str:
    return (
        f"<strong>{readable(result.mg)} mg</strong> of magnesium is {readable(result.mmol)} mmol, "
        f"or {readable(result.meq)} mEq."
    )
