"""The guard of everything under ``/admin``: closed by default.

A feature gives its admin screens as a blueprint (``add``); every view in it says which permission it needs (``needs``).
A view that says nothing answers 403 to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from localoffer.staff import asking_again, roles, trail
from localoffer.staff.models import User
from localoffer.web import settings

View = TypeVar("View", bound=Callable[..., Any])

_PARENT = "localoffer_admin"
_PERMISSION = "needed_permission"
_RECENT = "needs_recent_proof"
COUNCIL_ACCOUNT = "council_account"
# how somebody can have proved who they are; a sign-in that is not listed here opens nothing
PROOFS = {
    "security.two_factor_token_validation": "code",
    "security.mf_recovery": "recovery_code",
    "security.wan_signin_response": "passkey",
    "security.wan_register_response": "passkey",
    "staff.one_time_link": "one_time_link",
    "council_account.back": COUNCIL_ACCOUNT,
}
# the council's directory has its own second factor, and a demonstration needs none
_WITHOUT_CODES = {"one_time_link", COUNCIL_ACCOUNT}


def parent(app: Flask) -> Blueprint:
    """Return the blueprint under which all admin screens of this application stand; made when first asked for."""
    found: Blueprint | None = app.extensions.get(_PARENT)
    if found is None:
        found = app.extensions[_PARENT] = Blueprint("admin", __name__, url_prefix="/admin")
        found.before_request(check)
    return found


def add(app: Flask, blueprint: Blueprint) -> None:
    """Put a feature's admin screens under the guard; before ``staff.register_admin``."""
    parent(app).register_blueprint(blueprint)


def needs(permission: str, *, recent: bool = False) -> Callable[[View], View]:
    """Say which permission a view needs.

    Args:
        recent: whether it is also for those alone who gave their password a short while ago: what takes much data out
            of the site at once, what cannot be undone, and who may do what.

    Raises:
        ValueError: when no such permission exists.
    """
    if permission not in roles.PERMISSIONS:
        raise ValueError(f"there is no permission {permission!r}")

    def declare(view: View) -> View:
        setattr(view, _PERMISSION, permission)
        setattr(view, _RECENT, recent)
        return view

    return declare


def permission_of(view: Callable[..., Any]) -> str | None:
    """Return the permission that a view needs, None where it does not say."""
    return getattr(view, _PERMISSION, None)


def needs_recent_proof(view: Callable[..., Any]) -> bool:
    """Return whether a view asks for the password once more where it was given long ago."""
    return getattr(view, _RECENT, False)


def signed_in() -> User | None:
    """Return the member of staff who makes this request, None where nobody has proved to be one.

    A one-time link counts in demonstration mode alone.
    """
    proof = session.get("signed_in_by")
    if proof not in PROOFS.values() or (proof == "one_time_link" and not settings().is_demonstration):
        return None
    if not current_user.is_authenticated or not current_user.active:
        return None
    user: User = current_user._get_current_object()
    return user


def current_actor() -> str:
    """Return who makes this request as the audit names them: ``staff:<id>``.

    Raises:
        Forbidden: when nobody is signed in.
    """
    user = signed_in()
    if user is None:
        abort(403)
    return f"staff:{user.id}"


def allowed(permission: str) -> bool:
    """Whether the member of staff who makes this request has a permission."""
    user = signed_in()
    return user is not None and permission in roles.permissions_of(role.name for role in user.roles)


def check() -> ResponseReturnValue | None:
    """Let a request through, send it to sign-in, or refuse it and record that."""
    user = signed_in()
    if user is None:
        wanted = _wanted() if request.method == "GET" else None
        return redirect(url_for("security.login", next=wanted), code=303)
    view = current_app.view_functions[str(request.endpoint)]
    permission = permission_of(view)
    if permission is None or not allowed(permission):
        number = str(user.id)
        trail.note(
            "staff.denied", actor=f"staff:{number}", subject_id=number, details={"endpoint": str(request.endpoint)}
        )
        abort(403)
    if not user.mf_recovery_codes and session["signed_in_by"] not in _WITHOUT_CODES and request.method == "GET":
        return redirect(url_for("security.mf_recovery_codes"), code=303)
    return _ask_again() if needs_recent_proof(view) else None


def _ask_again() -> ResponseReturnValue | None:
    if not asking_again.is_recent():
        return asking_again.ask()
    asking_again.forget()
    return None


def _wanted() -> str:
    query = request.query_string.decode("utf-8", "replace")
    return f"{request.path}?{query}" if query else request.path
