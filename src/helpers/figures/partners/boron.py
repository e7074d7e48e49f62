"""The picture of the trial in horses: every arm against hay, and one arm against another."""

from typing import NamedTuple

from helpers.drawing import BLUE, ORANGE, Picture, axis, layout, note, upright
from helpers.figures.partners.shared import Ratio, ratio_marks, row_axis
from helpers.science.partners import START, Comparison
from helpers.tables import by, sources, table


class Asked(NamedTuple):
    """A comparison that somebody asked for."""

    arm: str
    against: str
    correlation: float
    found: Comparison


def feed(arm: str) -> str:
    """What the horses got, in words."""
    return START if arm == START else by("trial_arms", "arm", "name")[arm]


def horses(asked: Asked) -> Picture:
    """The printed ratios to hay, and the one that was asked for."""
    printed = [
        Ratio(f"{row.name}<br>against hay", row.ratio, row.low, row.high)
        for row in table("trial_arms").itertuples()
    ]
    question = Ratio(
        f"<b>{feed(asked.arm)}<br>against {feed(asked.against)}</b>",
        asked.found.ratio,
        asked.found.low,
        asked.found.high,
    )
    placed = [(height, each) for height, each in zip((4.4, 3.4, 2.4), printed, strict=True)]
    data = [
        ratio_marks(placed, name="as printed", marker={"symbol": "square", "color": BLUE,
                                                       "size": 12}),
        ratio_marks([(1.0, question)], name="your comparison",
                    marker={"symbol": "diamond", "color": ORANGE, "size": 15}),
    ]  # fmt: skip
    names = [(height, each.name) for height, each in [*placed, (1.0, question)]]
    return Picture(
        {"data": data, "layout": _layout(names)},
        f"Headshaking of six horses. Against hay: {_told(printed)}. Your comparison, "
        f"{feed(asked.arm)} against {feed(asked.against)}: {question.ratio:.2f} "
        f"({question.low:.2f} to {question.high:.2f}).",
        sources("trial_arms"),
    )


def _told(rows: list[Ratio]) -> str:
    return "; ".join(
        f"{row.name.partition('<br>')[0]} {row.ratio:.2f} ({row.low:.2f} to {row.high:.2f})"
        for row in rows
    )


def _layout(names: list[tuple[float, str]]) -> dict:
    return layout(
        "One trial, four feeds, six comparisons",
        xaxis=axis("headshaking, ratio (log scale; bar: 95 % interval)<br>◀ less        more ▶",
                   type="log", range=[-0.72, 0.56], tickvals=[0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3]),
        yaxis=row_axis(names),
        shapes=[upright(1)],
        annotations=[note("Below: computed from the printed intervals; "
                          "the correlation is assumed", x=1, xanchor="right")],
        margin={"t": 64},
        height=380,
    )  # fmt: skip
