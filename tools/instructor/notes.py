"""The presenter's notes: what the guide says, cell by cell, and the answer to each question.

presenting.js shows them by the id of a cell, for each of its questions or, of other cells, as one.
"""

import json
from collections.abc import Iterator

from nbformat import NotebookNode

from helpers.lesson.predict import turned_out
from tools.instructor.guide import about, cell_guide, open_guide, place
from tools.instructor.teaching import Teaching, on_slide, stepped
from tools.lessons import Material, Section, calls
from tools.slides.pieces import answer, markdown

Part = dict[str, str]


def notes(teaching: Teaching) -> bytes:
    """The notes of a lesson, as JSON."""
    found: dict[str, list[Part]] = {}
    for section in teaching.material.sections:
        found |= dict(of_section(teaching, section))
    found[next(iter(found))][0]["text"] += markdown(on_the_board(teaching))
    return (json.dumps(found, ensure_ascii=False, indent=0) + "\n").encode()


def of_section(teaching: Teaching, section: Section) -> Iterator[tuple[str, list[Part]]]:
    """The notes of the cells of a section; what is open comes with the last of them."""
    cells = [cell for cell in section.cells if on_slide(cell)]
    for cell in cells:
        parts = of_cell(teaching, section, cell)
        if cell is cells[0]:
            parts[0]["text"] = markdown(place(teaching, section)) + parts[0]["text"]
        if cell is cells[-1]:
            parts[-1]["text"] += markdown("\n\n".join(open_guide(teaching, section)))
        yield cell.id, parts


def of_cell(teaching: Teaching, section: Section, cell: NotebookNode) -> list[Part]:
    """What is said to a cell, or to each of its questions."""
    taught = teaching.taught(section)
    if not stepped(cell):
        return [{"text": markdown("\n\n".join(cell_guide(teaching, taught, cell)))}]
    return [
        {
            "text": markdown("\n\n".join(about(teaching, taught, cell, call, name))),
            "answer": markdown(solved(teaching.material, call, name)),
        }
        for call, name in calls(cell)
        if name in stepped(cell)
    ]


def solved(material: Material, call: str, name: str) -> str:
    """What is right and why, as it is shown to the class."""
    if call != "predict":
        return answer(material.questions[name])
    entry = material.predictions[name]
    return f"**{turned_out(material.name, entry)}.** {entry.explanation}"


def on_the_board(teaching: Teaching) -> str:
    """What is on the board in the end, said at the start."""
    return "\n".join(["**On the board**\n", *(f"- {line}" for line in teaching.page.board)])
