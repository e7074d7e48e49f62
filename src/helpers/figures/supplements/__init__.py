"""Pictures of supplements; those that a lesson shows by themselves stand here."""

from helpers.figures.supplements.studies import human_studies, solubility

__all__ = ["human_studies", "solubility"]
