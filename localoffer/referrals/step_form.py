"""What the forms of all steps share: words in the reader's voice, and checks that span several fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.referrals.rules import Rules
from localoffer.referrals.wording import Words
from localoffer.vocabulary import Referrer


@dataclass(frozen=True)
class Setting:
    """What a form needs to know of the person and the place: passed in, because a form never looks anything up.

    ``districts`` and ``languages`` are pairs of code and name.
    """

    referrer: Referrer | None
    rules: Rules
    districts: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()


class MarkedForm(Form):
    """A form whose page says which draft it was made for."""

    mark = HiddenField()

    def made_for(self, mark: str) -> None:
        """Put the draft's mark into the page, whatever was sent."""
        self.mark.data = mark


class StepForm(MarkedForm):
    """The form of one step.

    ``heading`` is the page's question; ``main`` names the field that asks it, where it is not about all of them.
    ``why`` says why we ask. ``labels`` and ``hints`` hold, for a field, its words in the reader's voice; ``own`` what
    the browser may fill in where it is about whoever is typing.
    """

    heading: ClassVar[Words]
    main: ClassVar[str] = ""
    why: ClassVar[Words | None] = None
    labels: ClassVar[Mapping[str, Words]] = {}
    hints: ClassVar[Mapping[str, Words]] = {}
    own: ClassVar[Mapping[str, str]] = {}

    def prepare(self, setting: Setting) -> None:
        """Put the words, and whatever else depends on who is asking, into the fields."""
        self.setting = setting
        if self.main:
            self[self.main].label.text = self.heading.to(setting.referrer)
        for name, words in self.labels.items():
            self[name].label.text = words.to(setting.referrer)
        for name, words in self.hints.items():
            self[name].description = words.to(setting.referrer)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether every answer can be kept; checks that span fields come after those of each field."""
        if not super().validate(extra_validators):
            return False
        self.check_together()
        return not any(field.errors for field in self)

    def check_together(self) -> None:
        """Say what is wrong between fields, by ``problem``."""

    def offer_own(self, *names: str) -> None:
        """Let the browser fill these fields with what it knows of whoever is typing."""
        for name in names:
            self[name].look.attributes["autocomplete"] = self.own[name]


class SendForm(MarkedForm):
    """The button under the answers."""
