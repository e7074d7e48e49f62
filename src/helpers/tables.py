"""The course's tables: small CSV files in data/, described and checked by data/datapackage.json."""

import csv
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import fastjsonschema
import pandas as pd

HERE = Path(__file__).resolve().parent
PACKED = HERE / "data"  # in an ordinary installation
DATA = PACKED if PACKED.is_dir() else HERE.parents[1] / "data"
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
WORDS = {"number": "a number", "integer": "a whole number", "string": "text"}
PHRASES = {"minimum": "at least", "maximum": "at most", "pattern": "matching"}

Field = dict[str, Any]
Check = Callable[[Any], Any]


class TableError(ValueError):
    """A file of data/ that cannot be used; the sentence says where and what was expected."""


def table(name: str) -> pd.DataFrame:
    """The table data/<name>.csv; a number that is not given is NaN, a text is empty.

    Raises TableError with file, row (counted as a spreadsheet does), column, value and expectation.
    """
    return _table(DATA, name).copy()


def row(name: str, **key: Any) -> dict[str, Any]:
    """The first row of a table with these values in these columns; KeyError if there is none."""
    columns, wanted = tuple(key), tuple(key.values())
    return dict(_rows_by(DATA, name, columns)[wanted])


def by(name: str, key: str, column: str) -> dict[Any, Any]:
    """One column of a table by another one, its key."""
    return dict(_column_by(DATA, name, key, column))


def sources(rows: str | pd.DataFrame) -> tuple[str, ...]:
    """The sources of a table, or of some of its rows, each once."""
    return (
        _sources(DATA, rows) if isinstance(rows, str) else tuple(dict.fromkeys(rows["source_key"]))
    )


def labels(name: str) -> dict[str, str]:
    """What to print above each column of a table: its title, and its unit in brackets."""
    return {field["name"]: _label(field) for field in _schema(DATA, name)["fields"]}


def names() -> list[str]:
    """The names of all tables. Raises TableError for a description that cannot be read."""
    return list(_schemas(DATA))


def toml(path: str) -> dict[str, Any]:
    """The contents of data/<path>.toml. Raises TableError with the line that cannot be read."""
    return deepcopy(_toml(DATA, path))


@cache
def _table(folder: Path, name: str) -> pd.DataFrame:
    schema, file = _schema(folder, name), f"{name}.csv"
    records = list(_records(f"data/{file}", read_text(folder, file), schema["fields"]))
    _check_key(f"data/{file}", records, schema["primaryKey"])
    frame = pd.DataFrame(records)
    texts = [field["name"] for field in schema["fields"] if field["type"] == "string"]
    return frame.astype(dict.fromkeys(texts, "str"))


@cache
def _rows_by(
    folder: Path, name: str, columns: tuple[str, ...]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = reversed(_table(folder, name).to_dict("records"))  # the first of several is kept
    return {tuple(row[column] for column in columns): row for row in rows}


@cache
def _column_by(folder: Path, name: str, key: str, column: str) -> dict[Any, Any]:
    frame = _table(folder, name)
    return dict(zip(frame[key], frame[column], strict=True))


@cache
def _sources(folder: Path, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_table(folder, name)["source_key"]))


