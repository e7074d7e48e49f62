"""Typed records from the TOML files of data/: what does not fit is told all at once, by name."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from helpers import tables
from helpers.tables import TableError

WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
NAMES = ("id", "name", "title", "text")  # what an item is called by, whichever it has first


class Record(msgspec.Struct):
    """One item of a file: its keys with their types. `faults` says what a type cannot say.

    A file is read once: all who ask for it share its records, and none changes them.
    """

    def faults(self) -> Iterator[str]:
        """A sentence for each thing that is wrong although each key has its type."""
        yield from ()


R = TypeVar("R", bound=Record)


def read(path: str, kind: type[R]) -> R:
    """The contents of data/<path>.toml as a record.

    Raises TableError with a line for each fault: file, item, key, and what is allowed.
    """
    return _read(tables.DATA, path, kind)


def refuse(path: str, faults: Iterable[str]) -> None:
    """Raise TableError with a line for each fault of data/<path>.toml, if there are any."""
    if lines := [f"data/{path}.toml, {fault}" for fault in faults]:
        raise TableError("\n".join(lines))


@cache
def _read(folder: Path, path: str, kind: type[R]) -> R:
    page = tables.toml(path)
    refuse(path, _faults(page, kind))
    return _made(page, kind)


@cache
def _fields(kind: type[Record]) -> dict[str, msgspec.structs.FieldInfo]:
    """The keys of a kind of record, each with its type."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _faults(entry: Any, kind: type[Record], place: str = "") -> Iterator[str]:
    """What is wrong with one record, key by key."""
    if not isinstance(entry, dict):
        yield f"{place}{entry!r} does not fit; expected {_keys(kind)}."
        return
    fields = _fields(kind)
    found = [_unknown_key(key, list(fields)) for key in entry if key not in fields]
    for key, field in fields.items():
        if key in entry:
            found += _value_faults(entry[key], field.type, key)
        elif field.required:
            found.append(f"the key {key!r} is missing; expected {_words(field.type)}.")
    yield from (f"{place}{fault}" for fault in found or _made(entry, kind).faults())


def _made(entry: dict[str, Any], kind: type[R]) -> R:
    """The record of an entry in which no fault was found."""
    given = {
        field.name: _value(entry[key], field.type)
        for key, field in _fields(kind).items()
        if key in entry
    }
    return kind(**given)


def _value(value: Any, kind: Any) -> Any:
    if one := _records(kind):
        return _made(value, _kind(value, one))
    if many := _records_of_list(kind):
        return tuple(_made(entry, _kind(entry, many)) for entry in value)
    return msgspec.convert(value, kind)


def _value_faults(value: Any, kind: Any, key: str) -> Iterator[str]:
    """What is wrong with the value of one key: a record, several records, or something plain."""
    if one := _records(kind):
        yield from _faults(value, _kind(value, one), f"{key}: ")
    elif (many := _records_of_list(kind)) and isinstance(value, list):
        yield from _list_faults(value, many, key)
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            yield f"the key {key!r} is {value!r}; expected {_words(kind)}."


def _list_faults(entries: list[Any], kinds: tuple[type[Record], ...], key: str) -> Iterator[str]:
    """The faults of each record in a list, and names that stand twice."""
    singular, seen = re.sub(r"(?<!u)s$", "", key), set()
    for number, entry in enumerate(entries, 1):
        mark, name = _name(entry, number)
        place = f"{singular} {name!r}: " if mark else f"{singular} number {number}: "
        if mark in ("id", "name") and name in seen:
            yield f"{place}the {mark} stands twice; expected one of its own."
        seen.add(name)
        yield from _faults(entry, _kind(entry, kinds), place)


def _name(entry: Any, number: int) -> tuple[str, Any]:
    """By which key an item is called, and what."""
    named = entry if isinstance(entry, dict) else {}
    names = ((key, named[key]) for key in NAMES if isinstance(named.get(key), str))
    return next(names, ("", number))


def _kind(entry: Any, kinds: tuple[type[Record], ...]) -> type[Record]:
    """Which of several kinds an item is: the first with a key of its own that stands there."""
    shared = set.intersection(*({*kind.__struct_fields__} for kind in kinds))
    own = {kind: {*kind.__struct_fields__} - shared for kind in kinds}
    keys = entry.keys() if isinstance(entry, dict) else set()
    return max(kinds, key=lambda kind: len(own[kind] & keys))


def _records(kind: Any) -> tuple[type[Record], ...]:
    """The kinds of record that a type stands for; none for plain values."""
    kinds = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    return tuple(one for one in kinds if isinstance(one, type) and issubclass(one, Record))


def _records_of_list(kind: Any) -> tuple[type[Record], ...]:
    return _records(get_args(kind)[0]) if get_origin(kind) is tuple else ()


def _unknown_key(key: str, allowed: list[str]) -> str:
    near = get_close_matches(key, allowed, n=1)
    guess = f" did you mean {near[0]!r}?" if near else ""
    return f"the key {key!r} is not known;{guess} allowed are {', '.join(allowed)}."


def _keys(kind: type[Record]) -> str:
    return f"the keys {', '.join(_fields(kind))}"


def _words(kind: Any) -> str:
    """What a type takes, in words."""
    if isinstance(kind, UnionType):
        return " or ".join(map(_words, get_args(kind)))
    if get_origin(kind) is tuple:
        return f"a list of {_words(get_args(kind)[0])}"
    if get_origin(kind) is Literal:
        return " or ".join(get_args(kind))
    if get_origin(kind) is dict:
        return "a table { name = value }"
    return WORDS.get(kind, "a table of keys")
