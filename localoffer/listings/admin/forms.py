"""The forms of the listings' editor. Choices that are rows (needs, kinds, districts, organisations) are passed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import HiddenField

from localoffer.days import today
from localoffer.easy_read.admin_checking import HINT, EasyRead
from localoffer.forms.base import Form
from localoffer.forms.dates import DateField
from localoffer.forms.fields import (
    CheckboxesField,
    Choice,
    EmailField,
    PhoneField,
    RadiosField,
    SelectField,
    Text,
    TextAreaField,
    TextField,
)
from localoffer.forms.validators import Email, MaxLength, Phone, Required, Web, WholeNumber
from localoffer.languages import LANGUAGES, lazy_gettext
from localoffer.listings.admin import asked_as_checking, together
from localoffer.listings.admin.asked_as_checking import AskedAs
from localoffer.listings.times import slot_name
from localoffer.vocabulary import (
    SLOTS,
    Access,
    Checker,
    Cost,
    Coverage,
    Fact,
    PartOfDay,
    Regulator,
    Spaces,
    WayIn,
)

ANY_NEED = "any"
VENUES = 3
LAST_AGE = 25
NEEDED = ("diagnosis_needed", "ehc_plan_needed", "assessment_needed")

# how the names of the fields begin, section by section of the page; what is in none stands last
_SECTIONS: tuple[tuple[str, ...], ...] = (
    ("en_",),
    ("organisation",),
    tuple(f"{code}_" for code in LANGUAGES),
    ("kinds", "needs", "ways_in", "age_", "diagnosis", "ehc", "assessment"),
    ("coverage", "districts"),
    ("venue",),
    ("times",),
    ("cost", "spaces", "waiting"),
    ("fact_",),
)
_NOT_STATED = Choice("", lazy_gettext("Not stated"))
_YES_NO = (Choice("yes", lazy_gettext("Yes")), Choice("no", lazy_gettext("No")), _NOT_STATED)


@dataclass(frozen=True)
class Rows:
    """The choices that are rows of the database, as codes and words."""

    organisations: Sequence[Choice]
    needs: Sequence[Choice]
    kinds: Sequence[Choice]
    districts: Sequence[Choice]
    languages: Sequence[Choice]


def _codes(kind: Any, *, not_stated: bool = False) -> list[Choice]:
    choices = [Choice(code.value, code.title) for code in kind]
    return [*choices, _NOT_STATED] if not_stated else choices


def _yes_no(label: Text) -> RadiosField:
    return RadiosField(label, choices=_YES_NO, inline=True, small=True)


def _whole_address(typed: str | None) -> str | None:
    """Return a web address with the beginning that people leave out."""
    return f"https://{typed}" if typed and typed.lower().startswith("www.") else typed


def _short(limit: int) -> MaxLength:
    return MaxLength(
        limit, lazy_gettext("Use fewer words: up to %(limit)s letters and signs can be shown", limit=limit)
    )


class ListingForm(Form):
    """Everything about a listing that a person can change.

    ``version`` is the number of the version that the change begins from. Fields that repeat for each language, fact
    and venue are added below: ``pl_name``, ``fact_transport``, ``venue1_town``. ``review_was`` is when the next check
    was due before.
    """

    version = HiddenField()
    organisation_key = SelectField(lazy_gettext("Organisation"))
    organisation_name = TextField(
        lazy_gettext("A new organisation"),
        [_short(200)],
        hint=lazy_gettext(
            "Type its name only if it is not in the list above. It is used instead of your choice there."
        ),
    )
    kinds = CheckboxesField(lazy_gettext("Kinds of support"), small=True)
    needs = CheckboxesField(lazy_gettext("Needs"), small=True, hint=lazy_gettext("Tick none where nobody has said"))
    ways_in = CheckboxesField(lazy_gettext("Ways in"), choices=_codes(WayIn), small=True)
    age_from = TextField(
        lazy_gettext("Youngest age"),
        [WholeNumber(0, LAST_AGE, lazy_gettext("Enter the youngest age as a number from 0 to 25"))],
        width="2",
        inputmode="numeric",
    )
    age_to = TextField(
        lazy_gettext("Oldest age"),
        [WholeNumber(0, LAST_AGE, lazy_gettext("Enter the oldest age as a number from 0 to 25"))],
        width="2",
        inputmode="numeric",
    )
    diagnosis_needed = _yes_no(lazy_gettext("Is a diagnosis needed?"))
    ehc_plan_needed = _yes_no(lazy_gettext("Is an EHC plan (education, health and care plan) needed?"))
    assessment_needed = _yes_no(lazy_gettext("Is a social care assessment needed?"))
    coverage = RadiosField(lazy_gettext("Where can it be used from?"), choices=_codes(Coverage))
    districts = CheckboxesField(lazy_gettext("Districts"), small=True)
    times = CheckboxesField(
        lazy_gettext("On which days, and when?"), hint=lazy_gettext("Tick none where nobody has said")
    )
    cost = RadiosField(
        lazy_gettext("What does a family pay?"), choices=_codes(Cost, not_stated=True), inline=True, small=True
    )
    spaces = RadiosField(lazy_gettext("Are there spaces?"), choices=_codes(Spaces, not_stated=True))
    waiting_weeks = TextField(
        lazy_gettext("Weeks to wait"),
        [WholeNumber(0, 520, lazy_gettext("Enter the weeks to wait as a number from 0 to 520"))],
        width="3",
        inputmode="numeric",
    )
    spaces_stated_on = DateField(lazy_gettext("When was this about spaces stated?"))
    regulator = RadiosField(
        lazy_gettext("Who inspects it?"),
        choices=[*_codes(Regulator), Choice("", lazy_gettext("Nobody, or not stated"))],
    )
    registration = TextField(lazy_gettext("Registration number"), [_short(60)], width="20")
    languages_spoken = CheckboxesField(lazy_gettext("Languages that the staff speak"), small=True)
    website = TextField(
        lazy_gettext("Website"),
        [Web(lazy_gettext("Enter a whole web address that begins with https://")), _short(500)],
        filters=[_whole_address],
        inputmode="url",
        spellcheck=False,
    )
    email = EmailField(
        lazy_gettext("E-mail address"),
        [Email(lazy_gettext("Enter an e-mail address, for example name@example.org")), _short(254)],
    )
    phone = PhoneField(
        lazy_gettext("Phone number"),
        [Phone(lazy_gettext("Enter a phone number, for example 01632 960001")), _short(40)],
        width="20",
    )
    checked_on = DateField(lazy_gettext("When was all of this last checked?"))
    checked_by = RadiosField(
        lazy_gettext("Who checked it?"),
        choices=[
            Choice(Checker.COUNCIL, lazy_gettext("The council")),
            Choice(Checker.ORGANISATION, lazy_gettext("The organisation")),
            Choice("", lazy_gettext("Nobody yet")),
        ],
        inline=True,
    )
    review_due = DateField(lazy_gettext("When is the next check due?"))

    def __init__(self, *args: Any, rows: Rows, review_was: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review_was = review_was
        # so that the summary of what is wrong goes down the page
        self._fields: dict[str, Any] = {field.short_name: field for field in sorted(self, key=_section)}
        self.organisation_key.choices = [Choice("", lazy_gettext("No organisation")), *rows.organisations]
        self.needs.choices = [*rows.needs, Choice(ANY_NEED, lazy_gettext("Any need"), alone=True)]
        self.kinds.choices = rows.kinds
        self.districts.choices = rows.districts
        self.times.choices = [Choice(slot, slot_name(slot)) for slot in SLOTS]
        self.languages_spoken.choices = rows.languages

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each answer, then all of them together, so that everything to put right is said at once."""
        super().validate(extra_validators)
        for field, text in together.problems(self, day=today(), review_was=self.review_was):
            self.problem(field, text)
        return not self.errors


