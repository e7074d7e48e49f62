"""Pictures of magnesium's partners: calcium, boron, vitamins B6 and B12."""

from helpers.figures.partners.boron import horses
from helpers.figures.partners.calcium import fractures, ratio_table, ratios, transient
from helpers.figures.partners.shared import partner_map
from helpers.figures.partners.vitamins import b6_day, b6_table, b12_day

__all__ = [
    "b6_day",
    "b6_table",
    "b12_day",
    "fractures",
    "horses",
    "partner_map",
    "ratio_table",
    "ratios",
    "transient",
]
