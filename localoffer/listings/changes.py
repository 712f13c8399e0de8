"""When each published listing last changed: read once for each generation of the index, for feeds and the site map.

What a listing says for a time is a change of it too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from flask import Flask, current_app
from sqlalchemy import func, select

from localoffer.db import session
from localoffer.listings.models import Listing
from localoffer.listings.notices import shown
from localoffer.listings.search.engine import Engine
from localoffer.vocabulary import ListingStatus

_EXTENSION = "localoffer_changes"
Made = TypeVar("Made")


class Change(NamedTuple):
    """One published listing, and when it last changed."""

    listing_id: int
    slug: str
    changed_at: datetime


class MadeOnce(Generic[Made]):
    """Keeps what was made from the listings until they change. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: tuple[object, Made] | None = None

    def take(self, state: object, make: Callable[[], Made]) -> Made:
        """Return what was made for a state, as the name of a generation of the index; made where it is another one."""
        kept = self._kept
        if kept is None or kept[0] != state:
            kept = self._kept = (state, make())
        return kept[1]


def changes(engine: Engine) -> tuple[Change, ...]:
    """Return the published listings, the one that changed last first."""
    kept: MadeOnce[tuple[Change, ...]] = current_app.extensions[_EXTENSION]
    said = shown.kept().changed
    return kept.take((engine.generation.name, said), lambda: _read(said))


def init_app(app: Flask) -> None:
    """Give the application a place to keep them."""
    app.extensions[_EXTENSION] = MadeOnce()


def _read(said: Mapping[int, datetime]) -> tuple[Change, ...]:
    # a draft that waits is a change too, but not one that families see
    seen = func.coalesce(Listing.published_at, Listing.changed_at)
    wanted = select(Listing.id, Listing.slug, seen).where(Listing.status == ListingStatus.PUBLISHED)
    rows = (Change(*row) for row in session().execute(wanted.order_by(Listing.id.desc())))
    read = (row._replace(changed_at=max(row.changed_at, said.get(row.listing_id, row.changed_at))) for row in rows)
    return tuple(sorted(read, key=lambda row: row.changed_at, reverse=True))
