"""Forms that change something which somebody else may have changed meanwhile."""

from __future__ import annotations

from wtforms import HiddenField

from localoffer.forms.base import Form


class SeenForm(Form):
    """A form that carries the version of what was shown with it."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that was shown; 0, which nothing stored has, when the form does not say."""
        typed = self.version.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    def show_version(self, number: int) -> None:
        """Put the version that is shown into the page."""
        self.version.data = str(number)
