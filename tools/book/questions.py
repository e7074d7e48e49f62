"""Questions, predictions, the claim court and what has been done, as cards of the book.

A card is whole in HTML: its fields have their names, and without JavaScript its answer unfolds.
What is right stands in a file of data (`store_records`) that static/questions.js loads.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from helpers.lesson.article import Sentence, articles
from helpers.lesson.court import VERDICTS
from helpers.lesson.live import source
from helpers.lesson.predict import turned_out
from helpers.lesson.question_file import Objective, PredictionEntry, question_page
from helpers.lesson.questions import Choice, Exercise, Numeric, Question
from helpers.lesson.record import served
from tools.book import question_records as records
from tools.book.data import store
from tools.book.question_records import inline, markdown
from tools.lessons import Material, lesson, names
from tools.slides.pieces import answer

Cells = tuple[str, dict[str, str], dict[str, str]]  # a name, and what is counted beside it
STATUS = '<div class="ask-said" role="status" aria-live="polite" tabindex="-1"></div>'
WITHOUT = "<noscript><p>Answers are kept where JavaScript runs.</p></noscript>"
NOTE = source("record.html").partition('<p class="note">')[2].partition("</p>")[0]
ANSWER = "Answer and explanation"


def store_records(materials: Iterable[Material]) -> None:
    """Keep what the scripts need for the cards of some lessons."""
    store("questions/tables", records.tables())
    store("questions/titles", records.titles(map(lesson, names())))
    for material in materials:
        store(f"questions/{material.name}", records.cards(material))


# --- questions


def question(material: Material, asked: Question) -> str:
    """A question or an exercise."""
    legend = f"<legend>{inline(asked.text)}</legend>"
    fields = f"<fieldset>{legend}{''.join(_fields(asked))}</fieldset>"
    helps = _button("Hint", "hint") + _button("Solution", "solution")
    inner = fields + _buttons(_submit("Check") + helps) + STATUS + _unfolding(_answer(asked))
    return _card("question", f"ask-{asked.id}", material.name, inner)


def _fields(asked: Question) -> Iterator[str]:
    """Where one answers."""
    if isinstance(asked, Choice):
        yield from (_radio("answer", one.text, inline(one.text)) for one in asked.options)
    elif isinstance(asked, Exercise):
        yield from (_box(name, part) for name, part in asked.parts.items())
    else:
        assert isinstance(asked, Numeric)
        yield _box("answer", asked)


def _radio(name: str, value: str, html: str) -> str:
    return (
        f'<label class="ask-option"><input type="radio" name="{name}" value="{escape(value)}">'
        f"<span>{html}</span></label>"
    )


def _box(name: str, part: Numeric) -> str:
    return (
        f'<label class="ask-box"><span>{escape(part.name)}</span><input type="text" name="{name}" '
        f'autocomplete="off" placeholder="{escape(part.wanted)}"></label>'
    )


def _answer(asked: Question) -> str:
    """The answer with its explanation."""
    return records.with_code(answer(asked))


# --- predictions


def prediction(material: Material, entry: PredictionEntry) -> str:
    """What is guessed before a picture is seen."""
    legend = f"<legend><strong>Predict.</strong> {inline(entry.text)}</legend>"
    options = "".join(_radio("guess", text, inline(text)) for text in entry.options)
    fields = f"<fieldset>{legend}{options or _scale(entry)}</fieldset>"
    buttons = _buttons(_submit("That is my guess") + _button("Skip", "skip"))
    compare = _button("Compare with your prediction", "compare", "hidden")
    told = f"**{turned_out(material.name, entry)}.** {entry.explanation}"
    inner = fields + buttons + STATUS + _buttons(compare) + _unfolding(markdown(told))
    return _card("prediction", f"predict-{entry.id}", material.name, inner)


def _scale(entry: PredictionEntry) -> str:
    """A slider that begins in the middle."""
    middle = entry.low + entry.step * round((entry.high - entry.low) / entry.step / 2)
    ends = f'min="{entry.low:g}" max="{entry.high:g}" step="{entry.step:g}" value="{middle:g}"'
    said = f"{middle:g} {escape(entry.unit)}".strip()
    return (
        f'<label class="ask-scale"><span>Your guess</span><input type="range" name="guess" {ends} '
        f'data-unit="{escape(entry.unit)}" aria-valuetext="{said}">'
        f'<b aria-hidden="true">{said}</b></label>'
    )


# --- claims


def court(material: Material) -> str:
    """The claims of a lesson, one after the other; without JavaScript all in a list."""
    verdicts = "".join(_radio("verdict", key, escape(text)) for key, text in VERDICTS.items())
    moves = _button("Previous claim", "back") + _button("Next claim", "next")
    live = (
        f'<div class="ask-claim" tabindex="-1"></div>{_fieldset("Your verdict", verdicts)}'
        f"{_fieldset('Which part does not hold?', '', 'hidden')}"
        f"{_buttons(_submit('Judge') + moves)}{STATUS}"
    )
    still = "".join(map(_still_claim, records.rows(material)))
    inner = f'<h3 class="ask-title">Claim court</h3><div class="ask-live">{live}</div>'
    return _card("court", "court", material.name, f"{inner}<noscript>{still}</noscript>")


def _still_claim(row: Mapping[str, Any]) -> str:
    claim = f"<blockquote>{escape(row['claim'])}</blockquote>"
    told = f"<p><strong>{VERDICTS[row['verdict']]}.</strong></p>{records.reasons(row)}"
    return f"{claim}{_details('Verdict and reason', told)}"


# --- the unseen article


def article(material: Material) -> str:
    """The synthetic pages with planted errors, each to unfold; every sentence has its label."""
    label = f"<p>These pages are <strong>{escape(articles().label)}</strong>.</p>"
    pages = "".join(
        f'<details class="article"{"" if page else " open"}>'
        f"<summary>{page + 1}. {escape(title)}</summary>{_page(material, page)}</details>"
        for page, title in enumerate(articles().titles)
    )
    return f'<div class="ask"><h3 class="ask-title">The unseen article</h3>{label}{pages}</div>'


def _page(material: Material, page: int) -> str:
    places = zip(articles().place, articles().page(page), strict=True)
    lines = "".join(
        _heading(place.heading) + _line(number, sentence)
        for number, (place, sentence) in enumerate(places, 1)
    )
    inner = f"{lines}{_buttons(_submit('Mark this page'))}{STATUS}"
    return _card("article", f"article-{page}", material.name, inner)


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>" if text else ""


def _line(number: int, sentence: Sentence) -> str:
    """A sentence, what can be said of it, and room for the reason."""
    kinds = articles().kinds
    options = "".join(
        f'<option value="{key}">{escape(text)}</option>' for key, text in kinds.items()
    )
    told = f"<p><strong>{escape(kinds[sentence.kind])}.</strong> {inline(sentence.reason)}</p>"
    return (
        f'<div class="ask-line"><p id="{sentence.id}">{number}. {escape(sentence.text)} '
        f'<em class="ask-label">[{escape(articles().label)}]</em></p>'
        f'<label class="ask-choice"><span>Sentence {number}</span><select name="{sentence.key}" '
        f'aria-describedby="{sentence.id}"><option value="">judge this sentence</option>{options}'
        f'</select></label><div class="ask-reason"></div>{_unfolding(told)}</div>'
    )


# --- progress


def progress(material: Material) -> str:
    """Where one stands in a lesson, with the buttons that save it and bring it back."""
    return _standing([material], "your-answers", "Your answers in this lesson")


def bar(material: Material) -> str:
    """One line at the top of a lesson: how far one is, and the way to save it."""
    save = '<a href="#your-answers">Save or bring back</a>'
    return f'<p class="ask-bar">{_filling("Done of this lesson")}{_count([material])} {save}</p>'


def done(material: Material) -> str:
    """What is done of a lesson, for a list of lessons; empty until it is begun."""
    return _count([material], "ask-begun")


def course_map() -> str:
    """All lessons with how far one is in each, the buttons, and the record by objective."""
    head = ("Lesson", "Questions right", "Claims judged")
    lessons = _table("Progress by lesson", head, (_lesson_cells(lesson(name)) for name in names()))
    return lessons + everything() + _record()


def _record() -> str:
    """What one can do, by objective: a statement of one's own, to print."""
    materials = [lesson(name) for name in names()]
    head = ("Objective", "Questions right", "Sentences of articles")
    goals = (_goal_cells(one.name, goal) for one in materials for goal in one.page.objectives)
    name = '<label class="ask-box"><span>Name</span><input type="text" autocomplete="off"></label>'
    far = f"<p>Magnesium and bone health: {_count(materials)}.</p>"
    table = _table("Progress by objective", head, goals)
    inner = f"{name}{far}{table}<p>{NOTE}</p>{_buttons(_button('Print my record', 'print'))}"
    return f'<div class="ask ask-record">{_details("Open my record", inner)}</div>'


