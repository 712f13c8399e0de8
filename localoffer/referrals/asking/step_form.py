"""What the forms of all steps share: words in the reader's voice, and checks that span several fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import Text
from localoffer.referrals.answers import Answers, read_section
from localoffer.referrals.asking.rules import Rules
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording.words import Words


@dataclass(frozen=True)
class Setting:
    """What a form needs to know of the person and the place: passed in, because a form never looks anything up.

    ``answers`` is what was answered so far; ``districts`` and ``languages`` are pairs of code and name.
    """

    answers: Answers
    rules: Rules
    districts: tuple[tuple[str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()

    @property
    def referrer(self) -> Referrer | None:
        return self.answers.referrer


class MarkedForm(Form):
    """A form whose page says which draft it was made for."""

    mark = HiddenField()

    def made_for(self, mark: str) -> None:
        """Put the draft's mark into the page, whatever was sent."""
        self.mark.data = mark


class StepForm(MarkedForm):
    """The form of one step, that fills one section of the answers.

    ``heading`` is the page's question, and ``asks`` the same in the reader's voice; ``main`` names the field that asks
    it, where it is not about all of them. ``why`` says why we ask. ``labels`` and ``hints`` hold, for a field, its
    words in the reader's voice; ``own`` what the browser may fill in where it is about whoever is typing.
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
        self.asks: Text = self.heading.to(setting.referrer)
        if self.main:
            self[self.main].label.text = self.asks
        for name, words in self.labels.items():
            self[name].label.text = words.to(setting.referrer)
        for name, words in self.hints.items():
            self[name].description = words.to(setting.referrer)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether every answer can be kept; what is wrong is said at once, of each field and between them."""
        valid = bool(super().validate(extra_validators))
        self.check_together()
        return valid and not any(field.errors for field in self)

    def check_together(self) -> None:
        """Say what is wrong between fields, by ``problem``; any of them may be wrong by itself."""

    def look_back(self, answers: Answers) -> None:
        """Say, by ``problem``, what no longer fits because of what was answered after it."""

    def said(self, kind: type[Any]) -> object:
        """Return what a valid form says, as a section of that kind."""
        section: object = read_section(kind, self.data)
        return section

    def offer_own(self, *names: str) -> None:
        """Let the browser fill these fields with what it knows of whoever is typing."""
        for name in names:
            self[name].look.attributes["autocomplete"] = self.own[name]
