"""A real JupyterHub on this machine alone, with one password for all: to try the course on it.

Whoever works on the machine could be each of the students: for tests, never for a class.
"""

import importlib.util
import json
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from tools.lab import HANG_MS, free_port, wait_until

PROXY = "configurable-http-proxy"
PATIENCE_S = HANG_MS // 1000
ALL_START_S = 1200  # for a class that starts at once
# What a hub asks of a machine, and how it gets there.
NEEDED = {
    "JupyterHub (on Linux and macOS: python start.py test installs it)": lambda: has_jupyterhub(),
    f"{PROXY} (with Node: npm install --global {PROXY})": lambda: bool(shutil.which(PROXY)),
    "git": lambda: bool(shutil.which("git")),
}
# What the course's own service may do: start, look after and end the servers of students.
SCOPES = ["admin:users", "admin:servers", "admin:server_state", "access:servers"]


def has_jupyterhub() -> bool:
    """Whether JupyterHub is installed; it does not exist for Windows."""
    return importlib.util.find_spec("jupyterhub") is not None


def missing() -> str:
    """Why no hub can run here, in a sentence; empty if one can."""
    lacking = [what for what, is_there in NEEDED.items() if not is_there()]
    return f"No hub was run, for this machine lacks {' and '.join(lacking)}." if lacking else ""


class Hub:
    """A hub behind its proxy; each student has a folder of their own in `homes`."""

    def __init__(self, folder: Path):
        self.folder, self.homes = folder, folder / "homes"
        self.token, self.password = secrets.token_hex(16), secrets.token_hex(16)
        self.ports = [free_port() for _ in range(3)]
        self.url = f"http://127.0.0.1:{self.ports[0]}"

    @contextmanager
    def running(self) -> Iterator["Hub"]:
        """Start the hub, and end it at the end with all that it has started."""
        settings = self.folder / "jupyterhub_config.json"
        settings.write_text(json.dumps(self._settings()), "utf-8")
        command = [sys.executable, "-m", "jupyterhub", f"--config={settings}"]
        log = self.folder / "hub.log"
        with log.open("w", encoding="utf-8") as file:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=file, stderr=file)
        try:
            wait_until(lambda: self.process.poll() is not None or self._is_up())
            if self.process.poll() is not None:
                raise RuntimeError(log.read_text("utf-8"))
            yield self
        finally:
            self.process.terminate()  # the hub then ends the students' servers and the proxy
            self.process.wait(PATIENCE_S)

    def _settings(self) -> dict[str, Any]:
        public, inner, proxy = (f"http://127.0.0.1:{port}" for port in self.ports)
        return {
            "JupyterHub": {
                "bind_url": public,
                "hub_bind_url": inner,
                "authenticator_class": "shared-password",
                "spawner_class": "simple",
                "services": [{"name": "course", "api_token": self.token}],
                "load_roles": [{"name": "course", "services": ["course"], "scopes": SCOPES}],
                "concurrent_spawn_limit": 0,  # none
            },
            "ConfigurableHTTPProxy": {"api_url": proxy, "command": [PROXY]},
            "SharedPasswordAuthenticator": {"user_password": self.password},
            "Authenticator": {"allow_all": True},
            "SimpleLocalProcessSpawner": {"home_dir_template": str(self.homes / "{username}")},
            "Spawner": {
                "cmd": [sys.executable, "-m", "jupyterhub.singleuser"],
                "args": ["--allow-root"],
                "ip": "127.0.0.1",
                "http_timeout": ALL_START_S,
                "start_timeout": ALL_START_S,
            },
        }

    def _ask(self, path: str) -> Any:
        """What the hub answers to the course's own service."""
        headers = {"Authorization": f"token {self.token}"}
        with urlopen(
            Request(f"{self.url}/hub/{path}", headers=headers), timeout=PATIENCE_S
        ) as said:
            return json.load(said)

    def server_of(self, student: str) -> dict[str, Any]:
        """What the hub knows of a student's server; empty while there is none."""
        return self._ask(f"api/users/{quote(student)}")["servers"].get("", {})

    def _is_up(self) -> bool:
        try:
            return urlopen(f"{self.url}/hub/health", timeout=PATIENCE_S).status == 200
        except OSError:
            return False


@contextmanager
def running_hub() -> Iterator[Hub]:
    """A running hub of its own."""
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Hub(Path(folder)).running() as hub,
    ):
        yield hub
