"""The map of the pathway: signs that physiology demands, and what pushes back."""

import pytest

from helpers.science.pathway import BLOCKED, CARRIES, PUSHES_BACK, QUIET, arrows, block

STEPS = sorted({arrow.step for arrow in arrows()})


def test_nothing_blocked_changes_nothing():
    wave = block("none")
    assert not wave.changes
    assert set(wave.roles.values()) == {QUIET}


def test_ill_kidney_lowers_the_hormone_and_raises_pth():
    changes = block("kidney").changes
    assert (changes["calcitriol"], changes["calcium"], changes["pth"]) == (-1, -1, 1)
    assert "vitamin_d3" not in changes


def test_missing_brake_is_as_in_people_who_lack_it():
    changes = block("brake").changes
    assert (changes["calcitriol"], changes["calcium"], changes["pth"]) == (1, 1, -1)


def test_low_supply_is_pushed_back_by_pth():
    wave = block("supply")
    assert wave.changes["calcidiol"] == -1
    assert wave.roles["drive"] == PUSHES_BACK
    assert wave.pushed_back("calcitriol")


def test_pth_tells_missing_calcium_from_missing_magnesium():
    calcium, magnesium = block("diet"), block("mg_pth")
    assert calcium.changes["calcium"] == magnesium.changes["calcium"] == -1
    assert (calcium.changes["pth"], magnesium.changes["pth"]) == (1, -1)
    assert not magnesium.pushed_back("calcium")


def test_the_hormone_holds_pth_back_and_fgf23_speeds_the_brake():
    signs = {(arrow.start, arrow.goal): arrow.sign for arrow in arrows()}
    assert (signs["calcitriol", "pth"], signs["fgf23", "cyp24a1"]) == (-1, 1)
    assert block("diet").roles["calm"] == PUSHES_BACK


@pytest.mark.parametrize("step", STEPS)
def test_every_role_fits_the_signs(step):
    wave = block(step)
    for arrow in arrows():
        role = wave.roles[arrow.name]
        assert (role == BLOCKED) == (arrow.step == step)
        if role in (CARRIES, PUSHES_BACK):
            agrees = wave.changes[arrow.start] * arrow.sign == wave.changes[arrow.goal]
            assert agrees == (role == CARRIES)


def test_unknown_step():
    with pytest.raises(ValueError, match=r"^step: 'heart' is not known here; use one of none"):
        block("heart")


def test_a_part_of_the_map_knows_nothing_of_the_rest():
    way = ("supply", "vitamin_d3", "calcidiol", "calcitriol")
    wave = block("kidney", way)
    assert wave.changes == {"calcitriol": -1}
    assert {arrow.name for arrow in wave.arrows} == {"supply", "liver", "kidney"}
    assert not wave.pushed_back("calcitriol")


def test_what_is_blocked_is_on_the_map_whichever_part_is_shown():
    assert block("mg_kidney", ("calcidiol", "calcitriol")).changes == {"calcitriol": -1}


def test_a_node_that_the_map_lacks():
    with pytest.raises(ValueError, match=r"^among: "):
        block("kidney", ("kidney stone",))
