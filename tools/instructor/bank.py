"""The questions as a learning platform takes them: one answer field each, texts as HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np

from helpers.lesson.card import markdown
from helpers.lesson.questions import Choice, Numeric
from helpers.references import link
from tools.lessons import Material, parts

COURSE = "Magnesium and bone health"
LICENCE = "CC BY 4.0"
NO_MATCH = "Not right. A hint may help."


@dataclass(frozen=True)
class Item:
    """One question or one part of an exercise, with its texts in Markdown."""

    id: str
    text: str
    key: Choice | Numeric
    hints: tuple[str, ...]
    solution: str
    objective: str


def items(material: Material) -> Iterator[Item]:
    """Everything that a lesson asks."""
    for question in material.questions.values():
        closing = f"**Solution.** {question.solution}\n\n{origin(material, question.id)}"
        for name, part in parts(question).items():
            yield Item(
                id=f"{question.id}-{name}" if name else question.id,
                text=f"{question.text}\n\n{request(part)}" if name else question.text,
                key=part,
                hints=question.hints,
                solution=closing,
                objective=str(question.objective),
            )


def request(part: Choice | Numeric) -> str:
    """Which of the numbers of an exercise is meant, and in which unit."""
    return f"Enter here: **{part.name if isinstance(part, Numeric) else part.id}**."


def origin(material: Material, question: str) -> str:
    """Where a question stands in the course, and on what that section rests."""
    section = material.section_of(question)
    sources = ", ".join(map(link, section.sources))
    place = f"{COURSE}, lesson {material.number}, section “{section.title}”. {LICENCE}."
    return f"{place} Sources of the section: {sources}." if sources else place


def plain_number(value: float) -> str:
    """A number with ten significant digits and no exponent."""
    return str(np.format_float_positional(float(f"{value:.10g}"), trim="-"))


def html(text: str) -> str:
    """A text in Markdown as HTML."""
    return markdown(text).strip()


# --- XML


def add(
    parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: Any
) -> ElementTree.Element:
    """A new child with text and attributes."""
    child = ElementTree.SubElement(parent, tag, {k: str(v) for k, v in attributes.items()})
    child.text = text
    return child


def document(root: ElementTree.Element) -> bytes:
    """An XML file: the same for the same tree."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
