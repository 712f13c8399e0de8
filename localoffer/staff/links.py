"""One-time sign-in links of the demonstration: one for each role, on the machine that runs the site alone."""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from flask import request
from sqlalchemy.orm import Session

from localoffer.staff import accounts, roles
from localoffer.staff.models import User
from localoffer.web import settings

DEMONSTRATION = {role: f"{role}@staff.example.org" for role in roles.ROLES}
"""The addresses of the accounts that a demonstration has, by role; nobody gets mail there, and none has a password."""
_LASTS = timedelta(hours=12)
_SET_BY_PROXIES = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


def issue_demonstration_links(session: Session) -> dict[str, str]:
    """Make an account for each role where there is none, and return role → path of a link that signs in once.

    The caller puts the site's address in front. Only for demonstration mode: elsewhere the links are not found.
    """
    links = {}
    for role in DEMONSTRATION:
        user = demonstration_account(session, role)
        token = accounts.one_time_link(session, user, purpose="sign_in", lasts=_LASTS)
        links[role] = f"/admin/one-time/{token}"
    return links


def demonstration_account(session: Session, role: str) -> User:
    """Return the account that a demonstration has for a role, made where there is none.

    Raises:
        KeyError: when there is no such role.
    """
    email = DEMONSTRATION[role]
    return accounts.find(session, email) or accounts.create_user(
        session, email=email, name=f"Demonstration {role}", role=role
    )


def allowed_here() -> bool:
    """Whether one-time sign-in links work for this request: in demonstration mode, from this machine, by no proxy."""
    if not settings().is_demonstration or any(name in request.headers for name in _SET_BY_PROXIES):
        return False
    # who is at the other end of the line, whatever a header says
    told = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    try:
        return ipaddress.ip_address(told.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False
