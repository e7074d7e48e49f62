"""Explorer of the way from a sentence to its study."""

from html import escape

import pandas as pd

from helpers.figures import trail as figures
from helpers.lesson import Explorer, Number, choice
from helpers.science.trail import QUESTIONS, STEPS, Trail, names
from helpers.tables import labels


def tracer() -> Explorer:
    """A sentence and a step -> what is said there, and how the words changed."""
    controls = {
        "trail": choice("Sentence about", names(), "fractures"),
        "step": Number("Step", 1, 1, STEPS),
    }
    return Explorer(
        "Source tracer", controls, Trail, figures.steps, _sentence, _table,
        table_title="Who, what, against what",
    )  # fmt: skip


def _sentence(result: Trail) -> str:
    if (last := result.last) is None:
        return (
            "Step 1, the article: it tells neither who was studied nor against what. Go one step "
            "down."
        )
    return (
        f"Step {result.step}: <strong>{escape(last['changed'])}</strong> Who: "
        f"{escape(last['who'])}; against what: {escape(last['against'])}; how many: "
        f"{escape(last['how_many'])}; how long: {escape(last['how_long'])}; outcome: "
        f"{escape(last['outcome'])}."
    )


def _table(result: Trail) -> pd.DataFrame:
    heads = labels("source_trails")
    columns = {heads["step"]: [str(step) for step in range(2, result.step + 1)] or ["1"]}
    answers = {
        heads[question]: result.rows[question].tolist() or ["not told"] for question in QUESTIONS
    }
    return pd.DataFrame(columns | answers)
