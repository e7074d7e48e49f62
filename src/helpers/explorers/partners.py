"""Explorers of magnesium's partners: calcium, boron, vitamins B6 and B12."""

from typing import Any

from helpers.drawing import count, listed
from helpers.figures import partners as figures
from helpers.figures.partners.boron import Asked, feed
from helpers.figures.partners.calcium import told_short
from helpers.figures.partners.vitamins import COUNTRIES, PRODUCTS
from helpers.lesson import Explorer, Number, choice
from helpers.science.intake import age_groups, countries
from helpers.science.partners import B6Day, B12Day, Together, arms, compare, fact, finding
from helpers.tables import table

SEXES = {"Women": "female", "Men": "male"}


def partner_map() -> Explorer:
    """A partner and a way to be one -> what was found, and in whom."""
    rows = table("partner_map")
    controls = {
        name: choice(label, list(dict.fromkeys(rows[name])), rows[name][0])
        for name, label in (("partner", "Partner"), ("way", "Could share with magnesium"))
    }
    return Explorer("Partner map", controls, finding, figures.partner_map, _found)


def _found(row: dict[str, Any]) -> str:
    who = "" if row["shown"] == "nothing found" else f" ({row['seen_in']})"
    return (
        f"{row['partner'].capitalize()} and magnesium, {row['way']}: "
        f"<strong>{row['shown']}</strong>{who}. {row['finding']}"
    )


def ratio() -> Explorer:
    """A group, how its two intakes go together, and calcium for all -> ratios and shortages."""
    controls = {
        "country": choice("Country", countries("calcium"), "United States"),
        "added_calcium_mg": Number("Calcium added for all", 0, 0, 1000, step=50, unit="mg a day"),
        "correlation": Number("How the two go together (assumed)", 0.6, 0, 0.9, step=0.05),
        "sex": choice("Sex", SEXES, "female"),
        "age_group": choice(
            "Age",
            {f"{ages} years": ages for ages in age_groups("United States", "female", "calcium")},
            "40-44",
        ),
    }
    return Explorer(
        "Ratio explorer", controls, Together, figures.ratios, _ratio_sentence, figures.ratio_table
    )


def _ratio_sentence(group: Together) -> str:
    return (
        f"<strong>{group.in_window_percent:.0f} %</strong> have a ratio from "
        f"{fact('ratio_low'):g} to {fact('ratio_high'):g}. Below the median need for magnesium "
        f"({group.magnesium_ear:g} mg): {told_short(group)}. The ratio moves with calcium; how "
        "much magnesium somebody eats does not."
    )


def trial_reader() -> Explorer:
    """Two feeds of one trial -> what the trial says of them."""
    feeds = {feed(arm): arm for arm in arms()}
    controls = {
        "arm": choice("Compare", feeds, "both"),
        "against": choice("Against", feeds, "pellets"),
        "correlation": Number("Correlation of the two (assumed)", 0, 0, 0.9, step=0.05),
    }
    return Explorer("Trial reader", controls, _asked, figures.horses, _trial_sentence)


def _asked(arm: str, against: str, correlation: float) -> Asked:
    return Asked(arm, against, correlation, compare(arm, against, correlation))


SHOWS = {
    "less": "The interval lies below 1: less headshaking",
    "more": "The interval lies above 1: more headshaking",
    "open": "The interval includes 1: the trial does not tell the two apart",
}


def _trial_sentence(asked: Asked) -> str:
    found = asked.found
    way = "less" if found.ratio < 1 else "more"
    return (
        f"{feed(asked.arm).capitalize()} against {feed(asked.against)}: ratio "
        f"<strong>{found.ratio:.2f} ({found.low:.2f} to {found.high:.2f})</strong>, "
        f"{100 * abs(1 - found.ratio):.0f} % {way}. {SHOWS[found.shows]}. Six horses."
    )


def b6() -> Explorer:
    """Vitamin B6 in three products -> their sum against three limits."""
    amounts = dict(zip(PRODUCTS, (fact("b6_joined"), 50, 2), strict=True))
    controls = {
        key: Number(name, amount, 0, 100, step=1, unit="mg B6 a day")
        for key, (name, amount) in zip(("joined", "complex", "multi"), amounts.items(), strict=True)
    }
    return Explorer(
        "Add up the hidden B6", controls, _b6_day, figures.b6_day, _b6_sentence, figures.b6_table
    )


def _b6_day(joined: float, complex: float, multi: float) -> B6Day:
    return B6Day((joined, complex, multi))


def _b6_sentence(day: B6Day) -> str:
    shares = ", ".join(
        f"{percent:.0f} % of the {COUNTRIES[name]} limit"
        for name, percent in day.percent_of_limits.items()
    )
    over = listed(COUNTRIES[name] for name in day.over)
    verdict = f"Over the limit: {over}." if over else "Over none of the three limits."
    return (
        f"<strong>{day.total_mg:g} mg</strong> of vitamin B6 a day: {shares}. {verdict} The first "
        "amount is that of a trial; the two others are assumed: read your labels."
    )


def b12() -> Explorer:
    """A dose of B12, how often, and intrinsic factor -> what gets in by two routes."""
    controls = {
        "dose_ug": Number("One dose", 2, 0.5, 2000, step=0.5, unit="µg"),
        "times": choice("Times a day", {count(n, "time"): n for n in range(1, 5)}, 1),
        "intrinsic_factor": choice("Intrinsic factor", {"works": True, "is missing": False}, True),
    }
    return Explorer("Two routes of B12", controls, B12Day, figures.b12_day, _b12_sentence)


def _b12_sentence(day: B12Day) -> str:
    enough = "That meets" if day.absorbed_ug >= day.needed_ug else "That is short of"
    return (
        f"{day.dose_ug:g} µg, {count(day.times, 'time')} a day: "
        f"<strong>{day.absorbed_ug:.2f} µg</strong> gets in, {day.carried_ug:.2f} µg carried by "
        f"intrinsic factor and {day.free_ug:.2f} µg by itself. {enough} a need of "
        f"{day.needed_ug:.1f} µg. Illustrative, for doses hours apart; people differ."
    )
