"""The places where listings happen, each once: venues of several listings that say the same are one place.

No row stands for a place, so that a listing's versions hold all of it; the id of any of its venues names it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.listings.content import Place
from localoffer.listings.models import Listing, ListingText, ListingVersion, Venue
from localoffer.paging import in_range, pages_of
from localoffer.places.queries import normalise
from localoffer.vocabulary import WAITING, Access, ListingStatus

PER_PAGE = 50
MOST_NAMED = 100
_NAMED = (Venue.name, Venue.address, Venue.town, Venue.postcode)
# as the index has them
_IN_ORDER = (Venue.town, Venue.name, Venue.address, Venue.postcode)
_NOT_ARCHIVED = Listing.status != ListingStatus.ARCHIVED


class Key(NamedTuple):
    """What makes two venues one place."""

    name: str
    address: str
    town: str
    postcode: str


class Counted(NamedTuple):
    """A place in the list: the id of one of its venues, what it is called, and how many listings happen there."""

    number: int
    key: Key
    listings: int


@dataclass(frozen=True)
class PlacesPage:
    """One page of places."""

    rows: Sequence[Counted]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Shared:
    """A place as it is now; ``differs`` says that not all its venues say the same of access and privacy."""

    number: int
    place: Place
    differs: bool

    @property
    def key(self) -> Key:
        return key_of(self.place)

    @property
    def version(self) -> str:
        """What moves with every change of it."""
        return sha256(repr((self.place, self.differs)).encode()).hexdigest()[:16]


class Use(NamedTuple):
    """A listing that happens at a place."""

    slug: str
    name: str


def key_of(place: Place) -> Key:
    """Return what a place is known by; a postcode counts as it is written."""
    return Key(place.name, place.address, place.town, normalise(place.postcode) or place.postcode)


def get(session: Session, number: int) -> Shared:
    """Return the place that a venue is.

    Raises:
        MissingRow: when there is no such venue of a listing that is in use.
    """
    venue = session.scalar(select(Venue).join(Listing).where(Venue.id == number, _NOT_ARCHIVED))
    if venue is None:
        raise MissingRow("there is no such place")
    same = session.scalars(select(Venue).join(Listing).where(_is(_key(venue)), _NOT_ARCHIVED)).all()
    said = {(row.hidden, tuple(sorted(row.access))) for row in same}
    place = Place(
        *_key(venue),
        access=tuple(code for code in Access if code in venue.access),
        # where one listing keeps the address private, nobody is to show it by mistake
        hidden=any(row.hidden for row in same),
    )
    return Shared(number, place, len(said) > 1)


def counted(session: Session, *, text: str = "", is_shared: bool = False, page: int = 1) -> PlacesPage:
    """Return one page of places by town and name; a page past the end is the last one.

    Args:
        text: words that the place has in its name or address.
        is_shared: leave those where several listings happen.
    """
    wanted = _grouped(text, is_shared=is_shared)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page, pages = in_range(page, total=total, per_page=PER_PAGE), pages_of(total, PER_PAGE)
    rows = session.execute(wanted.order_by(*_IN_ORDER).offset((page - 1) * PER_PAGE).limit(PER_PAGE))
    return PlacesPage([Counted(number, Key(*key), held) for number, *key, held in rows], total, page, pages)


def near(session: Session, shared: Shared) -> Sequence[Counted]:
    """Return the other places of the same town or postcode, which may be the same in other words."""
    key = shared.key
    alike = or_(*(column == said for column, said in ((Venue.town, key.town), (Venue.postcode, key.postcode)) if said))
    wanted = _grouped("", is_shared=False).where(alike, ~_is(key)) if key.town or key.postcode else None
    if wanted is None:
        return []
    rows = session.execute(wanted.order_by(*_IN_ORDER).limit(MOST_NAMED))
    return [Counted(number, Key(*told), held) for number, *told, held in rows]


def uses(session: Session, key: Key) -> Sequence[Use]:
    """Return the listings that happen at a place, and those with a saved version that waits and names it."""
    english = and_(ListingText.listing_id == Listing.id, ListingText.language == "en")
    wanted = select(Listing.slug, ListingText.name).outerjoin(ListingText, english).where(_uses(session, key))
    return [Use(slug, name or slug) for slug, name in session.execute(wanted.order_by(Listing.slug))]


def listings_at(session: Session, key: Key) -> Sequence[Listing]:
    """Return the listings of ``uses`` themselves, in the order in which they are to be written."""
    return session.scalars(select(Listing).where(_uses(session, key)).order_by(Listing.id)).all()


def _uses(session: Session, key: Key) -> ColumnElement[bool]:
    held = select(Venue.listing_id).where(_is(key))
    return and_(_NOT_ARCHIVED, or_(Listing.id.in_(held), Listing.id.in_(_waiting_at(session, key))))


def _waiting_at(session: Session, key: Key) -> list[int]:
    """Return the listings whose version that waits names a place: JSON is searched as text, and then read."""
    said = key.name or key.address or key.town
    text = cast(ListingVersion.content, String)
    wanted = select(ListingVersion.listing_id, ListingVersion.content).where(
        ListingVersion.state.in_(WAITING), text.contains(json.dumps(said)[1:-1], autoescape=True)
    )
    return [number for number, content in session.execute(wanted) if _names(content, key)]


def _names(content: dict[str, Any], key: Key) -> bool:
    places = (Place(venue["name"], venue["address"], venue["town"], venue["postcode"]) for venue in content["venues"])
    return any(key_of(place) == key for place in places)


def _grouped(text: str, *, is_shared: bool) -> Select[int, str, str, str, str, int]:
    listings = func.count(Venue.listing_id.distinct())
    archived = select(Listing.id).where(Listing.status == ListingStatus.ARCHIVED)
    wanted = select(func.min(Venue.id), *_NAMED, listings).where(Venue.listing_id.not_in(archived))
    wanted = wanted.group_by(*_IN_ORDER)
    for word in text.split():
        wanted = wanted.where(or_(*(column.icontains(word, autoescape=True) for column in _NAMED)))
    return wanted.having(listings > 1) if is_shared else wanted


def _is(key: Key) -> ColumnElement[bool]:
    return and_(*(column == said for column, said in zip(_NAMED, key, strict=True)))


def _key(venue: Venue) -> Key:
    return Key(venue.name, venue.address, venue.town, venue.postcode)