@cache
def _toml(folder: Path, path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(folder, f"{path}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"data/{path}.toml cannot be read: {error}.") from error


def _schema(folder: Path, name: str) -> dict[str, Any]:
    """The Table Schema of one table."""
    schemas = _schemas(folder)
    if name not in schemas:
        raise TableError(f"{name!r} is no table of the course; use one of {', '.join(schemas)}.")
    return schemas[name]


@cache
def _schemas(folder: Path) -> dict[str, dict[str, Any]]:
    """The Table Schema of each table, from datapackage.json."""
    try:
        package = json.loads(read_text(folder, "datapackage.json"))
    except json.JSONDecodeError as error:
        raise TableError(f"data/datapackage.json cannot be read: {error}.") from error
    return {part["name"]: part["schema"] for part in package["resources"]}


def read_text(folder: Path, file: str) -> str:
    """The text of one file of the folder, or a TableError."""
    try:
        return (folder / file).read_text(encoding="utf-8-sig")  # spreadsheets add a mark in front
    except FileNotFoundError as error:
        raise TableError(f"data/{file} is missing; expected it beside the other tables.") from error
    except UnicodeDecodeError as error:
        raise TableError(f"data/{file} cannot be read; expected text saved as UTF-8.") from error


def _records(file: str, text: str, fields: list[Field]) -> Iterator[dict[str, Any]]:
    """The rows of a table, checked cell by cell."""
    rows = _rows(file, text)
    _check_header(file, next(rows, []), [field["name"] for field in fields])
    checks = [fastjsonschema.compile(_cell_schema(field)) for field in fields]
    for number, cells in enumerate(rows, start=2):
        place = f"{file}, row {number}"
        if len(cells) != len(fields):
            raise TableError(f"{place} has {len(cells)} cells; expected {len(fields)}.")
        parts = zip(cells, fields, checks, strict=True)
        yield {field["name"]: _value(place, cell, field, check) for cell, field, check in parts}


def _rows(file: str, text: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise TableError(
            f"{file}, line {reader.line_num} cannot be read ({error}); expected cells between "
            "commas, each opened quote closed."
        ) from error


def _check_header(file: str, header: list[str], columns: list[str]) -> None:
    missing = [column for column in columns if column not in header]
    if not header or missing:
        first = f"the column {missing[0]} is missing" if header else "the file is empty"
        raise TableError(f"{file}, row 1: {first}; expected the columns {', '.join(columns)}.")
    if header != columns:
        raise TableError(
            f"{file}, row 1: the columns are {', '.join(header)}; expected {', '.join(columns)}."
        )


def _check_key(file: str, records: list[dict[str, Any]], key: list[str]) -> None:
    """Every row has a key of its own, and there is at least one row."""
    rows: dict[tuple[Any, ...], int] = {}
    for number, record in enumerate(records, start=2):
        value = tuple(record[column] for column in key)
        if value in rows:
            raise TableError(
                f"{file}, row {number}, column {', '.join(key)}: {', '.join(map(str, value))} is "
                f"already in row {rows[value]}; expected a value of its own."
            )
        rows[value] = number
    if not rows:
        raise TableError(f"{file} has no rows; expected at least one below the column names.")


def _value(place: str, cell: str, field: Field, check: Check) -> Any:
    """One cell as text or number; a cell that is not given becomes "" or NaN."""
    if cell == "" and not field.get("constraints", {}).get("required"):
        return "" if field["type"] == "string" else float("nan")
    value = _number(cell) if field["type"] in ("number", "integer") else cell
    try:
        return check(value)
    except fastjsonschema.JsonSchemaValueException as error:
        raise TableError(
            f"{place}, column {field['name']}: {cell!r} does not fit; expected {_expected(field)}."
        ) from error


def _number(cell: str) -> float | str:
    """A number where the cell is one; float() alone would also read "nan" and "1_000"."""
    return float(cell) if NUMBER.fullmatch(cell) else cell


def _cell_schema(field: Field) -> dict[str, Any]:
    """Table Schema's rules of one column as JSON Schema, which has the same words for them."""
    rules = dict(field.get("constraints", {}))
    shortest = 1 if rules.pop("required", False) else 0  # JSON Schema says this only of texts
    return {"type": field["type"], "minLength": shortest, **rules}


def _expected(field: Field) -> str:
    """What a column takes, in words."""
    rules = field.get("constraints", {})
    choices = ", ".join(map(str, rules.get("enum", [])))
    words = f"one of {choices}" if choices else WORDS[field["type"]]
    limits = ", ".join(f"{PHRASES[rule]} {rules[rule]}" for rule in PHRASES if rule in rules)
    words += f" ({limits})" if limits else ""
    return words if rules.get("required") else f"{words}, or an empty cell"


def _label(field: Field) -> str:
    return f"{field['title']} ({field['unit']})" if "unit" in field else str(field["title"])
