"""What stands around the text of a page: policy, links, citation."""

from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from sphinx.application import Sphinx

from tools import address
from tools.book.references import linked
from tools.lessons import ROOT, lesson, names

REPOSITORY = address.current(ROOT)
PUBLISHED = REPOSITORY != address.PLACEHOLDER
OWNER_AND_NAME = address.owner_and_name(REPOSITORY)
PUBLIC = f"https://{address.pages(OWNER_AND_NAME)}/" if PUBLISHED else ""
# Plotly writes styles into the page and draws its pictures into data addresses; no more is let in.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
FIRST = "/book.js"
ABOUT = "Lessons on magnesium in bone, vitamin D, supplements and claims: move, predict, check."


def page(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Fill in what the templates of a page need."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    context["metatags"] = f"{policy}{context.get('metatags', '')}"
    context["script_files"] = list(map(later, filter(is_file, context["script_files"])))
    is_lesson = name in names()
    context["description"] = lesson(name).page.asks if is_lesson else ABOUT
    context["live"] = live(name) if is_lesson else "about.html#Open-it-live"
    context["report"] = report(name) if PUBLISHED else ""
    context["citation"] = citation(context["title"]) if context.get("title") else ""
    if is_lesson:  # a fold is named by its visible words
        context["body"] = linked(context["body"]).replace(' aria-label="Toggle hidden content"', "")


def is_file(script: Any) -> bool:
    """Tell whether a script has a file: the policy lets none stand in a page."""
    return bool(script.filename)


def later(script: Any) -> Any:
    """A script that runs when the page is read; only the book's own first one runs at once."""
    if not script.filename.endswith(FIRST):
        script.attributes["defer"] = "defer"
    return script


def live(lesson: str) -> str:
    """Where a lesson runs with Python: on Binder once the course is published."""
    if not PUBLISHED:
        return "about.html#Open-it-live"
    path = quote(f"lab/tree/notebooks/{lesson}.ipynb", safe="")
    return f"https://mybinder.org/v2/gh/{OWNER_AND_NAME}/main?urlpath={path}"


def about() -> dict[str, str]:
    """What the page about the book says of the places outside of it."""
    at_home = "type `python start.py` in the folder of the course: it installs what is missing."
    told = {
        "live": f"On your own computer, {at_home}",
        "report": "Tell whoever gave you this book, and say where you read the right one.",
    }
    if PUBLISHED:
        binder, folder = live("00_start_here"), f"{REPOSITORY}/archive/refs/heads/main.zip"
        told = {
            "live": f"[On Binder]({binder}) in a few minutes, without installing anything. "
            f"Or [take the course]({folder}) to your own computer: {at_home}",
            "report": f"Please say so [here]({report('the book')}), with your source.",
        }
    return told | {"citation": citation("About this book")}


def report(page: str) -> str:
    """Where a reader says that a number is wrong."""
    body = f"Page: {page}\nThe sentence or picture:\nWhat is right, and the source:\n"
    return f"{REPOSITORY}/issues/new?{urlencode({'title': f'A number in {page}', 'body': body})}"


def citation(title: str) -> str:
    """How to cite a page."""
    where = f" {PUBLIC}" if PUBLIC else ""
    return escape(f"{cff('  - name')}. {title}. In: {cff('title')}, {cff('version')}.{where}")


def cff(key: str) -> str:
    """A line of CITATION.cff."""
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{key}: "))
    return line.partition(": ")[2].strip('"')
