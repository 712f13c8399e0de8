"""The forms of the translator's desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from wtforms import Field as Box
from wtforms import HiddenField

from localoffer.forms.base import Form
from localoffer.forms.fields import (
    CheckboxesField,
    Choice,
    FileField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
)
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.translating.admin_words import KINDS, STANDINGS
from localoffer.translating.texts import Field

XLIFF, WORKBOOK = "xliff", "xlsx"
_YES = "yes"
_NAME = MaxLength(120, lazy_gettext("Use 120 characters or fewer"))


class NarrowForm(Form):
    """What narrows the list; sent by GET."""

    class Meta(Form.Meta):
        csrf = False

    kind = SelectField(
        lazy_gettext("What it is of"),
        choices=[Choice("", lazy_gettext("Anything")), *(Choice(kind.value, text) for kind, text in KINDS.items())],
    )
    standing = SelectField(
        lazy_gettext("How it stands"),
        choices=[
            Choice("", lazy_gettext("Any way")),
            *(Choice(standing.value, said.text) for standing, said in STANDINGS.items()),
        ],
    )


class TranslationForm(Form):
    """The fields of one text (``form_for`` adds their boxes), and what is said of them.

    ``seen`` stands for the translation and the English that were shown.
    """

    machine_made = CheckboxesField(
        lazy_gettext("Was it made by a machine?"),
        choices=[
            Choice(
                _YES,
                lazy_gettext("Yes, a machine translated it"),
                hint=lazy_gettext(
                    "Families read above it that a computer made it, until somebody has checked it. Needs, words of "
                    "the glossary and notices of listings are too short to say so; messages carry the English."
                ),
            )
        ],
        small=True,
    )
    checked_by = TextField(
        lazy_gettext("Who has checked exactly these words?"),
        [_NAME],
        hint=lazy_gettext(
            "A speaker of the language, named as they want to be: a post or an organisation is enough. Families do "
            "not see it. Leave it empty where nobody has."
        ),
        width="20",
    )
    seen = HiddenField()

    def box(self, field: Field) -> Box:
        """Return the box of one field."""
        return self[f"text_{field.name}"]

    def has(self, field: Field) -> bool:
        """Whether it has a box for a field: a survey may ask more by now."""
        return f"text_{field.name}" in self

    def values(self, fields: Sequence[Field]) -> dict[str, str]:
        """Return what was typed, by the names of the fields."""
        return {field.name: self.box(field).data or "" for field in fields if self.has(field)}

    @property
    def is_machine_made(self) -> bool:
        """Whether somebody said so."""
        return _YES in self.machine_made.data

    def say_machine_made(self) -> None:
        """Tick that a machine made it."""
        self.machine_made.data = [_YES]


class TakeForm(Form):
    """Who translates a text from now on."""

    taken_by = TextField(
        lazy_gettext("Who translates it now?"),
        [Required(lazy_gettext("Enter who translates it")), _NAME],
        hint=lazy_gettext("A colleague or an agency. Only staff see it."),
        width="20",
    )


class SendForm(Form):
    """A selection as a file for an agency."""

    form = RadiosField(
        lazy_gettext("As which file?"),
        [Required(lazy_gettext("Choose as which file"))],
        choices=[
            Choice(XLIFF, lazy_gettext("XLIFF 2 (.xlf), for translators’ own tools")),
            Choice(WORKBOOK, lazy_gettext("Excel workbook (.xlsx)")),
        ],
        small=True,
    )
    taken_by = TextField(
        lazy_gettext("To whom do you send it?"),
        [_NAME],
        hint=lazy_gettext("Every text in the file is then being translated by them. Empty: nothing is noted."),
        width="20",
    )
    of_kind = HiddenField()
    of_standing = HiddenField()


class BringForm(Form):
    """A file that comes home."""

    file = FileField(
        lazy_gettext("File"),
        [Required(lazy_gettext("Choose a file"))],
        hint=lazy_gettext("XLIFF 2 (.xlf) or Excel workbook (.xlsx), as it was exported here. Up to 5 MB."),
        accept=".xlf,.xliff,.xlsx",
    )


class ApplyForm(Form):
    """What is said of everything in a file. ``shown`` stands for what was shown."""

    machine_made = CheckboxesField(
        lazy_gettext("Was it made by a machine?"),
        choices=[Choice(_YES, lazy_gettext("Yes, a machine translated all of it"))],
        small=True,
    )
    shown = HiddenField()


def form_for(fields: Sequence[Field]) -> TranslationForm:
    """Return the form of a text with these fields."""
    boxes = {f"text_{field.name}": _box(field) for field in fields}
    made = cast(type[TranslationForm], type("OneTranslationForm", (TranslationForm,), boxes))()
    first = {name: made._fields[name] for name in boxes}
    made._fields = {**first, **made._fields}
    return made


def _box(field: Field) -> TextField:
    if field.rows == 1:
        return TextField(field.title)
    return TextAreaField(field.title, rows=field.rows)
