"""Where the learner stands in each lesson: what is right, what was tried, what to repeat."""

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.lesson.progress import LONG_AGO, Entry, moment, progress
from helpers.lesson.question_file import LessonPage, lesson_page
from helpers.lesson.questions import texts
from helpers.tables import DATA, table


@dataclass(frozen=True)
class Tally:
    """How many of some questions were tried and are right, in how many tries, and the last day."""

    total: int
    tried: int
    right: int
    tries: int
    last: str


@dataclass(frozen=True)
class Standing:
    """One lesson: its page in data/lessons, and what has been answered in it."""

    name: str
    page: LessonPage
    questions: Tally
    claims: Tally
    repeat: tuple[str, ...]  # the texts of the questions that were tried and are not right yet
    missing: tuple[str, ...]  # and of those that were not tried

    @property
    def done(self) -> bool:
        """Whether every question is right and every claim judged."""
        return (
            self.questions.right == self.questions.total and self.claims.tried == self.claims.total
        )


def lessons() -> list[str]:
    """The names of all lessons, in their order."""
    return sorted(path.stem for path in (DATA / "lessons").glob("*.toml"))


def standing(lesson: str) -> Standing:
    """Where the learner stands in one lesson."""
    asked, claims = texts(lesson), table("claims")
    mine = claims.loc[claims["lesson"] == lesson, "claim_id"]
    repeat = tuple(text for name, text in asked.items() if _to_repeat(name))
    missing = tuple(text for name, text in asked.items() if not progress().tried(name))
    return Standing(lesson, lesson_page(lesson), tally(asked), tally(mine), repeat, missing)


def tally(names: Iterable[str]) -> Tally:
    """What has been answered of these questions or claims."""
    every = list(names)
    entries: list[Entry] = [progress().answers[key] for key in every if progress().tried(key)]
    return Tally(
        total=len(every),
        tried=len(entries),
        right=sum(entry["right"] for entry in entries),
        tries=sum(entry["tries"] for entry in entries),
        last=max((_day(entry["when"]) for entry in entries), default=""),
    )


def _to_repeat(question: str) -> bool:
    return progress().tried(question) and not progress().right(question)


def _day(when: str) -> str:
    """The day of an answer by the clock here; "" if it is not known."""
    time = moment(when)
    return "" if time == LONG_AGO else f"{time.astimezone():%Y-%m-%d}"
