"""The form of a notice. The sections and pages to choose from are passed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, SelectField, TextAreaField
from localoffer.forms.validators import MaxLength, Required
from localoffer.guide.notices.vocabulary import NoticeKind, NoticePlace
from localoffer.languages import ENGLISH, LANGUAGES, lazy_gettext

_LONGEST = 300
KINDS = {
    NoticeKind.INFORMATION: lazy_gettext("Information"),
    NoticeKind.WARNING: lazy_gettext("Warning: something is closed, late or not working"),
}
PLACES = {
    NoticePlace.EVERYWHERE: lazy_gettext("Every page"),
    NoticePlace.HOME: lazy_gettext("The home page"),
    NoticePlace.SERVICES: lazy_gettext("Services: the search and each service"),
    NoticePlace.FORM: lazy_gettext("The Life Skills form"),
    NoticePlace.GUIDE: lazy_gettext("Every page of the guide"),
}


class NoticeForm(Form):
    """Words in each language, how loud, where and from when to when. ``text_pl`` and so on are added below."""

    text_en = TextAreaField(
        lazy_gettext("What it says in English"),
        [
            Required(lazy_gettext("Write what the notice says in English")),
            MaxLength(_LONGEST, lazy_gettext("Use 300 characters or fewer")),
        ],
        hint=lazy_gettext("One or two short sentences. Name nobody: everybody reads it."),
        rows=3,
    )
    kind = RadiosField(
        lazy_gettext("What kind of notice is it?"),
        [Required(lazy_gettext("Choose what kind of notice it is"))],
        choices=[Choice(code.value, text) for code, text in KINDS.items()],
    )
    place = SelectField(lazy_gettext("Where does it stand?"))
    page = SelectField(
        lazy_gettext("Which page says more?"), hint=lazy_gettext("The notice then ends in a link to that page.")
    )
    starts_on = DateField(
        lazy_gettext("From which day?"), [Required(lazy_gettext("Enter the first day of the notice"))]
    )
    ends_on = DateField(
        lazy_gettext("Until which day?"),
        hint=lazy_gettext("The last day that it is shown. Leave it empty for a notice that you take down yourself."),
    )
    version = HiddenField()

    def __init__(self, *args: Any, places: Sequence[Choice], pages: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = list(places)
        self.page.choices = [Choice("", lazy_gettext("No page")), *pages]

    @property
    def first_day(self) -> date:
        """The day from which a valid form's notice stands."""
        first: date | None = self.starts_on.data
        assert first is not None, "the form is not valid"  # noqa: S101
        return first

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.ends_on.data and self.ends_on.data < self.first_day:
            self.problem(self.ends_on, lazy_gettext("Enter a last day that is not before the first day"))
        return not self.errors


for _language in LANGUAGES.values():
    if _language is not ENGLISH:
        _box = TextAreaField(
            lazy_gettext("What it says in %(language)s", language=_language.own_name),
            [MaxLength(_LONGEST, lazy_gettext("Use 300 characters or fewer"))],
            hint=lazy_gettext("Families read the English where this is empty."),
            rows=3,
        )
        setattr(NoticeForm, f"text_{_language.code}", _box)
