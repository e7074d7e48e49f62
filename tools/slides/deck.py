"""A deck: the slides of a lesson as one page of HTML for reveal.js."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

from nbformat import NotebookNode

from tools.lessons import Material, calls, is_heading, title
from tools.notebooks import is_references
from tools.slides.pieces import Piece, pieces, references

PAGE = Template((Path(__file__).parent / "deck.html").read_text("utf-8"))
BESIDE_A_PICTURE = 350  # letters: after more a picture opens a slide of its own
ON_A_SLIDE = 1100  # letters: what would make more opens the next slide


@dataclass
class Slide:
    """What is seen at once; `section` is the heading that it stands under."""

    opens_stack: bool
    section: str
    pieces: list[Piece] = field(default_factory=list)

    def has_room_for(self, piece: Piece) -> bool:
        """Whether a piece can be read together with what is there."""
        if piece.is_answer:
            return True  # deck.js makes it fit; it stands with its question
        letters = sum(piece.letters for piece in self.pieces)
        if piece.is_picture:
            return letters <= BESIDE_A_PICTURE
        return letters + piece.letters <= ON_A_SLIDE


def deck(material: Material) -> str:
    """The page of one lesson."""
    stacks = "\n".join(f"<section>{stack}</section>" for stack in stacked(material))
    return PAGE.substitute(title=escape(material.page.title), stacks=stacks)


def stacked(material: Material) -> list[str]:
    """The slides of each stack: stacks lie side by side, the slides of one below each other."""
    stacks: list[list[str]] = []
    for slide in slides(material):
        if slide.opens_stack or not stacks:
            stacks.append([])
        stacks[-1].append(page(material, slide))
    return ["\n".join(stack) for stack in stacks]


def page(material: Material, slide: Slide) -> str:
    """One slide: where one is in the lesson, and the pieces."""
    body = "\n".join([slide.pieces[0].html, *map(placed, slide.pieces[1:])])
    name = "b" if re.search("<h[12]", slide.pieces[0].html) else "h2"  # each slide has a heading
    course = material.page.title
    section = slide.section or course
    if name == "b" and section == course:
        section = ""  # it is named once
    where = f"{escape(course)} <{name}>{escape(section)}</{name}>"
    return f'<section><header>{where}</header><div class="slide">{body}</div></section>'


def placed(piece: Piece) -> str:
    """A piece; a fragment comes with the next step."""
    if piece.place != "fragment":
        return piece.html
    if piece.is_picture:  # its size is that of what the slide holds itself
        return piece.html.replace('<figure class="', '<figure class="fragment ', 1)
    return f'<div class="fragment">{piece.html}</div>'


def slides(material: Material) -> list[Slide]:
    """The slides of a lesson, as its cells divide it."""
    found: list[Slide] = []
    for section, piece in all_pieces(material):
        opens = piece.place in ("slide", "subslide")
        if opens or not found or not found[-1].has_room_for(piece):
            found.append(Slide(piece.place == "slide", section))
        found[-1].pieces.append(piece)
    return found


def all_pieces(material: Material) -> Iterator[tuple[str, Piece]]:
    """The pieces of all cells in order, each with the section that it belongs to."""
    section = ""
    for cell, following in pairwise([*material.notebook.cells, None]):
        if is_references(cell):
            yield from (("", piece) for piece in references(cell))
        if is_references(cell) or only_for_code(following):
            continue
        section = title((cell,)) if is_heading(cell) else section
        yield from ((section, piece) for piece in pieces(material, cell))


def only_for_code(following: NotebookNode | None) -> bool:
    """Tell whether a cell stands before code that learners complete, which no slide shows."""
    return following is not None and any(call == "check" for call, _ in calls(following))
