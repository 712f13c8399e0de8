"""The token of a browser's unfinished form: in a cookie of its own, for as long as the form lives."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, request
from werkzeug.wrappers import Response

from localoffer import council, languages
from localoffer.crypto import KeyRing
from localoffer.db import now, session
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.vocabulary import Referrer
from localoffer.web import settings


def load(*, locked: bool = False) -> Draft | None:
    """Return this browser's draft, None where it has none, and speak from now on as to whoever fills it in.

    ``locked`` is as in ``drafts.load``.
    """
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    draft = drafts.load(session(), keys=keys, token=token(), at=now(), locked=locked)
    languages.speak_to_young_person(draft is not None and draft.answers.referrer is Referrer.YOUNG_PERSON)
    return draft


def token() -> str | None:
    """Return the token that this browser sent."""
    return request.cookies.get(_name())


def keep(response: Response, kept: str, *, until: datetime | None = None) -> Response:
    """Give the browser a token; ``until`` is how long its draft lives where somebody saved it."""
    unsaved = max(council.current().retention.unsaved_draft, drafts.LASTING)
    lasting = until - now() if until else unsaved
    response.set_cookie(
        _name(), kept, max_age=lasting, secure=settings().secure, httponly=True, samesite="Lax", path="/"
    )
    return response


def forget(response: Response) -> None:
    """Take the token from the browser."""
    response.delete_cookie(_name(), secure=settings().secure, httponly=True, samesite="Lax", path="/")


def _name() -> str:
    return "__Host-referral" if settings().secure else "referral"
