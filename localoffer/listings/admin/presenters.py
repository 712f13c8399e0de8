"""What the listings' editor shows besides its form: rows of the list, the history, and where two changes differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from localoffer.forms.fields import Text
from localoffer.languages import LANGUAGES, format_date, format_moment, gettext, lazy_gettext
from localoffer.listings.content import WORD_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.models import Listing, ListingVersion
from localoffer.listings.times import in_words
from localoffer.reviewing.admin_words import TagShown, person, version_tag
from localoffer.vocabulary import Checker, Fact, ListingStatus, ReviewState

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
    "easy_read": lazy_gettext("Easy read"),
    "asked_as": lazy_gettext("What families type"),
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


_CHECKERS = {Checker.COUNCIL: lazy_gettext("The council"), Checker.ORGANISATION: lazy_gettext("The organisation")}


@dataclass(frozen=True)
class ListRow:
    """One listing in the list."""

    slug: str
    name: str
    organisation: str
    status: str
    colour: str
    waits: TagShown | None
    changed: str
    review: str
    is_overdue: bool
    is_public: bool


@dataclass(frozen=True)
class Standing:
    """Where a listing stands: its name and tags, what of it waits, who saved that and why it came back."""

    name: str
    tags: tuple[TagShown, ...]
    waits: ReviewState | None
    saved: str
    reason: str
    given_back: str
    goes_out: str
    comes_down: str


@dataclass(frozen=True)
class Difference:
    """One thing in which two contents differ, in words; ``language`` is that of words that families read."""

    label: str
    theirs: str
    mine: str
    language: str = ""


def colour(status: ListingStatus) -> str:
    """Return the colour of a status's tag."""
    return _COLOURS[status]


def standing(listing: Listing, last: ListingVersion, *, name: str, people: Mapping[str, str]) -> Standing:
    """Return where a listing stands; ``last`` is what was saved last, ``people`` the names of actors."""
    waits = last.state if last.state.waits else None
    tags = [TagShown(str(listing.status.title), colour(listing.status))]
    if waits and _is_worth_saying(listing, waits):
        tags.append(version_tag(waits))
    is_returned = last.state is ReviewState.RETURNED
    who, when = person(last.made_by, people), format_moment(last.made_at)
    return Standing(
        name=name,
        tags=tuple(tags),
        waits=waits,
        saved=gettext("Version %(number)s, saved by %(who)s on %(when)s", number=last.number, who=who, when=when),
        reason=last.reason if is_returned else "",
        given_back=person(last.decided_by, people) if is_returned else "",
        goes_out=format_date(last.publish_on) if waits and last.publish_on else "",
        comes_down=format_date(listing.take_down_on) if listing.take_down_on else "",
    )


def list_row(listing: Listing, *, waits: ReviewState | None, today: date) -> ListRow:
    """Return the row of a listing, whose organisation and texts are loaded; ``waits`` is the state of what does."""
    english = listing.text("en")
    overdue = listing.review_due is not None and listing.review_due < today
    return ListRow(
        slug=listing.slug,
        name=english.name if english and english.name else gettext("Without a name"),
        organisation=listing.organisation.name if listing.organisation else "",
        status=str(listing.status.title),
        colour=colour(listing.status),
        waits=version_tag(waits) if waits and _is_worth_saying(listing, waits) else None,
        changed=format_date(listing.changed_at),
        review=format_date(listing.review_due) if listing.review_due else gettext("No date"),
        is_overdue=overdue and listing.status is ListingStatus.PUBLISHED,
        is_public=listing.status is ListingStatus.PUBLISHED,
    )


def _is_worth_saying(listing: Listing, waits: ReviewState) -> bool:
    """Return whether the state of what waits says more than the listing's own."""
    return listing.status is ListingStatus.PUBLISHED or waits is not ReviewState.DRAFT


def differences(
    theirs: ListingContent, mine: ListingContent, names: Mapping[str, str], *, nothing: str | None = None
) -> list[Difference]:
    """Return everything in which two contents differ, one line for each of several values.

    Args:
        names: the words of codes that are rows.
        nothing: what stands where nobody has said anything; in words where None.
    """
    shown = _Shown(names, gettext("Not stated") if nothing is None else nothing)
    return [*_in_words(theirs, mine), *_in_facts(theirs, mine, shown), *_in_fields(theirs, mine, shown)]


def _in_words(theirs: ListingContent, mine: ListingContent) -> Iterable[Difference]:
    nothing = Words(name="")
    for code, language in LANGUAGES.items():
        one, other = theirs.words.get(code, nothing), mine.words.get(code, nothing)
        for name in WORD_FIELDS:
            if getattr(one, name) != getattr(other, name):
                label = str(_WORDS[name])
                if code != "en":
                    label = f"{label} ({language.own_name})"
                yield Difference(label, getattr(one, name), getattr(other, name), code)


def _in_facts(theirs: ListingContent, mine: ListingContent, shown: _Shown) -> Iterable[Difference]:
    for fact in Fact:
        one, other = theirs.facts.get(fact), mine.facts.get(fact)
        if one != other:
            yield Difference(str(fact.title), shown(one), shown(other))


def _in_fields(theirs: ListingContent, mine: ListingContent, shown: _Shown) -> Iterable[Difference]:
    for field in fields(ListingContent):
        if field.name not in ("words", "facts"):
            one, other = _value(theirs, field.name), _value(mine, field.name)
            if one != other:
                yield Difference(str(_FIELDS[field.name]), shown(one), shown(other))


def _value(content: ListingContent, name: str) -> Any:
    return tuple(in_words(content.times)) if name == "times" else getattr(content, name)


@dataclass(frozen=True)
class _Shown:
    """Says values in words: ``names`` those of codes that are rows, ``nothing`` what stands for none."""

    names: Mapping[str, str]
    nothing: str

    def __call__(self, value: Any) -> str:
        if value is None or value in ((), ""):
            return self.nothing
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, tuple):
            return "\n".join(self(one) for one in value)
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, Place | StatedFact):
            return _place(value) if isinstance(value, Place) else self._fact(value)
        if isinstance(value, StrEnum):
            return str(_CHECKERS[value]) if isinstance(value, Checker) else str(getattr(value, "title", value))
        return self.names.get(str(value), str(value))

    def _fact(self, fact: StatedFact) -> str:
        if fact.stated_on is None:
            return self(fact.answer)
        return gettext("%(answer)s, said on %(day)s", answer=self(fact.answer), day=format_date(fact.stated_on))


def _place(place: Place) -> str:
    told = [place.name, place.address, place.town, place.postcode, *(str(code.title) for code in place.access)]
    if place.hidden:
        told.append(gettext("families do not see the address"))
    return ", ".join(part for part in told if part)
