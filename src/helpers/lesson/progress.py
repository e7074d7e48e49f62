"""What the learner has answered, kept in one small JSON file beside the notebooks."""

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

from filelock import FileLock, Timeout

Entry = dict[str, Any]
VERSION = 3
LARGEST = 1_000_000  # bytes of a file that is brought back; all answers together take a tenth
MOST_TRIES = 1_000_000
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
PATIENCE_S = 10  # for another kernel that is writing; then it has been stopped while it wrote
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Kept:
    """What a progress file holds.

    learner: a random id, the same on all machines that one person's file is carried to. nickname:
    what the learner wants to be called. answers by question id: right, tries, the latest answer,
    the first one, hints used, when. predictions by id: the value, when. reviews, in practice, by
    question id: each with its draw (the number that its case was drawn with), the first answer,
    whether it is right, hints used, when.
    """

    learner: str = ""
    nickname: str = ""
    answers: dict[str, Entry] = field(default_factory=dict)
    predictions: dict[str, Entry] = field(default_factory=dict)
    reviews: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many answers there are, in the lessons and in practice."""
        tried = sum(entry["tries"] > 0 for entry in self.answers.values())
        return tried + sum(map(len, self.reviews.values()))

    def text(self) -> str:
        """The text of a progress file."""
        return json.dumps({"version": VERSION, **asdict(self)}, indent=1)

    def merge(self, other: "Kept") -> None:
        """Take in another file, losing nothing."""
        if other.learner and not (self.learner and (self.answers or self.reviews)):
            self.learner = other.learner
        self.nickname = self.nickname or other.nickname
        for name, entry in other.answers.items():
            self.answers[name] = _merged(entry, self.answers.get(name, entry))
        for name, entry in other.predictions.items():
            both = (self.predictions.get(name, entry), entry)
            self.predictions[name] = min(both, key=lambda one: moment(one["when"]))
        for name, entries in other.reviews.items():
            self.reviews[name] = _united(self.reviews.get(name, []), entries)


class Progress:
    """The answers of one learner, in memory and in a file that several kernels share.

    A damaged file is set aside and never lost; where nothing can be written the answers last as
    long as Python runs. `trouble` then says so. `watchers` are called after each answer.
    """

    def __init__(self, path: Path):
        self.path, self.damage, self.unread, self.unsaved = path, "", "", ""
        self.watchers: dict[str, Callable[[], None]] = {}
        # Widget callbacks run in another thread than cells.
        self._lock = RLock()
        self.kept = self._read()

    @property
    def answers(self) -> dict[str, Entry]:
        """The answers by question id."""
        return self.kept.answers

    @property
    def trouble(self) -> str:
        """What is wrong with reading or saving, in sentences; empty if nothing is."""
        return " ".join(filter(None, (self.damage, self.unread, self.unsaved)))

    def record(self, question: str, right: bool, answer: str) -> None:
        """Note one attempt. A question once answered rightly stays right."""
        self.record_all([(question, right, answer)])

    def record_all(self, attempts: Iterable[tuple[str, bool, str]]) -> None:
        """Note several attempts, each with whether it is right and the answer, in one writing."""
        with self._changed():
            for question, right, answer in attempts:
                before = self.answers.get(question, _entry())
                first = answer if before["tries"] == 0 else before["first"]
                self.answers[question] = before | {
                    "right": right or before["right"],
                    "tries": before["tries"] + 1,
                    "answer": answer,
                    "first": first,
                    "when": now(),
                }

    def used_hints(self, question: str, count: int) -> None:
        """Note how many hints have been read."""
        with self._changed():
            before = self.answers.get(question, _entry())
            hints = max(count, before["hints"])
            self.answers[question] = before | {"hints": hints, "when": before["when"] or now()}

    def predict(self, name: str, value: str) -> None:
        """Note a prediction ("" for one that is skipped). The first one stays."""
        with self._changed():
            self.kept.predictions.setdefault(name, {"value": value, "when": now()})

    def predicted(self, name: str) -> str | None:
        """What was predicted, "" if it was skipped, None before."""
        return self.kept.predictions.get(name, {}).get("value")

    def review(self, question: str, entry: Entry) -> None:
        """Note an answer in practice."""
        with self._changed():
            before = self.kept.reviews.get(question, [])
            self.kept.reviews[question] = _united(before, [entry])

    def call_me(self, nickname: str) -> None:
        """Note what the learner wants to be called."""
        with self._changed():
            self.kept.nickname = nickname.strip()

    def look_again(self) -> None:
        """Take in what other lessons have written since: each has a kernel of its own."""
        with self._lock:
            self.kept.merge(self._read())
        self._notify()

    def add(self, other: Kept) -> int:
        """Add what another file holds; tells how many of its answers are new here."""
        with self._changed():
            before = self.kept.count
            self.kept.merge(other)
            return self.kept.count - before

    def text(self) -> str:
        """All of it as the text of a progress file."""
        with self._lock:
            return self.kept.text()

    def tried(self, question: str) -> bool:
        """Whether a question has been answered at all; hints alone are no answer."""
        return self.answers.get(question, _entry())["tries"] > 0

    def right(self, question: str) -> bool:
        """Whether a question has been answered rightly."""
        return self.answers.get(question, _entry())["right"]

    @contextmanager
    def _changed(self) -> Iterator[None]:
        """Read, change and write again, while no other thread or kernel does."""
        with self._lock, _alone(self.path):
            self.kept.merge(self._read())
            self.kept.learner = self.kept.learner or uuid.uuid4().hex
            yield
            self._write()
        self._notify()

    def _notify(self) -> None:
        for notify in list(self.watchers.values()):
            notify()

    def _read(self) -> Kept:
        self.unread = ""
        try:
            return kept_in(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            pass
        except OSError as error:
            self._leave(f"{self.path.name} cannot be read ({error.strerror}).")
        except UNREADABLE:
            self._set_aside()
        return Kept()

    def _set_aside(self) -> None:
        backup = self.path.with_suffix(f".damaged-{datetime.now():%Y%m%d-%H%M%S-%f}.json")
        try:
            self.path.replace(backup)
            self.damage = (
                f"{self.path.name} was damaged. It is kept as {backup.name}; a new one begins."
            )
        except OSError:
            self._leave(f"{self.path.name} is damaged and cannot be moved.")

    def _leave(self, reason: str) -> None:
        self.unread = f"{reason} It is left as it is; your answers count until Python stops."

    def _write(self) -> None:
        if self.unread:
            return
        try:
            write_atomically(self.path, self.text())
            self.unsaved = ""
        except OSError as error:
            self.unsaved = (
                f"Your answers cannot be saved in {self.path.parent.name}/ ({error.strerror}). "
                "They count until Python stops."
            )


# --- what is in a file


def brought_back(name: str, size: int, text: str) -> Kept:
    """What a file holds that the learner kept; `size` is in bytes.

    Raises ValueError with a sentence for a file that is empty, too large or of another kind.
    """
    if size > LARGEST:
        raise ValueError(f"“{name}” is too large ({size:,} bytes) for a file of your answers.")
    if not text.strip():
        raise ValueError(f"“{name}” is empty.")
    try:
        return kept_in(text)
    except UNREADABLE as error:
        raise ValueError(f"“{name}” is damaged, or is no file of your answers.") from error


def kept_in(text: str) -> Kept:
    """What the text of a progress file holds; one of UNREADABLE is raised if it is none.

    The first files had no version, no learner and no times, and are read as well.
    """
    page = json.loads(text)
    return Kept(
        str(page.get("learner", "")),
        str(page.get("nickname", "")),
        {name: checked(entry) for name, entry in page["answers"].items()},
        {name: _prediction(entry) for name, entry in page.get("predictions", {}).items()},
        {name: [*map(reviewed, entries)] for name, entries in page.get("reviews", {}).items()},
    )


def _entry() -> Entry:
    """A question before its first answer."""
    return {"right": False, "tries": 0, "answer": "", "first": "", "hints": 0, "when": ""}


def checked(entry: Any) -> Entry:
    """One answer of a file; one of UNREADABLE is raised for what is none."""
    tries, hints = int(entry["tries"]), int(entry.get("hints", 0))
    if not (0 <= tries <= MOST_TRIES and 0 <= hints <= MOST_TRIES):
        raise ValueError(f"{tries} tries and {hints} hints cannot be.")
    answer = str(entry["answer"])
    first = str(entry.get("first", answer if tries == 1 else ""))
    return {
        "right": bool(entry["right"]), "tries": tries, "answer": answer, "first": first,
        "hints": hints, "when": _time(entry),
    }  # fmt: skip


def _prediction(entry: Any) -> Entry:
    return {"value": str(entry["value"]), "when": _time(entry)}


def reviewed(entry: Any) -> Entry:
    """One answer in practice; one of UNREADABLE is raised for what is none."""
    draw, hints = int(entry["draw"]), int(entry["hints"])
    if not (0 <= draw <= MOST_TRIES and 0 <= hints <= MOST_TRIES):
        raise ValueError(f"Draw {draw} with {hints} hints cannot be.")
    return {
        "draw": draw, "right": bool(entry["right"]), "answer": str(entry["answer"]),
        "hints": hints, "when": _time(entry),
    }  # fmt: skip


def _united(one: list[Entry], other: list[Entry]) -> list[Entry]:
    """The answers of two lists in their order, each once."""
    every = {(entry["when"], entry["draw"]): entry for entry in (*one, *other)}
    return sorted(every.values(), key=lambda entry: (moment(entry["when"]), entry["draw"]))


def _time(entry: Any) -> str:
    """The time of an entry; "" for what is no time."""
    when = str(entry.get("when", ""))
    return when if moment(when) != LONG_AGO else ""


def now() -> str:
    """The time by the learner's own clock, with its distance from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def moment(when: str) -> datetime:
    """A time of a file, so that times of several time zones can be compared."""
    try:
        return datetime.fromisoformat(when).astimezone(UTC)
    except (ValueError, OverflowError):
        return LONG_AGO


