"""Leaves out of the built book what no page uses: most of the theme's styles, and its icons."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2

NAMES = re.compile(r"[\w-]+")
NEVER_LOADED = (
    "locales", "vendor", "images", "scripts/bootstrap.*", "scripts/fontawesome.*", "**/*.map",
    "*.html", "*.png", "styles/theme.css",
)  # fmt: skip
# A picture or a font that a style names is asked for only where it is drawn.


def slim(book: Path) -> None:
    """Take from the book's files what no page needs."""
    static = book / "_static"
    for pattern in NEVER_LOADED:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    names = used(book)
    for sheet in static.rglob("*.css"):
        rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), True, True)
        sheet.write_text("\n".join(kept(rules, names)), "utf-8", newline="\n")


def used(book: Path) -> set[str]:
    """The classes and ids of all pages, and all words of the scripts that could set some."""
    pages = (page.read_text("utf-8") for page in book.glob("*.html"))
    names = {name for page in pages for name in re.findall(r'(?:class|id)="([^"]*)"', page)}
    scripts = (path.read_text("utf-8") for path in (book / "_static").rglob("*.js"))
    return {word for text in (*names, *scripts) for word in NAMES.findall(text)}


def kept(rules: list[Any], names: set[str]) -> Iterator[str]:
    """The rules that may fit something on a page."""
    for rule in rules:
        if rule.type == "qualified-rule":
            if fitting := [part for part in selectors(rule.prelude) if fits(part, names)]:
                chosen = ",".join(map(tinycss2.serialize, fitting))
                yield f"{chosen}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            if body := "".join(kept(inner, names)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "font-face":
            yield rule.serialize()


def selectors(prelude: list[Any]) -> list[list[Any]]:
    """The selectors before a block, which commas divide."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def fits(selector: list[Any], names: set[str]) -> bool:
    """Whether a page has all classes and ids of a selector; what stands in brackets may differ."""
    for before, token in zip([None, *selector], selector):
        is_class = token.type == "ident" and before is not None and before == "."
        if (is_class or token.type == "hash") and token.value not in names:
            return False
    return True
