"""Cards for pages: taken from the shelf, and only those that are not on it are read from the database and rendered."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, current_app
from markupsafe import Markup

from localoffer.db import session
from localoffer.languages import Language
from localoffer.listings import presenters, queries
from localoffer.listings.cards import CardShelf, RenderedCard
from localoffer.listings.models import Listing
from localoffer.listings.search.engine import Engine
from localoffer.places.queries import Point

_EXTENSION = "localoffer_cards"


def cards_of(ids: Iterable[int], *, engine: Engine, spoken: Language) -> dict[int, RenderedCard]:
    """Return the cards of those of the listings that are published, by id."""

    def render(missing: list[int]) -> dict[int, RenderedCard]:
        template = current_app.jinja_env.get_template("listings/card.html")
        rendered = {}
        for listing_id, listing in queries.published_among(session(), ids=missing).items():
            card = presenters.card(listing, spoken)
            body = Markup(template.render(card=card))  # noqa: S704 - Jinja has escaped it
            rendered[listing_id] = RenderedCard(
                listing_id,
                card.key,
                card.slug,
                card.name,
                card.is_demonstration,
                card.has_english,
                body,
                _points(listing),
            )
        return rendered

    shelf: CardShelf = current_app.extensions[_EXTENSION]
    wanted = list(dict.fromkeys(ids))
    return shelf.take(wanted, generation=engine.generation.name, language=spoken.code, render=render)


def _points(listing: Listing) -> tuple[Point, ...]:
    return tuple(
        Point(venue.easting, venue.northing)
        for venue in listing.venues
        if not venue.hidden and venue.easting is not None and venue.northing is not None
    )


def init_app(app: Flask) -> None:
    """Give the application an empty shelf."""
    app.extensions[_EXTENSION] = CardShelf()
