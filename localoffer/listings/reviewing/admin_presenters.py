"""The review queue and the history of a listing as finished words. In English only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from localoffer.forms.fields import Text
from localoffer.languages import format_date, format_moment, gettext, lazy_gettext
from localoffer.listings.applying import content_of_version
from localoffer.listings.models import Listing, ListingVersion
from localoffer.listings.reviewing.admin_differences import NOTHING, FieldChange, Save, changes
from localoffer.listings.reviewing.shelves import Shelf
from localoffer.reviewing.admin_words import TagShown, person, version_tag
from localoffer.vocabulary import ListingStatus

SHELVES: dict[Shelf, Text] = {
    Shelf.TO_REVIEW: lazy_gettext("To review"),
    Shelf.GIVEN_BACK: lazy_gettext("Given back to me"),
    Shelf.MY_DRAFTS: lazy_gettext("My drafts"),
    Shelf.GOING_OUT: lazy_gettext("Published on a day"),
    Shelf.COMING_DOWN: lazy_gettext("Taken down on a day"),
}


@dataclass(frozen=True)
class Row:
    """One version on a shelf. ``is_own`` says whether the reader wrote it."""

    slug: str
    name: str
    what: str
    who: str
    when: str
    reason: str
    is_own: bool


@dataclass(frozen=True)
class Waiting:
    """The version that a decision is about: who wrote it when, and its day where it goes out by itself.

    ``asked`` are the reasons for which it, and what came before it, was given back; ``without`` says whose draft, which
    nobody had sent, an organisation's answer put aside.
    """

    number: int
    state: TagShown
    written: str
    goes_out: str
    is_own: bool
    is_of_organisation: bool
    asked: tuple[str, ...]
    without: str


@dataclass(frozen=True)
class Saved:
    """One version in the history: who saved it when, what became of it, and what it changed."""

    number: int
    who: str
    when: str
    state: TagShown
    decided: str
    reason: str
    changes: tuple[FieldChange, ...]
    can_come_back: bool


def row(version: ListingVersion, shelf: Shelf, *, people: Mapping[str, str], reader: str) -> Row:
    """Return the line of a version, whose listing is loaded."""
    listing = version.listing
    is_new = listing.status is not ListingStatus.PUBLISHED
    return Row(
        slug=listing.slug,
        name=name_of(version),
        what=gettext("New for families") if is_new else gettext("A change"),
        who=person(version.made_by, people),
        when=_moment_of(version, listing, shelf),
        reason=version.reason if shelf is Shelf.GIVEN_BACK else "",
        is_own=version.made_by == reader,
    )


def waiting(later: Sequence[ListingVersion], people: Mapping[str, str], *, reader: str) -> Waiting:
    """Return what is said of the last of the versions that families have not seen."""
    version = later[-1]
    who, when = person(version.made_by, people), format_moment(version.made_at)
    return Waiting(
        number=version.number,
        state=version_tag(version.state),
        written=gettext("%(who)s wrote this on %(when)s.", who=who, when=when),
        goes_out=format_date(version.publish_on) if version.publish_on else "",
        is_own=version.made_by == reader,
        is_of_organisation=version.made_by.startswith("provider:"),
        asked=tuple(one.reason for one in later if one.reason),
        without=_without(later, people),
    )


def _without(later: Sequence[ListingVersion], people: Mapping[str, str]) -> str:
    *before, last = later
    if not (last.made_by.startswith("provider:") and before):
        return ""
    draft = before[-1]
    was_sent = draft.sent_at is not None or draft.decided_at is not None
    return "" if was_sent else person(draft.made_by, people)


def name_of(version: ListingVersion) -> str:
    """Return the English name in a version, the listing's address where it has none."""
    english = content_of_version(version).words.get("en")
    return english.name if english and english.name else version.listing.slug


def saves(versions: Iterable[ListingVersion], people: Mapping[str, str]) -> list[Save]:
    """Return versions as what somebody saved at some time."""
    return [
        Save(
            content_of_version(version),
            gettext("%(who)s, %(when)s", who=person(version.made_by, people), when=format_moment(version.made_at)),
        )
        for version in versions
    ]


def history(versions: Sequence[ListingVersion], people: Mapping[str, str], names: Mapping[str, str]) -> list[Saved]:
    """Return versions with what each changed, newest first; the first of them is told in full."""
    entries = []
    before = NOTHING
    for version in versions:
        content = content_of_version(version)
        entries.append(_saved(version, tuple(changes(before, content, names)), people))
        before = content
    return entries[::-1]


def _saved(version: ListingVersion, changed: tuple[FieldChange, ...], people: Mapping[str, str]) -> Saved:
    is_newest = version is version.listing.versions[-1]
    return Saved(
        number=version.number,
        who=person(version.made_by, people),
        when=format_moment(version.made_at),
        state=version_tag(version.state),
        decided=_decided(version, people),
        reason=version.reason,
        changes=changed,
        can_come_back=not is_newest,
    )


def _decided(version: ListingVersion, people: Mapping[str, str]) -> str:
    if version.decided_at is None:
        return ""
    who, when = person(version.decided_by, people), format_moment(version.decided_at)
    if version.publish_on is not None:
        day = format_date(version.publish_on)
        return gettext("%(who)s chose on %(when)s that it is published on %(day)s.", who=who, when=when, day=day)
    if version.published_at is not None:
        return gettext("Published by %(who)s on %(when)s.", who=who, when=when)
    if version.reason:
        return gettext("Given back by %(who)s on %(when)s.", who=who, when=when)
    return ""


def _moment_of(version: ListingVersion, listing: Listing, shelf: Shelf) -> str:
    moments: dict[Shelf, date | datetime | None] = {
        Shelf.TO_REVIEW: version.sent_at,
        Shelf.GIVEN_BACK: version.decided_at,
        Shelf.MY_DRAFTS: version.made_at,
        Shelf.GOING_OUT: version.publish_on,
        Shelf.COMING_DOWN: listing.take_down_on,
    }
    moment = moments[shelf]
    if moment is None:
        return ""
    return format_moment(moment) if isinstance(moment, datetime) else format_date(moment)
