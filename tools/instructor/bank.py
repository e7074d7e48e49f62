"""The questions as a learning platform takes them: one answer field each, texts as HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np

from helpers.lesson.card import markdown
from helpers.lesson.predict import turned_out
from helpers.lesson.question_file import PredictionEntry, computed, imported, question_page
from helpers.lesson.questions import (
    IN_PYTHON,
    Choice,
    Numeric,
    Option,
    Question,
    two_figures,
)
from helpers.references import cited, link
from tools.lessons import Material, parts

COURSE = "Magnesium and bone health"
LICENCE = "CC BY 4.0"
NO_MATCH = "Not right. A hint may help."
NOT_NEAR = "It turned out otherwise."  # what a prediction says
NEAR = 0.05  # of its scale: a guess that is as near as this is called good


@dataclass(frozen=True)
class Item:
    """One question, one part of an exercise or one prediction, with its texts in Markdown.

    points: 1, or 0 for a prediction, which nobody can know.
    """

    id: str
    title: str
    text: str
    key: Choice | Numeric
    hints: tuple[str, ...]
    solution: str
    points: int = 1

    @property
    def no_match(self) -> str:
        """What is said to an answer that is neither right nor foreseen."""
        return NO_MATCH if self.points else NOT_NEAR


@dataclass(frozen=True)
class Quiz:
    """What a learning platform gets as one piece: a lesson's questions, or a paper of an exam.

    number: what stands before the name of each question.
    """

    name: str
    title: str
    number: str
    items: tuple[Item, ...]


def of_lesson(material: Material) -> Quiz:
    """All that a lesson asks."""
    return Quiz(material.name, material.page.title, material.number, tuple(items(material)))


def items(material: Material) -> Iterator[Item]:
    """Everything that a lesson asks: its predictions, then its questions."""
    for entry in material.predictions.values():
        yield prediction(material, entry)
    for question in material.questions.values():
        words = question.solution.partition(IN_PYTHON)[0]
        closing = f"**Solution.** {words}\n\n{origin(material, question)}"
        for name, part in parts(question).items():
            yield Item(
                id=f"{question.id}-{name}" if name else question.id,
                title=f"{question.id}: {part.label}" if name else question.id,
                text=f"{question.text}\n\nEnter here: **{part.label}**." if name else question.text,
                key=part,
                hints=question.hints,
                solution=closing,
            )


def prediction(material: Material, entry: PredictionEntry) -> Item:
    """A prediction, for a vote or a start: each answer gets what turned out."""
    right = turned_out(material.name, entry)
    return Item(
        id=f"predict-{entry.id}",
        title=f"predict-{entry.id}",
        text=f"**Predict.** {entry.text}",
        key=guess(material, entry, f"It is: {right}."),
        hints=(),
        solution=f"**{right}.** {entry.explanation}",
        points=0,
    )


def guess(material: Material, entry: PredictionEntry, told: str) -> Choice | Numeric:
    """What a prediction asks for: an option, or a number that is near enough."""
    shared: dict[str, Any] = {"id": entry.id, "objective": "", "text": entry.text}
    shared |= {"hints": (), "solution": ""}
    if entry.options:
        options = (Option(text, told, text == entry.right) for text in entry.options)
        return Choice(**shared, options=tuple(options))
    answer = float(computed(entry, imported(question_page(material.name).imports)))
    share = NEAR * (entry.high - entry.low) / abs(answer)
    return Numeric(**shared, answer=answer, unit=entry.unit, right=told, tolerance=share)


def origin(material: Material, question: Question) -> str:
    """Where a question stands in the course, and the sources that it names itself."""
    section = material.section_of(question.id)
    place = f"{COURSE}, lesson {material.number}, section “{section.title}”. {LICENCE}."
    sources = ", ".join(map(link, cited("\n".join(texts(question)))))
    return f"{place} Sources: {sources}." if sources else place


def texts(question: Question) -> Iterator[str]:
    """Everything that a question says."""
    yield from (question.text, question.solution, *question.hints)
    for part in parts(question).values():
        if isinstance(part, Choice):
            yield from (option.message for option in part.options)
        else:
            yield from (part.right, *(mistake.message for mistake in part.mistakes))


# --- numbers


def reach(value: float, tolerance: float) -> tuple[float, float]:
    """From where to where an answer counts as this number."""
    distance = abs(value) * tolerance
    return value - distance, value + distance


def right_ranges(key: Numeric) -> list[tuple[float, float]]:
    """Where an answer is right: near the number, or the number soundly rounded, as in a lesson."""
    low, high = reach(key.answer, key.tolerance)
    rounded = two_figures(key.answer)
    if key.counts or low <= rounded <= high:
        return [(low, high)]
    return [(low, high), (rounded, rounded)]


def plain_number(value: float) -> str:
    """A number with ten significant digits and no exponent."""
    return str(np.format_float_positional(float(f"{value:.10g}"), trim="-"))


def html(text: str) -> str:
    """A text in Markdown as HTML; of a link to a lesson, which a platform has not, the words."""
    return markdown(re.sub(r"\[([^]]+)\]\(\w+\.ipynb[^)]*\)", r"\1", text)).strip()


# --- XML


def add(
    parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: Any
) -> ElementTree.Element:
    """A new child with text and attributes."""
    child = ElementTree.SubElement(parent, tag, {k: str(v) for k, v in attributes.items()})
    child.text = text
    return child


def document(root: ElementTree.Element) -> bytes:
    """An XML file with an element on each line: the same for the same tree."""
    ElementTree.indent(root)
    return written(root)


def written(root: ElementTree.Element) -> bytes:
    """An XML file as it is: in a text, a new line would be a space."""
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
