"""What the learner has answered, kept in one small JSON file beside the notebooks."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

Entry = dict[str, Any]
NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
LARGEST = 1_000_000  # bytes of a file that is brought back; all answers together take a tenth
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)


class Progress:
    """Answers by question id: `{"right": bool, "tries": int, "answer": text, "when": text}`.

    A damaged file is set aside and never lost; where nothing can be written the answers last as
    long as Python runs. `trouble` then says so. `watchers` are called after each answer.
    """

    def __init__(self, path: Path):
        self.path, self.damage, self.unread, self.unsaved = path, "", "", ""
        self.watchers: dict[str, Callable[[], None]] = {}
        # Widget callbacks run in another thread than cells.
        self._lock = RLock()
        self.answers = self._read()

    @property
    def trouble(self) -> str:
        """What is wrong with reading or saving, in sentences; empty if nothing is."""
        return " ".join(filter(None, (self.damage, self.unread, self.unsaved)))

    def record(self, question: str, right: bool, answer: str) -> None:
        """Note one attempt. A question once answered rightly stays right."""
        with self._lock:
            self._merge(self._read())
            before = self.answers.get(question, {"right": False, "tries": 0})
            self.answers[question] = {
                "right": right or before["right"],
                "tries": before["tries"] + 1,
                "answer": answer,
                "when": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            }
            self._write()
        self._notify()

    def look_again(self) -> None:
        """Take in what other lessons have written since: each has a kernel of its own."""
        with self._lock:
            self._merge(self._read())
        self._notify()

    def add(self, answers: Mapping[str, Entry]) -> int:
        """Add answers from another file, losing none; tells how many questions they are new to."""
        with self._lock:
            self._merge(self._read())
            new = len(answers.keys() - self.answers.keys())
            self._merge(answers)
            self._write()
        self._notify()
        return new

    def text(self) -> str:
        """All answers as the text of a progress file."""
        with self._lock:
            return json.dumps({"answers": self.answers}, indent=1)

    def right(self, question: str) -> bool:
        """Whether a question has been answered rightly."""
        return self.answers.get(question, {}).get("right", False)

    def _merge(self, answers: Mapping[str, Entry]) -> None:
        for name, entry in answers.items():
            self.answers[name] = _merged(entry, self.answers.get(name, entry))

    def _notify(self) -> None:
        for notify in list(self.watchers.values()):
            notify()

    def _read(self) -> dict[str, Entry]:
        self.unread = ""
        try:
            return answers_of(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            pass
        except OSError as error:
            self._leave(f"{self.path.name} cannot be read ({error.strerror}).")
        except UNREADABLE:
            self._set_aside()
        return {}

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


def brought_back(name: str, size: int, text: str) -> dict[str, Entry]:
    """The answers in a file that the learner kept; `size` is in bytes.

    Raises ValueError with a sentence for a file that is empty, too large or of another kind.
    """
    if size > LARGEST:
        raise ValueError(f"“{name}” is too large ({size:,} bytes) for a file of your answers.")
    if not text.strip():
        raise ValueError(f"“{name}” is empty.")
    try:
        return answers_of(text)
    except UNREADABLE as error:
        raise ValueError(f"“{name}” is damaged, or is no file of your answers.") from error


def answers_of(text: str) -> dict[str, Entry]:
    """The answers in the text of a progress file; one of UNREADABLE is raised if it is none."""
    return {name: _checked(entry) for name, entry in json.loads(text)["answers"].items()}


def _checked(entry: Any) -> Entry:
    right, tries, answer = entry["right"], entry["tries"], entry["answer"]
    when = entry.get("when", "")  # the first files had no time
    return {"right": bool(right), "tries": int(tries), "answer": str(answer), "when": str(when)}


def _merged(one: Entry, other: Entry) -> Entry:
    """The later answer of two; what was right stays right."""
    latest = max(other, one, key=lambda entry: (entry["when"], entry["tries"]))
    tries = max(one["tries"], other["tries"])
    return latest | {"right": one["right"] or other["right"], "tries": tries}


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that a reader or a crash sees the old or the new one, never a half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


@cache
def progress() -> Progress:
    """The learner's progress."""
    return Progress(progress_path())


def progress_path() -> Path:
    """Where the answers are kept; MAGNESIUM_COURSE_PROGRESS names another file."""
    return Path(os.environ.get("MAGNESIUM_COURSE_PROGRESS", NOTEBOOKS / "progress.json"))
