"""What staff do with a listing as a whole: send it for review, publish it, take it down, bring it back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from localoffer.days import today
from localoffer.db import session
from localoffer.languages import format_date, format_moment, gettext
from localoffer.listings import deciding, publishing, queries
from localoffer.listings.admin.here import name_of, writing
from localoffer.listings.admin.moving_forms import TakeDownForm
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.models import Listing
from localoffer.reviewing.admin_words import person
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs


def register(blueprint: Blueprint) -> None:
    """Put these screens on the editor's blueprint."""
    for name, view in (("send", send), ("take-back", take_back), ("publish", publish), ("restore", restore)):
        blueprint.add_url_rule(f"/<slug>/{name}", name.replace("-", "_"), view, methods=["POST"])
    blueprint.add_url_rule("/<slug>/throw-away", "throw_away", throw_away, methods=["POST"])
    for name, view in (("archive", archive), ("take-down", take_down)):
        blueprint.add_url_rule(f"/<slug>/{name}", name.replace("-", "_"), view, methods=["GET", "POST"])


@needs("listings.edit")
def send(slug: str) -> ResponseReturnValue:
    """Ask whoever may publish to look at the saved draft, once nothing that families need is missing in it."""
    listing = _listing(slug)
    if publishing.problems(content_of_version(latest_version(listing))):
        return _missing(slug)
    try:
        deciding.send_for_review(session(), listing=listing, **writing())
    except publishing.NotAllowed:
        abort(409)
    return _back(slug, gettext("Sent for review. Families see no change until somebody publishes it."))


@needs("listings.edit")
def take_back(slug: str) -> ResponseReturnValue:
    """Make what waits for review a draft again."""
    try:
        deciding.take_back(session(), listing=_listing(slug), **writing())
    except publishing.NotAllowed:
        abort(409)
    return _back(slug, gettext("It is a draft again, and waits for nobody."))


@needs("listings.edit")
def throw_away(slug: str) -> ResponseReturnValue:
    """Put what waits aside and go on from what families see; asks first where somebody else wrote it."""
    listing = _listing(slug)
    last = latest_version(listing)
    if last.made_by != current_actor() and request.form.get("version") != str(last.number):
        people = accounts.names(session(), [last.made_by])
        return render_template(
            "listings/admin/throw_away.html",
            listing=listing,
            name=name_of(listing),
            version=last.number,
            who=person(last.made_by, people),
            when=format_moment(last.made_at),
        )
    try:
        deciding.throw_away(session(), listing=listing, **writing())
    except publishing.NotAllowed:
        abort(409)
    return _back(slug, gettext("The draft is put aside. You find it in the history."))


@needs("listings.publish")
def publish(slug: str) -> ResponseReturnValue:
    """Put the draft that waits before families."""
    try:
        publishing.publish(session(), listing=_listing(slug), **writing())
    except (publishing.NotReady, publishing.NotAllowed):
        session.rollback()
        return _missing(slug)
    return _back(slug, gettext("Published. Families see it now."))


@needs("listings.publish")
def archive(slug: str) -> ResponseReturnValue:
    """Ask, then take a listing away from families."""
    listing = _listing(slug)
    if request.method == "GET":
        return render_template("listings/admin/archive.html", listing=listing, name=name_of(listing))
    try:
        publishing.archive(session(), listing=listing, **writing())
    except publishing.NotAllowed:
        abort(409)
    return _back(slug, gettext("Archived. Families no longer see it."))


@needs("listings.publish")
def restore(slug: str) -> ResponseReturnValue:
    """Bring an archived listing back as a draft."""
    try:
        publishing.restore(session(), listing=_listing(slug), **writing())
    except publishing.NotAllowed:
        abort(409)
    return _back(slug, gettext("Brought back as a draft. Publish it when it is right."))


@needs("listings.publish")
def take_down(slug: str) -> ResponseReturnValue:
    """Choose the day on which a listing leaves families by itself, or that it stays."""
    listing, form = _listing(slug), TakeDownForm()
    form.fill({"take_down_on": listing.take_down_on})
    if not form.validate_on_submit() or _is_past(form):
        name = name_of(listing)
        drawn = render_template("listings/admin/take_down.html", form=form, listing=listing, name=name)
        return drawn, 400 if form.errors else 200
    day = form.take_down_on.data
    try:
        publishing.take_down_on(session(), listing=listing, on=day, **writing())
    except publishing.NotAllowed:
        abort(409)
    if day is None:
        return _back(slug, gettext("It stays until somebody takes it down."))
    return _back(slug, gettext("Families no longer see it from %(day)s on.", day=format_date(day)))


def _is_past(form: TakeDownForm) -> bool:
    day = form.take_down_on.data
    if day is not None and day <= today():
        form.problem(form.take_down_on, gettext("Enter a day after today, or archive the listing now"))
        return True
    return False


def _listing(slug: str) -> Listing:
    return queries.get_to_edit(session(), slug=slug)


def _missing(slug: str) -> ResponseReturnValue:
    return redirect(url_for("admin.listings.edit", slug=slug, show="missing"), code=303)


def _back(slug: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)
