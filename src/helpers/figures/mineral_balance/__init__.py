"""Pictures of the calcium and magnesium model; those that a lesson shows by itself stand here."""

from helpers.figures.mineral_balance.beside import rats, rats_table

__all__ = ["rats", "rats_table"]
