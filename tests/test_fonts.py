"""A browser's fonts: one family alone, or none of our doing."""

import os
import subprocess
from pathlib import Path

import pytest

from tools import fonts


@pytest.mark.parametrize("family", [fonts.USUAL, fonts.WIDEST])
def test_one_family_alone_is_found(family: str, tmp_path: Path) -> None:
    variables = fonts.only(family, tmp_path)
    if not variables:
        pytest.skip(fonts.NO_FONTS.format(family=family))
    for asked in ("Arial", "Verdana", "Open Sans", "sans-serif"):
        found = subprocess.run(
            ["fc-match", "--format=%{file}", asked],
            env=os.environ | variables, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert Path(found).parent == tmp_path / family, asked


def test_fonts_that_are_not_there_change_nothing(tmp_path: Path) -> None:
    assert fonts.only("No such family", tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_another_system_needs_no_fontconfig(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fonts.only(fonts.USUAL, tmp_path) == {}
