"""A class of two on a hub is measured; what cannot be measured is told in a sentence."""

import os
import re
import subprocess
import sys

import pytest

from tools import load
from tools.hub import missing

SMALL = ["--lesson=00_start_here", "--students=2", "--seconds=3", "--every=0.5"]
CANNOT = bool(missing()) and not os.environ.get("REQUIRE_HUB")


@pytest.mark.skipif(CANNOT, reason=missing())
def test_a_class_of_two_is_measured() -> None:
    command = [sys.executable, "-m", "tools.load", *SMALL]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    head, _, row = (re.findall(r"[^|]+", line) for line in said.stdout.splitlines()[:3])
    numbers = {name.strip(): float(number) for name, number in zip(head, row)}
    assert numbers["Students"] == 2
    assert 0 < numbers["Half ready, s"] <= numbers["All ready, s"]
    assert 0 < numbers["Slider, ms"] <= numbers["95 %, ms"]
    assert 50 < numbers["MB each"] < 1000
    assert 0 < numbers["of it the hub, s each"] < numbers["Processor until ready, s each"]
    assert "students ready: 100%" in said.stderr


@pytest.mark.parametrize("wrong", ["--students=0", "--students=many", "--lesson=99"])
def test_another_class_is_refused_in_a_sentence(
    wrong: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["load", wrong])
    with pytest.raises(SystemExit):
        load.main()
    assert f"error: argument {wrong.split('=')[0]}" in capsys.readouterr().err


def test_a_machine_without_a_proxy_is_told_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["load"])
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="npm install --global configurable-http-proxy"):
        load.main()
