"""Write docs/evidence.md: how each fact of data/ was verified.

    python start.py evidence

A row counts as what was read of it: the passage itself, a label, an abstract, somebody else's
words, or nothing yet. data/central_facts.csv names the numbers that the lessons rest on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import tables
from helpers.references import link, reference

FILE = Path(__file__).resolve().parents[1] / "docs" / "evidence.md"
FULL, LABEL, ABSTRACT, SECOND, OPEN = LEVELS = (
    "read in full", "label", "abstract", "second-hand", "not re-checked",
)  # fmt: skip
MEANING = {
    FULL: "the table, page, section or file that holds it was read, if need be in a copy",
    LABEL: "the label or the official product information was read, if need be in a copy",
    ABSTRACT: "the abstract or the summary of the study was read, no more",
    SECOND: "it was read where others tell it",
    OPEN: "it is recalled or derived; nobody has looked it up for this course",
}
SIGNS = {
    SECOND: r"\bas (told|quoted|described)\b|digest|consumer page|citing|handbook|not opened",
    ABSTRACT: r"abstract|\bsummary\b(?! of product)(?! table)",
    LABEL: r"\blabel|product characteristics|prescribing information|product information|"
    r"ficha técnica|medicinal ingredients|contraindications|active ingredient",
}


@dataclass(frozen=True)
class Fact:
    """One row of a table: its key in words, its sources and how it was verified."""

    table: str
    key: str
    sources: tuple[str, ...]
    level: str


def main() -> int:
    """Write the file."""
    FILE.write_text(report(), encoding="utf-8")
    return 0


def facts() -> list[Fact]:
    """Every row that names a source, table by table."""
    return [fact for name in tables.names() for fact in _facts(name)]


def _facts(name: str) -> Iterator[Fact]:
    frame = tables.table(name)
    if "checked" in frame:
        key = tables._schema(tables.DATA, name)["primaryKey"]
        for row in frame.to_dict("records"):
            yield Fact(name, "; ".join(_word(row[part]) for part in key), _keys(row), _level(row))


def _word(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _keys(row: dict[Any, Any]) -> tuple[str, ...]:
    return tuple((row.get("source_key") or row["source_keys"]).split(";"))


def _level(row: dict[Any, Any]) -> str:
    """What the row says of itself; where it was read, the weakest of its sources decides."""
    if row["checked"] in LEVELS:
        return str(row["checked"])
    place = row.get("source_place", "")
    return max((level(key, place) for key in _keys(row)), key=LEVELS.index)


def level(key: str, place: str = "") -> str:
    """What was read of a source, by its note in references.bib and the place that a row names."""
    text = reference(key).text
    title, _, note = text.rpartition("Read: ")
    if not title:
        return OPEN
    if re.search(SIGNS[SECOND], f"{place} {note}"):
        return SECOND
    if re.search(SIGNS[ABSTRACT], place or note):
        return ABSTRACT
    return LABEL if re.search(SIGNS[LABEL], f"{title} {place} {note}", re.IGNORECASE) else FULL


def central() -> list[tuple[dict[Any, Any], Fact]]:
    """The facts that the lessons rest on. Raises ValueError for one that no table holds."""
    known = {(fact.table, fact.key): fact for fact in facts()}
    rows = tables.table("central_facts").to_dict("records")
    missing = [f"{row['table']}: {row['row']}" for row in rows if _place(row) not in known]
    if missing:
        raise ValueError(f"data/central_facts.csv names what no table holds: {missing}.")
    return [(row, known[_place(row)]) for row in rows]


def _place(row: dict[Any, Any]) -> tuple[str, str]:
    return row["table"], row["row"]


def report() -> str:
    """The whole document."""
    known = facts()
    parts = [
        "# How the facts were verified",
        "Made by `python start.py evidence` from `data/`: the column `checked`, the place in the "
        "source, and what `references.bib` says was read. Claims count by the weakest of their "
        "sources.",
        _table([{"Level": name, "What it means": MEANING[name]} for name in LEVELS]),
        "## By table",
        _table([_counted(name, known) for name in dict.fromkeys(fact.table for fact in known)]),
        "## The numbers that the lessons rest on",
        _table([_shown(row, fact) for row, fact in central()]),
        *(part for name in (SECOND, OPEN) for part in _listed(name, known)),
    ]
    return "\n\n".join(parts) + "\n"


def _counted(name: str, known: list[Fact]) -> dict[str, str]:
    found = [fact.level for fact in known if fact.table == name]
    return {"Table": f"`{name}`"} | {each: str(found.count(each) or "") for each in LEVELS}


def _shown(row: dict[Any, Any], fact: Fact) -> dict[str, str]:
    sources = ", ".join(map(link, fact.sources))
    return {
        "Lesson": row["lesson"][:2],
        "Fact": row["fact"],
        "Source": sources,
        "Level": fact.level,
    }


def _listed(name: str, known: list[Fact]) -> list[str]:
    """The facts of one level, to be looked up first."""
    found = [fact for fact in known if fact.level == name]
    rows = [{"Table": f"`{fact.table}`", "Row": fact.key, "Source": _links(fact)} for fact in found]
    return [f"## {name.capitalize()}", _table(rows)] if rows else []


def _links(fact: Fact) -> str:
    return ", ".join(map(link, fact.sources))


def _table(rows: list[dict[str, str]]) -> str:
    frame = pd.DataFrame(rows)
    lines = [list(frame), ["---"] * len(frame.columns), *frame.to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    raise SystemExit(main())
