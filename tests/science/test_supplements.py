"""Supplements: masses against published values and a second derivation, and bad input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.science.quantities import convert_amount
from helpers.science.supplements import (
    compound_mg,
    decode_label,
    elemental_fraction,
    elemental_mg,
    label_percent_mg,
    price_per_gram,
    servings_for,
)

FORMULAS = tables.table("forms").set_index("form")["formula"].to_dict()
CITRATE = FORMULAS["citrate_3_2_anhydrous"]

# Standard atomic weights (IUPAC, abridged), typed in by hand, and atoms counted by hand.
WEIGHTS = {"Mg": 24.305, "C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999}
WEIGHTS |= {"S": 32.06, "Cl": 35.45}
ATOMS = {
    "oxide": {"Mg": 1, "O": 1},
    "hydroxide": {"Mg": 1, "O": 2, "H": 2},
    "carbonate": {"Mg": 1, "C": 1, "O": 3},
    "hydroxycarbonate": {"Mg": 5, "C": 4, "O": 19, "H": 12},
    "chloride_hexahydrate": {"Mg": 1, "Cl": 2, "O": 6, "H": 12},
    "sulfate_heptahydrate": {"Mg": 1, "S": 1, "O": 11, "H": 14},
    "citrate_1_1": {"Mg": 1, "C": 6, "H": 6, "O": 7},
    "citrate_3_2_anhydrous": {"Mg": 3, "C": 12, "H": 10, "O": 14},
    "citrate_3_2_nonahydrate": {"Mg": 3, "C": 12, "H": 28, "O": 23},
    "bisglycinate": {"Mg": 1, "C": 4, "H": 8, "N": 2, "O": 4},
    "malate_1_1": {"Mg": 1, "C": 4, "H": 4, "O": 5},
    "malate_2_1": {"Mg": 2, "C": 4, "H": 6, "O": 7},
    "lactate_anhydrous": {"Mg": 1, "C": 6, "H": 10, "O": 6},
    "lactate_dihydrate": {"Mg": 1, "C": 6, "H": 14, "O": 8},
    "aspartate_dihydrate": {"Mg": 1, "C": 8, "H": 16, "N": 2, "O": 10},
    "gluconate_dihydrate": {"Mg": 1, "C": 12, "H": 26, "O": 16},
    "threonate": {"Mg": 1, "C": 8, "H": 14, "O": 10},
    "taurate": {"Mg": 1, "C": 4, "H": 12, "N": 2, "O": 6, "S": 2},
    "orotate_dihydrate": {"Mg": 1, "C": 10, "H": 10, "N": 4, "O": 10},
    "acetate_tetrahydrate": {"Mg": 1, "C": 4, "H": 14, "O": 8},
}


def test_every_form_is_counted_by_hand():
    missing = sorted(set(FORMULAS) - set(ATOMS))
    assert not missing, f"count the atoms of {', '.join(missing)} by hand, in ATOMS of this file"


@pytest.mark.parametrize("form", ATOMS)
def test_share_agrees_with_a_sum_by_hand(form):
    mass = sum(WEIGHTS[symbol] * count for symbol, count in ATOMS[form].items())
    by_hand = ATOMS[form]["Mg"] * WEIGHTS["Mg"] / mass
    assert elemental_fraction(FORMULAS[form]) == pytest.approx(by_hand, rel=1e-9)


PUBLISHED_PERCENT = {
    "oxide": 60.30,
    "hydroxide": 41.68,
    "carbonate": 28.83,
    "hydroxycarbonate": 25.02,
    "chloride_hexahydrate": 11.96,
    "sulfate_heptahydrate": 9.86,
    "citrate_1_1": 11.34,
    "citrate_3_2_anhydrous": 16.16,
    "citrate_3_2_nonahydrate": 11.89,
    "bisglycinate": 14.10,
    "malate_1_1": 15.54,
    "lactate_anhydrous": 12.01,
    "lactate_dihydrate": 10.19,
    "aspartate_dihydrate": 7.49,
    "gluconate_dihydrate": 5.39,
    "threonate": 8.25,
    "taurate": 8.92,
    "orotate_dihydrate": 6.56,
    "acetate_tetrahydrate": 11.33,
}


@pytest.mark.parametrize(("form", "percent"), PUBLISHED_PERCENT.items())
def test_share_is_the_published_one(form, percent):
    assert 100 * elemental_fraction(FORMULAS[form]) == pytest.approx(percent, abs=0.005)


def test_citrate_dose_of_the_bone_study():
    assert elemental_mg(1830, CITRATE) == pytest.approx(296, abs=0.5)
    assert elemental_mg(1830, CITRATE) == pytest.approx(290, rel=0.025)  # as the paper prints it


def test_oxide_capsule_is_4_mmol():
    mmol = convert_amount(elemental_mg(160, "MgO"), "mg", "mmol")
    assert mmol == pytest.approx(3.97, abs=0.005)


@pytest.mark.parametrize(("mmol", "oxide_mg"), [(12, 483.65), (24, 967.30)])
def test_oxide_that_carries_a_dose(mmol, oxide_mg):
    assert compound_mg(convert_amount(mmol, "mmol", "mg"), "MgO") == pytest.approx(oxide_mg, 1e-4)


def test_a_gram_of_epsom_salt():
    meq = convert_amount(elemental_mg(1000, "MgSO4.7H2O"), "mg", "mEq")
    assert meq == pytest.approx(8.12, abs=0.01)


def test_a_lactate_tablet_is_no_300_mg():
    assert elemental_mg(465, FORMULAS["lactate_dihydrate"]) == pytest.approx(47.4, abs=0.05)


def split_of(compound, formula):
    (reading,) = decode_label(compound, formula, "compound").readings
    return reading.split


def test_water_of_crystallisation():
    split = split_of(203.295, "MgCl2.6H2O")  # one mole, in mg for g
    assert split.magnesium_mg == pytest.approx(24.305, abs=0.001)
    assert split.partner_mg == pytest.approx(2 * 35.45, abs=0.001)
    assert split.water_mg == pytest.approx(6 * 18.015, abs=0.001)


def test_hydroxide_has_no_water_of_crystallisation():
    assert split_of(100, "Mg(OH)2").water_mg == 0


def test_middle_dot_is_a_dot():
    assert elemental_fraction("MgCl2·6H2O") == elemental_fraction("MgCl2.6H2O")


@pytest.mark.parametrize("form", FORMULAS)
@given(mass=st.floats(0.001, 5e4))
def test_split_adds_up(form, mass):
    split = split_of(mass, FORMULAS[form])
    parts = (split.magnesium_mg, split.partner_mg, split.water_mg)
    assert all(part >= 0 for part in parts)
    assert sum(parts) == pytest.approx(mass)


@pytest.mark.parametrize("form", FORMULAS)
@given(mass=st.floats(0, 5e4))
def test_compound_and_element_come_back(form, mass):
    formula = FORMULAS[form]
    assert elemental_mg(compound_mg(mass, formula), formula) == pytest.approx(mass)
    assert elemental_mg(mass, formula) <= mass


# Labels


def test_label_that_states_the_compound():
    (reading,) = decode_label(400, "MgO", "compound").readings
    assert reading.elemental_mg == pytest.approx(241.2, abs=0.05)
    assert reading.mmol == pytest.approx(9.92, abs=0.005)  # as a hospital page prints it
    assert reading.meq == pytest.approx(2 * reading.mmol)
    assert reading.split.magnesium_mg == pytest.approx(reading.elemental_mg)


def test_label_that_states_the_element():
    (reading,) = decode_label(400, "MgO", "elemental").readings
    assert reading.elemental_mg == 400
    assert reading.compound_mg == pytest.approx(663.3, abs=0.05)


def test_unclear_label_has_both_readings():
    reading = decode_label(84, FORMULAS["lactate_dihydrate"], "Unclear")
    assert [one.basis for one in reading.readings] == ["compound", "elemental"]
    assert reading.readings[1].meq == pytest.approx(7, abs=0.1)


@pytest.mark.parametrize(
    "label", list(tables.table("labels").itertuples()), ids=lambda row: row.label
)
def test_real_labels_agree_with_their_formula(label):
    basis = "elemental" if label.states == "unclear" else label.states
    (reading,) = decode_label(label.stated_mg, FORMULAS[label.form], basis).readings
    assert reading.elemental_mg == pytest.approx(label.elemental_on_label_mg, rel=0.015)


@pytest.mark.parametrize(
    ("percent", "authority", "mg"),
    [(100, "us", 420), (25, "us", 105), (0, "us", 0), (100, "EU", 375), (67, "eu", 251.25)],
)
def test_percent_on_a_label(percent, authority, mg):
    assert label_percent_mg(percent, authority) == pytest.approx(mg)


@pytest.mark.parametrize(("arguments", "name"), [((-1,), "percent"), ((25, "uk"), "authority")])
def test_impossible_percent_on_a_label(arguments, name):
    with pytest.raises(ValueError, match=rf"^{name}: .*\.$"):
        label_percent_mg(*arguments)


@given(st.floats(0.001, 5e4), st.sampled_from(sorted(FORMULAS.values())))
def test_readings_of_a_label_bracket_the_truth(stated, formula):
    low, high = decode_label(stated, formula, "unclear").readings
    assert low.elemental_mg < stated == high.elemental_mg < high.compound_mg
    assert low.compound_mg == stated


@pytest.mark.parametrize(
    ("target", "tablet", "count"),
    [(300, 100, 3), (301, 100, 4), (0, 100, 0), (3 * 1.1, 1.1, 3), (250, 241.3, 2), (1, 500, 1)],
)
def test_whole_tablets(target, tablet, count):
    assert servings_for(target, tablet) == count
    assert type(servings_for(target, tablet)) is int


@given(st.floats(0, 1e5), st.floats(0.01, 5e4))
def test_tablets_reach_the_target_and_not_one_too_many(target, tablet):
    count = servings_for(target, tablet)
    assert count * tablet >= target * (1 - 1e-9)
    assert (count - 1) * tablet < target or count == target == 0


def test_price():
    assert price_per_gram(6, 60, 100) == pytest.approx(1)
    assert price_per_gram(np.array([6.0, 12.0]), 60, 100).tolist() == pytest.approx([1, 2])


# Bad input


BROKEN = ["", " ", "Mg(", "Mg)", "Mg(OH", "(Mg", "mgO", "oxide", "MgCl2.", "MgCl2+6H2O"]
ODD = ["Mg0", "Mg1.5", "Mg1000", "Mg[24]O", "Mg{2+}O", "D2O.MgO", "MgT2", "MgO\n.MgO"]


@pytest.mark.parametrize("formula", [*BROKEN, *ODD, None, 5, ["MgO"]])
def test_what_is_not_a_formula(formula):
    with pytest.raises(ValueError, match=r"is not a formula; write element symbols"):
        elemental_fraction(formula)


@pytest.mark.parametrize("formula", ["NaCl", "H2O", "CaCO3", "C6H12O6"])
def test_no_magnesium(formula):
    with pytest.raises(ValueError, match=f"^formula: '{formula}' contains no magnesium.$"):
        elemental_mg(100, formula)


@pytest.mark.parametrize("formula", ["MgX", "MgXx2", "Mgo", "MgJ"])
def test_no_element(formula):
    with pytest.raises(ValueError, match=r"which is no element|is not a formula"):
        elemental_fraction(formula)


BAD = [float("nan"), float("inf"), -1, 1e9, "100", "", None, True, [1, [2]]]


@pytest.mark.parametrize("value", BAD)
def test_bad_mass(value):
    for calculate in (elemental_mg, compound_mg):
        with pytest.raises(ValueError, match=r"_mg: .* give a number from 0 to 1,000,000 mg\.$"):
            calculate(value, "MgO")


@pytest.mark.parametrize("value", [*BAD, 0])
def test_bad_label(value):
    with pytest.raises(ValueError, match=r"^stated_mg: .* from 0\.001 to 50,000 mg\.$"):
        decode_label(value, "MgO", "compound")


@pytest.mark.parametrize("states", ["salt", "", None])
def test_bad_states(states):
    with pytest.raises(ValueError, match=r"^states: .* use one of compound, elemental, unclear"):
        decode_label(100, "MgO", states)


@pytest.mark.parametrize("value", [*BAD, 0])
def test_bad_tablet(value):
    with pytest.raises(ValueError, match=r"^elemental_mg_per_tablet: .* from 0\.001 to 50,000 mg"):
        servings_for(300, value)
    with pytest.raises(ValueError, match=r"^mg_per_tablet: "):
        price_per_gram(5, 60, value)
    with pytest.raises(ValueError, match=r"^tablets: .* from 1 to 100,000\.$"):
        price_per_gram(5, value, 100)


def test_bad_target_and_price():
    with pytest.raises(ValueError, match=r"^target_mg: -1 "):
        servings_for(-1, 100)
    with pytest.raises(ValueError, match=r"^price: -1 .* from 0 to 1,000,000\.$"):
        price_per_gram(-1, 60, 100)
