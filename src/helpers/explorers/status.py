"""Explorers of magnesium status: cut-offs, loading test, risk score, and test results."""

from helpers.drawing import printed
from helpers.explorers.kidney import MAGNESIUM, weight
from helpers.figures.status import loading as loading_figures
from helpers.figures.status import risk as figures
from helpers.figures.status import screening as screening_figures
from helpers.figures.status import serum as serum_figures
from helpers.lesson import Explorer, Number, choice
from helpers.science.status import LOWER_LIMIT_MMOL_L, Cutoff, LoadingTest, Risk, Screening
from helpers.tables import by, table

YES_NO = {"no": False, "yes": True}


def cutoff() -> Explorer:
    """A lower limit in any unit -> the share of a group that is called low."""
    people = serum_figures.NAMES
    controls = {
        "lower_limit": Number(
            "Lower limit", LOWER_LIMIT_MMOL_L, 0.6, 0.95, step=0.01, units=MAGNESIUM,
            usual=(0.6, 0.95),
        ),
        "people": choice("People", {name: key for key, name in people.items()}, "warsaw"),
    }  # fmt: skip
    return Explorer("Cut-off explorer", controls, Cutoff, serum_figures.cutoff, _cutoff_sentence)


def _cutoff_sentence(chosen: Cutoff) -> str:
    limits = ", ".join(f"{value:.2f} {unit}" for unit, value in chosen.in_units.items())
    return (
        f"With a lower limit of {limits}, <strong>{chosen.percent:.1f} %</strong> of the "
        f"{serum_figures.NAMES[chosen.people]} are called low, on the illustrative curve. Nobody's "
        "magnesium changed; only the limit did."
    )


def loading() -> Explorer:
    """A protocol, a weight and two urines -> retention by both ways of counting."""
    rows = table("loading_test").query("kind == 'protocol'")
    controls = {
        "protocol": choice("Protocol", dict(zip(rows["name"], rows["row"])), "hours_4"),
        "weight_kg": weight(70),
        "urine_24h_mmol": Number("Urine, 24 h after", 7, 6, 40, step=0.5, unit="mmol"),
        "baseline_24h_mmol": Number("Urine, 24 h before", 3, 0, 6, step=0.5, unit="mmol"),
    }
    return Explorer(
        "Loading test", controls, LoadingTest, loading_figures.loading, _loading_sentence
    )


def _loading_sentence(test: LoadingTest) -> str:
    retained = test.retentions[test.subtracts]
    own, other = (
        printed(test.retentions[way], ".0f") for way in (test.subtracts, not test.subtracts)
    )
    how = "the day before subtracted" if test.subtracts else "nothing subtracted"
    dose = f"{test.dose_mmol:.1f} mmol ({test.dose_mmol / test.weight_kg:.2f} mmol/kg)"
    return (
        f"Of {dose}, <strong>{own} %</strong> was retained as this protocol counts ({how}), "
        f"{other} % counted the other way. {_judged(retained)} "
        "Weak kidneys retain magnesium, too, and wasteful ones let it go: then the test says "
        "nothing about stores."
    )


def _judged(retained: float) -> str:
    """What the published rules call a retention (% of the dose)."""
    if retained < loading_figures.lowest():
        return "That is below all published ranges: look at the collections first."
    calls = "; ".join(
        f"the {cut:g} % rule calls it {'deficient' if retained >= cut else 'not deficient'}"
        for cut in loading_figures.cut_offs()
    )
    return f"By the first number, {calls}."


def risk() -> Explorer:
    """Medicines, alcohol and eGFR -> the depletion score among those of US adults."""
    controls = {
        "diuretic": choice("Uses a diuretic", YES_NO, True),
        "ppi": choice("Uses a proton pump inhibitor", YES_NO, False),
        "heavy_drinking": choice("Drinks heavily", YES_NO, False),
        "egfr": Number("eGFR", 72, 15, 130, step=1, unit="mL/min/1.73 m²"),
    }
    return Explorer(
        "Depletion score", controls, Risk, figures.risk, _risk_sentence,
        main=("diuretic", "ppi", "egfr"),
    )  # fmt: skip


def _risk_sentence(person: Risk) -> str:
    shares = by("depletion_scores", "score", "percent")
    least = sum(share for score, share in shares.items() if score >= person.score)
    return (
        f"An eGFR of {person.egfr:.0f} gives {person.kidney_points} of the points; the score is "
        f"<strong>{person.score} of 5</strong>. Of US adults, {shares[person.score]:g} % have this "
        f"score and {least:.3g} % at least this. It says where to look, not what is in the bones; "
        "a very low eGFR by itself raises magnesium in the blood."
    )


def screening() -> Explorer:
    """Sensitivity, specificity and probability before the test -> what a result means."""
    controls = {
        "prevalence": Number("Depleted before the test", 10, 1, 90, step=1, unit="%"),
        "sensitivity": Number("Sensitivity", 40, 1, 99, step=1, unit="%"),
        "specificity": Number("Specificity", 95, 1, 99, step=1, unit="%"),
    }
    return Explorer(
        "Bayes explorer", controls, _screening, screening_figures.screening, _screening_sentence,
        telling=("sensitivity", "specificity"),
    )  # fmt: skip


def _screening(prevalence: float, sensitivity: float, specificity: float) -> Screening:
    return Screening(sensitivity / 100, specificity / 100, prevalence / 100)


def _screening_sentence(test: Screening) -> str:
    people = test.thousand
    positive = people.true_positive + people.false_positive
    negative = people.true_negative + people.false_negative
    return (
        f"Of 1,000 people {positive} test positive, and {people.true_positive} of these are "
        f"depleted: <strong>PPV {100 * test.values.ppv:.1f} %</strong>. Of the {negative} with a "
        f"negative result, {people.false_negative} are depleted all the same: "
        f"<strong>NPV {100 * test.values.npv:.1f} %</strong>."
    )
