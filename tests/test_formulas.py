"""What elements weigh: stored as periodictable says it, and asked of it where nothing is stored."""

import subprocess
import sys

import periodictable
import pytest

from helpers import formulas
from tools import masses

LESSON = """
import sys
from helpers.explorers import dosing, kidney, status, supplements, vitamin_d
supplements.label_decoder(), supplements.two_products(), dosing.planner()
assert "periodictable" not in sys.modules
"""


def test_what_is_stored_is_what_the_library_says_now() -> None:
    assert formulas.STORED.read_text("utf-8") == masses.stored(), "call: python -m tools.masses"


@pytest.mark.parametrize("formula", ["MgO", "Mg3(C6H5O7)2", "9H2O", "CaCO3", "Na2SO4"])
def test_the_elements_weigh_as_much_as_the_whole(formula: str) -> None:
    whole = periodictable.formula(formula).mass
    assert sum(formulas.masses(formula).values()) == pytest.approx(whole, rel=1e-12)


def test_explorers_need_no_parser_of_formulas() -> None:
    """Six megabytes and a tenth of a second, for each student."""
    subprocess.run([sys.executable, "-c", LESSON], check=True)
