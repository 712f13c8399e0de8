"""The forms with which the team moves a referral, and with which texts to families are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, SelectField, TextAreaField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import LazyText, lazy_gettext
from localoffer.referrals import triage
from localoffer.referrals.asking.limits import WORDS
from localoffer.referrals.deciding.alternatives import MOST
from localoffer.referrals.vocabulary import ReferralStage, Refusal

_YES = "yes"
_LONGEST_TEXT = 4000
_BACK = lazy_gettext("Back along the way, because an earlier move was wrong.")
_AGAIN = lazy_gettext("Opens it again.")


def _stages(before: ReferralStage, stages: Iterable[ReferralStage]) -> list[Choice]:
    return [Choice(stage.value, stage.title, hint=_hint(before, stage)) for stage in stages]


def _hint(before: ReferralStage, after: ReferralStage) -> LazyText | str:
    if triage.goes_back(before, after):
        return _BACK
    return _AGAIN if triage.opens_again(before, after) else ""


class WhereForm(Form):
    """Where to, on the page of a referral; sent by GET, with the version that was shown."""

    class Meta(Form.Meta):
        csrf = False

    to = RadiosField(lazy_gettext("Move it to"), [Required(lazy_gettext("Choose where to move it to"))])
    version = HiddenField()

    def prepare(self, before: ReferralStage, stages: Iterable[ReferralStage], *, version: int) -> None:
        """Offer these stages to a referral that stands at one."""
        self.to.choices = _stages(before, stages)
        self.version.data = str(version)


class MoveForm(SeenForm):
    """A move with everything that goes with it."""

    to = RadiosField(lazy_gettext("Move it to"), [Required(lazy_gettext("Choose where to move it to"))])
    reason = RadiosField(
        lazy_gettext("Why it is not accepted"),
        hint=lazy_gettext("The family reads this, in its language."),
        choices=[Choice(one.value, one.title) for one in Refusal],
    )
    instead = CheckboxesField(
        lazy_gettext("What may help instead"),
        hint=lazy_gettext("The family sees those that you choose, with links, and they stand in the letter."),
        small=True,
    )
    find = TextField(
        lazy_gettext("Look for other services"),
        [MaxLength(200, lazy_gettext("Use 200 characters or fewer"))],
        hint=lazy_gettext("For example: cooking club"),
        width="20",
    )
    tell = CheckboxesField(
        lazy_gettext("Message"), choices=[Choice(_YES, lazy_gettext("Send the family this message"))]
    )
    words = TextAreaField(
        lazy_gettext("Your own words to the family (optional)"),
        [MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))],
        hint=lazy_gettext("Short sentences and plain words. The family reads them on its status page."),
        rows=4,
    )
    words_language = SelectField(lazy_gettext("The language of your own words"), width="20")
    otherwise = CheckboxesField(
        lazy_gettext("No question here"), choices=[Choice(_YES, lazy_gettext("I ask in another way"))], small=True
    )
    letter = CheckboxesField(
        lazy_gettext("Letter"), choices=[Choice(_YES, lazy_gettext("Make a letter that says what was decided"))]
    )
    note = TextAreaField(
        lazy_gettext("Note (optional)"),
        [WORDS],
        hint=lazy_gettext("Only the team sees it."),
        rows=3,
    )

    def prepare(
        self,
        before: ReferralStage,
        stages: Iterable[ReferralStage],
        *,
        services: Sequence[Choice],
        languages: Mapping[str, str],
    ) -> None:
        """Offer these stages to a referral that stands at one, these services instead, and these languages."""
        self.before = before
        self.to.choices = _stages(before, stages)
        self.instead.choices = services
        self.words_language.choices = list(languages.items())
        self.words_language.data = self.words_language.data or next(iter(languages))
        if self.stage is ReferralStage.MORE_INFORMATION:
            self.words.label.text = lazy_gettext("Your question to the family")
            self.words.description = lazy_gettext(
                "Short sentences and plain words. Leave it empty only if you ask in another way, and say so below."
            )
        if self.stage and triage.needs_note(before, self.stage):
            self.note.label.text = lazy_gettext("Note that says why")

    @property
    def stage(self) -> ReferralStage | None:
        """Where to, where that is one of the moves."""
        known = {choice.value for choice in self.to.options}
        return ReferralStage(self.to.data) if self.to.data in known else None

    @property
    def wanted(self) -> str:
        """Where somebody wanted to move it, in words, whether or not that is one of the moves."""
        return next((str(stage.title) for stage in ReferralStage if stage.value == self.to.data), "")

    @property
    def refusal(self) -> Refusal | None:
        """Why it is not accepted, where that is what was decided."""
        if self.stage is not ReferralStage.NOT_ACCEPTED or self.reason.data not in set(Refusal):
            return None
        return Refusal(self.reason.data)

    def begin(self) -> None:
        """Tick what usually goes with a move."""
        self.tell.data, self.letter.data = [_YES], [_YES]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the move can be made."""
        if not super().validate(extra_validators) or self.stage is None:
            return False
        if triage.needs_note(self.before, self.stage) and not self.note.data:
            self.problem(self.note, lazy_gettext("Enter a note that says why"))
            return False
        return self._asks() and self._says_why()

    def _asks(self) -> bool:
        """Return whether the family is asked something where we say that we need to know more."""
        if self.stage is not ReferralStage.MORE_INFORMATION or triage.goes_back(self.before, self.stage):
            return True
        if self.words.data or self.otherwise.data:
            return True
        self.problem(self.words, lazy_gettext("Write your question, or tick that you ask in another way"))
        return False

    def _says_why(self) -> bool:
        if self.stage is not ReferralStage.NOT_ACCEPTED:
            return True
        if self.refusal is None:
            self.problem(self.reason, lazy_gettext("Choose why it is not accepted"))
            return False
        if len(self.instead.data) > MOST:
            self.problem(self.instead, lazy_gettext("Choose 6 services or fewer"))
            return False
        if self.refusal is Refusal.ANOTHER and not self.words.data:
            self.problem(self.words, lazy_gettext("Write the reason to the family"))
            return False
        return True


class TemplateForm(Form):
    """A text that families are sent, in one language, with the versions that were shown."""

    text = TextAreaField(
        lazy_gettext("The text"),
        [
            Required(lazy_gettext("Enter the text")),
            MaxLength(_LONGEST_TEXT, lazy_gettext("Use 4,000 characters or fewer")),
        ],
        hint=lazy_gettext("An empty line begins a new paragraph."),
        rows=14,
    )
    checked_by = TextField(
        lazy_gettext("Who speaks this language and has checked the text (optional)"),
        [MaxLength(120, lazy_gettext("Use 120 characters or fewer"))],
        hint=lazy_gettext("A name. Leave it empty while nobody has: families are then told so."),
        width="20",
    )
    number = HiddenField()
    english = HiddenField()

    def seen(self, name: str) -> int:
        """Return the number of a version that was shown; -1, which none has, where the form does not say."""
        typed = self[name].data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else -1
