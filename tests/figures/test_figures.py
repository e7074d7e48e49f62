"""Every picture of the course as plain data: valid, told in words, readable, with its numbers."""

import base64
import importlib
import inspect
import json
import math
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

import helpers.explorers
import helpers.figures
from helpers.drawing import FONT
from helpers.explorers.supplements import label_decoder
from helpers.figures.quantities import rulers
from helpers.figures.status.screening import screening
from helpers.figures.status.serum import cutoff
from helpers.lesson import Explorer, Picture
from helpers.lesson.live import source
from helpers.science.quantities import Amount
from helpers.science.status import Cutoff, Screening
from tools.lessons import ROOT

ALT_LENGTH = 40
NO_NUMBER = re.compile(r"\b(nan|inf|None)\b")
NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?")
WHITE = "#ffffff"


def public(package: Any, returned: type) -> Iterator[Callable]:
    """The functions of a package that return this."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for _, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__
            if own and inspect.signature(function).return_annotation is returned:
                yield function


def name(function: Callable) -> str:
    return f"{function.__module__.split('.')[-1]}.{function.__name__}"


def is_alone(function: Callable) -> bool:
    return not inspect.signature(function).parameters


# Pictures that need nothing, and those of the explorers as these open.
DRAWING = [
    *filter(is_alone, public(helpers.figures, Picture)),
    *filter(is_alone, public(helpers.explorers, Explorer)),
]


@cache
def drawn(function: Callable[[], Picture | Explorer]) -> Picture:
    made = function()
    return made if isinstance(made, Picture) else Picture(made.live.figure, made.live.alt)


@pytest.fixture(params=DRAWING, ids=name)
def picture(request: pytest.FixtureRequest) -> Picture:
    return drawn(request.param)


def leaves(part: Any) -> Iterator[Any]:
    """All numbers and words of a figure, those of packed arrays, too."""
    if isinstance(part, dict) and "bdata" in part:
        packed = base64.b64decode(part["bdata"])
        yield from np.frombuffer(packed, dtype=f"<{part['dtype']}").tolist()
    elif isinstance(part, dict):
        for value in part.values():
            yield from leaves(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from leaves(value)
    else:
        yield part


def test_a_picture_is_valid_for_plotly(picture: Picture) -> None:
    go.Figure(picture.figure)


def test_a_picture_is_told_in_words(picture: Picture) -> None:
    assert len(picture.alt) >= ALT_LENGTH
    assert picture.alt != picture.figure["layout"]["title"]["text"]


def test_no_two_pictures_have_the_same_name() -> None:
    assert len({drawn(function).alt for function in DRAWING}) == len(DRAWING)


def test_nothing_is_no_number(picture: Picture) -> None:
    """NaN alone may stand in packed numbers, as a gap of a curve."""
    numbers = [value for value in leaves(picture.figure) if isinstance(value, float)]
    assert not any(map(math.isinf, numbers))
    assert not any(map(math.isnan, unpacked(picture.figure)))
    words = " ".join(value for value in leaves(picture.figure) if isinstance(value, str))
    assert not NO_NUMBER.search(f"{words} {picture.alt}")


def test_the_words_tell_what_is_drawn(picture: Picture) -> None:
    """At least a third of their numbers stand on the picture; others are sums of them."""
    drawn = [value for leaf in leaves(picture.figure) for value in numbers_of(leaf)]
    told = NUMBER.findall(picture.alt)
    found = [text for text in told if any(abs(value - read(text)) <= half(text) for value in drawn)]
    assert len(found) >= len(told) / 3, set(told) - set(found)


def numbers_of(leaf: Any) -> list[float]:
    if isinstance(leaf, str):
        return [read(text) for text in NUMBER.findall(leaf)]
    return [float(leaf)] if isinstance(leaf, int | float) else []


def read(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def half(text: str) -> float:
    """Half of the last digit that is written."""
    return 0.5 * 10 ** -len(text.partition(".")[2]) + 1e-9


def unpacked(figure: dict[str, Any]) -> list[float]:
    """The numbers that are written one by one."""
    plain = json.loads(json.dumps(figure))
    return [value for value in leaves(without_packed(plain)) if isinstance(value, float)]


def without_packed(part: Any) -> Any:
    if isinstance(part, dict):
        return {k: without_packed(v) for k, v in part.items() if k != "bdata"}
    return [without_packed(value) for value in part] if isinstance(part, list) else part


def test_a_picture_is_written_in_the_courses_letters(picture: Picture) -> None:
    families = {value for key, value in pairs(picture.figure) if key == "family"}
    assert families == {FONT}


def test_no_rule_makes_a_page_work_out_its_looks_at_each_step() -> None:
    """`:has(...) > *` costs 6 ms for each element that comes or goes in lesson 06."""
    styles = [*(ROOT / "jupyter").rglob("*.css"), *(ROOT / "src").rglob("*.css")]
    text = "".join(path.read_text("utf-8") for path in styles)
    rules = re.sub(r":has\((?:[^()]|\([^()]*\))*\)", ":has()", text)
    assert not re.findall(r":has\(\)[^,{]*[\s>~+][*:[]", rules)


def test_the_page_is_written_in_the_letters_of_the_pictures() -> None:
    assert f"--jp-ui-font-family: {FONT};" in source("lesson.css")
    styles = "".join(path.read_text("utf-8") for path in (ROOT / "jupyter").rglob("*.css"))
    for kind in ("ui", "content"):
        assert f"--jp-{kind}-font-family: {FONT};" in styles


def pairs(part: Any) -> Iterator[tuple[str, Any]]:
    """All keys of a figure with their values."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield key, value
            yield from pairs(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from pairs(value)


# --- colours


def test_bars_and_words_stand_out(picture: Picture) -> None:
    """By 3 to 1 for a bar (or its outline), by 4.5 to 1 for words: WCAG 2.2, 1.4.11 and 1.4.3."""
    pale = [f"{bar.get('name')}: {look}" for bar in bars(picture) for look in faults(bar)]
    pale += [note["text"] for note in notes(picture) if contrast(*note_colors(note)) < 4.5]
    assert not pale


def bars(picture: Picture) -> list[dict[str, Any]]:
    return [trace for trace in picture.figure["data"] if trace.get("type") == "bar"]


def faults(bar: dict[str, Any]) -> Iterator[str]:
    """What of a bar does not stand out."""
    marker = bar.get("marker", {})
    outline = marker.get("line", {}).get("color", WHITE)
    for color in each_color(marker.get("color", WHITE)):
        if max(contrast(color, WHITE), contrast(outline, WHITE)) < 3:
            yield f"{color} on white"
        words = bar.get("insidetextfont", {}).get("color")
        if words and contrast(words, color) < 4.5:
            yield f"{words} on {color}"


def each_color(color: str | list[str]) -> list[str]:
    return [color] if isinstance(color, str) else list(dict.fromkeys(color))


def notes(picture: Picture) -> list[dict[str, Any]]:
    return [note for note in picture.figure["layout"].get("annotations", ()) if note.get("text")]


def note_colors(note: dict[str, Any]) -> tuple[str, str]:
    return note.get("font", {}).get("color", "#222222"), note.get("bgcolor", WHITE)


def contrast(first: str, second: str) -> float:
    dark, light = sorted(map(luminance, (first, second)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """WCAG's relative luminance of a colour on white."""
    *parts, opacity = rgba(color)
    shares = (opacity * part / 255 + 1 - opacity for part in parts)
    linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def rgba(color: str) -> list[float]:
    if color.startswith("#"):
        return [*(int(color[at : at + 2], 16) for at in (1, 3, 5)), 1]
    parts = [float(part) for part in re.findall(r"[\d.]+", color)]
    return parts if color.startswith("rgba") else [*parts, 1]


# --- numbers of a result


def test_one_amount_stands_on_three_rulers() -> None:
    picture = rulers(Amount(mg=100.0, mmol=4.11, meq=8.23))
    assert [trace["x"] for trace in picture.figure["data"]] == [[100], [4.11], [8.23]]
    assert picture.alt.endswith(": 100 mg, 4.11 mmol, 8.23 mEq.")


def test_a_limit_cuts_the_curve_where_it_is_said() -> None:
    chosen = Cutoff(0.7, "warsaw")
    picture = cutoff(chosen)
    (mark,) = [trace for trace in picture.figure["data"] if trace.get("name") == "your limit"]
    assert (mark["x"], mark["y"]) == ([0.7], [pytest.approx(chosen.percent, rel=1e-4)])
    assert f"cut at 0.70 mmol/L; {chosen.percent:.1f} % lie below" in picture.alt


def test_a_screened_population_is_counted() -> None:
    said = screening(Screening(sensitivity=0.5, specificity=0.9, prevalence=0.2)).alt
    assert "100 depleted, test positive, 100 depleted, test negative" in said
    assert "80 not depleted, test positive, 720 not depleted, test negative" in said


# --- words in bars


def test_the_bars_of_a_label_say_what_fits_into_them() -> None:
    magnesium, rest = label_decoder().live.figure["data"][:2]
    assert magnesium["text"] == ["", "500 mg"]
    assert rest["text"] == ["", "2,593 mg"]
