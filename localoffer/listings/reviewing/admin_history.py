"""The history of a listing: who saved what and when, and an earlier version that comes back as a draft."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.listings import publishing
from localoffer.listings.admin.here import name_of, writing
from localoffer.listings.applying import content_of_version
from localoffer.listings.models import ListingVersion
from localoffer.listings.queries import get_to_edit
from localoffer.listings.reviewing import admin_presenters, queries
from localoffer.listings.reviewing.admin_presenters import Saved
from localoffer.staff import accounts
from localoffer.staff.guard import needs

_PER_PAGE = 20


def register(blueprint: Blueprint) -> None:
    """Put these screens on the review's blueprint."""
    blueprint.add_url_rule("/<slug>/history", "history", history)
    blueprint.add_url_rule("/<slug>/versions/<int:number>/bring-back", "bring_back", bring_back, methods=["POST"])


@needs("listings.edit")
def history(slug: str) -> str:
    """Show who saved what and when, and what each version changed, the newest first."""
    listing = get_to_edit(session(), slug=slug)
    pages = -(-len(listing.versions) // _PER_PAGE)
    page = max(1, min(request.args.get("page", 1, type=int), pages))
    last = len(listing.versions) - (page - 1) * _PER_PAGE
    return render_template(
        "listings/admin/review/history.html",
        listing=listing,
        name=name_of(listing),
        history=_told(listing.versions[:last])[:_PER_PAGE],
        page=page,
        pages=pages,
    )


@needs("listings.edit")
def bring_back(slug: str, number: int) -> ResponseReturnValue:
    """Make an earlier version the draft."""
    listing = get_to_edit(session(), slug=slug)
    try:
        publishing.bring_back_version(session(), listing=listing, number=number, **writing())
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


def _told(versions: list[ListingVersion]) -> list[Saved]:
    """Return versions with what each changed; one more than a page, so that its first has one to differ from."""
    some = versions[-_PER_PAGE - 1 :]
    people = accounts.names(session(), {actor for one in some for actor in (one.made_by, one.decided_by)})
    names = queries.names_of(session(), [content_of_version(one) for one in some])
    return admin_presenters.history(some, people, names)
