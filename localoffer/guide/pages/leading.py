"""Where the guide's links lead, for the reader of this request."""

from __future__ import annotations

from collections.abc import Collection

from flask import current_app, url_for

from localoffer.guide.pages.book import Book
from localoffer.guide.pages.drawing import AddressOf
from localoffer.guide.pages.links import PLACES, BadQuery, Link, LinkKind, read_services
from localoffer.listings.changes import changes
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import follower


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


def search_of(query: str) -> SearchCriteria | None:
    """Return the search of a query for services; None where it asks for what the site no longer knows."""
    try:
        return read_services(query, follower(current_app).engine.known)
    except BadQuery:
        return None


def search_address(criteria: SearchCriteria) -> str:
    """Return the address of the page of results of a search."""
    return f"{url_for('listings.search')}?{criteria.query_string()}"


def _page(book: Book, slug: str, heading: str) -> str:
    if slug not in book.pages:
        return ""
    return url_for("guide.page", slug=slug, _anchor=heading or None)


def _published() -> Collection[str]:
    return {change.slug for change in changes(follower(current_app).engine)}


def _search(query: str) -> str:
    criteria = search_of(query)
    return search_address(criteria) if criteria else url_for("listings.search")
