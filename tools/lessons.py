"""The lessons as an instructor sees them: sections with their minutes, and what stands in each."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import mistune
import nbformat
import pandas as pd
from ipywidgets import Widget
from nbformat import NotebookNode

from helpers import references, tables
from helpers.lesson.court import SITTING
from helpers.lesson.explorer import Explorer
from helpers.lesson.live import Press
from helpers.lesson.question_file import (
    LessonPage,
    PredictionEntry,
    lesson_page,
    question_page,
)
from helpers.lesson.questions import Exercise, Question, questions
from helpers.lesson.standing import lessons as names
from helpers.practice.schedule import QUESTION_MIN
from tools.folding import SHOWING
from tools.glossary import is_prose
from tools.notebooks import NOTEBOOKS, card_sources, own

ROOT = Path(__file__).resolve().parents[1]
ASKED = {"ask", "exercise"}
WIDGET = "application/vnd.jupyter.widget-view+json"

# How long a lesson takes somebody who does all that is not optional. Two readers who were new to
# the field took 85 minutes for 01, 75 to 90 for 02, 95 for 03 and 100 for 06, every claim judged;
# for the same by the same sums it is 85, 76, 77 and 88.
WORDS_PER_MINUTE = 150  # text to learn from, with numbers and sources, is read more slowly
MINUTES = {
    "picture": 0.5,  # or a table: find what the text says of it
    "explorer": 1.0,  # see the picture, read the sentence; and try each of its controls:
    "control": 0.4,
    "prediction": 0.5,
    "question": QUESTION_MIN,
    "exercise": 1.0,  # and for each of its numbers:
    "number": 1.0,
    "claim": 0.75,  # of one sitting of the Claim court; more claims come on request
    "article": 10.0,  # one page of the unseen articles, and the reasons
}


# --- Markdown


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph: its level (0 for a paragraph), text without code, and links."""

    level: int
    text: str
    links: tuple[tuple[str, str], ...]
    images: tuple[tuple[str, str], ...]


_markdown = mistune.create_markdown(renderer="ast", plugins=["table"])


def blocks(source: str) -> Iterator[Block]:
    """The headings and paragraphs of a Markdown text; a list's items and a table's rows count."""
    yield from _blocks(_markdown(_without_latex(source)))


def _blocks(tokens: Any) -> Iterator[Block]:
    for token in tokens:
        if token["type"] in ("heading", "paragraph", "block_text", "table_row", "table_head"):
            level = token["attrs"]["level"] if token["type"] == "heading" else 0
            links, images = tuple(_targets(token, "link")), tuple(_targets(token, "image"))
            yield Block(level, " ".join(_text(token).split()), links, images)
        else:
            yield from _blocks(token.get("children", []))


def _text(token: dict[str, Any]) -> str:
    if token["type"] in ("codespan", "inline_html"):
        return " "
    if token["type"] in ("softbreak", "linebreak"):
        return "\n"
    end = " " if token["type"] == "table_cell" else ""
    return token.get("raw", "") + "".join(map(_text, token.get("children", []))) + end


