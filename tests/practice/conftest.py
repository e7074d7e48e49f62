"""Each test is a new learner, with a clock that jumps."""

from datetime import datetime, timedelta, timezone

import pytest

from tests.lesson.conftest import displayed, progress_file, restart, shell

__all__ = ["Clock", "clock", "displayed", "progress_file", "restart", "shell"]


class Clock:
    """Tells the time as `progress.now` does; `days` lets some pass."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 19, 30, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> str:
        return self.time.isoformat(timespec="seconds")

    def days(self, number: float) -> None:
        self.time += timedelta(days=number)


@pytest.fixture
def clock() -> Clock:
    return Clock()
