"""Pictures of magnesium status; the one that a lesson shows by itself stands here."""

from helpers.figures.status.risk import four_words

__all__ = ["four_words"]
