"""Leaves out of the built book what no page uses: most of the theme's styles, and its icons."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

NAMES = re.compile(r"[\w-]+")
SHEET = re.compile(r'<link [^>]*href="_static/([^"?]+\.css)[^>]*>\s*')
STYLE = '<link rel="stylesheet" href="_static/style.css">\n'
NEVER_LOADED = (
    "locales", "vendor", "images", "scripts/bootstrap.*", "scripts/fontawesome.*", "**/*.map",
    "*.html", "*.png",
)  # fmt: skip


def slim(book: Path) -> None:
    """Take from the book's files what no page needs, and make one sheet of all styles."""
    static = book / "_static"
    for pattern in NEVER_LOADED:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    pages = {path: path.read_text("utf-8") for path in book.glob("*.html")}
    names = set(used(pages.values(), static))
    linked = dict.fromkeys(name for page in pages.values() for name in SHEET.findall(page))
    sheets = "".join((static / name).read_text("utf-8") for name in linked)
    shutil.rmtree(static / "styles")
    for path in static.rglob("*.css"):
        path.unlink()
    rules = tinycss2.parse_stylesheet(sheets, True, True)
    (static / "style.css").write_text("\n".join(kept(rules, names)), "utf-8", newline="\n")
    for path, page in pages.items():
        start = next(SHEET.finditer(page)).start()
        text = f"{page[:start]}{STYLE}{SHEET.sub('', page[start:])}"
        path.write_text(text, "utf-8", newline="\n")


def used(pages: Iterable[str], static: Path) -> Iterator[str]:
    """The classes and ids of pages and data, and all words of the scripts, which could set some."""
    data = (path.read_text("utf-8") for path in (static / "data").rglob("*.js"))
    for text in (*pages, *data):
        for names in re.findall(r'(?:class|id)=\\?"([^"\\]*)', text):
            yield from names.split()
    for path in (*static.glob("*.js"), *static.glob("scripts/*.js")):
        yield from NAMES.findall(path.read_text("utf-8"))


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
