"""Explorers of how much of a dose gets in."""

from helpers.figures import absorption as figures
from helpers.lesson import Explorer, Number, choice
from helpers.science.absorption import Schedule


def schedule() -> Explorer:
    """A daily dose and its number of servings -> absorbed share and amount."""
    controls = {
        "daily_mg": Number("Magnesium a day", 300, 20, 1000, step=10, unit="mg elemental"),
        "servings": choice("Shared over", {f"{n} serving{'s' * (n > 1)}": n for n in figures.SERVINGS}, 1),
    }
    return Explorer("Absorption explorer", controls, Schedule, figures.schedule, _sentence)


def _sentence(result: Schedule) -> str:
    servings = f"{result.servings} serving{'s' * (result.servings > 1)}"
    return (
        f"{result.daily_mg:.0f} mg in {servings} of {result.serving_mg:.0f} mg: about "
        f"<strong>{result.absorbed_mg:.0f} mg a day</strong> gets in ({result.absorbed_percent:.0f} %). "
        "The curve is illustrative, the same for every form; a person may differ."
    )
