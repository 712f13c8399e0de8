"""The history of a listing: who saved what and when, and an earlier version that comes back as a draft."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.listings import publishing
from localoffer.listings.admin.here import name_of, writing
from localoffer.listings.applying import content_of_version
from localoffer.listings.models import Listing
from localoffer.listings.queries import get_to_edit
from localoffer.listings.reviewing import admin_happening, admin_presenters, happening, queries
from localoffer.listings.reviewing.admin_happening import Happened
from localoffer.listings.reviewing.admin_presenters import Saved
from localoffer.paging import in_range, pages_of
from localoffer.staff import accounts
from localoffer.staff.guard import needs

_PER_PAGE = 20


def register(blueprint: Blueprint) -> None:
    """Put these screens on the review's blueprint."""
    blueprint.add_url_rule("/<slug>/history", "history", history)
    blueprint.add_url_rule("/<slug>/versions/<int:number>/bring-back", "bring_back", bring_back, methods=["POST"])


@needs("listings.edit")
def history(slug: str) -> ResponseReturnValue:
    """Show who saved what and when, what each version changed, and what else was done, the newest first."""
    return _page(get_to_edit(session(), slug=slug))


@needs("listings.edit")
def bring_back(slug: str, number: int) -> ResponseReturnValue:
    """Make an earlier version the draft; 409 where somebody saved a newer one than the history showed."""
    listing, newest = get_to_edit(session(), slug=slug), request.form.get("newest", type=int)
    if newest is None:
        abort(400)
    try:
        publishing.bring_back_version(session(), listing=listing, number=number, **writing(), based_on=newest)
    except publishing.SavedMeanwhile:
        session.rollback()
        return _page(get_to_edit(session(), slug=slug), is_late=True), 409
    except ValueError:
        session.rollback()
        flash(
            gettext(
                "Version %(number)s names something that is no longer there, so it cannot come back.", number=number
            )
        )
        return redirect(url_for("admin.review.history", slug=slug), code=303)
    flash(gettext("Version %(number)s is the draft now. Families see no change until it is published.", number=number))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


def _page(listing: Listing, *, is_late: bool = False) -> str:
    total = len(listing.versions)
    page = in_range(request.args.get("page", 1, type=int), total=total, per_page=_PER_PAGE)
    last = total - (page - 1) * _PER_PAGE
    return render_template(
        "listings/admin/review/history.html",
        listing=listing,
        name=name_of(listing),
        newest=listing.versions[-1].number,
        is_late=is_late,
        history=_told(listing, last),
        page=page,
        pages=pages_of(total, _PER_PAGE),
    )


def _told(listing: Listing, last: int) -> list[Saved | Happened]:
    """Return a page of versions, up to the ``last``, and what happened from the first of them to the next page."""
    first = max(0, last - _PER_PAGE)
    # one more than a page, so that its first has one to differ from
    some = listing.versions[max(0, first - 1) : last]
    until = listing.versions[last].made_at if last < len(listing.versions) else None
    since = listing.versions[first].made_at if first else None
    beside = happening.entries(session(), listing=listing, since=since, before=until)
    actors = {actor for one in some for actor in (one.made_by, one.decided_by)} | {entry.actor for entry in beside}
    people = accounts.names(session(), actors)
    names = queries.names_of(session(), [content_of_version(one) for one in some])
    saved = admin_presenters.history(some, people, names)[: last - first]
    moments = {one.number: one.made_at for one in some}
    lines: list[tuple[datetime, Saved | Happened]] = [(moments[one.number], one) for one in reversed(saved)]
    lines += [(entry.at, admin_happening.happened(entry, people)) for entry in beside]
    return [line for _, line in sorted(lines, key=lambda line: line[0])][::-1]
