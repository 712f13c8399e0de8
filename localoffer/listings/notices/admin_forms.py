"""The form of what a listing says for a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextAreaField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import ENGLISH, LANGUAGES, lazy_gettext
from localoffer.listings.notices.vocabulary import ForNowKind

_TOO_LONG = MaxLength(300, lazy_gettext("Use 300 characters or fewer"))


class ForNowForm(Form):
    """What it is, in which words, and from when to when. ``text_pl`` and so on are added below."""

    kind = RadiosField(
        lazy_gettext("What do families need to know?"),
        [Required(lazy_gettext("Choose what families need to know"))],
        choices=[
            Choice(
                ForNowKind.CLOSED.value,
                lazy_gettext("It is closed for now"),
                hint=lazy_gettext(
                    "It says so wherever it is shown, comes last in the search, and leads to others like it."
                ),
            ),
            Choice(
                ForNowKind.NOTE.value,
                lazy_gettext("Something short"),
                hint=lazy_gettext("For example: The Tuesday group is full until May."),
            ),
        ],
    )
    text_en = TextAreaField(
        lazy_gettext("What it says in English"),
        [_TOO_LONG],
        hint=lazy_gettext("One or two short sentences. If it is closed, say why, or leave this empty."),
        rows=3,
    )
    starts_on = DateField(
        lazy_gettext("From which day?"),
        [Required(lazy_gettext("Enter the first day"))],
        hint=lazy_gettext("Families read of a closure two weeks before it begins."),
    )
    ends_on = DateField(
        lazy_gettext("What is the last day?"),
        hint=lazy_gettext("Leave it empty where nobody knows yet. Then it stands until you take it down."),
    )
    version = HiddenField()

    @property
    def first_day(self) -> date:
        """The first day that a valid form names."""
        first: date | None = self.starts_on.data
        assert first is not None, "the form is not valid"  # noqa: S101
        return first

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.kind.data == ForNowKind.NOTE and not self.text_en.data:
            self.problem(self.text_en, lazy_gettext("Write what it says in English"))
        if self.ends_on.data and self.ends_on.data < self.first_day:
            self.problem(self.ends_on, lazy_gettext("Enter a last day that is not before the first day"))
        return not self.errors


for _language in LANGUAGES.values():
    if _language is not ENGLISH:
        _box = TextAreaField(
            lazy_gettext("What it says in %(language)s", language=_language.own_name),
            [_TOO_LONG],
            hint=lazy_gettext("Families read the English where this is empty."),
            rows=3,
        )
        setattr(ForNowForm, f"text_{_language.code}", _box)
