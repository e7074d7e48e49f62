"""One friendly sentence in place of a traceback, in a cell that answers an exercise."""

import builtins
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from keyword import iskeyword
from types import TracebackType
from typing import Any

from IPython import get_ipython

from helpers.lesson.card import show_words

CHECK = "lesson.check("  # a cell that calls it answers an exercise
GO_ON = "Correct the line and run the cell again; nothing is lost."
WITH_UNIT = re.compile(r"(?<![\w.])(\d[\d.,]*)\s*([A-Za-zµμ%][\w/%µμ]*)")


def speak_plainly() -> None:
    """Have IPython answer slips in exercise cells with `sentence`; other cells as ever."""
    if shell := get_ipython():  # without IPython there are no cells
        shell.set_custom_exc((Exception,), _answer)


def _answer(
    shell: Any,
    kind: type[Exception],
    error: Exception,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    source = shell.user_ns.get("In", [""])[-1]
    if CHECK in source:
        show_words(f"**Not judged.** {sentence(error, source, shell.user_ns)} {GO_ON}")
    else:
        shell.showtraceback((kind, error, trace), running_compiled_code=True)


def sentence(error: Exception, source: str, names: Mapping[str, Any]) -> str:
    """What is wrong with a cell, for somebody who does not program.

    `names` are those that the cell knows.
    """
    if isinstance(error, SyntaxError):
        return _unreadable(error, source)
    if isinstance(error, NameError) and error.name:
        known = [name for name in names if not name.startswith("_")] + dir(builtins)
        return (
            f"Python does not know the name `{error.name}`.{_nearest(error.name, known)} A text, "
            'such as `"Bread, white"`, needs quotation marks.'
        )
    if isinstance(error, AttributeError) and error.name:
        return (
            f"There is nothing called `{error.name}` there.{_nearest(error.name, dir(error.obj))}"
        )
    if isinstance(error, TypeError) and "ellipsis" in str(error):
        return "A blank `...` still stands where a number is needed."
    if isinstance(error, TypeError) and "argument" in str(error):
        return (
            f"{_capital(error)}. A comma separates two entries, so a decimal is written with a "
            "point: 12.4."
        )
    return f"{_capital(error).rstrip('.')}."


def _unreadable(error: SyntaxError, source: str) -> str:
    """What is wrong with a line that is no Python."""
    lines = source.splitlines() or [""]
    line = lines[min(error.lineno or 1, len(lines)) - 1].strip()
    for number, unit in WITH_UNIT.findall(line):
        if not iskeyword(unit):
            plain = number.strip(".,").replace(",", ".")
            return f"“{number} {unit}”: in Python a number stands without its unit. Write {plain}."
    if re.search(r"=\s*(#.*)?$", line):
        return f"In `{line}` nothing stands behind the sign “=”."
    if re.search("never closed|unterminated|unmatched|does not match", error.msg):
        return f"In `{line}` a bracket or a quotation mark is missing, or is one too many."
    return f"Python cannot read `{line}`. Is a bracket, a comma or a quotation mark missing?"


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, set(known), n=3)
    return f" Did you mean {' or '.join(f'`{other}`' for other in near)}?" if near else ""


def _capital(error: Exception) -> str:
    """The error's own words; what raised it is named where it has none."""
    text = str(error.args[0] if isinstance(error, KeyError) and error.args else error)
    return text[:1].upper() + text[1:] if text else type(error).__name__
