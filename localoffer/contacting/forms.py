"""The forms with which somebody asks to be rung, or for a copy on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from localoffer.contacting.vocabulary import ANY, OTHER, Paper, PrintSize
from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, PhoneField, RadiosField, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Phone, Required
from localoffer.languages import LANGUAGES, lazy_gettext
from localoffer.vocabulary import Day, PartOfDay

WEEKDAYS = (Day.MONDAY, Day.TUESDAY, Day.WEDNESDAY, Day.THURSDAY, Day.FRIDAY)
TIMES = (PartOfDay.MORNING, PartOfDay.AFTERNOON)
_LINE = MaxLength(120, lazy_gettext("Use 120 characters or fewer"))
_WORDS = MaxLength(1000, lazy_gettext("Use 1,000 characters or fewer"))
_YES_NO = [Choice("yes", lazy_gettext("Yes")), Choice("no", lazy_gettext("No"))]
_LANGUAGES = [
    *(Choice(language.code, language.own_name) for language in LANGUAGES.values()),
    Choice(OTHER, lazy_gettext("Another language")),
]


def _name() -> Any:
    return TextField(
        lazy_gettext("Your name"),
        [Required(lazy_gettext("Enter your name")), _LINE],
        autocomplete="name",
        spellcheck=False,
    )


def _language() -> Any:
    return RadiosField(
        lazy_gettext("Which language is best for you?"),
        [Required(lazy_gettext("Choose a language"))],
        choices=_LANGUAGES,
    )


def _other_language() -> Any:
    return TextField(
        lazy_gettext("Which other language?"),
        [_LINE],
        hint=lazy_gettext("Answer this if you chose another language."),
        width="20",
    )


class RequestForm(Form):
    """What both forms share. ``mark`` is new each time the page is opened; nobody sees ``comment``.

    Each form makes the shared fields in their places, so that mistakes are listed in the order of the page.
    """

    class Meta(Form.Meta):
        # a token needs a session, and so a cookie: the view asks the browser instead which page sent the form
        csrf = False

    mark = HiddenField()
    # for machines, which fill in every box they find
    comment = TextField(lazy_gettext("Leave this box empty"), autocomplete="off")
    name: TextField
    language: RadiosField
    other_language: TextField

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the request can be dealt with."""
        valid = bool(super().validate(extra_validators))
        if self.language.data == OTHER and not self.other_language.data and not self.other_language.errors:
            self.problem(self.other_language, lazy_gettext("Enter the language"))
            return False
        return valid

    @property
    def chosen_language(self) -> str:
        """The code of the language, or the name that was typed for another one.

        What was typed counts whatever is chosen: the page begins with a language, and typing another looks enough.
        """
        return str(self.other_language.data or self.language.data)


class CallMeForm(RequestForm):
    """Whom to ring, and when that is safe."""

    name = _name()
    phone = PhoneField(
        lazy_gettext("The number we can ring"),
        [
            Required(lazy_gettext("Enter a phone number")),
            Phone(lazy_gettext("Enter a phone number like 01632 960 001")),
        ],
        width="20",
        autocomplete="tel",
    )
    days = CheckboxesField(
        lazy_gettext("On which days is it safe to ring you?"),
        [Required(lazy_gettext("Choose at least one day"))],
        choices=[
            *(Choice(day.value, day.title) for day in WEEKDAYS),
            Choice(ANY, lazy_gettext("Any of these days"), alone=True),
        ],
        hint=lazy_gettext("Choose all that are safe."),
    )
    times = CheckboxesField(
        lazy_gettext("At what time of day?"),
        [Required(lazy_gettext("Choose at least one time of day"))],
        choices=[
            *(Choice(part.value, part.title) for part in TIMES),
            Choice(ANY, lazy_gettext("Any time while we are open"), alone=True),
        ],
    )
    message = RadiosField(
        lazy_gettext("Is it safe to leave a message?"),
        [Required(lazy_gettext("Choose whether it is safe to leave a message"))],
        choices=[
            Choice("yes", lazy_gettext("Yes, you can say who you are")),
            Choice("no", lazy_gettext("No, do not leave a message")),
        ],
        hint=lazy_gettext("Think of who else may hear it, or answer the phone."),
    )
    language = _language()
    other_language = _other_language()
    interpreter = RadiosField(
        lazy_gettext("Do you need an interpreter?"),
        [Required(lazy_gettext("Choose yes or no for an interpreter"))],
        choices=_YES_NO,
        inline=True,
    )
    words = TextAreaField(
        lazy_gettext("Is there anything we should know before we ring? (optional)"),
        [_WORDS],
        hint=lazy_gettext(
            "For example, what is hard now, or “only in school hours”. A few words are enough. "
            "If you cannot talk by phone, say how we can reach you."
        ),
        rows=4,
    )


class PaperCopyForm(RequestForm):
    """What to send, how it should look, and where to."""

    what = CheckboxesField(
        lazy_gettext("What would you like on paper?"), hint=lazy_gettext("Choose all that you want.")
    )
    words = TextAreaField(
        lazy_gettext("Which other pages or services? (optional)"),
        [_WORDS],
        hint=lazy_gettext("Write their names, or say what you want to know about."),
        rows=3,
    )
    size = RadiosField(
        lazy_gettext("How should we make it?"),
        [Required(lazy_gettext("Choose how we should make it"))],
        choices=[Choice(one.value, one.title) for one in PrintSize],
    )
    other_format = TextField(
        lazy_gettext("Which other way?"), [_LINE], hint=lazy_gettext("Answer this if you chose another way.")
    )
    language = _language()
    other_language = _other_language()
    name = _name()
    address = TextAreaField(
        lazy_gettext("Your postal address"),
        [
            Required(lazy_gettext("Enter your postal address")),
            MaxLength(500, lazy_gettext("Use 500 characters or fewer")),
        ],
        hint=lazy_gettext("Use an address where a letter from the council is safe for you."),
        rows=4,
        autocomplete="street-address",
        spellcheck=False,
    )

    def offer(self, sections: Sequence[tuple[str, str]], *, kept: int) -> None:
        """Put what there is into the form; ``kept`` is how many services the browser keeps."""
        mine = [Choice(Paper.MY_LIST.value, lazy_gettext("The services on my list"))] if kept else []
        self.what.choices = [
            *(Choice(code, name) for code, name in sections),
            Choice(Paper.LIFE_SKILLS_FORM.value, lazy_gettext("The form to ask for 1-1 Life Skills support")),
            *mine,
        ]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the copy can be sent: something has to be asked for."""
        valid = super().validate(extra_validators)
        if not (self.what.data or self.words.data) and not self.what.errors:
            self.problem(self.what, lazy_gettext("Choose what you would like on paper, or write it below"))
            valid = False
        if self.size.data == PrintSize.OTHER.value and not self.other_format.data:
            self.problem(self.other_format, lazy_gettext("Say which other way"))
            valid = False
        return valid