def _section(field: Any) -> int:
    """Return which section of the page a field stands in."""
    found = (number for number, starts in enumerate(_SECTIONS) if field.short_name.startswith(starts))
    return next(found, len(_SECTIONS))


def texts_of(form: ListingForm, language: str) -> list[Any]:
    """Return the form's fields for the words in one language, in their order."""
    return [form[f"{language}_{name}"] for name in _WORDS]


def facts_of(form: ListingForm) -> list[Any]:
    """Return the form's fields for the facts that decide, in their order."""
    return [form[f"fact_{fact}"] for fact in Fact]


def times_of(form: ListingForm) -> list[list[tuple[str, Choice]]]:
    """Return the form's answers for the times, each with its id, a row for each day."""
    answers = [(form.times.option_id(position), choice) for position, choice in enumerate(form.times.options)]
    return [answers[start : start + len(PartOfDay)] for start in range(0, len(answers), len(PartOfDay))]


def venues_of(form: ListingForm) -> list[dict[str, Any]]:
    """Return the form's fields for each venue by name."""
    return [
        {name: form[f"venue{number}_{name}"] for name in ("name", "address", "town", "postcode", "access", "hidden")}
        for number in range(1, VENUES + 1)
    ]


_WORDS: Mapping[str, tuple[Text, int, int]] = {
    "name": (lazy_gettext("Name"), 1, 200),
    "summary": (lazy_gettext("Summary in one sentence"), 2, 300),
    "description": (lazy_gettext("Description"), 8, 20000),
    "who_for": (lazy_gettext("Who it is for"), 3, 4000),
    "how_to_start": (lazy_gettext("How to start"), 3, 4000),
    "cost": (lazy_gettext("What it costs, in words"), 2, 4000),
    "opening_times": (lazy_gettext("Opening times"), 3, 4000),
    "complex_needs": (lazy_gettext("Which complex needs it supports"), 2, 4000),
    "easy_read": (lazy_gettext("Easy read"), 8, 4000),
    "asked_as": (lazy_gettext("What families type"), 8, 20000),
}
_HINTS: Mapping[str, Text] = {"easy_read": HINT, "asked_as": asked_as_checking.HINT}


