"""No public function of science answers impossible input with anything but a sentence.

Every public function, data class and method is found by looking, and each has a good case here.
One argument at a time is spoiled: the answer is a sensible result, or a ValueError that names an
argument, in little time and little memory. `dosing` has tests of its own.
"""

import dataclasses
import importlib
import inspect
import math
import pkgutil
import time
import tracemalloc
from functools import cached_property
from itertools import repeat

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers.science
from helpers.science import (
    absorption,
    bone,
    foods,
    interaction,
    kidney,
    mineral_balance,
    partners,
    pathway,
    pooling,
    products,
    quantities,
    rules,
    spacing,
    status,
    supplements,
    trials,
    vitamin_d,
)
from helpers.science.intake import Person, Population

MOST_SECONDS, MOST_BYTES = 5, 200_000_000  # of one call; the worst takes far less
LEFT_OUT = ("checks", "dosing", "medicines")

ALENDRONATE = spacing.spacing("alendronate")
TABLET, FOOD = products.Product(100, 90, 12), foods.Serving(foods.search("")[0])

STUDIES = {"effects": [0.1, 0.2, 0.4], "standard_errors": [0.1, 0.2, 0.3]}
METHOD = {"method": "reml", "interval": "hksj"}
COUNTS = {
    "events": [3, 5],
    "totals": [20, 30],
    "control_events": [6, 9],
    "control_totals": [21, 29],
}

