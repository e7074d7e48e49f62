"""Many states of an explorer in little room: what they share once, what differs only once each."""

import base64
import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil, isnan, log10
from typing import Any

import numpy as np

DIGITS = 5  # of a number by itself
SEEN = 2500  # steps from the lowest to the highest number of a line: more than it has pixels
Path = tuple[str | int, ...]  # the keys that lead to a part of a tree


def packed(states: Mapping[Any, Any]) -> str:
    """States by name -> text for the page, which unpacks it (explorers.js).

    Inside: `shared`, a state with gaps; `gaps`, where they are; `parts`, all that stands in any of
    them; `states`, for each name the numbers of its parts.
    """
    trees = [compact(state) for state in states.values()]
    gaps = list(differing(trees))
    numbers: dict[str, int] = {}
    rows = [
        [numbers.setdefault(_text(at(tree, gap)), len(numbers)) for gap in gaps] for tree in trees
    ]
    names = [",".join(map(str, name)) for name in states]
    content = {
        "shared": trees[0],
        "gaps": gaps,
        "parts": list(map(json.loads, numbers)),
        "states": dict(zip(names, rows, strict=True)),
    }
    return base64.b64encode(gzip.compress(_text(content).encode(), mtime=0)).decode()


def differing(trees: Sequence[Any]) -> Iterator[Path]:
    """The paths to the smallest parts in which trees differ."""
    first = trees[0]
    if all(tree == first for tree in trees):
        return
    if keys := _common_keys(trees):
        for key in keys:
            yield from ((key, *rest) for rest in differing([tree[key] for tree in trees]))
    else:
        yield ()


def _common_keys(trees: Sequence[Any]) -> list[Any]:
    """The keys under which to look further; none if the trees are not alike, or hold numbers."""
    first = trees[0]
    if all(
        isinstance(tree, dict) and "deltas" not in tree and tree.keys() == first.keys()
        for tree in trees
    ):
        return list(first)
    if all(isinstance(tree, list) and len(tree) == len(first) for tree in trees):
        return list(range(len(first))) if any(isinstance(x, dict | list) for x in first) else []
    return []


def at(tree: Any, path: Path) -> Any:
    """The part of a tree at the end of a path."""
    for key in path:
        tree = tree[key]
    return tree


def compact(state: Any) -> Any:
    """A state in JSON's words: numbers in base64 become lines."""
    figure = state.get("figure", {}).get("layout", {}) if isinstance(state, dict) else {}
    axes = [axis for key, axis in figure.items() if key.startswith(("xaxis", "yaxis"))]
    stretched = any(axis.get("type") == "log" for axis in axes)
    return _compact(state, _listed if stretched else line)


def _compact(part: Any, line: Callable[[np.ndarray], Any]) -> Any:
    if isinstance(part, dict) and part.keys() == {"dtype", "bdata"}:
        return line(np.frombuffer(base64.b64decode(part["bdata"]), part["dtype"]).astype(float))
    if isinstance(part, dict):
        return {key: _compact(value, line) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_compact(value, line) for value in part]
    return _short(part) if isinstance(part, float) else part


def line(numbers: np.ndarray) -> Any:
    """A line as {"deltas": [decimals, first number, steps]}, in whole units of the last decimal.

    One with gaps stays a list, and so does one without steps.
    """
    span = float(np.ptp(numbers)) if numbers.size else 0.0
    if not span > 0:  # nor is it, if it is not a number
        return _listed(numbers)
    whole = np.array_equal(numbers, np.rint(numbers))
    decimals = 0 if whole else ceil(log10(SEEN / span))
    units = np.rint(numbers * 10.0**decimals).astype(int)
    return {"deltas": [decimals, int(units[0]), *np.diff(units).tolist()]}


def _listed(numbers: np.ndarray) -> list[float | None]:
    """Each number with all its digits; null is a gap."""
    return [None if isnan(x) else _short(x) for x in numbers.tolist()]


def _short(number: float) -> float:
    rounded = float(f"{number:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded


def _text(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
