"""One's own account: how one signs in, where one is signed in, and carrying on after the password was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from localoffer import db
from localoffer.languages import format_moment, gettext, ngettext
from localoffer.staff import asking_again, guard, passkeys, roles, sessions, trail
from localoffer.staff.guard import needs
from localoffer.staff.models import Passkey, StoredSession, User


@dataclass(frozen=True)
class SignIn:
    """One browser in which somebody is signed in; ``handle`` names it in an address."""

    handle: str
    browser: str
    began: str
    last_used: str
    is_this: bool


@dataclass(frozen=True)
class OwnPasskey:
    """One of one's own passkeys, in words; ``number`` names it in an address."""

    number: int
    name: str
    added: str
    last_used: str


def register(parent: Blueprint) -> None:
    """Put one's own account on the guarded blueprint."""
    parent.add_url_rule("/account", "account", account)
    parent.add_url_rule("/account/passkeys/<int:number>/remove", "remove_passkey", remove_passkey, methods=["POST"])
    parent.add_url_rule("/account/sign-ins/others/end", "end_other_sign_ins", end_others, methods=["POST"])
    parent.add_url_rule("/account/sign-ins/<handle>/end", "end_sign_in", end_one, methods=["POST"])
    parent.add_url_rule("/carry-on", "carry_on", carry_on)


@needs("dashboard.read")
def account() -> str:
    """Show how whoever is signed in can change the way they sign in, and where they are signed in now."""
    user = _own()
    return render_template(
        "staff/account.html",
        roles=[str(roles.WORDS[role.name].title) for role in user.roles if role.name in roles.WORDS],
        passkeys=[_shown_passkey(passkey) for passkey in user.webauthn],
        has_app=user.tf_primary_method is not None,
        has_password=user.password is not None,
        has_council_account=user.council_account is not None,
        sign_ins=[_shown(row) for row in sessions.of(db.session(), user.id)],
    )


@needs("dashboard.read", recent=True)
def remove_passkey(number: int) -> ResponseReturnValue:
    """Remove one of one's own passkeys; of anybody else's it knows nothing."""
    try:
        name = passkeys.remove(db.session(), _own(), number)
    except passkeys.LastFactor:
        flash(gettext("This passkey is all that you have beside your password. Add another one, or an app, first."))
    else:
        flash(gettext("The passkey “%(name)s” is removed.", name=name))
    return redirect(url_for("admin.account"), code=303)


@needs("dashboard.read")
def end_one(handle: str) -> ResponseReturnValue:
    """End one of one's own sign-ins; of anybody else's it knows nothing."""
    user = _own()
    if sessions.end_one(db.session(), user.id, handle=handle):
        _record(user, 1)
        flash(gettext("That browser is signed out."))
    return redirect(url_for("admin.account"), code=303)


@needs("dashboard.read")
def end_others() -> ResponseReturnValue:
    """End all of one's own sign-ins but the one that asks."""
    user = _own()
    ended = sessions.end_others(db.session(), user.id, than=_token())
    if ended:
        _record(user, ended)
    flash(ngettext("%(num)s other browser is signed out.", "%(num)s other browsers are signed out.", ended))
    return redirect(url_for("admin.account"), code=303)


@needs("dashboard.read")
def carry_on() -> ResponseReturnValue:
    """Show what was asked for before the password was, with the button that does it."""
    asked = asking_again.asked()
    if asked is None:
        return redirect(url_for("admin.home"), code=303)
    return render_template("staff/carry_on.html", asked=asked)


def _own() -> User:
    user = guard.signed_in()
    if user is None:
        abort(403)
    return user


def _token() -> str:
    token: str = session.token  # type: ignore[attr-defined]
    return token


def _record(user: User, ended: int) -> None:
    number = str(user.id)
    trail.record(
        db.session(), "staff.sign_ins_ended", actor=f"staff:{number}", subject_id=number, details={"number": ended}
    )


def _shown_passkey(passkey: Passkey) -> OwnPasskey:
    return OwnPasskey(
        number=passkey.id,
        name=passkey.name,
        added=format_moment(passkey.create_datetime),
        last_used=format_moment(passkey.lastuse_datetime),
    )


def _shown(row: StoredSession) -> SignIn:
    return SignIn(
        handle=sessions.handle_of(row),
        browser=row.browser or gettext("A browser we do not know"),
        began=format_moment(row.created_at),
        last_used=format_moment(row.seen_at),
        is_this=row.id_hash == sessions.hash_of(_token()),
    )
