"""Which questions an examination asks: balanced by objective, then by difficulty."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from helpers.lesson.question_file import lesson_page
from helpers.practice import Item, catalogue


def named(item: Item) -> str:
    """The objective of a question as the command line names it, such as 03/serum."""
    return f"{item.lesson[:2]}/{item.objective}"


def objectives() -> Iterator[str]:
    """A line for each objective: its name, how many questions it has, what it says."""
    counts = Counter(map(named, catalogue().values()))
    for lesson in sorted({item.lesson for item in catalogue().values()}):
        for goal in lesson_page(lesson).objectives:
            if number := counts[f"{lesson[:2]}/{goal.id}"]:
                yield f"{lesson[:2]}/{goal.id:<12} {number:3}  {goal.text.rstrip('.;')}"


def served(wanted: Iterable[str]) -> list[Item]:
    """The questions of lessons (03) and objectives (03/serum); all of them if none is named.

    Raises ValueError with what is allowed for a name that is neither.
    """
    every = list(catalogue().values())
    names = list(wanted)
    known = {named(item) for item in every} | {item.lesson[:2] for item in every}
    for name in names:
        if name not in known:
            raise ValueError(
                f"--objectives: {name!r} is none; use {', '.join(sorted(known))}. "
                "--list tells what each is about."
            )
    return [item for item in every if not names or {named(item), item.lesson[:2]} & {*names}]


def choose(items: Sequence[Item], number: int, seed: int) -> list[Item]:
    """So many different questions: in turn of each objective, as even in difficulty as can be.

    Raises ValueError if there are not so many.
    """
    if not 1 <= number <= len(items):
        raise ValueError(
            f"--questions: {number} cannot be; these objectives have {len(items)} questions that "
            f"draw, so give 1 to {len(items)}."
        )
    left, chosen = list(items), list[Item]()
    Random(f"{seed} questions").shuffle(left)
    while len(chosen) < number:
        of_goal = Counter(map(named, chosen))
        of_level = Counter(one.difficulty for one in chosen)
        best = min(left, key=lambda one: (of_goal[named(one)], of_level[one.difficulty]))
        left.remove(best)
        chosen.append(best)
    return sorted(chosen, key=lambda one: (one.lesson, one.objective))
