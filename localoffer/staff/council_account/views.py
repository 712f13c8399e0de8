"""To the council's directory and back: to sign in, to take an invitation up, and to prove once more who one is.

The directory sends the browser back with a GET, so what that one changes is written in transactions of its own.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import login_user
from sqlalchemy.orm import Session

from localoffer import db
from localoffer.languages import LazyText, lazy_gettext
from localoffer.staff import accounts, guard, trail
from localoffer.staff.council_account import directory, linking
from localoffer.staff.council_account.directory import Directory, NotAnswered, Person
from localoffer.staff.guard import needs
from localoffer.staff.leading_on import refuse_other_places
from localoffer.staff.models import User
from localoffer.web import settings

blueprint = Blueprint("council_account", __name__, url_prefix="/admin")
blueprint.before_request(refuse_other_places)

_ASKED = "asked_directory"
_CLOCKS_MAY_DIFFER = timedelta(seconds=60)
_SAID: dict[type[Exception], LazyText] = {
    NotAnswered: lazy_gettext("The council’s sign-in did not answer as it should. Try again in a few minutes."),
    linking.NobodyHere: lazy_gettext(
        "No account here belongs to your council account. Ask whoever looks after this site at the council for an "
        "invitation."
    ),
    linking.SomebodyElses: lazy_gettext("Your council account belongs to another account here already."),
    linking.NoRole: lazy_gettext(
        "Your council account has no role for this site. Ask whoever looks after accounts at the council for one."
    ),
}


@blueprint.get("/council-account")
def begin() -> ResponseReturnValue:
    """Send whoever wants to sign in to the council's directory."""
    return _ask({"then": request.args.get("next") or url_for("admin.home")})


@blueprint.get("/choose-password/<token>/council-account")
def begin_invited(token: str) -> ResponseReturnValue:
    """Send whoever was invited to the council's directory; the invitation is used up when they come back."""
    _directory()
    try:
        accounts.whose_link(db.session(), token, purpose="password")
    except accounts.LinkIsOver:
        return _link_is_over()
    return _ask({"invitation": token})


@blueprint.get(directory.BACK.removeprefix("/admin"))
def back() -> ResponseReturnValue:
    """Take what the directory answers."""
    asked: dict[str, Any] = session.pop(_ASKED, {})
    try:
        person = _directory().answer()
        if "at" in asked:
            return _proved_again(person, since=asked["at"])
        return _come_in(person, asked)
    except accounts.LinkIsOver:
        return _link_is_over()
    except tuple(_SAID) as fault:
        return _refused(fault)


@needs("dashboard.read")
def again() -> ResponseReturnValue:
    """Say that the directory asks once more before something that matters."""
    _directory()
    return render_template("staff/council_account/again.html")


@needs("dashboard.read")
def ask_again() -> ResponseReturnValue:
    """Send whoever is signed in to the directory, to prove once more who they are."""
    return _ask({"at": time.time()}, again=True)


def _ask(asked: dict[str, Any], *, again: bool = False) -> ResponseReturnValue:
    try:
        sent = _directory().ask(again=again)
    except NotAnswered as fault:
        return _refused(fault)
    session[_ASKED] = asked
    return sent


def _come_in(person: Person, asked: dict[str, Any]) -> ResponseReturnValue:
    with db.database().transaction() as writing:
        number = _entering(writing, person, asked.get("invitation")).id
    user = db.session.get_one(User, number)
    login_user(user, remember=False, authn_via=["council_account"])
    return redirect(asked.get("then") or url_for("admin.home"), code=303)


def _entering(writing: Session, person: Person, invitation: str | None) -> User:
    user = linking.accept(writing, invitation, person) if invitation else linking.owner(writing, person)
    linking.follow_roles(writing, user, person, means=settings().oidc_roles)
    return user


def _proved_again(person: Person, *, since: float) -> ResponseReturnValue:
    """Let whoever is signed in carry on, where the directory says that it has asked them just now."""
    user = guard.signed_in()
    if user is None or not linking.is_same(db.session(), user, person):
        raise linking.NobodyHere
    if person.proved_at is None or person.proved_at.timestamp() < since - _CLOCKS_MAY_DIFFER.total_seconds():
        raise NotAnswered("NotProvedAgain")
    session["fs_paa"] = time.time()
    return redirect(url_for("admin.carry_on"), code=303)


def _refused(fault: Exception) -> ResponseReturnValue:
    kind = fault.kind if isinstance(fault, NotAnswered) else type(fault).__name__
    trail.note("staff.sign_in_failed", details={"step": "council account", "fault": kind})
    page = render_template("staff/council_account/refused.html", said=_SAID[type(fault)])
    return page, 502 if isinstance(fault, NotAnswered) else 403


def _link_is_over() -> ResponseReturnValue:
    return render_template("staff/link_over.html", purpose="password"), 410


def _directory() -> Directory:
    found = directory.current()
    if found is None:
        abort(404)
    return found
