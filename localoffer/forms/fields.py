"""The boxes that people type into or tick, as plain values; ``templates/components/fields.html`` draws them.

What was typed is tidied (spaces around it, invisible NUL characters), never thrown away: it survives a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from wtforms import Field, StringField
from wtforms import FileField as WTFileField
from wtforms.validators import StopValidation

from localoffer.forms import telephone
from localoffer.languages import LazyText, lazy_gettext

Text: TypeAlias = str | LazyText


@dataclass(frozen=True)
class Choice:
    """One answer of a list: the code that is kept, the words that are shown.

    ``alone`` marks an answer such as "None of these": it stands last, after the word "or", and unticks the others.
    ``lang`` is the language of words that are not in the reader's; ``picture`` the name of one that easy read has.
    """

    value: str
    text: Text
    hint: Text = ""
    alone: bool = False
    lang: str = ""
    picture: str = ""


def choices_of(given: Iterable[Choice | tuple[str, Text]]) -> list[Choice]:
    """Return choices, made from ``Choice`` or from pairs of code and words."""
    return [one if isinstance(one, Choice) else Choice(one[0], one[1]) for one in given]


def tidy(typed: str) -> str:
    """Return what somebody typed without NUL characters, odd line ends or spaces around it."""
    return typed.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True)
class Look:
    """How a box looks and helps: its width in characters, and attributes for the browser."""

    width: str = ""
    rows: int = 5
    inline: bool = False
    small: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def _attributes(given: dict[str, str | bool | None]) -> dict[str, str]:
    """Return attributes as HTML wants them: ``spellcheck=False`` becomes ``"false"``, ``None`` is left out."""
    return {
        name: ("true" if value else "false") if isinstance(value, bool) else value
        for name, value in given.items()
        if value is not None
    }


class TextField(StringField):
    """One line of text. ``width`` is ``2``, ``3``, ``4``, ``5``, ``10``, ``20``, ``one-half``… of the design system.

    ``limit`` is the number of characters that fits; say it with a ``MaxLength`` validator.
    """

    kind = "text"
    type_attribute = "text"
    defaults: dict[str, str | bool | None] = {}

    def __init__(
        self,
        label: Text = "",
        validators: Sequence[object] | None = None,
        *,
        hint: Text = "",
        width: str = "",
        autocomplete: str | None = None,
        inputmode: str | None = None,
        spellcheck: bool | None = None,
        rows: int = 5,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **kwargs)
        told = {"autocomplete": autocomplete, "inputmode": inputmode, "spellcheck": spellcheck}
        merged = {**self.defaults, **{name: value for name, value in told.items() if value is not None}}
        self.look = Look(width=width, rows=rows, attributes=_attributes(merged))

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = tidy(valuelist[0])

    def process_data(self, value: str | None) -> None:
        self.data = value or ""


class EmailField(TextField):
    """An e-mail address. Give ``autocomplete="email"`` only where it is the address of whoever is typing."""

    type_attribute = "email"
    defaults = {"spellcheck": False, "autocapitalize": "none"}


class PhoneField(TextField):
    """A telephone number, kept as it was typed, with the digits of any script written 0 to 9 and no invisible marks."""

    type_attribute = "tel"
    defaults = {"spellcheck": False}

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = telephone.tidied(self.data or "")


class FileField(WTFileField):
    """A file to send. ``data`` is the upload, None where none was chosen; ``accept`` names the endings of its name."""

    kind = "file"

    def __init__(
        self,
        label: Text = "",
        validators: Sequence[object] | None = None,
        *,
        hint: Text = "",
        accept: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **kwargs)
        self.look = Look(attributes={"accept": accept} if accept else {})

    def process_formdata(self, valuelist: list[Any]) -> None:
        # a browser sends an empty part where nothing was chosen
        self.data = next((sent for sent in valuelist if getattr(sent, "filename", "")), None)


class TextAreaField(TextField):
    """Several lines of text."""

    kind = "textarea"


class _ChoiceField(Field):
    """What the three fields with a list of answers share. ``choices`` may be set after the form is made."""

    kind = ""
    not_a_choice: Text = lazy_gettext("Choose one of the answers on the list")

    def __init__(
        self,
        label: Text = "",
        validators: Sequence[object] | None = None,
        *,
        choices: Iterable[Choice | tuple[str, Text]] = (),
        hint: Text = "",
        inline: bool = False,
        small: bool = False,
        width: str = "",
        autocomplete: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **kwargs)
        self.choices: Iterable[Choice | tuple[str, Text]] = choices
        attributes = _attributes({"autocomplete": autocomplete})
        self.look = Look(width=width, inline=inline, small=small, attributes=attributes)

    @property
    def options(self) -> list[Choice]:
        """The answers to draw, in their order."""
        return choices_of(self.choices)

    def option_id(self, position: int) -> str:
        """Return the id of the answer at that position; the first has the field's own, so that links to it arrive."""
        return str(self.id) if position == 0 else f"{self.id}-{position + 1}"

    def is_chosen(self, value: str) -> bool:
        """Return whether that answer is the one, or one of those, given."""
        return bool(self.data == value)

    def pre_validate(self, form: object) -> None:
        if self.data and self.data not in {choice.value for choice in self.options}:
            raise StopValidation(self.not_a_choice)


class RadiosField(_ChoiceField):
    """One answer of several, all in sight. ``data`` is the code, empty when nothing is chosen."""

    kind = "radios"

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tidy(valuelist[0]) if valuelist else ""


class SelectField(RadiosField):
    """One answer of many, in a box that opens. Give it a first choice with an empty code."""

    kind = "select"


class CheckboxesField(_ChoiceField):
    """Any number of answers. ``data`` is the list of their codes in the order of ``choices``."""

    kind = "checkboxes"

    def process_data(self, value: Iterable[object] | None) -> None:
        self.data = [str(one) for one in value or ()]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(tidy(one) for one in valuelist))

    def is_chosen(self, value: str) -> bool:
        return value in self.data

    def pre_validate(self, form: object) -> None:
        known = [choice.value for choice in self.options]
        if any(one not in known for one in self.data):
            self.data = [one for one in self.data if one in known]
            raise StopValidation(self.not_a_choice)
        self.data.sort(key=known.index)
        alone = {choice.value for choice in self.options if choice.alone}
        if len(self.data) > 1 and alone.intersection(self.data):
            raise StopValidation(lazy_gettext("Choose either some of the answers, or only one after “or”"))
