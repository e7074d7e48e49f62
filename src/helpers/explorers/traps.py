"""Explorer of three traps, in simulated trials."""

from helpers.drawing import printed
from helpers.figures import traps as figures
from helpers.lesson import Explorer, Number, choice
from helpers.science.traps import (
    FEWEST,
    KINDS,
    LIMIT,
    MOST,
    OUTCOMES,
    ManyOutcomes,
    Remeasured,
    Subgroups,
    Trial,
    false_alarm,
)

TRAPS = {
    "those who began low": "low",
    f"{OUTCOMES} outcomes": "many",
    "women and men apart": "groups",
}


def trap() -> Explorer:
    """A way to look at a trial, its size and its number -> what seems to be there."""
    controls = {
        "kind": choice("Look at", TRAPS, "low"),
        "people": Number("People", 180, FEWEST, MOST, step=20),
        "number": Number("Trial number", 1, 1, 200),
    }
    return Explorer("Trap explorer (simulated)", controls, _trial, figures.trap, _sentence)


def _trial(kind: str, people: float, number: float) -> Trial:
    return KINDS[kind](int(people), int(number))


def _sentence(trial: Trial) -> str:
    match trial:
        case Remeasured():
            return _remeasured(trial)
        case ManyOutcomes():
            return _many(trial)
        case Subgroups():
            return _groups(trial)
    raise TypeError(trial)


def _remeasured(trial: Remeasured) -> str:
    low, high = (printed(change, "+.1f") for change in trial.changes)
    return (
        f"Simulated, nothing given: those below {LIMIT:g} ng/mL changed by <strong>{low}"
        f"</strong> and the others changed by <strong>{high} ng/mL</strong>. By the arithmetic "
        f"the low ones should come to {trial.expected:.1f} the second time; chance does not repeat."
    )


def _many(trial: ManyOutcomes) -> str:
    return (
        f"Simulated, a treatment that does nothing: <strong>{trial.found} of {OUTCOMES}</strong> "
        f"outcomes below 0.05. At least one is there in {100 * false_alarm(OUTCOMES):.0f} % of "
        "such trials, however many people take part. Look through some trial numbers."
    )


def _groups(trial: Subgroups) -> str:
    women, men = trial.effects
    return (
        f"Simulated, the same effect on both: women P = {women.p:.3f}, men P = {men.p:.3f}. The "
        f"question is whether they differ: <strong>P = {trial.difference.p:.3f}</strong>. With so "
        f"many people, just one of the two is below 0.05 in {100 * trial.one_only:.0f} % of trials."
    )
