"""The teaching kit: everything a lesson needs that is not about magnesium."""

from helpers.drawing import Picture
from helpers.lesson.explorer import Explorer, choice
from helpers.lesson.lesson import Lesson
from helpers.lesson.listing import show_table
from helpers.lesson.live import CheckBoxes, Clock, Number
from helpers.lesson.showing import show

__all__ = [
    "CheckBoxes", "Clock", "Explorer", "Lesson", "Number", "Picture", "choice", "show",
    "show_table",
]  # fmt: skip
