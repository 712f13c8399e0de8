"""Following a search: a feed of the services in it that are new or have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from flask import Response, current_app, request, url_for

from localoffer import council, languages
from localoffer.db import now, session
from localoffer.languages import Language, gettext
from localoffer.listings import atom, presenters, queries
from localoffer.listings.changes import changes
from localoffer.listings.models import Listing
from localoffer.listings.notices.at_hand import said_of
from localoffer.listings.notices.saying import SaidForNow
from localoffer.listings.presenters import Said
from localoffer.listings.results.asked import asked_for
from localoffer.listings.results.panel_making import wording
from localoffer.listings.search.criteria import SearchCriteria, Sort
from localoffer.listings.search.following import follower
from localoffer.listings.search.reading import read
from localoffer.listings.views import blueprint
from localoffer.web import settings

MOST = 50
_A_WHILE = 15 * 60


@blueprint.get("/services/feed.atom")
def feed() -> Response:
    """Show the services of a search that changed last, as a feed reader takes them."""
    engine, spoken = follower(current_app).engine, languages.current()
    criteria = _followed(read(request.args, engine.known).criteria)
    among = engine.every_id(criteria, language=spoken.code)
    at = {change.listing_id: change.changed_at for change in changes(engine) if change.listing_id in among}
    newest = list(at)[:MOST]
    listings = queries.published_among(session(), ids=newest)
    entries = [_entry(listings[number], spoken, at[number]) for number in newest if number in listings]
    told = atom.Feed(
        title=_title(asked_for(criteria, wording(engine, spoken).names)),
        author=council.current().name,
        language=spoken.code,
        address=settings().base_url + address(criteria),
        page=settings().base_url + _with_query(url_for("listings.search"), criteria),
        updated=max((entry.updated for entry in entries), default=now()),
        entries=entries,
    )
    answer = Response(atom.written(told), mimetype=atom.MIME_TYPE)
    answer.cache_control.public = True
    answer.cache_control.max_age = _A_WHILE
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


def address(criteria: SearchCriteria) -> str:
    """Return the address of the feed of a search, as a path."""
    return _with_query(url_for("listings.feed"), _followed(criteria))


def _followed(criteria: SearchCriteria) -> SearchCriteria:
    """Return what a feed keeps of a search: no postcode and no order, as it has its own."""
    return replace(criteria.for_others(), sort=Sort.BEST)


def _with_query(path: str, criteria: SearchCriteria) -> str:
    query = criteria.query_string()
    return f"{path}?{query}" if query else path


def _title(asked: str) -> str:
    if not asked:
        return gettext("New and changed services")
    return gettext("New and changed services: %(search)s", search=asked)


def _entry(listing: Listing, spoken: Language, changed_at: datetime) -> atom.Entry:
    return atom.Entry(
        id=f"urn:uuid:{listing.uuid}",
        title=presenters.name(listing, spoken),
        summary=presenters.said(listing, "summary", spoken),
        address=settings().base_url + url_for("listings.show", slug=listing.slug),
        updated=changed_at,
        said=tuple(_said(said_of(listing.id, spoken))),
    )


def _said(for_now: Iterable[SaidForNow]) -> Iterator[Said]:
    for one in for_now:
        if one.heading:
            yield Said(one.heading)
        if one.text:
            yield Said(one.text, one.lang)
