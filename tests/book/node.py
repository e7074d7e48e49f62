"""Runs the book's scripts in Node.js, where a machine has it."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tools.book import question_records as records

ANSWER = Path(__file__).parents[1] / "javascript" / "answer.mjs"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed; browsers test it")


def answers(jobs: Sequence[Sequence[Any]]) -> list[Any]:
    """What the scripts make of each job: the name of what is done, and what it is done with."""
    asked = json.dumps({"tables": records.tables(), "jobs": jobs})
    done = subprocess.run(
        [str(NODE), str(ANSWER)], input=asked, capture_output=True, encoding="utf-8", check=False
    )
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)
