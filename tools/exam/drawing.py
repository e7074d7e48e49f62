"""Draws the papers of an examination from its seed."""

import math
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from helpers.lesson.questions import Numeric, Question, questions
from helpers.practice import Case, Item, draw

LOWEST = 1 << 127  # a seed has 32 hexadecimal digits, the first of them from 8 on
DIGITS = 32
TRIES = 1000  # cases of one question, until one is new


@dataclass(frozen=True)
class Paper:
    """One paper: its letter, and its cases in order."""

    letter: str
    cases: tuple[Case, ...]


def new_seed() -> int:
    """A seed that nobody can guess."""
    return LOWEST | secrets.randbits(127)


def read_seed(text: str) -> int:
    """The seed that a key shows. Raises ValueError for a small one, or what is none."""
    try:
        seed = int(text, 16)
    except ValueError:
        seed = 0
    if len(text) != DIGITS or seed < LOWEST:
        raise ValueError(
            f"--seed: {text!r} cannot be used. The code of this course is public, so whoever "
            "guesses the seed has the papers and their keys; a small number is soon guessed. Leave "
            f"--seed out for a secret one, or give the {DIGITS} digits that keys.html shows."
        )
    return seed


def shown(seed: int) -> str:
    """A seed as a key shows it."""
    return f"{seed:x}"


def papers(seed: int, letters: Iterable[str], items: Sequence[Item]) -> Iterator[Paper]:
    """A paper for each letter, with a case of each question: none is public, or on two papers.

    Raises ValueError for a question that has too few cases for that.
    """
    taken: set[str] = set()
    for letter in letters:
        cases = tuple(_case(f"{seed} {letter}", item, taken) for item in items)
        taken |= {case.text for case in cases}
        yield Paper(letter, cases)


def _case(name: str, item: Item, taken: set[str]) -> Case:
    for number in range(TRIES):
        # As big as the seed, or the cases could be tried out one after the other.
        digest = sha256(f"{name} {item.id} {number}".encode()).digest()
        case = draw(item.id, int.from_bytes(digest))
        if case.text not in taken and not is_public(case):
            return case
    raise ValueError(f"the question {item.id} has too few cases; ask for fewer --variants.")


def is_public(case: Case) -> bool:
    """Whether the lesson gives a case away: it asks the same, or has the same key."""
    fixed = questions(case.item.lesson).get(case.id)
    return fixed is not None and (fixed.text == case.text or _same_key(fixed, case.question))


def _same_key(fixed: Question, drawn: Question) -> bool:
    if not (isinstance(fixed, Numeric) and isinstance(drawn, Numeric)):
        return False  # of a choice, the options are public anyway
    return math.isclose(fixed.answer, drawn.answer, rel_tol=fixed.tolerance)
