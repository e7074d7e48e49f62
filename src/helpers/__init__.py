"""Helpers of the course: tables, references, science, figures, explorers and the lesson kit.

A lesson begins with `from helpers import v0_1_0`, the version that it was written for: where the
course is missing or another version of it is installed, that line stops and says how to mend it.
"""

import re

__version__ = "0.1.0"


def __getattr__(name: str) -> str:
    """The version, if it is the one that a lesson asks for."""
    if not re.fullmatch(r"v\d+(_\d+)*", name):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    wanted = name[1:].replace("_", ".")
    if wanted == __version__:
        return __version__
    raise ImportError(
        f"This lesson is for version {wanted} of the course, but version {__version__} is "
        "installed. Get lesson and course from the same place and call python start.py; on a hub, "
        "ask who looks after it to install the course anew."
    )
