"""Finding a listing and reading it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer import languages
from localoffer.days import today
from localoffer.db import MissingRow, session
from localoffer.easy_read import switching
from localoffer.easy_read.choice import is_easy
from localoffer.listings import beside, presenters, queries
from localoffer.listings.alternatives import Original
from localoffer.listings.beside import Beside
from localoffer.listings.card_making import cards_of
from localoffer.listings.drawn_once import Drawn, drawn_once
from localoffer.listings.instead import Looking, instead
from localoffer.listings.kept_pages import KeptPage, page_of
from localoffer.listings.results.addresses import Address
from localoffer.listings.results.page import Material, ResultsPage, results_page
from localoffer.listings.results.panel_making import wording
from localoffer.listings.results.referring import told_to_the_form
from localoffer.listings.results.searching import beyond, searching
from localoffer.listings.search.criteria import Reading, SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.reading import read
from localoffer.listings.searched import searched
from localoffer.vocabulary import ListingStatus
from localoffer.web.compression import Repeated

blueprint = Blueprint("listings", __name__)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80


@dataclass(frozen=True, kw_only=True)
class _Answer(Drawn):
    """A page of results with what was found, and the code of the district of its postcode or town, empty without."""

    found: Found
    near: str


@blueprint.get("/services")
def search() -> Response:
    """Show the results of a search; without anything asked, everything from A to Z."""
    engine = follower(current_app).engine
    answer = drawn_once(partial(_answer, engine), engine=engine)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    searched.send(app, engine=engine, found=answer.found, language=languages.current().code, near=answer.near)
    return answer.page.response()


@blueprint.get("/services/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """Show one listing; one that was taken off says so and shows others like it."""
    engine = follower(current_app).engine
    page = _published(slug, engine)
    if page is None:
        return _gone(slug, engine)
    full, looking = page.full, _looking(engine)
    if full.easy_read:
        easy = _with_query("listings.easy_read", slug)
        if is_easy():
            return redirect(easy)
        switching.says_both(easy=easy)
    others, back = instead(page.original, looking, engine=engine), looking.address(looking.asked)
    told = told_to_the_form(looking.heard) if full.can_refer_here else ""
    return render_template("listings/show.html", full=full, slug=slug, instead=others, back=back, told=told)


@blueprint.get("/services/<slug>/easy-read")
def easy_read(slug: str) -> ResponseReturnValue:
    """Show one listing in easy read; one without is shown as everybody reads it, one that was taken off says so."""
    engine = follower(current_app).engine
    page, standard = _published(slug, engine), _with_query("listings.show", slug)
    if page is None:
        return _gone(slug, engine)
    if page.full.easy_read is None:
        return redirect(standard)
    switching.says_both(standard=standard)
    looking = _looking(engine)
    others, back = instead(page.original, looking, engine=engine), looking.address(looking.asked)
    return render_template("easy_read/listing.html", full=page.full, instead=others, back=back)


def _answer(engine: Engine) -> _Answer:
    """Draw the page of results."""
    spoken = languages.current()
    asked = searching(_reading(engine), session, engine=engine, language=spoken.code, today=today())
    found = asked.look(asked.reading.criteria)
    here = asked.near or found.hearing.heard.near
    further = beyond(asked, found, here)
    shown = (*found.hits, *found.apart, *further.hits)
    page = results_page(
        Material(
            asked=asked,
            found=found,
            wording=wording(engine, spoken),
            cards=cards_of((hit.listing_id for hit in shown), engine=engine, spoken=spoken),
            beyond=further,
            near=here,
            address=_addresses(),
        )
    )
    drawn = render_template("listings/search.html", page=page, beside=_beside(page, found))
    district = here.district if here else None
    return _Answer(Repeated(drawn.encode()), asked.has_postcode, found=found, near=district or "")


def _published(slug: str, engine: Engine) -> KeptPage | None:
    """Return what the page of a listing shows; None where none of that address is published."""
    if len(slug) > _LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise MissingRow("no listing has such an address")
    try:
        return page_of(slug, engine=engine, spoken=languages.current())
    except MissingRow:
        return None


def _gone(slug: str, engine: Engine) -> ResponseReturnValue:
    """Say of a listing that it was taken off, and show others like it."""
    listing = queries.get(session(), slug=slug)
    if listing.status is not ListingStatus.ARCHIVED or listing.published_at is None:
        raise MissingRow("the listing is not published")
    looking = _looking(engine)
    name, others = presenters.name(listing, looking.spoken), instead(Original.of(listing), looking, engine=engine)
    return render_template("listings/gone.html", name=name, instead=others, back=looking.address(looking.asked)), 410


def _with_query(endpoint: str, slug: str) -> str:
    """Return the address of a listing's page that keeps the search which led here."""
    query = request.query_string.decode("utf-8", "replace")
    return f"{url_for(endpoint, slug=slug)}{'?' if query else ''}{query}"


def _beside(page: ResultsPage, found: Found) -> list[Beside]:
    """Return what stands beside the first services: what the words ask for or, where nothing is, them put right."""
    if page.paging.at > 1:
        return []
    language, typed, heard = languages.current().code, page.criteria.text, found.hearing.text
    return beside.found(typed, language) or (beside.found(heard, language) if heard != typed else [])


def _looking(engine: Engine) -> Looking:
    """Return who looks at a listing, by the search that led to it."""
    spoken = languages.current()
    asked = searching(_reading(engine), session, engine=engine, language=spoken.code, today=today())
    heard = asked.heard()
    here = asked.near or heard.near
    return Looking(
        asked=asked.reading.criteria,
        heard=heard.criteria.for_others(here.district if here else None),
        near=here if here and here.point else None,
        spoken=spoken,
        today=today(),
        address=_addresses(),
    )


def _reading(engine: Engine) -> Reading:
    return read(request.args, engine.known)


def _addresses() -> Address:
    path = url_for("listings.search")

    def address(criteria: SearchCriteria) -> str:
        query = criteria.query_string()
        return f"{path}?{query}" if query else path

    return address
