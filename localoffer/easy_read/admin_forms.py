"""The form of a page of easy read, in every language at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field, HiddenField

from localoffer.easy_read.admin_checking import HINT, EasyRead
from localoffer.easy_read.writing import Said
from localoffer.forms.base import Form
from localoffer.forms.fields import CheckboxesField, Choice, TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import ENGLISH, LANGUAGES, Language, lazy_gettext

_PARTS = ("title", "ideas")


class PageForm(Form):
    """The title and the ideas of a page; ``title_en`` and so on are added below.

    ``current`` names the translations that are right for this English.
    """

    version = HiddenField()
    current = CheckboxesField(
        lazy_gettext("Which translations are right for this English?"),
        hint=lazy_gettext("The others are shown to families as older than the English."),
        small=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current.choices = [
            Choice(language.code, language.own_name) for language in LANGUAGES.values() if language is not ENGLISH
        ]

    def boxes(self, language: Language) -> list[Field]:
        """Return the boxes of one language, in order."""
        return [self[f"{part}_{language.code}"] for part in _PARTS]

    def said(self) -> dict[str, Said]:
        """Return what was typed, without the languages that were left empty."""
        typed = {language: Said(*(self[f"{part}_{language}"].data for part in _PARTS)) for language in LANGUAGES}
        return {language: said for language, said in typed.items() if said.title}

    def show(self, said: Mapping[str, Said]) -> None:
        """Put a page into the boxes."""
        for language, words in said.items():
            self.fill({f"title_{language}": words.title, f"ideas_{language}": words.ideas})

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        for language in LANGUAGES.values():
            title, ideas = self.boxes(language)
            if bool(title.data) != bool(ideas.data):
                empty = ideas if title.data else title
                self.problem(empty, lazy_gettext("A page needs a title and ideas in each language that it has"))
        return not self.errors


def _add_boxes(language: Language) -> None:
    called = [Required(lazy_gettext("Enter a title in English"))] if language is ENGLISH else []
    said = [Required(lazy_gettext("Write the ideas in English"))] if language is ENGLISH else []
    name = language.own_name
    setattr(
        PageForm,
        f"title_{language.code}",
        TextField(
            lazy_gettext("Title in %(language)s", language=name),
            [*called, MaxLength(120, lazy_gettext("Use 120 characters or fewer"))],
        ),
    )
    setattr(
        PageForm,
        f"ideas_{language.code}",
        TextAreaField(
            lazy_gettext("Ideas in %(language)s", language=name),
            [*said, MaxLength(8000, lazy_gettext("Use 8,000 characters or fewer")), EasyRead(language.code)],
            hint=HINT,
            rows=16,
        ),
    )


for _language in LANGUAGES.values():
    _add_boxes(_language)
