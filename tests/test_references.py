"""The sources: each with a label of its own and an address that a Markdown link can carry."""

import re
import shutil

import pytest
from pybtex.database import parse_file

from helpers import references, tables

ROOT = tables.DATA.parent
ADDRESS = re.compile(r"https?://[^\s\"'<>\\)\]}]+")
WEAK = tables.table("weak_addresses").set_index("sign")["reason"].to_dict()
DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}]+[^\s\"<>{}.,;]")
ENTRIES = parse_file(tables.DATA / "references.bib").entries
KEYS = sorted(ENTRIES)


def weakness(address):
    """What is wrong with an address, or nothing."""
    return next((what for sign, what in WEAK.items() if re.search(sign, address)), "")


@pytest.mark.parametrize("key", KEYS)
def test_every_source_is_reached_at_a_lasting_address(key):
    assert weakness(references.reference(key).url) == ""


def test_every_text_links_to_lasting_addresses():
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("notebooks/*.ipynb")]
    texts += [*tables.DATA.rglob("*.csv"), *tables.DATA.rglob("*.toml")]
    known = {references.reference(key).url for key in KEYS}  # those have a test of their own
    found = {
        (file.name, address)
        for file in texts
        for address in ADDRESS.findall(file.read_text(encoding="utf-8"))
        if address not in known and weakness(address)
    }
    assert not found


@pytest.mark.parametrize(
    ("address", "weak"),
    [
        ("https://mdedge-cache.qa01.mdedge.com/familymedicine/1", True),
        ("https://origin-www.webmd.com/drugs/2", True),
        ("https://www.medscape.com/answers/2038394", True),
        ("https://doi.org/10.1016/j.neuron.2009.12.026", False),
        ("https://www.ecfr.gov/current/title-21/section-101.36", False),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC5045493", False),
    ],
)
def test_weak_addresses_are_told_from_lasting_ones(address, weak):
    assert bool(weakness(address)) == weak


@pytest.mark.parametrize("key", KEYS)
def test_every_source_has_label_address_and_what_was_read(key):
    source = references.reference(key)
    assert re.fullmatch(r"https://[^\s()<>]+", source.url)
    assert re.fullmatch(r"[^{}\d]+( (19|20)\d\d[a-z]?)?", source.label)
    assert "{" not in source.text
    assert re.search(r"Read: .+\.$|Not re-checked\.?$", source.text)


@pytest.mark.parametrize("field", ["label", "url"])
def test_labels_and_addresses_are_unique(field):
    found = [getattr(references.reference(key), field).casefold() for key in KEYS]
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("key", [key for key in KEYS if "doi" in ENTRIES[key].fields])
def test_a_doi_is_well_formed_and_not_an_address(key):
    assert DOI.fullmatch(ENTRIES[key].fields["doi"])


@pytest.mark.parametrize(
    "doi",
    ["https://doi.org/10.1172/JCI115317", "doi:10.1172/JCI115317", "10.1172/JCI115317.", "10.1172"],
)
def test_what_is_no_doi_is_told(doi):
    assert not DOI.fullmatch(doi)


def test_every_source_is_used_by_a_table_or_a_lesson():
    tables_text = "\n".join(
        file.read_text(encoding="utf-8") for file in tables.DATA.rglob("*.[ct]*")
    )
    notebooks = tables.DATA.parent.joinpath("notebooks").glob("*.ipynb")
    lessons = "\n".join(file.read_text(encoding="utf-8") for file in notebooks)
    used = set(re.findall(r"\w+", tables_text)) | set(references.cited(lessons))
    assert set(KEYS) <= used


def test_link():
    assert references.link("fine1991") == "[Fine 1991](https://doi.org/10.1172/JCI115317)"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("scf2001", "SCF 2001"),  # a short name of its own
        ("iom1997", "Institute of Medicine 1997"),
        ("aydin2010", "Aydın 2010"),
        ("jungbunzlauer_mglactate", "Jungbunzlauer"),  # a page without a date
    ],
)
def test_label(key, label):
    assert references.reference(key).label == label


def test_bibliography_is_numbered_sorted_and_linked():
    lines = references.bibliography(["schuette1994", "fine1991", "fine1991"]).splitlines()
    assert [line[:8] for line in lines] == ["1. [Fine", "2. [Schu"]
    assert references.cited("\n".join(lines)) == ["fine1991", "schuette1994"]
    assert "88(2):396–402, 1991" in lines[0]


def test_cited_in_order_of_appearance_without_other_links():
    text = "{} and [home](https://example.org), {}, again {}".format(
        references.link("schuette1994"),
        references.link("fine1991"),
        references.link("schuette1994"),
    )
    assert references.cited(text) == ["schuette1994", "fine1991"]


def test_brackets_of_an_address_do_not_end_the_link(tmp_path, monkeypatch):
    entry = "@misc{a, author = {Doe, J.}, title = {T}, doi = {10.1016/S0140(00)12-3}}"
    (tmp_path / "references.bib").write_text(entry, encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    assert references.link("a") == "[Doe](https://doi.org/10.1016/S0140%2800%2912-3)"
    assert references.cited(references.link("a")) == ["a"]


@pytest.mark.parametrize("key", ["fine", "", None])
def test_unknown_key(key):
    with pytest.raises(ValueError, match=r"is not in data/references\.bib"):
        references.reference(key)


def test_spoiled_references(tmp_path, monkeypatch):
    shutil.copytree(tables.DATA, tmp_path / "data")
    monkeypatch.setattr(tables, "DATA", tmp_path / "data")
    (tmp_path / "data" / "references.bib").write_text("@article{a, title = {x", encoding="utf-8")
    with pytest.raises(tables.TableError, match=r"data/references\.bib cannot be read"):
        references.reference("a")
