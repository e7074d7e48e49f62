"""What tests share. A busy machine is no bug: no example of a property has a deadline."""

import os
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

hypothesis.settings.register_profile("course", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("course")


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as it is built; a warning of Sphinx is an error.

    It takes half a minute: whoever needs it first builds it for all workers, and for all steps of
    `python start.py test`. No test may write into it.
    """
    from tools.book.__main__ import make  # Sphinx is slow to load

    base = tmp_path_factory.getbasetemp()
    of_all_workers = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    shelf = Path(os.environ.get("MAGNESIUM_COURSE_BOOK", of_all_workers)) / "a stick"
    shelf.mkdir(exist_ok=True)
    with FileLock(shelf / "lock"):
        if not (shelf / "book").exists():
            make(shelf / "unfinished")
            (shelf / "unfinished").rename(shelf / "book")
    return shelf / "book"
