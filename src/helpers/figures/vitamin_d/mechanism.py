"""Picture of an assumed effect of low magnesium beside the measured one."""

from dataclasses import dataclass

from helpers.drawing import (
    BLUE,
    ORANGE,
    Picture,
    axis,
    layout,
    note,
    places,
    printed,
    rounded,
)  # fmt: skip
from helpers.figures.vitamin_d.kinetics import NAMES
from helpers.references import reference
from helpers.science.vitamin_d import (
    ASSUMED_CATABOLISM_SHARE,
    Change,
    diet_study,
    measured_change,
)  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """An assumed mechanism, its strength (%), and the changes (%) that the model then shows."""

    mechanism: str
    percent: float
    days: float
    change: Change


def mechanism(fit: Fit) -> Picture:
    """What the model shows beside what was measured."""
    pools = ("calcidiol", "calcitriol", "catabolite")
    changes = rounded(getattr(fit.change, pool) for pool in pools)
    names = [NAMES[pool] for pool in pools]
    measured = measured_change()
    data = [_model_bars(names, changes), _measured_bar(names, measured)]
    words = ", ".join(f"{name} {printed(change, '+.0f')} %" for name, change in zip(names, changes))
    return Picture(
        {"data": data, "layout": _mechanism_layout()},
        f"Bars of the model's change after {fit.days:g} days: {words}. Beside it stands the "
        f"measured change of 1,25(OH)₂D, {printed(measured, '+.0f')} %; for the other two none "
        "was found.",
        (diet_study()["source_key"],),
    )


def _model_bars(names: list[str], changes: list[float]) -> dict:
    return {
        "type": "bar", "name": "model (assumption)", "x": names, "y": changes,
        "text": [f"{printed(change, '+.1f')} %" for change in changes], "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": BLUE, "pattern": {"shape": "/", "fillmode": "overlay"}},
    }  # fmt: skip


def _measured_bar(names: list[str], change: float) -> dict:
    return {
        "type": "bar", "name": _measured_name(), "x": names,
        "y": [None, *rounded([change]), None], "textposition": "outside", "cliponaxis": False,
        "text": ["", f"{printed(change, '+.1f')} %", ""], "marker": {"color": ORANGE},
    }  # fmt: skip


def _measured_name() -> str:
    study = diet_study()
    source = reference(study["source_key"]).label
    return f"measured in {study['n']:.0f} healthy people ({source})"


def _mechanism_layout() -> dict:
    return layout(
        "The model’s change beside the measured one",
        xaxis=axis("", range=places(3)),
        yaxis=axis("change (%)", range=[-90, 90]),
        annotations=[
            note(
                f"Assumed: no feedback by PTH or FGF23; {ASSUMED_CATABOLISM_SHARE:.0%} of the loss"
                "<br>of 1,25(OH)₂D is by CYP24A1; the effect is at full strength from day 0"
            )
        ],
        margin={"t": 84},
        height=380,
    )
