"""One command writes the public address everywhere, and each link opens its lesson."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tools import address

ROOT = Path(__file__).resolve().parents[1]
NEW = "https://github.com/somebody/their-course"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in address.FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def links(text: str) -> list[str]:
    """Every link to Binder, or to a hub that pulls the course."""
    return re.findall(r"https://(?:mybinder\.org/v2/gh|HUB)/[^\s)\"\\]+", text)


def opened(link: str) -> Path:
    """The notebook that a link opens."""
    [path] = parse_qs(urlsplit(link).query)["urlpath"]
    return ROOT / unquote(path).removeprefix("lab/tree/").removeprefix("course/")


def test_each_link_opens_a_lesson_and_each_lesson_has_a_link() -> None:
    found = links((ROOT / "README.md").read_text("utf-8"))
    assert all(opened(link).is_file() for link in found)
    lessons = {opened(link).name for link in found if "mybinder" in link}
    assert lessons == {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}


def test_the_link_for_a_hub_opens_the_first_page() -> None:
    [link] = links((ROOT / "docs/hub.md").read_text("utf-8"))
    assert opened(link).name == "00_start_here.ipynb"


def test_the_start_page_links_itself_on_binder() -> None:
    [link] = links((ROOT / "notebooks/00_start_here.ipynb").read_text("utf-8"))
    assert opened(link).name == "00_start_here.ipynb"


@pytest.mark.parametrize("ending", ["", "/", ".git"])
def test_the_address_is_written_everywhere(copy: Path, ending: str) -> None:
    address.publish(copy, NEW + ending)
    assert address.current(copy) == NEW
    for name in address.FILES:
        text = (copy / name).read_text("utf-8")
        assert "OWNER" not in text
        assert "somebody/their-course" in text
        for link in links(text):
            assert "/somebody/their-course/main?" in link or "somebody%2Ftheir-course&" in link
    readme = (copy / "README.md").read_text("utf-8")
    assert "https://somebody.github.io/their-course/" in readme
    assert "Not published yet" not in readme


def test_a_move_is_one_more_call(copy: Path) -> None:
    address.publish(copy, NEW)
    once = {name: (copy / name).read_bytes() for name in address.FILES}
    address.publish(copy, "https://github.com/another/place.2")
    address.publish(copy, NEW)
    assert {name: (copy / name).read_bytes() for name in address.FILES} == once


@pytest.mark.parametrize("wrong", [
    "", "somebody/course", "http://github.com/a/b", "https://github.com/a", "https://a.org/b/c",
    "https://github.com/a/b/tree/main",
])  # fmt: skip
def test_another_kind_of_address_changes_nothing(
    copy: Path, wrong: str, monkeypatch, capsys
) -> None:
    before = (copy / "README.md").read_bytes()
    monkeypatch.setattr(address, "ROOT", copy)
    assert address.main([wrong]) == 1
    assert "is no address of a repository such as" in capsys.readouterr().err
    assert (copy / "README.md").read_bytes() == before


def test_until_then_the_readme_says_so() -> None:
    placeholder = address.current(ROOT) == address.PLACEHOLDER
    notice = address.NOTICE.search((ROOT / "README.md").read_text("utf-8"))
    assert bool(notice) == placeholder
