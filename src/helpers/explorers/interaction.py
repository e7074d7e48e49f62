"""Explorer of simulated trials."""

from helpers.figures import interaction as figures
from helpers.lesson import Explorer, Number
from helpers.science.interaction import TRIALS, Picked, pick


def baseline() -> Explorer:
    """A trial's size and an effect that crosses zero -> what the trial sees, and how often."""
    controls = {
        "people": Number("People", 180, 20, 600, step=20),
        "slope": Number("Effect for each 10 ng/mL of baseline", -2, -6, 0, step=0.5, unit="ng/mL"),
        "crossing_ng_ml": Number("No effect at", 30, 15, 45, step=1, unit="ng/mL"),
        "noise_ng_ml": Number("Chance in one measurement (SD)", 5, 0.5, 10, step=0.5, unit="ng/mL"),
        "number": Number("Which of the simulated trials", 1, 1, TRIALS, step=1),
    }
    return Explorer("Baseline explorer", controls, pick, figures.trial, _sentence)


def _sentence(picked: Picked) -> str:
    average, by_baseline, uncontrolled = picked.shares.values()
    average_effect, low, high = figures.effects(picked)
    need = (
        f"About {picked.design.people_needed:,} people would see it in 80 % of trials."
        if picked.design.slope
        else "There is no such effect here, so whatever is seen is chance."
    )
    return (
        f"Simulated trial {picked.number} with {picked.design.people} people: on average "
        f"{average_effect} ng/mL, but {low} at a baseline of "
        f"{figures.ENDS[0]:g} and {high} at {figures.ENDS[1]:g}. Of {TRIALS} such trials "
        f"<strong>{by_baseline:.0f} % see an effect that differs by baseline</strong>, "
        f"{average:.0f} % an average effect. {need} Without the placebo arm "
        f"{uncontrolled:.0f} % show a falling line, most of it regression to the mean."
    )
