"""Long rows of numbers in the compact form that plotly reads, so that notebooks stay small."""

import base64
from collections.abc import Iterable

import numpy as np

from helpers.lesson.pictures import rounded


def packed(values: Iterable[float], dtype: str = "f4") -> dict[str, str]:
    """Numbers as base64: "f4" for fractions, rounded first, "u1" for whole numbers up to 255."""
    numbers = np.array(rounded(values), dtype=f"<{dtype}")
    return {"dtype": dtype, "bdata": base64.b64encode(numbers.tobytes()).decode()}
