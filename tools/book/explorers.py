"""Pictures in the book, and explorers that move."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from helpers.lesson import Explorer
from helpers.references import links
from tools.book.data import STATIC, store
from tools.book.packing import packed
from tools.book.positions import Control, combinations, controls, shown
from tools.lessons import ROOT
from tools.notebooks import PICTURE_WIDTH, PLOTLY, PNG
from tools.slides.pieces import markdown

KEPT = ROOT / "build" / "book-explorers"  # from one making of the book to the next
RESET = '<button type="button" class="explorer-reset">Reset</button>'
LEAST_WIDTH = 580  # pixels: a narrower picture is drawn so wide, and made smaller
RESTS_ON = ("src/helpers/**/*.py", "data/**/*", "tools/book/positions.py", "tools/book/packing.py")


def html(explorer: Explorer, name: str, stored: Mapping[str, Any]) -> str:
    """An explorer; `name` is its own in the whole book, `stored` what the notebook keeps of it."""
    chosen = controls(explorer)
    words = [control.words if control.slides else () for control in chosen]
    store(f"explorers/{name}", {"words": words, "packed": computed(explorer, chosen)})
    start = shown(explorer, chosen, tuple(control.start for control in chosen))
    is_stored = json.loads(json.dumps(start["figure"])) == stored[PLOTLY]
    still = (
        image(stored, start["alt"]) if is_stored else ""
    )  # without one it is drawn when it is seen
    height = start["figure"]["layout"].get("height", 340)
    title = escape(explorer.name)
    parts = [
        f'<div class="explorer-head"><p class="explorer-title">{title}</p>{RESET}</div>',
        *_controls(explorer, chosen, name),
        _words("p", "note", "", 'role="status"'),
        *_case(explorer, start),
        _frame(height, still),
        _words("div", "said", start["said"][1], f'role="status" data-kind="{start["said"][0]}"'),
        _sources(explorer.sources),
    ]
    return (
        f'<section class="explorer" aria-label="{title}" data-explorer="{title}" '
        f'data-states="explorers/{name}">{"".join(parts)}</section>'
    )


def computed(explorer: Explorer, chosen: Sequence[Control]) -> str:
    """All that an explorer shows, packed: anew when anything has changed that it may rest on."""
    file = KEPT / fingerprint() / f"{slug(explorer.name)}.txt"
    if not file.exists():
        all_places = combinations(explorer, chosen)
        states = {places: shown(explorer, chosen, places) for places in all_places}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(packed(states), "ascii")
    return file.read_text("ascii")


@cache
def fingerprint() -> str:
    """A word for the present state of the course's Python and data."""
    found = sorted(file for pattern in RESTS_ON for file in ROOT.glob(pattern) if file.is_file())
    return hashlib.sha256(b"".join(map(Path.read_bytes, found))).hexdigest()[:16]


def slug(name: str) -> str:
    """A name as a file can have it."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def _words(tag: str, kind: str, text: str, more: str = "") -> str:
    return f'<{tag} class="explorer-{kind}" {more}>{text}</{tag}>'


def _case(explorer: Explorer, start: Mapping[str, Any]) -> Iterator[str]:
    """Of a complete case: what was entered, and the sentence that stands above its picture."""
    if explorer.cases:
        yield _words("p", "entered", escape("; ".join(start["entered"])))
        kind, text = start["first"]
        yield _words("div", "first", text, f'role="status" data-kind="{kind}"')


def _sources(keys: Sequence[str]) -> str:
    return _words("div", "sources", markdown(f"Sources: {links(keys)}.")) if keys else ""


# --- controls


def _controls(explorer: Explorer, chosen: Sequence[Control], name: str) -> Iterator[str]:
    """Those that matter most, and the others folded away."""
    made = {control.name: _control(explorer, control, name) for control in chosen}
    main = [made.pop(key) for key in explorer.main if key in made and not explorer.cases]
    yield f'<div class="explorer-controls">{"".join(main or made.values())}</div>'
    if main and made:
        rest = f'<div class="explorer-controls">{"".join(made.values())}</div>'
        yield f'<details class="explorer-more"><summary>More to change</summary>{rest}</details>'


def _control(explorer: Explorer, control: Control, name: str) -> str:
    """A slider or a list, under its label."""
    key, label = f"{name}-{control.name}", escape(control.label)
    words = [escape(word) for word in control.words]
    together = "data-together" if control.name in explorer.telling else ""
    same = f'id="{key}" data-name="{label}" data-start="{control.start}" {together}'
    if control.slides:
        now = words[control.start]
        return (
            f'<div class="explorer-control"><label for="{key}">{label}</label>'
            f'<output for="{key}">{now}</output><input type="range" min="0" max="{len(words) - 1}" '
            f'value="{control.start}" aria-valuetext="{now}" {same}></div>'
        )
    options = "".join(
        f'<option value="{at}"{" selected" if at == control.start else ""}>{word}</option>'
        for at, word in enumerate(words)
    )
    return (
        f'<div class="explorer-control"><label for="{key}">{label}</label>'
        f"<select {same}>{options}</select></div>"
    )


# --- still pictures


def picture(stored: Mapping[str, Any]) -> str:
    """A picture without controls, from what the notebook keeps of it by media type."""
    height = stored[PLOTLY]["layout"].get("height", 450)
    return _frame(height, image(stored, stored["text/plain"]))


def _frame(height: int, still: str) -> str:
    """The place of a picture: in a narrow window it gets lower."""
    size = f"--height: {height}px; --ratio: {height / LEAST_WIDTH:.3f}"
    return f'<figure class="explorer-picture" style="{size}">{still}</figure>'


def image(stored: Mapping[str, Any], alt: str) -> str:
    """The still picture that the notebook keeps, as a file of its own."""
    content = base64.b64decode(stored[PNG])
    name = f"pictures/{hashlib.sha256(content).hexdigest()[:12]}.png"
    file = STATIC / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    height = stored[PLOTLY]["layout"].get("height", 450)
    return (
        f'<img src="_static/{name}" alt="{escape(alt)}" loading="lazy" '
        f'width="{PICTURE_WIDTH}" height="{height}">'
    )
