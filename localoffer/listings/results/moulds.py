"""Markup that is made once by a template and filled for each page: its words stay, its holes take what changes."""

from __future__ import annotations

from markupsafe import Markup

HOLE = Markup("<hole/>")
"""What a template is given for a value that changes. No text can forge it: in a text the brackets are escaped."""


class Mould:
    """One such piece of markup. Its ``pattern`` is for what is filled a hundred times a page, by the operator ``%``."""

    __slots__ = ("holes", "pattern")

    def __init__(self, rendered: str) -> None:
        """Take what a template made with ``HOLE`` in the place of each value that changes."""
        self.holes = str(rendered).count(HOLE)
        self.pattern = str(rendered).replace("%", "%%").replace(HOLE, "%s")

    def begun(self, value: str) -> Mould:
        """Return the mould with its first hole filled, for a value of which there are few."""
        return Mould(self.filled(value, *[HOLE] * (self.holes - 1)))

    def filled(self, *values: str) -> str:
        """Return the markup with its holes filled, in their order. The values are markup: escaped already."""
        return self.pattern % values