def everything() -> str:
    """Where one stands in all lessons, with the buttons."""
    materials = [lesson(name) for name in names()]
    return _standing(materials, "all-answers", "Your answers in all lessons")


def _standing(materials: Sequence[Material], key: str, title: str) -> str:
    """How many questions are right, what to repeat, and the buttons for a file."""
    acts = {"save": "Save my answers", "bring": "Bring them back", "forget": "Forget them"}
    buttons = "".join(_button(text, act) for act, text in acts.items())
    far = f"{_filling(title)}<p>{_count(materials)}</p>"
    file = '<input type="file" accept=".json" hidden aria-label="A saved file">'
    return (
        f'<section class="ask ask-standing" id="{key}" aria-label="{title}">'
        f'<p class="ask-title">{title}</p>{far}<div class="ask-again"></div>{_buttons(buttons)}'
        f"{file}{STATUS}{WITHOUT}</section>"
    )


def _filling(title: str) -> str:
    return f'<progress max="1" value="0" aria-label="{title}"></progress>'


def _count(materials: Sequence[Material], more: str = "") -> str:
    """How much is done of some lessons, in words; it follows the answers."""
    asked, claims = _asked(materials), _claims(materials)
    judged = f", 0 of {len(claims.split())} claims judged" if claims else ""
    words = "" if more else f"0 of {len(asked.split())} questions right{judged}"
    return (
        f'<span class="ask-count {more}" data-questions="{asked}" data-claims="{claims}">'
        f"{words}</span>"
    )


