"""Stock widgets as the cards use them: those that look alike share what says how they look.

ipywidgets gives each widget a layout, and some a style, of its own. These are widgets, too, each
with a message to the page: half of all messages, if each had its own.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import anywidget
import ipywidgets
import traitlets

_looks: list[ipywidgets.Widget] = []


def is_shared(widget: ipywidgets.Widget) -> bool:
    """Whether this is a layout or style that other widgets may have as well."""
    return widget in _looks


def set_seen(widget: ipywidgets.DOMWidget, seen: bool) -> None:
    """Show or hide one widget; a change of its layout would hide all that share it.

    The page does not hear of a change of class of anywidget's (0.11): hide a box around it.
    """
    if isinstance(widget, AnyWidget):
        raise TypeError(f"widget: {type(widget).__name__} cannot be hidden; hide a box around it.")
    (widget.remove_class if seen else widget.add_class)("course-hidden")


def is_seen(widget: ipywidgets.DOMWidget) -> bool:
    """Whether the widget is not hidden."""
    return "course-hidden" not in widget._dom_classes


@cache
def _look(kind: type[ipywidgets.Widget], **traits: str) -> Any:
    _looks.append(kind(**traits))
    return _looks[-1]


class _Plain(ipywidgets.DOMWidget):
    LAYOUT: ClassVar[Mapping[str, str]] = {}

    @traitlets.default("layout")
    def _shared_layout(self) -> Any:
        return _look(ipywidgets.Layout, **self.LAYOUT)


class _Styled(_Plain):
    STYLE: ClassVar[Mapping[str, str]] = {}

    @traitlets.default("style")
    def _shared_style(self) -> Any:
        return _look(type(self).style.klass, **self.STYLE)


class _Described(_Styled):
    STYLE: ClassVar = {"description_width": "initial"}


class AnyWidget(_Plain, anywidget.AnyWidget):
    """A widget with JavaScript of its own, which is a trait of its class.

    anywidget by itself makes a class for each widget, to add what is lacking.
    """

    _anywidget_id = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_anywidget_id")
    def _name(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def add_traits(self, **traits: traitlets.TraitType[Any, Any]) -> None:
        """Add the traits that the class does not have."""
        if lacking := {name: one for name, one in traits.items() if not self.has_trait(name)}:
            super().add_traits(**lacking)


class Box(_Plain, ipywidgets.Box):
    """Widgets in a row that wraps."""

    LAYOUT: ClassVar = {"flex_flow": "row wrap"}


class HBox(_Plain, ipywidgets.HBox):
    """Widgets side by side."""


class VBox(_Plain, ipywidgets.VBox):
    """Widgets one below the other."""


class Button(_Styled, ipywidgets.Button):
    """A button with words."""


class HTML(_Styled, ipywidgets.HTML):
    """A piece of text."""


class Text(_Described, ipywidgets.Text):
    """A line to type in."""


class Dropdown(_Described, ipywidgets.Dropdown):
    """A list to choose from, as wide as its words."""

    LAYOUT: ClassVar = {"width": "max-content", "max_width": "98%"}


class RadioButtons(_Described, ipywidgets.RadioButtons):
    """A few options of any length, all in sight."""

    LAYOUT: ClassVar = {"width": "auto"}
