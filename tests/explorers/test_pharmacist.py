"""People at a pharmacy's counter (all synthetic): the first sentence, and what is never said.

Each was entered by somebody who tried the planner, or stands for a kind of such. What is expected
is what a pharmacist would answer.
"""

import pytest

from helpers.explorers.dosing import planner
from helpers.lesson.card import plain

EMERGENCY = "Drowsiness, weak muscles, a slow heartbeat or trouble breathing are an emergency."
WEAK = "⚠ Caution: Only with a prescriber and blood tests"

# What is entered, the kind of the first sentence, how it begins, what else it says, what it
# must not say.
PEOPLE = {
    "a healthy woman": ({}, "note", "A plan: 97 mg of magnesium a day", [], ["Caution"]),
    "a man on the label's largest dose of Epsom salt": (
        {"age_years": 55, "weight_kg": 70, "creatinine_mg_dl": 0.8, "epsom_salt": 8},
        "refusal", "✕ No plan: Add none", ["for a week at most", "3960 mg"], ["A plan"],
    ),
    "nine teaspoons of Epsom salt": (
        {"epsom_salt": 9}, "urgent", "‼ Today: Stop this product, and call a doctor",
        [EMERGENCY, "the label allows 8 a day"], ["A plan"],
    ),
    "five tablespoons of milk of magnesia": (
        {"milk_of_magnesia": 5}, "urgent", "‼ Today: Stop this product", [EMERGENCY], ["A plan"],
    ),
    "a child of 10 on Epsom salt": (
        {"age_years": 10, "weight_kg": 32, "epsom_salt": 2}, "urgent",
        "‼ Today: Give the child no more of this product",
        [EMERGENCY, "Ask a children's doctor"], ["A plan"],
    ),
    "a child of 10 on an antacid for adults": (
        {"age_years": 10, "antacid_liquid": 1}, "urgent", "‼ Today: Give the child no more", [], [],
    ),
    "a girl of 14 on an antacid within its label": (
        {"age_years": 14, "antacid_liquid": 2}, "refusal", "✕ No plan: Ask a children's doctor",
        [], ["Today"],
    ),
    "both bottles before a colonoscopy": (
        {"bowel_preparation": 2}, "refusal", "✕ No plan: Add none", [], ["for a week", "Today"],
    ),
    "a child of 2 with five grams": (
        {"age_years": 2, "sex": "male", "weight_kg": 12, "diet_mg": 80, "authority": "eu",
         "supplement_mg": 5000},
        "urgent", "‼ Today: Stop the supplement", ["5000 mg", EMERGENCY], [],
    ),
    "a child of 2, nothing taken": (
        {"age_years": 2, "sex": "male", "weight_kg": 12}, "refusal",
        "✕ No plan: Ask a children's doctor before any magnesium", [], ["weight_kg", "from 20"],
    ),
    "1200 mg of supplements": (
        {"supplement_mg": 1200}, "urgent", "‼ Today: Stop the supplement", [EMERGENCY], ["A plan"],
    ),
    "weak kidneys": (
        {"creatinine_mg_dl": 1.8}, "caution", f"{WEAK} (kidneys 31 mL/min): then at most 97 mg",
        [], ["A plan"],
    ),
    "weak kidneys and a supplement": (
        {"creatinine_mg_dl": 1.8, "diet_mg": 150, "supplement_mg": 50}, "caution", WEAK,
        ["before the next dose", "50 mg a day"], ["A plan"],
    ),
    "weak kidneys with amiloride and digoxin": (
        {"age_years": 72, "diet_mg": 60, "weight_kg": 60, "creatinine_mg_dl": 1.55,
         "medicines": ["digoxin", "amiloride"], "dose_mg": 250},
        "refusal", "✕ No plan: Take none unless the prescriber orders it", ["Amiloride"],
        ["at most", "A plan"],
    ),
    "failed kidneys": (
        {"creatinine_mg_dl": 2.6}, "refusal",
        "✕ No plan: Take none unless the doctor who looks after",
        [], ["A plan", "Today"],
    ),
    "failed kidneys and a laxative": (
        {"age_years": 71, "sex": "male", "weight_kg": 80, "creatinine_mg_dl": 2.6,
         "milk_of_magnesia": 1},
        "urgent", "‼ Today: Stop all magnesium", ["serum magnesium measured", EMERGENCY], [],
    ),
    "dialysis and an antacid": (
        {"conditions": ["dialysis"], "antacid_liquid": 2}, "urgent", "‼ Today: Stop all magnesium",
        ["dialysis team"], [],
    ),
    "signs of excess, kidneys unknown": (
        {"known": "weight", "supplement_mg": 300, "conditions": ["signs_of_excess"]}, "urgent",
        "‼ Today: Take no magnesium, see a doctor today", [EMERGENCY], [],
    ),
    "signs of excess, healthy kidneys": (
        {"supplement_mg": 300, "conditions": ["signs_of_excess"]}, "refusal",
        "✕ No plan: Take none, and have serum magnesium and creatinine measured",
        ["before the next dose"], ["Today"],
    ),
    "signs of excess under a laxative, healthy kidneys": (
        {"milk_of_magnesia": 2, "conditions": ["signs_of_excess"]}, "urgent",
        "‼ Today: Stop all magnesium, call the doctor today", [EMERGENCY], [],
    ),
    "a laxative for a blocked bowel": (
        {"citrate_solution": 5, "conditions": ["bowel_obstruction"]}, "urgent",
        "‼ Today: Stop all magnesium, call the doctor today", [EMERGENCY, "look at the bowel"], [],
    ),
    "levothyroxine and iron": (
        {"medicines": ["levothyroxine", "iron"]}, "note",
        "A plan: 97 mg of magnesium a day", ["At hours away from: Levothyroxine; Iron tablets"], [],
    ),
    "digoxin with low potassium": (
        {"medicines": ["digoxin"], "conditions": ["low_potassium"]}, "urgent",
        "‼ Today: Call the doctor today", ["digoxin", "emergency"], ["A plan"],
    ),
    "creatinine never measured": (
        {"age_years": 81, "known": "weight"}, "refusal",
        "✕ No plan yet: Have creatinine measured first",
        [], ["A plan"],
    ),
    "a creatinine that changes": (
        {"known": "changing"}, "refusal",
        "✕ No plan yet: Wait until creatinine stands still", [], [],
    ),
    "a pregnant woman": (
        {"age_years": 30, "life_stage": "pregnant"}, "refusal",
        "✕ No plan yet: Ask the doctor or midwife first", ["neither equation"], ["A plan"],
    ),
    "a breastfeeding woman": (
        {"age_years": 34, "life_stage": "lactating"}, "caution",
        "⚠ Caution: Ask a professional first", ["at most"], ["A plan"],
    ),
    "little muscle": (
        {"age_years": 90, "weight_kg": 45, "creatinine_mg_dl": 0.35, "diet_mg": 100}, "caution",
        "⚠ Caution: Ask for cystatin C or a prescriber first", ["estimates look too good"],
        ["A plan"],
    ),
    "pounds as kilograms": (
        {"age_years": 60, "weight_kg": 150, "creatinine_mg_dl": 1.4}, "refusal",
        "✕ No plan yet: Check weight and creatinine with their units", ["cystatin C"], ["A plan"],
    ),
    "myasthenia": (
        {"conditions": ["myasthenia"]}, "refusal", "✕ No plan: Take none, and ask the doctor", [],
        ["A plan"],
    ),
    "raltegravir": (
        {"medicines": ["raltegravir"]}, "refusal",
        "✕ No plan: Take none with it, ask the pharmacist",
        ["never leave the medicine out"], ["A plan"],
    ),
    "cetuximab": (
        {"medicines": ["egfr_antibodies"]}, "refusal",
        "✕ No plan: Ask the prescriber of this medicine",
        ["every week"], ["three to six months", "A plan"],
    ),
    "omeprazole": (
        {"medicines": ["ppi"]}, "note", "A plan", [], ["Today"],
    ),
    "an antacid that passes the European limit": (
        {"antacid_liquid": 4}, "caution", "⚠ Caution: Nothing to add", ["EU limit is 250 mg"], [],
    ),
    "400 mg of one's own": (
        {"dose_mg": 400}, "refusal", "✕ No: Do not take 400 mg a day", ["the US limit is 350 mg"],
        ["✕ No: A plan"],
    ),
    "the planner's own dose": (
        {"compound_mg": 310, "dose_mg": 50}, "note", "A plan", [], ["Do not take"],
    ),
    "a gap of a third of a milligram": (
        {"diet_mg": 319.7}, "note", "Nothing to add", ["a gap of 0.3 mg"], ["a gap of 0 mg"],
    ),
    "enough food": ({"diet_mg": 400}, "note", "Nothing to add", ["reaches the goal"], ["A plan"]),
    "struvite stones": (
        {"conditions": ["struvite"]}, "refusal", "✕ No plan: Take none", [], ["A plan"],
    ),
    "a bypass": (
        {"conditions": ["bariatric_surgery"]}, "caution",
        "⚠ Caution: Ask the surgical team first: then at most", [], ["A plan"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
def test_the_first_sentence_is_a_pharmacists(person):
    entries, kind, begins, said, unsaid = PEOPLE[person]
    card = entered(entries)
    first = plain(card.first.html)
    assert card.first.kind == kind
    assert first.startswith(begins), first
    for words in said:
        assert words in first, first
    for words in unsaid:
        assert words not in first, first


def entered(entries):
    """The planner's card with these entries; the others are as it starts."""
    card = planner()
    card.examples = {"this": entries}
    card.load("this")
    return card


@pytest.mark.parametrize("entries", [{}, {"creatinine_mg_dl": 1.8}, {"medicines": ["ppi"]}])
def test_every_plan_says_that_what_is_not_listed_is_not_thereby_free(entries):
    assert "not thereby free" in plain(entered(entries).status.html)


@pytest.mark.parametrize(
    ("medicine", "own"),
    [("ppi", "before a long treatment"), ("digoxin", "Low magnesium makes digoxin more dangerous")],
)
def test_a_medicine_brings_its_own_blood_tests_and_notes(medicine, own):
    assert own in plain(entered({"medicines": [medicine]}).status.html)


def test_emergency_signs_are_said_once():
    first = plain(entered({"creatinine_mg_dl": 5, "antacid_liquid": 20}).first.html)
    assert first.count("emergency") == 1
    assert "Stop this product" in first
    assert "Stop all magnesium" in first


def test_no_old_plan_stands_where_an_entry_does_not_fit():
    card = entered({"creatinine_mg_dl": 1.8})
    card.controls["creatinine_mg_dl"].type("80")
    assert card.first.html == ""
    title = card.live.figure["layout"]["title"]["text"]
    assert title == "No answer: creatinine 80 does not fit."
    remark = card.controls["creatinine_mg_dl"].remark
    assert remark.endswith("80 looks like µmol/L: use it?")
    card.controls["age_years"].value = 85
    assert card.live.figure["data"] == []


def test_150_typed_before_the_unit_is_chosen_stays_150():
    card = entered({})
    creatinine = card.controls["creatinine_mg_dl"]
    creatinine.type("150")
    creatinine.unit = "µmol/L"
    assert creatinine.value == 150
    assert "creatinine 1.7 mg/dL" in plain(card.status.html)
    assert plain(card.first.html).startswith(WEAK)
