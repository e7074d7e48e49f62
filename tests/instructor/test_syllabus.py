"""The syllabuses add up."""

import re
from collections import Counter
from itertools import pairwise

import msgspec
import pytest

from helpers.records import read
from helpers.tables import TableError
from tools import lessons
from tools.instructor.syllabus import SyllabusEntry, SyllabusFile, sessions, syllabuses
from tools.instructor.teaching import teaching
from tools.lessons import lesson

PLAN = read("syllabus", SyllabusFile)
ROW = re.compile(r"^\| (\d):(\d\d) \| (.+) \| (\d+) \|$", re.M)


def entry(name: str) -> SyllabusEntry:
    return next(entry for entry in PLAN.syllabus if entry.name == name)


def taught(syllabus: SyllabusEntry, *places: str) -> SyllabusEntry:
    """The syllabus with these places in the class of its first session."""
    first, *others = syllabus.session
    session = (msgspec.structs.replace(first, taught=places), *others)
    return msgspec.structs.replace(syllabus, session=session)


@pytest.mark.parametrize(("name", "count"), [("four_sessions", 4), ("one_seminar", 1)])
def test_every_session_takes_its_ninety_minutes(name: str, count: int) -> None:
    pages = syllabuses()[name].split("\n## ")[1:]
    assert len(pages) == count
    for page in pages:
        rows = [(60 * int(h) + int(m), int(minutes)) for h, m, _, minutes in ROW.findall(page)]
        assert sum(minutes for _, minutes in rows) == 90
        assert rows[0][0] == 0
        for (start, minutes), (following, _) in pairwise(rows):
            assert following == start + minutes


@pytest.mark.parametrize("name", ["four_sessions", "one_seminar"])
def test_the_minutes_are_those_of_the_guides(name: str) -> None:
    for session in sessions(PLAN, entry(name)):
        taught = sum(
            teaching(step.place[0]).in_class(part)
            for step in session.steps
            for part in lesson(step.place[0]).sections
            if part.title == step.section.title
        )
        assert taught > 0
        assert taught + session.opening + session.talk + session.closing == 90
        assert session.talk >= PLAN.talk


def test_what_the_class_leaves_is_done_at_home() -> None:
    (seminar,) = sessions(PLAN, entry("one_seminar"))
    left = {step.place: minutes for step, minutes in seminar.left}
    votes = left["05_supplement_forms", "1. A label is not a dose"]
    assert 0 < votes < lesson("05_supplement_forms").sections[0].minutes
    whole = left["05_supplement_forms", "2. What gets in"]
    assert whole == lesson("05_supplement_forms").sections[1].minutes


def test_four_sessions_hold_the_whole_course_once() -> None:
    met: Counter[tuple[str, str]] = Counter()
    left = set()
    for session in sessions(PLAN, entry("four_sessions")):
        met.update(step.place for step in session.steps)
        left |= {step.place for step in session.home}
    parts = [(name, part) for name in lessons.names() for part in lesson(name).sections]
    whole = {(name, part.title) for name, part in parts if not part.optional}
    assert met.keys() | left >= whole
    assert not met.keys() & left
    assert set(met.values()) == {1}


@pytest.mark.parametrize("name", ["four_sessions", "one_seminar"])
def test_a_syllabus_fits_on_a_page(name: str) -> None:
    assert len(syllabuses()[name].splitlines()) < 60


def test_a_session_that_is_too_long_is_refused() -> None:
    long = entry("one_seminar")
    long = taught(long, *long.session[0].taught, "03_assessing_deficiency")
    with pytest.raises(TableError, match=r"-?\d+ of 90 minutes are left .* expected at least 5"):
        sessions(PLAN, long)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("07_more", "'07_more' is no lesson; expected one of 00_start_here"),
        ("00_start_here: Coffee", "00_start_here has no section 'Coffee', but What this course is"),
    ],
)
def test_an_unknown_place_is_answered_with_the_known_ones(place: str, said: str) -> None:
    wrong = taught(entry("one_seminar"), place)
    with pytest.raises(TableError, match=re.escape(said)):
        sessions(PLAN, wrong)
