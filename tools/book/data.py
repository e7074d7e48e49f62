"""Data that a page loads when it needs them: scripts, for a page from a stick may fetch nothing."""

import json
from typing import Any

from tools.lessons import ROOT

STATIC = ROOT / "build" / "book-static"  # goes into _static/ of the book


def store(name: str, value: Any) -> None:
    """Keep data under a name; in the page `book.data(name)` promises them."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file = STATIC / "data" / f"{name}.js"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"book.keep({json.dumps(name)}, {text});\n", "utf-8", newline="\n")
