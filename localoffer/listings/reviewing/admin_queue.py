"""The queue of what waits about listings: versions, corrections and answers together, and the shelves beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from localoffer.db import session
from localoffer.forms.fields import Text
from localoffer.languages import format_date, gettext, lazy_gettext
from localoffer.listings.models import ListingVersion
from localoffer.listings.reviewing import admin_presenters, beside, queries, together
from localoffer.listings.reviewing.shelves import Shelf
from localoffer.listings.reviewing.together import Line, Source, Waiting
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile
from localoffer.working_days import day_of

EVERYTHING = "everything"


@dataclass(frozen=True)
class Row:
    """One line of the queue, whatever it is."""

    address: str
    name: str
    what: str
    who: str
    when: str
    reason: str
    is_own: bool


@dataclass(frozen=True)
class _Shown:
    rows: list[Row]
    total: int
    page: int
    pages: int


def register(blueprint: Blueprint) -> None:
    """Put the queue on the blueprint of reviews."""
    blueprint.add_url_rule("/review", "index", index)


@needs("listings.edit")
def index() -> str:
    """List everything that waits, oldest first, or one part of it; the first part that holds something if not asked."""
    offered = together.sources()
    counted = queries.counts(session(), {one.code: together.count_of(one) for one in offered}, actor=current_actor())
    counted[EVERYTHING] = sum(counted[one.code] for one in offered)
    titles = _titles(offered)
    asked = request.args.get("shelf", "")
    shelf = asked if asked in titles else _first(counted)
    number = request.args.get("page", 1, type=int)
    chosen = [one for one in offered if shelf in (EVERYTHING, one.code)]
    page = _together(chosen, counted[shelf], number) if chosen else _on_shelf(Shelf(shelf), number)
    return render_template(
        "listings/admin/review/index.html",
        shelf=shelf,
        shelves=titles,
        counted=counted,
        page=page,
        others=beside.tiles(session()),
        all_drafts=url_for("admin.listings.index", only="waiting"),
    )


def waiting() -> Waiting:
    """Return the versions that wait for somebody who may publish, as the list of everything takes them."""
    sent = queries.on_shelf(Shelf.TO_REVIEW, actor="")
    return sent.with_only_columns(ListingVersion.id, together.day_of(ListingVersion.sent_at))


def show(session: Session, ids: Collection[int]) -> Mapping[int, Line]:
    """Return versions as lines of the list of everything."""
    wanted = select(ListingVersion).where(ListingVersion.id.in_(ids)).options(joinedload(ListingVersion.listing))
    versions, reader = session.scalars(wanted).all(), current_actor()
    people = accounts.names(session, {version.made_by for version in versions})
    lines = {}
    for version in versions:
        row = admin_presenters.row(version, Shelf.TO_REVIEW, people=people, reader=reader)
        since, address = day_of(version.sent_at or version.made_at), url_for("admin.review.show", slug=row.slug)
        lines[version.id] = Line(address, row.name, row.what, row.who, since, row.is_own)
    return lines


SOURCE = Source(Shelf.TO_REVIEW, admin_presenters.SHELVES[Shelf.TO_REVIEW], "listings.edit", waiting, show)


def _titles(offered: list[Source]) -> dict[str, Text]:
    everything = {EVERYTHING: lazy_gettext("Everything that waits")}
    return (
        everything | {one.code: one.title for one in offered} | {str(k): v for k, v in admin_presenters.SHELVES.items()}
    )


def _first(counted: Mapping[str, int]) -> str:
    wanted = [EVERYTHING] if allowed("listings.publish") else []
    for shelf in (*wanted, Shelf.GIVEN_BACK, Shelf.MY_DRAFTS):
        if counted[shelf]:
            return shelf
    return EVERYTHING


def _together(chosen: list[Source], total: int, number: int) -> _Shown:
    page = together.page_of(session(), chosen, total=total, page=number)
    rows = [
        Row(line.address, line.name, line.what, line.who, format_date(line.since), "", line.is_own)
        for line in page.lines
    ]
    return _Shown(rows, page.total, page.page, page.pages)


def _on_shelf(shelf: Shelf, number: int) -> _Shown:
    actor = current_actor()
    page = queries.page_of(session(), shelf=shelf, actor=actor, page=number)
    people = accounts.names(session(), {version.made_by for version in page.versions})
    leads_to = "admin.review.show" if shelf is Shelf.GOING_OUT else "admin.listings.edit"
    rows = []
    for version in page.versions:
        row = admin_presenters.row(version, shelf, people=people, reader=actor)
        address = url_for(leads_to, slug=row.slug)
        rows.append(Row(address, row.name, row.what, row.who, row.when, row.reason, row.is_own))
    return _Shown(rows, page.total, page.page, page.pages)


def tiles_of_reviewers(session: Session) -> list[Tile]:
    """Return how many versions wait for somebody who may publish."""
    count = queries.count_of(Shelf.TO_REVIEW, actor=current_actor())
    return [Tile(gettext("Listings to review"), count, url_for("admin.review.index", shelf=Shelf.TO_REVIEW))]


def tiles_of_editors(session: Session) -> list[Tile]:
    """Return how many of somebody's own versions were given back, and wait as drafts."""
    given_back, drafts = (
        queries.count_of(shelf, actor=current_actor()) for shelf in (Shelf.GIVEN_BACK, Shelf.MY_DRAFTS)
    )
    return [
        Tile(gettext("Listings given back to you"), given_back, _address(Shelf.GIVEN_BACK), urgent=True),
        Tile(gettext("Your drafts of listings"), drafts, _address(Shelf.MY_DRAFTS)),
    ]


def _address(shelf: Shelf) -> str:
    return url_for("admin.review.index", shelf=shelf)