def _targets(token: dict[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    """Text and address of the links (or images) in a block."""
    if token["type"] == kind:
        yield _text(token), token["attrs"]["url"]
    for child in token.get("children", []):
        yield from _targets(child, kind)


def _without_latex(source: str) -> str:
    """Formulas as a reader sees them, as far as numbers and units go."""
    source = re.sub(r"\\(?:mathrm|text|mathit|operatorname)\{([^}]*)\}", r"\1", source)
    return re.sub(r"\\[,;: ]|~", " ", source).replace(r"\%", "%")


# --- cells


def calls(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    """The methods that a code cell calls, each with its first argument if that is a text."""
    for call in _calls(cell):
        if isinstance(call.func, ast.Attribute):
            first = call.args[0] if call.args else None
            yield call.func.attr, str(first.value) if isinstance(first, ast.Constant) else ""


def _calls(cell: NotebookNode) -> Iterator[ast.Call]:
    """What a code cell calls."""
    return (node for node in ast.walk(_tree(cell)) if isinstance(node, ast.Call))


def _tree(cell: NotebookNode) -> ast.Module:
    """The code of a cell; of text, and of what the lesson audit will name, nothing."""
    try:
        return ast.parse(cell.source if cell.cell_type == "code" else "")
    except SyntaxError:
        return ast.parse("")


def outputs(cell: NotebookNode) -> Iterator[dict[str, Any]]:
    """What a cell shows, by media type; printed text counts as plain text."""
    for output in cell.get("outputs", ()):
        yield output.get("data") or {"text/plain": output.get("text", "")}


def words(cell: NotebookNode) -> int:
    """The words that a reader reads in a Markdown cell."""
    if cell.cell_type != "markdown" or not is_prose(cell):
        return 0
    return sum(len(block.text.split()) for block in blocks(cell.source))


def pictures(cells: Iterable[NotebookNode]) -> int:
    """How many pictures and tables, other than those of explorers, some cells show."""
    names = [call.func for cell in cells for call in _calls(cell)]
    return sum(isinstance(name, ast.Name) and name.id in SHOWING for name in names)


def controls(notebook: NotebookNode) -> dict[str, int]:
    """How many controls each explorer of a notebook has, by the id of its cell."""
    return {
        cell: sum(map(_entries, explorer.controls.values()))
        for cell, explorer in explorers(notebook).items()
    }


def explorers(notebook: NotebookNode) -> dict[str, Explorer]:
    """The explorers of a notebook as they start, by the id of the cell that shows each."""
    found, names = {}, dict[str, Any]()
    for cell in notebook.cells:
        exec("\n".join(map(ast.unparse, _imports(cell))), names)
        for call in _calls(cell):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "show":
                found[cell.id] = eval(ast.unparse(call.func.value), names)
    return found


def _entries(control: Widget) -> int:
    """How many things a control takes; one that is made of parts takes one in each but a button."""
    return sum(not isinstance(part, Press) for part in getattr(control, "children", ())) or 1


def _imports(cell: NotebookNode) -> list[ast.stmt]:
    return [node for node in _tree(cell).body if isinstance(node, ast.Import | ast.ImportFrom)]


def counted(
    cells: Iterable[NotebookNode],
    questions: Mapping[str, Question],
    tried: Mapping[str, int],
    claims: int,
) -> float:
    """Minutes for some cells by the formula above: reading time, and each thing to do."""
    cells = list(cells)
    found = [call for cell in cells for call in calls(cell)]
    times = Counter(call for call, _ in found)
    things = {
        "picture": pictures(cells),
        "explorer": times["show"],
        "control": sum(tried.get(cell.id, 0) for cell in cells),
        "prediction": times["predict"],
        "claim": times["claim_court"] * min(claims, SITTING),
        "article": times["unseen_article"],
    }
    doing = sum(count * MINUTES[thing] for thing, count in things.items())
    asked = sum(answering(questions[name]) for call, name in found if call in ASKED)
    return sum(map(words, cells)) / WORDS_PER_MINUTE + doing + asked


def answering(question: Question) -> float:
    """Minutes to answer a question or an exercise."""
    if isinstance(question, Exercise):
        return MINUTES["exercise"] + len(question.parts) * MINUTES["number"]
    return MINUTES["question"]


def minutes(material: "Material") -> int:
    """What a lesson states: the minutes for all that is not optional, to the next five."""
    cells, tried = required(material.notebook), controls(material.notebook)
    return 5 * round(counted(cells, material.questions, tried, len(material.claims)) / 5)


# --- a lesson


@dataclass(frozen=True)
class Section:
    """A piece of a lesson under one heading, and the minutes that reading and doing take."""

    title: str
    cells: tuple[NotebookNode, ...]
    minutes: int

    @cached_property
    def asked(self) -> list[str]:
        """The ids of its questions and exercises, in order."""
        return [name for cell in self.cells for call, name in calls(cell) if call in ASKED]

    @property
    def optional(self) -> bool:
        """Whether it can be left out."""
        return optional(self.cells)

    @property
    def has_claims(self) -> bool:
        """Whether the claim court sits here."""
        return any(call == "claim_court" for cell in self.cells for call, _ in calls(cell))

    @cached_property
    def sources(self) -> list[str]:
        """The keys of what the section cites, in order."""
        texts = [cell.source for cell in self.cells if cell.cell_type == "markdown"]
        texts += [out.get("text/markdown", "") for cell in self.cells for out in outputs(cell)]
        return list(dict.fromkeys([*references.cited("\n".join(texts)), *card_sources(self.cells)]))


@dataclass(frozen=True)
class Material:
    """A lesson: its notebook, its page in data/lessons, its questions and its claims."""

    name: str
    page: LessonPage
    questions: Mapping[str, Question]
    claims: pd.DataFrame
    notebook: NotebookNode
    predictions: Mapping[str, PredictionEntry] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The two digits at the start of its name."""
        return self.name[:2]

    @cached_property
    def sections(self) -> list[Section]:
        """The sections; what is not optional adds up to the minutes that the lesson states."""
        parts = split(self.notebook)
        tried, claims = controls(self.notebook), len(self.claims)
        times = [counted(part, self.questions, tried, claims) for part in parts]
        left_out = [optional(part) for part in parts]
        needed = [0.0 if out else time for time, out in zip(times, left_out)]
        shares = shared(self.page.minutes, needed)
        return [
            Section(title(part), part, round(time) if out else share)
            for part, time, out, share in zip(parts, times, left_out, shares)
        ]

    def section_of(self, question: str) -> Section:
        """The section that asks a question."""
        return next(section for section in self.sections if question in section.asked)


@cache
def lesson(name: str) -> Material:
    """The lesson of this name."""
    claims = tables.table("claims")
    return Material(
        name,
        lesson_page(name),
        questions(name),
        claims[claims["lesson"] == name],
        nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4),
        {entry.id: entry for entry in question_page(name).prediction},
    )


def pages() -> list[str]:
    """The names of all notebooks of the course: its lessons, and pages that are none."""
    return [path.stem for path in own()]


def named(words: Iterable[str], known: Sequence[str] = ()) -> list[str]:
    """The lessons that these words name, such as 05; all of them if there are none.

    known: what may be named, if not all lessons. Raises ValueError with the known names for a word
    that names none or several.
    """
    known = known or names()
    return [_named(word, known) for word in words] or list(known)


def _named(word: str, known: Sequence[str]) -> str:
    found = [lesson for lesson in known if lesson.startswith(Path(word).stem)]
    if len(found) != 1:
        raise ValueError(f"there is no lesson {word}; use {', '.join(known)}")
    return found[0]


def split(notebook: NotebookNode) -> list[tuple[NotebookNode, ...]]:
    """The cells under each heading of level 2; the title stands with the first of them."""
    cells = [cell for cell in notebook.cells if is_prose(cell)]
    starts = [i for i, cell in enumerate(cells) if is_heading(cell)]
    return [tuple(cells[a:b]) for a, b in pairwise([0, *starts[1:], len(cells)])]


def is_heading(cell: NotebookNode) -> bool:
    """Tell whether a section begins here."""
    return cell.cell_type == "markdown" and cell.source.startswith("## ")


def title(cells: tuple[NotebookNode, ...]) -> str:
    """The heading of a section."""
    heading = next(cell for cell in cells if is_heading(cell))
    return heading.source.partition("\n")[0].removeprefix("## ")


def optional(cells: tuple[NotebookNode, ...]) -> bool:
    """Whether a section says in its heading that it can be left out."""
    return "optional" in title(cells).lower()


def required(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells of the sections that are not optional."""
    return [cell for part in split(notebook) if not optional(part) for cell in part]


def shared(total: int, weights: list[float]) -> list[int]:
    """Whole numbers that add up to `total` and are as near to the weights as that allows."""
    ends = [round(total * part / sum(weights)) for part in accumulate(weights, initial=0.0)]
    return [b - a for a, b in pairwise(ends)]


def parts(question: Question) -> Mapping[str, Any]:
    """The parts of an exercise by name; a question is its own only part."""
    return question.parts if isinstance(question, Exercise) else {"": question}


def in_figures(value: float) -> str:
    """A right number as it is said in class: three figures, and from a hundred on whole."""
    return f"{value:.3g}" if abs(value) < 99.5 else f"{value:.0f}"
