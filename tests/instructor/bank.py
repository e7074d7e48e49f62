"""A lesson of awkward items, so that every exporter can be held to exact values."""

import nbformat.v4 as nb
import pandas as pd

from helpers.lesson.question_file import LessonPage, PredictionEntry
from helpers.lesson.questions import Choice, Exercise, Mistake, Numeric, Option, Question
from tools.instructor.bank import Item, plain_number
from tools.lessons import Material

HINTS = ("Read *again*.", "Is 3 < 5 & 5 > 3?", "Say “yes”.")


def asked(kind: type[Question], name: str, **more: object) -> Question:
    shared = {"objective": "1", "hints": HINTS, "solution": "Because **it is so**."}
    return kind(id=name, text=f"What about `{name}`?", **shared, **more)


MARKUP = asked(
    Choice,
    "markup",
    options=(
        Option("less (<) & “more”", "No: `a < b`."),
        Option("*more* than [this](https://example.org/?a=1&b=2)", "- yes\n- indeed", right=True),
        Option("Mg²⁺, 5 µg, −3 °C", "No."),
    ),
)
MASS = asked(
    Numeric,
    "mass",
    answer=310.0,
    unit="mg",
    right="Yes: 310 mg.",
    mistakes=(Mistake(1000.0, "That is the compound."), Mistake(12.75, "That is in *mmol*.")),
)
NEGATIVE = asked(Numeric, "negative", answer=-3.5, unit="mmol per day", right="A loss.")
TINY = asked(Numeric, "tiny", answer=1.25e-7, unit="g", right="Little.", tolerance=0.1)
COUNT = asked(Numeric, "count", answer=12, unit="tablets", right="A dozen.", tolerance=0.001)
ROUNDED = asked(Numeric, "rounded", answer=-14.353, unit="%", right="A seventh less.")
PARTS = asked(
    Exercise,
    "parts",
    parts={
        "first": asked(
            Numeric, "parts", answer=0.3333333333333, unit="g", right="A third.", label="first"
        ),
        "second": asked(
            Numeric,
            "parts",
            answer=2e6,
            unit="µg",
            label="second",
            right="Many.",
            mistakes=(Mistake(2.0, "In *grams*."),),
        ),
    },
)
QUESTIONS = (MARKUP, MASS, NEGATIVE, TINY, COUNT, ROUNDED, PARTS)
GUESS = PredictionEntry(
    id="guess",
    text="More or **[less](00_start_here.ipynb#RDA)**, then?",
    options=("More", "Less < more"),
    right="Less < more",
    explanation="It was measured.",
)
IDS = [
    "predict-guess", "markup", "mass", "negative", "tiny", "count", "rounded",
    "parts-first", "parts-second",
]  # fmt: skip
CITED = "[Fine 1991](https://doi.org/10.1172/JCI115317)"


def bank() -> Material:
    """The lesson: all is asked under one heading that cites one source."""
    asked_in = [f'lesson.ask("{question.id}")' for question in QUESTIONS]
    cells = [nb.new_markdown_cell(f"## 1. All & sundry\n\n{CITED}")]
    cells += [nb.new_code_cell(line) for line in asked_in]
    return Material(
        name="98_bank",
        page=LessonPage(
            title="9. A bank: <of> items",
            asks="What is asked?",
            minutes=10,
            prerequisites="None.",
            objectives=(),
        ),
        questions={question.id: question for question in QUESTIONS},
        claims=pd.DataFrame({"claim": []}),
        notebook=nb.new_notebook(cells=cells),
        predictions={"guess": GUESS},
    )


NO_MATCH = "Not right. A hint may help."
# To which item, what is answered (an option by its place), whether it is right, what is said.
# A number does not part from its unit at the end of a line.
ANSWERS: list[tuple[str, str, bool, str]] = [
    ("predict-guess", "1", False, "<p>It is: Less &lt; more.</p>"),
    ("predict-guess", "2", True, "<p>It is: Less &lt; more.</p>"),
    ("markup", "1", False, "<p>No: <code>a &lt; b</code>.</p>"),
    ("markup", "2", True, "<ul>\n<li>yes</li>\n<li>indeed</li>\n</ul>"),
    ("markup", "3", False, "<p>No.</p>"),
    ("mass", "310", True, "<p>Yes: 310\u00a0mg.</p>"),
    ("mass", "316.1", True, "<p>Yes: 310\u00a0mg.</p>"),
    ("mass", "303.9", True, "<p>Yes: 310\u00a0mg.</p>"),
    ("mass", "316.3", False, f"<p>{NO_MATCH}</p>"),
    ("mass", "303.7", False, f"<p>{NO_MATCH}</p>"),
    ("mass", "1000", False, "<p>That is the compound.</p>"),
    ("mass", "12.75", False, "<p>That is in <em>mmol</em>.</p>"),
    ("negative", "-3.5", True, "<p>A loss.</p>"),
    ("negative", "-3.56", True, "<p>A loss.</p>"),
    ("negative", "-3.44", True, "<p>A loss.</p>"),
    ("negative", "-3.58", False, f"<p>{NO_MATCH}</p>"),
    ("negative", "3.5", False, f"<p>{NO_MATCH}</p>"),
    ("tiny", "0.00000013", True, "<p>Little.</p>"),
    ("tiny", "0.00000014", False, f"<p>{NO_MATCH}</p>"),
    ("tiny", "0", False, f"<p>{NO_MATCH}</p>"),
    ("count", "12", True, "<p>A dozen.</p>"),
    ("count", "12.1", False, f"<p>{NO_MATCH}</p>"),
    ("rounded", "-14.353", True, "<p>A seventh less.</p>"),
    ("rounded", "-14", True, "<p>A seventh less.</p>"),
    ("rounded", "-13.9", False, f"<p>{NO_MATCH}</p>"),
    ("rounded", "14.353", False, f"<p>{NO_MATCH}</p>"),
    ("parts-first", "0.33", True, "<p>A third.</p>"),
    ("parts-first", "0.3", False, f"<p>{NO_MATCH}</p>"),
    ("parts-second", "2000000", True, "<p>Many.</p>"),
    ("parts-second", "2", False, "<p>In <em>grams</em>.</p>"),
]
# The bounds between which a number is right or a foreseen mistake, in order.
BOUNDS = {
    "mass": [("303.8", "316.2"), ("980", "1020"), ("12.495", "13.005")],
    "negative": [("-3.57", "-3.43")],
    "tiny": [("0.0000001125", "0.0000001375")],
    "count": [("11.988", "12.012")],
    "rounded": [("-14.64006", "-14.06594"), ("-14", "-14")],
    "parts-first": [("0.3266666667", "0.34")],
    "parts-second": [("1960000", "2040000"), ("1.96", "2.04")],
}
SOLUTION = (
    "<p><strong>Solution.</strong> Because <strong>it is so</strong>.</p>\n"
    "<p>Magnesium and bone health, lesson 98, section “1. All &amp; sundry”. CC BY 4.0.</p>"
)
GUESSED = "<p><strong>Less &lt; more.</strong> It was measured.</p>"
REQUEST = "<p>Enter here: <strong>second</strong>.</p>"


def closing(item: str) -> str:
    """What is said to every answer."""
    return GUESSED if item.startswith("predict-") else SOLUTION


def key(item: Item) -> str:
    """The right answer to a question, as it is given."""
    if isinstance(item.key, Numeric):
        return plain_number(item.key.answer)
    return next(f"option-{number}" for number, one in enumerate(item.key.options, 1) if one.right)
