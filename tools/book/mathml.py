"""Formulas that a browser shows by itself."""

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert


def inline(translator: Any, node: nodes.Element) -> None:
    """Write a formula that stands in a line."""
    write(translator, node, "inline")


def block(translator: Any, node: nodes.Element) -> None:
    """Write a formula that stands by itself."""
    write(translator, node, "block")


def write(translator: Any, node: nodes.Element, display: str) -> None:
    translator.body.append(convert(node.astext(), display=display))
    raise nodes.SkipNode
