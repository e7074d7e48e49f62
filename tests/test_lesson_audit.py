"""Every lesson keeps to every rule, and every rule is seen to complain about a spoiled lesson."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import references, tables
from helpers.lesson.question_file import LessonPage, Objective, PredictionEntry
from helpers.lesson.questions import Choice, Exercise, Mistake, Numeric, Option
from tools import audit
from tools.audit import PLOTLY, RULES, WIDGET, Page
from tools.folding import seat
from tools.glossary import set_glossary
from tools.lessons import names, pages

PAGES = pages()
LESSONS = names()
FINE, FIROZ = references.link("fine1991"), references.link("firoz2001")
AMOUNT = Objective("amount", "convert an amount;")
ALT = "The share falls from 65 % for the smallest serving to 11 % for the largest."


def test_every_lesson_has_its_notebook_and_its_questions() -> None:
    described = sorted(path.stem for path in (tables.DATA / "questions").glob("*.toml"))
    assert described == LESSONS
    assert set(LESSONS) <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_page_can_be_read(name: str) -> None:
    audit.page(name)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_page_keeps_to(rule: audit.Rule, name: str) -> None:
    try:
        page = audit.page(name)
    except tables.TableError:
        pytest.skip("its data cannot be read: see test_page_can_be_read")
    assert "\n".join(rule(page)) == ""


# --- a small lesson that keeps to every rule


def good() -> Page:
    notebook = new_notebook(cells=[*beginning(), *middle(), *end()])
    slide = {"slideshow": {"slide_type": "slide"}}
    for cell in notebook.cells:
        cell.metadata = slide | seat(cell) | cell.metadata
    set_glossary("99_small", notebook)
    lesson = LessonPage(
        title="Small lesson", asks="How much?", minutes=5, prerequisites="nothing.",
        objectives=(AMOUNT,),
    )  # fmt: skip
    return Page("99_small", notebook, lesson, questions(), claims=0, imports="import math")


def beginning() -> list[Any]:
    header = new_output("display_data", {"text/markdown": "> Nothing here is medical advice."})
    setup = "import math\nimport helpers.explorers.absorption\nfrom helpers import explorers"
    return [
        new_markdown_cell("# 99. Small lesson\n\nAfter it you can convert an amount."),
        new_markdown_cell("Run the next cell first."),
        run(1, f'{setup}\nlesson = Lesson("99_small")\nlesson.header()', header),
        new_markdown_cell(f"## Doses\n\nThey gave 80 mEq and less ({FINE})."),
    ]


def middle() -> list[Any]:
    figure = {"data": [], "layout": {"title": {"text": "Share absorbed"}}}
    picture = {PLOTLY: figure, WIDGET: {"model_id": "1"}, "text/plain": ALT}
    return [
        run(2, "explorers.absorption.schedule().show()", new_output("display_data", picture)),
        new_markdown_cell("One mmol weighs $24.305\\,\\mathrm{mg}$. [Up](#Doses)", **WORKED),
        run(3, "2 * 24.305", new_output("execute_result", {"text/plain": "48.61"})),
        new_markdown_cell("Two questions."),
        run(4, 'lesson.ask("which-unit")'),
        new_markdown_cell("**Predict.** What are 97 mg in mmol?"),
        run(5, 'lesson.ask("amount-of")'),
        new_markdown_cell("And in code:"),
        run(6, 'lesson.exercise("in-code")'),
        new_markdown_cell("Replace the dots."),
        run(7, BLANKS, metadata={"tags": ["raises-exception"]}),
    ]


def end() -> list[Any]:
    listed = f"## References\n\n1. {FINE}. A paper.\n2. {FIROZ}. Another."
    return [new_markdown_cell(listed, metadata={"tags": ["references"]})]


WORKED = {"metadata": {"tags": ["worked-example"]}}


BLANKS = 'one = ...\nlesson.check("in-code", one=one)'


def run(count: int, source: str, *outputs: Any, **more: Any) -> Any:
    return new_code_cell(source, execution_count=count, outputs=list(outputs), **more)


def questions() -> dict[str, Any]:
    hints = ("What does it count?", "Think of the charge.", f"Read {FIROZ}.")
    shared = {"objective": "amount", "hints": hints, "solution": "So it is."}
    options = (Option("mmol", "Yes, atoms.", right=True), Option("mEq", "That counts charges."))
    mass = Numeric(
        id="amount-of", text="What are 97.22 mg of magnesium?", **shared,
        answer=4.0, unit="mmol", right="Yes, 4 mmol.",
        mistakes=(Mistake(8.0, "That is mEq."), Mistake(97.22, "That is the mass.")),
    )  # fmt: skip
    return {
        "which-unit": Choice(
            id="which-unit", text="Which counts atoms?", **shared, options=options
        ),
        "amount-of": mass,
        "in-code": Exercise(id="in-code", text="Compute.", **shared, parts={"one": mass}),
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_lesson_passes(rule: audit.Rule) -> None:
    assert rule(good()) == []


# --- the same lesson, spoiled in one place

GUESS = PredictionEntry(
    id="share", text="How much?", right="half", options=("half", "all"), explanation="So it is."
)
SETUP, SHOWN, WORKED_CELL, PREDICTED, LAST = 2, 4, 5, 10, -1  # positions in good()


def source(position: int, text: str) -> Callable[[Page], Page]:
    """Spoil a cell by other text."""

    def spoil(page: Page) -> Page:
        page.notebook.cells[position].source = text
        return page

    return spoil


def added(text: str) -> Callable[[Page], Page]:
    """Spoil a page by one more paragraph."""
    return source(1, f"Run the next cell first.\n\n{text}")


def output(kind: str, *data: Any, **more: Any) -> Callable[[Page], Page]:
    def spoil(page: Page) -> Page:
        page.notebook.cells[SHOWN].outputs = [new_output(kind, *data, **more)]
        return page

    return spoil


def shown_alt(text: str) -> Callable[[Page], Page]:
    def spoil(page: Page) -> Page:
        page.notebook.cells[SHOWN].outputs[0].data["text/plain"] = text
        return page

    return spoil


def cell(position: int, **changes: Any) -> Callable[[Page], Page]:
    def spoil(page: Page) -> Page:
        page.notebook.cells[position].update(changes)
        return page

    return spoil


def without(position: int) -> Callable[[Page], Page]:
    def spoil(page: Page) -> Page:
        del page.notebook.cells[position]
        return page

    return spoil


def lesson(**changes: Any) -> Callable[[Page], Page]:
    return lambda page: replace(page, lesson=msgspec.structs.replace(page.lesson, **changes))


def question(name: str, **changes: Any) -> Callable[[Page], Page]:
    def spoil(page: Page) -> Page:
        return replace(
            page, questions=page.questions | {name: replace(page.questions[name], **changes)}
        )

    return spoil


def solved_with(imports: str, code: str) -> Callable[[Page], Page]:
    """Let a solution use an import that the notebook has not."""
    return lambda page: question("in-code", solution=code)(replace(page, imports=imports))


def metadata(**changes: Any) -> Callable[[Page], Page]:
    def spoil(page: Page) -> Page:
        page.notebook.metadata.update(changes)
        return page

    return spoil


LONG_LINES = "\n".join(f"a{line} = {line}" for line in range(13))
MISTAKES_ALIKE = (Mistake(8.0, "That is mEq."), Mistake(8.01, "That is the mass."))
SPOILED = [
    (audit.counted, cell(SHOWN, execution_count=None)),
    (audit.counted, cell(SHOWN, execution_count=7)),
    (audit.quiet, output("error", ename="ValueError", evalue="no", traceback=[])),
    (audit.quiet, output("stream", name="stderr", text="DeprecationWarning")),
    (audit.printed_in_words, output("stream", name="stdout", text="{}: eaten 0.576")),
    (audit.printed_in_words, output("stream", name="stdout", text="bone_surface: 163 mmol")),
    (audit.printed_in_words, output("stream", name="stdout", text="times: (11.0, 15.0)")),
    (audit.printed_in_words, output("stream", name="stdout", text="without pth: -24 %")),
    (audit.stateless, metadata(widgets={})),
    (audit.within_budget, output("stream", name="stdout", text="a" * 120_000)),
    (audit.folded_and_locked, source(SHOWN, "print(1)")),
    (audit.folded_and_locked, source(WORKED_CELL + 1, "lesson.course_map()")),
    (audit.no_handles, output("execute_result", {WIDGET: {}, "text/plain": "VBox()"})),
    (audit.no_handles, output("execute_result", {"text/plain": "<DisplayHandle display_id=1>"})),
    (audit.no_handles, output("execute_result", {"text/plain": "<X object at 0x7f3a5c0d1e10>"})),
    (audit.titled, source(0, "# Another title\n\nAfter it you can convert an amount.")),
    (audit.titled, source(0, "# 99. Small lesson")),
    (audit.titled, source(0, "## 99. Small lesson\n\nAfter it you can convert an amount.")),
    (audit.titled, added("# A second title")),
    (audit.headings_in_order, added("### Too deep")),
    (audit.short_cells, source(SHOWN, LONG_LINES)),
    (audit.short_cells, lambda page: median_of_five(page)),
    (audit.introduced, without(3)),
    (audit.introduced, source(3, "## Only a heading")),
    (audit.introduced, without(LAST)),
    (audit.slides, cell(SHOWN, metadata={})),
    (audit.slides, cell(SHOWN, metadata={"slideshow": {"slide_type": "page"}})),
    (audit.prediction_first, cell(PREDICTED, metadata={"slideshow": {"slide_type": "-"}})),
    (audit.plain_python, source(SHOWN, "%matplotlib inline")),
    (audit.no_helpers, source(SHOWN, "def half(x):\n    return x / 2")),
    (audit.no_helpers, source(SHOWN, "half = lambda x: x / 2")),
    (audit.no_control_set, source(SHOWN, "explorer.controls['dose'].value = 3")),
    (audit.own_lesson, source(SETUP, 'lesson = Lesson("05_other")\nlesson.header()')),
    (audit.own_lesson, source(SETUP, 'lesson = Lesson("99_small")')),
    (audit.safe, cell(SETUP, outputs=[])),
    (audit.pictures_described, shown_alt("A curve.")),
    (
        audit.pictures_described,
        shown_alt("VBox(children=(HTML(value='Absorption'), Box(children=())))"),
    ),
    (audit.pictures_described, shown_alt(f"{ALT} <strong>So it is.</strong>")),
    (audit.pictures_described, lambda page: alt_is_title(page)),
    (audit.pictures_described, added("![small](picture.png)")),
    (audit.citations_resolve, added("So it is ([Nobody 1999](https://doi.org/10.1000/nothing)).")),
    (audit.citations_resolve, added(f"So it is ({FINE.replace('Fine 1991', 'Fine 1990')}).")),
    (audit.references_complete, source(LAST, f"## References\n\n1. {FINE}.")),
    (audit.references_complete, added(f"So it is ({references.link('walker2003')}).")),
    (audit.references_complete, source(3, "## Doses\n\nNo source any more.")),
    (audit.references_last, cell(1, metadata={"tags": ["references"]})),
    (audit.references_last, source(LAST, f"{FINE} and {FIROZ}")),
    (audit.facts_cited, added("Bone holds 12.5 g of magnesium.")),
    (audit.facts_cited, added("About 60 % of it is in bone.")),
    (audit.facts_cited, added("A trial in 31 women.")),
    (audit.facts_cited, added("A trial (n = 31).")),
    (audit.facts_cited, added(f"One source ({FINE}).\n\n- but an item: 300 mg\n- another")),
    (audit.facts_cited, added("|form|share|\n|---|---|\n|oxide|60 %|")),
    (audit.facts_cited, added("It weighs $24.305\\,\\mathrm{mg}$.")),
    (audit.facts_cited, added("300 mg ([a page](https://example.org)).")),
    (audit.links_resolve, added("[Up](#No-such-heading)")),
    (audit.links_resolve, added("[Next](no_such_lesson.ipynb)")),
    (audit.terms_linked, added("An osteoclast.")),
    (audit.terms_linked, added("A word ([bone](00_start_here.ipynb#osteoclast)).")),
    (audit.imports_shared, solved_with("from helpers import tables", "tables.table('forms')")),
    (audit.imports_shared, solved_with("import math as numbers", "numbers.pi")),
    (audit.objectives_covered, lesson(objectives=(AMOUNT, Objective("more", "and more.")))),
    (audit.objectives_covered, question("which-unit", objective="unknown")),
    (audit.objectives_covered, question("in-code", objective=[])),
    (audit.all_asked, source(8, 'lesson.ask("no-such-question")')),
    (audit.all_asked, source(8, "1 + 1")),
    (audit.all_asked, source(8, 'lesson.ask("which-unit")\nlesson.ask("which-unit")')),
    (audit.all_asked, source(8, 'lesson.ask("which-unit")\nlesson.claim_court()')),
    (audit.all_asked, lambda page: replace(page, claims=3)),
    (audit.prediction_first, lambda page: predicted(page, "", slide="-")),
    (audit.predictions_asked, source(8, 'lesson.predict("no-such-guess")')),
    (audit.predictions_asked, lambda page: replace(page, predictions=(GUESS,))),
    (audit.predictions_asked, lambda page: predicted(page, "Absorption explorer", at=SHOWN)),
    (audit.predictions_asked, lambda page: predicted(page, "No such explorer")),
    (audit.predictions_asked, lambda page: predicted(page, "Absorption explorer", between=TOLD)),
    (audit.predictions_asked, lambda page: predicted(page, "Absorption explorer", between=NEXT)),
    (audit.each_section_asks_first, source(3, f"## 1. Doses\n\nThey gave 80 mEq ({FINE}).")),
    (audit.exercise_cells, source(-2, BLANKS.replace("...", "4.0"))),
    (audit.exercise_cells, source(-2, BLANKS.replace("one=one", ""))),
    (audit.exercise_cells, cell(-2, metadata={})),
    (audit.exercise_cells, source(WORKED_CELL + 1, "one = 2 * 24.305")),
    (audit.three_hints, question("which-unit", hints=("Think.", "Think again."))),
    (audit.three_hints, question("which-unit", solution=" ")),
    (audit.answer_kept, question("amount-of", hints=("It is 4.0 mmol.",) * 3)),
    (audit.answer_kept, question("which-unit", hints=("It is mmol.",) * 3)),
    (audit.answer_kept, question("amount-of", mistakes=(Mistake(8.0, "That is twice 4 mmol."),))),
    (audit.key_holds, question("amount-of", mistakes=(Mistake(4.01, "Too much."),))),
    (audit.key_holds, question("amount-of", mistakes=MISTAKES_ALIKE)),
    (audit.key_holds, question("amount-of", mistakes=(Mistake(8.0, ""),))),
    (
        audit.key_holds,
        question("which-unit", options=(Option("mEq", "No."), Option("mmol", "No!"))),
    ),
    (audit.true_minutes, lesson(minutes=20)),
    (audit.true_minutes, lesson(minutes=7)),
]


NEXT = new_markdown_cell("## Another section\n\nIts words.")
TOLD = run(3, "print(60)", new_output("stream", name="stdout", text="60"))


def predicted(
    page: Page, opens: str, at: int = SHOWN - 1, slide: str = "fragment", between: Any = None
) -> Page:
    """A lesson that asks for a guess in a cell after this one; then the explorer comes."""
    cells = page.notebook.cells
    if between:
        cells.insert(SHOWN, between)
    cells[SETUP].source += "\nfrom helpers import explorers\nimport helpers.explorers.absorption"
    cells.insert(at + 1, run(2, 'lesson.predict("share")'))
    shown = cells[SHOWN if at >= SHOWN else SHOWN + 1]
    shown.metadata["slideshow"] = {"slide_type": slide}
    return replace(page, predictions=(msgspec.structs.replace(GUESS, opens=opens),))


def test_a_prediction_above_its_explorer_is_well() -> None:
    for opens in ("", "Absorption explorer"):
        page = predicted(good(), opens)
        assert audit.predictions_asked(page) == audit.prediction_first(page) == []


@pytest.mark.parametrize(("first", "well"), [
    ('lesson.predict("share")', True), ('lesson.ask("which-unit")', True),
    ("lesson.claim_court()", True), ('lesson.exercise("in-code")', True), ("print(1)", False),
])  # fmt: skip
def test_a_section_that_begins_with_its_questions_needs_no_prediction(first: str, well: bool):
    page = good()
    page.notebook.cells[3].source = "## 1. Doses"
    page.notebook.cells.insert(4, run(2, first))
    assert (audit.each_section_asks_first(page) == []) == well


def median_of_five(page: Page) -> Page:
    for found in page.notebook.cells:
        if found.cell_type == "code":
            found.source += "\n1\n2\n3\n4"
    return page


def alt_is_title(page: Page) -> Page:
    data = page.notebook.cells[SHOWN].outputs[0].data
    data[PLOTLY]["layout"]["title"]["text"] = data["text/plain"].upper()
    return page


FILE = re.compile(r"(notebooks/99_small\.ipynb|data/(lessons|questions)/99_small\.toml), \w")


@pytest.mark.parametrize(
    ("rule", "spoil"), SPOILED, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(SPOILED)]
)
def test_a_spoiled_lesson_is_found(rule: audit.Rule, spoil: Callable[[Page], Page]) -> None:
    complaints = rule(spoil(deepcopy(good())))
    assert complaints
    assert all(FILE.match(line) and line.endswith(".") for line in complaints)


def test_every_rule_is_known_to_be_able_to_fail() -> None:
    assert {rule for rule, _ in SPOILED} == set(RULES)


@pytest.mark.parametrize("text", [
    "It takes 40 minutes to read.", "Python 3.11 is enough.", "Use `convert_amount(310, 'mg')`.",
    "Lesson 5 has 3 parts.", "Vitamin B12 comes later.", "Mg²⁺ has charge 2.",
])  # fmt: skip
def test_a_number_that_is_no_fact_needs_no_source(text: str) -> None:
    assert audit.facts_cited(added(text)(good())) == []


def test_of_a_lesson_without_data_the_file_to_begin_with_is_named() -> None:
    [finding] = audit.findings("99_small")
    assert finding.startswith("data/lessons/99_small.toml is missing; expected")


def test_a_table_may_cite_in_each_row() -> None:
    rows = f"|form|share|source|\n|---|---|---|\n|oxide|60 %|{FINE}|"
    assert audit.facts_cited(added(rows)(good())) == []
