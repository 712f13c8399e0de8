"""The form on which families say what they could not find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from localoffer.feedback.vocabulary import NOT_SAID, WHOLE_COUNTY
from localoffer.feedback.without_account import OpenForm
from localoffer.forms.fields import CheckboxesField, Choice, SelectField, TextAreaField
from localoffer.forms.validators import MaxLength
from localoffer.languages import lazy_gettext
from localoffer.vocabulary import AgeBand

LONGEST_WORDS = 1000
_RATHER_NOT = lazy_gettext("I would rather not say")


@dataclass(frozen=True)
class Terms:
    """The choices that come from the county's own vocabulary, as pairs of code and name in the reader's language."""

    districts: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


class MissingForm(OpenForm):
    """What was looked for, without anything about whoever looked."""

    words = TextAreaField(
        lazy_gettext("What were you looking for?"),
        [MaxLength(LONGEST_WORDS, lazy_gettext("Use fewer words: 1,000 letters at most"))],
        hint=lazy_gettext(
            "Do not write names, addresses or phone numbers. "
            "We take out e-mail addresses, postcodes and long numbers before we keep what you write."
        ),
        rows=4,
    )
    district = SelectField(lazy_gettext("Where do you need it?"))
    age_band = SelectField(
        lazy_gettext("How old is the child or young person?"),
        choices=[
            Choice("", lazy_gettext("I would rather not say")),
            *(Choice(one.value, one.title) for one in AgeBand),
        ],
    )
    needs = CheckboxesField(lazy_gettext("What is hard for them?"), small=True)
    kinds = CheckboxesField(lazy_gettext("What kind of support would help?"), small=True)

    def offer(self, terms: Terms) -> None:
        """Put the county's own choices into the form."""
        self.district.choices = [
            Choice(NOT_SAID, _RATHER_NOT),
            Choice(WHOLE_COUNTY, lazy_gettext("Anywhere in the county")),
            *_choices(terms.districts),
        ]
        self.needs.choices = _choices(terms.needs)
        self.kinds.choices = _choices(terms.kinds)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the form can be kept: something in it has to say what was missing."""
        if not super().validate(extra_validators):
            return False
        if not (self.words.data or self.needs.data or self.kinds.data):
            self.problem(self.words, lazy_gettext("Write what you looked for, or tick a box below"))
            return False
        return True


def _choices(pairs: Iterable[tuple[str, str]]) -> list[Choice]:
    return [Choice(code, name) for code, name in pairs]
