"""The unseen article: a synthetic page with planted errors, on which each sentence is judged.

Page and sentences carry the label of data/articles.toml wherever they are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

import ipywidgets
import msgspec

from helpers.lesson.ask import trouble
from helpers.lesson.card import html, markdown, show_card
from helpers.lesson.live import Press, Status
from helpers.lesson.predict import covered
from helpers.lesson.progress import progress
from helpers.lesson.question_file import lesson_page
from helpers.lesson.stock import HTML, Button, Dropdown, HBox
from helpers.records import Record, read
from helpers.references import links

NAME = "The unseen article"
KEPT = "article/"  # how the key of an answer begins
HOLDS = "holds"  # the kind of a sentence without an error
UNDECIDED = "judge this sentence"


class Sentence(Record):
    """A sentence: its kind (see `kinds`), kinds that are right as well, and why.

    objective: what in the course it tries out, as "lesson/objective".
    """

    id: str
    kind: str
    objective: str
    text: str
    reason: str
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Under which an answer is kept."""
        return f"{KEPT}{self.id}"

    @property
    def given(self) -> str:
        """What was said of it, "" before."""
        return str(progress().answers[self.key]["first"]) if progress().tried(self.key) else ""

    def agrees(self, kind: str) -> bool:
        """Whether a kind is ours."""
        return kind in (self.kind, *self.also)


class Place(Record):
    """A place on a page and the sentences that can stand there, one for each page."""

    sentence: tuple[Sentence, ...]
    heading: str = ""


class Articles(Record):
    """All of data/articles.toml: the label, kinds of error in words, and the pages."""

    label: str
    kinds: dict[str, str]
    titles: tuple[str, ...]
    place: tuple[Place, ...] = msgspec.field(default_factory=tuple)

    def page(self, number: int) -> list[Sentence]:
        """The sentences of a page, counted from 0."""
        return [place.sentence[number] for place in self.place]

    @property
    def sentences(self) -> list[Sentence]:
        """Those of all pages."""
        return [one for number in range(len(self.titles)) for one in self.page(number)]


@cache
def articles() -> Articles:
    """The pages. Raises TableError for a file that does not fit."""
    return read("articles", Articles)


def holding(number: int) -> int:
    """How many sentences of a page hold."""
    return sum(one.kind == HOLDS for one in articles().page(number))


@dataclass(frozen=True)
class Score:
    """How some sentences were judged."""

    sentences: tuple[Sentence, ...]

    @property
    def judged(self) -> list[Sentence]:
        """Those that were judged."""
        return [one for one in self.sentences if one.given]

    @property
    def right(self) -> list[Sentence]:
        """Those that were judged as here."""
        return [one for one in self.judged if one.agrees(one.given)]

    @property
    def seen(self) -> tuple[int, int]:
        """Of how many errors something was said, whatever it was, and how many there are."""
        errors = [one for one in self.judged if one.kind != HOLDS]
        return sum(one.given != HOLDS for one in errors), len(errors)

    @property
    def doubted(self) -> int:
        """How many sentences that hold were called wrong."""
        return sum(one.kind == HOLDS != one.given for one in self.judged)


