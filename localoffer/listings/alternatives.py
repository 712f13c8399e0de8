"""What may help instead of a listing that cannot: alike, near it, with room, and for the right age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import LAST_AGE, SearchCriteria, Sort
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.found import Hit
from localoffer.listings.search.nearness import Near
from localoffer.places.queries import Point
from localoffer.vocabulary import ListingStatus, Spaces

MOST = 3
FAR = 60
"""So many miles away an alternative may be."""
_NO_ROOM = (Spaces.FULL, Spaces.WAITING)


@dataclass(frozen=True)
class Original:
    """What of a listing decides whether it may help, and what is like it.

    ``years`` are the ages that it is for, none where it does not say; ``point`` is where its first venue is, of those
    that families may see.
    """

    listing_id: int
    is_gone: bool
    spaces: Spaces | None
    age_from: int | None
    age_to: int | None
    any_need: bool
    needs: tuple[str, ...]
    kinds: tuple[str, ...]
    districts: tuple[str, ...]
    point: Point | None

    @classmethod
    def of(cls, listing: Listing) -> Self:
        """Return that of a listing with everything loaded."""
        return cls(
            listing_id=listing.id,
            is_gone=listing.status is ListingStatus.ARCHIVED,
            spaces=listing.spaces,
            age_from=listing.age_from,
            age_to=listing.age_to,
            any_need=listing.any_need,
            needs=tuple(need.code for need in listing.needs),
            kinds=tuple(kind.code for kind in listing.kinds),
            districts=tuple(district.slug for district in listing.districts),
            point=_point(listing),
        )

    @property
    def years(self) -> range:
        if self.age_from is None and self.age_to is None:
            return range(0)
        last = LAST_AGE if self.age_to is None else self.age_to
        return range(self.age_from or 0, last + 1)


@dataclass(frozen=True)
class Lack:
    """Why a listing may be no help.

    It ``is_gone`` or ``is_closed`` for a time, has no room (``spaces`` says so), or is for none of ``years``.
    """

    is_gone: bool = False
    is_closed: bool = False
    spaces: Spaces | None = None
    years: tuple[int, ...] = ()


def lack_of(original: Original, years: tuple[int, ...], *, is_closed: bool) -> Lack | None:
    """Return why a listing may be no help to a family that looks for some ages (any of them); None where it may be."""
    spaces = original.spaces if original.spaces in _NO_ROOM else None
    held = original.years
    unfit = years if held and years and not set(held) & set(years) else ()
    is_gone = original.is_gone
    return Lack(is_gone, is_closed, spaces, unfit) if is_gone or is_closed or spaces or unfit else None


def alternatives(
    original: Original,
    asked: SearchCriteria,
    *,
    engine: Engine,
    language: str,
    today: date,
    near: Near | None = None,
) -> tuple[Hit, ...]:
    """Return a few listings that may help instead, the most alike and the nearest first.

    Those that families look for with what is like the words for the listing come before all others.
    They are for a need and an age that the family looked for or, where it did not say, that the listing is for. Among
    those as much alike, the ones that say that they have room come before those that do not say; none is full or has a
    waiting list. The nearest are those nearest to the family (``near``) or, where it did not say where it is, to the
    listing.
    """
    found: dict[int, Hit] = {}
    alike = engine.alike(original.listing_id)
    if near is None and original.point is not None:
        near = Near(original.point, None, "")
    for wanted, is_far in _searches(like(original, asked)):
        if is_far and near is None:
            continue
        criteria = replace(wanted, miles=FAR) if is_far else wanted
        hits = engine.find(criteria, language=language, today=today, near=near).hits
        found |= {hit.listing_id: hit for hit in hits if hit.listing_id not in found and _may_help(hit.facts, original)}
        is_of_its_kind = bool(wanted.values("kind"))
        if len(found) >= MOST and (not is_of_its_kind or len(alike & found.keys()) >= min(MOST, len(alike) - 1)):
            break
    # what was found sooner is the nearer, or the more like it by its kind
    return tuple(sorted(found.values(), key=lambda hit: hit.listing_id not in alike))[:MOST]


def like(original: Original, asked: SearchCriteria) -> SearchCriteria:
    """Return the search for what is like a listing, where a family lives and for whom it asked, if it said so."""
    return SearchCriteria.asking(
        district=asked.districts or original.districts,
        need=asked.needs or original.needs,
        age=[str(year) for year in asked.years or original.years],
        kind=original.kinds,
    )


def _searches(wanted: SearchCriteria) -> Iterator[tuple[SearchCriteria, bool]]:
    """Yield the searches to try, the best first, each with whether it looks far away."""
    wanted = replace(wanted, sort=Sort.NEAREST)
    # a club that does not say whether it has room is more like a full one than advice that has
    for alike in (wanted, wanted.without_filter("kind")):
        for room in (["now"], []):
            with_room = alike.with_values("spaces", room)
            yield with_room, False
            yield with_room.without_filter("district"), True


def _may_help(facts: Facts, original: Original) -> bool:
    # what is for one need only is not like what is for any
    for_all = facts.any_need or not original.any_need
    has_no_room = facts.spaces in _NO_ROOM or facts.is_closed
    return facts.listing_id != original.listing_id and not has_no_room and for_all


def _point(listing: Listing) -> Point | None:
    points = (
        Point(venue.easting, venue.northing)
        for venue in listing.venues
        if not venue.hidden and venue.easting is not None and venue.northing is not None
    )
    return next(points, None)
