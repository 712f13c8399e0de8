"""What the pages of listings show, kept like the cards: read from the database once for each language and generation.

What else a page says changes with the day and with what the process follows: what a listing says for a time, what is
known of its translation. With any of that it is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, current_app

from localoffer import languages
from localoffer.days import today
from localoffer.db import session
from localoffer.languages import Language
from localoffer.listings import queries
from localoffer.listings.alternatives import Original
from localoffer.listings.listing_page import FullListing, full_listing
from localoffer.listings.notices.at_hand import said_of
from localoffer.listings.search.engine import Engine
from localoffer.web import following

MOST_KEPT = 500
_EXTENSION = "localoffer_listing_pages"


@dataclass(frozen=True)
class KeptPage:
    """The page of one published listing in one language, and what decides what is like it."""

    full: FullListing
    original: Original


def page_of(slug: str, *, engine: Engine, spoken: Language) -> KeptPage:
    """Return what the page of a published listing shows in the current language, which is ``spoken``.

    Raises:
        MissingRow: when no published listing has the address.
    """
    state = (engine.generation.name, today(), following.of(current_app).numbers())
    kept: KeptPage = current_app.extensions[_EXTENSION](slug, spoken.code, state)
    return kept


def _read(slug: str, code: str, _state: object) -> KeptPage:
    listing, spoken = queries.get_published(session(), slug=slug), languages.get(code)
    return KeptPage(full_listing(listing, spoken, said_of(listing.id, spoken)), Original.of(listing))


def init_app(app: Flask) -> None:
    """Give the application a place to keep what was read."""
    app.extensions[_EXTENSION] = lru_cache(maxsize=MOST_KEPT)(_read)