# A good case of each: by name, what it takes.
GOOD = {
    "absorption.illustrative_uptake": {},
    "absorption.absorbed_fraction": {"intake_mmol": 5},
    "absorption.absorbed_mmol": {"intake_mmol": 5},
    "absorption.absorbed_daily_mmol": {"daily_mmol": 5, "servings": 2},
    "absorption.Schedule": {"daily_mg": 300, "servings": 2},
    "absorption.Schedule.with_servings": {"servings": 3},
    "bone.measured": {"quantity": "total_body"},
    "bone.body_map": {"weight_kg": 70, "bone_percent": 55, "surface_percent": 30},
    "bone.BodyMap.amounts": {},
    "bone.BodyMap.percent": {"part": "serum"},
    "bone.Bank": {
        "intake_mg": 250, "urine_mmol": 4, "other_loss_mmol": 1, "surface_percent": 30,
        "absorption": "half", "payer": "bone", "lattice": "refills",
    },
    "bone.Bank.days_until": {"percent": 50},
    "bone.Bank.after": {"days": 100},
    "bone.Account": {"bank": bone.Bank(250, 4, 1, 30), "before": bone.Bank(250, 4, 1, 30)},
    "bone.days_to_half": {
        "intake_mg": 250, "urine_mmol": 4, "other_loss_mmol": 1, "surface_percent": 30,
    },
    "bone.Cycle": {
        "course": bone.simulate(bone.published(), 100), "steady": bone.steady_state(),
        "lack_percent": 10,
    },
    "bone.Cycle.back_day": {"percent": 99},
    "bone.Remodelling": dataclasses.asdict(bone.published()),
    "bone.Remodelling.with_magnesium_lack": {"percent": 10},
    "bone.published": {},
    "bone.steady_state": {"model": bone.published()},
    "bone.simulate": {
        "model": bone.published(), "days": 300, "added_osteoclasts": 10, "every_days": 100,
        "points": 50,
    },
    "bone.findings": {"design": "any", "outcome_kind": "any", "randomised": "any"},
    "bone.towards_more": {
        "value": 0.6, "low": 0.4, "high": 0.9, "contrast": "highest against lowest",
    },
    "foods.Serving": {"food": FOOD.food, "portions": 1},
    "foods.Plate": {"servings": (FOOD,)},
    "foods.Plate.added": {"serving": FOOD},
    "foods.Plate.removed": {"place": 0},
    "foods.Plate.swapped": {"place": 0, "serving": FOOD},
    "foods.magnesium_mg": {"food": FOOD.food, "grams": 100},
    "foods.search": {"words": "bread"},
    "foods.one_food": {"words": FOOD.food},
    "intake.reference_intake": {
        "age_years": 30, "sex": "female", "life_stage": "pregnant", "authority": "us",
    },
    "intake.covered_percent": {"intake_mg": 300, "ear": 265, "ear_cv": 0.1},
    "intake.Person": {"age_years": 30, "sex": "male", "life_stage": "none", "intake_mg": 300},
    "intake.habitual_intake": {
        "country": "Italy", "sex": "female", "age_group": "30-34", "mineral": "calcium",
    },
    "intake.countries": {"mineral": "calcium"},
    "intake.age_groups": {"country": "Italy", "sex": "female", "mineral": "magnesium"},
    "intake.usual_intake_sd": {"all_days_mg": 126, "within_mg": 86, "days": 2},
    "intake.inadequate_percent": {
        "distribution": [200, 300], "ear": 265, "method": "probability", "ear_cv": 0.1,
    },
    "intake.Population": {
        "country": "Italy", "sex": "female", "age_group": "30-34", "added_mg": 50,
    },
    "intake.Population.cdf": {"intake_mg": 300},
    "interaction.Design": {
        "people": 40, "slope": -2, "crossing_ng_ml": 30, "noise_ng_ml": 5,
    },
    "interaction.Trials.effect_at": {"baseline_ng_ml": 20},
    "interaction.simulate": {"design": interaction.Design(40), "trials": 20, "seed": 1},
    "interaction.Picked": {
        "design": interaction.Design(40), "number": 1,
        "trials": interaction.simulate(interaction.Design(40), 20),
    },
    "interaction.pick": {
        "people": 40, "slope": -2, "crossing_ng_ml": 30, "noise_ng_ml": 5, "number": 3,
    },
    "interaction.seen": {"z": [1.0, 3.0]},
    "kidney.convert_creatinine": {"value": 80, "from_unit": "µmol/L", "to_unit": "mg/dL"},
    "kidney.cockcroft_gault": {
        "age_years": 60, "weight_kg": 70, "creatinine_mg_dl": 1, "sex": "male",
    },
    "kidney.ckd_epi_2021": {"age_years": 60, "creatinine_mg_dl": 1, "sex": "male"},
    "kidney.fractional_excretion": {
        "urine_magnesium": 2, "plasma_magnesium": 0.8, "urine_creatinine": 100,
        "plasma_creatinine": 1,
    },
    "kidney.excreted_mmol_per_day": {
        "femg_percent": 3, "plasma_magnesium_mmol_l": 0.8, "filtration_ml_min": 90,
    },
    "kidney.UrineTest": {
        "urine_magnesium": 2, "plasma_magnesium": 0.8, "urine_creatinine": 100,
        "plasma_creatinine": 1,
    },
    "kidney.KidneyFunction": {
        "age_years": 60, "weight_kg": 70, "creatinine_mg_dl": 1, "sex": "male",
    },
    "mineral_balance.steady_state": {
        "magnesium_diet": 1, "calcium_diet": 1, "calcidiol": 1, "pth_synthesis": 1,
        "filtration": 1, "thick_limb_magnesium": 0.6, "limit_absorption": True,
        "held": ["pth"],
    },
    "mineral_balance.sweep": {"magnesium_diets": [0.5, 1], "calcium_diet": 0.5},
    "mineral_balance.answered": {"magnesium_diet": 0.5},
    "mineral_balance.bone_change": {
        "state": mineral_balance.steady_state(), "ion": "calcium",
    },
    "mineral_balance.ledger": {"state": mineral_balance.steady_state(), "ion": "calcium"},
    "mineral_balance.compared": {},
    "mineral_balance.Answered.push": {"signal": "pth", "level": "calcium"},
    "mineral_balance.course": {"days": 2, "step_days": 0.5, "magnesium_diet": 0.5},
    "partners.fact": {"quantity": "ratio_low"},
    "partners.finding": {"partner": "boron", "way": "the way in"},
    "partners.calcium_reference": {"age_years": 55, "sex": "female", "authority": "eu"},
    "partners.calcium_mg": {"compound_mg": 1250, "formula": "CaCO3"},
    "partners.Together": {
        "country": "Italy", "sex": "female", "age_group": "30-34", "correlation": 0.5,
        "added_calcium_mg": 300,
    },
    "partners.transient_gain_percent": {
        "months": 6, "space_percent": 4, "fall_percent": 30, "cycle_months": 8,
    },
    "partners.fewer_per_10000": {"control_percent": 0.2, "ratio": 0.84},
    "partners.arms": {},
    "partners.compare": {"arm": "both", "against": "magnesium", "correlation": 0.3},
    "partners.B6Day": {"amounts_mg": (30, 50, 2)},
    "partners.b12_absorbed_ug": {"dose_ug": 25, "intrinsic_factor": True},
    "partners.B12Day": {"dose_ug": 25, "times": 2, "intrinsic_factor": False},
    "partners.b12_years_left": {"pool_mg": 2.5, "loss_percent": 0.1, "least_mg": 0.3},
    "partners.risk_percent": {"without_percent": 13.5, "odds_ratio": 1.71},
    "pathway.arrows": {},
    "pathway.nodes": {},
    "pathway.block": {"step": "none", "among": pathway.nodes()},
    "pathway.Wave.pushed_back": {"node": pathway.nodes()[0]},
    "pooling.pool": STUDIES | METHOD,
    "pooling.log_odds_ratios": COUNTS,
    "pooling.mantel_haenszel": COUNTS,
    "pooling.peto": COUNTS,
    "pooling.egger": STUDIES,
    "pooling.cumulative": STUDIES | {"method": "reml", "interval": "normal"},
    "pooling.leave_one_out": STUDIES | METHOD,
    "pooling.trim_and_fill": STUDIES | {"method": "reml"},
    "pooling.expected_second": {"mean": 30, "first": 20, "reliability": 0.7},
    "pooling.ratio_of_ratios": {
        "first": 0.1, "first_error": 0.2, "second": 0.3, "second_error": 0.1,
    },
    "pooling.number_needed": {
        "events": 3, "total": 20, "control_events": 6, "control_total": 21,
    },
    "products.Product": {"elemental_mg": 100, "tablets": 90, "price": 12},
    "products.Purchase": {"product": TABLET, "target_mg": 300},
    "quantities.convert_amount": {"value": 100, "from_unit": "mg", "to_unit": "mmol"},
    "quantities.convert_concentration": {
        "value": 2, "from_unit": "mg/dL", "to_unit": "mmol/L",
    },
    "quantities.amount": {"value": 100, "unit": "mg"},
    "quantities.molar_mass": {"substance": "25(OH)D"},
    "quantities.convert_vitamin_d": {"value": 100, "from_unit": "IU", "to_unit": "ug"},
    "quantities.convert_vitamin_d_concentration": {
        "value": 20, "from_unit": "ng/mL", "to_unit": "nmol/L", "substance": "25(OH)D",
    },
    "rules.reason": {"rule": "gut", "detail": "Here: so.", "source_key": "iom1997"},
    "rules.limit": {"rule": "adult"},
    "spacing.spacing": {"drug": "iron"},
    "spacing.conflicts": {"magnesium_hours": [8], "medicines": [("iron", 9)]},
    "spacing.schedule": {
        "medicines": [("iron", 9)], "servings": 2, "wake_hour": 7, "bed_hour": 23,
        "apart_hours": 4,
    },
    "spacing.closed": {"rule": ALENDRONATE, "hour": 7},
    "status.albumin_corrected": {"magnesium_mmol_l": 0.7, "albumin_g_l": 30},
    "status.serum_category": {
        "magnesium_mmol_l": 0.7, "lower_limit": 0.75, "upper_limit": 1.1,
    },
    "status.excess_levels": {},
    "status.serum_distribution": {"people": "warsaw"},
    "status.published_shares": {"people": "warsaw"},
    "status.share_below": {"lower_limit": 0.75, "people": "warsaw"},
    "status.Cutoff": {"lower_limit": 0.75, "people": "warsaw"},
    "status.retention_percent": {
        "dose_mmol": 30, "urine_24h_mmol": 20, "baseline_24h_mmol": 3,
    },
    "status.protocols": {},
    "status.LoadingTest": {
        "protocol": "hours_8", "weight_kg": 70, "urine_24h_mmol": 20, "baseline_24h_mmol": 3,
    },
    "status.depletion_score": {
        "diuretic": True, "ppi": False, "egfr": 70, "heavy_drinking": False,
    },
    "status.Risk": {"diuretic": True, "ppi": False, "heavy_drinking": False, "egfr": 70},
    "status.predictive_values": {"sensitivity": 0.9, "specificity": 0.9, "prevalence": 0.1},
    "status.outcomes": {"sensitivity": 0.9, "specificity": 0.9, "prevalence": 0.1},
    "status.natural_frequencies": {
        "sensitivity": 0.9, "specificity": 0.9, "prevalence": 0.1, "people": 1000,
    },
    "status.simulate_people": {
        "sensitivity": 0.9, "specificity": 0.9, "prevalence": 0.1, "people": 500, "seed": 1,
    },
    "status.Screening": {"sensitivity": 0.9, "specificity": 0.9, "prevalence": 0.1},
    "supplements.elemental_fraction": {"formula": "MgO"},
    "supplements.element_fraction": {"formula": "CaCO3", "element": "Ca"},
    "supplements.elemental_mg": {"compound_mg": 100, "formula": "MgO"},
    "supplements.compound_mg": {"elemental_mg": 100, "formula": "MgO"},
    "supplements.decode_label": {"stated_mg": 100, "formula": "MgO", "states": "unclear"},
    "supplements.servings_for": {"target_mg": 300, "elemental_mg_per_tablet": 100},
    "supplements.label_percent_mg": {"percent": 50, "authority": "eu"},
    "supplements.price_per_gram": {"price": 12, "tablets": 90, "mg_per_tablet": 100},
    "trail.names": {},
    "trail.Trail": {"trail": "horses", "step": 2},
    "traps.Trial": {"people": 100, "number": 3},
    "traps.Remeasured": {"people": 100, "number": 3},
    "traps.ManyOutcomes": {"people": 100, "number": 3},
    "traps.Subgroups": {"people": 100, "number": 3},
    "traps.false_alarm": {"tests": 14},
    "trials.studies": {"name": "all"},
    "trials.counts": {"name": "all"},
    "trials.Studies.without": {"which": "largest"},
    "trials.Pooling": {
        "name": "all", "method": "reml", "interval": "hksj", "left_out": "smallest",
    },
    "trials.History": {"year": 1991, "method": "fixed"},
    "vitamin_d.Scenario": dataclasses.asdict(vitamin_d.Scenario()),
    "vitamin_d.published": {"quantity": "half_life_25ohd", "column": "value"},
    "vitamin_d.source": {"quantity": "half_life_25ohd"},
    "vitamin_d.elimination_rate": {"half_life": 10},
    "vitamin_d.remaining_percent": {"time": 5, "half_life": 10},
    "vitamin_d.plateau_time": {"half_life": 10, "share": 0.9},
    "vitamin_d.apparent_volume_l": {},
    "vitamin_d.inflow": {"daily_iu": 800},
    "vitamin_d.steady_rise": {"daily_iu": 800, "half_life_days": 17.5},
    "vitamin_d.steady_state": {"scenario": vitamin_d.Scenario()},
    "vitamin_d.usual": {"scenario": vitamin_d.Scenario()},
    "vitamin_d.course": {"scenario": vitamin_d.Scenario(), "days": 100, "points": 20},
    "vitamin_d.levels_at": {"scenario": vitamin_d.Scenario(), "day": 10},
    "vitamin_d.days_to": {
        "scenario": vitamin_d.Scenario(daily_iu=800), "pool": "calcidiol", "share": 0.9,
    },
    "vitamin_d.magnesium_change": {"mechanism": "liver", "percent": 10, "days": 21},
    "vitamin_d.diet_study": {},
    "vitamin_d.measured_change": {},
}  # fmt: skip

