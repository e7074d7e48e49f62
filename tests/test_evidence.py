"""How facts were verified: the document is that of the data, and what is central is well known."""

import shutil
from collections import Counter

import pytest

from helpers import tables
from tools import evidence


@pytest.fixture(scope="module")
def central() -> list[tuple[dict[str, str], evidence.Fact]]:
    return evidence.central()


def test_the_document_is_that_of_the_data() -> None:
    stored = evidence.FILE.read_text(encoding="utf-8")
    assert stored == evidence.report(), "run python start.py evidence"


def test_nothing_central_is_known_from_hearsay_only(central) -> None:
    read = (evidence.FULL, evidence.LABEL, evidence.ABSTRACT)
    assert [row["fact"] for row, fact in central if fact.level not in read] == []


def test_every_lesson_rests_on_a_handful(central) -> None:
    lessons = {path.stem for path in (tables.DATA / "lessons").glob("0[1-9]*.toml")}
    named = Counter(row["lesson"] for row, _ in central)
    assert set(named) == lessons
    assert all(5 <= count <= 9 for count in named.values())


def test_every_checked_row_is_counted_once() -> None:
    rows = sum("checked" in tables.table(name) and len(tables.table(name)) for name in TABLES)
    assert len(evidence.facts()) == rows
    assert {fact.level for fact in evidence.facts()} <= set(evidence.LEVELS)


TABLES = tables.names()


@pytest.mark.parametrize(
    ("key", "place", "level"),
    [
        ("nasem2019", "appendix J, table J-3", evidence.FULL),
        ("passarelli2022", "nutriR, dists_full", evidence.FULL),
        ("fine1991", "abstract", evidence.ABSTRACT),
        ("fine1991", "", evidence.ABSTRACT),
        ("dailymed_oxide", "active ingredient", evidence.LABEL),
        ("smpc_kora2022", "section 4.2", evidence.LABEL),
        ("scf2001", "", evidence.SECOND),
        ("phe2016", "values by age, in a handbook", evidence.SECOND),
        ("slutsky2010", "", evidence.ABSTRACT),
    ],
)
def test_level_of_a_source(key, place, level) -> None:
    assert evidence.level(key, place) == level


def test_a_source_that_nobody_opened_is_open(tmp_path, monkeypatch) -> None:
    entry = "@misc{a, author = {Doe, J.}, title = {T}, doi = {10.1/a}, note = {Not re-checked}}"
    (tmp_path / "references.bib").write_text(entry, encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    assert evidence.level("a", "abstract") == evidence.OPEN


def test_a_row_that_nobody_checked_is_open_whatever_its_source() -> None:
    levels = {(fact.table, fact.key): fact.level for fact in evidence.facts()}
    assert levels["absorption_end_points", "lowest_absorbed"] == evidence.ABSTRACT
    assert levels["absorption_end_points", "lowest_intake"] == evidence.OPEN


def test_the_weakest_source_of_a_claim_decides() -> None:
    levels = {fact.key: fact.level for fact in evidence.facts() if fact.table == "claims"}
    assert levels["A4-16"] == evidence.ABSTRACT
    assert levels["A1-22"] == evidence.SECOND  # one of its sources was read as quoted


def test_no_row_says_read_of_what_others_tell() -> None:
    told = [
        (name, row)
        for name in TABLES
        for row in tables.table(name).to_dict("records")
        if row.get("checked") == "read" and evidence._level(row) == evidence.SECOND
    ]
    assert not told


def test_a_central_fact_that_no_table_holds_is_named(tmp_path, monkeypatch) -> None:
    shutil.copytree(tables.DATA, tmp_path / "data")
    monkeypatch.setattr(tables, "DATA", tmp_path / "data")
    with (tmp_path / "data" / "central_facts.csv").open("a", encoding="utf-8") as file:
        file.write("04_intake_from_food,Something.,foods,No such food\n")
    with pytest.raises(ValueError, match="foods: No such food"):
        evidence.central()
