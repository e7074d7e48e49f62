"""Shows a table of data/ to read: titles with units, and each source as a link."""

from collections.abc import Sequence

import pandas as pd

from helpers.drawing import printed
from helpers.lesson.card import show_words
from helpers.references import link
from helpers.tables import labels


def show_table(rows: pd.DataFrame, name: str, columns: Sequence[str]) -> None:
    """Show some columns of rows taken from the table `name`; `source_key` becomes a link."""
    titles = labels(name)
    head = [titles[column] for column in columns]
    lines = [head, ["---"] * len(head), *(_cells(row, columns) for _, row in rows.iterrows())]
    show_words("\n".join(f"| {' | '.join(cells)} |" for cells in lines))


def _cells(row: pd.Series, columns: Sequence[str]) -> list[str]:
    return [
        link(row[column]) if column == "source_key" else _text(row[column]) for column in columns
    ]


def _text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    if value >= 10_000 and value.is_integer():  # a year stays as it is
        return f"{value:,.0f}"
    return "" if value != value else printed(value)