def _add_words(language: str) -> None:
    for name, (label, rows, limit) in _WORDS.items():
        checks: list[object] = [_short(limit)]
        if (language, name) == ("en", "name"):
            checks.insert(0, Required(lazy_gettext("Enter the name of the listing")))
        if name == "easy_read":
            checks.append(EasyRead(language))
        if name == "asked_as":
            checks.append(AskedAs())
        kind = TextField if rows == 1 else TextAreaField
        setattr(ListingForm, f"{language}_{name}", kind(label, checks, rows=rows, hint=_HINTS.get(name, "")))


def _add_venue(number: int) -> None:
    setattr(ListingForm, f"venue{number}_name", TextField(lazy_gettext("Name of the place"), [_short(200)]))
    setattr(ListingForm, f"venue{number}_address", TextField(lazy_gettext("Address"), [_short(300)]))
    setattr(ListingForm, f"venue{number}_town", TextField(lazy_gettext("Town or village"), [_short(120)], width="20"))
    setattr(ListingForm, f"venue{number}_postcode", TextField(lazy_gettext("Postcode"), [_short(12)], width="10"))
    setattr(
        ListingForm,
        f"venue{number}_access",
        CheckboxesField(lazy_gettext("What it offers"), choices=_codes(Access), small=True),
    )
    setattr(
        ListingForm,
        f"venue{number}_hidden",
        CheckboxesField(
            lazy_gettext("Does the address stay private?"),
            choices=[Choice("yes", lazy_gettext("Show families the town, but not the address or the postcode"))],
            small=True,
        ),
    )


for _language in LANGUAGES:
    _add_words(_language)
for _fact in Fact:
    setattr(ListingForm, f"fact_{_fact}", _yes_no(_fact.title))
for _number in range(1, VENUES + 1):
    _add_venue(_number)