class ArticleCard:
    """One page at a time; a page that was marked stays as it was marked, with the reasons."""

    def __init__(self) -> None:
        titles = [(f"{n}. {title}", n - 1) for n, title in enumerate(articles().titles, 1)]
        self.page = Dropdown(options=titles, description="Article")
        self.rows = [Line(place.heading) for place in articles().place]
        fields = [row.kind for row in self.rows]
        self.mark = Press({"Mark this page": self._mark}, fields, primary=True)
        self.next = Button(description="Next article")
        self.status = Status()
        self.page.observe(lambda change: self._open(), "value")
        self.next.on_click(lambda button: self._next())
        self._open()

    def show(self) -> None:
        """Display the card."""
        show_card(NAME, self.parts(), text=self._stored_words())

    def parts(self) -> list[ipywidgets.Widget]:
        """What the card holds, from top to bottom."""
        title = html(NAME, "course-title")
        label = html(f"This page is <strong>{escape(articles().label)}</strong>.", "course-label")
        rows = [part for row in self.rows for part in row.parts()]
        buttons = HBox([self.mark, self.next])
        rest = [label, self.page, *rows, buttons, self.status]
        return covered(NAME, title, rest, ["Article", "Sentence"])

    def _stored_words(self) -> str:
        """What stands there without Python: no sentence whose error could not be told."""
        count, pages = len(articles().place), len(articles().titles)
        return (
            f"{NAME}: {pages} pages of {count} sentences, {articles().label}. In the running "
            "lesson you judge each sentence, and read what is wrong with it."
        )

    @property
    def _sentences(self) -> list[Sentence]:
        return articles().page(self.page.value)

    def _open(self) -> None:
        for row, sentence in zip(self.rows, self._sentences, strict=True):
            row.show(sentence)
        done = all(one.given for one in self._sentences)
        self.mark.disabled = done
        self.next.disabled = self.page.value == len(articles().titles) - 1
        self.status.say(markdown(self._scored()) if done else "")

    def _next(self) -> None:
        self.page.value += 1

    def _mark(self) -> None:
        open_ = [n for n, row in enumerate(self.rows, 1) if not row.judged]
        if open_:
            numbers = ", ".join(map(str, open_))
            return self.status.say(f"Not judged yet: sentence {numbers}.", "problem")
        page = zip(self.rows, self._sentences, strict=True)
        progress().record_all((one.key, one.agrees(row.judged), row.judged) for row, one in page)
        return self._open()

    def _scored(self) -> str:
        """How the page went, and what of the course to read again."""
        score = Score(tuple(self._sentences))
        seen, errors = score.seen
        words = (
            f"**{len(score.right)} of {len(score.judged)} sentences as we judge.** You saw {seen} "
            f"of {errors} planted errors, and doubted {score.doubted} of the "
            f"{len(score.judged) - errors} sentences that hold. The reasons stand under the "
            "sentences."
        )
        again = dict.fromkeys(one.objective for one in score.judged if one not in score.right)
        listed = "".join(f"\n- {told(objective)}" for objective in again)
        return words + (f"\n\nTo read again:\n{listed}" if again else "") + trouble()


class Line:
    """One sentence on the page, what is said of it, and afterwards why."""

    def __init__(self, heading: str):
        self.heading = heading
        self.text, self.reason = HTML(), HTML()
        kinds = articles().kinds
        self.kind = Dropdown(
            options=[(UNDECIDED, ""), *((text, kind) for kind, text in kinds.items())],
            layout={"width": "30rem", "max_width": "98%"},
        )

    @property
    def judged(self) -> str:
        """What was chosen, "" for nothing yet."""
        return str(self.kind.value)

    def parts(self) -> list[ipywidgets.Widget]:
        """A heading, if there is one, the sentence, the choice and the reason."""
        head = [html(escape(self.heading), "course-heading")] if self.heading else []
        return [*head, self.text, self.kind, self.reason]

    def show(self, sentence: Sentence) -> None:
        """Show another sentence, with the reason if it was judged before."""
        number = articles().sentences.index(sentence) % len(articles().place) + 1
        label = f'<em class="course-label">[{escape(articles().label)}]</em>'
        self.text.value = f"<div>{number}. {escape(sentence.text)} {label}</div>"
        self.kind.description = f"Sentence {number}"
        self.kind.value, self.kind.disabled = sentence.given, bool(sentence.given)
        why = markdown(reason(sentence)) if sentence.given else ""
        self.reason.value = f'<div class="course-reason">{why}</div>'


def reason(sentence: Sentence) -> str:
    """What is said to a sentence that was judged, in Markdown."""
    kinds, given = articles().kinds, sentence.given
    if sentence.agrees(given):
        verdict = "✓ As we judge."
    elif HOLDS in (given, sentence.kind):
        verdict = f"✗ We judge: {kinds[sentence.kind].lower()}."
    else:
        verdict = f"✗ It is wrong, yes, but for another reason: {kinds[sentence.kind].lower()}."
    source = f" Sources: {links(sentence.sources)}." if sentence.sources else ""
    return f"**{verdict}** {sentence.reason}{source}"


def told(objective: str) -> str:
    """An objective in words, with the number of its lesson."""
    lesson, _, key = objective.partition("/")
    (text,) = (goal.text for goal in lesson_page(lesson).objectives if goal.id == key)
    return f"Lesson {lesson[:2]}: {text.rstrip('.;')}"


def judged_of(sentences: Sequence[Sentence]) -> tuple[int, int]:
    """How many of some sentences were judged as here, and how many at all."""
    score = Score(tuple(sentences))
    return len(score.right), len(score.judged)
