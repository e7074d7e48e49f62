"""Questions of practice that tell little of a class, for whoever writes questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.lesson.progress import Entry
from helpers.practice import Item, catalogue, draw
from tools.classroom.files import Student
from tools.classroom.results import MANY


@dataclass(frozen=True)
class Practised:
    """What a class did with one question of practice, over all cases of it.

    text: one of its cases. answered: first answers to a case. right: the share of them, 0 to 1.
    unchosen: options that nobody took.
    """

    name: str
    text: str
    answered: int
    right: float
    unchosen: tuple[str, ...]

    @property
    def tells_little(self) -> bool:
        """Whether everybody or nobody is right, or an option is idle."""
        return self.right in (0, 1) or bool(self.unchosen)


def practised(students: Sequence[Student]) -> Iterator[Practised]:
    """Each question that was answered so often that it is no chance, in the order of the course."""
    for item in catalogue().values():
        entries = [one for student in students for one in student.reviews.get(item.id, ())]
        if len(entries) >= MANY:
            right = sum(one["right"] for one in entries) / len(entries)
            unchosen = tuple(_unchosen(item, entries))
            yield Practised(item.id, draw(item.id, 1).text, len(entries), right, unchosen)


def _unchosen(item: Item, entries: Sequence[Entry]) -> Iterator[str]:
    """Options that read alike in every case, and that nobody took in any of them."""
    taken = {one["answer"] for one in entries}
    for option in getattr(item.entry, "options", ()):
        if "{" not in option.text and option.text not in taken:
            yield option.text
