"""What the listings' editor shows besides its form: rows of the list, the history, and where two changes differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from localoffer.forms.fields import Text
from localoffer.languages import LANGUAGES, format_date, gettext, lazy_gettext
from localoffer.listings.content import TEXT_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.models import Listing, ListingVersion
from localoffer.listings.times import in_words
from localoffer.vocabulary import Fact, ListingStatus

_COLOURS = {ListingStatus.DRAFT: "grey", ListingStatus.PUBLISHED: "green", ListingStatus.ARCHIVED: "purple"}
_WORDS: dict[str, Text] = {
    "name": lazy_gettext("Name"),
    "summary": lazy_gettext("Summary"),
    "description": lazy_gettext("Description"),
    "who_for": lazy_gettext("Who it is for"),
    "how_to_start": lazy_gettext("How to start"),
    "cost": lazy_gettext("Cost in words"),
    "opening_times": lazy_gettext("Opening times"),
    "complex_needs": lazy_gettext("Which complex needs"),
}
_FIELDS: dict[str, Text] = {
    "organisation_key": lazy_gettext("Organisation"),
    "needs": lazy_gettext("Needs"),
    "any_need": lazy_gettext("Any need"),
    "kinds": lazy_gettext("Kinds of support"),
    "ways_in": lazy_gettext("Ways in"),
    "age_from": lazy_gettext("Youngest age"),
    "age_to": lazy_gettext("Oldest age"),
    "diagnosis_needed": lazy_gettext("Diagnosis needed"),
    "ehc_plan_needed": lazy_gettext("EHC plan needed"),
    "assessment_needed": lazy_gettext("Social care assessment needed"),
    "coverage": lazy_gettext("Where it can be used from"),
    "districts": lazy_gettext("Districts"),
    "cost": lazy_gettext("Cost"),
    "spaces": lazy_gettext("Spaces"),
    "waiting_weeks": lazy_gettext("Weeks to wait"),
    "spaces_stated_on": lazy_gettext("Date of the spaces"),
    "regulator": lazy_gettext("Who inspects it"),
    "registration": lazy_gettext("Registration number"),
    "times": lazy_gettext("Days and times"),
    "languages_spoken": lazy_gettext("Languages spoken"),
    "website": lazy_gettext("Website"),
    "email": lazy_gettext("E-mail address"),
    "phone": lazy_gettext("Phone number"),
    "venues": lazy_gettext("Places"),
    "checked_on": lazy_gettext("Checked on"),
    "checked_by": lazy_gettext("Checked by"),
    "review_due": lazy_gettext("Next check due"),
}


@dataclass(frozen=True)
class ListRow:
    """One listing in the list."""

    slug: str
    name: str
    organisation: str
    status: str
    colour: str
    is_waiting: bool
    changed: str
    review: str
    is_overdue: bool
    is_public: bool


@dataclass(frozen=True)
class Saved:
    """One entry of the history: who saved what, and when."""

    number: int
    who: str
    when: str
    changed: tuple[str, ...]
    is_shown: bool


@dataclass(frozen=True)
class Difference:
    """One thing in which two contents differ, in words."""

    label: str
    theirs: str
    mine: str


def colour(status: ListingStatus) -> str:
    """Return the colour of a status's tag."""
    return _COLOURS[status]


def list_row(listing: Listing, *, is_waiting: bool, today: date) -> ListRow:
    """Return the row of a listing, whose organisation and texts are loaded."""
    english = listing.text("en")
    overdue = listing.review_due is not None and listing.review_due < today
    return ListRow(
        slug=listing.slug,
        name=english.name if english and english.name else gettext("Without a name"),
        organisation=listing.organisation.name if listing.organisation else "",
        status=str(listing.status.title),
        colour=colour(listing.status),
        is_waiting=is_waiting and listing.status is ListingStatus.PUBLISHED,
        changed=format_date(listing.changed_at),
        review=format_date(listing.review_due) if listing.review_due else gettext("No date"),
        is_overdue=overdue and listing.status is ListingStatus.PUBLISHED,
        is_public=listing.status is ListingStatus.PUBLISHED,
    )


def history(versions: Sequence[ListingVersion], *, shown: int | None, people: Mapping[str, str]) -> list[Saved]:
    """Return the history, newest first. ``shown`` is the number that families see, ``people`` the names of actors."""
    entries = []
    before: ListingContent | None = None
    for version in versions:
        content = ListingContent.from_json(version.content)
        changed = differences(before, content, {}) if before else []
        entries.append(
            Saved(
                number=version.number,
                who=people.get(version.made_by, gettext("The system")),
                when=format_date(version.made_at),
                changed=tuple(difference.label for difference in changed),
                is_shown=version.number == shown,
            )
        )
        before = content
    return entries[::-1]


def differences(theirs: ListingContent, mine: ListingContent, names: Mapping[str, str]) -> list[Difference]:
    """Return everything in which two contents differ; ``names`` gives the words of codes that are rows."""
    return [*_in_words(theirs, mine), *_in_facts(theirs, mine), *_in_fields(theirs, mine, names)]


def _in_words(theirs: ListingContent, mine: ListingContent) -> Iterable[Difference]:
    nothing = Words(name="")
    for code, language in LANGUAGES.items():
        one, other = theirs.words.get(code, nothing), mine.words.get(code, nothing)
        for name in TEXT_FIELDS:
            if getattr(one, name) != getattr(other, name):
                label = str(_WORDS[name])
                if code != "en":
                    label = f"{label} ({language.own_name})"
                yield Difference(label, getattr(one, name), getattr(other, name))


def _in_facts(theirs: ListingContent, mine: ListingContent) -> Iterable[Difference]:
    for fact in Fact:
        one, other = theirs.facts.get(fact), mine.facts.get(fact)
        if one != other:
            yield Difference(str(fact.title), _said(one), _said(other))


def _in_fields(theirs: ListingContent, mine: ListingContent, names: Mapping[str, str]) -> Iterable[Difference]:
    for field in fields(ListingContent):
        if field.name not in ("words", "facts"):
            one, other = _value(theirs, field.name), _value(mine, field.name)
            if one != other:
                yield Difference(str(_FIELDS[field.name]), _shown(one, names), _shown(other, names))


def _value(content: ListingContent, name: str) -> Any:
    return tuple(in_words(content.times)) if name == "times" else getattr(content, name)


def _said(fact: StatedFact | None) -> str:
    return gettext("Not stated") if fact is None else _shown(fact.answer, {})


def _shown(value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == () or value == "":
        return gettext("Not stated")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, tuple):
        return "; ".join(_shown(one, names) for one in value)
    if isinstance(value, Place):
        return ", ".join(part for part in (value.name, value.address, value.town, value.postcode) if part)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, StrEnum):
        return str(getattr(value, "title", value)) if not callable(value.title) else _checker(value)
    return names.get(str(value), str(value))


def _checker(value: StrEnum) -> str:
    return {"council": gettext("The council"), "organisation": gettext("The organisation")}.get(value, str(value))
