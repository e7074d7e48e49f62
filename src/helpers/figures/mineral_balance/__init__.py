"""Pictures of the calcium and magnesium model; those that a lesson shows by itself stand here."""

from helpers.figures.mineral_balance.beside import rats

__all__ = ["rats"]
