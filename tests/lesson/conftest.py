"""Each test is a new learner: no answers yet, and what a cell shows can be looked at."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from helpers.lesson.progress import progress


@pytest.fixture(autouse=True)
def progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's answers are kept."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("MAGNESIUM_COURSE_PROGRESS", str(path))
    progress.cache_clear()
    yield path
    progress.cache_clear()


@pytest.fixture
def restart() -> Callable[[], None]:
    """What a restarted kernel does: all that was in memory is gone."""
    return progress.cache_clear


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> InteractiveShell:
    """IPython, which `display` needs; without its history and its user's settings."""
    config = Config()
    config.HistoryManager.enabled = False
    folder = str(tmp_path_factory.mktemp("ipython"))
    return InteractiveShell.instance(config=config, ipython_dir=folder)


@pytest.fixture
def displayed(shell: InteractiveShell) -> Iterator[Callable[[], list[Any]]]:
    """Call it for what was displayed so far, each with its data and metadata."""
    with capture_output(stdout=False, stderr=False) as captured:
        yield lambda: captured.outputs


@pytest.fixture
def shown(displayed: Callable[[], list[Any]]) -> Callable[[], list[dict[str, Any]]]:
    """Call it for the bundles displayed so far."""
    return lambda: [output.data for output in displayed()]
