"""The team's screens: the queue of referrals, one referral whole, and moving it on. In English only."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import database, now, session
from localoffer.languages import ENGLISH, LANGUAGES, gettext
from localoffer.places import queries as places
from localoffer.referrals import admin_presenters, queries, triage
from localoffer.referrals.admin_forms import MoveForm
from localoffer.referrals.models import Referral
from localoffer.referrals.presenters import Names
from localoffer.referrals.queries import QueueFilter
from localoffer.staff import accounts
from localoffer.staff.guard import allowed, current_actor, needs
from localoffer.staff.home import Tile
from localoffer.vocabulary import ReferralStage

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")


@blueprint.get("")
@needs("referrals.read")
def index() -> ResponseReturnValue:
    """Show the queue, oldest first, and write down whose names were shown to whom."""
    names = _names()
    wanted = _wanted(names)
    found = queries.queue(session(), wanted=wanted, page=request.args.get("page", 1, type=int))
    with database().transaction() as own:
        uuids = [one.uuid for one in found.referrals]
        triage.record_queue_look(own, shown=uuids, keys=_keys(), actor=current_actor())
    return render_template(
        "referrals/admin/index.html",
        rows=[admin_presenters.queue_row(one, keys=_keys(), names=names, at=now()) for one in found.referrals],
        total=found.total,
        wanted=wanted,
        counts=queries.counts_by_stage(session(), district=wanted.district),
        districts=names.districts,
        pages=[
            {"number": number, "address": _address(wanted, page=number), "current": number == found.page}
            for number in range(1, found.pages + 1)
        ],
    )


@blueprint.get("/<reference>")
@needs("referrals.read")
def show(reference: str) -> ResponseReturnValue:
    """Show one referral whole, and write down who looked."""
    return _whole_page(queries.get(session(), reference=reference), MoveForm(formdata=None))


@blueprint.post("/<reference>/move")
@needs("referrals.change")
def move(reference: str) -> ResponseReturnValue:
    """Move a referral to another stage; 409, with both changes, when somebody else was first."""
    referral = queries.get(session(), reference=reference)
    form = MoveForm()
    form.prepare(triage.MOVES[referral.stage], needs_note=triage.NEEDS_NOTE)
    if form.seen_version != referral.row_version:
        return _conflict(reference, form)
    if not form.validate():
        return _whole_page(referral, form, status=400)
    try:
        triage.move(
            session(),
            referral=referral,
            to=ReferralStage(form.to.data),
            note=form.note.data,
            seen_version=form.seen_version,
            keys=_keys(),
            actor=current_actor(),
            at=now(),
        )
    except triage.ChangedMeanwhile:
        return _conflict(reference, form)
    flash(gettext("Moved to: %(stage)s", stage=referral.stage.title))
    return redirect(url_for("admin.referrals.show", reference=referral.reference), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of referrals."""
    counts = queries.counts_by_stage(session)
    told = (
        (ReferralStage.RECEIVED, gettext("New referrals nobody has looked at")),
        (ReferralStage.BEING_LOOKED_AT, gettext("Referrals being looked at")),
        (ReferralStage.WAITING_FOR_PROVIDER, gettext("Referrals waiting for a provider")),
    )
    return [Tile(title, counts[stage], _address(QueueFilter(stage=stage))) for stage, title in told]


def _whole_page(referral: Referral, form: MoveForm, *, status: int = 200) -> ResponseReturnValue:
    form.prepare(triage.MOVES[referral.stage], needs_note=triage.NEEDS_NOTE)
    form.show_version(referral.row_version)
    page = render_template(
        "referrals/admin/show.html",
        referral=admin_presenters.whole(referral, keys=_keys(), names=_names(), staff=_staff(referral)),
        form=form,
        may_change=allowed("referrals.change"),
    )
    _record_look(referral)
    return page, status


def _conflict(reference: str, form: MoveForm) -> ResponseReturnValue:
    """Show what the other person did beside what this one wanted, with nothing typed lost."""
    session.rollback()
    referral = queries.get(session(), reference=reference)
    wanted = next((stage.title for stage in ReferralStage if stage.value == form.to.data), "")
    form.prepare(triage.MOVES[referral.stage], needs_note=triage.NEEDS_NOTE)
    form.show_version(referral.row_version)
    page = render_template(
        "referrals/admin/conflict.html",
        reference=referral.reference,
        stage=referral.stage.title,
        latest=admin_presenters.timeline(referral, keys=_keys(), staff=_staff(referral))[0],
        wanted=wanted,
        form=form,
    )
    _record_look(referral)
    return page, 409


def _record_look(referral: Referral) -> None:
    looked_at, actor = referral.uuid, current_actor()
    # A refused move holds SQLite's one writer, which the look needs for itself.
    session.rollback()
    with database().transaction() as own:
        triage.record_look(own, referral_uuid=looked_at, keys=_keys(), actor=actor)


def _wanted(names: Names) -> QueueFilter:
    stage = next((one for one in ReferralStage if one.value == request.args.get("stage")), None)
    district = request.args.get("district", "")
    return QueueFilter(stage=stage, district=district if district in names.districts else "")


def _address(wanted: QueueFilter, *, page: int | None = None) -> str:
    return url_for(
        "admin.referrals.index",
        stage=wanted.stage.value if wanted.stage else None,
        district=wanted.district or None,
        page=page,
    )


def _names() -> Names:
    return Names(
        districts={district.slug: district.name(ENGLISH.code) for district in places.districts(session())},
        languages={code: str(language.locale.get_language_name("en")) for code, language in LANGUAGES.items()},
    )


def _staff(referral: Referral) -> dict[str, str]:
    return accounts.names(session(), [change.made_by for change in referral.changes])


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
