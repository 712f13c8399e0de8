"""Who sent a form: for the forms that carry no token, because no cookie shall be set before one is needed."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import CSRFError


def require_own_page() -> None:
    """Refuse a form that none of our own pages sent. The browser says so itself; one that says nothing is refused.

    Raises:
        CSRFError: when another site sent it, or nobody knows who did.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is None:
        # browsers from before 2023, and plain http other than on the machine itself
        own = _host(request.headers.get("Origin") or request.headers.get("Referer", "")) == request.host
    else:
        own = site == "same-origin"
    if not own:
        raise CSRFError("sent by another site")


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
