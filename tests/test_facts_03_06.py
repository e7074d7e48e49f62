"""What lessons 3 to 6 say, held against equations, labels and what was published."""

import pytest

from helpers import tables
from helpers.figures import absorption
from helpers.lesson.questions import questions
from helpers.references import reference
from helpers.science.absorption import Schedule
from helpers.science.kidney import ckd_epi_2021

BY_LABEL = ["alendronate", "risedronate", "ibandronate", "levothyroxine", "levofloxacin"]


@pytest.mark.parametrize("medicine", BY_LABEL)
def test_hours_of_common_medicines_are_those_of_a_label(medicine):
    row = tables.row("medicine_spacing", medicine=medicine)
    assert "US prescribing information" in reference(row["source_key"]).text


def test_a_solution_prints_what_the_equation_gives():
    solution = questions("06_dosing_safely")["bruno"].solution
    assert f"about {ckd_epi_2021(71, 2.6, 'male'):.0f} mL/min/1.73 m²" in solution


def test_the_trend_of_intake_rests_on_reviews_of_surveys():  # Tarleton 2018, Rosanoff 2016
    claim = tables.row("claims", claim_id="A2-18")
    assert {"tarleton2018", "rosanoff2016"} <= set(claim["source_keys"].split(";"))
    assert "steady recovery" in claim["reason"]


def test_every_bar_of_the_day_in_servings_is_told():
    told = absorption.schedule(Schedule(300, 1)).alt
    assert all(f"{Schedule(300, servings).absorbed_mg:.0f}" in told for servings in range(1, 7))
