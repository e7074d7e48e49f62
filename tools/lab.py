"""A real JupyterLab in a real browser, for the browser tests and the benchmark."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

import nbformat
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Playwright,
    TimeoutError,
    expect,
)

import start
from helpers.lesson.predict import OPEN

ROOT = Path(__file__).resolve().parents[1]

NO_BROWSER = (
    "No Chromium, Chrome or Edge was found, so nothing was seen in a real browser. Install one "
    "(Debian or Ubuntu: apt install chromium) or set BROWSER_PATH to its program file."
)
PROGRAMS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
    "microsoft-edge",
)  # fmt: skip
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)
# Keep the browser itself from asking the network for anything.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
# A limit ends what hangs and nothing else: no machine is so slow.
HANG_MS = 120_000
LOOK_MS = 200  # between two looks; playwright's own, at each frame, has the page drawn all the time
LIGHT = "css:light="  # a selector that does not look for shadow trees in each part of the page
# Another window has saved the same lesson, or a slow Python told its name after it was saved.
QUESTIONS = re.compile("has changed on disk|Save your work")
AGREEING = re.compile("^(Overwrite|Save)$")
SAVING = "@jupyterlab/docmanager-extension/plugin.jupyterlab-settings"
PLOTLY = "application/vnd.plotly.v1+json"
ALL_RAN = """() => document.querySelector("[data-course=ready]")
  && !course.prompts().some((prompt) => prompt.includes("*"))"""


def browser_program() -> str | None:
    """The browser to use: BROWSER_PATH, else one on the PATH or in a usual place."""
    if named := os.environ.get("BROWSER_PATH"):
        return named
    places = (Path(place.format_map(_Environment())) for place in USUAL_PLACES)
    found = (str(place) for place in places if place.is_file())
    return next(filter(None, map(shutil.which, PROGRAMS)), None) or next(found, None)


class _Environment(dict):
    def __missing__(self, name: str) -> str:
        return os.environ.get(name, name)


def launch(playwright: Playwright, variables: Mapping[str, str] | None = None) -> Browser:
    """Start the browser without a window, with these environment variables beside the usual."""
    return playwright.chromium.launch(
        executable_path=browser_program(),
        args=list(QUIET),
        timeout=HANG_MS,
        env={**os.environ, **(variables or {})},
    )


class Server:
    """A JupyterLab as start.py starts it, on a copy of the lessons in a temporary folder.

    What waits for a prediction is open in it, unless `covered`.
    """

    def __init__(self, folder: Path, covered: bool = False):
        self.covered = covered
        self.folder, self.port, self.token = folder, free_port(), secrets.token_hex(8)
        self.notebooks = folder / "notebooks"
        self.progress = folder / "progress.json"
        for part in ("notebooks", "instructor/notes"):
            shutil.copytree(ROOT / part, folder / part)
        self._save_when_told()

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Start the server, and stop it at the end."""
        with (self.folder / "jupyter.log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                self._command(), env=self._variables(), stdout=log, stderr=log
            )
        try:
            self._wait(process)
            yield self
        finally:
            process.terminate()
            start.wait_for_end(process)

    def address(self, path: str) -> str:
        """The address of a path, with the token."""
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"

    def kernel(self, file: str) -> str:
        """The id of the Python behind a notebook."""
        [session] = self._sessions(file)
        return session["kernel"]["id"]

    def connection_file(self, file: str) -> str:
        """Where the Python behind a notebook can be asked."""
        return str(self.folder / "jupyter_runtime_dir" / f"kernel-{self.kernel(file)}.json")

    def end_kernel(self, file: str) -> None:
        """End the Python behind a notebook, if it has one."""
        for session in self._sessions(file):
            self._ask(f"api/sessions/{session['id']}", "DELETE")

    def _sessions(self, file: str) -> list[dict[str, Any]]:
        sessions = json.load(self._ask("api/sessions"))
        return [session for session in sessions if session["path"] == f"notebooks/{file}"]

    def copy(self, lesson: str, file: str) -> str:
        """Put a lesson as it is installed beside the others, before the first answer was given."""
        self.forget_answers()
        shutil.copy(ROOT / "notebooks" / lesson, self.notebooks / file)
        return file

    def _save_when_told(self) -> None:
        """Two windows that save one lesson by the clock would ask which of them is right."""
        settings = self.folder / "jupyter_config_dir/lab/user-settings" / SAVING
        settings.parent.mkdir(parents=True)
        settings.write_text('{"autosave": false}', "utf-8")

    def _command(self) -> list[str]:
        own = [f"--ServerApp.root_dir={self.folder}", "--ServerApp.ip=127.0.0.1", "--no-browser"]
        own += [f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0"]
        as_started = start.lab_command(start.FIRST_PAGE, [f"--IdentityProvider.token={self.token}"])
        replaced = ("--ServerApp.root_dir", "--no-browser")
        return [part for part in as_started if not part.startswith(replaced)] + own

    def _variables(self) -> dict[str, str]:
        """The environment of a newcomer: no settings, signatures or answers of their own yet."""
        kinds = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        own = {kind: str(self.folder / kind.lower()) for kind in kinds}
        own |= {} if self.covered else {OPEN: "1"}
        return os.environ | own | {"MAGNESIUM_COURSE_PROGRESS": str(self.progress)}

    def notebook(self, file: str) -> nbformat.NotebookNode:
        """A lesson as it is stored; JupyterLab may still be writing it."""
        read = [""]

        def is_whole() -> bool:
            read[0] = (self.notebooks / file).read_text("utf-8")
            return read[0].endswith("}\n")

        wait_until(is_whole)  # the next writing may begin at once: what was read counts
        return nbformat.reads(read[0], as_version=4)

    def forget_answers(self) -> None:
        """As before the first answer was given."""
        self.progress.unlink(missing_ok=True)

    def _wait(self, process: subprocess.Popen) -> None:
        wait_until(lambda: process.poll() is not None or self._answers())
        if process.poll() is not None:
            raise RuntimeError((self.folder / "jupyter.log").read_text("utf-8"))

    def _answers(self) -> bool:
        try:
            return self._ask("api/status").status == 200
        except OSError:
            return False

    def _ask(self, path: str, method: str = "GET") -> HTTPResponse:
        return urlopen(Request(self.address(path), method=method), timeout=HANG_MS / 1000)


@contextmanager
def running_server(covered: bool = False) -> Iterator[Server]:
    """A running server of its own."""
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Server(Path(folder), covered).running() as server,
    ):
        yield server


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something outside of the browser."""
    end = time.monotonic() + HANG_MS / 1000
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"This had not come after {HANG_MS / 1000:g} seconds.")
        time.sleep(0.1)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def agree(dialog: Locator) -> None:
    """Answer JupyterLab's question as a person does who wants to keep what is on the page."""
    dialog.get_by_role("button", name=AGREEING).click()


