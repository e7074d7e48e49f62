"""Explorers of how much of a dose gets in."""

from helpers.drawing import count
from helpers.figures import absorption as figures
from helpers.lesson import Explorer, Number, choice
from helpers.science.absorption import Schedule


def schedule() -> Explorer:
    """A daily dose and its number of servings -> absorbed share and amount."""
    servings = {count(n, "serving"): n for n in figures.SERVINGS}
    controls = {
        "daily_mg": Number("Magnesium a day", 300, 60, 1000, step=10, unit="mg elemental"),
        "servings": choice("Shared over", servings, 1),
    }
    return Explorer("Absorption explorer", controls, Schedule, figures.schedule, _sentence)


def _sentence(result: Schedule) -> str:
    below = result.serving_mg < figures.lowest_intake_mg()
    doubt = " Below the lowest intake studied: extrapolated." if below else ""
    return (
        f"{result.daily_mg:.0f} mg in {count(result.servings, 'serving')} of "
        f"{result.serving_mg:.0f} mg: about <strong>{result.absorbed_mg:.0f} mg a day</strong> "
        f"gets in ({result.absorbed_percent:.0f} %). The curve is illustrative, the same for "
        f"every form; a person may differ.{doubt}"
    )
