"""Checks that the science modules share."""

import pytest

from helpers.science.checks import whole


@pytest.mark.parametrize("value", [1, 3.0, 6])
def test_a_whole_number_becomes_an_int(value):
    assert whole("servings", value, 1, 6) == value
    assert isinstance(whole("servings", value, 1, 6), int)


@pytest.mark.parametrize("value", [0, 7, 1.5, "2", None, float("nan"), [1, 2]])
def test_anything_else_is_named(value):
    with pytest.raises(ValueError, match=r"^servings: "):
        whole("servings", value, 1, 6)
