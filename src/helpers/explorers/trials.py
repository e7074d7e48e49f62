"""Explorers of pooled studies: the pool itself, and the pool year by year."""

import math

from helpers.figures import trials as figures
from helpers.lesson import Explorer, Number, choice
from helpers.lesson.predict import opened_by
from helpers.science.trials import FIRST_YEAR, LARGEST, LAST_YEAR, History, Pooling

INTERVALS = {"normal": "normal", "wide (HKSJ)": "hksj"}
LEFT_OUT = {"none": "none", "the largest": "largest", "the smallest": "smallest"}
LESSON = "08_articles_on_trial"
# A prediction that is made -> the year up to which the slider goes from then on.
COMMITTED = {"would-you-give-it": 1991, "limit-2": 1994, "isis-4": LAST_YEAR}


def pooling() -> Explorer:
    """Studies, model and interval -> the forest and the pool."""
    controls = {
        "name": choice("Studies", {text: key for key, text in figures.NAMES.items()}, "cohorts"),
        "method": choice("Model", figures.METHODS, "fixed"),
        "interval": choice("Interval", INTERVALS, "normal"),
        "left_out": choice("Leave out", LEFT_OUT, "none"),
    }
    return Explorer("Pooling explorer", controls, Pooling, figures.forest, _pooled)


def _pooled(result: Pooling) -> str:
    found, heaviest = result.pooled, int(result.pooled.weights.argmax())
    return (
        f"{len(result.studies.names)} studies, {sum(result.studies.people):,} people: "
        f"<strong>{figures.said(found)}</strong>. "
        f"{result.studies.names[heaviest]} speaks with {100 * found.weights[heaviest]:.0f} % of "
        f"the weight. I² {found.i2:.0f} %, tau {math.sqrt(found.tau2):.2f}. {_predicted(result)}"
    )


def _predicted(result: Pooling) -> str:
    if (ends := result.prediction) is not None:
        low, high = (math.exp(end) for end in ends)
        return f"A further study is expected from {low:.2f} to {high:.2f}."
    if result.method == "fixed":
        return "This model knows one effect only, and predicts no other."
    return "From so few studies no further one is predicted."


def cumulative() -> Explorer:
    """A year and a model -> the pool of the trials up to then."""
    year = Number("Trials up to", 1988, FIRST_YEAR, LAST_YEAR)
    opened_by(year, LESSON, COMMITTED)
    controls = {"year": year, "method": choice("Model", figures.TWO_METHODS, "fixed")}
    return Explorer("Cumulative explorer", controls, History, figures.history, _history)


def _history(result: History) -> str:
    a, people, b, others = result.deaths
    p = result.pools[-1].p
    chance = "&lt;&nbsp;0.0001" if p < 0.0001 else f"=&nbsp;{p:.2g}"
    with_isis = f" {LARGEST.partition(' ')[0]} is in." if LARGEST in result.trials.names else ""
    return (
        f"To {result.year:.0f}: {len(result.trials.names)} trials; {a:,} of {people:,} people died "
        f"with magnesium, {b:,} of {others:,} without.{with_isis} Pooled odds ratio "
        f"<strong>{figures.said(result.pools[-1])}</strong>, P&nbsp;{chance}."
    )
