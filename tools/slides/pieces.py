"""What a cell becomes on a slide: pieces of HTML, without code and without controls."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from math import ceil
from string import ascii_uppercase
from typing import Any

import mistune
from latex2mathml.converter import convert
from nbformat import NotebookNode

from helpers.lesson.card import STILL as UNSTARTED
from helpers.lesson.card import plain
from helpers.lesson.court import VERDICTS, parts_of, sources_of
from helpers.lesson.predict import turned_out
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import IN_PYTHON, Choice, Numeric, Question
from tools.lessons import ASKED, Material, calls, in_figures, outputs, parts
from tools.notebooks import PLOTLY

ROWS_ON_A_SLIDE = 8
REFERENCES_ON_A_SLIDE = 6
SMALL = 0.75  # of the size of other words
TALL = 380  # pixels: a picture that is higher stands beside its words, not below
STILL = "A still picture: its controls are in the notebook."


@dataclass(frozen=True)
class Piece:
    """A piece of a slide: where it stands, as cells say it, and its HTML."""

    place: str  # slide, subslide, fragment or -
    html: str
    is_picture: bool = False
    is_answer: bool = False

    @property
    def letters(self) -> float:
        """How much there is to read; the words of a table are small."""
        words = plain(re.sub("<script.*?</script>", "", self.html, flags=re.DOTALL))
        return len(words) * (SMALL if "<table>" in self.html else 1)


class _Renderer(mistune.HTMLRenderer):
    """Formulas as MathML, which browsers show by themselves."""

    def block_math(self, text: str) -> str:
        return convert(text, display="block")

    def inline_math(self, text: str) -> str:
        return convert(text)


_markdown: Any = mistune.create_markdown(
    renderer=_Renderer(escape=False), plugins=["table", "math"]
)


def markdown(text: str) -> str:
    """Markdown as HTML; a link to a lesson leads to its deck, one into a lesson is left out."""
    words = re.sub(r"\[([^]]+)\]\(\w+\.ipynb#[^)]*\)", r"\1", text)  # the glossary has no slide
    return re.sub(r'href="(\w+)\.ipynb', r'href="\1.html', _markdown(words))


def pieces(material: Material, cell: NotebookNode) -> Iterator[Piece]:
    """What a cell shows; nothing for one that is skipped or that has nothing to show."""
    place = cell.metadata["slideshow"]["slide_type"]
    if place in ("skip", "notes"):
        return
    if cell.cell_type == "markdown":
        yield Piece(place, markdown(cell.source))
        return
    shown = list(of_code(material, cell))
    opens = shown[0].place if shown and place == "-" else place  # a question, for its answer's sake
    yield from (replace(piece, place=opens) for piece in shown[:1])
    yield from shown[1:]


def of_code(material: Material, cell: NotebookNode) -> Iterator[Piece]:
    """Predictions, questions, the claims, or what the cell has put out."""
    called = list(calls(cell))
    asked = [name for call, name in called if call in ASKED]
    for name in asked:
        yield from question(material.questions[name])
    predicted = [name for call, name in called if call == "predict"]
    for name in predicted:
        yield from prediction(material, material.predictions[name])
    methods = {call for call, _ in called}
    if "claim_court" in methods:
        for row in material.claims.to_dict("records"):
            yield from claim(row)
    elif not asked and not predicted and not methods & {"check", "progress"}:
        yield from results(cell, is_explorer="show" in methods)


# --- questions and claims


def question(asked: Question) -> Iterator[Piece]:
    """A question and, one step later, its answer with the reason."""
    yield Piece("subslide", f'<div class="question">{markdown(asked.text)}{field(asked)}</div>')
    yield Piece("fragment", f'<div class="answer">{markdown(answer(asked))}</div>', is_answer=True)


def prediction(material: Material, entry: PredictionEntry) -> Iterator[Piece]:
    """What to guess; what turned out comes one step later, unless the next picture shows it."""
    options = "".join(f"<li>{inline(option)}</li>" for option in entry.options)
    choices = f'<ol type="A">{options}</ol>' if options else ""
    text = markdown(f"**Predict.** {entry.text}")
    yield Piece("subslide", f'<div class="question">{text}{choices}</div>')
    if not entry.opens:
        told = f"**{turned_out(material.name, entry)}.** {entry.explanation}"
        yield Piece("fragment", f'<div class="answer">{markdown(told)}</div>', is_answer=True)


def field(asked: Question) -> str:
    """The options, or the numbers that are asked."""
    if isinstance(asked, Choice):
        options = "".join(f"<li>{inline(option.text)}</li>" for option in asked.options)
        return f'<ol type="A">{options}</ol>'
    lines = (f"<li>{escape(part.label)}: ______ {part.unit}</li>" for part in parts(asked).values())
    return f'<ul class="blank">{"".join(lines)}</ul>'


def inline(text: str) -> str:
    """Markdown without a paragraph of its own."""
    return markdown(text).strip().removeprefix("<p>").removesuffix("</p>")


def answer(asked: Question) -> str:
    """What is right, and the worked solution without its lines of Python."""
    words = asked.solution.partition(IN_PYTHON)[0]
    if isinstance(asked, Choice):
        letter, right = next(
            (letter, option)
            for letter, option in zip(ascii_uppercase, asked.options)
            if option.right
        )
        return f"**{letter}.** {right.message}\n\n{words}"
    named = ((part.label if name else "", part) for name, part in parts(asked).items())
    numbers = (f"{label} **{amount(part)}**".strip() for label, part in named)
    return f"{', '.join(numbers)}\n\n{words}"


def amount(part: Numeric) -> str:
    """The right number with its unit."""
    return f"{in_figures(part.answer)} {part.unit}".rstrip().replace("-", "−")


def claim(row: dict[str, str]) -> Iterator[Piece]:
    """A claim to judge and, one step later, the verdict with its reason and sources."""
    verdicts = "".join(f"<li>{name.capitalize()}</li>" for name in VERDICTS)
    asked = f"<blockquote>{inline(row['claim'])}</blockquote>"
    yield Piece("subslide", f'{asked}<ul class="verdicts">{verdicts}</ul>')
    sources = sources_of(row["source_keys"], row["checked"])
    told = parts_of(row["holds"], row["fails"])
    text = f"**{VERDICTS[row['verdict']]}.** {told}\n\n{row['reason']}\n\n{sources}"
    yield Piece("fragment", f'<div class="answer">{markdown(text)}</div>', is_answer=True)


# --- results


def results(cell: NotebookNode, is_explorer: bool) -> Iterator[Piece]:
    """The pictures, tables and printed lines of a cell."""
    captions = set()
    for output in outputs(cell):
        text = output.get("text/plain", "")
        if PLOTLY in output:
            captions.add(f"*{text}*")
            drawn = figure(output[PLOTLY], text, STILL if is_explorer else "")
            yield Piece("-", drawn, is_picture=True)
        elif "text/markdown" in output:
            if output["text/markdown"] not in captions:  # it stands under its picture already
                yield from table(output["text/markdown"].removesuffix(f"\n\n{UNSTARTED}"))
        elif text.strip():
            yield Piece("-", f"<pre>{escape(text.rstrip())}</pre>")


def table(text: str) -> Iterator[Piece]:
    """A text as it is; of a long table about as many rows on each slide."""
    lines = text.splitlines()
    if not text.startswith("|"):
        yield Piece("-", markdown(text))
        return
    head, rows = lines[:2], lines[2:]
    size = ceil(len(rows) / ceil(len(rows) / ROWS_ON_A_SLIDE))  # no leftover row
    for first in range(0, len(rows), size):
        part = "\n".join([*head, *rows[first : first + size]])
        yield Piece("subslide" if first else "-", markdown(part))


def figure(drawing: dict[str, Any], text: str, note: str) -> str:
    """A picture that plotly draws when the deck is opened, with its sentence."""
    data = json.dumps(drawing, ensure_ascii=False).replace("</", "<\\/")
    said = f"{escape(text)} <small>{note}</small>" if note else escape(text)
    height = drawing["layout"].get("height", 450)
    kind = "tall" if height > TALL else "wide"
    return (
        f'<figure class="{kind}" style="--least: {height}"><img alt="{escape(text)}">'
        f'<script type="application/json">{data}</script>'
        f"<figcaption>{said}</figcaption></figure>"
    )


# --- references


def references(cell: NotebookNode) -> Iterator[Piece]:
    """The list of references, some on each slide."""
    lines = re.findall(r"^\d+\. .+$", cell.source, re.MULTILINE)
    for first in range(0, len(lines), REFERENCES_ON_A_SLIDE):
        listed = markdown("\n".join(lines[first : first + REFERENCES_ON_A_SLIDE]))
        place = "subslide" if first else "slide"
        yield Piece(place, f'<h2>References</h2><div class="references">{listed}</div>')
