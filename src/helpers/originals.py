"""Part of the Jupyter server: hands out a lesson as it was installed, for a fresh copy."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError, authenticated

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
KEPT = Path(sys.prefix) / "share" / "magnesium-and-bone"
# nbgitpuller commits what a reader has changed: what came from the course itself is asked first.
TREES = ("@{upstream}", "HEAD")
GIT_S = 10


def keep_originals(notebooks: Path = NOTEBOOKS, kept: Path = KEPT) -> None:
    """Copy the lessons when JupyterLab starts for the first time: nobody has changed them yet.

    Where this folder cannot be written, as in an image for a hub, git has the originals.
    """
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for lesson in notebooks.glob("*.ipynb"):
            if not (kept / lesson.name).exists():
                shutil.copyfile(lesson, kept / lesson.name)
    except OSError:
        pass


def original(lesson: str, beside: Path, notebooks: Path = NOTEBOOKS, kept: Path = KEPT) -> bytes:
    """A lesson's notebook as it was installed.

    Git is asked first, for an update by git changes the original; it is asked beside the reader's
    file and in the course's own folder. A course without git has the copy of its first start.

    :raises OSError: neither has it.
    """
    for folder in (beside, notebooks):
        for tree in TREES:
            if text := in_git(folder, tree, lesson):
                return text
    return (kept / f"{lesson}.ipynb").read_bytes()


def in_git(folder: Path, tree: str, lesson: str) -> bytes:
    """A notebook as git has it; nothing if it has not, or if there is no git."""
    command = ["git", "-C", str(folder), "show", f"{tree}:./{lesson}.ipynb"]
    try:
        return subprocess.run(command, capture_output=True, check=True, timeout=GIT_S).stdout
    except (OSError, subprocess.SubprocessError):
        return b""


class Originals(APIHandler):
    """`GET originals/<lesson>?beside=<the reader's file>` answers with the notebook."""

    @authenticated
    def get(self, lesson: str) -> None:
        """Send the original, or 404."""
        root = Path(self.settings["server_root_dir"]).expanduser()
        try:
            text = original(lesson, (root / self.get_argument("beside").lstrip("/")).parent)
        except OSError as error:
            raise HTTPError(404) from error
        self.finish(json.dumps(nbformat.reads(text.decode(), as_version=4)))  # lines joined


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "helpers.originals"}]


def _load_jupyter_server_extension(server: Any) -> None:
    keep_originals()
    address = url_path_join(
        server.web_app.settings["base_url"], r"magnesium-course/originals/(\w+)"
    )
    server.web_app.add_handlers(".*", [(address, Originals)])
