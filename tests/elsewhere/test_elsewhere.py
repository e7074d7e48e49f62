"""A lesson where most of its tests do not go: in Firefox ESR, and in Notebook 7.

These run weekly (.github/workflows/weekly.yml). Elsewhere each is left out, in words, unless the
machine has the tools: node with puppeteer-core and firefox-esr; a Python with Notebook 7 and the
course, named by NOTEBOOK7_PYTHON.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tools.lab import HANG_MS, NO_BROWSER, PLOTLY, Server, browser_program, launch, running_server

LESSON = "05_supplement_forms.ipynb"
HERE = Path(__file__).parent
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox") or ""
NODE = shutil.which("node") or ""
NOTEBOOK7 = os.environ.get("NOTEBOOK7_PYTHON", "")


def has_puppeteer() -> bool:
    """Whether node finds puppeteer-core, in NODE_PATH or beside the course."""
    command = [NODE, "-e", "require.resolve('puppeteer-core')"]
    return bool(NODE) and subprocess.run(command, cwd=HERE, capture_output=True).returncode == 0


def pictures_of(server: Server) -> int:
    """How many pictures the lesson has."""
    cells = server.notebook(LESSON).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return sum(PLOTLY in output.get("data", {}) for output in outputs)


@pytest.mark.skipif(not FIREFOX, reason="Firefox is not here (Debian: apt install firefox-esr).")
@pytest.mark.skipif(not has_puppeteer(), reason="node does not find puppeteer-core (npm install).")
def test_a_lesson_runs_in_firefox() -> None:
    with running_server() as server:
        address = server.address(f"lab/tree/notebooks/{LESSON}")
        said = subprocess.run(
            [NODE, HERE / "lesson.cjs", FIREFOX, address], capture_output=True, text=True
        )
        assert said.returncode == 0, said.stderr
        seen = json.loads(said.stdout)
        assert len(seen["pictures"]) == pictures_of(server)
        assert all(seen["pictures"])
        assert seen["errors"] == []


class Notebook7(Server):
    """The same lessons in Jupyter Notebook, behind a prefix as a hub gives it."""

    prefix = "/user/jane%20m%C3%BCller/"

    def _command(self) -> list[str]:
        own = [f"--ServerApp.root_dir={self.folder}", "--ServerApp.ip=127.0.0.1", "--no-browser"]
        own += [f"--ServerApp.port={self.port}", f"--IdentityProvider.token={self.token}"]
        own += [f"--ServerApp.base_url={self.prefix}", "--allow-root"]
        return [NOTEBOOK7, "-m", "notebook", *own]

    def address(self, path: str) -> str:
        """The address of a path, with the prefix and the token."""
        return super().address(f"{self.prefix.strip('/')}/{path}")


@pytest.mark.skipif(not NOTEBOOK7, reason="NOTEBOOK7_PYTHON names no Python with Notebook 7.")
@pytest.mark.skipif(not browser_program(), reason=NO_BROWSER)
def test_a_lesson_runs_in_notebook_7(tmp_path: Path) -> None:
    with Notebook7(tmp_path).running() as server, sync_playwright() as playwright:
        page = launch(playwright).new_page()
        page.set_default_timeout(HANG_MS)
        page.goto(server.address(f"notebooks/notebooks/{LESSON}"))
        page.locator(".course-press").click()
        page.locator("[data-course='ready']").wait_for(timeout=HANG_MS)
        drawn = page.locator(".course-figure .js-plotly-plot")
        expect(drawn).to_have_count(pictures_of(server), timeout=HANG_MS)
        slider = page.locator(".course-controls [type=range]:enabled").first
        card = page.locator(".course-card", has=slider).first
        before = card.inner_text()
        slider.press("End")
        expect(card).not_to_have_text(before, use_inner_text=True)
