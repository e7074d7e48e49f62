"""The guide to a lesson: minutes, what to ask, what to expect, what goes wrong, and why."""

import re
from collections.abc import Iterable, Iterator
from string import ascii_uppercase

from nbformat import NotebookNode

from helpers.lesson.court import VERDICTS, parts_of, sources_of
from helpers.lesson.predict import turned_out
from helpers.lesson.question_file import PredictionEntry
from helpers.lesson.questions import Choice, Numeric, Question
from tools.instructor.teaching import (
    Discussion,
    TaughtSection,
    Teaching,
    Work,
    picture,
    stepped,
)
from tools.lessons import ASKED, Material, Section, calls, in_figures, parts

# The request, not "You predict, then explore".
PREDICT = re.compile(r"\bpredict\b(?!\**,)", re.IGNORECASE)
MADE = "*Made from the lesson's own data by `python start.py instructor`: change those, not this.*"
EXPLAIN = "**Explain.** "


def guide(teaching: Teaching) -> str:
    """The guide to one lesson, in Markdown."""
    material, page = teaching.material, teaching.page
    sections = material.sections[:-1]  # the last one is what to take home
    pieces = [
        f"# Guide to {material.page.title}",
        MADE,
        f"[The lesson](../../notebooks/{material.name}.ipynb), about {material.page.minutes} "
        f"minutes for a reader. Before it: {material.page.prerequisites}",
        "**Take home.**",
        summary(material.sections[-1]),
        "## Objectives",
        objectives(material),
        "## Minutes in class and at home",
        core(teaching),
        minutes(teaching),
        "## On the board",
        "\n".join(f"- {line}" for line in page.board),
        *(piece for section in sections for piece in section_guide(teaching, section)),
        f"## Exit ticket ({page.exit_ticket.minutes} min)",
        *work(page.exit_ticket),
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


# --- minutes


def core(teaching: Teaching) -> str:
    """What the class does, in a sentence."""
    taught = teaching.page.section
    votes = sum(len(section.vote) for section in taught)
    claims = sum(len(section.claims) for section in taught)
    return (
        f"In class: {counted(votes, 'question')} to vote on and {counted(claims, 'claim')} to "
        "judge, with what is told, predicted and discussed between them. The rest is for home. "
        "Steps are those of `python start.py present`: type the number, then Enter; N shows these "
        "notes."
    )


def counted(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number or 'no'} {what}" + "s" * (number != 1)


def minutes(teaching: Teaching) -> str:
    """The table of sections; its last row is the sum."""
    rows, sections = [], teaching.material.sections
    for section in sections:
        times = teaching.in_class(section), teaching.at_home(section)
        cells = (section.title, steps(teaching, section), *map(in_minutes, times))
        rows.append(f"| {' | '.join(cells)} |")
    ticket = teaching.page.exit_ticket.minutes
    together = [
        f"| Exit ticket |  | {ticket} |  |",
        f"| **Together** |  | {teaching.class_minutes} | {teaching.home_minutes} |",
    ]
    head = ["| Section | Steps | In class | At home |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, *together])


def in_minutes(number: int) -> str:
    """Whole minutes; none is a dash."""
    return str(number) if number else "–"


def steps(teaching: Teaching, section: Section) -> str:
    """The first and the last step of a section."""
    found = [step for cell in section.cells for step in teaching.steps_of(cell)]
    first, last = min(found), max(found)
    return str(first) if first == last else f"{first} to {last}"


# --- sections


def section_guide(teaching: Teaching, section: Section) -> Iterator[str]:
    """What to ask and to expect in one section."""
    taught = teaching.taught(section)
    yield f"## {section.title}"
    yield place(teaching, section)
    pieces = [piece for cell in section.cells for piece in cell_guide(teaching, taught, cell)]
    yield from pieces or [f"**Say.** {paragraphs(section.cells[0])[1]}"]
    yield from open_guide(teaching, section)


def open_guide(teaching: Teaching, section: Section) -> Iterator[str]:
    """What has no key in a section: what to discuss, what groups do, claims to judge."""
    taught = teaching.taught(section)
    if taught:
        yield from (piece for one in taught.discuss for piece in discussion(one))
        for task in taught.work:
            yield f"**Group work ({task.minutes} min).**"
            yield from work(task)
    if section.has_claims:
        yield from court(teaching.material, taught)


def place(teaching: Teaching, section: Section) -> str:
    """Where a section stands among the slides, and its minutes."""
    number = steps(teaching, section)
    where = f"Steps {number}" if " " in number else f"Step {number}"
    times = {"In class": teaching.in_class(section), "At home": teaching.at_home(section)}
    spent = (f"{place} {minutes} min." for place, minutes in times.items() if minutes)
    return f"*{' '.join([f'{where}.', *spent])}*"


def cell_guide(
    teaching: Teaching, taught: TaughtSection | None, cell: NotebookNode
) -> Iterator[str]:
    """What a cell asks, shows or explains."""
    yield from (f"**Ask first.** {asked(paragraph)}" for paragraph in prompts(cell))
    for call, name in calls(cell):
        yield from about(teaching, taught, cell, call, name)
    if seen := teaching.page.see.get(cell.id) or picture(cell):
        yield f"**They will see** (step {teaching.steps[cell.id]}). {seen}"
    if cell.source.startswith(EXPLAIN):
        yield f"**Then say.** {paragraphs(cell)[0].removeprefix(EXPLAIN)}"


def about(
    teaching: Teaching, taught: TaughtSection | None, cell: NotebookNode, call: str, name: str
) -> Iterator[str]:
    """A prediction or a question of a cell; nothing for its other calls."""
    material = teaching.material
    if call == "predict":
        yield from prediction(material, material.predictions[name])
    elif call in ASKED:
        vote = bool(taught and name in taught.vote)
        yield from question_guide(teaching, cell, material.questions[name], vote)


def prompts(cell: NotebookNode) -> list[str]:
    """The paragraphs of a cell that ask for a prediction."""
    if cell.cell_type != "markdown":
        return []
    return [text for text in paragraphs(cell) if PREDICT.search(text)]


def prediction(material: Material, entry: PredictionEntry) -> Iterator[str]:
    """What to let learners guess before an explorer opens, and what turns out."""
    yield f"**Ask first.** {entry.text}"
    if entry.options:
        yield "\n".join(lettered(entry.options))
    yield f"**It turns out.** {turned_out(material.name, entry)}. {entry.explanation}"


def lettered(options: Iterable[str]) -> list[str]:
    """Options as a class votes on them."""
    return [f"- {letter}. {option}" for letter, option in zip(ascii_uppercase, options)]


def asked(paragraph: str) -> str:
    """A prompt without its first word where that says only "Predict"."""
    return paragraph.removeprefix("**Predict.** ")


def discussion(entry: Discussion) -> Iterator[str]:
    """An open question to the class."""
    yield f"**Discuss ({entry.minutes} min).** {entry.text}"
    yield f"*Listen for:* {entry.listen_for}"


def work(entry: Work) -> Iterator[str]:
    """A task without a key, and its rubric."""
    yield entry.text
    rows = {"Full": entry.full, "Partly": entry.partly, "Not yet": entry.not_yet}
    lines = [f"| {level} | {cell_text(text)} |" for level, text in rows.items()]
    yield "\n".join(["| Answer | What is in it |", "|---|---|", *lines])


# --- questions


def question_guide(
    teaching: Teaching, cell: NotebookNode, question: Question, vote: bool
) -> Iterator[str]:
    """A question with its key, the misconception behind each wrong answer, hints and solution."""
    step = teaching.steps[cell.id] + stepped(cell).index(question.id)
    yield f"### `{question.id}` ({', '.join(served(question))})"
    yield f"**{'Vote' if vote else 'At home'}** (step {step}). {question.text}"
    yield "\n".join(["| Answer | | What it means |", "|---|---|---|", *key(question)])
    hints = "\n".join(f"{number}. {hint}" for number, hint in enumerate(question.hints, 1))
    yield f"Hints, if they are stuck:\n\n{hints}"
    yield f"**Solution.** {question.solution}"


def key(question: Question) -> Iterator[str]:
    """A row for each foreseen answer: right or wrong, and what is said to it."""
    for name, part in parts(question).items():
        for answer, right, message in answers(part):
            label = f"{part.label}: {answer}" if name else answer
            yield f"| {cell_text(label)} | {'✓' if right else '✗'} | {cell_text(message)} |"


def answers(part: Choice | Numeric) -> Iterator[tuple[str, bool, str]]:
    """Each foreseen answer in words, whether it is right, and what is said to it."""
    if isinstance(part, Choice):
        for letter, option in zip(ascii_uppercase, part.options):
            yield f"{letter}. {option.text}", option.right, option.message
        return
    right = f"{in_figures(part.answer)} {part.unit}".rstrip()
    yield f"{right} (± {100 * part.tolerance:.3g} %)", True, part.right
    for mistake in part.mistakes:
        yield f"{mistake.value:.5g} {part.unit}".rstrip(), False, mistake.message


def cell_text(text: str) -> str:
    """Text that does not end a table's cell or row."""
    return text.replace("|", "\\|").replace("\n", " ")


# --- claims


def court(material: Material, taught: TaughtSection | None) -> Iterator[str]:
    """The claims that the class judges, then the others."""
    chosen = material.claims["claim_id"].isin(taught.claims if taught else ())
    for heading, rows in (("In class", chosen), ("At home", ~chosen)):
        if rows.any():
            yield f"### {heading}"
            yield from map(claim, material.claims[rows].to_dict("records"))


def claim(row: dict[str, str]) -> str:
    """A claim with our verdict, its reason and its sources."""
    sources = sources_of(row["source_keys"], row["checked"])
    verdict = VERDICTS[row["verdict"]].partition(":")[0]
    told = " ".join(filter(None, (parts_of(row["holds"], row["fails"]), row["reason"], sources)))
    return f"> {row['claim']}\n\n**{verdict}.** {told} (`{row['claim_id']}`)"
