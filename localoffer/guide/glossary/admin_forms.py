"""The form of a word of the glossary, in every language at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field, HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import TextAreaField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.guide.glossary.words import WordText
from localoffer.languages import ENGLISH, LANGUAGES, Language, lazy_gettext

_PARTS = ("title", "meaning", "forms")


class WordForm(Form):
    """What a word is called, means and looks like in texts; ``title_en`` and so on are added below."""

    version = HiddenField()

    def boxes(self, language: Language) -> list[Field]:
        """Return the boxes of one language, in order."""
        return [self[f"{part}_{language.code}"] for part in _PARTS]

    def texts(self) -> dict[str, WordText]:
        """Return what was typed, without the languages that were left empty."""
        typed = {language: [self[f"{part}_{language}"].data for part in _PARTS] for language in LANGUAGES}
        return {
            language: WordText(title, meaning, _lines(forms) or (title,))
            for language, (title, meaning, forms) in typed.items()
            if title
        }

    def show(self, texts: Mapping[str, WordText]) -> None:
        """Put a word into the boxes."""
        for language, text in texts.items():
            said = {"title": text.title, "meaning": text.meaning, "forms": "\n".join(text.forms)}
            self.fill({f"{part}_{language}": said[part] for part in _PARTS})

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        for language in LANGUAGES.values():
            title, meaning, _ = self.boxes(language)
            if title.data and not meaning.data:
                self.problem(meaning, lazy_gettext("Write what the word means in this language too"))
            elif meaning.data and not title.data:
                self.problem(title, lazy_gettext("Write what the word is called in this language too"))
        return not self.errors


def _lines(typed: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _add_boxes(language: Language) -> None:
    is_needed = language is ENGLISH
    name = language.own_name
    called = [Required(lazy_gettext("Enter the word in English"))] if is_needed else []
    meant = [Required(lazy_gettext("Write what the word means in English"))] if is_needed else []
    short = MaxLength(120, lazy_gettext("Use 120 characters or fewer"))
    long = MaxLength(600, lazy_gettext("Use 600 characters or fewer"))
    boxes = {
        "title": TextField(lazy_gettext("The word in %(language)s", language=name), [*called, short]),
        "meaning": TextAreaField(
            lazy_gettext("What it means in %(language)s", language=name),
            [*meant, long],
            hint=lazy_gettext("One to three short sentences that a child of ten can read."),
            rows=4,
        ),
        "forms": TextAreaField(
            lazy_gettext("How it stands in texts in %(language)s", language=name),
            [long],
            hint=lazy_gettext(
                "One form a line, as EHCP and EHC plans. Pages explain the word where one of them stands."
            ),
            rows=4,
        ),
    }
    for part, box in boxes.items():
        setattr(WordForm, f"{part}_{language.code}", box)


for _language in LANGUAGES.values():
    _add_boxes(_language)
