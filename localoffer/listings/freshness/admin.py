"""The commissioners' screens for asking organisations: who was asked and answered, ask by hand, take a link back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer import council, db
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.days import today
from localoffer.db import MissingRow
from localoffer.forms.fields import Choice
from localoffer.languages import gettext
from localoffer.listings.freshness import admin_presenters, answering, links, queries, sealing
from localoffer.listings.freshness.admin_forms import ALL, ONE, AskForm
from localoffer.listings.freshness.admin_titles import STATES
from localoffer.listings.freshness.confirming import Check, confirm
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.freshness.vocabulary import LinkState
from localoffer.listings.models import Listing
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs
from localoffer.staff.home import Tile
from localoffer.vocabulary import Checker
from localoffer.web import settings

blueprint = Blueprint("providers", __name__, url_prefix="/providers")


@blueprint.get("")
@needs("listings.edit")
def index() -> str:
    """List the links, of one state or of all, that which was sent last first."""
    asked = request.args.get("state", "")
    state = LinkState(asked) if asked in set(LinkState) else None
    on, number = today(), request.args.get("page", 1, type=int)
    page = queries.page_of(db.session(), state=state, on=on, page=number)
    return render_template(
        "listings/admin/freshness/index.html",
        rows=[admin_presenters.row(link, on=on) for link in page.links],
        page=page,
        state=state,
        states=STATES,
        counted=queries.count(db.session(), on=on),
    )


@blueprint.get("/<key>")
@needs("listings.edit")
def show(key: str) -> str:
    """Show one link whole, and write down who looked."""
    link = queries.link_for_staff(db.session(), named(key))
    people = accounts.names(
        db.session(), {link.made_by, link.revoked_by, *(question.settled_by for question in link.questions)}
    )
    page = render_template(
        "listings/admin/freshness/show.html",
        link=admin_presenters.whole(link, address=_address(link), people=people, on=today()),
        answers=[admin_presenters.answered(one, _words(one), people) for one in link.questions],
    )
    actor = current_actor()
    db.session.rollback()
    with db.database().transaction() as own:
        links.record_look(own, named(key), actor, _keys())
    return page


@blueprint.route("/ask/<slug>", methods=["GET", "POST"])
@needs("listings.edit")
def ask(slug: str) -> ResponseReturnValue:
    """Send an organisation a link for one listing or for all that it has."""
    listing = queries.to_ask_about(db.session(), slug=slug)
    kept = queries.kept_together(db.session(), listing)
    form = AskForm()
    form.offer(_subjects(listing, kept), _addresses(listing))
    if not form.validate_on_submit():
        page = render_template(
            "listings/admin/freshness/ask.html", form=form, listing=listing, name=admin_presenters.name_of(listing)
        )
        return page, 400 if form.errors else 200
    everything = listing.organisation if form.about.data == ALL else None
    wanted = Wanted(everything or listing, kept if everything else [listing], form.chosen, form.language.data)
    link = links.send(db.session(), wanted, actor=current_actor(), desk=_desk())
    flash(gettext("The link is on its way."))
    return redirect(url_for("admin.providers.show", key=link.uuid), code=303)


@blueprint.post("/<key>/revoke")
@needs("listings.edit")
def revoke(key: str) -> ResponseReturnValue:
    """Take a link back, so that it opens nothing any more."""
    link = queries.link_for_staff(db.session(), named(key))
    if links.revoke(db.session(), link, actor=current_actor(), keys=_keys(), on=today()):
        flash(gettext("Taken back. The link opens nothing any more."))
    else:
        flash(gettext("Somebody had taken it back before."))
    return redirect(url_for("admin.providers.show", key=key), code=303)


@blueprint.post("/checked/<slug>")
@needs("listings.publish")
def checked(slug: str) -> ResponseReturnValue:
    """Keep that staff found a listing right, for example by ringing the organisation."""
    listing = queries.to_ask_about(db.session(), slug=slug)
    check = Check(Checker.COUNCIL, today(), council.current().freshness)
    confirm(db.session(), listing=listing, check=check, actor=current_actor(), audit_key=_keys().audit)
    flash(gettext("Saved. Families read that the council checked it today."))
    return redirect(url_for("admin.listings.edit", slug=slug), code=303)


@blueprint.post("/answers/<key>/settle")
@needs("listings.edit")
def settle(key: str) -> ResponseReturnValue:
    """Say that an answer was dealt with."""
    question = queries.question_of(db.session(), named(key))
    if answering.settle(db.session(), question, actor=current_actor(), keys=_keys(), on=today()):
        flash(gettext("Saved. It waits for nobody any more."))
    else:
        flash(gettext("Somebody had dealt with it before."))
    return redirect(url_for("admin.providers.show", key=question.link.uuid), code=303)


def named(key: str) -> uuid.UUID:
    """Return the id that stands in an address.

    Raises:
        MissingRow: when it is none.
    """
    try:
        return uuid.UUID(key)
    except ValueError as error:
        raise MissingRow("that is no id") from error


def tiles(session: Session) -> list[Tile]:
    """Return what organisations wrote that a person should look at, and how many do not answer."""
    to_do = select(func.count()).select_from(ProviderQuestion).where(queries.is_to_do()).scalar_subquery()
    title = gettext("Answers of organisations to look at")
    return [Tile(title, to_do, _at(LinkState.TO_DO), urgent=True), *tiles_of_the_silent(session)]


def tiles_of_the_silent(_session: Session) -> list[Tile]:
    """Return how many organisations do not answer."""
    silent = queries.number_of(LinkState.SILENT, on=today())
    return [Tile(gettext("Organisations that do not answer"), silent, _at(LinkState.SILENT))]


def _at(state: LinkState) -> str:
    return url_for("admin.providers.index", state=state)


def _subjects(listing: Listing, kept: Sequence[Listing]) -> list[Choice]:
    subjects = [Choice(ONE, gettext("This listing alone"))]
    if len(kept) > 1 and listing.organisation:
        told = gettext("All %(num)s listings of %(name)s", num=len(kept), name=listing.organisation.name)
        subjects.append(Choice(ALL, told))
    return subjects


def _addresses(listing: Listing) -> list[str]:
    known = (listing.email, listing.organisation.email if listing.organisation else "")
    return list(dict.fromkeys(address for address in known if address))


def _address(link: ProviderLink) -> str | None:
    try:
        return sealing.open_address(link, keys=_keys())
    except CannotOpen:
        return None


def _words(question: ProviderQuestion) -> str | None:
    try:
        return sealing.open_words(question, keys=_keys())
    except CannotOpen:
        return None


def _desk() -> Desk:
    return Desk(_keys(), council.current(), settings().base_url, today())


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
