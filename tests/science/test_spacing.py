"""Spacing: the hours of the labels, and schedules that keep them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.references import reference
from helpers.science.rules import NOTICE
from helpers.science.spacing import conflicts, schedule, spacing
from helpers.tables import table

MEDICINES = list(table("medicine_spacing")["medicine"])
QUARTERS = [quarter / 4 for quarter in range(96)]
MORNING = set(
    table("medicine_spacing").query("direction == 'medicine first'")["medicine"]
)  # on waking
one_medicine = st.sampled_from(MEDICINES).flatmap(
    lambda drug: st.tuples(
        st.just(drug), st.sampled_from(QUARTERS[:48] if drug in MORNING else QUARTERS)
    )
)
days = st.lists(one_medicine, max_size=4)
wakes, beds = st.sampled_from([5, 6.5, 8]), st.sampled_from([20, 22.5, 24])


@pytest.mark.parametrize(
    ("drug", "before", "after"),
    [
        ("alendronate", 0.5, None), ("risedronate", 0.5, None), ("ibandronate", 1, None),
        ("etidronate", 2, 2), ("tiludronate", 2, 2), ("levothyroxine", 4, 4),
        ("ciprofloxacin", 2, 6), ("moxifloxacin", 4, 8), ("dolutegravir", 2, 6),
        ("bictegravir", 2, 6), ("eltrombopag", 2, 4), ("raltegravir", None, None),
        ("elvitegravir", 2, 2), ("levofloxacin", 2, 2), ("doxycycline", 2, 6),
        ("delafloxacin", 2, 6), ("cabotegravir", 4, 2), ("rilpivirine", 4, 2),
        ("atazanavir", 2, 1), ("fexofenadine", 2, 2), ("cefdinir", 2, 2), ("patiromer", 3, 3),
        ("baloxavir", None, None), ("polystyrene_sulfonate", None, None),
    ],
)  # fmt: skip
def test_hours_of_the_labels(drug, before, after):
    found = spacing(drug)
    assert (found.before_hours, found.after_hours) == (before, after)
    assert found.sentence.startswith(found.name)


@pytest.mark.parametrize("drug", MEDICINES)
def test_every_row_agrees_with_its_direction(drug):
    found = spacing(drug)
    assert (found.before_hours is None) == (found.direction == "never")
    assert (found.after_hours is None) == (found.direction != "both ways")
    assert spacing(found.name.upper()) == found


def test_every_name_of_a_medicine_is_its_own():
    """Over both tables: keys, names, and the other names that a reader may type."""
    names = []
    for part in ("medicine_spacing", "magnesium_medicines"):
        for row in table(part).to_dict("records"):
            others = [name for name in row["also"].split("; ") if name]
            names += {row["medicine"], row["name"].casefold(), *map(str.casefold, others)}
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("typed", "medicine"),
    [("Iron tablets", "iron"), ("TELFAST", "fexofenadine"), (" Sinemet ", "levodopa")],
)
def test_a_medicine_is_found_by_any_of_its_names(typed, medicine):
    assert spacing(typed).medicine == medicine


def test_what_a_medicine_asks_for_is_told_with_its_source():
    """Blood tests have sources, and losses that tablets do not mend go to the prescriber."""
    for part in ("medicine_spacing", "magnesium_medicines"):
        for row in table(part).to_dict("records"):
            assert bool(row["monitoring"]) == bool(row["monitoring_keys"])
            for key in filter(None, row["monitoring_keys"].split(";")):
                assert reference(key).url
    changing = table("magnesium_medicines").set_index("medicine")
    for drug in ("egfr_antibodies", "cisplatin", "aminoglycosides", "amphotericin", "foscarnet"):
        assert changing.loc[drug, "refer"] == "yes"
        assert "three to six months" not in changing.loc[drug, "monitoring"]
    assert "more dangerous" in spacing("digoxin").monitoring
    assert spacing("trientine").refer


@given(days, st.integers(1, 3), wakes, beds)
@settings(max_examples=200, deadline=None)
def test_a_schedule_never_breaks_a_rule(medicines, servings, wake, bed):
    found = schedule(medicines, servings, wake, bed)
    assert found.notice == NOTICE
    assert conflicts(found.times, medicines) == ()
    assert all(wake <= time <= bed for time in found.times)
    assert all(b - a >= 4 for a, b in itertools.pairwise(found.times))
    assert not found.times or found.times[0] + 24 - found.times[-1] >= 4
    assert found.found == bool(found.times)


def _breaks(magnesium: float, drug: str, hour: float) -> bool:
    """The rules once more, in minutes that run over three days, without the code under test."""
    row = table("medicine_spacing").set_index("medicine").loc[drug]
    if row["direction"] == "never":
        return True
    taken = [round(60 * (magnesium + 24 * day)) for day in (-1, 0, 1)]
    dose = round(60 * hour)
    if any(dose <= time < dose + 60 * row["before_hours"] for time in taken):
        return True
    if row["direction"] == "both ways":
        return any(dose - 60 * row["after_hours"] < time <= dose for time in taken)
    fast = any(dose - 60 * 6 < time <= dose for time in taken)
    return fast or any(0 < time < dose for time in taken)


@given(days, st.sampled_from([*QUARTERS, 24.0]))
@settings(max_examples=300, deadline=None)
def test_conflicts_are_those_of_the_rules(medicines, magnesium):
    found = {(hit.rule.medicine, hit.hour) for hit in conflicts([magnesium], medicines)}
    assert found == {pair for pair in medicines if _breaks(magnesium, *pair)}


@given(days, st.integers(1, 3), wakes, beds)
@settings(max_examples=200, deadline=None)
def test_a_schedule_keeps_the_rules_told_without_the_code(medicines, servings, wake, bed):
    for time in schedule(medicines, servings, wake, bed).times:
        assert not any(_breaks(time, *pair) for pair in medicines)


@given(days, st.integers(1, 3), wakes, beds)
@settings(max_examples=200, deadline=None)
def test_a_schedule_that_exists_is_found(medicines, servings, wake, bed):
    """Against brute force on a grid: all hours of the labels are quarters, so it misses nothing."""
    free = [hour for hour in [*QUARTERS, 24.0] if wake <= hour <= bed]
    free = [hour for hour in free if not conflicts([hour], medicines)]
    exists = any(
        all(b - a >= 4 for a, b in itertools.pairwise(times)) and times[0] + 24 - times[-1] >= 4
        for times in itertools.combinations(free, servings)
    )
    assert schedule(medicines, servings, wake, bed).found == exists


@given(days, st.integers(1, 3), wakes, beds)
@settings(deadline=None)
def test_who_is_in_the_way_is_named_and_really_is(medicines, servings, wake, bed):
    found = schedule(medicines, servings, wake, bed)
    assert not (found.found and found.blockers)
    if found.blockers:
        named = {rule.medicine for rule in found.blockers}
        rest = [pair for pair in medicines if pair[0] not in named]
        assert schedule(rest, servings, wake, bed).found
    elif not found.found:
        assert not schedule([], servings, wake, bed).found


def test_a_bisphosphonate_is_one_way():
    assert conflicts([7.25], [("alendronate", 7)])
    assert not conflicts([7.5], [("alendronate", 7)])
    assert conflicts([8], [("alendronate", 10)])  # two hours before: not allowed
    assert conflicts([6], [("alendronate", 7)])  # nor before getting up
    assert not conflicts([22], [("alendronate", 7)])  # the evening before


@pytest.mark.parametrize(("magnesium", "hour"), [(23.9, 0.5), (23.5, 0), (24, 24), (0, 0)])
def test_one_way_holds_across_midnight(magnesium, hour):
    assert conflicts([magnesium], [("alendronate", hour)])


def test_no_schedule_breaks_the_fast_before_a_medicine_after_midnight():
    taken = [("alendronate", 0), ("moxifloxacin", 12), ("moxifloxacin", 19.5)]
    assert not conflicts(schedule(taken, 1, 7, 24).times, taken)
    assert not schedule(taken, 1, 7, 24).found


@pytest.mark.parametrize("hour", [12, 18.5, 23])
def test_a_medicine_taken_on_waking_has_a_morning_hour(hour):
    for call in (lambda taken: conflicts([8], taken), schedule):
        with pytest.raises(ValueError, match="Alendronate is taken on waking, on an empty"):
            call([("alendronate", hour)])


def test_the_sentence_of_one_way_is_clear():
    assert spacing("alendronate").sentence == (
        "Alendronate: first thing of the day; magnesium 0.5 h later or more, and never earlier "
        "that day."
    )


def test_rounding_closes_no_window():
    taken = [("levothyroxine", 2.2), ("doxycycline", 12.2)]
    assert not conflicts([6.2], taken)
    assert schedule(taken, 1, 5, 12).found


def test_servings_keep_apart_from_one_day_to_the_next():
    assert not schedule([], 2, 0, 24, 13).found
    assert not schedule([], 4, 7, 23, 6.5).found
    assert schedule([], 2, 0, 24, 12).times == (0, 12)


def test_a_later_first_serving_saves_the_night():
    """Free are 00:00 to 04:00 and 20:00 to 24:00: between 20:00 and 00:00 are 4 h, not 4.5 h."""
    taken = [("levothyroxine", 8), ("levothyroxine", 12), ("levothyroxine", 16)]
    assert schedule(taken, 2, 0, 24).times == (0, 4)
    assert schedule(taken, 2, 0, 24, 4.5).times == (0.5, 20)


def test_a_short_day_is_answered_at_once_and_twelve_medicines_are_the_most():
    twelve = [("levothyroxine", hour) for hour in range(12)]
    assert schedule(twelve, 6, 8, 9).blockers == ()
    with pytest.raises(ValueError, match=r"^medicines: 13 are too many; give 12 at most"):
        schedule([*twelve, ("iron", 3)])


def test_the_night_counts():
    assert conflicts([23], [("moxifloxacin", 6)])  # 7 h later, in the morning
    assert not conflicts([22], [("moxifloxacin", 6)])


def test_a_worked_day():
    found = schedule([("alendronate", 7), ("levothyroxine", 8), ("doxycycline", 20)], 2)
    assert found.windows == ((12, 14), (22, 23))
    assert found.times == (12, 22)


def test_a_conflict_is_named():
    found = schedule([("raltegravir", 7), ("levothyroxine", 8)])
    assert [rule.medicine for rule in found.blockers] == ["raltegravir"]


def test_a_day_too_short_blames_nobody():
    assert schedule([], 3, 8, 12).blockers == ()
    assert not schedule([], 3, 8, 12).found


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: spacing("aspirin"), "drug"), (lambda: spacing(3), "drug"),
        (lambda: schedule([("alendronate", 25)]), "medicines"),
        (lambda: schedule([("aspirin", 5)]), "drug"), (lambda: schedule([], 0), "servings"),
        (lambda: schedule([], 1.5), "servings"), (lambda: schedule([], 1, 9, 8), "bed_hour"),
        (lambda: schedule([], 1, -1), "wake_hour"),
        (lambda: conflicts([30], []), "magnesium_hours"),
        (lambda: schedule([], 1, apart_hours=0), "apart_hours"),
        (lambda: schedule([], [1, 2]), "servings"), (lambda: schedule([], 1, [7]), "wake_hour"),
        (lambda: conflicts([[8]], []), "magnesium_hours"),
        (lambda: schedule([("iron", [8, 9])]), "medicines"),
        (lambda: schedule(("iron", 8)), "medicines"), (lambda: schedule(None), "medicines"),
        (lambda: schedule(["iron"]), "medicines"), (lambda: schedule([("iron", "8")]), "medicines"),
        (lambda: conflicts(8, []), "magnesium_hours"), (lambda: conflicts([8], 3), "medicines"),
        (lambda: conflicts(["8"], []), "magnesium_hours"),
    ],
)  # fmt: skip
def test_impossible_input_is_named(call, name):
    with pytest.raises(ValueError, match=f"^{name}: "):
        call()