# Data classes that only functions make, and one of each for its methods and properties.
MADE = {
    "absorption.Uptake": absorption.illustrative_uptake(),
    "bone.BodyMap": bone.body_map(70),
    "bone.Pools": bone.Bank(250, 4, 1, 30).after(10),
    "bone.Cells": bone.steady_state(),
    "bone.Course": bone.simulate(bone.published(), 100),
    "intake.ReferenceIntake": Person(30, "male").us,
    "interaction.Trials": interaction.simulate(interaction.Design(40), 20),
    "mineral_balance.MineralState": mineral_balance.steady_state(),
    "mineral_balance.Course": mineral_balance.course(1, 0.5),
    "partners.CalciumReference": partners.calcium_reference(30, "male"),
    "partners.Comparison": partners.compare("both", "magnesium"),
    "mineral_balance.Answered": mineral_balance.answered(),
    "mineral_balance.Ledger": mineral_balance.ledger(mineral_balance.steady_state()),
    "pathway.Arrow": pathway.arrows()[0],
    "pathway.Wave": pathway.block("none"),
    "pooling.Estimate": pooling.peto(**COUNTS),
    "pooling.Pooled": pooling.pool(**STUDIES),
    "pooling.Egger": pooling.egger(**STUDIES),
    "pooling.Filled": pooling.trim_and_fill(**STUDIES),
    "pooling.NumberNeeded": pooling.number_needed(3, 20, 6, 21),
    "quantities.Amount": quantities.amount(1, "mg"),
    "rules.Reason": None,
    "spacing.Spacing": ALENDRONATE,
    "spacing.Conflict": spacing.conflicts([7], [("alendronate", 7)])[0],
    "spacing.Timetable": spacing.schedule([("alendronate", 7)]),
    "status.PredictiveValues": status.predictive_values(0.9, 0.9, 0.1),
    "status.Outcomes": status.outcomes(0.9, 0.9, 0.1),
    "supplements.MassSplit": supplements.decode_label(100, "MgO", "compound").readings[0].split,
    "supplements.Reading": supplements.decode_label(100, "MgO", "compound").readings[0],
    "supplements.LabelReading": supplements.decode_label(100, "MgO", "compound"),
    "trials.Studies": trials.studies("cohorts"),
    "vitamin_d.Change": vitamin_d.magnesium_change("liver", 10),
    "vitamin_d.Levels": vitamin_d.steady_state(vitamin_d.Scenario()),
}
# Answers that may be endless or not a number; their docstrings say when.
ENDLESS = {
    "bone.Account", "bone.Bank.days_until", "bone.days_to_half", "status.predictive_values",
    "status.Screening", "vitamin_d.days_to", "pooling.number_needed",
}  # fmt: skip
# What a sentence may begin with instead of an argument's name.
ALSO_NAMED = {"drug", "food", "FEMg"}  # the medicine of a pair; what words name; two arguments


