"""Asking for the password once more before something that matters, and keeping meanwhile what was asked for.

What is kept stands in the session on the server, sealed like the rest of it; the page that carries on with it does
nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import check_and_update_authn_fresh

from localoffer.web.returning import safe_path

_KEPT = "asked_again"


@dataclass(frozen=True)
class Asked:
    """What somebody asked for: ``fields`` are those of the form that was sent, none where ``is_form`` is false.

    ``back`` is the page on which they asked.
    """

    address: str
    is_form: bool
    fields: list[tuple[str, str]]
    back: str


def is_recent() -> bool:
    """Return whether whoever makes this request has proved a short while ago who they are.

    The accounts of a demonstration have no password that could be asked for.
    """
    if session.get("signed_in_by") == "one_time_link":
        return True
    told = current_app.config
    return check_and_update_authn_fresh(told["SECURITY_FRESHNESS"], told["SECURITY_FRESHNESS_GRACE_PERIOD"])


def ask() -> ResponseReturnValue:
    """Keep what this request asks for, and send its browser to where the password is asked for."""
    is_form = request.method == "POST"
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    session[_KEPT] = {
        "address": request.full_path if request.query_string else request.path,
        "is_form": is_form,
        "fields": [list(pair) for pair in fields] if is_form else [],
        "back": _came_from(),
    }
    if session["signed_in_by"] == "council_account":
        return redirect(url_for("admin.council_account_again"), code=303)
    return redirect(url_for("security.verify", next=url_for("admin.carry_on")), code=303)


def asked() -> Asked | None:
    """Return what is kept for whoever makes this request, None where nothing is."""
    kept = session.get(_KEPT)
    if kept is None:
        return None
    return Asked(kept["address"], kept["is_form"], [(name, value) for name, value in kept["fields"]], kept["back"])


def forget() -> None:
    """Keep nothing any more."""
    if _KEPT in session:
        del session[_KEPT]


def _came_from() -> str:
    home = url_for("admin.home")
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return home
    path = safe_path(f"{parts.path}?{parts.query}" if parts.query else parts.path, otherwise=home)
    return path if parts.netloc == request.host and path.startswith(home) else home
