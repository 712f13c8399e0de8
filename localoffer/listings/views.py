"""Finding a listing and reading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template, request, url_for

from localoffer import languages
from localoffer.db import MissingRow, now, session
from localoffer.languages import Language
from localoffer.listings import presenters, queries
from localoffer.listings.addresses import Address
from localoffer.listings.card_making import cards_of
from localoffer.listings.cards import RenderedCard
from localoffer.listings.instead import Looking, instead
from localoffer.listings.listing_page import full_listing
from localoffer.listings.nearby import nearest_outside
from localoffer.listings.panel_making import wording
from localoffer.listings.results_page import Material, results_page
from localoffer.listings.search.criteria import Reading, SearchCriteria
from localoffer.listings.search.engine import Engine, Found, Hit
from localoffer.listings.search.following import follower
from localoffer.listings.search.postcodes import find_in_words, near
from localoffer.listings.search.reading import read
from localoffer.listings.searched import searched
from localoffer.places import queries as places
from localoffer.vocabulary import ListingStatus

blueprint = Blueprint("listings", __name__)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80
_COUNTYWIDE = 3
_HERE = ZoneInfo("Europe/London")


@blueprint.get("/services")
def search() -> str:
    """Show the results of a search; without anything asked, everything from A to Z."""
    engine = follower(current_app).engine
    spoken = languages.current()
    reading = _reading(engine)
    asked = reading.criteria
    place = find_in_words(session(), asked.text) if asked.text and not asked.plain else None
    postcode = places.find(session(), asked.postcode) if asked.postcode else None

    def look(wanted: SearchCriteria) -> Found:
        said = None if wanted.plain else place
        return engine.find(wanted, language=spoken.code, today=_today(), place=said, near=near(postcode, said))

    found = look(asked)
    here = near(postcode, place) or found.hearing.heard.near
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    near_by = here.district if here else None
    searched.send(app, engine=engine, found=found, language=spoken.code, near=near_by or "")
    nothing, heard = found.total == 0, found.hearing.heard.criteria
    nearby = nearest_outside(found, here, engine=engine, language=spoken.code, today=_today())
    countywide = _countywide(found, nearby, engine=engine, language=spoken.code) if nothing else ()
    page = results_page(
        Material(
            reading=reading,
            found=found,
            wording=wording(engine, spoken),
            cards=_cards(engine, spoken, (*found.hits, *found.apart, *countywide, *nearby)),
            ways_out=engine.ways_out(heard, language=spoken.code, near=near(postcode, place)) if nothing else (),
            countywide=countywide,
            nearby=nearby,
            place=place,
            postcode=postcode,
            near=here,
            finds=lambda other: look(other).total > 0,
            address=_addresses(),
        )
    )
    return render_template("listings/search.html", page=page)


@blueprint.get("/services/<slug>")
def show(slug: str) -> str | tuple[str, int]:
    """Show one listing; one that was taken off says so and shows others like it."""
    if len(slug) > _LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise MissingRow("no listing has such an address")
    listing = queries.get(session(), slug=slug)
    engine = follower(current_app).engine
    looking = Looking(_reading(engine).criteria, languages.current(), _today(), _addresses())
    back = looking.address(looking.asked)
    if listing.status is ListingStatus.PUBLISHED:
        full, others = full_listing(listing, looking.spoken), instead(listing, looking, engine=engine)
        return render_template("listings/show.html", full=full, instead=others, back=back)
    if listing.status is ListingStatus.ARCHIVED and listing.published_at is not None:
        name, others = presenters.name(listing, looking.spoken), instead(listing, looking, engine=engine)
        return render_template("listings/gone.html", name=name, instead=others, back=back), 410
    raise MissingRow("the listing is not published")


def _countywide(found: Found, nearby: tuple[Hit, ...], *, engine: Engine, language: str) -> tuple[Hit, ...]:
    """Return a few listings that help the whole county, without those that the page shows anyway."""
    shown = {hit.listing_id for hit in (*found.apart, *nearby)}
    hits = engine.countywide(found.hearing.heard.criteria, language=language, most=_COUNTYWIDE + len(shown))
    return tuple(hit for hit in hits if hit.listing_id not in shown)[:_COUNTYWIDE]


def _reading(engine: Engine) -> Reading:
    return read(request.args, engine.known)


def _addresses() -> Address:
    path = url_for("listings.search")

    def address(criteria: SearchCriteria) -> str:
        query = criteria.query_string()
        return f"{path}?{query}" if query else path

    return address


def _today() -> date:
    return now().astimezone(_HERE).date()


def _cards(engine: Engine, spoken: Language, hits: Iterable[Hit]) -> dict[int, RenderedCard]:
    return cards_of((hit.listing_id for hit in hits), engine=engine, spoken=spoken)