def _public(module):
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and _lives_in(getattr(value, "__module__", ""), module.__name__)
    }


def _lives_in(home, module):
    """A package stands for its modules."""
    return f"{home}.".startswith(f"{module}.")


def _methods(kind):
    return {name: value for name, value in vars(kind).items() if inspect.isfunction(value)}


def _found():
    """Every public function, data class and public method of science, by name."""
    for part in pkgutil.iter_modules(helpers.science.__path__):
        if part.name not in LEFT_OUT:
            for name, value in _public(
                importlib.import_module(f"helpers.science.{part.name}")
            ).items():
                if dataclasses.is_dataclass(value):
                    yield f"{part.name}.{name}", value
                    for method, call in _methods(value).items():
                        if not method.startswith("_"):
                            yield f"{part.name}.{name}.{method}", call
                elif callable(value) and not inspect.isclass(value):
                    yield f"{part.name}.{name}", value


FOUND = dict(_found())
TAKING = sorted(name for name, good in GOOD.items() if good)


def _call(name):
    """The function, class or method bound to a good object of its class."""
    holder, _, method = name.rpartition(".")
    if holder not in FOUND:
        return FOUND[name]
    if holder == "foods.Plate":
        return getattr(foods.Plate((FOOD, FOOD)), method)
    owner = MADE[holder] if holder in MADE else FOUND[holder](**GOOD[holder])
    return getattr(owner, method)


