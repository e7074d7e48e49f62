"""What the learner has answered, kept in one small JSON file beside the notebooks."""

import json
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

Entry = dict[str, Any]
NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"


class Progress:
    """Answers by question id: `{"right": bool, "tries": int, "answer": text}`.

    A damaged file is set aside and never lost; where nothing can be written the answers last as
    long as Python runs. `trouble` then says so. `watchers` are called after each answer.
    """

    def __init__(self, path: Path):
        self.path, self.damage, self.unsaved, self.writable = path, "", "", True
        self.watchers: dict[str, Callable[[], None]] = {}
        # Widget callbacks run in another thread than cells.
        self._lock = RLock()
        self.answers = self._read()

    @property
    def trouble(self) -> str:
        """What is wrong with reading or saving, in sentences; empty if nothing is."""
        return " ".join(filter(None, (self.damage, self.unsaved)))

    def record(self, question: str, right: bool, answer: str) -> None:
        """Note one attempt. A question once answered rightly stays right."""
        with self._lock:
            # Another lesson may have written since: its kernel has answers that this one lacks.
            for name, entry in self._read().items():
                self.answers[name] = _merged(entry, self.answers.get(name, entry))
            before = self.answers.get(question, {"right": False, "tries": 0})
            self.answers[question] = {
                "right": right or before["right"],
                "tries": before["tries"] + 1,
                "answer": answer,
            }
            self._write()
        for notify in self.watchers.values():
            notify()

    def right(self, question: str) -> bool:
        """Whether a question has been answered rightly."""
        return self.answers.get(question, {}).get("right", False)

    def _read(self) -> dict[str, Entry]:
        try:
            answers = json.loads(self.path.read_text(encoding="utf-8"))["answers"]
            return {name: _checked(entry) for name, entry in answers.items()}
        except FileNotFoundError:
            pass
        except OSError as error:
            self._keep_in_memory(f"{self.path.name} cannot be read ({error.strerror}).")
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
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
            self._keep_in_memory(f"{self.path.name} is damaged and cannot be moved.")

    def _keep_in_memory(self, reason: str) -> None:
        self.writable = False
        self.damage = f"{reason} It is left as it is; your answers count until Python stops."

    def _write(self) -> None:
        if not self.writable:
            return
        text = json.dumps({"version": 1, "answers": self.answers}, indent=1)
        try:
            write_atomically(self.path, text)
            self.unsaved = ""
        except OSError as error:
            self.unsaved = (
                f"Your answers cannot be saved in {self.path.parent.name}/ ({error.strerror}). "
                "They count until Python stops."
            )


def _checked(entry: Any) -> Entry:
    right, tries, answer = entry["right"], entry["tries"], entry["answer"]
    return {"right": bool(right), "tries": int(tries), "answer": str(answer)}


def _merged(stored: Entry, known: Entry) -> Entry:
    latest = max(stored, known, key=lambda entry: entry["tries"])
    return latest | {"right": stored["right"] or known["right"]}


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
    """The learner's progress; MAGNESIUM_COURSE_PROGRESS names another file."""
    return Progress(Path(os.environ.get("MAGNESIUM_COURSE_PROGRESS", NOTEBOOKS / "progress.json")))
