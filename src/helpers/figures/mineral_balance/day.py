"""A day of magnesium in the model: eaten, absorbed, kept by bone, lost in urine."""

from dataclasses import dataclass

from helpers.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    Picture,
    axis,
    from_zero,
    layout,
    note,
    places,
    rounded,
)
from helpers.figures.mineral_balance.words import percent
from helpers.science.mineral_balance import Ledger, MineralState, ledger

BARS = 4


@dataclass(frozen=True)
class Day:
    """An animal at rest, and what was set for it."""

    state: MineralState
    magnesium_diet: float
    filtration: float
    limited: bool

    @property
    def ledger(self) -> Ledger:
        """Its day of magnesium."""
        return ledger(self.state)

    @property
    def impossible(self) -> bool:
        """Whether more is absorbed than eaten."""
        return self.ledger.absorbed > self.ledger.eaten * (1 + 1e-9)


def day(drawn: Day) -> Picture:
    """Four bars in mmol a day, and what is wrong with them."""
    book = drawn.ledger
    amounts = {
        "eaten": book.eaten,
        "absorbed": book.absorbed,
        "of this: kept by bone": book.into_bone,
        "of this: lost in urine": book.urine,
    }
    words = ", ".join(f"{name} {amount:.3f}" for name, amount in amounts.items())
    return Picture(
        {"data": [_bars(amounts, drawn)], "layout": _layout(drawn)},
        f"Bars of a day's magnesium in mmol: {words}. Magnesium in blood "
        f"{percent(drawn.state.changes['magnesium'])}. {' '.join(_doubts(drawn))}",
        ("dutta2024",),
    )


def _bars(amounts: dict[str, float], drawn: Day) -> dict:
    return {
        "type": "bar", "orientation": "h", "x": rounded(amounts.values()), "y": list(amounts),
        "text": [f"{amount:.3f} mmol" for amount in amounts.values()],
        "textposition": "outside", "cliponaxis": False,
        "marker": {"color": [GREY, ORANGE if drawn.impossible else BLUE, GREEN, BLUE],
                   "pattern": {"shape": ["", "x" if drawn.impossible else "", "", ""],
                               "fillmode": "overlay"}},
    }  # fmt: skip


def _doubts(drawn: Day) -> list[str]:
    """What a reader should doubt in this picture, in lines that fit a narrow one."""
    first = "More absorbed than eaten: impossible." if drawn.impossible else ""
    if drawn.limited:
        first = "Our correction is on: absorbed at most what is eaten."
    return [
        *filter(None, [first]),
        "Bone never fills: its slow store takes up without end.",
    ]


def _layout(drawn: Day) -> dict:
    most = max(drawn.ledger.eaten, drawn.ledger.absorbed)
    return layout(
        "A day of magnesium at rest",
        xaxis=axis("mmol a day", range=from_zero([most], room=1.25)),
        yaxis={"range": places(BARS)[::-1]},
        annotations=[note("<br>".join(f"<b>{line}</b>" for line in _doubts(drawn)))],
        margin={"l": 8, "t": 86},
        height=310,
    )  # fmt: skip
