"""How a lesson shows a picture that has no controls."""

from helpers.drawing import Picture
from helpers.lesson.card import show_card, show_words, source_line
from helpers.lesson.live import LiveFigure


def show(picture: Picture) -> None:
    """Show a picture with its sources and, under it, its description for everyone to read."""
    live = LiveFigure(figure=picture.figure, alt=picture.alt)
    parts = [live, *source_line(picture.sources)]
    show_card(picture.alt, parts, picture.alt, figure=picture.figure, sources=picture.sources)
    show_words(f"*{picture.alt}*")
