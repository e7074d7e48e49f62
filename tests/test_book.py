"""The book: what its pages hold, and that all of it is there. How it looks is for tests/browser."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import tinycss2
from nbformat import NotebookNode

from helpers.lesson.card import plain
from helpers.lesson.questions import IN_PYTHON
from tools.book import __main__ as command
from tools.book import around
from tools.book.pages import LIVE
from tools.book.pieces import printed
from tools.book.slim import kept
from tools.lessons import lesson, names
from tools.notebooks import is_references
from tools.slides.pieces import inline

pytestmark = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # of Sphinx
LIGHT = 300_000  # bytes of the first page and all that it loads at once


class Page(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, path: Path):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = path.read_text("utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, *wanted: str) -> Iterator[str]:
        """The values of some attributes."""
        yield from (tag[name] or "" for _, tag in self.tags for name in wanted if name in tag)

    def loaded(self) -> Iterator[str]:
        """The addresses of what the browser loads with the page."""
        for tag, found in self.tags:
            address = found.get("src") or (found.get("href") if tag == "link" else None)
            if address and found.get("rel") not in ("next", "prev", "search", "author"):
                yield address

    @property
    def words(self) -> str:
        return words(re.sub(r"<(script|style).*?</\1>", "", self.text, flags=re.DOTALL))


def words(html: str) -> str:
    return " ".join(unescape(plain(html)).split())


def live(cell: NotebookNode) -> bool:
    """Tell whether a cell is true only where Python runs."""
    return LIVE in cell.metadata.get("tags", ())


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, Page]:
    return {path.name: Page(path) for path in book.glob("*.html")}


def test_each_lesson_is_a_page_of_its_name(pages: dict[str, Page]) -> None:
    others = {"index.html", "glossary.html", "about.html", "search.html"}
    assert set(pages) == others | {f"{name}.html" for name in names()}


def test_every_link_leads_to_a_page_and_to_a_place_on_it(
    book: Path, pages: dict[str, Page]
) -> None:
    anchors = {name: set(page.values("id")) for name, page in pages.items()}
    lost = []
    for name, page in pages.items():
        for address in page.values("href", "src"):
            if re.match(r"[a-z]+:", address):
                continue
            file, _, place = unquote(address).partition("#")
            target = file.partition("?")[0] or name
            found = (book / target).is_file() and (not place or place in anchors[target])
            lost += [] if found else [f"{name}: {address}"]
    assert lost == []


def test_nothing_is_loaded_from_another_host(book: Path, pages: dict[str, Page]) -> None:
    loaded = {address for page in pages.values() for address in page.loaded()}
    assert {address for address in loaded if re.match(r"(https?:)?//", address)} == set()
    styles = "".join(path.read_text("utf-8") for path in book.rglob("*.css"))
    assert re.findall(r"url\(['\"]?(?!['\"]?data:)[^)]*\)|@import", styles) == []


def test_the_policy_stands_before_all_and_no_script_stands_in_a_page(
    pages: dict[str, Page],
) -> None:
    for page in pages.values():
        tags = [tag for tag, _ in page.tags]
        (policy,) = [n for n, (_, tag) in enumerate(page.tags) if "http-equiv" in tag]
        assert policy < min(tags.index("link"), tags.index("script"))
        scripts = (tag for name, tag in page.tags if name == "script")
        inline_ones = [tag for tag in scripts if not tag.get("src")]
        assert [tag for tag in inline_ones if tag.get("type") != "application/json"] == []
        assert [name for _, tag in page.tags for name in tag if name.startswith("on")] == []


def test_the_first_page_is_light(book: Path, pages: dict[str, Page]) -> None:
    files = {
        book / address.partition("?")[0]
        for address in pages["index.html"].loaded()
        if not address.startswith("data:")
    }
    assert len(files) > 5
    assert sum(file.stat().st_size for file in {*files, book / "index.html"}) < LIGHT


@pytest.mark.parametrize("name", names())
def test_a_page_holds_its_lesson(name: str, pages: dict[str, Page]) -> None:
    whole, text = lesson(name), pages[f"{name}.html"].words
    for question in whole.questions.values():
        assert words(inline(question.text)) in text
        assert words(inline(question.solution.partition(IN_PYTHON)[0])) in text
    for claim in whole.claims.itertuples():
        assert words(inline(claim.reason)) in text
    for_python = filter(live, whole.notebook.cells)
    assert [cell.source for cell in for_python if words(inline(cell.source)) in text] == []
    assert "lesson.ask" not in text and "Start this lesson" not in text


@pytest.mark.parametrize("name", names())
def test_citations_and_references_lead_to_each_other(name: str, pages: dict[str, Page]) -> None:
    page = pages[f"{name}.html"]
    listed = [
        cell for cell in lesson(name).notebook.cells if is_references(cell) and not live(cell)
    ]
    entries = [id for id in page.values("id") if id.startswith("ref-")]
    assert len(entries) == sum(len(re.findall(r"^\d+\. ", cell.source, re.M)) for cell in listed)
    cited = {id for id in page.values("id") if id.startswith("cite-")}
    back = {address[1:] for address in page.values("href") if address.startswith("#cite-")}
    assert cited == back
    assert len(cited) >= len(entries) / 2


def test_a_formula_is_mathml(pages: dict[str, Page]) -> None:
    page = pages["02_vitamin_d_activation.html"]
    assert "<math" in page.text
    assert not re.search(r"\$[^$\d]+\$|\\\(|\\frac", page.words)


def test_each_term_has_its_meaning_at_hand(book: Path, pages: dict[str, Page]) -> None:
    meanings = (book / "_static" / "data" / "terms.js").read_text("utf-8")
    addresses = {
        unquote(tag["href"].partition("#")[2])
        for page in pages.values()
        for _, tag in page.tags
        if tag.get("class") == "term" and tag["href"]
    }
    assert len(addresses) > 20
    assert [term for term in addresses if f'"{term}":' not in meanings] == []


def test_once_published_a_page_leads_to_binder_and_to_a_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert around.live("05_supplement_forms") == "about.html#Open-it-live"
    monkeypatch.setattr(around, "PUBLISHED", True)
    monkeypatch.setattr(around, "REPOSITORY", "https://github.com/somebody/a-course")
    monkeypatch.setattr(around, "OWNER_AND_NAME", "somebody/a-course")
    live = around.live("05_supplement_forms")
    assert live.startswith("https://mybinder.org/v2/gh/somebody/a-course/main?")
    assert unquote(live).endswith("lab/tree/notebooks/05_supplement_forms.ipynb")
    asked = around.report("05_supplement_forms")
    assert asked.startswith("https://github.com/somebody/a-course/issues/new?")
    assert "05_supplement_forms" in asked


def test_styles_that_no_page_needs_are_left_out() -> None:
    sheet = """.here, .gone .here { color: red }
      #gone { color: red }
      p:not(.gone) { color: red }
      @media print { .gone { color: red } }
      @media print { .here { color: red } }
      @font-face { src: url(a.woff2) }"""
    rules = tinycss2.parse_stylesheet(sheet, True, True)
    left = "".join("".join(kept(rules, {"here"})).split())
    assert left == ".here{color:red}p:not(.gone){color:red}@mediaprint{.here{color:red}}"


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        command.main(["--help"])
    assert "build/book/index.html" in capsys.readouterr().out


def test_printed_columns_are_never_broken() -> None:
    assert "columns" in printed("PTH        +29.7 %\ncalcitriol -24.8 %")
    assert "columns" not in printed("   an indent\nand a sentence")
