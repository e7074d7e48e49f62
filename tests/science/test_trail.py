"""From a sentence to its study: five of them, and what stands in the tables of other lessons."""

import math

import pytest

from helpers.science.trail import Trail, names
from helpers.tables import row, table


def test_five_sentences_are_followed_to_the_end() -> None:
    assert len(names()) == 5
    for trail in names().values():
        assert len(Trail(trail, 3).said) == 3
        assert Trail(trail, 1).last is None
        assert len({*Trail(trail, 3).said}) == 3


def test_the_numbers_are_those_of_the_table_of_bone_studies() -> None:
    said = " ".join(Trail("fractures", 3).said)
    kunutsor = row("bone_studies", study="kunutsor2017", outcome="any fracture")
    assert f"{kunutsor['n']:,.0f}" in said and f"{kunutsor['value']:g} times" in said
    pooled = row("bone_studies", study="dominguez2023", outcome="any fracture")
    assert f"{100 * (pooled['value'] - 1):.0f} %" in said
    cohort = table("serum_fracture_cohorts").set_index("study").loc["Kunutsor 2017"]
    assert [cohort["ratio"], cohort["low"], cohort["high"]] == [
        kunutsor["value"], kunutsor["low"], kunutsor["high"],
    ]  # fmt: skip


def test_the_horses_are_computed_from_the_printed_intervals() -> None:
    """Both, magnesium and plain pellets, each against hay: ratio, from, to (sheldon2019)."""
    hay = {"both": (0.358, 0.27, 0.48), "mg": (0.476, 0.37, 0.62), "pellets": (0.558, 0.44, 0.72)}
    said = Trail("horses", 3).said[-1]
    for first, second in (("both", "mg"), ("mg", "pellets")):
        errors = [math.log(hay[one][2] / hay[one][1]) / 3.92 for one in (first, second)]
        ratio, reach = hay[first][0] / hay[second][0], 1.96 * math.hypot(*errors)
        low, high = (ratio * math.exp(side * reach) for side in (-1, 1))
        assert f"{ratio:.2f} times, {low:.2f} to {high:.2f}" in said


@pytest.mark.parametrize(("arguments", "name"), [(("fire", 1), "trail"), (("stress", 4), "step")])
def test_an_unknown_sentence_or_step_is_refused(arguments, name) -> None:
    with pytest.raises(ValueError, match=f"^{name}: "):
        Trail(*arguments)