def _asked(materials: Iterable[Material]) -> str:
    return " ".join(name for material in materials for name in material.questions)


def _claims(materials: Iterable[Material]) -> str:
    return " ".join(str(one) for material in materials for one in material.claims["claim_id"])


def _lesson_cells(material: Material) -> Cells:
    """A lesson with its link, and how many of its questions and claims are done."""
    page = material.page
    link = f'<a href="{material.name}.html">{escape(page.title)}</a>'
    asked, claims = _asked([material]), _claims([material])
    return (
        f"{link}<br>{inline(page.asks)} About {page.minutes} minutes.",
        {"questions": asked},
        {"claims": claims},
    )


def _goal_cells(name: str, goal: Objective) -> Cells:
    """An objective with its questions, and the sentences of the articles that try it out."""
    asked = (one.id for one in question_page(name).question if goal.id in served(one.objective))
    judged = (one.key for one in articles().sentences if one.objective == f"{name}/{goal.id}")
    text = f"{name[:2]}: {goal.text.rstrip('.;')}"
    return escape(text), {"questions": " ".join(asked)}, {"sentences": " ".join(judged)}


def _table(name: str, head: Iterable[str], rows: Iterable[Cells]) -> str:
    """A table whose numbers follow the answers."""
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    body = "".join(map(_row, rows))
    table = f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="ask-map" tabindex="0" role="region" aria-label="{name}">{table}</div>'


def _row(cells: Cells) -> str:
    name, *counted = cells
    numbers = "".join(_number(kind, ids) for one in counted for kind, ids in one.items())
    return f'<tr><th scope="row">{name}</th>{numbers}</tr>'


def _number(kind: str, ids: str) -> str:
    """How many of these are done; nothing where there are none."""
    return f'<td data-{kind}="{ids}">0 of {len(ids.split())}</td>' if ids else "<td></td>"


# --- pieces of a card


def _card(kind: str, key: str, name: str, inner: str) -> str:
    """A card; its data stand under `key` in those of the lesson."""
    return (
        f'<form class="ask" id="{key}" data-kind="{kind}" data-lesson="{name}" '
        f'autocomplete="off">{inner}</form>'
    )


def _fieldset(legend: str, fields: str, more: str = "") -> str:
    return f"<fieldset {more}><legend>{legend}</legend>{fields}</fieldset>"


def _buttons(buttons: str) -> str:
    return f'<div class="ask-buttons">{buttons}</div>'


def _submit(text: str) -> str:
    return f'<button type="submit" class="ask-main">{text}</button>'


def _button(text: str, act: str, more: str = "") -> str:
    return f'<button type="button" data-act="{act}" {more}>{text}</button>'


def _details(summary: str, html: str) -> str:
    return f"<details><summary>{summary}</summary>{html}</details>"


def _unfolding(html: str) -> str:
    """An answer for whom no script can give it; with scripts it is no part of the page."""
    return f"<noscript>{_details(ANSWER, html)}</noscript>"
