"""What every stored lesson must keep to: one small function per rule.

A rule takes a page and returns a sentence for each place that breaks it: the file to edit, cell
(counted from 1, as all kinds of cell) or question, what is wrong and what is expected.
"""

import ast
import math
import re
import statistics
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers import references, tables
from helpers.lesson.article import NAME as UNSEEN
from helpers.lesson.question_file import LessonPage, PredictionEntry, lesson_page, question_page
from helpers.lesson.questions import Choice, Exercise, Numeric, Question, questions
from tools import glossary, lessons
from tools.folding import seat
from tools.glossary import is_prose
from tools.lessons import WIDGET, Block, blocks

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
PLOTLY = "application/vnd.plotly.v1+json"
PICTURES = {PLOTLY, "image/png", "image/jpeg", "image/svg+xml"}

BUDGET_BYTES = 120_000
MEDIAN_LINES, MOST_LINES = 4, 12
SHORTEST_ALT = 40
MINUTES_OFF = 5  # a paragraph more or less need not change what a lesson states
SEAT = ("deletable", "editable", "jupyter")  # metadata that JupyterLab obeys
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes", "-"}

# A fact is a number with a unit. Minutes and seconds are the reader's own time.
UNITS = (
    "mg|g|kg|µg|μg|mcg|ug|ng|pg|mol|mmol|µmol|nmol|pmol|mEq|mL|dL|L|IU|%|per cent|percent|"
    "kcal|mm|cm|mmHg|"
    "hours?|days?|weeks?|months?|years?|"
    "patients|people|persons|participants|volunteers|subjects|adults|women|men|children|trials|studies"
)
FACT = re.compile(rf"(?<![\w.,])\d[\d.,]*\s*(?:{UNITS})(?![A-Za-z])|\bn\s*=\s*\d+", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?")
YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?$")


@dataclass(frozen=True)
class Page:
    """A page as stored: its notebook, and what a lesson has: header, questions, number of claims.

    A page without a header in data/lessons is no lesson. It asks nothing of its own.
    """

    name: str
    notebook: NotebookNode
    lesson: LessonPage | None
    questions: Mapping[str, Question]
    claims: int
    imports: str = ""  # what the solutions of the exercises use
    predictions: tuple[PredictionEntry, ...] = ()


Rule = Callable[[Page], list[str]]
RULES: list[Rule] = []
# The file in which a finding is mended.
NOTEBOOK, QUESTIONS, HEADER = (
    "notebooks/{}.ipynb", "data/questions/{}.toml", "data/lessons/{}.toml",
)  # fmt: skip


def rule(file: str) -> Callable[[Callable[[Page], Iterator[str]]], Rule]:
    """Make a rule of a generator of findings that are mended in `file`."""

    def ruled(function: Callable[[Page], Iterator[str]]) -> Rule:
        def complaints(page: Page) -> list[str]:
            return [f"{file.format(page.name)}, {finding}" for finding in function(page)]

        complaints.__name__, complaints.__doc__ = function.__name__, function.__doc__
        RULES.append(complaints)
        return complaints

    return ruled


@cache
def page(name: str) -> Page:
    """The lesson of this name. Raises TableError for data that does not fit, or is not there."""
    file = NOTEBOOKS / f"{name}.ipynb"
    if file.exists() and name not in lessons.names():
        return Page(name, nbformat.read(file, as_version=4), None, {}, 0)
    header, asked, more = lesson_page(name), questions(name), question_page(name)
    if not file.exists():
        raise tables.TableError(f"{NOTEBOOK.format(name)} is missing; expected the lesson itself.")
    notebook, claims = nbformat.read(file, as_version=4), tables.table("claims")
    count = int((claims["lesson"] == name).sum())
    return Page(name, notebook, header, asked, count, more.imports, more.prediction)


def findings(name: str) -> list[str]:
    """What all rules say of a lesson; where its data cannot be read, what is wrong with that."""
    try:
        found = page(name)
    except tables.TableError as error:
        return str(error).splitlines()
    return [finding for rule in RULES for finding in rule(found)]


# --- parts of a notebook


def cells(page: Page, kind: str) -> Iterator[tuple[str, NotebookNode]]:
    """The cells of one type, each with its name for a sentence."""
    for number, cell in enumerate(page.notebook.cells, start=1):
        if cell.cell_type == kind:
            yield f"cell {number}", cell


def prose(page: Page) -> Iterator[tuple[str, NotebookNode]]:
    """The Markdown cells that an author wrote."""
    return (named for named in cells(page, "markdown") if is_prose(named[1]))


def tagged(cell: NotebookNode, tag: str) -> bool:
    return tag in cell.metadata.get("tags", ())


def outputs(page: Page) -> Iterator[tuple[str, NotebookNode]]:
    for place, cell in cells(page, "code"):
        for output in cell.outputs:
            yield place, output


def shown(page: Page, kind: str) -> Iterator[tuple[str, Any]]:
    """What the cells show of one mime type."""
    for place, output in outputs(page):
        if kind in output.get("data", {}):
            yield place, output.data[kind]


def code(page: Page) -> Iterator[tuple[str, ast.AST]]:
    """The syntax tree of each code cell that is plain Python."""
    for place, cell in cells(page, "code"):
        try:
            yield place, ast.parse(cell.source)
        except SyntaxError:
            continue  # rule plain_python says so


def calls(page: Page, *names: str) -> Iterator[tuple[str, str, str]]:
    """Calls of methods with these names: place, method, first argument if it is a text."""
    for place, node in nodes(page, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield place, node.func.attr, _first_text(node)


def nodes(page: Page, *kinds: type[ast.AST]) -> Iterator[tuple[str, Any]]:
    """The pieces of syntax of some kinds in the code cells."""
    for place, tree in code(page):
        for node in ast.walk(tree):
            if isinstance(node, kinds):
                yield place, node


def _first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def prose_blocks(page: Page) -> Iterator[tuple[str, NotebookNode, Block]]:
    for place, cell in prose(page):
        for block in blocks(cell.source):
            yield place, cell, block


def links(page: Page) -> Iterator[tuple[str, str, str]]:
    """Every link that a reader meets: place, text, address."""
    texts = [(place, cell.source) for place, cell in cells(page, "markdown")]
    for place, text in [*texts, *shown(page, "text/markdown")]:
        for block in blocks(text):
            for label, address in block.links:
                yield place, label, address


# --- as executed


@rule(NOTEBOOK)
def counted(page: Page) -> Iterator[str]:
    """Every cell has run, in order, in a fresh kernel."""
    for number, (place, cell) in enumerate(cells(page, "code"), start=1):
        if cell.execution_count != number:
            yield (
                f"{place}: execution count is {cell.execution_count}; expected {number}: "
                "run python start.py notebooks."
            )


@rule(NOTEBOOK)
def quiet(page: Page) -> Iterator[str]:
    """No cell ends in an error or a warning."""
    for place, output in outputs(page):
        if output.output_type == "error":
            yield f"{place}: stored with the error {output.ename}; expected none."
        if output.get("name") == "stderr":
            yield f"{place}: prints to stderr ({output.text[:60]!r}); expected nothing."


KEYS = re.compile(r"[{}]|\(\d+\.\d+, |\b[a-z]+_[a-z0-9]+|\b(pth|us|eu|uk)\b")


@rule(NOTEBOOK)
def printed_in_words(page: Page) -> Iterator[str]:
    """What a cell prints is for a reader: no brackets of Python, no key of a table."""
    for place, output in outputs(page):
        if output.get("name") == "stdout" and (found := KEYS.search(output.text)):
            yield f"{place}: prints “{found.group()}”, as Python writes it; expected words."


@rule(NOTEBOOK)
def stateless(page: Page) -> Iterator[str]:
    """No widget state is stored."""
    if "widgets" in page.notebook.metadata:
        yield "metadata: widget state is stored; expected none."


@rule(NOTEBOOK)
def within_budget(page: Page) -> Iterator[str]:
    """A notebook is small, whatever its pictures for previews."""
    lean = nbformat.from_dict(page.notebook)
    for cell in lean.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("image/png", None)
    size = len(nbformat.writes(lean).encode())
    if size > BUDGET_BYTES:
        yield f"whole file: {size:,} bytes without PNG; expected at most {BUDGET_BYTES:,}."


@rule(NOTEBOOK)
def no_handles(page: Page) -> Iterator[str]:
    """No cell has a widget or another live object as its value: its text is never the same."""
    for place, output in outputs(page):
        if output.output_type != "execute_result":
            continue
        text = output.data.get("text/plain", "")
        if WIDGET in output.data or re.search(r"DisplayHandle|0x[0-9a-f]{6,}|Widget\(", text):
            yield f"{place}: its value is a live object; expected `.show()` or a number."


# --- shape


@rule(NOTEBOOK)
def titled(page: Page) -> Iterator[str]:
    """The first cell is the title of the lesson and its promise; there is no second title."""
    top = [block for _, _, block in prose_blocks(page) if block.level == 1]
    if len(top) != 1:
        yield f"whole file: {len(top)} headings of level 1; expected exactly one."
    first = list(blocks(page.notebook.cells[0].source))
    title = page.lesson.title if page.lesson else ""
    if not first or first[0].level != 1 or title not in first[0].text:
        yield f"cell 1: does not begin with the title; expected “# {title}”."
    if [block.level for block in first[1:2]] != [0]:
        yield "cell 1: the title stands alone; expected the promise below it."


@rule(NOTEBOOK)
def headings_in_order(page: Page) -> Iterator[str]:
    """No heading level is left out."""
    above = 0
    for place, _, block in prose_blocks(page):
        if block.level > above + 1:
            yield f"{place}: “{block.text}” has level {block.level}; expected at most {above + 1}."
        above = block.level or above


@rule(NOTEBOOK)
def short_cells(page: Page) -> Iterator[str]:
    """Code is short enough to be read by a beginner."""
    lines = {place: len(cell.source.splitlines()) for place, cell in cells(page, "code")}
    for place, count in lines.items():
        if count > MOST_LINES:
            yield f"{place}: {count} lines of code; expected at most {MOST_LINES}."
    if lines and (median := statistics.median(lines.values())) > MEDIAN_LINES:
        yield f"code cells: median {median} lines; expected at most {MEDIAN_LINES}."


@rule(NOTEBOOK)
def introduced(page: Page) -> Iterator[str]:
    """A sentence stands before each code cell, and the last word is not code."""
    before = None
    for number, cell in enumerate(page.notebook.cells, start=1):
        if cell.cell_type == "code" and not _says_something(before):
            yield f"cell {number}: code without a sentence before it; expected a Markdown cell."
        before = cell
    if before is not None and before.cell_type == "code":
        yield "last cell: code; expected a Markdown cell that says what it means."


def _says_something(cell: NotebookNode | None) -> bool:
    if cell is None or cell.cell_type != "markdown":
        return False
    return any(block.level == 0 and block.text for block in blocks(cell.source))


@rule(NOTEBOOK)
def folded_and_locked(page: Page) -> Iterator[str]:
    """Code that only shows something is folded, and nothing of the lesson is lost by accident."""
    for number, cell in enumerate(page.notebook.cells, start=1):
        expected = seat(cell)
        found = {key: cell.metadata[key] for key in SEAT if key in cell.metadata}
        if found != expected:
            yield f"cell {number}: {found}; expected {expected}: run python start.py notebooks."


@rule(NOTEBOOK)
def slides(page: Page) -> Iterator[str]:
    """Every cell says where it stands in the deck."""
    for number, cell in enumerate(page.notebook.cells, start=1):
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if kind not in SLIDE_TYPES:
            allowed = ", ".join(sorted(SLIDE_TYPES))
            yield f"cell {number}: slide type is {kind!r}; expected one of {allowed}."


@rule(NOTEBOOK)
def prediction_first(page: Page) -> Iterator[str]:
    """On a slide that asks for a prediction, what answers it comes with the next key."""
    asked = False
    for number, cell in enumerate(page.notebook.cells, start=1):
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if kind in ("skip", "notes"):
            continue
        if asked and cell.cell_type == "code" and kind == "-":
            yield f"cell {number}: comes with its Predict; expected a fragment or a new slide."
        asked = any(call == "predict" for call, _ in lessons.calls(cell)) or (
            cell.cell_type == "markdown" and "predict" in cell.source.lower()
        )


@rule(NOTEBOOK)
def plain_python(page: Page) -> Iterator[str]:
    """Cells are Python: no magic, no shell."""
    for place, cell in cells(page, "code"):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            yield f"{place}: line {error.lineno} is not plain Python; expected no magics."


@rule(NOTEBOOK)
def no_helpers(page: Page) -> Iterator[str]:
    """Helpers live in src/helpers, not in a notebook."""
    for place, node in nodes(page, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda):
        yield f"{place}: line {node.lineno} defines a helper; expected a call of src/helpers."


@rule(NOTEBOOK)
def no_control_set(page: Page) -> Iterator[str]:
    """Only the learner moves a control; a cell that does would change an earlier picture."""
    for place, node in nodes(page, ast.Attribute):
        if isinstance(node.ctx, ast.Store):
            yield f"{place}: sets .{node.attr}; expected the control to be left alone."


@rule(NOTEBOOK)
def own_lesson(page: Page) -> Iterator[str]:
    """A lesson opens itself, once, and shows its header; a page that is none opens no lesson."""
    made = [call for _, call in nodes(page, ast.Call) if getattr(call.func, "id", "") == "Lesson"]
    names = [_first_text(call) for call in made]
    if names != [page.name] * (wanted := page.lesson is not None):
        yield f"setup: opens {names}; expected Lesson({page.name!r}), and only if it is a lesson."
    if (count := len(list(calls(page, "header")))) != wanted:
        yield f"setup: shows the header {count} times; expected {int(wanted)}."


@rule(NOTEBOOK)
def safe(page: Page) -> Iterator[str]:
    """The safety line is there."""
    if not any("medical advice" in text for _, text in shown(page, "text/markdown")):
        yield "header: the safety line is missing; expected “… medical advice …”."


# --- pictures


@rule(NOTEBOOK)
def pictures_described(page: Page) -> Iterator[str]:
    """Who cannot see a picture learns the same from its text."""
    for place, output in outputs(page):
        if PICTURES & output.get("data", {}).keys():
            title = _title(output.data.get(PLOTLY, {}))
            yield from _faults(place, output.data.get("text/plain", ""), title)
    for place, _, block in prose_blocks(page):
        for text, address in block.images:
            yield from _faults(place, text, address)


def _title(figure: Mapping[str, Any]) -> str:
    title = figure.get("layout", {}).get("title", "")
    return title if isinstance(title, str) else title.get("text", "")


def _faults(place: str, alt: str, title: str) -> Iterator[str]:
    if len(alt) < SHORTEST_ALT or alt.startswith(("<", "VBox(", "Figure(")):
        yield f"{place}: the picture's text is {alt!r}; expected {SHORTEST_ALT} characters or more."
    elif alt.strip(" .").casefold() == title.strip(" .").casefold():
        yield f"{place}: the picture's text is its title; expected what the picture shows."
    elif re.search(r"</?[a-z]+[^>]*>", alt):
        yield f"{place}: the picture's text holds HTML; expected plain words."


# --- sources


@rule(NOTEBOOK)
def citations_resolve(page: Page) -> Iterator[str]:
    """A link that looks like a citation is one of references.bib, under its own name."""
    for place, label, address in links(page):
        if not (YEAR.search(label) or "doi.org/" in address):
            continue
        keys = references.cited(f"[{label}]({address})")
        if not keys:
            yield f"{place}: [{label}]({address}) is not in data/references.bib; add or correct it."
        elif YEAR.search(label) and label != (name := references.reference(keys[0]).label):
            yield f"{place}: [{label}] leads to {name}; expected the source's own label."


@rule(NOTEBOOK)
def references_complete(page: Page) -> Iterator[str]:
    """The list at the end holds exactly what the lesson cites."""
    listed = {
        key
        for _, cell in cells(page, "markdown")
        if tagged(cell, "references")
        for key in references.cited(cell.source)
    }
    cited = cited_keys(page)
    for key in sorted(cited - listed):
        yield f"references: {key} is cited but not listed; run python start.py notebooks."
    for key in sorted(listed - cited):
        yield f"references: {key} is listed but not cited; run python start.py notebooks."


def cited_keys(page: Page) -> set[str]:
    """What a lesson cites in its text, its outputs, its explorers, its questions and its claims."""
    written = (cell for _, cell in cells(page, "markdown") if not tagged(cell, "references"))
    texts = [cell.source for cell in written]
    texts += [text for _, text in shown(page, "text/markdown")]
    texts += [text for question in page.questions.values() for text in question_texts(question)]
    texts += [entry.explanation for entry in page.predictions]
    claims = tables.table("claims")
    keys = ";".join(claims.loc[claims["lesson"] == page.name, "source_keys"]).split(";")
    drawn = ";".join(out.get("metadata", {}).get("sources", "") for _, out in outputs(page))
    return {*references.cited("\n".join(texts)), *filter(None, [*drawn.split(";"), *keys])}


@rule(NOTEBOOK)
def references_last(page: Page) -> Iterator[str]:
    """The generated list, if there is one, is the last cell under its own heading."""
    places = [place for place, cell in cells(page, "markdown") if tagged(cell, "references")]
    last = f"cell {len(page.notebook.cells)}"
    if places not in ([], [last]):
        yield f"{', '.join(places)}: tagged references; expected the last cell only."
    if places and not page.notebook.cells[-1].source.startswith("## References\n"):
        yield f"{last}: expected the heading ## References."


@rule(NOTEBOOK)
def facts_cited(page: Page) -> Iterator[str]:
    """A number with a unit comes from a source, is derived in a worked example, or is supposed."""
    for place, cell, block in prose_blocks(page):
        supposed = tagged(cell, "worked-example") or block.text.startswith("Predict")
        fact = FACT.search(block.text)
        if fact and not supposed and not _cites(block):
            yield (
                f"{place}: “{fact[0]}” in “{block.text[:60]}…” has no source; expected a citation "
                "link in the paragraph, or the tag worked-example."
            )


def _cites(block: Block) -> bool:
    return any(references.cited(f"[{label}]({address})") for label, address in block.links)


@rule(NOTEBOOK)
def links_resolve(page: Page) -> Iterator[str]:
    """Links inside the course lead somewhere."""
    for place, label, address in links(page):
        parts = urllib.parse.urlsplit(address)
        if parts.scheme:
            continue
        path, anchor = urllib.parse.unquote(parts.path), urllib.parse.unquote(parts.fragment)
        if not (NOTEBOOKS / path).exists():
            yield f"{place}: [{label}]({address}): there is no such file."
        elif anchor and anchor not in _anchors(page, path):
            yield f"{place}: [{label}]({address}): there is no such heading."


def _anchors(page: Page, path: str) -> set[str]:
    """Where a link can lead within a notebook, spelled as JupyterLab does."""
    other = path and path != f"{page.name}.ipynb"
    notebook = nbformat.read(NOTEBOOKS / path, as_version=4) if other else page.notebook
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    headings = [block.text for text in sources for block in blocks(text) if block.level]
    named = re.findall(r'<a (?:id|name)="([^"]+)"', "\n".join(sources))
    return {heading.replace(" ", "-") for heading in headings} | set(named)


@rule(NOTEBOOK)
def terms_linked(page: Page) -> Iterator[str]:
    """A lesson's first use of a word leads to the glossary."""
    if page.name == glossary.START_PAGE:
        return
    written = list(prose(page))
    for (place, cell), text in zip(written, glossary.linked(cell.source for _, cell in written)):
        if cell.source != text:
            yield f"{place}: a glossary link is missing or stale; run python start.py notebooks."


# --- questions


@rule(QUESTIONS)
def imports_shared(page: Page) -> Iterator[str]:
    """What a solution's code uses is imported in the notebook, too: pasted there, it runs."""
    solutions = [found.solution for found in page.questions.values() if isinstance(found, Exercise)]
    used = {word for solution in solutions for word in re.findall(r"\w+", solution)}
    there = {
        name for _, node in nodes(page, ast.Import, ast.ImportFrom) for name in _imported(node)
    }
    for node in ast.parse(page.imports).body:
        for source, name, known_as in _imported(node):
            if known_as in used and (source, name, known_as) not in there:
                yield f"imports: the notebook does not import {name} from {source}; add it there."


def _imported(node: Any) -> Iterator[tuple[str, str, str]]:
    """Where each name of an import comes from, what it is there, and what it is here."""
    for name in node.names:
        yield getattr(node, "module", ""), name.name, name.asname or name.name


@rule(QUESTIONS)
def objectives_covered(page: Page) -> Iterator[str]:
    """Every objective has two questions and an exercise; every question has such an objective."""
    known = [goal.id for goal in page.lesson.objectives] if page.lesson else []
    asked, trained = _served(page, (Choice, Numeric)), _served(page, Exercise)
    for goal in known:
        if asked[goal] < 2:
            yield f"objective {goal}: {asked[goal]} questions; expected at least 2."
        if trained[goal] < 1:
            yield f"objective {goal}: no exercise; expected at least 1."
    for goal in sorted((asked + trained).keys() - set(known)):
        yield f"objective {goal}: named by a question; expected one of {', '.join(known)}."


def _served(page: Page, kinds: Any) -> Counter[str]:
    """How many questions of these kinds serve each objective."""
    chosen = [question for question in page.questions.values() if isinstance(question, kinds)]
    return Counter(goal for question in chosen for goal in objectives(question))


def objectives(question: Question) -> list[str]:
    """The objectives of a question: one, or for an exercise a list."""
    return [question.objective] if isinstance(question.objective, str) else list(question.objective)


@rule(NOTEBOOK)
def all_asked(page: Page) -> Iterator[str]:
    """Every question of the file stands in the notebook once, and only those."""
    exercises = {name for name, found in page.questions.items() if isinstance(found, Exercise)}
    others = page.questions.keys() - exercises
    for method, names in {"ask": others, "exercise": exercises, "check": exercises}.items():
        called = Counter(name for _, _, name in calls(page, method))
        for name in sorted(names | called.keys()):
            if called[name] != (name in names):
                yield (
                    f"lesson.{method}({name!r}): called {called[name]} times; expected "
                    f"{int(name in names)}."
                )
    if (count := len(list(calls(page, "claim_court")))) != bool(page.claims):
        yield f"lesson.claim_court(): called {count} times for {page.claims} claims."


@rule(NOTEBOOK)
def predictions_asked(page: Page) -> Iterator[str]:
    """Every prediction of the file stands in the notebook once, above what it opens."""
    called = [name for _, _, name in calls(page, "predict")]
    known = {entry.id for entry in page.predictions}
    for name in sorted(known | set(called)):
        if called.count(name) != (name in known):
            expected = int(name in known)
            count = called.count(name)
            yield f"lesson.predict({name!r}): called {count} times; expected {expected}."
    titles = cards(page)
    for entry in page.predictions:
        if entry.opens:
            yield from _opening_faults(entry, below(page, entry.id), titles)


def _opening_faults(
    entry: PredictionEntry, cells: list[NotebookNode], titles: Mapping[str, str]
) -> Iterator[str]:
    """It opens a card of its section, and what is shown before that card is asked as well."""
    at = [titles.get(cell.id) for cell in cells]
    if entry.opens not in at:
        found = ", ".join(filter(None, at)) or "no explorer"
        yield f"lesson.predict({entry.id!r}): opens {entry.opens!r}; below it stand {found}."
        return
    for cell in cells[: at.index(entry.opens)]:
        if cell.get("outputs") and not _asks(cell, "predict"):
            yield f"lesson.predict({entry.id!r}): {cell.id} shows something that does not wait."


def below(page: Page, prediction: str) -> list[NotebookNode]:
    """The cells of its section that come after a prediction."""
    for part in lessons.split(page.notebook):
        for number, cell in enumerate(part, start=1):
            if ("predict", prediction) in lessons.calls(cell):
                return list(part[number:])
    return []


def cards(page: Page) -> dict[str, str]:
    """The titles of what a prediction can open, by the id of the cell that shows it."""
    explorers = lessons.explorers(page.notebook)
    unseen = [cell.id for cell in page.notebook.cells if _asks(cell, "unseen_article")]
    return {cell: found.name for cell, found in explorers.items()} | dict.fromkeys(unseen, UNSEEN)


def _asks(cell: NotebookNode, *methods: str) -> bool:
    return any(call in methods for call, _ in lessons.calls(cell))


@rule(NOTEBOOK)
def each_section_asks_first(page: Page) -> Iterator[str]:
    """In every numbered section learners predict, unless it begins with its questions or claims."""
    for part in lessons.split(page.notebook):
        title = lessons.title(part)
        own = dropwhile(lambda cell: not lessons.is_heading(cell), part)  # the title stands before
        code = [cell for cell in own if cell.cell_type == "code"]
        begun = any(_asks(cell, "ask", "exercise", "claim_court") for cell in code[:1])
        predicted = any(_asks(cell, "predict") for cell in code)
        if title[0].isdigit() and not begun and not predicted:
            yield f"section {title!r}: nothing is predicted; expected lesson.predict(...)."


@rule(NOTEBOOK)
def exercise_cells(page: Page) -> Iterator[str]:
    """An exercise's cell is one blank a line, stops no cell below, and shares no name."""
    for place, cell in cells(page, "code"):
        for method, name in lessons.calls(cell):
            if method == "check" and isinstance(exercise := page.questions.get(name), Exercise):
                yield from (f"{place}: {fault}" for fault in _blank_faults(page, cell, exercise))


def _blank_faults(page: Page, cell: NotebookNode, exercise: Exercise) -> Iterator[str]:
    if not tagged(cell, "raises-exception"):
        yield "a slip here would stop the cells below; expected the tag raises-exception."
    given = "".join(f", {part}={part}" for part in exercise.parts)
    lines = [f"{part} = ..." for part in exercise.parts]
    lines.append(f'lesson.check("{exercise.id}"{given})')
    if cell.source.splitlines()[-len(lines) :] != lines:
        yield f"expected the lines {'; '.join(lines)} at its end."
    others = (other for _, other in cells(page, "code") if other is not cell)
    for other in _names("\n".join(other.source for other in others)) & exercise.parts.keys():
        yield f"the blank {other} is a name in another cell, too; expected one of its own."


def _names(source: str) -> set[str]:
    """The variables that some code sets or reads."""
    try:
        return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    except SyntaxError:
        return set()  # rule plain_python says so


@rule(QUESTIONS)
def three_hints(page: Page) -> Iterator[str]:
    """A learner who is stuck finds three hints and a solution."""
    for name, question in page.questions.items():
        if len([hint for hint in question.hints if hint.strip()]) != 3:
            yield f"question {name}: {len(question.hints)} hints; expected 3."
        if not question.solution.strip():
            yield f"question {name}: no solution; expected a worked one."


@rule(QUESTIONS)
def answer_kept(page: Page) -> Iterator[str]:
    """Neither a hint nor the message for a wrong answer gives the answer away."""
    for name, question in page.questions.items():
        for part in _judged(question):
            for text in (*part.hints, *wrong_messages(part)):
                if gives_away(part, text):
                    yield f"question {name}: “{text[:60]}…” holds the answer; expected a way to it."


def _judged(question: Question) -> list[Any]:
    return list(question.parts.values()) if isinstance(question, Exercise) else [question]


def wrong_messages(question: Choice | Numeric) -> list[str]:
    """What a learner reads after each foreseen wrong answer."""
    if isinstance(question, Choice):
        return [option.message for option in question.options if not option.right]
    return [mistake.message for mistake in question.mistakes]


def gives_away(question: Choice | Numeric, text: str) -> bool:
    """Tell whether a text holds the answer; a number that the question states is no secret."""
    if isinstance(question, Choice):
        return any(option.text in text for option in question.options if option.right)
    told = set(numbers(question.text))
    secret = (value for value in numbers(text) if value not in told)
    return any(math.isclose(value, question.answer, rel_tol=question.tolerance) for value in secret)


def numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in NUMBER.findall(text)]


@rule(QUESTIONS)
def key_holds(page: Page) -> Iterator[str]:
    """The right answer is taken, and every foreseen wrong answer gets its own message."""
    for name, question in page.questions.items():
        for part in _judged(question):
            yield from (f"question {name}: {fault}" for fault in _key_faults(part))


def _key_faults(question: Choice | Numeric) -> Iterator[str]:
    foreseen: list[tuple[Any, bool, str]]
    if isinstance(question, Choice):
        count = sum(option.right for option in question.options)
        if count != 1:
            yield f"{count} options are right; expected one."
        foreseen = [(option.text, option.right, option.message) for option in question.options]
    else:
        foreseen = [(question.answer, True, question.right)]
        foreseen += [(mistake.value, False, mistake.message) for mistake in question.mistakes]
    for answer, right, message in foreseen:
        verdict = question.judge(answer)
        if (verdict.right, verdict.message) != (right, message):
            yield f"{answer} is answered “{verdict.message[:50]}…”; expected “{message[:50]}…”."
    for message, count in Counter(message for _, _, message in foreseen).items():
        if count > 1 or not message.strip():
            yield f"“{message[:50]}…” stands {count} times; expected a message for each answer."


def question_texts(question: Question) -> Iterator[str]:
    """Everything that a question can show."""
    yield from (question.text, question.solution, *question.hints)
    for part in _judged(question):
        yield from wrong_messages(part)
        yield from _right_messages(part)


def _right_messages(question: Choice | Numeric) -> list[str]:
    if isinstance(question, Choice):
        return [option.message for option in question.options if option.right]
    return [question.right]


# --- time


@rule(HEADER)
def true_minutes(page: Page) -> Iterator[str]:
    """The minutes that the header states are those that reading and doing take."""
    if not page.lesson:
        return
    cells, tried = lessons.required(page.notebook), lessons.controls(page.notebook)
    counted = lessons.counted(cells, page.questions, tried, page.claims)
    stated = page.lesson.minutes
    if stated % 5 or abs(stated - counted) > MINUTES_OFF:
        yield (
            f"the header states {stated} minutes; counted {counted:.0f}. Call python -m "
            "tools.minutes, and store the lesson anew."
        )
