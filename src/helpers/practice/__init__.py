"""Fresh cases: a question with other numbers, words and people each time it is drawn.

Questions are entries of data/questions/ that `draw`, and those of data/practice/, which no lesson
asks. Text, options, key, foreseen mistakes, hints and solution follow from the course's functions.
"""

from helpers.practice.bank import Item, catalogue, questions
from helpers.practice.drawing import Case, draw

__all__ = ["Case", "Item", "catalogue", "draw", "questions"]
