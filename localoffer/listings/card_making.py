"""Cards for pages: taken from the shelf, and only those that are not on it are read from the database and rendered."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date

from flask import Flask, current_app
from jinja2 import Template

from localoffer.days import today
from localoffer.db import session
from localoffer.languages import Language
from localoffer.listings import presenters, queries
from localoffer.listings.cards import CardShelf, RenderedCard, listed
from localoffer.listings.listing_page import can_refer_here
from localoffer.listings.models import Listing
from localoffer.listings.notices import shown
from localoffer.listings.notices.saying import in_words
from localoffer.listings.notices.shown import ForNow
from localoffer.listings.results.filter_map import Pin
from localoffer.listings.results.moulds import HOLE, Mould
from localoffer.listings.search.engine import Engine
from localoffer.places.county_map import CountyMap
from localoffer.places.queries import Point

_EXTENSION = "localoffer_cards"


def cards_of(ids: Iterable[int], *, engine: Engine, spoken: Language) -> dict[int, RenderedCard]:
    """Return the cards of those of the listings that are published, by id."""

    day = today()
    told = shown.kept().told_on(day)

    def render(missing: list[int]) -> dict[int, RenderedCard]:
        listings = queries.published_among(session(), ids=missing)
        return {number: _rendered(listing, spoken, told.get(number, ()), day) for number, listing in listings.items()}

    shelf: CardShelf = current_app.extensions[_EXTENSION]
    wanted = {number: _state(told[number], day) if number in told else () for number in ids}
    return shelf.take(wanted, generation=engine.generation.name, language=spoken.code, render=render)


def _state(told: Iterable[ForNow], day: date) -> tuple[Hashable, ...]:
    """Return what the card of a listing changes with besides the listing."""
    return tuple((one.stamp, one.stands_on(day)) for one in told)


def _rendered(listing: Listing, spoken: Language, told: Iterable[ForNow], day: date) -> RenderedCard:
    card, asked_for_here = presenters.card(listing, spoken, in_words(told, spoken, day)), can_refer_here(listing)
    keep, drop = (_template("listings/kept.html").render(card=card, is_kept=is_kept) for is_kept in (False, True))
    return RenderedCard(
        listing.id,
        card.key,
        card.name,
        card.has_english,
        Mould(_template("listings/result.html").render(card=card, asked_for_here=asked_for_here, hole=HOLE)),
        keep,
        drop,
        _pins(listing),
        asked_for_here,
    )


def _template(name: str) -> Template:
    return current_app.jinja_env.get_template(name)


def _pins(listing: Listing) -> tuple[Pin, ...]:
    drawn: CountyMap | None = current_app.extensions["localoffer_county_map"]
    if drawn is None:
        return ()
    points = (
        Point(venue.easting, venue.northing)
        for venue in listing.venues
        if not venue.hidden and venue.easting is not None and venue.northing is not None
    )
    places = (drawn.place(point) for point in points)
    return tuple((str(place[0]), str(place[1])) for place in places if place is not None)


def init_app(app: Flask) -> None:
    """Give the application an empty shelf."""
    app.extensions[_EXTENSION] = CardShelf()
    app.jinja_env.globals["listed"] = listed
