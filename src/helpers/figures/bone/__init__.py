"""Pictures of magnesium in bone; those that a lesson shows by themselves stand here."""

from helpers.figures.bone.studies import density, fractures, parathyroid

__all__ = ["density", "fractures", "parathyroid"]
