"""Where the guide's links lead, and the services that its queries find, for the reader of this request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import current_app, url_for

from localoffer import languages
from localoffer.feedback.days import today
from localoffer.guide.pages.book import Book
from localoffer.guide.pages.drawing import AddressOf
from localoffer.guide.pages.links import PLACES, BadQuery, Link, LinkKind, read_services
from localoffer.listings.card_making import cards_of
from localoffer.listings.changes import changes
from localoffer.listings.results.page import Result
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import follower

MOST_SERVICES = 3


@dataclass(frozen=True)
class ServicesShown:
    """The first few services of a query, how many it finds in all, and the address of the whole search."""

    results: tuple[Result, ...]
    total: int
    address: str


def addresses(book: Book) -> AddressOf:
    """Return what gives the address of each link; what links lead to may have gone since they were written."""

    def address_of(link: Link) -> str:
        match link:
            case Link(kind=LinkKind.PAGE, to=slug, heading=heading):
                return _page(book, slug, heading)
            case Link(kind=LinkKind.LISTING, to=slug):
                return url_for("listings.show", slug=slug) if slug in _published() else ""
            case Link(kind=LinkKind.SERVICES, to=query):
                return _search(query)
            case Link(kind=LinkKind.PLACE, to=place):
                return url_for(PLACES[place]) if place in PLACES else ""
        return link.to

    return address_of


def services(query: str) -> ServicesShown | None:
    """Return the services of a query; None where there are none, or it asks for what the site no longer knows."""
    engine, spoken = follower(current_app).engine, languages.current()
    criteria = _criteria(query)
    if criteria is None:
        return None
    found = engine.find(criteria, language=spoken.code, today=today())
    cards = cards_of((hit.listing_id for hit in found.hits[:MOST_SERVICES]), engine=engine, spoken=spoken)
    if not cards:
        return None
    back = f"?{criteria.query_string()}"
    results = tuple(Result(card, "", back) for card in cards.values())
    return ServicesShown(results, found.total, _address(criteria))


def _page(book: Book, slug: str, heading: str) -> str:
    if slug not in book.pages:
        return ""
    return url_for("guide.page", slug=slug, _anchor=heading or None)


def _published() -> Collection[str]:
    return {change.slug for change in changes(follower(current_app).engine)}


def _search(query: str) -> str:
    criteria = _criteria(query)
    return _address(criteria) if criteria else url_for("listings.search")


def _criteria(query: str) -> SearchCriteria | None:
    try:
        return read_services(query, follower(current_app).engine.known)
    except BadQuery:
        return None


def _address(criteria: SearchCriteria) -> str:
    return f"{url_for('listings.search')}?{criteria.query_string()}"
