"""The teaching kit: everything a lesson needs that is not about magnesium."""

from helpers.lesson.explorer import Explorer, as_form, choice
from helpers.lesson.lesson import Lesson
from helpers.lesson.listing import show_table
from helpers.lesson.live import Number
from helpers.lesson.pictures import Picture, show

__all__ = ["Explorer", "Lesson", "Number", "Picture", "as_form", "choice", "show", "show_table"]