def _properties(value):
    kinds = (property, cached_property)
    return [name for name, found in vars(type(value)).items() if isinstance(found, kinds)]


def _sensible(value, finite=True):
    """Whether a result, and all that can be read from it, is something to work with."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        for name in _properties(value):
            try:
                assert _sensible(getattr(value, name), finite), name
            except ValueError as error:
                assert _names(error, names), error
        return all(_sensible(getattr(value, name), finite) for name in names)
    if isinstance(value, dict):  # a row of a table has empty cells
        return all(_sensible(each, finite=False) for each in value.values())
    if isinstance(value, tuple | list):
        return all(_sensible(each, finite) for each in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return bool(np.all(np.isfinite(value))) or not finite
    if isinstance(value, float):
        return math.isfinite(value) or not finite
    return value is None or not isinstance(value, complex)


def _names(error, names):
    return str(error).partition(":")[0] in {*names, *ALSO_NAMED}


def test_every_public_name_has_a_good_case():
    known = {*GOOD, *MADE}
    new = sorted(set(FOUND) - known)
    assert not new, f"give a good case, in GOOD or MADE of this file, to {', '.join(new)}"
    assert known <= set(FOUND)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_the_good_case_is_good(name):
    parameters = inspect.signature(_call(name)).parameters.values()
    named = {each.name for each in parameters if each.kind != each.VAR_KEYWORD}
    assert named <= set(GOOD[name])
    assert named == set(GOOD[name]) or len(named) < len(parameters)
    assert _sensible(_call(name)(**GOOD[name]), name not in ENDLESS)


MASKED = np.ma.array([1.0, 2.0], mask=[False, True])
BAD = [
    math.nan, math.inf, -math.inf, -1, -0.1, -1e9, 0, 1e-300, 1.5, 33.3, 1e6, 1e9, 1e300, 10**9,
    10**12, 10**400, True, False, None, "", " ", "5", "nan", "females", "unknown", "x" * 10**6,
    "Mg" * 10**5, "(" * 1000, b"5", 1j, [], [1, 2], [[1], [1, 2]], [math.nan], ["a"], (1,), {},
    {"a": 1}, set(), object(), print, MASKED, np.ma.masked, np.array([1.0, math.nan]),
    np.array([]), np.zeros((2, 2)), np.datetime64("2020-01-01"), pd.Series([1.0, 2.0]),
    [("iron", math.nan)], [("iron",)], [("unknown", 8)], [(None, 8)], [("iron", 8)] * 1000,
    np.full(10**6, 8),
]  # fmt: skip
other_values = st.one_of(
    st.floats(), st.integers(), st.text(max_size=30), st.lists(st.floats() | st.none(), max_size=3)
)


@pytest.mark.parametrize("name", TAKING)
@given(data=st.data())
@settings(max_examples=15)
def test_one_spoiled_argument_is_answered_or_named(name, data):
    spoiled = data.draw(st.sampled_from(sorted(GOOD[name])))
    _spoil(name, spoiled, data.draw(other_values))


@pytest.mark.parametrize("name", TAKING)
def test_the_worst_values_are_answered_or_named(name):
    for spoiled in GOOD[name]:
        for value in BAD:
            _spoil(name, spoiled, value)
        _spoil(name, spoiled, repeat(1))
        if isinstance(GOOD[name][spoiled], list | tuple):
            _spoil(name, spoiled, [8] * 10**6)


@pytest.mark.parametrize("name", TAKING)
def test_a_slider_s_whole_number_and_a_word_in_capitals_are_answered_or_named(name):
    """A slider gives 40.0, and a person may write a word as they like."""
    for spoiled, value in GOOD[name].items():
        if isinstance(value, int) and not isinstance(value, bool):
            _spoil(name, spoiled, float(value))
        elif isinstance(value, str):
            _spoil(name, spoiled, value.upper())


def _spoil(name, spoiled, value):
    call = _call(name)
    start = time.process_time()
    tracemalloc.start()
    try:
        result = call(**GOOD[name] | {spoiled: value})
        assert _sensible(result, name not in ENDLESS), (spoiled, value, result)
    except ValueError as error:
        assert _names(error, GOOD[name]), f"{spoiled}: {error}"
        assert len(str(error)) < 3000
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert time.process_time() - start < MOST_SECONDS, (name, spoiled, value)
    assert peak < MOST_BYTES, (name, spoiled, value)


@pytest.mark.parametrize(
    ("call", "begins"),
    [
        (lambda: status.natural_frequencies(0.9, 0.9, 0.1, -1000), "people: -1000 does not work"),
        (lambda: status.predictive_values(0.9, 0.9, -0.1),
         "prevalence: -0.1 does not work here; give a number from 0 to 1 (a share)"),
        (lambda: status.LoadingTest("cut_20", 70, 20, 3), "protocol: 'cut_20' is not known"),
        (lambda: rules.limit("dialysis"), "rule: 'dialysis' has no number"),
        (lambda: rules.limit("sleep"), "rule: 'sleep' is not known"),
        (lambda: absorption.Schedule(200, 0), "servings: 0 does not work"),
        (lambda: bone.Bank([250, 300], 4, 1, 30), "intake_mg: [250, 300] does not work here; give"),
        (lambda: vitamin_d.course(vitamin_d.Scenario(), 100, 10**9), "points: 1000000000 does not"),
        (lambda: interaction.simulate(interaction.Design(), 10**7), "trials: 10000000 does not"),
        (lambda: supplements.elemental_fraction("MgO" * 60_000), "formula: 'MgOMgO"),
        (lambda: kidney.ckd_epi_2021(MASKED, 1, "male"), "age_years: masked_array"),
        (lambda: Population("Italy", "female", "30-34", math.nan), "added_mg: nan does not work"),
        (lambda: spacing.conflicts(repeat(8), []), "magnesium_hours: more than 100 are too many"),
        (lambda: foods.Plate().removed(0), "place: 0 does not work here; give a plate with food"),
        (lambda: interaction.Design(40, 1e-200).people_needed, "slope: 1e-200 does not work here"),
    ],
)  # fmt: skip
def test_what_people_tried_is_told(call, begins):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(begins)


def test_a_word_in_another_case_means_the_same():
    assert bone.Bank(250, 4, 1, 30, "HALF") == bone.Bank(250, 4, 1, 30, "half")


def test_nothing_to_see_is_not_seen():
    """Without noise and without an effect every difference is nothing in no error."""
    none = interaction.simulate(interaction.Design(40, slope=0, noise_ng_ml=0), 20)
    assert interaction.seen(none.interaction_z) == interaction.seen(none.average_z) == 0


def test_the_largest_runs_end():
    """At the bounds that the functions set."""
    largest = interaction.simulate(interaction.Design(5000), 200)
    assert largest.change.shape == (200, 5000)
    with pytest.raises(ValueError, match=r"^model: "):
        bone.simulate(bone.published(), 10_000, 10, 5, 10_000)
