"""A class of two on a hub is measured, and the row for the table is right in kind."""

import os
import re
import subprocess
import sys

import pytest

from tools.hub import missing
from tools.lab import ROOT

if missing() and not os.environ.get("REQUIRE_HUB"):
    pytest.skip(missing(), allow_module_level=True)
SMALL = ["--lesson=00_start_here", "--students=2", "--seconds=3", "--every=0.5"]


def load(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.load", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_a_class_of_two_is_measured() -> None:
    said = load(*SMALL)
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
def test_what_cannot_be_measured_is_told_in_a_sentence(wrong: str) -> None:
    said = load(wrong)
    assert said.returncode == 2
    assert "error: argument" in said.stderr and "Traceback" not in said.stderr
