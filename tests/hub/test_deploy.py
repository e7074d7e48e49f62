"""What an administrator copies holds together: values, scripts and the page that explains them."""

import re
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


@pytest.mark.parametrize("script", ["tljh.sh", "image.sh"])
def test_a_script_can_be_read_and_stops_at_its_first_fault(script: str) -> None:
    subprocess.run(["bash", "-n", ROOT / "deploy" / script], check=True)
    assert "\nset -euo pipefail\n" in (ROOT / "deploy" / script).read_text("utf-8")


def test_the_guarantee_is_what_a_student_takes_and_the_limit_leaves_room() -> None:
    taken = 1e6 * float(re.search(r"(\d+) MB of memory", PAGE)[1])
    memory = VALUES["singleuser"]["memory"]
    assert taken < size(memory["guarantee"]) < 2 * taken < size(memory["limit"])


def test_nobody_is_let_in_unasked() -> None:
    """The chart lets in any name; so do these two, which tests use."""
    how = VALUES["hub"]["config"]["JupyterHub"]["authenticator_class"]
    assert how not in ("dummy", "shared-password")
    assert VALUES["hub"]["config"]["NativeAuthenticator"]["open_signup"] is False


def test_every_rest_is_an_hour() -> None:
    script = (ROOT / "deploy" / "tljh.sh").read_text("utf-8")
    assert VALUES["cull"]["enabled"] and VALUES["cull"]["timeout"] == 3600
    assert "services.cull.timeout 3600" in script
