"""The form that narrows the commissioners' list of listings. The districts to choose from are passed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from localoffer.forms.base import Form
from localoffer.forms.fields import Choice, SelectField, TextField
from localoffer.forms.validators import MaxLength
from localoffer.languages import ENGLISH, LANGUAGES, lazy_gettext
from localoffer.listings.spoken import spoken_name
from localoffer.vocabulary import ListingStatus

WITHOUT = "without-"
"""How the choice begins of those without words in a language, before its code."""


class FilterForm(Form):
    """What narrows the list of listings; sent by GET."""

    class Meta(Form.Meta):
        csrf = False

    text = TextField(
        lazy_gettext("Name or organisation"),
        [MaxLength(200, lazy_gettext("Use fewer words: this is too long to show"))],
    )
    status = SelectField(
        lazy_gettext("Status"),
        choices=[Choice("", lazy_gettext("Any status")), *(Choice(one.value, one.title) for one in ListingStatus)],
    )
    district = SelectField(lazy_gettext("District"))
    only = SelectField(
        lazy_gettext("Only those with"),
        choices=[
            Choice("", lazy_gettext("Anything")),
            Choice("waiting", lazy_gettext("A draft that waits")),
            Choice("overdue", lazy_gettext("A check that is overdue")),
            Choice("unchecked", lazy_gettext("No check yet")),
            *(
                Choice(f"{WITHOUT}{code}", lazy_gettext("No name in %(language)s", language=spoken_name(code, ENGLISH)))
                for code, language in LANGUAGES.items()
                if language is not ENGLISH
            ),
        ],
    )

    def __init__(self, *args: Any, districts: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district.choices = [Choice("", lazy_gettext("Any district")), *districts]
