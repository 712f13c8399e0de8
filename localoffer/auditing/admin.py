"""The record of who did what: searching it, proving that it holds together, and taking it away. In English only."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.auditing import admin_export, admin_presenters, heads, searching, verifying
from localoffer.auditing.searching import Search
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import database, now, session
from localoffer.languages import gettext
from localoffer.staff import accounts
from localoffer.staff.guard import current_actor, needs
from localoffer.staff.home import Tile
from localoffer.web import settings

blueprint = Blueprint("record", __name__, url_prefix="/record")
# it reads the whole record: one at a time in each process leaves the others to families
_verifying = Lock()
_TOO_LONG_AGO = 31


@blueprint.get("")
@needs("audit.read")
def index() -> str:
    """Show what was searched for, newest first, and when the record was last proved."""
    known = searching.known(session())
    search = searching.only_known(session(), Search.of(request.args), known)
    wanted = searching.of_id(session(), search)
    if search.is_narrow:
        _note("audit.searched", wanted)
    found = searching.page(session(), wanted)
    names = accounts.names(session(), known.actor)
    verified = verifying.last(session(), verifying.VERIFIED, verifying.BROKEN)
    proven = verifying.last(session(), verifying.PROVEN)
    return render_template(
        "auditing/admin/record.html",
        search=search,
        unknown=searching.UNKNOWN,
        rows=admin_presenters.rows(found.entries, names),
        actors=admin_presenters.choices_of_actors(known.actor, names),
        actions=admin_presenters.choices_of_actions(known.action),
        subjects=admin_presenters.choices_of_codes(known.subject),
        verified=admin_presenters.verified(verified, names) if verified else "",
        is_broken=bool(verified and verified.action == verifying.BROKEN),
        proven=_proven(proven),
        older=_beside(search, before=found.older),
        newer=_beside(search, after=found.newer),
        export=url_for("admin.record.export", **search.of_any_number.arguments()),
    )


@blueprint.post("")
@needs("audit.read")
def find() -> ResponseReturnValue:
    """Go to what was searched for: what the record does not have, as a name, comes into no address."""
    typed = searching.only_known(session(), Search.of(request.form), searching.known(session()))
    return redirect(url_for("admin.record.index", **typed.arguments()), code=303)


@blueprint.get("/export.csv")
@needs("audit.read", recent=True)
def export() -> Response:
    """Give everything that a search finds as a spreadsheet."""
    known = searching.known(session())
    typed = searching.only_known(session(), Search.of(request.args).of_any_number, known)
    search = searching.of_id(session(), typed)
    _note("audit.exported", search)
    names = accounts.names(session(), known.actor)
    answer = Response(stream_with_context(_exported(search, names)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="record-{today()}.csv"'
    return answer


@blueprint.post("/verify")
@needs("audit.read")
def verify() -> ResponseReturnValue:
    """Go through the whole record now; the page then says what was found."""
    actor = current_actor()
    # what the request holds open would keep the entry about this from being written
    session.rollback()
    if not _verifying.acquire(blocking=False):
        flash(gettext("Somebody is verifying the record already. Look again in a minute."))
        return redirect(url_for("admin.record.index"), code=303)
    try:
        verifying.verify(database(), key=_keys().audit, path=settings().var / heads.NAME, actor=actor)
    finally:
        _verifying.release()
    return redirect(url_for("admin.record.index"), code=303)


def tiles(session: Session) -> list[Tile]:
    """Return for the first page whether the record is broken, and how long ago a restore was last proven."""
    address = url_for("admin.record.index")
    newest = verifying.last_of_each(session, verifying.VERIFIED, verifying.BROKEN, verifying.PROVEN)
    verified, broken, proven = map(newest.get, (verifying.VERIFIED, verifying.BROKEN, verifying.PROVEN))
    made = []
    if broken is not None and (verified is None or verified.number < broken.number):
        made.append(Tile(gettext("The record of who did what is broken"), 1, address, urgent=True))
    if proven is None:
        in_use = settings().is_production
        made.append(Tile(gettext("Restore drill to do: none has been proven yet"), 1, address, urgent=in_use))
    else:
        days = verifying.days_since(proven, at=now())
        late = days > _TOO_LONG_AGO
        made.append(Tile(gettext("Days since a restore was last proven"), days, address, urgent=late))
    return made


def _proven(entry: AuditEntry | None) -> str:
    if entry is None:
        return gettext("No restore of a backup has been proven yet.")
    days = verifying.days_since(entry, at=now())
    if not days:
        return gettext("Last proven restore of a backup: today.")
    if days == 1:
        return gettext("Last proven restore of a backup: 1 day ago.")
    return gettext("Last proven restore of a backup: %(days)s days ago.", days=days)


def _beside(search: Search, **numbers: int | None) -> str:
    """Return the address of a page beside this one; empty where there is none."""
    if None in numbers.values():
        return ""
    return url_for("admin.record.index", **{**search.of_any_number.arguments(), **numbers})


def _exported(search: Search, names: dict[str, str]) -> Iterator[str]:
    # a session of its own: that of the request is closed before the first line leaves
    with database().session(writes=False) as own:
        yield from admin_export.lines(searching.every(own, search), names)


def _note(action: str, search: Search) -> None:
    """Write down, in a transaction of its own, what somebody searched for: never words that only they know."""
    asked = {name: str(value) for name, value in search.arguments().items() if value}
    with database().transaction() as own:
        audit.record(
            own,
            key=_keys().audit,
            actor=current_actor(),
            action=action,
            subject="audit",
            subject_id="all",
            details=asked,
        )


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