class Lab:
    """One browser tab with JupyterLab, driven as a person does: lists, menus, keys, clicks."""

    def __init__(self, window: BrowserContext, server: Server):
        self.server, self.page, self.file = server, window.new_page(), ""
        self.errors: list[str] = []
        self.asked_for: list[str] = []
        self.page.set_default_timeout(HANG_MS)
        self.page.add_init_script(path=ROOT / "tools" / "page.js")
        self.page.on("dialog", lambda dialog: dialog.accept())
        asking = self.page.locator(f"{LIGHT}.jp-Dialog", has_text=QUESTIONS)
        self.page.add_locator_handler(asking, agree)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("request", lambda request: self.asked_for.append(request.url))
        self.page.on("websocket", lambda socket: self.asked_for.append(socket.url))
        workspace = secrets.token_hex(4)  # its own, or Lab would open what other tabs have open
        self.page.goto(server.address(f"lab/workspaces/{workspace}/tree/notebooks"))

    def open(self, file: str) -> None:
        """Open a notebook from the list of files and wait until Python is ready."""
        self.file = file
        self.notebook = self.server.notebook(file)
        self.page.locator(".jp-DirListing-item", has_text=file).dblclick()
        self.wait_for_kernel()

    def stored(self, kind: str) -> int:
        """How many of the notebook's stored outputs have this media type."""
        outputs = (output for cell in self.notebook.cells for output in cell.get("outputs", ()))
        return sum(kind in output.get("data", {}) for output in outputs)

    def run_all(self) -> None:
        """Run > Run All Cells, until all cells have run and every picture is drawn."""
        self._run("runmenu:run-all")

    def run_cell(self, part: Locator) -> None:
        """Run the cell that shows this part, until it shows another in its place."""
        shown = part.element_handle()
        part.locator(".course-title").click()  # selects the cell, whose code may be folded
        self.menu("Run", "notebook:run-cell")
        shown.wait_for_element_state("hidden")
        self.wait_for_pictures()

    def save(self) -> None:
        """File > Save Notebook, until it is saved."""
        self.menu("File", "docmanager:save")
        expect(self.page.locator(".lm-mod-current.jp-mod-dirty")).to_have_count(
            0
        )  # answers dialogs

    def close(self) -> None:
        """File > Close Tab; the kernel goes on."""
        panels = self.page.locator(".jp-NotebookPanel")
        left = panels.count() - 1
        self.menu("File", "application:close")
        expect(panels).to_have_count(left, timeout=HANG_MS)  # answers dialogs

    def reload(self) -> None:
        """Reload the page and wait until all is there again."""
        self.page.reload()
        self.wait_for_kernel()
        self.wait_for_pictures()

    def present(self) -> None:
        """Lesson > Present This Lesson, until all cells have run and every picture is drawn."""
        self.menu("Lesson", "magnesium:present")
        self._wait_for_slides()

    def open_slides(self, file: str) -> None:
        """Open the address that presents a notebook, until all cells have run."""
        self.file = file
        self.notebook = self.server.notebook(file)
        path = f"lab/workspaces/slides/tree/notebooks/{file}"
        self.page.goto(f"{self.server.address(path)}&reset&present")
        self._wait_for_slides()

    def _wait_for_slides(self) -> None:
        """What has run before the talk does not run again."""
        self.page.locator(".course-bar").wait_for()
        self.page.wait_for_function(ALL_RAN, polling=LOOK_MS)
        self.wait_for_pictures()

    def restart_and_run_all(self) -> float:
        """Run > Restart Kernel and Run All Cells, and how many seconds that takes."""
        ran = self.page.evaluate_handle("() => ({ all: course.ran() })")
        self.menu("Run", "runmenu:restart-and-run-all")
        begin = time.perf_counter()
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        ran.evaluate("(ran) => ran.all")
        self.wait_for_pictures()
        return time.perf_counter() - begin

    def restart_kernel(self) -> None:
        """Kernel > Restart Kernel, and confirm."""
        self.menu("Kernel", "kernelmenu:restart")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.wait_for_kernel()

    def menu(self, name: str, command: str) -> None:
        """Choose an entry of JupyterLab's menu bar."""
        self.page.locator(".lm-MenuBar-item", has_text=name).first.click()
        self.page.locator(f".lm-Menu-item[data-command='{command}']").click()

    def wait_for_kernel(self) -> None:
        """Wait until the open notebook's kernel is idle."""
        self.page.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for()

    def wait_for_pictures(self) -> None:
        """Wait until the cards have all the pictures that the notebook has."""
        expected, drawn = self.stored(PLOTLY), "(count) => course.pictures() === count"
        try:
            self.page.wait_for_function(drawn, arg=expected, polling=LOOK_MS)
        except TimeoutError as error:
            found = self.page.evaluate("course.pictures()")
            raise RuntimeError(
                f"{self.file} shows {found} of {expected} pictures. {self.errors}"
            ) from error

    def _run(self, command: str) -> None:
        ran = self.page.evaluate_handle("() => ({ all: course.ran() })")
        self.menu("Run", command)
        ran.evaluate("(ran) => ran.all")
        self.wait_for_pictures()

    def _note(self, error: str) -> None:
        self.errors.append(f"{self.file}: {error}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"{message.text} ({message.location.get('url', '')})")
