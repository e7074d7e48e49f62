"""Questions, predictions, the claim court and what has been done, in the book."""

from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import Question
from tools.lessons import Material
from tools.slides import pieces


def question(material: Material, asked: Question) -> str:
    """A question or an exercise."""
    return "".join(piece.html for piece in pieces.question(asked))


def prediction(material: Material, entry: PredictionEntry) -> str:
    """What is guessed before a picture is seen."""
    return "".join(piece.html for piece in pieces.prediction(material, entry))


def court(material: Material) -> str:
    """The claims of a lesson."""
    rows = material.claims.to_dict("records")
    return "".join(piece.html for row in rows for piece in pieces.claim(row))


def article(material: Material) -> str:
    """The article that nobody has seen before."""
    return ""


def progress(material: Material) -> str:
    """Where one stands in a lesson, with the buttons that save it and bring it back."""
    return ""


def course_map() -> str:
    """Where one stands in all lessons."""
    return ""
