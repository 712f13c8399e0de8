"""One version that waits for review, and the decision on it: publish it, on a day, or give it back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.days import today
from localoffer.db import session
from localoffer.languages import format_date, gettext
from localoffer.listings import deciding, publishing
from localoffer.listings.admin.here import keys, name_of, writing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.models import Listing
from localoffer.listings.queries import get_to_edit
from localoffer.listings.reviewing import admin_history, admin_mail, admin_presenters, admin_queue, queries
from localoffer.listings.reviewing.admin_differences import NOTHING, FieldChange, Save, changes_by
from localoffer.reviewing.admin_forms import DecideForm
from localoffer.reviewing.admin_words import decided_meanwhile
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs
from localoffer.vocabulary import ReviewState
from localoffer.web import settings

blueprint = Blueprint("review", __name__, url_prefix="/listings")
admin_history.register(blueprint)
admin_queue.register(blueprint)


@blueprint.get("/<slug>/review")
@needs("listings.edit")
def show(slug: str) -> ResponseReturnValue:
    """Show what a version that waits would change, with the decision for those who may publish."""
    listing = get_to_edit(session(), slug=slug)
    return _page(listing, _form(listing, formdata=None)) if _waits(listing) else _nothing_waits(slug)


@blueprint.route("/<slug>/decide", methods=["GET", "POST"])
@needs("listings.publish")
def decide(slug: str) -> ResponseReturnValue:
    """Show it likewise, and take the decision; 409 where there is a newer version by now."""
    listing = get_to_edit(session(), slug=slug)
    form = _form(listing)
    if request.method == "POST" and not _is_decidable(listing, form):
        return _decided_meanwhile(listing, form)
    if not _waits(listing):
        return _nothing_waits(slug)
    if not form.validate_on_submit():
        return _page(listing, form, status=400 if form.errors else 200)
    if form.version.data != str(latest_version(listing).number):
        form.problem(form.decision, gettext("There is a newer version by now. Read it, then decide."))
        return _page(listing, form, status=409)
    if form.decision.data != "return" and must_be_somebody_else(listing):
        form.problem(form.decision, gettext("You wrote this version, so somebody else must publish it."))
        return _page(listing, form, status=409)
    try:
        flash(_DECISIONS[form.decision.data](listing, form))
    except publishing.NotAllowed:
        return _refused(slug, form, gettext("Somebody has archived it, or decided already. Look at it once more."))
    except (publishing.NotReady, ValueError):
        return _refused(slug, form, gettext("Something that families need is missing. Change the listing first."))
    return redirect(url_for("admin.review.index"), code=303)


@blueprint.post("/<slug>/unschedule")
@needs("listings.publish")
def unschedule(slug: str) -> ResponseReturnValue:
    """Take back that a version is published by itself on a day."""
    listing = get_to_edit(session(), slug=slug)
    if _waits(listing):
        deciding.schedule(session(), listing=listing, on=None, **writing())
        flash(gettext("It is no longer published by itself."))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


def must_be_somebody_else(listing: Listing) -> bool:
    """Return whether who is signed in wrote what waits, and somebody else could publish it."""
    actor = current_actor()
    wrote_it = latest_version(listing).made_by == actor
    return wrote_it and accounts.others_may(session(), "listings.publish", than=actor)


def _refused(slug: str, form: DecideForm, why: str) -> ResponseReturnValue:
    session.rollback()
    listing = get_to_edit(session(), slug=slug)
    form.problem(form.decision, why)
    return _page(listing, form, status=409) if _waits(listing) else _decided_meanwhile(listing, form)


def _waits(listing: Listing) -> bool:
    return latest_version(listing).state.waits


def _is_decidable(listing: Listing, form: DecideForm) -> bool:
    """Return whether what was decided can be done: what waits may have been published or given back meanwhile."""
    last = latest_version(listing)
    return last.state.waits and (form.decision.data != "return" or last.state is ReviewState.IN_REVIEW)


def _decided_meanwhile(listing: Listing, form: DecideForm) -> ResponseReturnValue:
    last = latest_version(listing)
    people = accounts.names(session(), {last.decided_by})
    drawn = render_template(
        "reviewing/admin/decided_meanwhile.html",
        name=name_of(listing),
        became=decided_meanwhile(last.state, last.decided_by, last.decided_at, people),
        reason=form.reason.data,
        back=url_for("admin.review.index"),
        on=url_for("admin.listings.edit", slug=listing.slug),
    )
    return drawn, 409


def _nothing_waits(slug: str) -> ResponseReturnValue:
    flash(gettext("Nothing waits here: families see what was saved last."))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


def _form(listing: Listing, **more: Any) -> DecideForm:
    return DecideForm(gives_back=latest_version(listing).state is ReviewState.IN_REVIEW, **more)


def _publish(listing: Listing, form: DecideForm) -> str:
    publishing.publish(session(), listing=listing, **writing())
    return gettext("Published. Families see it now.")


def _schedule(listing: Listing, form: DecideForm) -> str:
    day = form.publish_on.data
    if day is None or day <= today():
        return _publish(listing, form)
    deciding.schedule(session(), listing=listing, on=day, **writing())
    return gettext("Families will see it from %(day)s on.", day=format_date(day))


def _give_back(listing: Listing, form: DecideForm) -> str:
    version = deciding.give_back(session(), listing=listing, reason=form.reason.data, **writing())
    actor = current_actor()
    told = admin_mail.GivenBack(
        name=name_of(listing),
        version=version,
        reviewer=accounts.names(session(), [actor])[actor],
        address=f"{settings().base_url}{url_for('admin.listings.edit', slug=listing.slug)}",
    )
    if admin_mail.tell(session(), told, actor=actor, keys=keys()):
        return gettext("Given back. Whoever wrote it is told by email why.")
    return gettext("Given back.")


_DECISIONS: dict[str, Callable[[Listing, DecideForm], str]] = {
    "publish": _publish,
    "schedule": _schedule,
    "return": _give_back,
}


def _page(listing: Listing, form: DecideForm, *, status: int = 200) -> ResponseReturnValue:
    later = queries.unseen(listing)
    form.version.data = str(later[-1].number)
    people = accounts.names(session(), {version.made_by for version in later})
    drawn = render_template(
        "listings/admin/review/show.html",
        form=form,
        listing=listing,
        name=name_of(listing),
        version=admin_presenters.waiting(later, people, reader=current_actor()),
        is_new=queries.shown(listing) is None,
        must_be_somebody_else=must_be_somebody_else(listing),
        changes=_changes(listing, admin_presenters.saves(later, people)),
    )
    return drawn, status


def _changes(listing: Listing, saves: list[Save]) -> list[FieldChange]:
    """Return what would change for families, field by field, and who saved each last."""
    shown = queries.shown(listing)
    before = content_of_version(shown) if shown else NOTHING
    names = queries.names_of(session(), [before, *(save.content for save in saves)])
    return changes_by(before, saves, names)
