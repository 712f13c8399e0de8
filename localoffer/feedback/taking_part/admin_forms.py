"""The form with which staff tell of a meeting, a group or a survey. Each text has a box for each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localoffer.feedback.taking_part.entries import WORDS, Words, first_day
from localoffer.feedback.taking_part.vocabulary import Kind
from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, SelectField, TextAreaField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import ENGLISH, LANGUAGES, lazy_gettext

_LINE = MaxLength(200, lazy_gettext("Use 200 characters or fewer"))
_LONG = MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))
_BOXES = {
    "title": (lazy_gettext("What it was"), TextField),
    "what": (lazy_gettext("What happened"), TextAreaField),
    "who": (lazy_gettext("Who took part (never the name of a family)"), TextField),
    "changed": (lazy_gettext("What changed because of it"), TextAreaField),
    "source": (lazy_gettext("Where this can be read"), TextField),
}
_NEEDED = {
    "title": lazy_gettext("Write in English what it was"),
    "what": lazy_gettext("Write in English what happened"),
}


class EntryForm(SeenForm):
    """One entry. ``title_en``, ``what_en`` and the others are added below."""

    happened = TextField(
        lazy_gettext("When"),
        [Required(lazy_gettext("Enter when it was"))],
        hint=lazy_gettext("As much as you know: 2021-06-17, 2021-03 or 2020."),
        width="10",
        autocomplete="off",
    )
    kind = RadiosField(
        lazy_gettext("What kind of thing"),
        [Required(lazy_gettext("Choose what kind of thing it was"))],
        choices=[Choice(one.value, one.title) for one in Kind],
        inline=True,
        small=True,
    )
    theme = SelectField(lazy_gettext("“You said, we did” about it"))
    demonstration = CheckboxesField(
        lazy_gettext("Is it real?"),
        choices=[Choice("yes", lazy_gettext("It is made up, to show how the page works"))],
        small=True,
    )

    def offer(self, themes: Mapping[str, str]) -> None:
        """Put the themes that an entry can lead to into the form, by slug."""
        nothing = Choice("", lazy_gettext("None"))
        self.theme.choices = [nothing, *(Choice(slug, title) for slug, title in themes.items())]

    def show(self, words: Mapping[str, Words], **values: object) -> None:
        """Put what there is into the boxes, unless somebody has just sent the form."""
        boxes = {f"{name}_{language}": getattr(told, name) for language, told in words.items() for name in WORDS}
        self.fill({**boxes, **values})

    def words(self) -> dict[str, Words]:
        """Return what was written, by language; a language without what is needed in English is left out."""
        typed = {language: {name: self[f"{name}_{language}"].data or "" for name in WORDS} for language in LANGUAGES}
        return {language: Words(**boxes) for language, boxes in typed.items() if boxes["title"] and boxes["what"]}

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether it can be kept: on a real day, and in each language with all that is needed in English."""
        if not super().validate(extra_validators):
            return False
        try:
            first_day(self.happened.data)
        except ValueError:
            self.problem(self.happened, lazy_gettext("Enter a real day like 2021-06-17, 2021-03 or 2020"))
        for language in LANGUAGES:
            typed = {name: self[f"{name}_{language}"].data for name in WORDS}
            if any(typed.values()) and not (typed["title"] and typed["what"]):
                empty = "title" if not typed["title"] else "what"
                self.problem(self[f"{empty}_{language}"], lazy_gettext("Fill this in too, or leave the language empty"))
        return not self.errors


for _code, _language in LANGUAGES.items():
    for _name, (_label, _kind) in _BOXES.items():
        _limit = _LINE if _kind is TextField else _LONG
        _needed = [Required(_NEEDED[_name])] if _language is ENGLISH and _name in _NEEDED else []
        setattr(EntryForm, f"{_name}_{_code}", _kind(_label, [*_needed, _limit]))
