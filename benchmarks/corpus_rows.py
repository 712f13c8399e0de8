"""Writes synthetic listings into a site: row by row of each table instead of listing by listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.corpus import Corpus, read_spots
from localoffer.db import bump
from localoffer.listings.applying import SIMPLE_FIELDS
from localoffer.listings.content import ListingContent, Place
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingVersion,
    ListingWayIn,
    Organisation,
    Term,
    Venue,
    listing_districts,
    listing_terms,
)
from localoffer.listings.search.documents import read_vocabulary
from localoffer.places.models import District
from localoffer.vocabulary import ListingStatus, ReviewState

_CHUNK = 1_000
_MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def store(session: Session, size: int, *, progress: Callable[[], None] | None = None) -> None:
    """Write the first ``size`` listings of the corpus, published, into a site that has none, in the caller's
    transaction.
    """
    writer = _Writer(session, Corpus.of(read_vocabulary(session), read_spots(session)))
    for start in range(0, size, _CHUNK):
        writer.write(range(start, min(start + _CHUNK, size)), progress or (lambda: None))
    bump(session, "listings")


class _Writer:
    """Writes many listings at once, row by row of each table instead of listing by listing."""

    def __init__(self, session: Session, made: Corpus) -> None:
        self._session = session
        self._made = made
        self._points = {spot.postcode: spot[1:] for spots in made.spots.values() for spot in spots}
        self._districts = {row.slug: row.id for row in session.execute(select(District.slug, District.id))}
        terms = session.execute(select(Term.vocabulary, Term.code, Term.id))
        self._terms = {(row.vocabulary, row.code): row.id for row in terms}

    def write(self, numbers: range, progress: Callable[[], None]) -> None:
        rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in _TABLES}
        groups = {number // 4 for number in numbers if number % 4 == 0}
        rows[Organisation.__table__] = [
            {"id": group + 1, "source": "synthetic", "key": f"organisation-{group}", "name": f"Organisation {group}"}
            for group in sorted(groups)
        ]
        for number in numbers:
            for table, row in self._rows(number + 1, self._made.content(number)):
                rows[table].append(row)
            progress()
        for table, held in rows.items():
            if held:
                self._session.execute(insert(table), held)

    def _rows(self, listing_id: int, content: ListingContent) -> Iterator[tuple[Any, dict[str, Any]]]:
        of = {"listing_id": listing_id}
        yield Listing.__table__, _listing_row(listing_id, content)
        for code in content.districts:
            yield listing_districts, {**of, "district_id": self._districts[code]}
        for vocabulary, codes in (("need", content.needs), ("kind", content.kinds)):
            for code in codes:
                yield listing_terms, {**of, "term_id": self._terms[vocabulary, code]}
        for way_in in content.ways_in:
            yield ListingWayIn.__table__, {**of, "way_in": way_in}
        for fact, stated in content.facts.items():
            yield ListingFact.__table__, {**of, "fact": fact, "answer": stated.answer, "stated_on": stated.stated_on}
        for venue in content.venues:
            yield Venue.__table__, {**of, **self._venue_row(venue)}
        for language, words in content.words.items():
            yield ListingText.__table__, {**of, "language": language, **vars(words)}
        kept = {"number": 1, "content": content.as_json(), "made_by": "system", "made_at": _MADE, "published_at": _MADE}
        yield ListingVersion.__table__, {**of, **kept, "state": ReviewState.PUBLISHED}

    def _venue_row(self, venue: Place) -> dict[str, Any]:
        easting, northing = self._points.get(venue.postcode, (None, None))
        kept = {"name": venue.name, "town": venue.town, "postcode": venue.postcode, "hidden": venue.hidden}
        return {**kept, "access": [str(code) for code in venue.access], "easting": easting, "northing": northing}


_TABLES = (
    Organisation.__table__,
    Listing.__table__,
    listing_districts,
    listing_terms,
    ListingWayIn.__table__,
    ListingFact.__table__,
    Venue.__table__,
    ListingText.__table__,
    ListingVersion.__table__,
)


def _listing_row(listing_id: int, content: ListingContent) -> dict[str, Any]:
    simple = {name: getattr(content, name) for name in SIMPLE_FIELDS}
    return {
        **simple,
        "languages_spoken": list(content.languages_spoken),
        "times": list(content.times),
        "id": listing_id,
        "slug": f"service-{listing_id}",
        "status": ListingStatus.PUBLISHED,
        "source": "synthetic",
        "source_reference": str(listing_id),
        "organisation_id": (listing_id - 1) // 4 + 1,
        "version_number": 1,
        "created_at": _MADE,
        "changed_at": _MADE,
        "published_at": _MADE,
    }
