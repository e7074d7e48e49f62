"""Helpers of the course: tables, references, science, figures, explorers and the lesson kit."""