def _merged(one: Entry, other: Entry) -> Entry:
    """The later answer of two, with the first of both; what was right stays right."""
    later, earlier = sorted(
        (other, one), key=lambda entry: (moment(entry["when"]), entry["tries"]), reverse=True
    )
    return later | {
        "right": one["right"] or other["right"],
        "tries": max(one["tries"], other["tries"]),
        "hints": max(one["hints"], other["hints"]),
        "first": earlier["first"] or later["first"],
    }


# --- files


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other kernels from writing; go on without that where it cannot be had.

    The lock lies among the machine's temporary files, so that the learner's folder stays tidy.
    """
    name = sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"magnesium-{name}.lock", timeout=PATIENCE_S)
    try:
        lock.acquire()
    except (OSError, NotImplementedError, Timeout):
        yield
        return
    try:
        yield
    finally:
        lock.release()


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that a reader or a crash sees the old or the new one, never a half.

    A link stays a link and a file keeps its rights.
    """
    target = path.resolve()
    part = target.with_name(f"{target.name}{uuid.uuid4().hex[:8]}.tmp")
    try:
        with part.open("x", encoding="utf-8") as file:
            file.write(text)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


@cache
def progress() -> Progress:
    """The learner's progress."""
    return Progress(progress_path())


def progress_path(folder: Path | None = None) -> Path:
    """Where the answers are kept: beside the notebook that is open, wherever the course lies.

    A kernel works in the folder of its notebook. MAGNESIUM_COURSE_PROGRESS names another file.
    """
    beside = (folder or Path.cwd()) / "progress.json"
    return Path(os.environ.get("MAGNESIUM_COURSE_PROGRESS") or beside)
