"""The guide to a lesson: minutes, what to ask, what to expect, what goes wrong, and why."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from helpers.lesson.court import VERDICTS, parts_of, sources_of
from helpers.lesson.predict import turned_out
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import Choice, Numeric, Question
from tools.lessons import Material, Section, calls, outputs, parts

# The request, not "You predict, then explore".
PREDICT = re.compile(r"\bpredict\b(?!\**,)", re.IGNORECASE)
MADE = "*Made from the lesson's own data by `python start.py instructor`: change those, not this.*"


def guide(material: Material) -> str:
    """The guide to one lesson, in Markdown."""
    sections = material.sections
    pieces = [
        f"# Guide to {material.page.title}",
        MADE,
        f"[The lesson](../../notebooks/{material.name}.ipynb), about {material.page.minutes} "
        f"minutes. Before it: {material.page.prerequisites}",
        "**Take home.**",
        summary(sections[-1]),
        "## Objectives",
        objectives(material),
        "## Minutes",
        minutes(sections),
        *(piece for section in sections[:-1] for piece in section_guide(material, section)),
    ]
    return relinked("\n\n".join(pieces) + "\n")


def relinked(text: str) -> str:
    """Links between notebooks as they are from the folder of the guides."""
    return re.sub(r"\]\((\w+\.ipynb)", r"](../../notebooks/\1", text)


def summary(section: Section) -> str:
    """The paragraph, or the box of key points, under the last heading."""
    return paragraphs(section.cells[0])[1]


def paragraphs(cell: NotebookNode) -> list[str]:
    """The paragraphs of a cell."""
    return [part.strip() for part in str(cell.source).split("\n\n") if part.strip()]


def objectives(material: Material) -> str:
    """Each objective with the questions that serve it."""
    lines = []
    for goal in material.page.objectives:
        serving = [
            f"`{name}`"
            for name, question in material.questions.items()
            if goal.id in served(question)
        ]
        lines.append(f"- **{goal.id}**: {goal.text} Questions: {', '.join(serving)}.")
    return "\n".join(lines)


def served(question: Question) -> list[str]:
    """The objectives of a question: one, or for an exercise several."""
    return [question.objective] if isinstance(question.objective, str) else list(question.objective)


def minutes(sections: list[Section]) -> str:
    """The table of sections; its last row is the sum."""
    rows = [f"| {section.title} | {in_minutes(section.minutes)} |" for section in sections]
    total = sum(section.minutes for section in sections if not section.optional)
    return "\n".join(["| Section | Minutes |", "|---|---|", *rows, f"| **Together** | {total} |"])


def in_minutes(number: int) -> str:
    """Whole minutes; what takes less than half a minute is not nothing."""
    return str(number) if number else "< 1"


def section_guide(material: Material, section: Section) -> Iterator[str]:
    """What to ask and to expect in one section."""
    yield f"## {section.title} ({in_minutes(section.minutes)} min)"
    for number, cell in enumerate(section.cells):
        for paragraph in prompts(cell):
            yield f"**Ask first.** {asked(paragraph)}"
            yield from expected(section.cells[number + 1 :])
        for call, name in calls(cell):
            if call == "predict":
                yield from prediction(material, material.predictions[name])
    for name in section.asked:
        yield from question_guide(material.questions[name])
    if section.has_claims:
        yield from map(claim, material.claims.to_dict("records"))


def prompts(cell: NotebookNode) -> list[str]:
    """The paragraphs of a cell that ask for a prediction."""
    if cell.cell_type != "markdown":
        return []
    return [text for text in paragraphs(cell) if PREDICT.search(text)]


def prediction(material: Material, entry: PredictionEntry) -> Iterator[str]:
    """What to let learners guess before an explorer opens, and what turns out."""
    yield f"**Ask first.** {entry.text}"
    if entry.options:
        yield "\n".join(f"- {option}" for option in entry.options)
    yield f"**It turns out.** {turned_out(material.name, entry)}. {entry.explanation}"


def asked(paragraph: str) -> str:
    """A prompt without its first word where that says only "Predict"."""
    return paragraph.removeprefix("**Predict.** ")


def expected(cells: tuple[NotebookNode, ...]) -> Iterator[str]:
    """What the first picture or table after a prompt shows, and how the lesson explains it."""
    for cell in cells:
        if prompts(cell):
            return
        if picture := next((out["text/plain"] for out in outputs(cell) if "image/png" in out), ""):
            yield f"**They will see.** {picture}"
        if cell.source.startswith("**Explain.**"):
            yield f"**Then say.** {paragraphs(cell)[0].removeprefix('**Explain.** ')}"
            return


def question_guide(question: Question) -> Iterator[str]:
    """A question with its key, the misconception behind each wrong answer, hints and solution."""
    yield f"### `{question.id}` ({', '.join(served(question))})"
    yield question.text
    yield "\n".join(["| Answer | | What it means |", "|---|---|---|", *key(question)])
    hints = "\n".join(f"{number}. {hint}" for number, hint in enumerate(question.hints, 1))
    yield f"Hints, if they are stuck:\n\n{hints}"
    yield f"**Solution.** {question.solution}"


def key(question: Question) -> Iterator[str]:
    """A row for each foreseen answer: right or wrong, and what is said to it."""
    for name, part in parts(question).items():
        for answer, right, message in answers(part):
            label = f"`{name}`: {answer}" if name else answer
            yield f"| {cell_text(label)} | {'✓' if right else '✗'} | {cell_text(message)} |"


def answers(part: Choice | Numeric) -> Iterator[tuple[str, bool, str]]:
    """Each foreseen answer in words, whether it is right, and what is said to it."""
    if isinstance(part, Choice):
        yield from ((option.text, option.right, option.message) for option in part.options)
        return
    right = f"{part.answer:.5g} {part.unit} (± {100 * part.tolerance:.3g} %)"
    yield right, True, part.right
    for mistake in part.mistakes:
        yield f"{mistake.value:.5g} {part.unit}", False, mistake.message


def cell_text(text: str) -> str:
    """Text that does not end a table's cell or row."""
    return text.replace("|", "\\|").replace("\n", " ")


def claim(row: dict[str, str]) -> str:
    """A claim with our verdict, its reason and its sources."""
    sources = sources_of(row["source_keys"], row["checked"])
    verdict = VERDICTS[row["verdict"]].partition(":")[0]
    told = " ".join(filter(None, (parts_of(row["holds"], row["fails"]), row["reason"], sources)))
    return f"> {row['claim']}\n\n**{verdict}.** {told} (`{row['claim_id']}`)"
