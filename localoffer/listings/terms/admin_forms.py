"""The forms of terms, synonyms and districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field

from localoffer.forms.fields import Choice, EmailField, PhoneField, SelectField, TextAreaField, TextField
from localoffer.forms.seen import SeenForm
from localoffer.forms.validators import Email, MaxLength, Phone, Required, Web, WholeNumber
from localoffer.languages import ENGLISH, LANGUAGES, Language, lazy_gettext
from localoffer.listings.terms.content import TermContent, TermName
from localoffer.listings.terms.organisations import Details

LAST_PLACE = 999
_NAME = MaxLength(120, lazy_gettext("Use 120 characters or fewer"))
_HINT = MaxLength(250, lazy_gettext("Use 250 characters or fewer"))
_ENGLISH = Required(lazy_gettext("Enter the name in English"))


class NamesForm(SeenForm):
    """Names of one thing, in every language; ``name_en`` and so on are added below."""

    def boxes(self, language: Language) -> list[Field]:
        """Return the boxes of one language, in order."""
        return [self[name] for part in ("name", "hint") if (name := f"{part}_{language.code}") in self]

    def names(self) -> dict[str, TermName]:
        """Return what was typed, without the languages that have no name."""
        typed = {code: [box.data or "" for box in self.boxes(language)] for code, language in LANGUAGES.items()}
        return {code: TermName(*said) for code, said in typed.items() if said[0]}

    def show_names(self, names: Mapping[str, TermName]) -> None:
        """Put names into the boxes."""
        for language, said in names.items():
            self.fill({f"name_{language}": said.name, f"hint_{language}": said.hint})


class DistrictForm(NamesForm):
    """What a district is called."""


class TermForm(NamesForm):
    """A need, a kind of support or an area."""

    area = SelectField(lazy_gettext("Area of need"))
    place = TextField(
        lazy_gettext("Place in the list"),
        [
            Required(lazy_gettext("Enter the place in the list")),
            WholeNumber(1, LAST_PLACE, lazy_gettext("Enter a whole number from 1 to 999")),
        ],
        hint=lazy_gettext("1 stands first. The others move up or down."),
        width="3",
        inputmode="numeric",
    )

    def offer(self, areas: Sequence[Choice] | None) -> None:
        """Set the areas to choose from; without any, as for a kind of support, the question goes."""
        if areas is None:
            del self.area
        else:
            self.area.choices = [Choice("", lazy_gettext("None of them")), *areas]

    def show(self, content: TermContent) -> None:
        """Put a term into the boxes."""
        self.show_names(content.names)
        self.fill({"area": content.area, "place": str(content.place)})

    def content(self) -> TermContent:
        """Return what was typed."""
        area = self.area.data if "area" in self else ""
        return TermContent(self.names(), int(self.place.data), area)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        for language in LANGUAGES.values():
            name, hint = self.boxes(language)
            if hint.data and not name.data:
                self.problem(name, lazy_gettext("Write the name in this language too"))
        return not self.errors


class SynonymForm(SeenForm):
    """Words that families use, and the words that they mean."""

    language = SelectField(
        lazy_gettext("Language"), choices=[Choice(one.code, one.own_name) for one in LANGUAGES.values()]
    )
    phrase = TextField(
        lazy_gettext("What families type"),
        [
            Required(lazy_gettext("Enter what families type")),
            MaxLength(80, lazy_gettext("Use 80 characters or fewer")),
        ],
        hint=lazy_gettext("For example: can’t sit still"),
    )
    means = TextAreaField(
        lazy_gettext("What it means in the words of listings"),
        [
            Required(lazy_gettext("Enter what it means")),
            MaxLength(600, lazy_gettext("Use 600 characters or fewer")),
        ],
        hint=lazy_gettext("One on each line. For example: ADHD"),
        rows=4,
    )

    def said(self) -> tuple[str, ...]:
        """Return what it means, line by line."""
        lines = (" ".join(line.split()) for line in self.means.data.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class OrganisationForm(SeenForm):
    """Who runs services, and how to reach them."""

    name = TextField(
        lazy_gettext("Name"),
        [
            Required(lazy_gettext("Enter the name")),
            MaxLength(200, lazy_gettext("Use 200 characters or fewer")),
        ],
    )
    description = TextAreaField(
        lazy_gettext("What it does"), [MaxLength(2000, lazy_gettext("Use 2,000 characters or fewer"))]
    )
    website = TextField(
        lazy_gettext("Website"),
        [
            Web(lazy_gettext("Enter an address that begins with https://")),
            MaxLength(500, lazy_gettext("Use 500 characters or fewer")),
        ],
        inputmode="url",
        spellcheck=False,
    )
    email = EmailField(lazy_gettext("Email"), [Email(lazy_gettext("Enter an email address, like name@example.com"))])
    phone = PhoneField(
        lazy_gettext("Telephone"),
        [
            Phone(lazy_gettext("Enter a telephone number, like 01632 960 001")),
            MaxLength(40, lazy_gettext("Use 40 characters or fewer")),
        ],
        width="20",
    )

    def details(self) -> Details:
        """Return what was typed."""
        typed = {name: self[name].data for name in ("description", "website", "email", "phone")}
        return Details(" ".join(self["name"].data.split()), **typed)


class MergeForm(SeenForm):
    """What one thing becomes part of."""

    into = SelectField(lazy_gettext("Make it part of"), [Required(lazy_gettext("Choose what it becomes part of"))])

    def offer(self, others: Sequence[Choice]) -> None:
        """Set what there is to choose from."""
        self.into.choices = [Choice("", lazy_gettext("Choose one")), *others]


def _add_boxes(language: Language) -> None:
    called = lazy_gettext("Name in %(language)s", language=language.own_name)
    checks = [_ENGLISH, _NAME] if language is ENGLISH else [_NAME]
    setattr(NamesForm, f"name_{language.code}", TextField(called, checks))
    hint = lazy_gettext("Hint in %(language)s", language=language.own_name)
    more = lazy_gettext("One short sentence in the words that parents use. It may stay empty.")
    setattr(TermForm, f"hint_{language.code}", TextField(hint, [_HINT], hint=more))


for _language in LANGUAGES.values():
    _add_boxes(_language)
