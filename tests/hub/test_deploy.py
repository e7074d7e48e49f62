"""What an administrator copies holds together: values, scripts and the page that explains them."""

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "hub.md").read_text("utf-8")
VALUES = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
BYTES = {"M": 1e6, "G": 1e9}


def size(text: str) -> float:
    """The bytes of "300M"."""
    return float(text[:-1]) * BYTES[text[-1]]


@pytest.mark.parametrize(
    "script", sorted((ROOT / "deploy").glob("*.sh")), ids=lambda path: path.name
)
def test_a_script_can_be_read_and_stops_at_its_first_fault(script: Path) -> None:
    subprocess.run(["bash", "-n", script], check=True)
    assert "\nset -euo pipefail\n" in script.read_text("utf-8")
