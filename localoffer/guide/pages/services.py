"""The services that the guide's queries find, for the reader of this request: as cards, or for paper."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from localoffer import languages
from localoffer.days import today
from localoffer.db import session
from localoffer.guide.pages.leading import search_address, search_of
from localoffer.listings import queries
from localoffer.listings.card_making import cards_of
from localoffer.listings.listing_page import FullListing, full_listing
from localoffer.listings.notices.at_hand import said_of
from localoffer.listings.results.page import Result
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import follower

MOST = 3


@dataclass(frozen=True)
class ServicesShown:
    """The first few services of a query, how many it finds in all, and the address of the whole search.

    On the screen they are cards, on paper listings with what somebody needs to ring or write.
    """

    cards: tuple[Result, ...]
    listings: tuple[FullListing, ...]
    total: int
    address: str

    @property
    def are_all(self) -> bool:
        """Whether the search finds no more than these."""
        return self.total <= len(self.cards) + len(self.listings)


class Services:
    """Finds the services for one page, each of them once."""

    def __init__(self, *, on_paper: bool) -> None:
        self._on_paper = on_paper
        self._shown: set[int] = set()

    def of(self, query: str) -> ServicesShown | None:
        """Return the services of a query that the page does not show yet; None where there are none."""
        engine, spoken = follower(current_app).engine, languages.current()
        criteria = search_of(query)
        if criteria is None:
            return None
        found = engine.find(criteria, language=spoken.code, today=today())
        ids = [hit.listing_id for hit in found.hits if hit.listing_id not in self._shown][:MOST]
        self._shown.update(ids)
        cards = () if self._on_paper else _cards(ids, criteria)
        listings = _listings(ids) if self._on_paper else ()
        return ServicesShown(cards, listings, found.total, search_address(criteria)) if ids else None


def _cards(ids: list[int], criteria: SearchCriteria) -> tuple[Result, ...]:
    engine, back = follower(current_app).engine, f"?{criteria.query_string()}"
    cards = cards_of(ids, engine=engine, spoken=languages.current())
    return tuple(Result(cards[number], "", back) for number in ids if number in cards)


def _listings(ids: list[int]) -> tuple[FullListing, ...]:
    listings = queries.published_among(session(), ids=ids)
    spoken = languages.current()
    shown = (listings[number] for number in ids if number in listings)
    return tuple(full_listing(listing, spoken, said_of(listing.id, spoken)) for listing in shown)
