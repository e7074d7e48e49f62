"""Pictures of vitamin D and magnesium; the one that a lesson shows by itself stands here."""

from helpers.figures.vitamin_d.kinetics import two_clocks

__all__ = ["two_clocks"]
